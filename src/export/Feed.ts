import type { Api } from '../api/createApi.ts';
import type { FeedFilter, FeedParameter } from './readFilter.ts';

export type Value = string | number | boolean | null;

/** One column of a feed: its name, what stands in it, and how a row gives it. */
export interface Column<Row> {
  name: string;
  datatype: 'string' | 'number' | 'integer' | 'boolean' | 'date';
  description: string;
  read(row: Row): Value;
}

/** What a feed asks the API by: all its pages as one viewer, whose day does not change on the way. */
export type Reading = Pick<Api, 'execute'>;

/** Where the next page of a feed begins, and of which version of the data it has to be. */
export interface Place {
  after: string;
  dataVersion: number;
}

export interface FeedPage<Row> {
  rows: Row[];
  /** None after the last page. */
  next: Place | null;
}

/** A flat table made of a saved operation: one row after another, the same columns whatever is asked. */
export interface Feed<Row> {
  name: string;
  title: string;
  description: string;
  columns: readonly Column<Row>[];
  /** What its address may ask. */
  parameters: readonly FeedParameter[];
  readPage(api: Reading, filter: FeedFilter, place?: Place): Promise<FeedPage<Row>>;
}
