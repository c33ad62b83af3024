import type { FastifyInstance } from 'fastify';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from '../../log.ts';

/** A shorter answer mostly fits into what the system keeps of a connection, and most are taken at once. */
const smallestCounted = 64 * 2 ** 10;
/** How much of its answers the hub keeps, and how many may wait for room, each of which keeps its turn meanwhile. */
interface Room {
  mostBytes: number;
  mostWaiting: number;
  /** How long callers have to take their answers before others need the room. */
  mostWaitMs?: number;
}

interface Untaken {
  length: number;
  since: number;
}

/**
 * Bounds how much of its answers the hub keeps in memory for callers that do not take them: a turn ends when an answer is made, so callers that
 * read slowly could fill the memory with what few requests a second ask. Beyond `mostBytes` the connections are cut off that left theirs longest;
 * but while those had no second to take it, as of several answers that were made in a row, the next ones wait for them, as many as leave others a turn.
 * An answer is its connection's from the first: one that stands behind another there has no socket of its own until that is taken.
 */
export function limitUnread(app: FastifyInstance, { mostBytes, mostWaiting, mostWaitMs = 1_000 }: Room, log: Logger): void {
  const untaken = new Map<Socket, Map<ServerResponse, Untaken>>();
  const followed = new WeakSet<Socket>();
  const waiting = new Set<() => void>();
  let bytes = 0;
  const lookAgain = (): void => {
    for (const look of waiting) look();
  };
  const take = (socket: Socket, response: ServerResponse): void => {
    const answers = untaken.get(socket);
    const answer = answers?.get(response);
    if (!answers || !answer) return;
    bytes -= answer.length;
    answers.delete(response);
    if (answers.size === 0) untaken.delete(socket);
    lookAgain();
  };
  const forget = (socket: Socket): void => {
    for (const { length } of untaken.get(socket)?.values() ?? []) bytes -= length;
    untaken.delete(socket);
    lookAgain();
  };
  const answersOf = (socket: Socket): Map<ServerResponse, Untaken> => {
    const known = untaken.get(socket);
    if (known) return known;
    const made = new Map<ServerResponse, Untaken>();
    untaken.set(socket, made);
    if (!followed.has(socket)) socket.once('close', () => forget(socket));
    followed.add(socket);
    return made;
  };
  app.addHook('onSend', ({ raw: { socket } }, { raw }, payload, done) => {
    const length = typeof payload === 'string' || Buffer.isBuffer(payload) ? payload.length : 0;
    // Of a caller that has left meanwhile nothing is kept.
    if (length < smallestCounted) return done();
    const isGone = (): boolean => raw.destroyed || socket.destroyed;
    const fits = (): boolean => bytes + length <= mostBytes || isGone();
    const send = (): void => {
      if (isGone()) return done();
      take(socket, raw);
      answersOf(socket).set(raw, { length, since: performance.now() });
      bytes += length;
      raw.once('close', () => take(socket, raw));
      cutOff(socket);
      done();
    };
    const [oldest] = untaken.values().next().value?.values() ?? [];
    const patienceMs = oldest === undefined ? 0 : oldest.since + mostWaitMs - performance.now();
    if (fits() || patienceMs <= 0 || waiting.size >= mostWaiting) return send();
    const waitNoMore = (): void => {
      clearTimeout(timer);
      waiting.delete(look);
      send();
    };
    const look = (): void => {
      if (waiting.has(look) && fits()) waitNoMore();
    };
    // After the sockets had their turn, should this thread have been kept from them until then.
    const timer = setTimeout(() => setImmediate(() => waiting.has(look) && waitNoMore()), patienceMs);
    waiting.add(look);
    raw.once('close', look);
  });

  function cutOff(latest: Socket): void {
    for (const [connection, answers] of untaken) {
      if (bytes <= mostBytes || (connection === latest && answers.size === 1)) return;
      forget(connection);
      connection.destroy();
      log.warn({ mostBytes }, 'A caller was cut off that had not taken its answer, because too much waits to be taken');
    }
  }
}
