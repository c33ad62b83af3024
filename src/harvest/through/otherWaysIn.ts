import { sql, type Kysely } from 'kysely';

/** How the hub has a source otherwise than through a certain hub. */
export interface WayIn {
  /** In a sentence. */
  why: string;
  /** Somebody removed it here, and no way leads to it now. */
  isRemoved: boolean;
}

/**
 * Sources that a certain hub may not bring, by id: those that this hub reads itself, has from a file, or first had through another hub that it still reads.
 * The way by which a source first came is kept until a person changes it. So a hub that gets its own records back knows them again, and hubs that
 * read one another in a ring do not hand on for ever what its publisher withdrew.
 */
export async function otherWaysIn(db: Kysely<unknown>, viaId: string): Promise<Map<string, WayIn>> {
  const { rows } = await sql<{ id: string; via_id: string | null; removed_at: string | null }>`
    select id, via_id, removed_at from source s
    where (via_id is null and (registration is not null or last_success_id is not null or removed_at is not null))
      or (via_id <> ${viaId} and (last_success_id is not null or removed_at is not null) and exists (select 1 from source way where way.id = s.via_id and way.registration is not null))`.execute(db);
  return new Map(rows.map(({ id, via_id: way, removed_at: removedAt }) => [id, { why: `${id} is left alone: ${inWords(id, way, removedAt)}`, isRemoved: way === null && removedAt !== null }]));
}

function inWords(id: string, way: string | null, removedAt: string | null): string {
  if (way !== null) return `the hub reads it through ${way}.`;
  if (removedAt === null) return 'the hub reads it itself.';
  return `it was removed here on ${removedAt.slice(0, 10)}. To have it from there, name "${id}" in the setting "take".`;
}
