import type { NextDataVersion } from '../db/NextDataVersion.ts';
import { sql, type Kysely } from 'kysely';
import { HubError } from '../errors.ts';
import { hasUnseen } from '../catalogue/hasUnseen.ts';

/** What a publisher says against the reading of one of its priorities: a theme is wrong, another would be right, or one is missing. */
export interface NewDispute {
  id: string;
  priorityId: string;
  themeCode: string | null;
  suggestedThemeCode: string | null;
  note: string;
  /** GSS code of the body that says so. */
  bodyCode: string;
  /** When (ISO 8601, UTC). */
  madeAt: string;
}

const longestNote = 2_000;

/** The note as it is kept: trimmed, and neither empty nor longer than a page shows. */
export function checkNote(note: string, why = 'why the reading is disputed', field = 'note'): string {
  // PostgreSQL stores no NUL, and half an emoji could not be sent on.
  const trimmed = note.replaceAll('\0', '').toWellFormed().trim();
  if (trimmed === '') throw new HubError('BAD_ARGUMENT', `${field} is empty. Say in a sentence ${why}: it is shown beside it.`);
  if (hasUnseen(trimmed)) throw new HubError('BAD_ARGUMENT', `${field} has control characters or others that show nothing. Send plain text, in lines if need be.`);
  if (trimmed.length > longestNote) throw new HubError('BAD_ARGUMENT', `${field} has ${trimmed.length.toLocaleString('en-GB')} characters. The most is ${longestNote.toLocaleString('en-GB')}.`);
  return trimmed;
}

/**
 * Stores a dispute within the caller's transaction and returns its id: that of the one already open when it is said twice in the same words.
 * Changes neither the themes of the priority nor any overlap.
 */
export async function storeDispute(db: Kysely<unknown>, dispute: NewDispute, nextDataVersion: NextDataVersion): Promise<string> {
  await checkSubject(db, dispute);
  const { id, priorityId, themeCode, suggestedThemeCode, note, bodyCode, madeAt } = dispute;
  const open = await findOpen(db, dispute);
  if (open && open.note === note && open.suggested_theme_code === suggestedThemeCode) return open.id;
  if (open) throw new HubError('BAD_ARGUMENT', `You dispute this already (${open.id}). Withdraw that dispute first, to say it in other words.`);
  await sql`
    insert into coding_dispute (id, priority_id, theme_code, suggested_theme_code, note, body_code, state, made_at, withdrawn_at)
    values (${id}, ${priorityId}, ${themeCode}, ${suggestedThemeCode}, ${note}, ${bodyCode}, 'open', ${madeAt}, null)`.execute(db);
  await nextDataVersion(db, madeAt);
  return id;
}

/** Withdraws a dispute within the caller's transaction; one that is withdrawn already stays as it is. */
export async function storeWithdrawal(db: Kysely<unknown>, withdrawal: { id: string; withdrawnAt: string }, nextDataVersion: NextDataVersion): Promise<void> {
  const { id, withdrawnAt } = withdrawal;
  const { numAffectedRows } = await sql`update coding_dispute set state = 'withdrawn', withdrawn_at = ${withdrawnAt} where id = ${id} and state = 'open'`.execute(db);
  if (Number(numAffectedRows ?? 0) > 0) await nextDataVersion(db, withdrawnAt);
}

/** Refuses a dispute about something that is not so: a theme the priority does not have, or a missing one that it has. */
async function checkSubject(db: Kysely<unknown>, { priorityId, themeCode, suggestedThemeCode }: NewDispute): Promise<void> {
  if (themeCode === null && suggestedThemeCode === null) throw new HubError('BAD_ARGUMENT', 'Neither theme nor suggestedTheme is given. Name the theme that is wrong as theme, one that is missing as suggestedTheme, or both.');
  const { rows } = await sql<{ target_id: string }>`select target_id from priority_theme where owner_id = ${priorityId} order by target_id`.execute(db);
  const themes = rows.map((row) => row.target_id);
  const read = themes.length === 0 ? 'no theme in it' : themes.join(', ');
  if (themeCode !== null && !themes.includes(themeCode)) throw new HubError('BAD_ARGUMENT', `theme is "${themeCode}", which the hub does not read in this priority. It reads ${read}. To say that a theme is missing, give it as suggestedTheme and leave theme out.`);
  if (suggestedThemeCode !== null && themes.includes(suggestedThemeCode)) throw new HubError('BAD_ARGUMENT', `suggestedTheme is "${suggestedThemeCode}", which the hub reads in this priority already. It reads ${read}.`);
}

interface OpenDispute {
  id: string;
  note: string;
  suggested_theme_code: string | null;
}

/** The open dispute about the same theme, or about the same missing one. */
async function findOpen(db: Kysely<unknown>, { priorityId, themeCode, suggestedThemeCode }: NewDispute): Promise<OpenDispute | undefined> {
  const subject = themeCode === null ? sql`theme_code is null and suggested_theme_code = ${suggestedThemeCode}` : sql`theme_code = ${themeCode}`;
  const { rows } = await sql<OpenDispute>`select id, note, suggested_theme_code from coding_dispute where priority_id = ${priorityId} and state = 'open' and ${subject}`.execute(db);
  return rows[0];
}
