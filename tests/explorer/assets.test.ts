import fastify from 'fastify';
import { expect, test } from 'vitest';
import { answerWith } from '../../src/explorer/assets.ts';

/** A server of one address, at which what `read` gives stands. */
function asking(read: () => Promise<string>): () => Promise<[number, string]> {
  const app = fastify();
  app.get('/contract', answerWith({ type: 'text/plain', read }));
  return async () => {
    const { statusCode, body } = await app.inject('/contract');
    return [statusCode, statusCode === 200 ? body : ''];
  };
}

test('what could not be read once is read again for whoever asks next, and then kept', async () => {
  let times = 0;
  const ask = asking(async () => {
    times += 1;
    if (times === 1) throw new Error('EMFILE');
    return `read ${times} times`;
  });
  expect([await ask(), await ask(), await ask()]).toEqual([[500, ''], [200, 'read 2 times'], [200, 'read 2 times']]);
});

test('who asks while it is being read waits for that reading', async () => {
  let times = 0;
  const ask = asking(async () => `read ${(times += 1)} times`);
  expect(await Promise.all([ask(), ask()])).toEqual([[200, 'read 1 times'], [200, 'read 1 times']]);
});
