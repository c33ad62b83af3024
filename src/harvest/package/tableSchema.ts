import { readFileSync } from 'node:fs';

export interface Field {
  name: string;
  type: 'string' | 'number' | 'integer' | 'boolean' | 'date' | 'list';
  title?: string;
  description?: string;
  /** The file whose key, or the kind of code, this column points at. */
  references?: string;
  constraints?: { required?: boolean; enum?: string[]; pattern?: string; minimum?: number; maximum?: number };
}

export interface TableSchema {
  name: string;
  title: string;
  description: string;
  fields: Field[];
  primaryKey: string[];
}

const folder = new URL('../../../schema/package/', import.meta.url);
const loaded = new Map<string, TableSchema>();

/** The Table Schema of one file of the data package, as committed in `schema/package/`. */
export function tableSchema(name: string): TableSchema {
  const known = loaded.get(name);
  if (known) return known;
  const raw = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as TableSchema & { primaryKey: string | string[] };
  const schema = { ...raw, primaryKey: [raw.primaryKey].flat() };
  loaded.set(name, schema);
  return schema;
}
