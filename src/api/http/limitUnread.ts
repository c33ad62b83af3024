import type { FastifyInstance } from 'fastify';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from '../../log.ts';

/** A shorter answer mostly fits into what the system keeps of a connection, and most are taken at once. */
const smallestCounted = 64 * 2 ** 10;

/**
 * Bounds how much of its answers the hub keeps in memory for callers that do not take them: a turn ends when an answer is made, so callers that
 * read slowly could fill the memory with what few requests a second ask. Beyond `mostBytes` the connections are cut off that left theirs longest.
 * An answer is its connection's from the first: one that stands behind another there has no socket of its own until that is taken.
 */
export function limitUnread(app: FastifyInstance, mostBytes: number, log: Logger): void {
  const untaken = new Map<Socket, Map<ServerResponse, number>>();
  const followed = new WeakSet<Socket>();
  let bytes = 0;
  const take = (socket: Socket, response: ServerResponse): void => {
    const answers = untaken.get(socket);
    bytes -= answers?.get(response) ?? 0;
    answers?.delete(response);
    if (answers?.size === 0) untaken.delete(socket);
  };
  const forget = (socket: Socket): void => {
    for (const length of untaken.get(socket)?.values() ?? []) bytes -= length;
    untaken.delete(socket);
  };
  const answersOf = (socket: Socket): Map<ServerResponse, number> => {
    const known = untaken.get(socket);
    if (known) return known;
    const made = new Map<ServerResponse, number>();
    untaken.set(socket, made);
    if (!followed.has(socket)) socket.once('close', () => forget(socket));
    followed.add(socket);
    return made;
  };
  app.addHook('onSend', ({ raw: { socket } }, { raw }, payload, done) => {
    const length = typeof payload === 'string' || Buffer.isBuffer(payload) ? payload.length : 0;
    // Of a caller that has left meanwhile nothing is kept.
    if (length < smallestCounted || raw.destroyed || socket.destroyed) return done();
    take(socket, raw);
    answersOf(socket).set(raw, length);
    bytes += length;
    raw.once('close', () => take(socket, raw));
    for (const [connection, answers] of untaken) {
      if (bytes <= mostBytes || (connection === socket && answers.size === 1)) break;
      forget(connection);
      connection.destroy();
      log.warn({ mostBytes }, 'A caller was cut off that had not taken its answer, because too much waits to be taken');
    }
    done();
  });
}
