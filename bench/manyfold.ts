import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isGlobalCode, packageFiles } from '../src/harvest/package/packageFiles.ts';
import { tableSchema, type Field, type TableSchema } from '../src/harvest/package/tableSchema.ts';

type Row = Record<string, string>;

/**
 * Writes packages that hold every seed package's own rows so many times over, each time under other references, and in them
 * nothing that a publisher could not publish. Codes that all publishers share (authorities, themes, indicators …) stay as they are.
 * Returns how many rows that are.
 */
export function writeManyfold(seedsFolder: string, targetFolder: string, times: number): number {
  let rows = 0;
  for (const name of readdirSync(seedsFolder).sort()) {
    const source = join(seedsFolder, name);
    const { title, publisher } = JSON.parse(readFileSync(join(source, 'datapackage.json'), 'utf8')) as { title: string; publisher: object };
    const target = join(targetFolder, name);
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, 'datapackage.json'), JSON.stringify({ name: `manyfold-${name}`, title: `${title}, ${times} times`, publisher }));
    for (const file of packageFiles) {
      const place = join(source, `${file.name}.csv`);
      if (!isGlobalCode(file.name) && existsSync(place)) rows += writeCopies(place, join(target, `${file.name}.csv`), tableSchema(file.name), times);
    }
  }
  return rows;
}

function writeCopies(from: string, to: string, schema: TableSchema, times: number): number {
  const rows = parse<Row>(readFileSync(from), { columns: true, bom: true });
  if (rows.length === 0) return 0;
  const columns = Object.keys(rows[0]!);
  const apart = columnThatTellsApart(schema);
  if (apart !== null && !columns.includes(apart)) columns.push(apart);
  writeFileSync(to, stringify([columns]));
  for (let copy = 1; copy <= times; copy += 1) appendFileSync(to, stringify(rows.map((row) => copyOf(row, schema, apart, copy)), { columns }));
  return rows.length * times;
}

/** The column by which copies differ: the last free text of the key, or none where a reference in the key does that. */
function columnThatTellsApart({ fields, primaryKey }: TableSchema): string | null {
  const key = primaryKey.map((name) => fields.find((field) => field.name === name)!);
  if (key.some(isOwnReference)) return null;
  const free = key.findLast(({ type, references, constraints }) => type === 'string' && !references && !constraints?.enum && !constraints?.pattern);
  if (!free) throw new Error(`Nothing in the key of ${key.map(({ name }) => name).join(', ')} can tell copies apart`);
  return free.name;
}

function copyOf(row: Row, schema: TableSchema, apart: string | null, copy: number): Row {
  const copied = { ...row };
  for (const field of schema.fields) {
    const value = row[field.name];
    if (value && isOwnReference(field)) copied[field.name] = value.split(';').map((part) => `${part.trim()}-${copy}`).join(';');
  }
  if (apart !== null) copied[apart] = `${row[apart] ?? ''} copy ${copy}`.trim();
  return copied;
}

/** Whether a column names a record of the publisher's own. */
function isOwnReference({ name, references }: Field): boolean {
  return references ? !isGlobalCode(references) : /_refs?$/.test(name);
}
