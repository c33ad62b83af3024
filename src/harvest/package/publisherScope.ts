import { sql, type Kysely } from 'kysely';
import { valueIssue, type HarvestIssue, type Place } from '../issue.ts';
import type { CellValue } from './parseCell.ts';
import type { Publisher } from './readDescriptor.ts';

/** About whom a publisher may speak: an authority about itself and what it shares, a region about its own authorities, a nation about anybody. */
export interface PublisherScope {
  publisher: Publisher;
  /** Codes of the authorities in the publisher's region, when it is a regional body. */
  ownAuthorities: ReadonlySet<string>;
  /** When it is an authority: the codes of all authorities, and within what each area lies. */
  authorities: ReadonlySet<string>;
  parents: ReadonlyMap<string, string | null>;
}

const noScope = { ownAuthorities: new Set<string>(), authorities: new Set<string>(), parents: new Map<string, string | null>() };

/** The scope of a publisher, by the authorities and areas the hub knows. */
export async function readScope(db: Kysely<unknown>, publisher: Publisher): Promise<PublisherScope> {
  if (publisher.kind === 'national') return { publisher, ...noScope };
  const { rows } = await sql<{ id: string; region_code: string | null }>`select id, region_code from authority where withdrawn_on is null`.execute(db);
  if (publisher.kind === 'region') return { publisher, ...noScope, ownAuthorities: new Set(rows.filter((row) => row.region_code === publisher.code).map((row) => row.id)) };
  const authorities = new Set(rows.map((row) => row.id));
  const areas = await sql<{ id: string; parent_code: string | null }>`select id, parent_code from area where withdrawn_on is null`.execute(db);
  const parents = new Map(areas.rows.map((row) => [row.id, row.parent_code]));
  return { publisher, ...noScope, authorities, parents };
}

/** Whether a code is that of another authority than the publisher, or of an area within one. */
function isElsewhere({ publisher, authorities, parents }: PublisherScope, code: string): boolean {
  return (authorityAround(code, authorities, parents) ?? publisher.code) !== publisher.code;
}

/** The authority that a code is, or lies within; null when it is larger or unknown. */
function authorityAround(code: string, authorities: ReadonlySet<string>, parents: ReadonlyMap<string, string | null>): string | null {
  const passed = new Set<string>();
  for (let at: string | null = code; at !== null && !passed.has(at); at = parents.get(at) ?? null) {
    if (authorities.has(at)) return at;
    passed.add(at);
  }
  return null;
}

/** Issues for the columns of a row that speak for somebody else. */
export function scopeIssues(scope: PublisherScope, values: ReadonlyMap<string, CellValue>, place: Place): HarvestIssue[] {
  if (scope.publisher.kind === 'national') return [];
  return [...values].flatMap(([column, value]) => {
    const codes = [value ?? []].flat().map(String);
    const expected = codes.length === 0 ? null : expectedInstead(scope, column, codes, values);
    return expected === null ? [] : [valueIssue({ ...place, severity: 'error', rule: 'NOT_THE_PUBLISHERS', column, found: codes.join(';'), expected })];
  });
}

/** The cell may be right, and the code of the publisher not. */
function unlessUnknown({ publisher, authorities }: PublisherScope): string {
  return authorities.has(publisher.code) ? '' : `; but the hub knows no authority with that code: see whether the publisher's code is right, in datapackage.json or on the sheet Package`;
}

/** Codes that the publisher may not use in this column are answered with what was expected; null when it may. */
function expectedInstead(scope: PublisherScope, column: string, codes: string[], values: ReadonlyMap<string, CellValue>): string | null {
  const { publisher, ownAuthorities } = scope;
  const named = `${publisher.code} (${publisher.name})`;
  switch (column) {
    case 'authority_code':
    case 'authority_codes':
    case 'gss_code':
      if (publisher.kind === 'authority') return codes.includes(publisher.code) ? null : `${named}, because the package is its own${unlessUnknown(scope)}`;
      return codes.some((code) => ownAuthorities.has(code)) ? null : `an authority of ${publisher.name}`;
    case 'area_code':
    case 'parent_code':
      return codes.some((code) => isElsewhere(scope, code)) ? `${named}, an area within it, its region or England` : null;
    case 'home_area_code': {
      // Either side may tell of use across their boundary, and whoever provides a service of who uses it.
      const place = values.get('place_area_code');
      const isOwn = typeof values.get('service_ref') === 'string' || (typeof place === 'string' && !isElsewhere(scope, place));
      return codes.some((code) => isElsewhere(scope, code)) && !isOwn ? `${named} or an area within it, as home or as place, or a service of its own` : null;
    }
    default:
      return null;
  }
}
