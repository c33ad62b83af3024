import { sql, type RawBuilder } from 'kysely';
import { protectsNothing, type DisclosurePolicy } from '../../access/disclosure/DisclosurePolicy.ts';
import type { FigureKind, FigureRow, Surroundings } from '../../access/disclosure/FigureKind.ts';
import { figureKinds } from '../../access/disclosure/figureKinds.ts';
import { protect } from '../../access/disclosure/protect.ts';
import type { Writer } from '../../db/Database.ts';
import { targetsOf } from '../package/columnTargets.ts';
import { packageFiles, type PackageFile } from '../package/packageFiles.ts';
import { contentHash, periodColumns } from '../package/parseRecord.ts';
import type { Staging } from '../staging.ts';
import { readPolicyOf } from './policies.ts';
import { readSurroundings } from './readSurroundings.ts';

/** How many rows were hidden because they are small, and how many to protect those. */
export interface HiddenRows {
  small: number;
  beside: number;
}

/** Rows of one table that are protected together: where they are read, and in which tables they are to change. */
interface Protecting {
  work: Pick<Staging, 'db' | 'load' | 'columnsOf'>;
  kind: FigureKind;
  file: PackageFile;
  rows: RawBuilder<unknown>;
  /** Where they are to change: staged, or stored and not staged as well. */
  stage: string | null;
  around: Surroundings;
  mindsWithheld: boolean;
}

/** What a policy did to rows. */
interface Protection extends HiddenRows {
  /** How many of those that are stored say something else now. */
  storedChanged: number;
}

const filesWithFigures = figureKinds.map((kind) => ({ kind, file: packageFiles.find(({ name }) => name === kind.file)! }));

/** Protects the staged rows of a package, and with them the last good ones of rows that were refused, which are stored. Null where the policy protects nothing. */
export async function protectStaged(staging: Staging, policy: DisclosurePolicy): Promise<Protection | null> {
  if (protectsNothing(policy)) return null;
  const around = await readSurroundings(staging.db, staging.opened);
  const done: Protection = { small: 0, beside: 0, storedChanged: 0 };
  for (const { kind, file } of filesWithFigures.filter(({ file: { table } }) => staging.opened.has(`stage_${table}`))) {
    const stage = `stage_${file.table}`;
    await sql`create index ${sql.ref(`${stage}_part`)} on ${sql.table(stage)} (${sql.ref(kind.partition)})`.execute(staging.db);
    const kept = sql`select * from ${sql.table(file.table)} t where source_id = ${staging.sourceId} and withdrawn_on is null and exists (select 1 from stage_kept k where k.table_name = ${file.table} and k.id = t.id) and not exists (select 1 from ${sql.table(stage)} s where s.id = t.id)`;
    add(done, await protectTable({ work: staging, kind, file, rows: sql`(select * from ${sql.table(stage)} union all ${kept})`, stage, around, mindsWithheld: true }, policy));
  }
  return done;
}

/** Protects what is stored of a source at once, what was withdrawn as well. `mindsWithheld` where it was protected before without regard to what stands beside. */
export async function protectStored(work: Pick<Writer, 'db' | 'load'> & Pick<Staging, 'columnsOf'>, sourceId: string, policy: DisclosurePolicy, { mindsWithheld = false } = {}): Promise<Protection> {
  const done: Protection = { small: 0, beside: 0, storedChanged: 0 };
  if (protectsNothing(policy)) return done;
  const around = await readSurroundings(work.db, new Set());
  for (const { kind, file } of filesWithFigures) {
    for (const isNow of [sql`withdrawn_on is null`, sql`withdrawn_on is not null`]) {
      const rows = sql`(select * from ${sql.table(file.table)} where source_id = ${sourceId} and ${isNow})`;
      add(done, await protectTable({ work, kind, file, rows, stage: null, around, mindsWithheld }, policy));
    }
  }
  return done;
}

/** Files by which it is judged what counts people, and what is part of what. */
const judgedBy: ReadonlySet<string> = new Set(['indicators', 'areas', 'authorities', 'regions']);

/** Protects anew what other sources hold, where a package may have changed by what they are judged: they would not be read again for that. Returns how many of their rows say something else now. */
export async function protectOthers(work: Pick<Writer, 'db' | 'load'> & Pick<Staging, 'columnsOf'>, sourceId: string, files: readonly PackageFile[]): Promise<number> {
  if (!files.some(({ name }) => judgedBy.has(name))) return 0;
  const { rows } = await sql<{ source_id: string }>`select distinct source_id from disclosure_policy where source_id <> ${sourceId} order by source_id`.execute(work.db);
  let changed = 0;
  for (const { source_id: other } of rows) changed += (await protectStored(work, other, await readPolicyOf(work.db, other))).storedChanged;
  return changed;
}

function add(to: Protection, one: Protection): void {
  for (const key of Object.keys(to) as (keyof Protection)[]) to[key] += one[key];
}

/** Part by part, so that no more rows are in memory than can hang together. */
async function protectTable(protecting: Protecting, policy: DisclosurePolicy): Promise<Protection> {
  const { work: { db, columnsOf }, kind, file, rows, around, mindsWithheld } = protecting;
  const part = sql.ref(kind.partition);
  const columns = sql.join(columnsOf(file.table).map((column) => sql.ref(column)));
  const parts = await sql<{ part: string }>`select distinct ${part} as part from ${rows} r order by 1`.execute(db);
  const done: Protection = { small: 0, beside: 0, storedChanged: 0 };
  for (const { part: value } of parts.rows) {
    const found = await sql<FigureRow>`select ${columns} from ${rows} r where ${part} = ${value} order by id`.execute(db);
    const told = protect(found.rows, policy, kind, around, { mindsWithheld });
    const storedChanged = await writeBack(protecting, told.rows.filter((row, index) => row !== found.rows[index]));
    add(done, { small: told.hidden, beside: told.hiddenBeside, storedChanged });
  }
  return done;
}

/** Puts protected rows in the place of what they were, and says how many of them are stored. */
async function writeBack({ work: { db, load, columnsOf }, kind, file, stage }: Protecting, rows: readonly FigureRow[]): Promise<number> {
  if (rows.length === 0) return 0;
  const touched = new Set([...kind.figures, 'interval_method', 'status', 'note']);
  const columns = columnsOf(file.table).filter((column) => touched.has(column));
  await sql`drop table if exists protected_row`.execute(db);
  await sql`create temporary table protected_row as select id, content_hash, ${sql.join(columns.map((column) => sql.ref(column)))} from ${sql.table(file.table)} where false`.execute(db);
  await load('protected_row', ['id', 'content_hash', ...columns], rows.map((row) => [row.id, hashOf(file, row), ...columns.map((column) => row[column])]));
  await sql`create index protected_row_key on protected_row (id)`.execute(db);
  const sets = ['content_hash', ...columns].map((column) => sql`${sql.ref(column)} = p.${sql.ref(column)}`);
  const update = (table: string) => sql`update ${sql.table(table)} set ${sql.join(sets)} from protected_row p where p.id = ${sql.table(table)}.id`;
  // What is staged reaches its stored record with the merge, which counts it as changed.
  const isNotStaged = stage === null ? sql`` : sql` and not exists (select 1 from ${sql.table(stage)} s where s.id = p.id)`;
  if (stage !== null) await update(stage).execute(db);
  const { numAffectedRows } = await sql`${update(file.table)}${isNotStaged}`.execute(db);
  await sql`drop table protected_row`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** As if the row had been published so: a hash that still held what is hidden would give it away to whoever tries the few counts it can be. */
function hashOf(file: PackageFile, row: FigureRow): string {
  const names = [...targetsOf(file).map(({ column }) => column), ...periodColumns];
  return contentHash(Object.fromEntries(names.map((name) => [name, row[name] ?? null])), []);
}
