import DataLoader from 'dataloader';
import { sql, type Kysely } from 'kysely';
import { inList } from '../../db/inList.ts';
import { packageFiles } from '../../harvest/package/packageFiles.ts';
import { loaderOf, type AnyRows, type HubRows, type RequestContext } from '../context.ts';

interface Count {
  sourceId: string;
  noun: string;
  count: number;
}

/** How many records of each noun a source holds at present. One statement for all sources asked at once. */
export function findRecordCounts(context: RequestContext, sourceId: string): Promise<Count[]> {
  return loaderOf(context, 'record counts', () => new DataLoader<string, Count[]>((ids) => countRecords(context.db, ids))).load(sourceId);
}

/** The same for each of several sources. */
export async function countRecords(rows: Kysely<HubRows>, sourceIds: readonly string[]): Promise<Count[][]> {
  const db = rows as unknown as Kysely<AnyRows>;
  const counts = packageFiles.map(({ name, table }) =>
    db
      .selectFrom(table)
      .select([sql<string>`${name}`.as('noun'), sql<string>`source_id`.as('parentKey'), sql<number>`count(*)`.as('count')])
      .where(sql<boolean>`source_id in ${inList(sourceIds)}`)
      .groupBy(sql`source_id`),
  );
  const found = await counts.reduce((all, each) => all.unionAll(each)).execute();
  const bySource = Map.groupBy(found, (row) => row.parentKey);
  return sourceIds.map((id) => (bySource.get(id) ?? []).map((row) => ({ sourceId: id, noun: row.noun, count: Number(row.count) })));
}
