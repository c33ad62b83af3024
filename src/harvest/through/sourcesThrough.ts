import { sql, type Kysely } from 'kysely';
import { inList } from '../../db/inList.ts';
import { withdrawSource } from '../harvestPackage.ts';
import type { HarvestContext, HarvestReport } from '../harvestReport.ts';
import type { PackageDescriptor, PublisherKind } from '../package/readDescriptor.ts';

/** What is known of a source as it was last read. */
export interface SourceRow {
  id: string;
  title: string;
  publisher_kind: PublisherKind;
  publisher_code: string;
  publisher_name: string;
  version: string | null;
  licence: string | null;
  attribution: string | null;
  address: string;
}

/** Sources that came through another hub and are not withdrawn, those of authorities first: nothing is withdrawn before what uses it. */
export async function sourcesThrough(db: Kysely<unknown>, hubId: string): Promise<PackageDescriptor[]> {
  const { rows } = await sql<SourceRow>`select * from source where via_id = ${hubId} and removed_at is null order by id`.execute(db);
  const order: PublisherKind[] = ['authority', 'region', 'national'];
  return rows
    .map(descriptorOf)
    .toSorted((a, b) => order.indexOf(a.publisher.kind) - order.indexOf(b.publisher.kind));
}

/** A source as the package that it was, of which nothing is left. */
export function descriptorOf({ id, title, publisher_kind: kind, publisher_code: code, publisher_name: name, version, licence, attribution, address }: SourceRow): PackageDescriptor {
  return { folder: '', address, sourceId: id, name: id.split('/')[1]!, title, version, licence, attribution, publisher: { kind, code, name }, listed: null, text: '' };
}

/** Withdraws a source that no longer comes through the hub through which it came. That hub stays its way in: if it comes there again, it is the same source with the same records. */
export async function withdrawThrough(context: HarvestContext, hubId: string, descriptor: PackageDescriptor): Promise<HarvestReport> {
  // Whether so much may go at once was asked of all such sources together.
  const run = context.run && { ...context.run, mayShrinkBy: 100 };
  return withdrawSource({ ...context, ...(run && { run }) }, descriptor, (db) => sql`update source set via_id = ${hubId}, connector = (select hub.connector from source hub where hub.id = ${hubId}) where id = ${descriptor.sourceId}`.execute(db));
}

/** What comes through a hub that could not be read is as old as the hub's own last reading: all of it, unless the sources that were not read are named. */
export async function markStale({ write, now }: HarvestContext, hubId: string, unread?: readonly string[]): Promise<void> {
  const at = now().toISOString();
  await write(async ({ db }) => void (await sql`update source set stale_since = coalesce(stale_since, ${at}), failed_runs = failed_runs + 1 where via_id = ${hubId} and removed_at is null${unread ? sql` and id in ${inList(unread)}` : sql``}`.execute(db)));
}
