import type { FastifyInstance } from 'fastify';

/**
 * Lets a connection on which nothing moves be, while the hub itself still makes the answer that is next on it: node.js ends those on which nothing
 * moves and does not ask whose silence it is, so that whoever waited for a long reading was cut off without a word. It asks the answer first, and
 * on every address that the hub listens on.
 */
export function waitForAnswers(app: FastifyInstance, silenceMs: number): void {
  app.addHook('onRequest', (_request, { raw }, done) => {
    raw.on('timeout', (socket) => {
      if (raw.headersSent) socket.destroy();
      else socket.setTimeout(silenceMs);
    });
    done();
  });
}
