import { sql } from 'kysely';
import { valueIssue, type HarvestIssue } from './issue.ts';
import type { PackageFile } from './package/packageFiles.ts';
import type { Field } from './package/tableSchema.ts';
import { asPublished, removeStaged, stageTable, type Staging } from './staging.ts';

/** How much of a loop is told. */
const mostTold = 5;

/** Refuses rows of one file that hang on each other in a ring, such as groups of which each reports to the other. Rows of other packages, and what is kept of rows that were refused, are not looked at. `column` is the column as stored. */
export async function refuseLoops(staging: Staging, { file, path, field, column }: { file: PackageFile; path: string; field: Field; column: string }): Promise<HarvestIssue[]> {
  const { rows } = await sql<{ id: string; line: number; above: string }>`
    select id, line, ${sql.ref(column)} as above from ${stageTable(file.table)} where ${sql.ref(column)} is not null order by line`.execute(staging.db);
  const lineOf = new Map(rows.map(({ id, line }) => [id, line]));
  const loops = loopsOf(new Map(rows.map(({ id, above }) => [id, above])));
  await removeStaged(staging, file, loops.flat());
  return loops.flatMap((loop) => loop.map((id, at): HarvestIssue => {
    const onward = [...loop.slice(at), ...loop.slice(0, at), id].map((one) => asPublished(staging, one));
    const told = onward.length > mostTold ? [...onward.slice(0, mostTold - 1), '…', onward.at(-1)!] : onward;
    return valueIssue({ severity: 'error', rule: 'CONTRADICTION', file: path, line: lineOf.get(id)!, column: field.name, found: onward[1]!, expected: `one that does not lead back to the row itself (${told.join(' → ')})` });
  }));
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
