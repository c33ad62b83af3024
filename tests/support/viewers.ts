import { scopesOf, type Role, type Scope } from '../../src/access/roles.ts';
import { publicViewer, viewerFor, type Holder, type Viewer } from '../../src/access/viewer.ts';

/** Somebody who may ask: what a key for it is asked for with, or what a token says of it. */
export interface Kind {
  /** Its place in a table. */
  code: string;
  meaning: string;
  roles: readonly Role[];
  scopes: readonly Scope[];
  body: string | null;
  region: string | null;
}

const [leicester, nottingham, derby, eastMidlands, westMidlands] = ['E06000016', 'E06000018', 'E06000015', 'E12000004', 'E12000005'] as const;

const kind = (code: string, meaning: string, roles: readonly Role[], { scopes = scopesOf(roles), body = null, region = null }: Partial<Pick<Kind, 'scopes' | 'body' | 'region'>> = {}): Kind => ({ code, meaning, roles, scopes, body, region });
const ofBody = (letter: string, body: string, name: string): Kind[] => [
  kind(`o${letter}`, `officer of ${name}`, ['officer'], { body }),
  kind(`a${letter}`, `approver of ${name}`, ['approver'], { body }),
  kind(`p${letter}`, `publisher of ${name}`, ['publisher'], { body }),
];

/** Every kind of viewer: of their own authority, of one that takes part in what it proposes, and of another. */
export const kinds: readonly Kind[] = [
  kind('pub', 'the public', []),
  kind('anE', 'analyst of the East Midlands', ['analyst'], { region: eastMidlands }),
  kind('anW', 'analyst of another region', ['analyst'], { region: westMidlands }),
  kind('anA', 'analyst of all regions', ['analyst']),
  ...ofBody('L', leicester, 'Leicester'),
  ...ofBody('N', nottingham, 'Nottingham'),
  ...ofBody('D', derby, 'Derby'),
  kind('adm', 'administrator', ['administrator']),
  kind('s0', 'service account, no scope', ['service-account'], { scopes: [], body: leicester }),
  kind('sUL', 'service account, read:unpublished of Leicester', ['service-account'], { scopes: ['read:unpublished'], body: leicester }),
  kind('sPL', 'service account, read:proposals of Leicester', ['service-account'], { scopes: ['read:proposals'], body: leicester }),
  kind('sPE', 'service account, read:proposals of the East Midlands', ['service-account'], { scopes: ['read:proposals'], region: eastMidlands }),
  kind('sPW', 'service account, read:proposals of another region', ['service-account'], { scopes: ['read:proposals'], region: westMidlands }),
  kind('kL', 'officer of Leicester, with a key for speak alone', ['officer'], { scopes: ['speak'], body: leicester }),
  kind('tL', 'officer and publisher of Leicester, by one token', ['officer', 'publisher'], { body: leicester }),
];

export const codes = kinds.map(({ code }) => code);

export function asViewer({ code, meaning, roles, scopes, body, region }: Kind, today: string): Viewer {
  if (roles.length === 0) return publicViewer(today);
  const holder: Holder = { id: `key-of-${code}`, name: meaning.replace(/[,:]/g, ' -'), roles, scopes, bodyCode: body, regionCode: region };
  return viewerFor(holder, today);
}

/** A table of Markdown: a row for each key, a column for each kind of viewer. */
export function asTable(first: string, rows: ReadonlyMap<string, Readonly<Record<string, string>>>): string {
  const width = Math.max(first.length, ...[...rows.keys()].map(({ length }) => length));
  const widthOf = (code: string): number => Math.max(code.length, ...[...rows.values()].map((row) => (row[code] ?? '').length));
  const line = (head: string, cell: (code: string) => string): string => `| ${head.padEnd(width)} | ${codes.map((code) => cell(code).padEnd(widthOf(code))).join(' | ')} |`;
  return [line(first, (code) => code), line('-'.repeat(width), (code) => '-'.repeat(widthOf(code))), ...[...rows].map(([key, row]) => line(key, (code) => row[code] ?? ''))].join('\n');
}

export const legend = kinds.map(({ code, meaning }) => `- ${code}: ${meaning}`).join('\n');
