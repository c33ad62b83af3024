import type { Socket } from 'node:net';
import type { ClientBase } from 'pg';

/** How much longer than the server lets a statement take its answer may be on the way. */
const graceMs = 10_000;

/** How a connection says how long the server lets its statements take; nothing is 0, which is as long as it takes. */
const setting = /^set statement_timeout = (?:'(\d+)s'|0)$/;

/** What the server says of a connection's other end, by another connection. */
export interface OtherEnd {
  /** Whether it has done all that it was asked to on that connection, or is gone. */
  isDone: () => Promise<boolean>;
  /** Ends it, and with it whatever it holds. */
  end: () => Promise<void>;
}

/**
 * Ends a connection on which a statement is not answered in the time in which the server would have ended it, and a while: what lies between the
 * two, a proxy that hangs, say, keeps it open without a word, and whoever was given it would wait for ever. For a connection that writes, or waits
 * for its turn to, the server has no such time, so it is asked elsewhere whether it is still at work. The driver's own limit leaves the connection in use.
 */
export function endWhenSilent(client: ClientBase, seconds: number, otherEnd: OtherEnd): void {
  let mayTakeMs = patienceOf(seconds);
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  const watched = (...given: unknown[]): unknown => {
    const answer = query(...given);
    const set = typeof given[0] === 'string' ? setting.exec(given[0]) : null;
    const waitMs = mayTakeMs;
    if (set) mayTakeMs = patienceOf(Number(set[1] ?? 0));
    if (!(answer instanceof Promise)) return answer;
    const stop = waitMs === 0 ? endWhenDone(client, otherEnd) : endAfter(client, waitMs);
    answer.then(stop, stop);
    return answer;
  };
  client.query = watched as typeof client.query;
}

function endAfter(client: ClientBase, waitMs: number): () => void {
  const timer = setTimeout(() => endConnection(client), waitMs);
  return () => clearTimeout(timer);
}

/** Twice, with nothing come meanwhile: an answer may just be on its way, or this process too busy to read it. And with nothing left to send: of a long statement the server waits for the rest. */
function endWhenDone(client: ClientBase, { isDone, end }: OtherEnd): () => void {
  const stream = streamOf(client);
  let cameBy: number | null = null;
  let timer = setTimeout(() => void ask(), graceMs);
  let isAnswered = false;
  const ask = async (): Promise<void> => {
    // Who cannot be asked is waited for.
    const done = await isDone().catch(() => false);
    if (isAnswered) return;
    const isSilent = done && stream.writableLength === 0;
    if (isSilent && stream.bytesRead === cameBy) {
      await end().catch(() => {});
      return endConnection(client);
    }
    cameBy = isSilent ? stream.bytesRead : null;
    timer = setTimeout(() => void ask(), graceMs);
  };
  return () => {
    isAnswered = true;
    clearTimeout(timer);
  };
}

function patienceOf(seconds: number): number {
  return seconds === 0 ? 0 : seconds * 1_000 + graceMs;
}

/** At once, without a word to who does not listen. */
export function endConnection(client: ClientBase): void {
  streamOf(client).destroy();
}

function streamOf(client: ClientBase): Socket {
  return (client as ClientBase & { connection: { stream: Socket } }).connection.stream;
}
