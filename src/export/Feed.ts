import type { Api } from '../api/createApi.ts';
import type { OverlapFilter } from '../api/generated/operations.ts';

export type Value = string | number | boolean | null;

/** One column of a feed: its name, what stands in it, and how a row gives it. */
export interface Column<Row> {
  name: string;
  datatype: 'string' | 'number' | 'integer' | 'boolean' | 'date';
  description: string;
  read(row: Row): Value;
}

/** A flat table made of a saved operation: one row after another, the same columns whatever is asked. */
export interface Feed<Row> {
  name: string;
  title: string;
  description: string;
  columns: readonly Column<Row>[];
  readRows(api: Api, filter: OverlapFilter): Promise<Row[]>;
}
