import { sql, type RawBuilder } from 'kysely';

/** `(…)` for use after `in`: any number of texts as one bound value, so that a long list meets no limit on parameters. */
export function inList(values: readonly string[]): RawBuilder<unknown> {
  return sql`(select value from json_each(${JSON.stringify(values)}))`;
}
