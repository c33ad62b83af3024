import { sql, type Kysely } from 'kysely';
import type { HarvestContext } from './harvestReport.ts';
import type { PackageDescriptor } from './package/readDescriptor.ts';
import { otherWaysIn } from './through/otherWaysIn.ts';

/** Why a package is not read at all, where its source has another way in; null where it is read. */
export async function whyLeftAlone(db: Kysely<unknown>, context: HarvestContext, descriptor: PackageDescriptor): Promise<string | null> {
  return (context.shippedAs ? await readOrRemoved(db, descriptor) : null) ?? (await otherWayIn(db, context, descriptor));
}

/** Why a shipped package is not read: its source was last read from elsewhere, is to be, or was removed. */
async function readOrRemoved(db: Kysely<unknown>, descriptor: PackageDescriptor): Promise<string | null> {
  const { rows } = await sql<{ address: string; last_success_id: number | null; removed_at: string | null }>`select address, last_success_id, removed_at from source where id = ${descriptor.sourceId} and (last_success_id is not null or registration is not null or removed_at is not null)`.execute(db);
  const source = rows[0];
  if (!source) return null;
  if (source.removed_at !== null) return `${descriptor.address} is left alone: its source was removed here on ${source.removed_at.slice(0, 10)}. To have it back, import it.`;
  if (source.address === descriptor.address) return null;
  if (source.last_success_id === null) return `${descriptor.address} is left alone: its source is registered, to be read from ${source.address || 'elsewhere'}.`;
  return `${descriptor.address} is left alone: its source was read from ${source.address || 'another hub'} since.`;
}

/** Why a package that came through another hub is left alone, should another way in have come up since it was gathered. What was removed here is for the connector to judge. */
async function otherWayIn(db: Kysely<unknown>, { run }: HarvestContext, { sourceId }: PackageDescriptor): Promise<string | null> {
  const way = run?.viaId ? (await otherWaysIn(db, run.viaId)).get(sourceId) : undefined;
  return way && !way.isRemoved ? way.why : null;
}
