import { hash } from 'node:crypto';
import { expressionForms, parseExpression } from '../../catalogue/expression.ts';
import { isOfRole } from '../../access/mailbox.ts';
import { parsePeriod } from '../../catalogue/period.ts';
import { valueIssue, type HarvestIssue, type Place } from '../issue.ts';
import { targetsOf } from './columnTargets.ts';
import { contradictions } from './contradictions.ts';
import { doubtful } from './doubtful.ts';
import { isGlobalCode, type PackageFile } from './packageFiles.ts';
import type { Cell, PackageRow } from './packageTable.ts';
import { isTooLongForKey, mostKeyBytes, parseCell, type CellValue } from './parseCell.ts';
import { scopeIssues, type PublisherScope } from './publisherScope.ts';
import type { Header } from './readHeader.ts';
import { namedBy, type Named } from './namedBy.ts';
import { insteadOfMark, leaveOutSuppressed, seemsSuppressed, withoutNumbers } from './suppressed.ts';
import { tableSchema, type Field, type TableSchema } from './tableSchema.ts';

type Column = string | number | null;
type Values = ReadonlyMap<string, CellValue>;

/** A row as it will be stored: columns as the table calls them, and the records it points at, table by table. */
export interface ParsedRecord {
  id: string;
  line: number;
  columns: Record<string, Column>;
  links: { table: string; column: string; targetId: string }[];
}

export interface ParsedRow {
  record: ParsedRecord | null;
  issues: HarvestIssue[];
  /** Identifier of a refused row, when it can still be told, so that the last good record of it is kept. */
  refusedId: string | null;
  /** What a refused row names all the same. */
  named: Named[];
}

export interface RowContext {
  file: PackageFile;
  path: string;
  header: Header;
  scope: PublisherScope;
  /** The day on which it is read. */
  today: string;
}

/** What one row of a package file says: a record, or the reasons for refusing it. */
export function parseRecord(context: RowContext, row: PackageRow): ParsedRow {
  const schema = tableSchema(context.file.name);
  const place = { file: context.path, line: row.line };
  const { values, issues: found } = parseCells(schema, context.header, row, place);
  const { refusing: issues, leftOut } = leaveOutSuppressed(schema, values, found, place, row);
  const id = recordId(context, schema.primaryKey, values);
  const isLongKey = id !== null && isTooLongForKey(id);
  // Asked of refused rows alone: most are not. No record has a key that is too long.
  const keptId = (): string | null => (isLongKey || seemsSuppressed(schema, row) ? null : id);
  if (!hasItsCells(row, context.header.width)) return { record: null, issues: [wrongWidth(context, row, place)], refusedId: keptId(), named: [] };
  issues.push(...(isLongKey ? [keyTooLong(schema, values, place)] : []), ...misfits(context, values, place, row));
  leftOut.push(...leaveOutPersonsMailbox(context, values, place));
  const isOfRefused = issues.length > 0 || id === null;
  const kept = doubtful(schema, values, place, { ...context, isOfRefused });
  if (!isOfRefused) return { record: toRecord(context, id, values, row.line), issues: [...leftOut, ...kept], refusedId: null, named: [] };
  const alsoLeftOut = leftOut.map((issue) => valueIssue({ ...issue, found: issue.found!, expected: issue.expected!, isOfRefused: true }));
  return { record: null, issues: [...issues, ...alsoLeftOut, ...kept], refusedId: keptId(), named: namedBy(context.file, context.scope, values, issues) };
}

/** What cannot be right of values that can be read, also where others of the row cannot: whoever mends those mends these with them. */
function misfits({ file, scope }: RowContext, values: Values, place: Place, row: PackageRow): HarvestIssue[] {
  const schema = tableSchema(file.name);
  const found = [...neededOneOf(schema, values, place), ...contradictions(schema, values, place), ...unreadableExpressions(values, place), ...scopeIssues(scope, file.name, values, place)];
  return withoutNumbers(schema, values, found, row);
}

function parseCells(schema: TableSchema, header: Header, row: PackageRow, place: Place): { values: Map<string, CellValue>; issues: HarvestIssue[] } {
  const values = new Map<string, CellValue>();
  const issues: HarvestIssue[] = [];
  for (const [index, field] of schema.fields.entries()) {
    const position = header.positions[index]!;
    const cell = position < 0 ? '' : (row.cells[position] ?? '');
    const parsed = parseCell(field, cell);
    if ('value' in parsed) values.set(field.name, parsed.value);
    else issues.push(valueIssue({ ...place, severity: 'error', rule: 'BAD_VALUE', column: field.name, found: asFound(cell), expected: insteadOfWord(schema, field, asFound(cell)) ?? parsed.expected }));
  }
  return { values, issues };
}

/** What publishers of statistics write in place of a number: c, x, [c], *, .., #, <5, suppressed */
const markForNoNumber = /^[[(]?([a-z]{1,3}|[*:.#–-]{1,3}|n\/a|[<≤] ?\d+|su[pr]+es+[a-z]*|hidden|withheld|confidential|missing|not[ -](applicable|available|known))[\])]?$/i;

const gradesInWords = new Map([
  ['grade', 'the number of the grade on the inspection’s own scale, and not its name: for example 2, with the number that is best there under best_grade'],
  ['best_grade', 'the number that is best on the inspection’s own scale, and not its name: for example 1'],
]);

/** What was expected where a word stands that is no number and means something. */
function insteadOfWord(schema: TableSchema, field: Field, found: string): string | null {
  if (schema.name === 'judgements') return /\p{L}/u.test(found) ? (gradesInWords.get(field.name) ?? null) : null;
  return markForNoNumber.test(found) ? insteadOfMark(schema, field) : null;
}

/** Spreadsheets write the empty cells beyond the last heading, too. */
export function hasItsCells({ cells }: PackageRow, width: number): boolean {
  return cells.length === width || (cells.length > width && cells.slice(width).every((cell) => asFound(cell).trim() === ''));
}

/** Whose they are is not told to everybody who may read issues. */
const addresses = /[^\s,;]+@[^\s,;]+/g;

function wrongWidth({ file, header }: RowContext, row: PackageRow, place: Place): HarvestIssue {
  const hint = row.cells.length > header.width ? '; a comma inside a value needs quotation marks around the value' : '';
  return valueIssue({ ...place, severity: 'error', rule: 'WRONG_NUMBER_OF_CELLS', found: seemsSuppressed(tableSchema(file.name), row) ? 'a row that says it is suppressed'  : row.cells.map(asFound).join(',').replaceAll(addresses, '…@…'), expected: `${header.width} cells, as in the first row, not ${row.cells.length}${hint}` });
}

function keyTooLong({ primaryKey }: TableSchema, values: Values, place: Place): HarvestIssue {
  const found = primaryKey.map((name) => [values.get(name) ?? []].flat().join(';')).filter(Boolean).join(', ');
  const what = primaryKey.length === 1 ? 'a value' : 'values that tell the row apart, together';
  return valueIssue({ ...place, severity: 'error', rule: 'BAD_VALUE', column: primaryKey.join(', '), found, expected: `${what} of at most ${mostKeyBytes} bytes` });
}

function asFound(cell: Cell): string {
  return typeof cell === 'string' ? cell.trim() : cell.found;
}

function neededOneOf(schema: TableSchema, values: Values, place: Place): HarvestIssue[] {
  return schema.requiredOneOf
    .filter((columns) => columns.every((column) => values.get(column) === null))
    .map((columns) => valueIssue({ ...place, severity: 'error', rule: 'BAD_VALUE', column: columns.join(' or '), found: '', expected: `a value in ${columns.join(' or ')}` }));
}

/** What an indicator follows from must be an expression that the hub can work out. */
function unreadableExpressions(values: Values, place: Place): HarvestIssue[] {
  const found = values.get('derived_from');
  const read = typeof found === 'string' ? parseExpression(found) : null;
  return typeof read === 'string' ? [valueIssue({ ...place, severity: 'error', rule: 'BAD_VALUE', column: 'derived_from', found: String(found), expected: `an expression of ${expressionForms}; ${read}` })] : [];
}

/** Everybody sees whom a group is written to, so an address that may be a person's does not land. Nor does the issue, which everybody may read, quote it. */
function leaveOutPersonsMailbox({ file, scope: { names, themeCodes } }: RowContext, values: Map<string, CellValue>, place: Place): HarvestIssue[] {
  const [column, found] = ['contact_mailbox', values.get('contact_mailbox')];
  if (file.name !== 'groups' || typeof found !== 'string' || isOfRole(found, { authorityName: names.join(' '), themeCodes })) return [];
  values.set(column, null);
  return [valueIssue({ ...place, severity: 'warning', rule: 'PERSONS_MAILBOX', column, found: '…', expected: 'the address of a mailbox that a team or a role reads, and no person’s, for example cyp.commissioning@leicester.gov.uk' })];
}

/** A global code as it is; otherwise the publisher's code and its own reference, or the values that make the row unique, a list in whatever order. */
function recordId(context: RowContext, primaryKey: string[], values: Values): string | null {
  const parts = primaryKey.map((name) => values.get(name));
  if (parts.some((part) => part === undefined) || parts.every((part) => part === null)) return null;
  const texts = parts.map((part) => (Array.isArray(part) ? part.toSorted().join(';') : String(part ?? '')));
  // Escaped, so that "a|b" and "c" are never taken for "a" and "b|c".
  const key = texts.length === 1 ? texts[0]! : texts.map(escaped).join('|');
  return isGlobalCode(context.file.name) ? key : `${context.scope.publisher.code}/${key}`;
}

function escaped(text: string): string {
  return text.includes('|') || text.includes('\\') ? text.replace(/[\\|]/g, '\\$&') : text;
}

function toRecord(context: RowContext, id: string, values: Values, line: number): ParsedRecord {
  const columns: Record<string, Column> = {};
  const links: ParsedRecord['links'] = [];
  const publisher = `${context.scope.publisher.code}/`;
  for (const { field: { name }, column, linkTable, isList, isOwn } of targetsOf(context.file)) {
    const value = values.get(name) ?? null;
    if (linkTable !== undefined) {
      for (const item of [value ?? []].flat()) links.push({ table: linkTable, column: name, targetId: isOwn ? publisher + String(item) : String(item) });
    } else if (isList) {
      columns[column] = JSON.stringify(value);
    } else {
      columns[column] = isOwn && value !== null ? publisher + String(value) : (value as Column);
    }
  }
  Object.assign(columns, derivedColumns(context.file.name, columns));
  columns.content_hash = contentHash(columns, links);
  return { id, line, columns, links };
}

/** Tells what a record says from anything else it could say. */
export function contentHash(columns: ParsedRecord['columns'], links: ParsedRecord['links']): string {
  return hash('sha256', JSON.stringify([columns, inOneOrder(links)]), 'base64url').slice(0, 22);
}

/** The hub keeps which records a list names and not in which order, so the order must not make it another record: what another hub passes on has its own. */
function inOneOrder(links: ParsedRecord['links']): ParsedRecord['links'] {
  if (links.length < 2) return links;
  return [...Map.groupBy(links, ({ column }) => column).values()].flatMap((list) => list.toSorted((a, b) => (a.targetId < b.targetId ? -1 : 1)));
}

/** Worked out from the period of a row, and stored after its own columns. */
export const periodColumns = ['period_kind', 'period_from', 'period_to'] as const;

function derivedColumns(file: string, columns: Record<string, Column>): Record<string, Column> {
  // Worked out once all plans are in: another plan may have replaced this one (plansInForce.ts).
  if (file === 'plans') return { in_force_from: null, in_force_to: null, in_force_basis: 'unknown' };
  if (columns.period === undefined) return {};
  const period = columns.period === null ? null : parsePeriod(String(columns.period));
  return { period_kind: period?.kind ?? null, period_from: period?.from ?? null, period_to: period?.to ?? null };
}
