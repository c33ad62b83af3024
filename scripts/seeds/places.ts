import { addRow, joinNotes, type Package, type Row } from './tables.ts';

export const england = 'E92000001';
export const eastMidlands = 'E12000004';

const regionCodes: Record<string, string> = {
  'North East': 'E12000001', 'North West': 'E12000002', 'Yorkshire and The Humber': 'E12000003', 'East Midlands': eastMidlands,
  'West Midlands': 'E12000005', 'East of England': 'E12000006', London: 'E12000007', 'South East': 'E12000008', 'South West': 'E12000009',
};

const kinds: Record<string, string> = {
  unitary: 'unitary', county: 'county', metropolitan: 'metropolitan', london_borough: 'london-borough',
  city_corporation: 'city-corporation', district: 'district',
};

// Every reorganisation of English local government in these years took effect on 1 April.
const reorganisations = new Set(['1974', '1996', '1997', '1998', '2009', '2019', '2020', '2021', '2023']);

/** Areas that the figures are about and that are neither a region nor an authority. Codes are the ONS's. */
const otherAreas = [
  { area_code: england, name: 'England', kind: 'country', parent_code: '' },
  { area_code: 'K04000001', name: 'England and Wales', kind: 'country', parent_code: '' },
  { area_code: 'E13000001', name: 'Inner London', kind: 'other', parent_code: 'E12000007' },
  { area_code: 'E13000002', name: 'Outer London', kind: 'other', parent_code: 'E12000007' },
];

export interface Places {
  /** The GSS code of a place as the data names it; of two authorities of one name, the one that existed in `year`. */
  codeOf(name: string, year?: string): string;
  nameOf(code: string): string;
  isAuthority(code: string): boolean;
  /** The authorities of the East Midlands that existed in a year. */
  eastMidlandsIn(year: number): string[];
}

export function readPlaces(authorities: Row[]): Places {
  const byName = new Map(authorities.map((row) => [row.name!, row]));
  const byCode = new Map(authorities.map((row) => [row.gss_code!, row]));
  const codeOf = (name: string, year?: string): string => {
    const region = regionCodes[name.replace(/ \(region\)$/i, '').replace(/ and the /, ' and The ')];
    if (name.endsWith(' (region)') && region !== undefined) return region;
    const area = otherAreas.find((known) => known.name === name.replace(/ \(region\)$/, ''));
    if (area) return area.area_code;
    const current = byName.get(name);
    if (!current) throw new Error(`No code is known for the place "${name}".`);
    const predecessor = authorities.find((row) => row.name!.startsWith(`${name} (to `));
    return (year !== undefined && predecessor && Number(year) < Number(current.onset_year) ? predecessor : current).gss_code!;
  };
  return {
    codeOf,
    nameOf: (code) => byCode.get(code)?.name ?? '',
    isAuthority: (code) => byCode.has(code),
    eastMidlandsIn: (year) => authorities
      .filter((row) => row.region === 'East Midlands' && row.type !== 'district')
      .filter((row) => (row.onset_year === '' || Number(row.onset_year) <= year) && (row.offset_year === '' || year < Number(row.offset_year)))
      .map((row) => row.gss_code!).toSorted(),
  };
}

export function addPlaces(national: Package, authorities: Row[], places: Places): void {
  for (const [name, code] of Object.entries(regionCodes)) {
    addRow(national, 'regions', { region_code: code, name, source: 'Office for National Statistics, GSS codes of English regions' });
  }
  for (const area of otherAreas) addRow(national, 'areas', { ...area, source: 'Office for National Statistics, GSS codes' });
  for (const row of authorities) addRow(national, 'authorities', authorityRow(row, places));
}

function authorityRow(row: Row, places: Places): Row {
  const codes = (names: string) => names.split(';').filter(Boolean).map((name) => places.codeOf(name)).toSorted().join(';');
  return {
    gss_code: row.gss_code!,
    name: row.name!,
    kind: kinds[row.type!]!,
    region_code: regionCodes[row.region!]!,
    valid_from: reorganisations.has(row.onset_year!) ? `${row.onset_year}-04-01` : row.onset_year!,
    valid_to: reorganisations.has(row.offset_year!) ? `${row.offset_year}-03-31` : row.offset_year!,
    successor_codes: codes(row.replaced_by!),
    neighbour_codes: codes(row.neighbours!),
    source: row.source!,
    note: joinNotes(
      row.onset_source === 'knowledge' ? 'start year from general knowledge, not from the register' : '',
      row.neighbours === '' ? '' : `neighbours: ${row.neighbours_source}`,
    ),
  };
}

/** The DfE's statistical neighbours of the East Midlands' authorities and Leeds, both editions. */
export function addNeighbourModels(national: Package, rows: Row[], places: Places, wanted: Set<string>): void {
  const published: Record<string, string> = { 'April 2021': '2021-04', 'May 2025': '2025-05' };
  for (const row of rows) {
    const validFrom = published[row.version!];
    const [authority, neighbour] = [row.authority!, row.neighbour!].map((name) => neighbourCode(name, row.version!, places));
    if (validFrom === undefined || authority === undefined || neighbour === undefined || !wanted.has(authority)) continue;
    addRow(national, 'neighbour_models', {
      model: `DfE statistical neighbours, ${row.version}`,
      authority_code: authority,
      rank: row.rank!,
      neighbour_code: neighbour,
      closeness: row.closeness === '-' ? '' : row.closeness!,
      valid_from: validFrom,
      source: row.source!,
    });
  }
}

// The 2021 edition marks authorities that a reorganisation had already ended, and leaves '-' where an authority has no neighbours.
function neighbourCode(name: string, edition: string, places: Places): string | undefined {
  if (name === '-' || name === '') return undefined;
  const plain = name.replace(/ \(Pre LG\)$/, '');
  return places.codeOf(plain, name === plain ? edition.slice(-4) : '2018');
}
