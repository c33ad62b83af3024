import { createHash } from 'node:crypto';
import { parsePeriod } from '../../catalogue/period.ts';
import { valueIssue, type HarvestIssue } from '../issue.ts';
import { isGlobalCode, type PackageFile } from './packageFiles.ts';
import { parseCell, type CellValue } from './parseCell.ts';
import type { Publisher } from './readDescriptor.ts';
import { tableSchema, type Field } from './tableSchema.ts';

type Column = string | number | null;

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
}

export interface RowContext {
  file: PackageFile;
  path: string;
  publisher: Publisher;
  /** Authority codes of the publisher's region, when it is a regional body. */
  ownAuthorities: ReadonlySet<string>;
  /** Codes of authorities other than the publisher, when it is an authority. */
  isOtherAuthority: (code: string) => boolean;
}

/** What one row of a package file says: a record, or the reasons for refusing it. */
export function parseRecord(context: RowContext, header: string[], row: { line: number; cells: string[] }): ParsedRow {
  const schema = tableSchema(context.file.name);
  const issues: HarvestIssue[] = [];
  const place = { file: context.path, line: row.line };
  if (row.cells.length !== header.length) {
    issues.push(valueIssue({ ...place, severity: 'error', rule: 'WRONG_NUMBER_OF_CELLS', found: row.cells.join(','), expected: `${header.length} cells, as in the first row, not ${row.cells.length}` }));
    return { record: null, issues, refusedId: null };
  }
  const values = new Map<string, CellValue>();
  for (const field of schema.fields) {
    const index = header.indexOf(field.name);
    const cell = index < 0 ? '' : row.cells[index]!;
    const parsed = parseCell(field, cell);
    if ('value' in parsed) values.set(field.name, parsed.value);
    else issues.push(valueIssue({ ...place, severity: 'error', rule: 'BAD_VALUE', column: field.name, found: cell.trim(), expected: parsed.expected }));
  }
  const id = recordId(context, schema.primaryKey, values);
  if (issues.length === 0) issues.push(...scopeIssues(context, schema.fields, values, place));
  if (issues.length > 0) return { record: null, issues, refusedId: id };
  return { record: toRecord(context, id!, schema.fields, values, row.line), issues, refusedId: null };
}

/** A global code as it is; otherwise the publisher's code and its own reference, or the values that make the row unique. */
function recordId(context: RowContext, primaryKey: string[], values: Map<string, CellValue>): string | null {
  const parts = primaryKey.map((name) => values.get(name));
  if (parts.some((part) => part === undefined) || parts[0] === null) return null;
  const key = parts.map((part) => (Array.isArray(part) ? part.join(';') : part ?? '')).join('|');
  return isGlobalCode(context.file.name) ? key : `${context.publisher.code}/${key}`;
}

/** An authority may publish about itself and what it shares; a region about its own authorities; a nation about anybody. */
function scopeIssues(context: RowContext, fields: Field[], values: Map<string, CellValue>, place: { file: string; line: number }): HarvestIssue[] {
  const { publisher } = context;
  if (publisher.kind === 'national') return [];
  return fields.flatMap((field) => {
    const codes = [values.get(field.name) ?? []].flat().map(String);
    if (codes.length === 0) return [];
    const refused = (expected: string) => [valueIssue({ ...place, severity: 'error' as const, rule: 'NOT_THE_PUBLISHERS', column: field.name, found: codes.join(';'), expected })];
    if (field.name === 'authority_code' || field.name === 'authority_codes') {
      if (publisher.kind === 'authority' && !codes.includes(publisher.code)) return refused(`${publisher.code} (${publisher.name}) among the authorities, because the package is its own`);
      if (publisher.kind === 'region' && !codes.some((code) => context.ownAuthorities.has(code))) return refused(`an authority of ${publisher.name}`);
    }
    if (field.name === 'area_code' && publisher.kind === 'authority' && codes.some(context.isOtherAuthority)) return refused(`${publisher.code} (${publisher.name}), an area within it, its region or England`);
    return [];
  });
}

function toRecord(context: RowContext, id: string, fields: Field[], values: Map<string, CellValue>, line: number): ParsedRecord {
  const { primaryKey } = tableSchema(context.file.name);
  const ownKey = primaryKey.length === 1 ? primaryKey[0] : undefined;
  const columns: Record<string, Column> = {};
  const links: ParsedRecord['links'] = [];
  for (const field of fields) {
    const value = values.get(field.name) ?? null;
    const linkTable = context.file.links?.[field.name];
    if (linkTable) {
      for (const item of [value ?? []].flat()) links.push({ table: linkTable, column: field.name, targetId: referenceId(context, field, String(item)) });
    } else if (Array.isArray(value)) {
      columns[field.name] = JSON.stringify(value);
    } else if (field.name === ownKey) {
      columns[isGlobalCode(context.file.name) ? 'code' : 'ref'] = value;
    } else if (field.references && !isGlobalCode(field.references)) {
      columns[field.name.replace(/_ref$/, '_id')] = value === null ? null : referenceId(context, field, String(value));
    } else {
      columns[field.name === 'source' ? 'document' : field.name] = value;
    }
  }
  Object.assign(columns, derivedColumns(context.file.name, columns));
  columns.content_hash = createHash('sha256').update(JSON.stringify([columns, links])).digest('base64url').slice(0, 22);
  return { id, line, columns, links };
}

function referenceId(context: RowContext, field: Field, value: string): string {
  return isGlobalCode(field.references!) ? value : `${context.publisher.code}/${value}`;
}

function derivedColumns(file: string, columns: Record<string, Column>): Record<string, Column> {
  // Worked out once all plans are in: another plan may have replaced this one (plansInForce.ts).
  if (file === 'plans') return { in_force_from: null, in_force_to: null, in_force_basis: 'unknown' };
  if (file !== 'observations' && file !== 'targets') return {};
  const period = columns.period === null ? null : parsePeriod(String(columns.period));
  return { period_kind: period?.kind ?? null, period_from: period?.from ?? null, period_to: period?.to ?? null };
}
