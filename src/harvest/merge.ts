import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { PackageFile } from './package/packageFiles.ts';
import { stageTable, type Staging } from './staging.ts';

export interface MergeCounts {
  added: number;
  changed: number;
  unchanged: number;
  withdrawn: number;
}

/** What one table's merge did; `moved` counts unchanged rows, and what stays of refused ones, that now stand in another line or file. */
export type TableMerge = MergeCounts & { moved: number };

/** Columns that say where a record stands in its file rather than what it says. */
const placeColumns = ['file', 'line'];
/** Columns that a change does not take from its row. */
const keptColumns = new Set(['id', 'first_harvest_id', ...placeColumns]);

/** Makes one table hold what was staged for this source: new rows in, changed ones updated, missing ones withdrawn, unchanged ones untouched. */
export async function mergeTable(staging: Staging, file: PackageFile, run: { harvestId: number; today: string }): Promise<TableMerge> {
  const { db } = staging;
  // A row may be refused and its record still come in by a later row of the same key.
  await sql`delete from stage_kept where table_name = ${file.table} and exists (select 1 from ${stageTable(file.table)} s where s.id = stage_kept.id)`.execute(db);
  const withdrawn = await withdrawMissing(staging, file, run);
  // Of rows that are all new there is nothing to compare, which a first import is spared.
  const isKnown = await isAnyStored(staging, file);
  const changed = isKnown ? await updateChanged(staging, file, run.harvestId) : 0;
  const moved = (isKnown ? await updatePlaces(db, file) : 0) + (await updatePlacesOfKept(staging, file));
  const added = await insertNew(staging, file, { harvestId: run.harvestId, isKnown });
  await mergeLinks(staging, file);
  const total = await sql<{ n: number }>`select count(*) as n from ${stageTable(file.table)}`.execute(db);
  // A changed row has mostly not moved as well; what is counted is whether anything moved, not how much.
  return { added, changed, withdrawn, moved, unchanged: Number(total.rows[0]!.n) - added - changed };
}

/** Whether any staged row has a stored one of the same key, whoever's and withdrawn or not. */
async function isAnyStored({ db }: Staging, file: PackageFile): Promise<boolean> {
  const { rows } = await sql`select 1 from ${stageTable(file.table)} s where exists (select 1 from ${sql.table(file.table)} t where t.id = s.id) limit 1`.execute(db);
  return rows.length > 0;
}

async function withdrawMissing({ db, sourceId }: Staging, file: PackageFile, run: { harvestId: number; today: string }): Promise<number> {
  const table = sql.table(file.table);
  return affected(await sql`
    update ${table} set withdrawn_on = ${run.today}, harvest_id = ${run.harvestId}
    where source_id = ${sourceId} and withdrawn_on is null
      and not exists (select 1 from ${stageTable(file.table)} s where s.id = ${table}.id)
      and not exists (select 1 from stage_kept k where k.table_name = ${file.table} and k.id = ${table}.id)`.execute(db));
}

async function updateChanged({ db, columnsOf }: Staging, file: PackageFile, harvestId: number): Promise<number> {
  const table = sql.table(file.table);
  const content = columnsOf(file.table).filter((column) => !keptColumns.has(column) && column !== 'harvest_id');
  // Whoever takes over a code was not there when another first published it.
  const firstSeen = sql`case when ${table}.source_id = s.source_id then ${table}.first_harvest_id else ${harvestId} end`;
  return affected(await sql`
    update ${table} set harvest_id = ${harvestId}, first_harvest_id = ${firstSeen}, ${sql.join(content.map(fromStage))} from ${stageTable(file.table)} s
    where s.id = ${table}.id and ${isOwn(file)} and (s.content_hash <> ${table}.content_hash or ${table}.withdrawn_on is not null)`.execute(db));
}

async function updatePlaces(db: Kysely<unknown>, file: PackageFile): Promise<number> {
  const table = sql.table(file.table);
  return affected(await sql`
    update ${table} set ${sql.join(placeColumns.map(fromStage))} from ${stageTable(file.table)} s
    where s.id = ${table}.id and ${isOwn(file)} and (s.file <> ${table}.file or s.line <> ${table}.line)`.execute(db));
}

/** What stays of a refused row stands where that row does: in its old line there may be another by now. */
async function updatePlacesOfKept({ db, sourceId }: Staging, file: PackageFile): Promise<number> {
  const { rows } = await sql`select 1 from stage_kept where table_name = ${file.table} limit 1`.execute(db);
  if (rows.length === 0) return 0;
  const table = sql.table(file.table);
  return affected(await sql`
    update ${table} set file = k.file, line = k.line from stage_kept k
    where k.table_name = ${file.table} and k.id = ${table}.id and ${table}.source_id = ${sourceId} and ${table}.withdrawn_on is null and (k.file <> ${table}.file or k.line <> ${table}.line)`.execute(db));
}

/** How many records of the source stay as they were because their new row was refused, and are published: what they hang on may be gone. Looked up from those rows, which are few. */
export async function countKept({ db, sourceId }: Staging): Promise<number> {
  const { rows: tables } = await sql<{ name: string }>`select distinct table_name as name from stage_kept`.execute(db);
  const counts = await Promise.all(tables.map(({ name }) => sql<{ n: number }>`select count(*) as n from stage_kept k join ${sql.table(name)} t on t.id = k.id where k.table_name = ${name} and t.source_id = ${sourceId} and t.withdrawn_on is null`.execute(db)));
  return counts.reduce((sum, { rows }) => sum + Number(rows[0]!.n), 0);
}

/** A code that another source took since the check stays that source's; a withdrawn one may be taken over. */
function isOwn(file: PackageFile): RawBuilder<unknown> {
  const table = sql.table(file.table);
  return sql`(${table}.source_id = s.source_id or ${table}.withdrawn_on is not null)`;
}

/** In the order of their keys, by which indexes are filled faster than in that of the rows. */
async function insertNew({ db, columnsOf }: Staging, file: PackageFile, { harvestId, isKnown }: { harvestId: number; isKnown: boolean }): Promise<number> {
  const columns = columnsOf(file.table);
  const values = columns.map((column) => (/^(first_)?harvest_id$/.test(column) ? sql`${harvestId}` : sql`s.${sql.ref(column)}`));
  const notStored = isKnown ? sql`where not exists (select 1 from ${sql.table(file.table)} t where t.id = s.id)` : sql``;
  return affected(await sql`
    insert into ${sql.table(file.table)} (${sql.join(columns.map((column) => sql.ref(column)))})
    select ${sql.join(values)} from ${stageTable(file.table)} s ${notStored} order by s.id`.execute(db));
}

async function mergeLinks({ db, sourceId }: Staging, file: PackageFile): Promise<void> {
  for (const name of Object.values(file.links ?? {})) {
    const link = sql.table(name);
    await sql`
      delete from ${link}
      where owner_id in (select id from ${sql.table(file.table)} where source_id = ${sourceId})
        and not exists (select 1 from stage_link s where s.link_table = ${name} and s.owner_id = ${link}.owner_id and s.target_id = ${link}.target_id)
        and not exists (select 1 from stage_kept k where k.table_name = ${file.table} and k.id = ${link}.owner_id)`.execute(db);
    await sql`
      insert into ${link} (owner_id, target_id)
      select distinct owner_id, target_id from stage_link s where s.link_table = ${name}
      on conflict do nothing`.execute(db);
  }
}

function fromStage(column: string) {
  return sql`${sql.ref(column)} = s.${sql.ref(column)}`;
}

function affected(result: { numAffectedRows?: bigint }): number {
  return Number(result.numAffectedRows ?? 0);
}
