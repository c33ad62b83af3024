import { parsePartialDate } from '../../catalogue/period.ts';
import { valueIssue, type HarvestIssue, type Place } from '../issue.ts';
import type { CellValue } from './parseCell.ts';
import type { TableSchema } from './tableSchema.ts';

/** Pairs of columns of which the first is never after, or above, the second. */
const dates = [['valid_from', 'valid_to'], ['due_from', 'due_to'], ['from', 'to'], ['papers_due', 'date'], ['notice_by', 'contract_end']] as const;
const numbers = [['age_from', 'age_to'], ['lower', 'upper'], ['available', 'maximum']] as const;
/** Where those are in order, a number lies within its own interval. */
const intervals = [['lower', 'value'], ['value', 'upper']] as const;

const neighbours = [['neighbour_code', 'authority_code']] as const;

/** Pairs of which the first says nothing without the second. */
const halves = [['latitude', 'longitude'], ['longitude', 'latitude']] as const;

type Pair = readonly [first: string, last: string];

/** Where there is no number, there may be the counts that it would have been made of. What is suppressed is left out before (suppressed.ts). */
const withoutNumber: ReadonlySet<CellValue | undefined> = new Set(['missing', 'not-applicable']);

/** What says how firm a measured number is, which is then there; a target may be in words, however firm. */
const firm: ReadonlySet<CellValue | undefined> = new Set(['final', 'provisional', 'revised']);

/** Issues for values that cannot both be right: an end before its start, a number that its own row calls missing. One that cannot be read contradicts nothing. */
export function contradictions(schema: TableSchema, values: ReadonlyMap<string, CellValue>, place: Place): HarvestIssue[] {
  const { dates, numbers, intervals, others, halves } = pairsOf(schema);
  const issue = (column: string, found: string, expected: string): HarvestIssue => valueIssue({ ...place, severity: 'error', rule: 'CONTRADICTION', column, found, expected });
  const said = (column: string): string => String(values.get(column));
  const isGiven = (column: string): boolean => (values.get(column) ?? null) !== null;
  const isBackwards = ([low, high]: Pair): boolean => numberOf(values.get(low), -Infinity) > numberOf(values.get(high), Infinity);
  const backwards = numbers.filter(isBackwards);
  return [
    ...dates.filter(([first, last]) => dayOf(values.get(first), 'from') > dayOf(values.get(last), 'to')).map(([first, last]) => issue(last, said(last), `nothing before ${first}, which is ${said(first)}`)),
    ...(backwards.length > 0 ? backwards : intervals.filter(isBackwards)).map(([low, high]) => issue(high, said(high), `nothing below ${low}, which is ${said(low)}`)),
    ...others.filter(([column, own]) => isGiven(column) && values.get(column) === values.get(own)).map(([column]) => issue(column, said(column), 'another than the row itself')),
    ...halves.filter(([given, missing]) => isGiven(given) && values.get(missing) === null).map(([given, missing]) => issue(missing, '', `a number, because ${given} is ${said(given)}`)),
    ...(schema.name === 'observations' && firm.has(values.get('status')) && values.get('value') === null ? [issue('value', '', `a number, because status is ${said('status')}`)] : []),
    ...(withoutNumber.has(values.get('status')) && typeof values.get('value') === 'number' ? [issue('value', 'a number', `an empty cell, because status is ${said('status')}`)] : []),
  ];
}

interface Pairs {
  dates: Pair[];
  numbers: Pair[];
  intervals: Pair[];
  /** Columns by which a row could hang on itself, its own parent or its own neighbour, each with the one by which that file's rows are named. */
  others: Pair[];
  halves: Pair[];
}

const known = new WeakMap<TableSchema, Pairs>();

/** The pairs that a file has, worked out once: most have none. */
function pairsOf(schema: TableSchema): Pairs {
  const pairs = known.get(schema) ?? pairsIn(schema);
  known.set(schema, pairs);
  return pairs;
}

function pairsIn({ name: file, fields, primaryKey }: TableSchema): Pairs {
  const has = (pair: Pair): boolean => pair.every((column) => fields.some(({ name }) => name === column));
  const ofOwnRows = fields.filter(({ type, references }) => type === 'string' && references === file).map(({ name }): Pair => [name, primaryKey[0]!]);
  return { dates: dates.filter(has), numbers: numbers.filter(has), intervals: intervals.filter(has), others: [...ofOwnRows, ...neighbours.filter(has)], halves: halves.filter(has) };
}

/** First or last day of a stated date; of none, a day that contradicts nothing. */
function dayOf(value: CellValue | undefined, end: 'from' | 'to'): string {
  const date = typeof value === 'string' ? parsePartialDate(value) : null;
  return date?.[end] ?? (end === 'from' ? '' : '9999-12-31');
}

function numberOf(value: CellValue | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
