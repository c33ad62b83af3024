import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { HubError } from '../../errors.ts';
import { isObject } from '../../isObject.ts';
import { badBackup, type BackupEnding, type BackupHeader, type BackupRow } from './backupFile.ts';

/** Looks a backup over, from its first line to its last, and returns its header; or a BAD_BACKUP error that says what is wrong. */
export async function checkBackup(file: string): Promise<BackupHeader> {
  const hash = createHash('sha256');
  const rows = new Map<string, number>();
  let header: BackupHeader | undefined;
  let ending: BackupEnding | undefined;
  for await (const line of linesOf(file)) {
    if (ending) throw badBackup(file, 'It goes on after its last line.');
    const parsed = parseLine(file, line);
    if (header === undefined) header = asHeader(file, parsed);
    else if (Array.isArray(parsed)) {
      const table = asRow(file, header, parsed);
      rows.set(table, (rows.get(table) ?? 0) + 1);
    } else ending = asEnding(file, parsed);
    if (!ending) hash.update(`${line}\n`);
  }
  if (!header || !ending) throw badBackup(file, 'It ends in the middle: the copy is not whole.');
  if (ending.sha256 !== hash.digest('hex')) throw badBackup(file, 'Its contents are not what was written: the checksum differs.');
  for (const table of Object.keys(header.tables)) {
    if ((rows.get(table) ?? 0) !== ending.rows[table]) throw badBackup(file, `It holds ${rows.get(table) ?? 0} rows of ${table} and should hold ${ending.rows[table]}.`);
  }
  return header;
}

/** The rows of a backup that was looked over, table by table. */
export async function* rowsOf(file: string): AsyncGenerator<BackupRow> {
  for await (const line of linesOf(file)) if (line.startsWith('[')) yield JSON.parse(line) as BackupRow;
}

/** A proposal with its evidence takes some hundred thousand characters. */
const longestLine = 100_000_000;

/** Lines end where they were ended: a text may hold what others take for the end of a line (U+2028). */
async function* linesOf(file: string): AsyncGenerator<string> {
  const found = await stat(file).catch(() => undefined);
  if (!found) throw badBackup(file, 'There is no such file.');
  if (!found.isFile()) throw badBackup(file, 'It is no file.');
  const input = createReadStream(file);
  const text = input.pipe(createGunzip()).setEncoding('utf8');
  input.on('error', (error) => text.destroy(error));
  // Pieces of a line whose end has not come yet, put together once it has: a long line comes in thousands.
  let begun: string[] = [];
  let characters = 0;
  try {
    for await (const chunk of text) {
      const [first, ...lines] = String(chunk).split('\n');
      const next = lines.pop();
      begun.push(first!);
      if (next === undefined) {
        characters += first!.length;
        if (characters > longestLine) throw badBackup(file, `A line of it has more than ${longestLine.toLocaleString('en-GB')} characters, and no row of a hub is as long: it was damaged, or is no backup of a hub.`);
        continue;
      }
      yield begun.join('');
      yield* lines;
      begun = [next];
      characters = next.length;
    }
  } catch (error) {
    throw error instanceof HubError ? error : badBackup(file, whyUnreadable(error));
  } finally {
    input.destroy();
  }
  if (begun.some((piece) => piece !== '')) throw badBackup(file, 'It ends in the middle of a line: the copy is not whole.');
}

function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'Z_BUF_ERROR') return 'It ends in the middle: the copy is not whole.';
  if (code === 'Z_DATA_ERROR') return 'It was damaged, or is no backup of a hub.';
  return `It cannot be read (${error instanceof Error ? error.message : String(error)}).`;
}

function parseLine(file: string, line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw badBackup(file, 'A line of it is not JSON: it was damaged, or is no backup of a hub.');
  }
}

function asHeader(file: string, parsed: unknown): BackupHeader {
  const header = parsed as Partial<BackupHeader> | null;
  if (header?.commonGround !== 'backup') throw badBackup(file, 'It is no backup of a hub.');
  if (header.version !== 1) throw badBackup(file, `It is a backup of version ${String(header.version)}; this hub reads version 1.`);
  const { madeAt, migrations, tables, counters } = header;
  const isWhole = typeof madeAt === 'string' && isTexts(migrations) && isObject(tables) && Object.values(tables).every(isTexts) && isObject(counters) && Object.values(counters).every(Number.isSafeInteger);
  if (!isWhole) throw badBackup(file, 'Its first line does not say which tables it holds: it was not written by "npm run hub -- backup".');
  return header as BackupHeader;
}

function asEnding(file: string, parsed: unknown): BackupEnding {
  if (isObject(parsed) && typeof parsed['sha256'] === 'string' && isObject(parsed['rows'])) return parsed as unknown as BackupEnding;
  throw badBackup(file, 'Its last line does not say how many rows it holds: it was not written by "npm run hub -- backup".');
}

/** A table of the header, and as many values as that has columns. */
function asRow(file: string, { tables }: BackupHeader, [table, values]: readonly unknown[]): string {
  if (typeof table === 'string' && Object.hasOwn(tables, table) && Array.isArray(values) && values.length === tables[table]!.length) return table;
  throw badBackup(file, `A row of it is of no table that it names, or has other columns (${JSON.stringify(table)?.slice(0, 80) ?? 'nothing'}): it was not written by "npm run hub -- backup".`);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
