import { lookup } from 'node:dns/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { whereNotPublic } from './publicAddress.ts';

/** What asking servers takes from the world around; tests put theirs in its place. */
export interface World {
  /** All addresses of a name. */
  resolve: (name: string) => Promise<string[]>;
  /** What an address leads to, when that is not a machine on the public internet. */
  whereNotPublic: (address: string) => string | null;
  wait: (ms: number, signal: AbortSignal) => Promise<unknown>;
  /** From 0 to 1, so that hubs that failed together do not come again together. */
  random: () => number;
  /** Milliseconds since 1970. */
  now: () => number;
}

export const theWorld: World = {
  resolve: async (name) => (await lookup(name, { all: true })).map(({ address }) => address),
  whereNotPublic,
  wait: (ms, signal) => pause(ms, undefined, { signal }),
  random: Math.random,
  now: Date.now,
};
