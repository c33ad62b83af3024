import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';

/** What is handed to the system at a time, so that it shows whether a caller reads: of an answer sent in one piece only its end would. */
const pieceBytes = 256 * 2 ** 10;

/** A connection with answers that are on their way. */
interface Connection {
  answers: Map<ServerResponse, number>;
  /** When anything last went out on it, or began to. */
  movedAt: number;
}

/** An answer that is made as it is sent, a page once the one before it is taken, and how many bytes it keeps at a time. */
export interface Pages {
  pages: Readable;
  length: number;
}

/** Which answers are kept until their callers have taken them. */
export interface UntakenAnswers {
  bytes: () => number;
  /** Counts an answer until it is taken, and gives back what is to be sent in its place: the same bytes, piece by piece. */
  send: (response: ServerResponse, socket: Socket, answer: Buffer) => Buffer | Readable;
  /** The same for an answer that is made as it is sent; it counts for what it keeps at a time. */
  sendPages: (response: ServerResponse, socket: Socket, pages: Pages) => Readable;
  /** Cuts off the connection that nothing has gone out on for longest, if that is so long; tells whether there was one. */
  cutOffStill: (forMs: number) => boolean;
}

/**
 * Keeps count of the answers that are on their way, and tells `onRoom` whenever one no longer is.
 * An answer is its connection's from the first: one that stands behind another there has no socket of its own until that is taken.
 */
export function untakenAnswers(onRoom: () => void): UntakenAnswers {
  const connections = new Map<Socket, Connection>();
  const followed = new WeakSet<Socket>();
  let bytes = 0;
  const take = (socket: Socket, response: ServerResponse): void => {
    const connection = connections.get(socket);
    const length = connection?.answers.get(response);
    if (!connection || length === undefined) return;
    bytes -= length;
    connection.answers.delete(response);
    connection.movedAt = performance.now();
    if (connection.answers.size === 0) connections.delete(socket);
    onRoom();
  };
  const forget = (socket: Socket): void => {
    for (const length of connections.get(socket)?.answers.values() ?? []) bytes -= length;
    connections.delete(socket);
    onRoom();
  };
  const connectionOf = (socket: Socket): Connection => {
    const known = connections.get(socket);
    if (known) return known;
    const made = { answers: new Map<ServerResponse, number>(), movedAt: performance.now() };
    connections.set(socket, made);
    if (!followed.has(socket)) socket.once('close', () => forget(socket));
    followed.add(socket);
    return made;
  };
  const count = (response: ServerResponse, socket: Socket, length: number): Connection => {
    const connection = connectionOf(socket);
    connection.answers.set(response, length);
    bytes += length;
    response.once('close', () => take(socket, response));
    return connection;
  };
  return {
    bytes: () => bytes,
    send(response, socket, answer) {
      const connection = count(response, socket, answer.length);
      return answer.length <= pieceBytes ? answer : Readable.from(piecesOf(answer, connection), { objectMode: false });
    },
    sendPages: (response, socket, { pages, length }) => Readable.from(pagesOf(pages, count(response, socket, length)), { objectMode: false }),
    cutOffStill(forMs) {
      const [longest] = [...connections].sort(([, one], [, other]) => one.movedAt - other.movedAt);
      if (!longest || performance.now() - longest[1].movedAt < forMs) return false;
      // Gone before others are told of room: what waits for its own room is nobody's any more.
      longest[0].destroy();
      forget(longest[0]);
      return true;
    },
  };
}

/** The next piece is asked for when the system has taken those before it. */
function* piecesOf(answer: Buffer, connection: Connection): Generator<Buffer> {
  for (let begin = 0; begin < answer.length; begin += pieceBytes) {
    connection.movedAt = performance.now();
    yield answer.subarray(begin, begin + pieceBytes);
  }
}

/** The next page is asked for when the system has taken those before it. While it is made nothing goes out, which is none of the caller's doing. */
async function* pagesOf(pages: Readable, connection: Connection): AsyncGenerator<Buffer> {
  connection.movedAt = Infinity;
  for await (const page of pages as AsyncIterable<Buffer>) {
    connection.movedAt = performance.now();
    yield page;
    connection.movedAt = Infinity;
  }
}
