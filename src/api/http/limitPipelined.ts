import type { FastifyInstance } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { HubError } from '../../errors.ts';

/** More than any client sends on one connection before it has taken the first answer: most send one. */
const mostOpen = 16;
const retryAfterSeconds = 1;

interface Connection {
  /** How many of its requests are not answered yet, or their answers not taken. */
  open: number;
  newest: IncomingMessage | null;
  /** The one that is answered now, until its answer is taken. */
  answered: IncomingMessage | null;
  /** Begin those behind it. */
  held: (() => void)[];
  afterAnswers: { left: number; work: () => void } | null;
}

const connections = new WeakMap<Duplex, Connection>();

/** How many requests of a connection are not answered yet, or their answers not taken. */
export function openRequests(socket: Duplex): number {
  return connections.get(socket)?.open ?? 0;
}

/** Does something once all requests of a connection that came whole have their answers. */
export function afterAnswers(socket: Duplex, work: () => void): void {
  const connection = connectionOf(socket);
  // One that is still coming has no answer yet, and may never have.
  const left = connection.newest?.complete === false ? 1 : 0;
  if (connection.open > left) connection.afterAnswers = { left, work };
  else work();
}

/**
 * Answers the requests of one connection one after another, each once the answer before it is taken, and bounds how many are open at a time:
 * node.js reads hundreds that come in one piece, would have all of them answered at once, and keeps each answer until those before it are taken.
 */
export function limitPipelined(app: FastifyInstance): void {
  app.addHook('onRequest', ({ raw }, reply, done) => {
    const connection = connectionOf(raw.socket);
    connection.newest = raw;
    connection.open += 1;
    if (connection.open > mostOpen) {
      void reply.header('retry-after', retryAfterSeconds);
      return done(new HubError('HUB_BUSY', `${mostOpen} requests of this connection are not answered yet, or their answers not taken, which is the most. Take them first, or ask on another connection.`));
    }
    if (connection.answered === null) {
      connection.answered = raw;
      return done();
    }
    connection.held.push(() => {
      connection.answered = raw;
      done();
    });
  });
  app.addHook('onResponse', ({ raw }, _reply, done) => {
    const connection = connectionOf(raw.socket);
    connection.open -= 1;
    if (connection.answered === raw) {
      connection.answered = null;
      connection.held.shift()?.();
    }
    if (connection.open === connection.afterAnswers?.left) connection.afterAnswers.work();
    done();
  });
}

function connectionOf(socket: Duplex): Connection {
  const known = connections.get(socket);
  if (known) return known;
  const made: Connection = { open: 0, newest: null, answered: null, held: [], afterAnswers: null };
  connections.set(socket, made);
  return made;
}
