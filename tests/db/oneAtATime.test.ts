import { expect, test } from 'vitest';
import { oneAtATime } from '../../src/db/oneAtATime.ts';

test('each piece of work begins when who asked for the one before has heard how it ended, well or badly', async () => {
  const queue = oneAtATime();
  const told: string[] = [];
  const ask = (name: string, work: () => Promise<void>): Promise<unknown> =>
    queue(() => {
      told.push(`${name} begins`);
      return work();
    }).then(
      () => told.push(`${name} is done`),
      (error: Error) => told.push(`${name}: ${error.message}`),
    );
  const done = async (): Promise<void> => {};
  const fails = (): never => {
    throw new Error('failed at once');
  };
  const failsLater = async (): Promise<void> => {
    throw new Error('failed later');
  };
  await Promise.all([ask('first', done), ask('second', fails), ask('third', failsLater), ask('fourth', done)]);
  expect(told).toEqual(['first begins', 'first is done', 'second begins', 'second: failed at once', 'third begins', 'third: failed later', 'fourth begins', 'fourth is done']);
});
