import { sql } from 'kysely';
import type { PackageFile } from './package/packageFiles.ts';
import { stageTable, type Staging } from './staging.ts';

export interface MergeCounts {
  added: number;
  changed: number;
  unchanged: number;
  withdrawn: number;
}

/** Columns that say where a record stands in its file rather than what it says. */
const placeColumns = ['file', 'line'];
/** Columns a change leaves as they are. */
const keptColumns = new Set(['id', 'source_id', 'first_harvest_id', ...placeColumns]);

/** Makes one table hold what was staged for this source: new rows in, changed ones updated, missing ones withdrawn, unchanged ones untouched. */
export async function mergeTable(staging: Staging, file: PackageFile, today: string): Promise<MergeCounts> {
  const { db, sourceId, harvestId } = staging;
  const table = sql.table(file.table);
  const stage = stageTable(file.table);
  const columns = staging.columnsOf(file.table);
  const content = columns.filter((column) => !keptColumns.has(column));
  const assign = (names: string[]) => sql.join(names.map((name) => sql`${sql.ref(name)} = s.${sql.ref(name)}`));

  const withdrawn = await sql`
    update ${table} set withdrawn_on = ${today}, harvest_id = ${harvestId}
    where source_id = ${sourceId} and withdrawn_on is null
      and not exists (select 1 from ${stage} s where s.id = ${table}.id)
      and not exists (select 1 from stage_kept k where k.table_name = ${file.table} and k.id = ${table}.id)`.execute(db);
  const changed = await sql`
    update ${table} set ${assign([...content, 'source_id'])} from ${stage} s
    where s.id = ${table}.id and (s.content_hash <> ${table}.content_hash or ${table}.withdrawn_on is not null)`.execute(db);
  await sql`
    update ${table} set ${assign(placeColumns)} from ${stage} s
    where s.id = ${table}.id and (s.file <> ${table}.file or s.line <> ${table}.line)`.execute(db);
  const added = await sql`
    insert into ${table} (${sql.join(columns.map((column) => sql.ref(column)))})
    select ${sql.join(columns.map((column) => sql`s.${sql.ref(column)}`))} from ${stage} s
    where not exists (select 1 from ${table} t where t.id = s.id)`.execute(db);
  await mergeLinks(staging, file);

  const total = await sql<{ n: number }>`select count(*) as n from ${stage}`.execute(db);
  const counts = { added: affected(added), changed: affected(changed), withdrawn: affected(withdrawn) };
  return { ...counts, unchanged: Number(total.rows[0]!.n) - counts.added - counts.changed };
}

async function mergeLinks(staging: Staging, file: PackageFile): Promise<void> {
  for (const name of Object.values(file.links ?? {})) {
    const link = sql.table(name);
    await sql`
      delete from ${link}
      where owner_id in (select id from ${sql.table(file.table)} where source_id = ${staging.sourceId})
        and not exists (select 1 from stage_link s where s.link_table = ${name} and s.owner_id = ${link}.owner_id and s.target_id = ${link}.target_id)
        and not exists (select 1 from stage_kept k where k.table_name = ${file.table} and k.id = ${link}.owner_id)`.execute(staging.db);
    await sql`
      insert into ${link} (owner_id, target_id)
      select distinct owner_id, target_id from stage_link s where s.link_table = ${name}
      on conflict do nothing`.execute(staging.db);
  }
}

function affected(result: { numAffectedRows?: bigint }): number {
  return Number(result.numAffectedRows ?? 0);
}
