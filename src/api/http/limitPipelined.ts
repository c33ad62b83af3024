import type { FastifyInstance } from 'fastify';
import type { Socket } from 'node:net';
import { HubError } from '../../errors.ts';

/** More than any client sends on one connection before it has taken the first answer: most send one. */
const mostOpen = 16;
const retryAfterSeconds = 1;

/** Bounds how many requests of one connection are open at a time: node.js reads hundreds that come in one piece, and keeps the answer to each until those before it are taken. */
export function limitPipelined(app: FastifyInstance): void {
  const open = new WeakMap<Socket, number>();
  app.addHook('onRequest', ({ raw: { socket } }, reply, done) => {
    const count = (open.get(socket) ?? 0) + 1;
    open.set(socket, count);
    if (count <= mostOpen) return done();
    void reply.header('retry-after', retryAfterSeconds);
    done(new HubError('HUB_BUSY', `${mostOpen} requests of this connection are not answered yet, or their answers not taken, which is the most. Take them first, or ask on another connection.`));
  });
  app.addHook('onResponse', ({ raw: { socket } }, _reply, done) => {
    open.set(socket, (open.get(socket) ?? 1) - 1);
    done();
  });
}
