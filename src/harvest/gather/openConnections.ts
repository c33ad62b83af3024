import { isIP, type LookupFunction } from 'node:net';
import { callbackify } from 'node:util';
import { Agent, buildConnector } from 'undici';
import type { AllowedHosts } from './allowedHosts.ts';
import type { World } from './World.ts';

/** A connection was not made, since the host leads away from the public internet. */
export class AddressRefused extends Error {
  readonly address: string;
  readonly leadsTo: string;

  constructor(address: string, leadsTo: string) {
    super(`${address} leads to ${leadsTo}`);
    this.address = address;
    this.leadsTo = leadsTo;
  }
}

/** How long a host may take to accept a connection, and how long one is kept that nobody uses. */
const connectMs = 10_000;
const idleMs = 4_000;

/**
 * Connections to public addresses, and to any address of hosts that may be private. Each name is resolved once for each connection, every
 * address it resolves to is looked at, and the connection goes to one of those: a name that means another machine a moment later gains nothing.
 */
export function openConnections({ mayBePrivate }: AllowedHosts, { resolve, whereNotPublic }: World, { atOnce, silentMs }: { atOnce: number; silentMs: number }): Agent {
  const refuse = (addresses: readonly string[]) => {
    for (const address of addresses) {
      const leadsTo = whereNotPublic(address);
      if (leadsTo !== null) throw new AddressRefused(address, leadsTo);
    }
  };
  // HTTP/1.1 alone: what a body that breaks off looks like is known, and a request has a connection of its own.
  const connectBy = (check: (addresses: readonly string[]) => void) => buildConnector({ allowH2: false, timeout: Math.min(connectMs, silentMs), lookup: lookupBy(resolve, check) });
  const toPublic = connectBy(refuse);
  const toAny = connectBy(() => {});
  return new Agent({
    connect(target, done) {
      if (mayBePrivate(target)) {
        toAny(target, done);
        return;
      }
      try {
        // An address in place of a name is never looked up.
        if (isIP(target.hostname)) refuse([target.hostname]);
      } catch (error) {
        done(error as Error, null);
        return;
      }
      toPublic(target, done);
    },
    connections: atOnce,
    pipelining: 1,
    allowH2: false,
    headersTimeout: silentMs,
    bodyTimeout: silentMs,
    keepAliveTimeout: idleMs,
    keepAliveMaxTimeout: idleMs,
  });
}

function lookupBy(resolve: World['resolve'], check: (addresses: readonly string[]) => void): LookupFunction {
  const find = callbackify(async (name: string) => {
    const addresses = await resolve(name);
    check(addresses);
    const [first, ...others] = addresses.map((address) => ({ address, family: isIP(address) }));
    if (!first) throw Object.assign(new Error(`${name} has no address`), { code: 'ENOTFOUND' });
    return { first, others };
  });
  return (name, options, done) =>
    find(name, (error, found) => {
      if (error) done(error, '');
      else if (options.all) done(null, [found.first, ...found.others]);
      else done(null, found.first.address, found.first.family);
    });
}
