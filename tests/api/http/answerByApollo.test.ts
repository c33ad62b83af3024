import { HeaderMap, type ApolloServer } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import { answerByApollo } from '../../../src/api/http/answerByApollo.ts';
import { beginTurns } from '../../../src/db/takeTurns.ts';
import { turnsDuring } from '../../support/turnsDuring.ts';

test('long answers that are made at once become bytes with turns for others between them', async () => {
  const string = 'ä'.repeat(10_000_000);
  const server = { executeHTTPGraphQLRequest: async () => ({ headers: new HeaderMap(), body: { kind: 'complete', string }, status: 200 }) } as unknown as ApolloServer<object>;
  const reply = { header: () => reply, code: () => reply } as unknown as FastifyReply;
  const answer = answerByApollo(server, async () => ({}));
  beginTurns();
  const answers = Promise.all(Array.from({ length: 12 }, () => answer({ method: 'POST', headers: {}, url: '/graphql', body: {} } as FastifyRequest, reply)));
  expect(await turnsDuring(answers)).toBeGreaterThan(3);
  for (const bytes of await answers) expect(bytes.length).toBe(20_000_000);
});
