import type { Socket } from 'node:net';
import type { ClientBase } from 'pg';

/** How much longer than the server lets a statement take its answer may be on the way. */
const graceMs = 10_000;

/** How a connection says how long the server lets its statements take; nothing is 0, which is as long as it takes. */
const setting = /^set statement_timeout = (?:'(\d+)s'|0)$/;

/**
 * Ends a connection on which a statement is not answered in the time in which the server would have ended it, and a while: what lies between the
 * two, a proxy that hangs, say, keeps it open without a word, and whoever was given it would wait for ever. A connection that writes, or waits for
 * its turn to, has no such time and is left alone. The driver's own limit leaves the connection in use.
 */
export function endWhenSilent(client: ClientBase, seconds: number): void {
  let mayTakeMs = patienceOf(seconds);
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  const watched = (...given: unknown[]): unknown => {
    const answer = query(...given);
    const set = typeof given[0] === 'string' ? setting.exec(given[0]) : null;
    const waitMs = mayTakeMs;
    if (set) mayTakeMs = patienceOf(Number(set[1] ?? 0));
    if (waitMs === 0 || !(answer instanceof Promise)) return answer;
    const timer = setTimeout(() => endConnection(client), waitMs);
    const clear = (): void => clearTimeout(timer);
    answer.then(clear, clear);
    return answer;
  };
  client.query = watched as typeof client.query;
}

function patienceOf(seconds: number): number {
  return seconds === 0 ? 0 : seconds * 1_000 + graceMs;
}

/** At once, without a word to who does not listen. */
export function endConnection(client: ClientBase): void {
  (client as ClientBase & { connection: { stream: Socket } }).connection.stream.destroy();
}
