import type { NextDataVersion } from '../../db/NextDataVersion.ts';
import { sql, type Kysely } from 'kysely';
import { insertRows } from '../../db/insertRows.ts';
import { HubError } from '../../errors.ts';

/** They are listed whole, so there is a most. */
const mostGroups = 100;

export interface NewComparatorGroup {
  id: string;
  name: string;
  /** GSS codes, sorted, each once. */
  authorities: readonly string[];
  note: string;
  savedBy: string;
  /** When (ISO 8601, UTC). */
  savedAt: string;
}

export interface GroupRemoval {
  id: string;
  removedBy: string;
  removedAt: string;
}

/** Saves a group within the caller's transaction. A name stands for one group at a time. */
export async function storeGroup(db: Kysely<unknown>, { id, name, authorities, note, savedBy, savedAt }: NewComparatorGroup, nextDataVersion: NextDataVersion): Promise<void> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from comparator_group where removed_at is null`.execute(db);
  // Not by the database's own lower(), which knows the letters of English alone in one of the two.
  const same = rows.find((row) => row.name.toLowerCase() === name.toLowerCase());
  if (same) throw new HubError('BAD_ARGUMENT', `A group called “${name}” is saved already (${same.id}). Choose another name, or remove that one first.`);
  if (rows.length >= mostGroups) throw new HubError('BAD_ARGUMENT', `${mostGroups} groups are saved, and that is the most. Remove one that nobody uses, or name the authorities in the question (comparedWith).`);
  await insertRows(db, sql`comparator_group`, ['id', 'name', 'authorities', 'note', 'saved_by', 'saved_at'], [[id, name, JSON.stringify(authorities), note, savedBy, savedAt]]);
  await nextDataVersion(db, savedAt);
}

/** Removes a group within the caller's transaction; removed twice, it stays as it was. */
export async function removeGroup(db: Kysely<unknown>, { id, removedBy, removedAt }: GroupRemoval, nextDataVersion: NextDataVersion): Promise<void> {
  const { numAffectedRows } = await sql`update comparator_group set removed_by = ${removedBy}, removed_at = ${removedAt} where id = ${id} and removed_at is null`.execute(db);
  if (Number(numAffectedRows ?? 0) > 0) await nextDataVersion(db, removedAt);
}
