import { isDay } from '../catalogue/period.ts';
import { HubError } from '../errors.ts';
import { makeKey, type MadeKey } from './keys.ts';
import { roleNames, roles, scopes, scopesOf, type Role, type Scope } from './roles.ts';

/** What is asked for when a key is made. */
export interface KeyAsked {
  role: string;
  name?: string | null | undefined;
  bodyCode?: string | null | undefined;
  regionCode?: string | null | undefined;
  /** Left out: all that the role may do, except for service accounts. */
  scopes?: readonly string[] | null | undefined;
  /** ISO date; left out: in a year. */
  expiresOn?: string | null | undefined;
}

/** A key as the hub keeps it. */
export interface KeptKey {
  id: string;
  sha256: string;
  name: string;
  role: Role;
  scopes: readonly Scope[];
  bodyCode: string | null;
  regionCode: string | null;
  expiresOn: string;
  madeBy: string;
  madeAt: string;
}

const [usualDays, mostDays] = [365, 730];
const bodyPattern = /^[A-Z]\d{8}$/;
const regionPattern = /^E12\d{6}$/;
/** Letters, digits and what stands between them in the name of a post: it goes onto pages and papers. */
const namePattern = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} .,'’()&/-]{0,78}[\p{L}\p{M}\p{N}.)])?$/u;

/** Whether a text may be the name that stands beside what somebody did. */
export function isNameOfPost(name: string): boolean {
  return namePattern.test(name) && name.normalize('NFC') === name;
}

/** A new key for what is asked, and what the hub keeps of it; or BAD_ARGUMENT that says what was found and what is expected. */
export function newKey(asked: KeyAsked, { madeBy, now }: { madeBy: string; now: Date }): MadeKey & { kept: KeptKey } {
  const role = checkRole(asked.role);
  const { bodyCode, regionCode } = checkActsFor(role, asked);
  const name = asked.name ?? nameOf(role, bodyCode ?? regionCode);
  if (!isNameOfPost(name)) throw new HubError('BAD_ARGUMENT', `The name is "${name.slice(0, 40)}". Expected at most 80 letters, digits, spaces and . , ' ( ) & / -, for example "Government office analyst". It stands beside all that is done with the key for everybody to see, so name a post and no person.`);
  const made = makeKey();
  const { id, sha256 } = made;
  return { ...made, kept: { id, sha256, name, role, scopes: checkScopes(role, asked.scopes), bodyCode, regionCode, expiresOn: checkExpiry(asked.expiresOn, now), madeBy, madeAt: now.toISOString() } };
}

function checkRole(role: string): Role {
  const known = roleNames.find((name) => name === role);
  if (known) return known;
  throw new HubError('BAD_ARGUMENT', `The role is "${role.slice(0, 40)}". Expected one of: ${roleNames.map((name) => `${name} (${roles[name].meaning})`).join('; ')}.`);
}

function checkActsFor(role: Role, { bodyCode = null, regionCode = null }: KeyAsked): { bodyCode: string | null; regionCode: string | null } {
  const { actsFor } = roles[role];
  const article = /^[aeio]/.test(role) ? 'An' : 'A';
  if (bodyCode !== null && !bodyPattern.test(bodyCode)) throw new HubError('BAD_ARGUMENT', `The body is "${bodyCode.slice(0, 40)}". Expected the GSS code that its packages give as publisher: a letter and eight digits, for example E06000016.`);
  if (regionCode !== null && !regionPattern.test(regionCode)) throw new HubError('BAD_ARGUMENT', `The region is "${regionCode.slice(0, 40)}". Expected its GSS code, for example E12000004 for the East Midlands.`);
  if (actsFor === 'body' && bodyCode === null) throw new HubError('BAD_ARGUMENT', `${article} ${role} acts for one body, and none is named. Give its GSS code, for example E06000016 for Leicester.`);
  if (bodyCode !== null && (actsFor === 'region' || actsFor === 'nobody')) throw new HubError('BAD_ARGUMENT', `${article} ${role} acts for no body, and ${bodyCode} is named as one. ${actsFor === 'region' ? insteadOfBody(bodyCode) : 'Leave it out, or choose another role.'}`);
  if (regionCode !== null && (actsFor === 'body' || actsFor === 'nobody')) throw new HubError('BAD_ARGUMENT', `${article} ${role} acts for no region, and ${regionCode} is named as one. Leave it out, or choose another role.`);
  if (bodyCode !== null && regionCode !== null) throw new HubError('BAD_ARGUMENT', `Both a body (${bodyCode}) and a region (${regionCode}) are named. A key acts for one of them: make two.`);
  return { bodyCode, regionCode };
}

/** What who acts for a region types in place of a body, which may be that very region. */
function insteadOfBody(code: string): string {
  return regionPattern.test(code) ? `It is a region: name it as one (--region ${code}).` : 'Name a region in its place (--region E12000004, for example), leave it out to act for all of them, or choose another role.';
}

function checkScopes(role: Role, asked: readonly string[] | null | undefined): Scope[] {
  const allowed: readonly Scope[] = roles[role].scopes;
  if (!asked) return roles[role].hasAll ? scopesOf([role]) : [];
  const wrong = asked.find((scope) => !(allowed as readonly string[]).includes(scope));
  if (wrong !== undefined) throw new HubError('BAD_ARGUMENT', `The scope "${wrong.slice(0, 40)}" is none of a key of the role ${role}. Expected any of: ${allowed.join(', ')}.`);
  return scopes.filter((scope) => asked.includes(scope));
}

function checkExpiry(asked: string | null | undefined, now: Date): string {
  const daysOn = (days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  if (asked === null || asked === undefined) return daysOn(usualDays);
  if (isDay(asked) && asked >= daysOn(0) && asked <= daysOn(mostDays)) return asked;
  throw new HubError('BAD_ARGUMENT', `The last day of the key is "${asked.slice(0, 40)}". Expected a day from ${daysOn(0)} to ${daysOn(mostDays)}, as YYYY-MM-DD: no key lasts longer than two years.`);
}

/** What a key is called that was given no name. */
function nameOf(role: Role, place: string | null): string {
  const [first = '', ...rest] = role.replace('-', ' ');
  return `${first.toUpperCase()}${rest.join('')}${place === null ? '' : ` of ${place}`}`;
}
