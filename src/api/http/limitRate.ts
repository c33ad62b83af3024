import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { HubError } from '../../errors.ts';
import { isForProbes } from './asked.ts';

/** How many callers are remembered; the one not heard of longest is forgotten first, so that a crowd cannot fill the memory. */
const mostCallers = 10_000;

const done = Promise.resolve();

/**
 * Counts every request of a caller, whatever it asks for, and refuses more than `perMinute`.
 * Each answer says in `RateLimit-…` headers how many are left; a refusal says in `Retry-After` how long to wait.
 */
export function limitRate(app: FastifyInstance, perMinute: number): void {
  void app.register(rateLimit, {
    global: false,
    max: perMinute,
    timeWindow: 60_000,
    cache: mostCallers,
    enableDraftSpec: true,
    errorResponseBuilder: (_request, { max, ttl }) =>
      new HubError('RATE_LIMITED', `More than ${max.toLocaleString('en-GB')} requests came from your address within a minute, which is the most. Try again in ${Math.ceil(ttl / 1_000)} seconds, and ask for more in one query rather than in many.`),
  });
  let count: ReturnType<typeof app.rateLimit> | undefined;
  // Not async itself: what counts is, and one promise for each request is enough.
  app.addHook('onRequest', (request, reply) => (isForProbes(request) ? done : (count ??= app.rateLimit()).call(app, request, reply)));
}
