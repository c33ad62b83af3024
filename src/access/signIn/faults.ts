import { isObject } from '../../isObject.ts';
import { isNameOfPost } from '../newKey.ts';
import { roleNames, roles, type Role } from '../roles.ts';

/** Those that verify with a public key. With HS256 and its kin whoever can check a token can make one, and with none anybody can. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

type Fields = Record<string, unknown>;
interface Property {
  expected: string;
  isRight: (value: unknown) => boolean;
  isOptional?: true;
}

const isText = (value: unknown, most: number): value is string => typeof value === 'string' && value.trim() === value && value !== '' && value.length <= most;
const isListOf = (value: unknown, isRight: (one: unknown) => boolean): boolean => Array.isArray(value) && value.length > 0 && value.length <= 1_000 && value.every(isRight);
const address = 'an address without user, query or fragment that begins with https://, or with http:// on this machine alone';

/** What the file says of an issuer. */
export const propertiesOfIssuer: Record<string, Property> = {
  issuer: { expected: `${address}, as the tokens carry it in iss`, isRight: isSafeAddress },
  audience: { expected: 'a text of at most 200 characters that the tokens for this hub carry in aud', isRight: (value) => isText(value, 200) },
  algorithms: { expected: `a list of any of ${algorithms.join(', ')}`, isRight: (value) => isListOf(value, (one) => algorithms.includes(one as string)) },
  keys: { expected: '{ "file": PATH } or { "url": ADDRESS }', isRight: isObject },
  clockToleranceSeconds: { expected: 'a whole number from 0 to 60, or left out for 30', isRight: (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 60, isOptional: true },
  typ: { expected: 'a type as the header of the tokens states it, for example at+jwt, or left out', isRight: (value) => typeof value === 'string' && /^[\w.+/-]{1,50}$/.test(value), isOptional: true },
  roles: { expected: 'a list of at least one role', isRight: (value) => isListOf(value, () => true) },
};
/** What it says of a role that a claim gives. */
export const propertiesOfRole: Record<string, Property> = {
  claim: { expected: 'a claim such as "groups", a path such as "realm_access.roles", or a list of names such as ["https://example.org/roles"] where a name has other signs than letters, digits, _, - and :', isRight: isClaim },
  value: { expected: 'a text of at most 200 characters that the claim must be, or have in its list', isRight: (value) => isText(value, 200) },
  role: { expected: `one of ${roleNames.join(', ')}`, isRight: (value) => roleNames.includes(value as Role) },
  body: { expected: 'the GSS code of a body, a letter and eight digits, for example E06000016 for Leicester', isRight: (value) => typeof value === 'string' && /^[A-Z]\d{8}$/.test(value), isOptional: true },
  region: { expected: 'the GSS code of a region, for example E12000004 for the East Midlands', isRight: (value) => typeof value === 'string' && /^E12\d{6}$/.test(value), isOptional: true },
  post: { expected: 'the name of a post and no person, at most 80 letters, digits, spaces and . , \' ( ) & / -, for example "Approver of Leicester": it stands beside all that is done, for everybody to see', isRight: (value) => typeof value === 'string' && isNameOfPost(value) && !/^(mr|mrs|ms|miss|mx|dr|cllr)\.? /i.test(value) },
  scopes: { expected: 'a list of what the role may do, or left out', isRight: (value) => isListOf(value, (one) => typeof one === 'string'), isOptional: true },
};

/** What is wrong with what a file says of sign-in, in sentences; none where it can be used. */
export function faultsOfSignIn(raw: unknown): string[] {
  if (!isObject(raw)) return ['Expected an object with issuers.'];
  const unknown = Object.keys(raw).filter((name) => name !== 'issuers').map((name) => `"${name}" is no property of it.`);
  const { issuers } = raw;
  if (!Array.isArray(issuers) || issuers.length === 0) return [...unknown, 'issuers is not there, or empty. Expected a list of at least one issuer.'];
  const names = issuers.map((issuer) => (isObject(issuer) ? issuer['issuer'] : undefined));
  const twice = names.filter((name, index) => typeof name === 'string' && names.indexOf(name) !== index).map((name) => `The issuer ${shown(name)} is there twice.`);
  return [...unknown, ...issuers.flatMap((issuer, index) => faultsOfIssuer(issuer, `issuers[${index}]`)), ...twice];
}

function faultsOfIssuer(raw: unknown, path: string): string[] {
  const wrong = faults(raw, propertiesOfIssuer, path);
  if (!isObject(raw)) return wrong;
  const roles = Array.isArray(raw['roles']) ? raw['roles'] : [];
  return [...wrong, ...faultsOfKeys(raw['keys'], `${path}.keys`), ...roles.flatMap((role, index) => faultsOfRole(role, `${path}.roles[${index}]`)), ...faultsBetween(roles, `${path}.roles`)];
}

function faultsOfKeys(raw: unknown, path: string): string[] {
  if (!isObject(raw)) return [];
  const names = Object.keys(raw);
  if (names.length !== 1 || (names[0] !== 'file' && names[0] !== 'url')) return [`${path} has ${names.length === 0 ? 'nothing' : names.join(', ')}. Expected file or url, and nothing else.`];
  if (names[0] === 'file') return isText(raw['file'], 1_000) && !raw['file'].includes('\0') ? [] : [`${path}.file is ${shown(raw['file'])}. Expected the path of a file with a JSON Web Key Set, from the folder of this one.`];
  return isSafeAddress(raw['url']) ? [] : [`${path}.url is ${shown(raw['url'])}. Expected ${address}.`];
}

function faultsOfRole(raw: unknown, path: string): string[] {
  const wrong = faults(raw, propertiesOfRole, path);
  return !isObject(raw) || !roleNames.includes(raw['role'] as Role) ? wrong : [...wrong, ...faultsOfPlace(raw, path), ...faultsOfScopes(raw, path)];
}

function faultsOfPlace({ role, body, region }: Fields, path: string): string[] {
  const { actsFor } = roles[role as Role];
  const whoever = `${/^[aeio]/.test(role as string) ? 'An' : 'A'} ${role as string}`;
  if (actsFor === 'body' && body === undefined) return [`${path}.body is not there. ${whoever} acts for one body. Expected ${propertiesOfRole['body']!.expected}.`];
  if (body !== undefined && (actsFor === 'region' || actsFor === 'nobody')) return [`${path}.body is ${shown(body)}. ${whoever} acts for no body: leave it out, or choose another role.`];
  if (region !== undefined && (actsFor === 'body' || actsFor === 'nobody')) return [`${path}.region is ${shown(region)}. ${whoever} acts for no region: leave it out, or choose another role.`];
  return body !== undefined && region !== undefined ? [`${path} has both a body and a region. ${whoever} acts for one of them: leave one out.`] : [];
}

function faultsOfScopes({ role, scopes }: Fields, path: string): string[] {
  const allowed: readonly string[] = roles[role as Role].scopes;
  const strange = Array.isArray(scopes) ? scopes.filter((scope) => !allowed.includes(scope as string)) : [];
  return strange.map((scope) => `${path}.scopes has ${shown(scope)}. Expected any of ${allowed.join(', ')}, which is what the role ${role as string} may do.`);
}

/** One claim that gives two places would have every token with it refused. */
function faultsBetween(list: readonly unknown[], path: string): string[] {
  const before = new Map<string, { place: unknown; index: number }>();
  const contradictions: string[] = [];
  for (const [index, role] of list.entries()) {
    if (!isObject(role)) continue;
    const { claim, value, body, region } = role;
    const place = body ?? region;
    if (place === undefined) continue;
    const given = JSON.stringify([typeof claim === 'string' ? claim.split('.') : claim, value]);
    const first = before.get(given) ?? { place, index };
    before.set(given, first);
    if (first.place !== place) contradictions.push(`${path}[${first.index}] and ${path}[${index}] give one claim two places to act for, ${shown(first.place)} and ${shown(place)}. Expected one.`);
  }
  return contradictions;
}

function faults(value: unknown, properties: Record<string, Property>, path: string): string[] {
  if (!isObject(value)) return [`${path} is ${shown(value)}. Expected an object with ${Object.keys(properties).join(', ')}.`];
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(properties, name)).map((name) => `${path}.${name} is no property of it.`);
  const wrong = Object.entries(properties).filter(([name, { isRight, isOptional }]) => !(isOptional && value[name] === undefined) && !isRight(value[name]));
  return [...unknown, ...wrong.map(([name, { expected }]) => `${path}.${name} is ${shown(value[name])}. Expected ${expected}.`)];
}

function isSafeAddress(value: unknown): value is string {
  if (typeof value !== 'string' || /[?#|\s\\]/.test(value)) return false;
  const url = URL.parse(value);
  if (url === null || url.username + url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname));
}

function isClaim(value: unknown): boolean {
  if (Array.isArray(value)) return value.length <= 5 && isListOf(value, (name) => isText(name, 200));
  return isText(value, 200) && /^[\w:-]+(\.[\w:-]+)*$/.test(value);
}

/** What was found, without a password that somebody wrote into an address. */
function shown(value: unknown): string {
  return JSON.stringify(value)?.replace(/\/\/[^/"]*@/g, '//…@').slice(0, 80) ?? 'not there';
}
