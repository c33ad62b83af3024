import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';

type Row = Record<string, string>;

/** The seed files written by hand from the five documents that this product was asked for. */
const files = [
  'derby/plan_steps', 'derby/plan_links', 'derby/consultations',
  'leeds/plan_steps', 'leeds/plan_links', 'leeds/consultations', 'leeds/plan_indicators', 'leeds/meetings', 'leeds/budgets',
  'leicester/judgements', 'leicester/milestones', 'leicester/plan_links', 'leicester/plan_indicators',
  'leicestershire/responsibilities', 'leicestershire/meetings', 'leicestershire/plan_steps', 'leicestershire/budgets',
  'east-midlands/protocols',
];

describe('whole lists are carried whole', () => {
  test('Leeds has three obsessions, and no more', () => {
    const obsessions = rowsOf('leeds/plan_indicators').filter((row) => row['role'] === 'obsession');
    expect(obsessions.map((row) => row['indicator_code'])).toEqual(['LDS-LAC', 'LDS-NEET', 'LDS-ATT']);
  });

  test("Leicester's review gave seven grades", () => {
    expect(rowsOf('leicester/judgements').map((row) => row['grade'])).toEqual(['3', '3', '2', '2', '2', '1', '1']);
  });

  test('every group of the Leicestershire paper answers for something', () => {
    const groups = new Set(rowsOf('leicestershire/responsibilities').map((row) => row['group_ref']));
    const expected = Array.from({ length: 19 }, (_, index) => `GR${String(index + 1).padStart(3, '0')}`);
    expect(groups).toEqual(new Set(expected));
  });
});

describe('every row says where it came from and keeps its columns', () => {
  test.each(files)('%s', (file) => {
    const rows = rowsOf(file);
    expect(rows.length).toBeGreaterThan(0);
    expect(withoutProvenance(rows)).toEqual([]);
    expect(Object.keys(rows[0]!)).toEqual(columnsOf(file));
  });

  test('a row without a locator is noticed', () => {
    expect(withoutProvenance([{ source: 'A report', locator: ' ' }])).toHaveLength(1);
  });
});

/** For each column that names a row of another file: that file, and the column it is named by. */
const references: Record<string, [file: string, key: string]> = {
  plan_ref: ['plans', 'plan_ref'],
  related_ref: ['plans', 'plan_ref'],
  inspection_ref: ['inspections', 'inspection_ref'],
  group_ref: ['groups', 'group_ref'],
  priority_ref: ['priorities', 'priority_ref'],
  action_refs: ['actions', 'action_ref'],
};

describe('every reference leads to a row of the same package', () => {
  test.each(files)('%s', (file) => {
    const folder = file.split('/')[0]!;
    const dangling = Object.entries(references).flatMap(([column, [target, key]]) => {
      const named = namesIn(rowsOf(file), column);
      return named.length === 0 ? [] : missing(named, rowsOf(`${folder}/${target}`).map((row) => row[key]!));
    });
    expect(dangling).toEqual([]);
  });

  test.each(files)('%s names indicators and themes that exist', (file) => {
    const folder = file.split('/')[0]!;
    const rows = rowsOf(file);
    const indicators = ['england', folder].flatMap((of) => rowsIfAny(`${of}/indicators`)).map((row) => row['indicator_code']!);
    const themes = rowsOf('england/themes').map((row) => row['theme_code']!);
    const themesAnsweredFor = namesIn(rows.filter((row) => row['subject_kind'] === 'theme'), 'subject_ref');
    expect(missing(namesIn(rows, 'indicator_code'), indicators)).toEqual([]);
    expect(missing([...namesIn(rows, 'theme_codes'), ...themesAnsweredFor], themes)).toEqual([]);
  });

  test('a reference to nothing is noticed', () => {
    expect(missing(namesIn([{ action_refs: '2.1;99.9' }], 'action_refs'), ['2.1'])).toEqual(['99.9']);
  });
});

describe('no row carries a way to reach a person', () => {
  test.each(files)('%s', (file) => {
    expect(rowsOf(file).filter(hasContactDetail)).toEqual([]);
  });

  test('an e-mail address or a telephone number is noticed', () => {
    expect(hasContactDetail({ body: 'officer@council.example' })).toBe(true);
    expect(hasContactDetail({ body: 'Tel: 01234 567890' })).toBe(true);
  });
});

function rowsOf(file: string): Row[] {
  return parse<Row>(readFileSync(new URL(`../seeds/${file}.csv`, import.meta.url)), { columns: true, bom: true });
}

function rowsIfAny(file: string): Row[] {
  return existsSync(new URL(`../seeds/${file}.csv`, import.meta.url)) ? rowsOf(file) : [];
}

function namesIn(rows: Row[], column: string): string[] {
  return rows.flatMap((row) => (row[column] ?? '').split(';')).filter((name) => name !== '');
}

function missing(named: string[], known: string[]): string[] {
  return named.filter((name) => !known.includes(name));
}

function columnsOf(file: string): string[] {
  const schema = new URL(`../schema/package/${file.split('/')[1]}.json`, import.meta.url);
  const { fields } = JSON.parse(readFileSync(schema, 'utf8')) as { fields: { name: string }[] };
  return fields.map((field) => field.name);
}

function withoutProvenance(rows: Row[]): Row[] {
  return rows.filter((row) => !row['source']?.trim() || !row['locator']?.trim());
}

function hasContactDetail(row: Row): boolean {
  return Object.values(row).some((value) => /\S@\S/.test(value) || /\b0\d{3,4} ?\d{5,7}\b/.test(value));
}
