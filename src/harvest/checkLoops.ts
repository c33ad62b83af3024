import { sql } from 'kysely';
import { inList } from '../db/inList.ts';
import { valueIssue, type HarvestIssue } from './issue.ts';
import type { PackageFile } from './package/packageFiles.ts';
import type { Field } from './package/tableSchema.ts';
import { asPublished, removeStaged, stageTable, type Staging } from './staging.ts';

/** How much of a loop is told. */
const mostTold = 5;

/**
 * Refuses rows of one file that hang on each other in a ring, such as groups of which each reports to the other; also where the ring leads
 * through records that other packages brought, or that stay as they last were because their row was refused. `column` is the column as stored.
 */
export async function refuseLoops(staging: Staging, where: { file: PackageFile; path: string; field: Field; column: string }): Promise<HarvestIssue[]> {
  const { file, path, field, column } = where;
  const { rows } = await sql<{ id: string; line: number; above: string }>`
    select id, line, ${sql.ref(column)} as above from ${stageTable(file.table)} where ${sql.ref(column)} is not null order by line`.execute(staging.db);
  const lineOf = new Map(rows.map(({ id, line }) => [id, line]));
  const staged = new Map(rows.map(({ id, above }) => [id, above]));
  const loops = loopsOf(new Map([...staged, ...(await storedAbove(staging, { file, column, staged }))])).filter((loop) => loop.some((id) => lineOf.has(id)));
  if (loops.length === 0) return [];
  await removeStaged(staging, file, loops.flat().filter((id) => lineOf.has(id)));
  const issues = loops.flatMap((loop) => loop.flatMap((id, at): HarvestIssue[] => {
    // A ring through what is held may be opened by another package, after which this one is read again.
    const [rule, through] = loop.every((each) => lineOf.has(each)) ? ['CONTRADICTION', ''] : ['RING_THROUGH_HELD', ', here through what the hub holds already'];
    const line = lineOf.get(id);
    if (line === undefined) return [];
    const onward = [...loop.slice(at), ...loop.slice(0, at), id].map((one) => asPublished(staging, one));
    const told = onward.length > mostTold ? [...onward.slice(0, mostTold - 1), '…', onward.at(-1)!] : onward;
    return [valueIssue({ severity: 'error', rule, file: path, line, column: field.name, found: onward[1]!, expected: `one that does not lead back to the row itself${through} (${told.join(' → ')})` })];
  }));
  // What stays of a row that was refused may hang on another of this file.
  return [...issues, ...(await refuseLoops(staging, where))];
}

/** On what the records hang to which staged rows lead out of their package, and those in turn, as they will stand after the merge: one statement a step. */
async function storedAbove({ db, sourceId }: Staging, { file, column, staged }: { file: PackageFile; column: string; staged: ReadonlyMap<string, string> }): Promise<Map<string, string>> {
  const above = new Map<string, string>();
  const asked = new Set<string>();
  let next = [...new Set(staged.values())].filter((id) => !staged.has(id));
  while (next.length > 0) {
    for (const id of next) asked.add(id);
    const { rows } = await sql<{ id: string; above: string }>`
      select t.id, ${sql.ref(`t.${column}`)} as above from ${sql.table(file.table)} t
      where t.id in ${inList(next)} and ${sql.ref(`t.${column}`)} is not null and t.withdrawn_on is null
        and (t.source_id <> ${sourceId} or exists (select 1 from stage_kept k where k.table_name = ${file.table} and k.id = t.id))
        and not exists (select 1 from ${stageTable(file.table)} s where s.id = t.id)`.execute(db);
    for (const row of rows) above.set(row.id, row.above);
    next = [...new Set(rows.map((row) => row.above))].filter((id) => !staged.has(id) && !asked.has(id));
  }
  return above;
}

/** The rings among things of which each hangs on one other at most; everything is looked at once. */
function loopsOf(aboveOf: ReadonlyMap<string, string>): string[][] {
  const loops: string[][] = [];
  const settled = new Set<string>();
  for (const start of aboveOf.keys()) {
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
