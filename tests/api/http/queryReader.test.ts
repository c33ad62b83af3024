import { expect, test } from 'vitest';
import { queryReader } from '../../../src/api/http/queryReader.ts';
import { startServer } from '../../support/server.ts';

test('the query of an address is read, and the same again when it comes again', () => {
  const read = queryReader();
  for (let time = 0; time < 2; time += 1) expect(read('query=%7B%20a%20%7D&variables=%7B%22n%22%3A%22%E2%82%AC+%2B%22%7D&x=1&x=2&flag')).toEqual({ query: '{ a }', variables: '{"n":"€ +"}', x: ['1', '2'], flag: '' });
  expect(read('')).toEqual({});
});

test('what one request changes of it, no other sees', () => {
  const read = queryReader();
  read('query=a').query = 'changed';
  expect(read('query=a')).toEqual({ query: 'a' });
});

test('of a GET an empty name, and variables that are null, are as if left out: anew and from what is kept', async () => {
  const { get } = await startServer();
  const query = 'query Overlaps($asAt: Date) { overlaps(filter: { asAt: $asAt }) { totalCount } }';
  const answers: Awaited<ReturnType<typeof get>>[] = [];
  for (const more of ['', '&operationName=', '&operationName', '&variables=null', '&extensions=null&operationName=&variables=null']) {
    for (let time = 0; time < 4; time += 1) answers.push(await get(`/graphql?query=${encodeURIComponent(query)}${more}`, { 'apollo-require-preflight': '1' }));
  }
  expect(answers.map(({ status, text }) => [status, text])).toEqual(answers.map(() => [200, answers[0]!.text]));
  expect((await get(`/graphql?query=${encodeURIComponent(query)}&operationName=Other`, { 'apollo-require-preflight': '1' })).status).toBe(400);
});
