import { expressionBuilder, sql, type Expression, type RawBuilder } from 'kysely';
import { addDays } from '../../catalogue/period.ts';
import { isNotYetAdoptedIn } from '../../catalogue/planStatus.ts';
import { inList } from '../../db/inList.ts';
import type { AnyRows } from '../context.ts';
import { refuseTooLong } from './checkFilter.ts';
import { apostrophes, capitalsIn, foldText, mostFolded, withPlainApostrophes } from './foldText.ts';
import { linkRows } from './linkRows.ts';

export type Condition = RawBuilder<boolean>;

/** The column has one of these values. */
export function isOneOf(column: string, values: readonly string[]): Condition {
  return sql<boolean>`${sql.ref(column)} in ${inList(values)}`;
}

/** The record is tied to one of these codes through a link table. */
export function isLinkedTo(id: string, through: string, targets: readonly string[]): Condition {
  return sql<boolean>`${sql.ref(id)} in (select owner_id from ${sql.table(through)} where target_id in ${inList(targets)})`;
}

/** The record is tied to one of these codes in any of the places in which publishers state it: see linkRows.ts. */
export function isStatedOf(id: string, link: string, targets: readonly string[]): Condition {
  return isAmong(id, expressionBuilder<AnyRows, string>().selectFrom(linkRows(link, 'target', sql`in ${inList(targets)}`)).select(`${link}.ownerId`));
}

/** The column holds one of the values that another query finds; made with the request's own `db`, it finds only what the viewer may see. */
export function isAmong(column: string, values: Expression<unknown>): Condition {
  return sql<boolean>`${sql.ref(column)} in ${values}`;
}

/** The text holds these characters, whatever the case and the shape of apostrophes. `%` and `_` mean themselves. */
export function contains(column: string, text: string): Condition {
  refuseTooLong('A text to look for', text);
  const isLike = (held: RawBuilder<unknown>, wanted: string): Condition => sql<boolean>`${held} like ${`%${wanted.replace(/[\\%_]/g, (character) => `\\${character}`)}%`} escape '\\'`;
  const wanted = foldText(text);
  if (new Set(capitalsIn(wanted).map(([, letter]) => letter)).size <= mostFolded) return isLike(foldedFor(column, wanted), wanted);
  // As it is written, and in capitals and small letters throughout: a text may have hundreds of letters, and each takes a pass over each row.
  const writings = new Set([text, text.toUpperCase(), wanted].filter(({ length }) => length === text.length).map((writing) => withPlainApostrophes(writing).replace(/[A-Z]/g, (letter) => letter.toLowerCase())));
  return sql<boolean>`(${sql.join([...writings].map((writing) => isLike(foldedFor(column, writing, []), writing)), sql` or `)})`;
}

/** The text is this one, whatever the case and the shape of apostrophes. */
export function isText(column: string, text: string): Condition {
  refuseTooLong('A text to look for', text);
  const wanted = foldText(text);
  return sql<boolean>`${foldedFor(column, wanted)} = ${wanted}`;
}

/** A column with small letters and plain apostrophes as far as these decide whether it holds a folded text. Databases fold the letters a to z alone, so of others those of the text are. */
function foldedFor(column: string, wanted: string, capitals = capitalsIn(wanted)): RawBuilder<unknown> {
  const signs = wanted.includes("'") ? apostrophes.map((sign) => [sign, "'"] as const) : [];
  return [...capitals, ...signs].reduce<RawBuilder<unknown>>((before, [from, to]) => sql`replace(${before}, ${sql.lit(from)}, ${sql.lit(to)})`, sql`lower(${sql.ref(column)})`);
}

/** A plan was in force on at least one day from `from` to `to`. */
export function inForceDuring(plan: string, from: string, to: string): Condition {
  return sql<boolean>`(${sql.ref(`${plan}.inForceFrom`)} <= ${to} and ${sql.ref(`${plan}.inForceTo`)} >= ${from})`;
}

/** A plan is not one that its authorities have yet to adopt, as far as anybody says. */
export function isNoDraft(plan: string): Condition {
  return sql<boolean>`not ${isNotYetAdoptedIn(sql.ref(`${plan}.status`))}`;
}

/** It existed, or was valid, on a day: its first and last day are stated as a year, a month or a day, and an unstated one is open. */
export function validOn(table: string, day: string): Condition {
  const [from, to] = [sql.ref(`${table}.validFrom`), sql.ref(`${table}.validTo`)];
  return sql<boolean>`((${from} is null or ${from} <= ${day}) and (${to} is null or ${to} >= substr(${day}, 1, length(${to}))))`;
}

/** The day, month or year in a column had ended by the end of a day. */
export function endedBy(column: string, day: string): Condition {
  const isYearsEnd = day.endsWith('-12-31');
  const isMonthsEnd = isYearsEnd || addDays(day, 1).endsWith('-01');
  const lastYear = isYearsEnd ? day.slice(0, 4) : yearBefore(day);
  const lastMonth = isMonthsEnd ? day.slice(0, 7) : monthBefore(day);
  return sql<boolean>`${sql.ref(column)} <= case length(${sql.ref(column)}) when 4 then ${lastYear} when 7 then ${lastMonth} else ${day} end`;
}

/** Four figures, since years are compared as texts. */
function yearBefore(day: string): string {
  return String(Math.max(0, Number(day.slice(0, 4)) - 1)).padStart(4, '0');
}

function monthBefore(day: string): string {
  const month = Number(day.slice(5, 7));
  return month === 1 ? `${yearBefore(day)}-12` : `${day.slice(0, 5)}${String(month - 1).padStart(2, '0')}`;
}

/** The day, month or year in a column may have been this day or a later one. */
export function mayBeSince(column: string, day: string): Condition {
  // "2011" is neither before nor after 2011-05-19, and sorts before it as text.
  return sql<boolean>`${sql.ref(column)} >= substr(${day}, 1, length(${sql.ref(column)}))`;
}

/** The day, month or year in a column may have been this day or an earlier one. */
export function mayBeUntil(column: string, day: string): Condition {
  return sql<boolean>`${sql.ref(column)} <= ${day}`;
}

/** A target was agreed by a day: of a stated year or month the first day counts. One of which nobody says when it was agreed counts on all days. */
export function agreedBy(day: string): Condition {
  return sql<boolean>`(${sql.ref('target.agreedOn')} is null or ${mayBeUntil('target.agreedOn', day)})`;
}

/** The day, month or year in a column has a day between two. One that is not stated has none. */
export function endsWithin(column: string, { from, to }: { from: string; to: string }): Condition {
  const stated = sql.ref(column);
  return sql<boolean>`(${stated} >= substr(${from}, 1, length(${stated})) and ${stated} <= substr(${to}, 1, length(${stated})))`;
}

/** It takes some age of a range. What states no ages is kept: not stated is not none. */
export function takesAges(table: string, ages: { from: number; to: number }): Condition {
  const [from, to] = [sql.ref(`${table}.ageFrom`), sql.ref(`${table}.ageTo`)];
  return sql<boolean>`((${from} is null or ${from} <= ${ages.to}) and (${to} is null or ${to} >= ${ages.from}))`;
}

/** Any of the texts holds these characters, whatever the case. */
export function anyContains(columns: readonly string[], text: string): Condition {
  return sql<boolean>`(${sql.join(columns.map((column) => contains(column, text)), sql` or `)})`;
}

/** One of the texts of a column that holds a list of them as JSON holds these characters, whatever the case. */
export function anyItemContains(column: string, text: string): Condition {
  return sql<boolean>`exists (select 1 from json_each(${sql.ref(column)}) as item where ${contains('item.value', text)})`;
}

/** One of the two conditions holds, or both. */
export function either(one: Condition, other: Condition): Condition {
  return sql<boolean>`(${one} or ${other})`;
}

/** All of the conditions that are there. */
export function allOf(conditions: readonly (Condition | false | '' | null | undefined)[]): Condition {
  const given = conditions.filter((condition): condition is Condition => Boolean(condition));
  return given.length === 0 ? sql<boolean>`1 = 1` : sql<boolean>`(${sql.join(given, sql` and `)})`;
}
