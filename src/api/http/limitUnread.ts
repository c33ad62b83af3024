import type { FastifyInstance } from 'fastify';
import type { ServerResponse } from 'node:http';
import type { Logger } from '../../log.ts';

/** A shorter answer mostly fits into what the system keeps of a connection, and most are taken at once. */
const smallestCounted = 64 * 2 ** 10;

/**
 * Bounds how much of its answers the hub keeps in memory for callers that do not take them: a turn ends when an answer is made, so callers that
 * read slowly could fill the memory with what few requests a second ask. Beyond `mostBytes` those that had their answer longest are cut off.
 */
export function limitUnread(app: FastifyInstance, mostBytes: number, log: Logger): void {
  const untaken = new Map<ServerResponse, number>();
  let bytes = 0;
  const forget = (response: ServerResponse): void => {
    bytes -= untaken.get(response) ?? 0;
    untaken.delete(response);
  };
  app.addHook('onSend', (_request, { raw }, payload, done) => {
    const length = typeof payload === 'string' || Buffer.isBuffer(payload) ? payload.length : 0;
    // Of a caller that has left meanwhile nothing is kept.
    if (length < smallestCounted || raw.destroyed || raw.socket?.destroyed !== false) return done();
    forget(raw);
    untaken.set(raw, length);
    bytes += length;
    raw.once('close', () => forget(raw));
    for (const response of untaken.keys()) {
      if (bytes <= mostBytes || response === raw) break;
      forget(response);
      response.destroy();
      log.warn({ mostBytes }, 'A caller was cut off that had not taken its answer, because too much waits to be taken');
    }
    done();
  });
}
