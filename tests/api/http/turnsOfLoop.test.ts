import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../../src/api/createApp.ts';
import { createLog } from '../../../src/log.ts';

test('however many pages come at once that wait for nothing, a probe that comes after them is answered between them', async () => {
  const app = createApp({ log: createLog('silent'), maxBodyBytes: 1_000, maxConcurrent: 32 });
  let pages = 0;
  app.get('/page', async () => {
    for (const began = performance.now(); performance.now() - began < 30; );
    return String((pages += 1));
  });
  app.get('/probe', { config: { isForProbes: true } }, async () => String(pages));
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const sockets = Array.from({ length: 60 }, () => connect((app.server.address() as AddressInfo).port, '127.0.0.1').on('error', () => {}));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await app.close();
  });
  for (const socket of sockets) socket.resume().write('GET /page HTTP/1.1\r\nHost: hub\r\n\r\n');
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  expect(Number(await (await fetch(`${address}/probe`)).text())).toBeLessThan(20);
  await expect.poll(() => pages, { timeout: 30_000 }).toBe(60);
});
