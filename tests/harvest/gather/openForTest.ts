import { rejects } from 'node:assert/strict';
import { onTestFinished } from 'vitest';
import { openFetch, type FetchSettings } from '../../../src/harvest/gather/openFetch.ts';
import type { PoliteFetch } from '../../../src/harvest/gather/PoliteFetch.ts';
import { whereNotPublic } from '../../../src/harvest/gather/publicAddress.ts';
import { SourceFailure } from '../../../src/harvest/gather/SourceFailure.ts';
import { theWorld, type World } from '../../../src/harvest/gather/World.ts';

export const loopback = '127.0.0.1';
/** In place of an address on the internet, so that a test reaches no further than this machine. */
export const asIfPublic: Partial<World> = { whereNotPublic: (address) => (address === loopback ? null : whereNotPublic(address)), resolve: async () => [loopback] };

/** Asks servers on loopback, where nothing waits and chance always says 0.5. `waits` are those that there would have been. */
export function openForTest(settings: Partial<FetchSettings> = {}, world: Partial<World> = {}): PoliteFetch & { waits: number[]; stop: (reason?: unknown) => void } {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const waits: number[] = [];
  const fetch = openFetch(
    { hosts: [loopback], privateHosts: [loopback], mostBytes: 1_000_000, mostRequests: 100, atOnce: 4, secret: null, signal: stop.signal, silentMs: 5000, ...settings },
    { ...theWorld, random: () => 0.5, wait: async (ms) => void waits.push(ms), ...world },
  );
  return { ...fetch, waits, stop: (reason) => stop.abort(reason) };
}

/** Kind and sentence of the failure that was to come. */
export async function failureOf(promise: Promise<unknown>): Promise<{ kind: string; message: string; notBefore: Date | null }> {
  let failure: unknown;
  await rejects(promise, (error) => {
    failure = error;
    return true;
  });
  if (!(failure instanceof SourceFailure)) throw failure;
  return { kind: failure.kind, message: failure.message, notBefore: failure.notBefore };
}
