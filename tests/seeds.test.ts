import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';

type Row = Record<string, string>;
interface Field {
  name: string;
  type: string;
  references?: string;
  constraints?: { required?: boolean; enum?: string[]; pattern?: string; minimum?: number; maximum?: number };
}
interface Schema {
  name: string;
  fields: Field[];
  primaryKey: string[];
  requiredOneOf?: string[][];
}

const globalCodes: Record<string, { file: string; code: string }[]> = {
  regions: [{ file: 'regions', code: 'region_code' }],
  authorities: [{ file: 'authorities', code: 'gss_code' }],
  areas: [{ file: 'regions', code: 'region_code' }, { file: 'authorities', code: 'gss_code' }, { file: 'areas', code: 'area_code' }],
  themes: [{ file: 'themes', code: 'theme_code' }],
  indicators: [{ file: 'indicators', code: 'indicator_code' }],
};

const schemas = new Map(readdirSync('schema/package').map((file) => {
  const schema = JSON.parse(readFileSync(join('schema/package', file), 'utf8')) as Schema;
  return [schema.name, schema];
}));
const packages = readdirSync('seeds').filter((folder) => existsSync(join('seeds', folder, 'datapackage.json'))).toSorted();
const tables = new Map(packages.flatMap((folder) => (
  readdirSync(join('seeds', folder)).filter((file) => file.endsWith('.csv')).map((file) => [`${folder}/${file.replace('.csv', '')}`, readTable(join('seeds', folder, file))] as const)
)));

function readTable(path: string): Row[] {
  return parse(readFileSync(path, 'utf8'), { columns: true });
}

function rowsOf(folder: string, name: string): Row[] {
  return tables.get(`${folder}/${name}`) ?? [];
}

function valuesIn(row: Row, field: Field): string[] {
  const text = row[field.name] ?? '';
  if (text === '') return [];
  return field.type === 'list' ? text.split(';') : [text];
}

/** What is wrong with one row by its schema alone, each fault as `column: value`. */
function faultsIn(row: Row, schema: Schema): string[] {
  const missing = schema.fields.filter((field) => field.constraints?.required && valuesIn(row, field).length === 0).map((field) => `${field.name}: missing`);
  const wrong = schema.fields.flatMap((field) => valuesIn(row, field).filter((value) => !isAllowed(value, field)).map((value) => `${field.name}: ${value}`));
  const unmet = (schema.requiredOneOf ?? []).filter((columns) => columns.every((column) => (row[column] ?? '') === '')).map((columns) => `none of ${columns.join(', ')}`);
  return [...missing, ...wrong, ...unmet];
}

function isAllowed(value: string, { type, constraints = {} }: Field): boolean {
  const number = Number(value);
  if (type === 'boolean' && !['yes', 'no', 'true', 'false'].includes(value)) return false;
  if (type === 'date' && !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  if ((type === 'number' || type === 'integer') && Number.isNaN(number)) return false;
  if (type === 'integer' && !Number.isInteger(number)) return false;
  if (constraints.enum && !constraints.enum.includes(value)) return false;
  if (constraints.pattern && !new RegExp(constraints.pattern).test(value)) return false;
  return number >= (constraints.minimum ?? -Infinity) && number <= (constraints.maximum ?? Infinity) || Number.isNaN(number);
}

/** References of a package that lead nowhere: to no row of its own and, for codes, to none of England's. */
function danglingReferences(folder: string): string[] {
  return [...tables].filter(([key]) => key.startsWith(`${folder}/`)).flatMap(([key, rows]) => {
    const fields = schemas.get(key.split('/')[1]!)!.fields.filter((field) => field.references !== undefined);
    return fields.flatMap((field) => {
      const known = knownValues(folder, field.references!);
      return rows.flatMap((row) => valuesIn(row, field)).filter((value) => !known.has(value)).map((value) => `${key} ${field.name}: ${value}`);
    });
  });
}

function knownValues(folder: string, resource: string): Set<string> {
  const codes = globalCodes[resource];
  if (codes) return new Set(codes.flatMap(({ file, code }) => [folder, 'england'].flatMap((place) => rowsOf(place, file).map((row) => row[code]!))));
  const key = schemas.get(resource)!.primaryKey[0]!;
  return new Set(rowsOf(folder, resource).map((row) => row[key]!));
}

const statements = packages.flatMap((folder) => rowsOf(folder, 'priorities').map((row) => ({ folder, ...row } as Row)));
const joint = packages.flatMap((folder) => rowsOf(folder, 'plans').filter((row) => row.authority_codes!.includes(';')).map((row) => ({ folder, ...row } as Row)));

describe('every seed package', () => {
  test.each(packages)('%s lists each of its CSV files with its schema', (folder) => {
    const descriptor = JSON.parse(readFileSync(join('seeds', folder, 'datapackage.json'), 'utf8')) as { resources: { path: string; schema: string }[] };
    const csvFiles = readdirSync(join('seeds', folder)).filter((file) => file.endsWith('.csv')).toSorted();
    expect(descriptor.resources.map((resource) => resource.path)).toEqual(csvFiles);
    for (const resource of descriptor.resources) expect(existsSync(join('seeds', folder, resource.schema)), resource.schema).toBe(true);
  });

  test.each([...tables.keys()])('%s satisfies its table schema', (key) => {
    const schema = schemas.get(key.split('/')[1]!)!;
    const rows = tables.get(key)!;
    const unknownColumns = Object.keys(rows[0] ?? {}).filter((column) => !schema.fields.some((field) => field.name === column));
    expect(unknownColumns).toEqual([]);
    expect(rows.flatMap((row, index) => faultsIn(row, schema).map((fault) => `line ${index + 2} ${fault}`))).toEqual([]);
    const keys = rows.map((row) => schema.primaryKey.map((column) => row[column] ?? '').join(' | '));
    expect(keys.filter((value, index) => keys.indexOf(value) !== index)).toEqual([]);
  });

  test.each(packages)('%s refers only to rows of its own and to codes it or England defines', (folder) => {
    expect(danglingReferences(folder)).toEqual([]);
  });

  test('a row that breaks its schema is noticed', () => {
    const broken = { plan_ref: 'cypp-2006', priority_ref: '', title: 'Be healthy', kind: 'wish', adopted: 'perhaps', age_from: '200' };
    expect(faultsIn(broken, schemas.get('priorities')!)).toEqual(['priority_ref: missing', 'kind: wish', 'adopted: perhaps', 'age_from: 200']);
  });
});

describe('the gathered statements', () => {
  test('all 782 are there once, as a row of their own or in the note of a joint plan\'s statement', () => {
    const listedAlso = statements.flatMap((row) => /also listed as ([^;]*)$/.exec(row.note!)?.[1]?.split(', ') ?? []);
    const ids = [...statements.map((row) => row.priority_ref!), ...listedAlso];
    expect(ids).toHaveLength(782);
    expect(new Set(ids).size).toBe(782);
    expect(ids.every((id) => /^[PX]\d{4}$/.test(id))).toBe(true);
  });

  test('a statement of a joint plan that the data lists twice belongs to a plan of several authorities', () => {
    const twice = statements.filter((row) => row.note!.includes('also listed as'));
    expect(twice.length).toBeGreaterThan(0);
    for (const row of twice) expect(joint.some((plan) => plan.folder === row.folder && plan.plan_ref === row.plan_ref), row.priority_ref).toBe(true);
  });

  test('the plans that several authorities share name them all', () => {
    const authoritiesByTitle = Object.fromEntries(joint.map((plan) => [plan.title!, plan.authority_codes!.split(';').length]));
    expect(authoritiesByTitle).toMatchObject({
      'Child Neglect Strategy 2021-2024 (joint, Nottingham City and Nottinghamshire)': 2,
      '0-19 Healthy Child Programme, Leicestershire and Rutland (2021 consultation)': 2,
      'Leicester, Leicestershire and Rutland NHS Joint Forward Plan 2023': 3,
      'Leicester, Leicestershire and Rutland Safeguarding Children Partnerships Business Plan 2021-22': 3,
      'Northamptonshire Youth Justice Plan 2025/26 (shared by North and West Northamptonshire)': 2,
    });
  });

  test('no statement and no recommendation carries a theme, since none of their sources coded them', () => {
    const coded = packages.flatMap((folder) => [...rowsOf(folder, 'priorities'), ...rowsOf(folder, 'recommendations')]).filter((row) => row.theme_codes !== '');
    expect(coded).toEqual([]);
  });
});

describe('nobody\'s privacy', () => {
  const telephone = /\b0\d{2,4}[ -]?\d{3,4}[ -]?\d{3,4}\b/;
  const mailAddress = /[\w.+-]+@[\w-]+\.[a-z]{2,}/i;
  const withoutAddressesOfPages = (text: string) => text.replaceAll(/https?:\/\/\S+/g, '');

  test.each([...tables.keys()])('%s holds no e-mail address and no telephone number', (key) => {
    const cells = tables.get(key)!.flatMap((row) => Object.values(row).map(withoutAddressesOfPages));
    expect(cells.filter((cell) => mailAddress.test(cell) || telephone.test(cell))).toEqual([]);
  });

  test('a telephone number and an e-mail address would be noticed', () => {
    expect(telephone.test('contact 01632 960000')).toBe(true);
    expect(mailAddress.test('write to someone@example.org')).toBe(true);
  });
});
