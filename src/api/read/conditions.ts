import { sql, type RawBuilder } from 'kysely';
import { inList } from '../../db/inList.ts';

type Condition = RawBuilder<boolean>;

/** The column has one of these values. */
export function isOneOf(column: string, values: readonly string[]): Condition {
  return sql<boolean>`${sql.ref(column)} in ${inList(values)}`;
}

/** The record is tied to one of these codes through a link table. */
export function isLinkedTo(id: string, through: string, targets: readonly string[]): Condition {
  return sql<boolean>`${sql.ref(id)} in (select owner_id from ${sql.table(through)} where target_id in ${inList(targets)})`;
}

/** The text holds these characters, whatever the case. `%` and `_` mean themselves. */
export function contains(column: string, text: string): Condition {
  const escaped = text.replace(/[\\%_]/g, (character) => `\\${character}`);
  return sql<boolean>`lower(${sql.ref(column)}) like ${`%${escaped.toLowerCase()}%`} escape '\\'`;
}

/** A plan was in force on at least one day from `from` to `to`. */
export function inForceDuring(plan: string, from: string, to: string): Condition {
  return sql<boolean>`(${sql.ref(`${plan}.inForceFrom`)} <= ${to} and ${sql.ref(`${plan}.inForceTo`)} >= ${from})`;
}

/** All of the conditions that are there. */
export function allOf(conditions: readonly (Condition | false | '' | null | undefined)[]): Condition {
  const given = conditions.filter((condition): condition is Condition => Boolean(condition));
  return given.length === 0 ? sql<boolean>`1 = 1` : sql<boolean>`(${sql.join(given, sql` and `)})`;
}
