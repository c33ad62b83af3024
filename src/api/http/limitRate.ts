import type { FastifyInstance } from 'fastify';
import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';
import { isIPv4 } from 'node:net';
import { HubError } from '../../errors.ts';
import { isForProbes } from './asked.ts';

/** How many callers are remembered; the one not heard of longest is forgotten first, so that a crowd cannot fill the memory. */
const mostCallers = 10_000;
const minuteMs = 60_000;
/** How many seconds may be left of a minute, as headers say it. Made anew for each answer, such texts are a good part of what the limits cost. */
const secondsLeft: readonly string[] = Array.from({ length: minuteMs / 1_000 + 1 }, (_, seconds) => String(seconds));
/** The part of an IPv6 address that names a network: whoever has one such network has every address in it. */
const networkParts = 4;

/** How often a caller has asked within the minute that its first request began. */
interface Minute {
  began: number;
  requests: number;
}

/**
 * Counts every request of a caller, whatever it asks for, and refuses more than `perMinute`.
 * Each answer says in `RateLimit-…` headers how many are left; a refusal says in `Retry-After` how long to wait.
 */
export function limitRate(app: FastifyInstance, perMinute: number): void {
  const minutes = new LRUCache<string, Minute>({ max: mostCallers });
  // Headers as texts: node:http would make one of a number twice, to check it and to write it.
  const limit = String(perMinute);
  app.addHook('onRequest', (request, reply, done) => {
    if (isForProbes(request)) return done();
    // Whole, or a minute that has just begun could have 60.000000001 seconds left, which is told as 61.
    const now = Math.floor(performance.now());
    const minute = minuteOf(minutes, callerAt(request.ip), now);
    minute.requests += 1;
    const seconds = secondsLeft[Math.ceil((minute.began + minuteMs - now) / 1_000)]!;
    void reply.header('ratelimit-limit', limit).header('ratelimit-remaining', String(Math.max(0, perMinute - minute.requests))).header('ratelimit-reset', seconds);
    if (minute.requests <= perMinute) return done();
    void reply.header('retry-after', seconds);
    done(new HubError('RATE_LIMITED', `More than ${perMinute.toLocaleString('en-GB')} requests came from your address within a minute, which is the most. Try again in ${seconds} seconds, and ask for more in one query rather than in many.`));
  });
}

function minuteOf(minutes: LRUCache<string, Minute>, caller: string, now: number): Minute {
  const known = minutes.get(caller);
  if (known && now < known.began + minuteMs) return known;
  const begun = { began: now, requests: 0 };
  minutes.set(caller, begun);
  return begun;
}

/** Whoever a proxy gives no address of. */
const unknownCaller = 'unknown';
/** Some proxies give the port with the address, and each connection has another. */
const withPort = /^(?:(\d+\.\d+\.\d+\.\d+)|\[([^\]]+)\])(?::\d+)?$/;

/** One caller for each address of IPv4, however it is written, and for each network of IPv6. */
function callerAt(given: string): string {
  // What nearly every request comes from costs nothing to read.
  if (isIPv4(given)) return given;
  const [, four, six] = withPort.exec(given) ?? [];
  const address = four ?? six ?? given;
  if (!address.includes(':')) return ipaddr.IPv4.isValidFourPartDecimal(address) ? address : unknownCaller;
  if (!ipaddr.IPv6.isValid(address)) return unknownCaller;
  const plain = ipaddr.process(address);
  return plain instanceof ipaddr.IPv6 ? plain.parts.slice(0, networkParts).join(':') : plain.toString();
}
