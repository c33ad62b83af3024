import { sql, type Kysely } from 'kysely';
import { insertRows } from '../../db/insertRows.ts';
import type { Acting } from './Stored.ts';

/** What was done with a proposal: started, changed, moved to another state, evidence frozen, a position taken, a stage told of, something said. */
export type EventKind = 'started' | 'changed' | 'moved' | 'evidence' | 'position' | 'stage' | 'comment';

export interface NewEvent {
  id: string;
  versionNumber: number;
  kind: EventKind;
  note: string;
  data: object;
  acting: Acting;
}

/** Adds to the history of a proposal, within the caller's transaction. */
export async function storeEvent(db: Kysely<unknown>, { id, versionNumber, kind, note, data, acting }: NewEvent): Promise<void> {
  await insertRows(db, sql`proposal_event`, ['proposal_id', 'kind', 'version_number', 'note', 'data', 'by', 'body_code', 'at'], [[id, kind, versionNumber, note, JSON.stringify(data), acting.by, acting.bodyCode, acting.at]]);
  // Everybody sees when an agreed one changed, and not that those who shape it talk about it.
  if (kind !== 'comment') await sql`update proposal set changed_at = ${acting.at} where id = ${id}`.execute(db);
}
