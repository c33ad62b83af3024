import { STATUS_CODES } from 'node:http';
import { SourceFailure } from './SourceFailure.ts';
import type { World } from './World.ts';

/** What kept a request from being answered that may be answered when it comes again. */
export interface Setback {
  /** "answered 503 (service unavailable)". */
  did: string;
  /** When the server asked to be asked again, in milliseconds since 1970. */
  notBefore: number | null;
}

export interface Patience {
  /** How often a request is sent that a server cannot answer just now. */
  attempts: number;
  /** Longest wait between two attempts. A server that asks for a longer one is left alone. */
  longestWaitMs: number;
}

const busy = new Set([408, 425, 429, 500, 502, 503, 504]);
const firstWaitMs = 500;

export function statusInWords(status: number): string {
  return `answered ${status}${STATUS_CODES[status] ? ` (${STATUS_CODES[status].toLowerCase()})` : ''}`;
}

/** What a status says that may change by itself; null for any other. */
export function setbackOf(status: number, headers: Headers, now: number): Setback | null {
  return busy.has(status) ? { did: statusInWords(status), notBefore: askedTime(headers, now) } : null;
}

/** Retry-After, be it in seconds or as a date, which is one of the server's clock: how far that is from the hub's, its Date says. */
function askedTime(headers: Headers, now: number): number | null {
  const text = headers.get('retry-after') ?? '';
  if (/^\s*\d{1,9}\s*$/.test(text)) return now + Number(text) * 1000;
  const [date, serversNow] = [text, headers.get('date') ?? ''].map(Date.parse) as [number, number];
  if (Number.isNaN(date)) return null;
  return Number.isNaN(serversNow) ? date : now + date - serversNow;
}

/** Waits until a request may be sent again, or says that it will not be. */
export async function waitAfter({ did, notBefore }: Setback, attempt: number, shown: string, { attempts, longestWaitMs }: Patience, world: World, signal: AbortSignal): Promise<void> {
  const jittered = Math.min(firstWaitMs * 2 ** (attempt - 1), longestWaitMs) * (0.5 + world.random() / 2);
  // A time that is over is that of a clock that is behind, or is none: it is no reason to ask at once.
  const waitMs = notBefore === null ? jittered : Math.max(notBefore - world.now() + world.random() * firstWaitMs, jittered);
  if (notBefore !== null && notBefore - world.now() > longestWaitMs) {
    const until = new Date(notBefore);
    throw new SourceFailure('unreachable', `${shown} ${did} and asks to be left alone until ${until.toISOString().slice(0, 19)}Z, which is longer than the ${longestWaitMs / 1000} seconds that a run waits. Read the source after that; if it happens often, read it less often or ask whoever runs the server how much it may be asked.`, until);
  }
  if (attempt >= attempts) throw new SourceFailure('unreachable', `${shown} ${did}, ${attempts} times in a row. It may do better later; if it does not, check the address and tell whoever runs the server.`);
  await world.wait(waitMs, signal);
}
