import type { NextDataVersion } from '../../db/NextDataVersion.ts';
import { sql, type Kysely } from 'kysely';
import { insertRows } from '../../db/insertRows.ts';
import { HubError } from '../../errors.ts';

export interface NewProgressReport {
  id: string;
  /** As `subjectOf` names it. */
  subject: string;
  aspect: string;
  state: string | null;
  note: string;
  evidence: string | null;
  onDay: string;
  madeBy: string;
  /** When (ISO 8601, UTC). */
  madeAt: string;
}

export interface Withdrawal {
  id: string;
  note: string;
  withdrawnBy: string;
  withdrawnAt: string;
}

/** Stores a report within the caller's transaction and returns its id: that of the one that stands when the same is told twice. */
export async function storeReport(db: Kysely<unknown>, report: NewProgressReport, nextDataVersion: NextDataVersion): Promise<string> {
  const { id, subject, aspect, state, note, evidence, onDay, madeBy, madeAt } = report;
  const { rows } = await sql<Record<'id' | 'state' | 'note' | 'evidence', string | null>>`
    select id, state, note, evidence from progress_report where subject = ${subject} and aspect = ${aspect} and on_day = ${onDay} and made_by = ${madeBy} and withdrawn_at is null`.execute(db);
  const same = rows.find((row) => row.state === state && row.note === note && row.evidence === evidence);
  if (same) return same.id!;
  await insertRows(db, sql`progress_report`, ['id', 'subject', 'aspect', 'state', 'note', 'evidence', 'on_day', 'made_by', 'made_at'], [[id, subject, aspect, state, note, evidence, onDay, madeBy, madeAt]]);
  await nextDataVersion(db, madeAt);
  return id;
}

/** Takes a report back within the caller's transaction. It stays in the history, and no longer counts. */
export async function withdrawReport(db: Kysely<unknown>, { id, note, withdrawnBy, withdrawnAt }: Withdrawal, nextDataVersion: NextDataVersion): Promise<void> {
  const { numAffectedRows } = await sql`
    update progress_report set withdrawn_at = ${withdrawnAt}, withdrawn_by = ${withdrawnBy}, withdrawn_note = ${note} where id = ${id} and withdrawn_at is null`.execute(db);
  if (Number(numAffectedRows ?? 0) === 0) throw new HubError('BAD_ARGUMENT', `The report ${id} was taken back already. "progressReports" tells by whom.`);
  await nextDataVersion(db, withdrawnAt);
}
