import { sql, type Kysely } from 'kysely';
import { inList } from '../db/inList.ts';
import { packageFiles } from './package/packageFiles.ts';

/** How many records these sources hold at present, by source; of one that holds none, nothing. */
export async function countHeld(db: Kysely<unknown>, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const parts = packageFiles.map(({ table }) => sql`select source_id, count(*) as n from ${sql.table(table)} where withdrawn_on is null and source_id in ${inList(ids)} group by source_id`);
  const { rows } = await sql<{ source_id: string; n: number }>`select source_id, sum(n) as n from (${sql.join(parts, sql` union all `)}) as part group by source_id`.execute(db);
  return new Map(rows.map(({ source_id: id, n }) => [id, Number(n)]));
}
