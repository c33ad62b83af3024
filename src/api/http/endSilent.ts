import type { FastifyInstance } from 'fastify';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Ends connections on which nothing moves, but not while the hub itself still makes an answer: node.js does not ask whose silence it is, and whoever waited for a long reading was cut off without a word. */
export function endSilent(app: FastifyInstance, silenceMs: number): void {
  const answers = new WeakMap<Socket, Set<ServerResponse>>();
  app.addHook('onRequest', ({ raw: { socket } }, { raw }, done) => {
    const known = answers.get(socket) ?? new Set();
    answers.set(socket, known.add(raw));
    raw.once('close', () => known.delete(raw));
    done();
  });
  app.server.setTimeout(silenceMs, (socket) => {
    const isOwedAnAnswer = [...(answers.get(socket) ?? [])].some(({ headersSent, destroyed }) => !headersSent && !destroyed);
    if (isOwedAnAnswer) socket.setTimeout(silenceMs);
    else socket.destroy();
  });
}
