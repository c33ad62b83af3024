import { isDay } from '../catalogue/period.ts';
import type { ComponentName } from '../commissioning/weighCase.ts';
import { HubError } from '../errors.ts';

/** What the address of a page or feed may ask: a region, some authorities, places, indicators or themes (codes joined by commas), a day or a period, by when something is due, only the latest, only what is about all children or only what is not, words to look for, an age, what was decided, two statements, how much each component of a case counts, plans to compare (ids joined by commas), one plan and whose report on it, an inspection, a governance group. */
export type AddressParameter = 'region' | 'authorities' | 'area' | 'areas' | 'indicator' | 'indicators' | 'themes' | 'asAt' | 'from' | 'to' | 'dueBy' | 'latest' | 'allChildren' | 'after' | 'open' | 'text' | 'age' | 'kind' | 'flagged' | 'status' | 'operation' | 'query' | 'variables' | 'a' | 'b' | 'plans' | 'plan' | 'authority' | 'inspection' | 'group' | 'vocabulary' | ComponentName;

const days: ReadonlySet<string> = new Set<AddressParameter>(['asAt', 'from', 'to', 'dueBy']);
const claims: ReadonlySet<string> = new Set<AddressParameter>(['latest', 'allChildren']);

/**
 * The parameters of an address, each at most once, days and claims well-formed; an empty one counts as not given, since forms send those.
 * Anything else is BAD_ARGUMENT: a misspelt parameter that is passed over in silence would answer another question.
 */
export function readAddress<Name extends AddressParameter>(query: unknown, allowed: readonly Name[]): { [Key in Name]?: string } {
  const given: { [Key in Name]?: string } = {};
  for (const [name, value] of Object.entries(query as Record<string, string | string[]>)) {
    if (!isOneOf(name, allowed)) throw new HubError('BAD_ARGUMENT', `The address has a parameter "${name.slice(0, 40)}". Allowed: ${allowed.join(', ') || 'none'}.`);
    if (typeof value !== 'string') throw new HubError('BAD_ARGUMENT', `The address has "${name}" ${value.length} times. Give it once.`);
    if (value === '') continue;
    if (days.has(name) && !isDay(value)) throw new HubError('BAD_ARGUMENT', `${name} is "${value.slice(0, 40)}". Allowed: a day as YYYY-MM-DD, for example 2008-06-01.`);
    if (claims.has(name) && value !== 'true' && value !== 'false') throw new HubError('BAD_ARGUMENT', `${name} is "${value.slice(0, 40)}". Allowed: true or false.`);
    given[name] = value;
  }
  return given;
}

function isOneOf<Name extends string>(name: string, allowed: readonly Name[]): name is Name {
  return (allowed as readonly string[]).includes(name);
}
