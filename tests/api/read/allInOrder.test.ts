import { expect, test } from 'vitest';
import { allInOrder } from '../../../src/api/read/allInOrder.ts';

const soon = (value: string) => Promise.reject(new Error(value));
const later = async (value: string) => {
  await new Promise((resolve) => setImmediate(resolve));
  throw new Error(value);
};

test('of several checks that fail, the first as written is told, whichever fails sooner', async () => {
  await expect(Promise.all([later('first'), soon('second')])).rejects.toThrow('second');
  await expect(allInOrder([later('first'), soon('second')])).rejects.toThrow('first');
});

test('what they find comes back in their order', async () => {
  expect(await allInOrder([Promise.resolve(1), Promise.resolve('two')])).toEqual([1, 'two']);
});
