import DataLoader from 'dataloader';
import { sql, type Kysely } from 'kysely';
import { inList } from '../../../db/inList.ts';
import { fingerprintOfRows, type RowIdentity } from '../../../harvest/package/fingerprintOfRows.ts';
import { packageFiles } from '../../../harvest/package/packageFiles.ts';
import { loaderOf, type AnyRows, type RequestContext } from '../../context.ts';
import { identifiedRows } from './rowsOfSources.ts';

/** Fingerprints of a source's records by noun, as the viewer sees them. One statement for all sources asked at once. */
export function findFingerprints(context: RequestContext, sourceId: string): Promise<ReadonlyMap<string, string>> {
  return loaderOf(context, 'fingerprints', () => new DataLoader<string, ReadonlyMap<string, string>>((ids) => readFingerprints(context, ids))).load(sourceId);
}

async function readFingerprints(context: RequestContext, sourceIds: readonly string[]): Promise<Map<string, string>[]> {
  const db = context.db as unknown as Kysely<AnyRows>;
  const parts = packageFiles.map((file) => {
    const rows = identifiedRows(file).where(sql<boolean>`${sql.ref(`${file.table}.source_id`)} in ${inList(sourceIds)}`);
    return db.selectFrom(rows.as('part')).selectAll().select(sql<string>`${sql.lit(file.name)}`.as('noun'));
  });
  const rows = (await parts.reduce((all, each) => all.unionAll(each)).execute()) as unknown as (RowIdentity & { sourceId: string; noun: string })[];
  const bySource = Map.groupBy(rows, ({ sourceId }) => sourceId);
  return sourceIds.map((id) => new Map([...Map.groupBy(bySource.get(id) ?? [], ({ noun }) => noun)].map(([noun, records]) => [noun, fingerprintOfRows(records)])));
}
