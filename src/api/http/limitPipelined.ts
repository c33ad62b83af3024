import type { FastifyInstance } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { HubError } from '../../errors.ts';

/** More than any client sends on one connection before it has taken the first answer: most send one. */
const mostOpen = 16;
const retryAfterSeconds = 1;

const open = new WeakMap<Duplex, number>();
const newest = new WeakMap<Duplex, IncomingMessage>();
const waiting = new WeakMap<Duplex, { left: number; work: () => void }>();

/** How many requests of a connection are not answered yet, or their answers not taken. */
export function openRequests(socket: Duplex): number {
  return open.get(socket) ?? 0;
}

/** Does something once all requests of a connection that came whole have their answers. */
export function afterAnswers(socket: Duplex, work: () => void): void {
  // One that is still coming has no answer yet, and may never have.
  const left = newest.get(socket)?.complete === false ? 1 : 0;
  if (openRequests(socket) > left) waiting.set(socket, { left, work });
  else work();
}

/** Bounds how many requests of one connection are open at a time: node.js reads hundreds that come in one piece, and keeps the answer to each until those before it are taken. */
export function limitPipelined(app: FastifyInstance): void {
  app.addHook('onRequest', ({ raw }, reply, done) => {
    const { socket } = raw;
    newest.set(socket, raw);
    const count = openRequests(socket) + 1;
    open.set(socket, count);
    if (count <= mostOpen) return done();
    void reply.header('retry-after', retryAfterSeconds);
    done(new HubError('HUB_BUSY', `${mostOpen} requests of this connection are not answered yet, or their answers not taken, which is the most. Take them first, or ask on another connection.`));
  });
  app.addHook('onResponse', ({ raw: { socket } }, _reply, done) => {
    const left = (open.get(socket) ?? 1) - 1;
    open.set(socket, left);
    const { left: awaited, work } = waiting.get(socket) ?? {};
    if (left === awaited) work?.();
    done();
  });
}
