import { sql, type Kysely } from 'kysely';
import { packageFiles } from './package/packageFiles.ts';
import { asPublished } from './staging.ts';

/** What one harvest did to the records of one file, by the publisher's own references. */
export interface FileChanges {
  /** The file's name without `.csv`. */
  file: string;
  added: string[];
  changed: string[];
  withdrawn: string[];
}

/** What the harvests of a source did from one on, file by file; files they left as they were are not listed. */
export async function readChanges(db: Kysely<unknown>, sourceId: string, since: number): Promise<FileChanges[]> {
  const harvests = sql`(select id from harvest where source_id = ${sourceId} and id >= ${since})`;
  const changes: FileChanges[] = [];
  for (const { name, table } of packageFiles) {
    const { rows } = await sql<{ id: string; withdrawn_on: string | null; first_harvest_id: number; harvest_id: number }>`
      select id, withdrawn_on, first_harvest_id, harvest_id from ${sql.table(table)} where source_id = ${sourceId} and harvest_id in ${harvests} order by file, line, id`.execute(db);
    const idsOf = (kept: typeof rows) => kept.map((row) => asPublished({ sourceId }, row.id));
    const present = rows.filter((row) => row.withdrawn_on === null);
    const isNew = (row: (typeof rows)[number]) => row.first_harvest_id >= since;
    if (rows.length > 0) changes.push({ file: name, added: idsOf(present.filter(isNew)), changed: idsOf(present.filter((row) => !isNew(row))), withdrawn: idsOf(rows.filter((row) => row.withdrawn_on !== null)) });
  }
  return changes;
}
