import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify';
import { HubError } from '../../errors.ts';

/** One request, one question: a list of them would pass the limits on each many times over. */
export function refuseBatch({ body }: FastifyRequest, _reply: FastifyReply, done: HookHandlerDoneFunction): void {
  if (!Array.isArray(body)) return done();
  done(new HubError('BATCH_NOT_SUPPORTED', `The body is a list of ${body.length} requests. The hub takes one at a time: send them one after another, or ask several things in one query.`));
}
