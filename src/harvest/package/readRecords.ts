import type { HarvestIssue } from '../issue.ts';
import { packageFiles } from './packageFiles.ts';
import type { PackageRow, PackageTable } from './packageTable.ts';
import { hasItsCells, parseRecord, type ParsedRecord } from './parseRecord.ts';
import type { PublisherScope } from './publisherScope.ts';
import { readHeader, type Header } from './readHeader.ts';
import { tableSchema } from './tableSchema.ts';

/** What the rows of a file are read with. Plain facts, so that a thread can be told them. */
export interface FileReading {
  /** Name of the file and of its Table Schema. */
  name: string;
  /** As the descriptor names it. */
  path: string;
  sourceId: string;
  scope: PublisherScope;
  /** The day on which it is read. */
  today: string;
  /** Columns of the table that the records go into, as stored. */
  columns: readonly string[];
}

/** Rows of which what is said is in memory at once: of a piece of a file, which is cut by bytes, there may be more where rows hold next to nothing. */
const mostRowsInBatch = 1_000;

type StoredValue = string | number | null;

/** So many rows of a file, as they are to be staged. */
export interface RecordBatch {
  rowsRead: number;
  /** Each in the order of the columns. */
  records: StoredValue[][];
  /** Table of links, record, the record it points at, and where it says so: file, line and column. */
  links: StoredValue[][];
  /** Record, file and line of refused rows, so that the last good state of each is kept. */
  refused: StoredValue[][];
  /** What refused rows name: file, line, column, whose key it is, and the record meant. */
  named: StoredValue[][];
  /** Plan, file and line of the rows of plans that may state an embargo. */
  underEmbargo: StoredValue[][];
  issues: HarvestIssue[];
}

/** What a file's rows say, a batch at a time; the first one says what is wrong with the file as a whole. BAD_PACKAGE when it lacks what every row needs. */
export async function* readRecords(reading: FileReading, { header: names, rows, issues }: PackageTable): AsyncGenerator<RecordBatch> {
  const file = packageFiles.find(({ name }) => name === reading.name)!;
  const header = readHeader(file, reading.path, names);
  yield { rowsRead: 0, records: [], links: [], refused: [], named: [], underEmbargo: [], issues: [...issues, ...header.issues] };
  for await (const batch of rows) {
    for (let from = 0; from < batch.length; from += mostRowsInBatch) yield readBatch(reading, { file, header }, batch.slice(from, from + mostRowsInBatch));
  }
}

function readBatch(reading: FileReading, { file, header }: Pick<Parameters<typeof parseRecord>[0], 'file' | 'header'>, rows: readonly PackageRow[]): RecordBatch {
  const batch: RecordBatch = { rowsRead: rows.length, records: [], links: [], refused: [], named: [], underEmbargo: [], issues: [] };
  for (const row of rows) {
    const path = row.file ?? reading.path;
    const { record, issues, refusedId, named } = parseRecord({ file, path, header, scope: reading.scope, today: reading.today }, row);
    if (record) batch.records.push(storedRecord(reading, path, record));
    for (const link of record?.links ?? []) batch.links.push([link.table, record!.id, link.targetId, path, row.line, link.column]);
    if (refusedId !== null) batch.refused.push([refusedId, path, row.line]);
    for (const { column, references, targetId } of named) batch.named.push([path, row.line, column, references, targetId]);
    if (issues.length > 0) batch.issues.push(...issues);
    if (file.table === 'plan' && mayStateEmbargo(reading, header, row)) batch.underEmbargo.push(...plansMeant(reading, header, row, record?.id ?? refusedId).map((id) => [id, path, row.line]));
  }
  return batch;
}

function storedRecord({ columns, sourceId }: FileReading, path: string, { id, line, columns: stated }: ParsedRecord): StoredValue[] {
  const ofItsPlace: Record<string, StoredValue> = { id, source_id: sourceId, file: path, line };
  return columns.map((column) => stated[column] ?? ofItsPlace[column] ?? null);
}

const plansSchema = tableSchema('plans');
const embargoField = plansSchema.fields.findIndex(({ name }) => name === 'embargo_until');
const refField = plansSchema.fields.findIndex(({ name }) => name === 'plan_ref');

/** Whether a plan's row states an embargo, readable or not, that is not over; in a row with too many or too few cells nobody can tell which is which. */
function mayStateEmbargo({ today }: FileReading, { positions, width }: Header, row: PackageRow): boolean {
  const position = positions[embargoField]!;
  if (position < 0) return false;
  const cell = row.cells[position];
  if (!hasItsCells(row, width) || typeof cell !== 'string') return true;
  const until = cell.trim();
  const isOver = /^\d{4}-\d{2}-\d{2}$/.test(until) && until <= today;
  return until !== '' && !isOver;
}

/** The plan that a row means. Where its cells are shifted, it may be any that a cell names to which its reference may have come; where the reference cannot be read, any that one of them names. */
function plansMeant({ scope }: FileReading, { positions, width }: Header, row: PackageRow, id: string | null): string[] {
  const isShifted = !hasItsCells(row, width);
  if (id !== null && !isShifted) return [id];
  const [at, to] = [positions[refField]!, positions[refField]! + row.cells.length - width];
  const cells = isShifted ? row.cells.slice(Math.max(0, Math.min(at, to)), Math.max(at, to) + 1) : row.cells;
  const refs = cells.map((cell) => (typeof cell === 'string' ? cell : cell.found).trim()).filter((ref) => ref !== '' && !ref.includes('\0'));
  return [...(id === null ? [] : [id]), ...refs.map((ref) => `${scope.publisher.code}/${ref}`)];
}
