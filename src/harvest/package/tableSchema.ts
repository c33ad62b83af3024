import { readFileSync } from 'node:fs';

export interface Field {
  name: string;
  type: 'string' | 'number' | 'integer' | 'boolean' | 'date' | 'list';
  title?: string;
  description?: string;
  /** What a cell of the column may look like. */
  example?: string;
  /** The file whose key, or the kind of code, this column points at. */
  references?: string;
  constraints?: { required?: boolean; enum?: string[]; pattern?: string; minimum?: number; maximum?: number };
  /** The constraint's pattern, compiled once for every cell of the column. */
  pattern?: RegExp;
}

export interface TableSchema {
  name: string;
  title: string;
  description: string;
  fields: Field[];
  primaryKey: string[];
  /** Other sets of columns that no two rows fill alike; every row fills them. */
  uniqueKeys: string[][];
  /** Sets of columns of which a row fills at least one. */
  requiredOneOf: string[][];
}

const folder = new URL('../../../schema/package/', import.meta.url);
const loaded = new Map<string, TableSchema>();

/** The Table Schema of one file of the data package, as committed in `schema/package/`. */
export function tableSchema(name: string): TableSchema {
  const known = loaded.get(name);
  if (known) return known;
  const raw = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Omit<TableSchema, 'primaryKey' | 'uniqueKeys' | 'requiredOneOf'> & { primaryKey: string | string[]; uniqueKeys?: string[][]; requiredOneOf?: string[][] };
  const fields = raw.fields.map((field) => ({ ...field, ...(field.constraints?.pattern && { pattern: new RegExp(field.constraints.pattern, 'u') }) }));
  const schema: TableSchema = { ...raw, fields, primaryKey: [raw.primaryKey].flat(), uniqueKeys: raw.uniqueKeys ?? [], requiredOneOf: raw.requiredOneOf ?? [] };
  loaded.set(name, schema);
  return schema;
}
