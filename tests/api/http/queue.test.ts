import { buildSchema } from 'graphql';
import { connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createQueue } from '../../../src/api/http/queue.ts';
import { startServer } from '../../support/server.ts';

/** A schema with a field that answers when the test says so, and how many of its callers are being answered. */
function slowSchema() {
  const schema = buildSchema('type Query { slow: Int }');
  const open: (() => void)[] = [];
  let begun = 0;
  schema.getQueryType()!.getFields().slow!.resolve = () => {
    begun += 1;
    return new Promise<number>((resolve) => open.push(() => resolve(1)));
  };
  return { schema, begun: () => begun, finishOne: () => open.shift()?.(), finishAll: () => open.splice(0).forEach((finish) => finish()) };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await setImmediate();
}

const slow = { query: '{ slow }' };

describe('how many are answered at once', () => {
  test('more wait their turn, and are answered in it', async () => {
    const { schema, begun, finishOne, finishAll } = slowSchema();
    const { app, post } = await startServer({ MAX_CONCURRENT: '2' }, { schema });
    const answers = Array.from({ length: 5 }, () => post(slow));
    // On PostgreSQL those whose turn it is wait for the database before they begin.
    await until(() => app.queue!.waiting() === 3 && begun() === 2);
    expect(app.queue!.running()).toBe(2);
    finishOne();
    await until(() => begun() === 3);
    expect([app.queue!.running(), app.queue!.waiting()]).toEqual([2, 2]);
    const finishing = until(() => (finishAll(), begun() === 5)).then(finishAll);
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    await finishing;
    expect([app.queue!.running(), app.queue!.waiting()]).toEqual([0, 0]);
  });

  test('where as many wait as may, the next is told at once to come again', async () => {
    const { schema, finishOne, begun } = slowSchema();
    const { app, post, get } = await startServer({ MAX_CONCURRENT: '1', MAX_WAITING: '1' }, { schema });
    const first = post(slow);
    const second = post(slow);
    await until(() => app.queue!.waiting() === 1);
    const refused = await post(slow);
    expect([refused.status, refused.codes, refused.headers.get('retry-after')]).toEqual([503, ['HUB_BUSY'], '2']);
    expect(refused.json.errors[0].message).toBe('2 requests are being answered or wait for their turn, which is the most. Try again in a few seconds.');
    expect((await get('/holdings')).text).toContain('The hub is busy');
    // What watches the hub does not wait.
    expect((await get('/health/live')).status).toBe(200);
    await until(() => begun() === 1);
    finishOne();
    await until(() => begun() === 2);
    finishOne();
    expect([(await first).status, (await second).status]).toEqual([200, 200]);
  });

  test('who has waited too long is told so', async () => {
    const { schema, finishOne } = slowSchema();
    const { post } = await startServer({ MAX_CONCURRENT: '1', MAX_WAIT_MS: '20' }, { schema });
    const answered = [post(slow), post(slow)].map((answer) => answer.then((given) => (finishOne(), given)));
    const statuses = (await Promise.all(answered)).map(({ status, codes }) => [status, ...codes].join(' ')).sort();
    expect(statuses).toEqual(['200', '503 HUB_BUSY']);
  });

  test('who hangs up while waiting is not answered, and leaves room', async () => {
    const { schema, finishOne, begun } = slowSchema();
    const { app, post, port } = await startServer({ MAX_CONCURRENT: '1' }, { schema });
    const first = post(slow);
    await until(() => app.queue!.running() === 1);
    const body = JSON.stringify(slow);
    const socket = connect(port, '127.0.0.1', () => socket.write(`POST /graphql HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`));
    await until(() => app.queue!.waiting() === 1);
    socket.destroy();
    await until(() => app.queue!.waiting() === 0);
    await until(() => begun() > 0);
    finishOne();
    await first;
    expect([begun(), app.queue!.running()]).toEqual([1, 0]);
  });

  test('a turn is given back once, whatever became of the request', async () => {
    const { app, post, get } = await startServer({ MAX_CONCURRENT: '1' });
    for (const answer of [() => post(slow), () => post('not json'), () => post({ query: '{ __typename }' }), () => get('/nowhere'), () => get('/?region=E1'), () => get('/feeds/overlaps.csv?region=E1')]) {
      await answer();
      expect([app.queue!.running(), app.queue!.waiting()]).toEqual([0, 0]);
    }
  });
});

test('the queue keeps its order, and turns that end at once do not pile up', async () => {
  const queue = createQueue({ maxConcurrent: 1, maxWaiting: 20_000, maxWaitMs: 60_000 });
  const order: number[] = [];
  let endFirst = () => {};
  queue.enter((leave) => (endFirst = leave));
  for (let index = 0; index < 20_000; index += 1) {
    queue.enter((leave) => {
      order.push(index);
      leave();
    });
  }
  endFirst();
  await until(() => order.length === 20_000);
  expect(order).toEqual(Array.from({ length: 20_000 }, (_, index) => index));
  expect([queue.running(), queue.waiting()]).toEqual([0, 0]);
});

test('while the queue is held nobody begins, and then everybody in their order', async () => {
  const queue = createQueue({ maxConcurrent: 2, maxWaiting: 0, maxWaitMs: 60_000 });
  const order: number[] = [];
  const begin = (index: number): void => void queue.enter((leave) => (order.push(index), leave()));
  begin(0);
  const release = queue.hold();
  for (const index of [1, 2, 3]) begin(index);
  await setImmediate();
  expect([order, queue.waiting()]).toEqual([[0], 3]);
  release();
  await until(() => order.length === 4);
  expect([order, queue.running(), queue.waiting()]).toEqual([[0, 1, 2, 3], 0, 0]);
});

test('while the loop is kept, whoever comes waits where room is left, though nobody may wait for room', async () => {
  let isKept = false;
  const queue = createQueue({ maxConcurrent: 2, maxWaiting: 0, maxWaitMs: 60_000 }, () => isKept);
  const begun: number[] = [];
  const refused: number[] = [];
  const begin = (index: number): void => void queue.enter((_leave, refusal) => (refusal ? refused : begun).push(index));
  begin(0);
  isKept = true;
  for (const index of [1, 2]) begin(index);
  await setImmediate();
  expect([begun, refused, queue.waiting()]).toEqual([[0], [2], 1]);
  isKept = false;
  await until(() => begun.length === 2);
});
