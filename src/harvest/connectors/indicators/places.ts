import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { sql, type Kysely } from 'kysely';

/** How a row of a source names a place: by its GSS code, or by a name and the number that the DfE gives authorities. */
export interface NamedPlace {
  code?: string;
  name?: string;
  number?: string;
}

/** Which place a row is about; `unknown` when nobody knows it, `expected` when what it says of its place does not go together. */
export type FoundPlace = { code: string } | { unknown: true } | { expected: string };

export interface Places {
  find: (place: NamedPlace) => FoundPlace;
  /** Whether the hub knows a region, an authority or an area of this code. */
  isKnown: (code: string) => boolean;
  /** Changes when any of it changes. */
  stamp: string;
}

interface KnownPlace {
  id: string;
  name: string;
  /** Authorities before regions and countries; wards and the like are never found by name. */
  isNamed: boolean;
  hasEnded: boolean;
}

/** In src/ whether the code runs from src/ or, compiled, from dist/, for only .ts files are compiled. */
const numbersFile = new URL('../../../../src/harvest/connectors/indicators/la-numbers.csv', import.meta.url);

/** The places that the hub knows, and the DfE's numbers of authorities. */
export async function readPlaces(db: Kysely<unknown>, today: string): Promise<Places> {
  const known = await readKnown(db, today);
  const numbersText = readFileSync(numbersFile, 'utf8');
  const numbers = new Map((parse(numbersText, { columns: true }) as { la_number: string; gss_code: string }[]).map((row) => [row.la_number, row.gss_code]));
  const codes = new Set(known.map(({ id }) => id));
  const byName = Map.groupBy(known.filter(({ isNamed }) => isNamed), ({ name }) => bareName(name));
  return {
    isKnown: (code) => codes.has(code),
    stamp: JSON.stringify([known, numbersText]),
    find({ code, name = '', number = '' }) {
      if (code !== undefined) return { code };
      const named = byName.get(bareName(name)) ?? [];
      const numbered = numbers.get(number.replace(/\.0+$/, ''));
      if (numbered !== undefined) return named.length === 0 || named.some(({ id }) => id === numbered) ? { code: numbered } : { expected: disagreement(name, number, numbered, named) };
      return onlyOne(name, named);
    },
  };
}

async function readKnown(db: Kysely<unknown>, today: string): Promise<KnownPlace[]> {
  const { rows } = await sql<{ id: string; name: string; is_named: number; valid_to: string | null }>`
    select id, name, 1 as is_named, valid_to from authority where withdrawn_on is null
    union all select id, name, 1, null from region where withdrawn_on is null
    union all select id, name, case when kind in ('country', 'other') then 1 else 0 end, valid_to from area where withdrawn_on is null
    order by 1`.execute(db);
  return rows.map((row) => ({ id: row.id, name: row.name, isNamed: Number(row.is_named) === 1, hasEnded: row.valid_to !== null && row.valid_to < today }));
}

function disagreement(name: string, number: string, numbered: string, named: readonly KnownPlace[]): string {
  return `a name and a number of one authority: ${number} is the number of ${numbered}, and ${name} is ${named.map(({ id }) => id).join(' or ')}`;
}

/** Of several places of one name, a county and the council that came after it, the one that is still there. */
function onlyOne(name: string, named: readonly KnownPlace[]): FoundPlace {
  const left = named.length > 1 ? named.filter(({ hasEnded }) => !hasEnded) : named;
  if (named.length === 0) return { unknown: true };
  return left.length === 1 ? { code: left[0]!.id } : { expected: `a name or number of one authority; ${name} may be ${named.map(({ id }) => id).join(' or ')}` };
}

/** "Bristol, City of" and "St. Helens" as "bristol" and "st helens". */
function bareName(name: string): string {
  return name.toLowerCase().replace(/, (city|county) of$/, '').replaceAll('&', ' and ').replace(/[.,'’]/g, '').replace(/[\s-]+/g, ' ').trim();
}
