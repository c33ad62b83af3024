import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { sql, type Kysely } from 'kysely';
import { inList } from '../../db/inList.ts';
import { insertRows } from '../../db/insertRows.ts';
import { anyVocabulary, folded, keyOf, type MappedTerm } from './mappedTerm.ts';
import { readMappingText } from './readMappingText.ts';

/** The mapping in force. */
export interface TermMapping {
  /** 0 for the one that comes with the hub. */
  version: number;
  importedAt: string | null;
  importedBy: string | null;
  note: string | null;
  terms: readonly MappedTerm[];
  /** Changes when a term would lead elsewhere. */
  stamp: string;
}

/** A term as a service has it. */
export interface TermOfService {
  vocabulary: string;
  /** All it is known by, codes first. */
  keys: readonly string[];
}

/** The mapping in force: the version imported last, or the one that comes with the hub. */
export async function readMapping(db: Kysely<unknown>): Promise<TermMapping> {
  const { rows: versions } = await sql<{ version: number; importedAt: string; importedBy: string | null; note: string | null }>`select version, imported_at as "importedAt", imported_by as "importedBy", note from term_mapping_version order by version desc limit 1`.execute(db);
  const last = versions[0];
  if (!last) return shipped();
  const { rows: terms } = await sql<MappedTerm>`select vocabulary, term, label, theme_code as "themeCode", note from term_mapping_row where version = ${last.version} order by vocabulary, term`.execute(db);
  return { ...last, version: Number(last.version), terms, stamp: stampOf(terms) };
}

/** From its place in the sources, which is where the built hub finds it, too. */
const startingFile = new URL('../../../src/harvest/terms/starting-terms.csv', import.meta.url);
let starting: TermMapping | undefined;

function shipped(): TermMapping {
  if (starting) return starting;
  const read = readMappingText(readFileSync(startingFile, 'utf8'));
  if ('problems' in read) throw new Error(`The mapping that comes with the hub is wrong: ${read.problems.join(' ')}`);
  starting = { version: 0, importedAt: null, importedBy: null, note: 'Comes with the hub.', terms: read.terms, stamp: stampOf(read.terms) };
  return starting;
}

/** Stores a mapping as the next version. The codes of its themes were checked. */
export async function storeMapping(db: Kysely<unknown>, terms: readonly MappedTerm[], { by, note, at }: { by: string | null; note: string | null; at: string }): Promise<number> {
  const { rows } = await sql<{ next: number }>`select coalesce(max(version), 0) + 1 as next from term_mapping_version`.execute(db);
  const version = Number(rows[0]!.next);
  await sql`insert into term_mapping_version (version, imported_at, imported_by, note) values (${version}, ${at}, ${by}, ${note})`.execute(db);
  await insertRows(db, sql`term_mapping_row`, ['version', 'vocabulary', 'term', 'label', 'theme_code', 'note'], terms.map(({ vocabulary, term, label, themeCode, note: ofTerm }) => [version, vocabulary, term, label, themeCode, ofTerm]));
  return version;
}

/** Codes of themes that a mapping names and the hub does not know. */
export async function unknownThemes(db: Kysely<unknown>, terms: readonly MappedTerm[]): Promise<string[]> {
  const named = [...new Set(terms.flatMap(({ themeCode }) => themeCode ?? []))];
  const { rows } = await sql<{ code: string }>`select code from theme where withdrawn_on is null and code in ${inList(named)}`.execute(db);
  const known = new Set(rows.map(({ code }) => code));
  return named.filter((code) => !known.has(code));
}

/** Looks terms up in a mapping: the code of a theme, null for a term that is meant to be none, undefined for one that it does not name. A term of its own vocabulary comes before one of any. */
export function lookUpIn({ terms }: Pick<TermMapping, 'terms'>): (term: TermOfService) => string | null | undefined {
  const themes = new Map(terms.map(({ vocabulary, term, themeCode }) => [keyOf(vocabulary, term), themeCode]));
  return ({ vocabulary, keys }) => {
    for (const stated of [folded(vocabulary), anyVocabulary]) {
      for (const key of keys) {
        const theme = stated === '' ? undefined : themes.get(keyOf(stated, folded(key)));
        if (theme !== undefined) return theme;
      }
    }
    return undefined;
  };
}

function stampOf(terms: readonly MappedTerm[]): string {
  const parts = terms.map(({ vocabulary, term, themeCode }) => JSON.stringify([vocabulary, term, themeCode])).sort();
  return createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 16);
}
