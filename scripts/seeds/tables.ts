import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

export type Row = Record<string, string>;

export interface Publisher {
  kind: 'authority' | 'regional' | 'national';
  code: string;
  name: string;
}

/** The packages being built: publisher and rows by package folder and file name, without their endings. */
export interface Package {
  folder: string;
  publisher: Publisher;
  tables: Map<string, Row[]>;
}

export interface TableSchema {
  fields: { name: string }[];
  primaryKey: string[];
}

// Numbers inside references sort as numbers, so that action 6.10 follows 6.9.
const collator = new Intl.Collator('en', { numeric: true });

export function readCsv(path: string): Row[] {
  return parse(readFileSync(path, 'utf8'), { columns: true, bom: true });
}

export function readSchema(repository: string, table: string): TableSchema {
  return JSON.parse(readFileSync(join(repository, 'schema/package', `${table}.json`), 'utf8')) as TableSchema;
}

export function addRow(target: Package, table: string, row: Row): void {
  const rows = target.tables.get(table) ?? [];
  rows.push(row);
  target.tables.set(table, rows);
}

/** Writes one CSV with the schema's columns in their order and rows sorted by key, so that a re-run changes nothing. */
export function writeTable(path: string, schema: TableSchema, rows: Row[]): void {
  const columns = schema.fields.map((field) => field.name);
  for (const row of rows) {
    const strangers = Object.keys(row).filter((column) => !columns.includes(column));
    if (strangers.length > 0) throw new Error(`${path}: not in its schema: ${strangers.join(', ')}`);
  }
  const sorted = rows.toSorted((a, b) => compareByKey(a, b, schema.primaryKey));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, stringify(sorted, { header: true, columns }));
}

/** Rows that others wrote by hand into a file that the conversion writes too: those whose key the conversion does not produce. */
export function rowsByOthers(path: string, schema: TableSchema, ours: Row[]): Row[] {
  if (!existsSync(path)) return [];
  const keyOf = (row: Row) => schema.primaryKey.map((column) => row[column] ?? '').join('\u0000');
  const ourKeys = new Set(ours.map(keyOf));
  return readCsv(path).filter((row) => !ourKeys.has(keyOf(row)));
}

export function csvFilesIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.csv')).toSorted();
}

export function slug(text: string): string {
  return text.toLowerCase().replaceAll(/['’]/g, '').replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
}

export function groupBy(rows: Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

/** Sentences of a note, without the empty ones. */
export function joinNotes(...notes: (string | undefined)[]): string {
  return notes.filter((note) => note !== undefined && note !== '').join('; ');
}

function compareByKey(a: Row, b: Row, key: string[]): number {
  for (const column of key) {
    const order = collator.compare(a[column] ?? '', b[column] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}
