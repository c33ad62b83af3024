import type { JWTPayload } from 'jose';
import { HubError } from '../../errors.ts';
import { scopes } from '../roles.ts';
import type { Holder } from '../viewer.ts';
import type { Issuer } from './signIn.ts';

/** What the configuration makes of a token's claims. The first role that matches names the post: what a token says of a person is not read. */
export function holderOf(claims: JWTPayload & { sub: string }, { issuer, roles }: Pick<Issuer, 'issuer' | 'roles'>): Holder {
  const given = roles.filter(({ claim, value }) => textsAt(claims, claim).includes(value));
  const [first] = given;
  if (!first) throw new HubError('BAD_KEY', 'Your organisation signed you in, but nothing in this hub\'s configuration gives you a role. Ask the operator of the hub, or leave the Authorization header out to be answered as the public.');
  const bodies = distinct(given.map(({ bodyCode }) => bodyCode));
  const regions = distinct(given.map(({ regionCode }) => regionCode));
  // What one role may do for a region another would do for a body, so whoever has several acts for one place with all of them.
  if (bodies.length + regions.length > 1) throw new HubError('BAD_KEY', `The configuration of this hub gives this token ${placesIn(bodies, regions)}, and a token acts for one. Ask the operator of the hub, or whoever signs you in for a token with fewer roles.`);
  return {
    id: `${issuer}|${claims.sub}`,
    name: first.post,
    roles: distinct(given.map(({ role }) => role)),
    scopes: scopes.filter((scope) => given.some((mapping) => mapping.scopes.includes(scope))),
    bodyCode: bodies[0] ?? null,
    regionCode: regions[0] ?? null,
  };
}

/** The text that a claim is, or those in its list; none where it is not there or something else. */
function textsAt(claims: unknown, path: readonly string[]): unknown[] {
  const found = path.reduce<unknown>((at, name) => (typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? (at as Record<string, unknown>)[name] : undefined), claims);
  return Array.isArray(found) ? found : [found];
}

function placesIn(bodies: readonly string[], regions: readonly string[]): string {
  const kinds = [bodies.length > 1 ? 'two bodies' : bodies.length > 0 ? 'a body' : '', regions.length > 1 ? 'two regions' : regions.length > 0 ? 'a region' : ''].filter(Boolean);
  return `${kinds.join(' and ')} (${[...bodies, ...regions].join(', ')})`;
}

function distinct<Value extends string>(values: readonly (Value | null)[]): Value[] {
  return [...new Set(values.filter((value) => value !== null))];
}
