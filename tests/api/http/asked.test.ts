import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../../src/api/createApp.ts';
import { addToAsked } from '../../../src/api/http/asked.ts';
import { createLog } from '../../../src/log.ts';

test('what a page was made from is told of its own request, also where it waited for the turn of another to end', async () => {
  const app = createApp({ log: createLog('silent'), maxBodyBytes: 1_000, maxConcurrent: 1, maxWaiting: 10 });
  onTestFinished(() => app.close());
  const told: Record<string, number> = {};
  let release = (): void => {};
  const isReleased = new Promise<void>((resolve) => void (release = resolve));
  app.addHook('onResponse', async ({ url, asked }) => void (told[url] = asked.rows));
  app.get('/first', async () => {
    await isReleased;
    addToAsked({ rows: 1, cost: 10 });
    return 'first';
  });
  app.get('/second', async () => {
    addToAsked({ rows: 5, cost: 10 });
    return 'second';
  });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const first = fetch(`${address}/first`);
  await expect.poll(() => app.queue!.running()).toBe(1);
  const second = fetch(`${address}/second`);
  await expect.poll(() => app.queue!.waiting()).toBe(1);
  release();
  await Promise.all([first, second]);
  expect(told).toEqual({ '/first': 1, '/second': 5 });
});
