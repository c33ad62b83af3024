import { sql, type RawBuilder } from 'kysely';

/**
 * `(…)` for use after `in`: any number of texts, or of whole numbers, as one bound value, so that a long list meets no limit on parameters.
 * SQLite has `json_each`; the first migration gives PostgreSQL one for texts.
 */
export function inList(values: readonly string[] | readonly number[]): RawBuilder<unknown> {
  const value = typeof values[0] === 'number' ? sql`cast(value as integer)` : sql`value`;
  return sql`(select ${value} from ${textsOf(values.map(String))})`;
}

/** The texts as a table of one column, `value`, for use after `from`. */
export function textsOf(values: readonly string[]): RawBuilder<unknown> {
  return sql`json_each(cast(${JSON.stringify(values)} as text))`;
}
