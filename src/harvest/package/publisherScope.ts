import { sql, type Kysely } from 'kysely';
import { valueIssue, type HarvestIssue, type Place } from '../issue.ts';
import type { CellValue } from './parseCell.ts';
import type { Publisher } from './readDescriptor.ts';

/** About whom a publisher may speak: an authority about itself and what it shares, a region about itself and its authorities, a nation about anybody. */
export interface PublisherScope {
  publisher: Publisher;
  /** Codes of the region and the authorities of which a publisher may give figures: an authority itself and its region, a region itself and its authorities. */
  own: ReadonlySet<string>;
  /** Codes of all regions and authorities: what lies within one of them is its. */
  holders: ReadonlySet<string>;
  /** Within what each area lies. */
  parents: ReadonlyMap<string, string | null>;
  /** Codes of the themes, and names of the publisher and of those of whom it may give figures, after which mailboxes may be named. */
  themeCodes: readonly string[];
  names: readonly string[];
}

/** The scope of a publisher, by the regions, authorities and areas the hub knows. */
export async function readScope(db: Kysely<unknown>, publisher: Publisher): Promise<PublisherScope> {
  const themes = await sql<{ id: string }>`select id from theme where withdrawn_on is null order by id`.execute(db);
  const themeCodes = themes.rows.map((row) => row.id);
  if (publisher.kind === 'national') return { publisher, own: new Set(), holders: new Set(), parents: new Map(), themeCodes, names: [publisher.name] };
  const authorities = await sql<{ id: string; region_code: string | null; name: string }>`select id, region_code, name from authority where withdrawn_on is null`.execute(db);
  const regions = await sql<{ id: string }>`select id from region where withdrawn_on is null`.execute(db);
  const areas = await sql<{ id: string; parent_code: string | null }>`select id, parent_code from area where withdrawn_on is null`.execute(db);
  const beside = publisher.kind === 'region' ? authorities.rows.filter((row) => row.region_code === publisher.code).map((row) => row.id) : authorities.rows.filter((row) => row.id === publisher.code).flatMap((row) => row.region_code ?? []);
  return {
    publisher,
    own: new Set([publisher.code, ...beside]),
    holders: new Set([...authorities.rows, ...regions.rows].map((row) => row.id)),
    parents: new Map(areas.rows.map((row) => [row.id, row.parent_code])),
    themeCodes,
    names: [publisher.name, ...authorities.rows.filter((row) => beside.includes(row.id)).map((row) => row.name)],
  };
}

/** Whether a code is that of another authority or region than the publisher may speak of, or of an area within one. */
function isElsewhere(scope: PublisherScope, code: string): boolean {
  const holder = holderAround(scope, code);
  return holder !== null && !scope.own.has(holder);
}

/** The authority or region that a code is, or lies within; null when it is larger or unknown. */
function holderAround({ holders, parents }: PublisherScope, code: string): string | null {
  const passed = new Set<string>();
  for (let at: string | null = code; at !== null && !passed.has(at); at = parents.get(at) ?? null) {
    if (holders.has(at)) return at;
    passed.add(at);
  }
  return null;
}

/** Issues for the columns of a row of a file that speak for somebody else. */
export function scopeIssues(scope: PublisherScope, file: string, values: ReadonlyMap<string, CellValue>, place: Place): HarvestIssue[] {
  if (scope.publisher.kind === 'national') return [];
  return [...values].flatMap(([column, value]) => {
    const codes = [value ?? []].flat().map(String);
    const expected = codes.length === 0 ? null : expectedInstead(scope, file, column, codes, values);
    return expected === null ? [] : [valueIssue({ ...place, severity: 'error', rule: 'NOT_THE_PUBLISHERS', column, found: codes.join(';'), expected })];
  });
}

/** The cell may be right, and the code of the publisher not. */
function unlessUnknown({ publisher, holders }: PublisherScope): string {
  return holders.has(publisher.code) ? '' : `; but the hub knows no ${publisher.kind} with that code: see whether the publisher's code is right, in datapackage.json or on the sheet Package`;
}

function whatIsWithin({ publisher: { kind, code, name } }: PublisherScope): string {
  return kind === 'region' ? `${code} (${name}), an authority of it, an area within it or England` : `${code} (${name}), an area within it, its region or England`;
}

/** Codes that the publisher may not use in this column are answered with what was expected; null when it may. */
function expectedInstead(scope: PublisherScope, file: string, column: string, codes: string[], values: ReadonlyMap<string, CellValue>): string | null {
  const { publisher, own } = scope;
  const named = `${publisher.code} (${publisher.name})`;
  switch (column) {
    case 'authority_code':
    case 'authority_codes':
    case 'gss_code':
      if (codes.some((code) => code.includes(','))) return 'codes separated by semicolons, for example E06000016;E06000017';
      if (publisher.kind === 'authority') return codes.includes(publisher.code) ? null : `${named}, because the package is its own${unlessUnknown(scope)}`;
      return codes.some((code) => code !== publisher.code && own.has(code)) ? null : `an authority of ${named}${unlessUnknown(scope)}`;
    // Codes of these are everybody's, and whoever has one first keeps it: a nation's must not come too late.
    case 'region_code':
      return file !== 'regions' || codes.includes(publisher.code) ? null : publisher.kind === 'region' ? `${named}, because the package is its own` : 'regions in the package of a national body alone, or of the region itself';
    case 'theme_code':
      return file === 'themes' ? 'themes in the package of a national body alone, because they are everybody’s' : null;
    case 'area_code':
    case 'parent_code': {
      // An area is where its row says. That another source has one of this code, wherever, is told of by its key.
      const isDefined = file === 'areas' && column === 'area_code';
      const known = isDefined ? { ...scope, parents: new Map<string, null>() } : scope;
      return codes.some((code) => isElsewhere(known, code)) ? whatIsWithin(scope) : null;
    }
    case 'home_area_code': {
      // Either side may tell of use across their boundary, and whoever provides a service of who uses it.
      const place = values.get('place_area_code');
      // Where one of them cannot be read, nobody can tell.
      if (!values.has('place_area_code') || !values.has('service_ref')) return null;
      const isOwn = typeof values.get('service_ref') === 'string' || (typeof place === 'string' && !isElsewhere(scope, place));
      return codes.some((code) => isElsewhere(scope, code)) && !isOwn ? `${publisher.kind === 'region' ? `${named}, an authority of it` : named} or an area within it, as home or as place, or a service of its own` : null;
    }
    default:
      return null;
  }
}
