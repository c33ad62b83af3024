import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

// Made by openssl for 127.0.0.1, signed by itself, and good until 2126.
const certificate = fileURLToPath(new URL('./certificate/certificate.pem', import.meta.url));
const key = fileURLToPath(new URL('./certificate/key.pem', import.meta.url));
const asking = fileURLToPath(new URL('./askOnce.ts', import.meta.url));

/** What a hub says that asks a server with that certificate. */
async function ask(trusted: NodeJS.ProcessEnv): Promise<{ said: string; address: string }> {
  const server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('["Stay and play"]'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = `https://127.0.0.1:${(server.address() as AddressInfo).port}/list`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', asking, address], { env: { ...process.env, NODE_EXTRA_CA_CERTS: '', ...trusted } });
  return { said: stdout.trim(), address };
}

test('a server whose certificate nobody vouches for is refused in plain words, even where it may be private', async () => {
  const { said, address } = await ask({});
  expect(said).toBe(`${address} has no certificate that the hub can trust (DEPTH_ZERO_SELF_SIGNED_CERT). Check the address, and tell whoever runs the server; for one of your own, start the hub with its certificate authority in NODE_EXTRA_CA_CERTS.`);
});

test('one whose certificate the operator gave to Node is asked', async () => {
  expect((await ask({ NODE_EXTRA_CA_CERTS: certificate })).said).toBe('["Stay and play"]');
});
