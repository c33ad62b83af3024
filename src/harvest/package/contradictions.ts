import { parsePartialDate } from '../../catalogue/period.ts';
import { valueIssue, type HarvestIssue, type Place } from '../issue.ts';
import type { CellValue } from './parseCell.ts';
import type { TableSchema } from './tableSchema.ts';

/** Pairs of columns of which the first is never after, or above, the second. */
const dates = [['valid_from', 'valid_to'], ['due_from', 'due_to'], ['from', 'to'], ['papers_due', 'date'], ['notice_by', 'contract_end']] as const;
const numbers = [['age_from', 'age_to'], ['lower', 'upper'], ['available', 'maximum']] as const;

const neighbours = [['neighbour_code', 'authority_code']] as const;

/** Pairs of which one says nothing without the other. */
const halves = [['latitude', 'longitude']] as const;

type Pair = readonly [first: string, last: string];

/** What a row may not hold whose status says that its number must not be known; a denominator gives nothing away. */
const givingAway: readonly string[] = ['value', 'numerator', 'lower', 'upper', 'users', 'cost', 'persons'];
/** Where there is no number, there may be the counts that it would have been made of. */
const hiddenBy: ReadonlyMap<CellValue | undefined, readonly string[]> = new Map([['suppressed', givingAway], ['missing', ['value']], ['not-applicable', ['value']]]);

/** Issues for values that cannot both be right: an end before its start, a number that its own row calls suppressed. */
export function contradictions(schema: TableSchema, values: ReadonlyMap<string, CellValue>, place: Place): HarvestIssue[] {
  const pairs = pairsOf(schema);
  const backwards = [
    ...pairs.dates.filter(([first, last]) => dayOf(values.get(first), 'from') > dayOf(values.get(last), 'to')),
    ...pairs.numbers.filter(([first, last]) => numberOf(values.get(first), -Infinity) > numberOf(values.get(last), Infinity)),
  ];
  return [
    ...backwards.map(([first, last]) =>
      valueIssue({ ...place, severity: 'error', rule: 'CONTRADICTION', column: last, found: String(values.get(last)), expected: `nothing before ${first}, which is ${String(values.get(first))}` }),
    ),
    ...namingThemselves(schema, values).map((column) => valueIssue({ ...place, severity: 'error', rule: 'CONTRADICTION', column, found: String(values.get(column)), expected: 'another than the row itself' })),
    ...alone(schema, values).map(([given, missing]) => valueIssue({ ...place, severity: 'error', rule: 'CONTRADICTION', column: missing, found: '', expected: `a number, because ${given} is ${String(values.get(given))}` })),
    ...givenAway(values).map((column) => valueIssue({ ...place, severity: 'error', rule: 'CONTRADICTION', column, found: 'a number', expected: `an empty cell, because status is ${String(values.get('status'))}` })),
  ];
}

/** Columns by which a row hangs on itself: its own parent, its own neighbour. */
function namingThemselves(schema: TableSchema, values: ReadonlyMap<string, CellValue>): string[] {
  return pairsOf(schema).others.filter(([column, own]) => values.get(column) !== null && values.get(column) === values.get(own)).map(([column]) => column);
}

/** Columns that are filled, each with the other half, which is empty. */
function alone(schema: TableSchema, values: ReadonlyMap<string, CellValue>): Pair[] {
  const isGiven = (column: string): boolean => (values.get(column) ?? null) !== null;
  return pairsOf(schema).halves.flatMap(([one, other]): Pair[] => [[one, other], [other, one]]).filter(([given, missing]) => isGiven(given) && !isGiven(missing));
}

/** Columns that hold a number which must not be known, or that there is said not to be. An issue is public, so it must not name the number either. */
function givenAway(values: ReadonlyMap<string, CellValue>): string[] {
  return (hiddenBy.get(values.get('status')) ?? []).filter((column) => typeof values.get(column) === 'number');
}

interface Pairs {
  dates: Pair[];
  numbers: Pair[];
  /** A column that names a row of the same file, with the column by which that file's rows are named. */
  others: Pair[];
  halves: Pair[];
}

const known = new WeakMap<TableSchema, Pairs>();

/** The pairs that a file has, worked out once: most have none. */
function pairsOf(schema: TableSchema): Pairs {
  const has = (pair: Pair): boolean => pair.every((column) => schema.fields.some(({ name }) => name === column));
  const [key] = schema.primaryKey;
  const ofOwnRows = schema.fields.filter(({ type, references }) => type === 'string' && references === schema.name).map(({ name }): Pair => [name, key!]);
  const pairs = known.get(schema) ?? { dates: dates.filter(has), numbers: numbers.filter(has), others: [...ofOwnRows, ...neighbours.filter(has)], halves: halves.filter(has) };
  known.set(schema, pairs);
  return pairs;
}

/** First or last day of a stated date; of none, a day that contradicts nothing. */
function dayOf(value: CellValue | undefined, end: 'from' | 'to'): string {
  const date = typeof value === 'string' ? parsePartialDate(value) : null;
  return date?.[end] ?? (end === 'from' ? '' : '9999-12-31');
}

function numberOf(value: CellValue | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
