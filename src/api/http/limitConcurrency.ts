import type { FastifyInstance } from 'fastify';
import { isForProbes } from './asked.ts';
import { createQueue, type Queue, type QueueLimits } from './queue.ts';
import { turnsOfLoop } from './turnsOfLoop.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Ends this request's turn. */
    leaveQueue: (() => void) | null;
  }
}

/** What a refused caller is told to wait. */
const retryAfterSeconds = 2;

/**
 * Lets so many requests be answered at once; more wait their turn, with their bodies read.
 * A turn ends when the answer is made, not when it is read: slow readers hold nobody up, but for seconds where too much waits for them (`limitUnread.ts`).
 */
export function limitConcurrency(app: FastifyInstance, limits: QueueLimits): Queue {
  const queue = createQueue(limits, turnsOfLoop(app.server));
  app.decorateRequest('leaveQueue', null);
  app.addHook('preHandler', (request, reply, done) => {
    if (isForProbes(request)) return done();
    const quit = queue.enter((leave, refusal) => {
      request.leaveQueue = leave;
      if (refusal) void reply.header('retry-after', retryAfterSeconds);
      done(refusal);
    });
    // A caller that hangs up while waiting is answered no more; work that has begun is always brought to its end.
    if (quit) reply.raw.once('close', quit);
  });
  app.addHook('onSend', (request, _reply, _payload, done) => {
    request.leaveQueue?.();
    done();
  });
  return queue;
}
