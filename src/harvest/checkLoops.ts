import { sql } from 'kysely';
import { inPages } from './inPages.ts';
import { valueIssue, type HarvestIssue } from './issue.ts';
import type { PackageFile } from './package/packageFiles.ts';
import type { Field } from './package/tableSchema.ts';
import { asPublished, awaitRecords, removeStaged, stageTable, type Staging } from './staging.ts';

/** How much of a loop is told. */
const mostTold = 5;

interface Where {
  file: PackageFile;
  path: string;
  field: Field;
  /** The column as stored. */
  column: string;
}

/**
 * Refuses rows of one file that hang on each other in a ring, such as groups of which each reports to the other; also where the ring leads
 * through records that other packages brought, or that stay as they last were because their row was refused.
 */
export async function* refuseLoops(staging: Staging, where: Where): AsyncGenerator<HarvestIssue[]> {
  const { file, column } = where;
  const [lineOf, aboveOf] = [new Map<string, number>(), new Map<string, string>()];
  const naming = sql<{ id: string; line: number; above: string }>`select id, line, ${sql.ref(column)} as above from ${stageTable(file.table)} where ${sql.ref(column)} is not null`;
  for await (const rows of inPages(staging, naming, ['line'])) {
    for (const { id, line, above } of rows) {
      lineOf.set(id, line);
      aboveOf.set(id, above);
    }
  }
  if (lineOf.size === 0) return;
  const { standing, lastGood } = await heldAbove(staging, where, lineOf);
  for (const [id, above] of standing) aboveOf.set(id, above);
  // What stays of a row that was refused may hang on another of this file, and close another ring.
  for (let changed = [...aboveOf.keys()]; changed.length > 0; ) {
    const loops = loopsOf(aboveOf, changed).filter((loop) => loop.some((id) => lineOf.has(id)));
    for (const loop of loops) for (const issue of issuesOf(staging, where, loop, lineOf)) yield [issue];
    changed = loops.flat().filter((id) => lineOf.delete(id));
    for (const id of changed) {
      const last = lastGood.get(id);
      if (last === undefined) aboveOf.delete(id);
      else aboveOf.set(id, last);
    }
    await removeStaged(staging, file, changed);
  }
}

/** One for each row of a ring that comes with this package. */
function* issuesOf(staging: Staging, { file, path, field }: Where, loop: readonly string[], lineOf: ReadonlyMap<string, number>): Generator<HarvestIssue> {
  // A ring through what is held may be opened by another package, after which this one is read again.
  const isOwn = loop.every((each) => lineOf.has(each));
  if (!isOwn) awaitRecords(staging, [file.table], loop);
  const [rule, through] = isOwn ? ['CONTRADICTION', ''] : ['RING_THROUGH_HELD', ', here through what the hub holds already'];
  for (const [at, id] of loop.entries()) {
    const line = lineOf.get(id);
    if (line === undefined) continue;
    const isLong = loop.length >= mostTold;
    const onward = Array.from({ length: isLong ? mostTold - 1 : loop.length }, (_, step) => asPublished(staging, loop[(at + step) % loop.length]!));
    const told = [...onward, ...(isLong ? ['…'] : []), asPublished(staging, id)];
    yield valueIssue({ severity: 'error', rule, file: path, line, column: field.name, found: told[1]!, expected: `one that does not lead back to the row itself${through} (${told.join(' → ')})` });
  }
}

/**
 * On what the records hang that staged rows lead to, however far, as the hub holds them: those that stand as they are after the merge, and
 * those that stand only where their staged row is refused.
 */
async function heldAbove({ db, sourceId }: Staging, { file, column }: Where, lineOf: ReadonlyMap<string, number>): Promise<{ standing: Map<string, string>; lastGood: Map<string, string> }> {
  const above = sql.ref(column);
  const { rows } = await sql<{ id: string; above: string; stays: number | boolean }>`
    with recursive reached (id) as (
      select id from ${stageTable(file.table)} where ${above} is not null
      union select ${above} from ${stageTable(file.table)} where ${above} is not null
      union select ${sql.ref(`t.${column}`)} from ${sql.table(file.table)} t join reached on reached.id = t.id where ${sql.ref(`t.${column}`)} is not null and t.withdrawn_on is null
    )
    select t.id, ${sql.ref(`t.${column}`)} as above, (t.source_id <> ${sourceId} or exists (select 1 from stage_kept k where k.table_name = ${file.table} and k.id = t.id)) as stays
    from ${sql.table(file.table)} t join reached on reached.id = t.id
    where ${sql.ref(`t.${column}`)} is not null and t.withdrawn_on is null
      and not exists (select 1 from ${stageTable(file.table)} s where s.id = t.id and ${sql.ref(`s.${column}`)} is null)`.execute(db);
  const [standing, lastGood] = [new Map<string, string>(), new Map<string, string>()];
  for (const row of rows) {
    if (lineOf.has(row.id)) lastGood.set(row.id, row.above);
    else if (row.stays) standing.set(row.id, row.above);
  }
  return { standing, lastGood };
}

/** The rings that some things are part of or lead to, where each hangs on one other at most; everything is looked at once. */
function loopsOf(aboveOf: ReadonlyMap<string, string>, starts: readonly string[]): string[][] {
  const loops: string[][] = [];
  const settled = new Set<string>();
  for (const start of starts) {
    const way = new Set<string>();
    let id: string | undefined = start;
    while (id !== undefined && !settled.has(id) && !way.has(id)) {
      way.add(id);
      id = aboveOf.get(id);
    }
    if (id !== undefined && way.has(id)) loops.push([...way].slice([...way].indexOf(id)));
    for (const passed of way) settled.add(passed);
  }
  return loops;
}
