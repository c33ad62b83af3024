import { valueIssue, type HarvestIssue, type Place } from '../issue.ts';
import type { PackageRow } from './packageTable.ts';
import type { CellValue } from './parseCell.ts';
import type { Field, TableSchema } from './tableSchema.ts';

/** What a row may not hold whose status says that its number must not be known; a denominator gives nothing away. */
const givingAway: ReadonlySet<string> = new Set(['value', 'numerator', 'lower', 'upper', 'users', 'cost', 'persons']);

/** Whether rows of a file are figures, of which each may say that its number must not be known. */
export function maySuppress({ fields }: TableSchema): boolean {
  return fields.some(({ name, constraints }) => name === 'status' && constraints?.enum?.includes('suppressed'));
}

const emptyCell = 'where there is none, an empty cell';
const ifWithheld = `${emptyCell}, and under status suppressed if it is withheld`;
const withheld = 'where it is withheld, an empty cell, and suppressed under status';

/** Where a row says why it has no number. A denominator or a limit is no reason to take its value back. */
const placesOfReasons = new Map([
  ['observations.value', `${emptyCell}, and under status why: suppressed, missing, not-applicable or low`],
  ['observations.numerator', ifWithheld],
  ['service_use.cost', ifWithheld],
  ['service_use.users', withheld],
  ['populations.persons', withheld],
]);

/** What is expected where a mark stands in place of a number, and where what it says belongs; null in a column of another kind, or where there must be a number. */
export function insteadOfMark({ name: file }: TableSchema, { name, type, constraints }: Field): string | null {
  if ((type !== 'number' && type !== 'integer') || constraints?.required) return null;
  return `${type === 'integer' ? 'a whole number' : 'a number'}; ${placesOfReasons.get(`${file}.${name}`) ?? emptyCell}`;
}

/**
 * Of a row that says it is suppressed, what cannot be used is left out in place of refusing the row: refused, it would leave the figure
 * public that it takes back. An issue is public, so it must not name a number either. Gives the issues that refuse the row all the same,
 * and those of what was left out.
 */
export function leaveOutSuppressed(schema: TableSchema, values: Map<string, CellValue>, issues: readonly HarvestIssue[], place: Place, row: PackageRow): { refusing: HarvestIssue[]; leftOut: HarvestIssue[] } {
  if (values.get('status') !== 'suppressed' || !maySuppress(schema)) return { refusing: withoutNumbers(schema, values, issues, row), leftOut: [] };
  const isNeeded = (column: string): boolean => schema.primaryKey.includes(column) || schema.fields.some(({ name, constraints }) => name === column && constraints?.required === true);
  const refusing = issues.filter(({ column }) => column === undefined || isNeeded(column));
  const leftOut: HarvestIssue[] = [];
  for (const { name, type } of schema.fields) {
    const unread = issues.find(({ column }) => column === name && !isNeeded(name));
    const isGivenAway = givingAway.has(name) && (unread !== undefined || (values.get(name) ?? null) !== null);
    if (isGivenAway) leftOut.push(valueIssue({ ...place, severity: 'warning', rule: 'CONTRADICTION', column: name, found: unread ? 'a value' : 'a number', expected: 'an empty cell, because status is suppressed' }));
    else if (unread) leftOut.push(valueIssue({ ...place, severity: 'warning', rule: unread.rule, column: name, found: unread.found ?? '', expected: unread.expected ?? 'another value' }));
    if (isGivenAway || unread) values.set(name, type === 'list' ? [] : null);
  }
  return { refusing, leftOut };
}

/** Issues of a row that is refused, as they may be told. Of a status that cannot be read nobody knows whether it takes the number back: publishers of statistics write `c` for confidential. */
export function withoutNumbers(schema: TableSchema, values: ReadonlyMap<string, CellValue>, issues: readonly HarvestIssue[], row: PackageRow): HarvestIssue[] {
  const mayTakeBack = issues.length > 0 && maySuppress(schema) && (!values.has('status') || seemsSuppressed(schema, row));
  return mayTakeBack ? issues.map(namingNoNumber) : [...issues];
}

/** The same issue without a number of a row that may take it back; what contradicts a value is quoted in what was expected. */
function namingNoNumber(issue: HarvestIssue): HarvestIssue {
  if (issue.column === undefined || !givingAway.has(issue.column)) return issue;
  const { expected = 'another value' } = issue;
  return valueIssue({ ...issue, found: isWordForSuppressed(issue.found ?? '') ? issue.found! : 'a value', expected: issue.rule === 'CONTRADICTION' ? 'one that fits the others of its row' : expected });
}

/** The word alone tells nothing of the number. */
function isWordForSuppressed(found: string): boolean {
  return /^su[pr]+es+(ed|sion)?$/i.test(found);
}

/** Whether a refused row seems to say that it is suppressed, in whatever cell and however spelt: then its last good state must not stay public. */
export function seemsSuppressed(schema: TableSchema, { cells }: PackageRow): boolean {
  return maySuppress(schema) && cells.some((cell) => /^su[pr]+es+/i.test((typeof cell === 'string' ? cell : cell.found).trim()));
}
