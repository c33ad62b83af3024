import { sql, type Kysely } from 'kysely';
import type { NextDataVersion } from '../../db/NextDataVersion.ts';
import { insertRows } from '../../db/insertRows.ts';

export interface NewContact {
  id: string;
  authorityCode: string;
  themeCode: string | null;
  mailbox: string;
  role: string;
  setBy: string;
  /** When (ISO 8601, UTC). */
  setAt: string;
}

export interface ContactRemoval {
  id: string;
  removedBy: string;
  removedAt: string;
}

/** Sets the contact of an authority for a theme, or the general one, within the caller's transaction, in the place of the one before. Set twice alike, it stays as it was. */
export async function storeContact(db: Kysely<unknown>, { id, authorityCode, themeCode, mailbox, role, setBy, setAt }: NewContact, nextDataVersion: NextDataVersion): Promise<void> {
  const { rows } = await sql<{ mailbox: string; role: string; theme_code: string | null }>`select mailbox, role, theme_code from theme_contact where authority_code = ${authorityCode} and removed_at is null`.execute(db);
  const before = rows.find((row) => row.theme_code === themeCode);
  if (before && before.mailbox === mailbox && before.role === role) return;
  const isOfTheme = themeCode === null ? sql`theme_code is null` : sql`theme_code = ${themeCode}`;
  await sql`update theme_contact set removed_by = ${setBy}, removed_at = ${setAt} where authority_code = ${authorityCode} and ${isOfTheme} and removed_at is null`.execute(db);
  await insertRows(db, sql`theme_contact`, ['id', 'authority_code', 'theme_code', 'mailbox', 'role', 'set_by', 'set_at'], [[id, authorityCode, themeCode, mailbox, role, setBy, setAt]]);
  await nextDataVersion(db, setAt);
}

/** Removes a contact within the caller's transaction; removed twice, it stays as it was. */
export async function removeContact(db: Kysely<unknown>, { id, removedBy, removedAt }: ContactRemoval, nextDataVersion: NextDataVersion): Promise<void> {
  const { numAffectedRows } = await sql`update theme_contact set removed_by = ${removedBy}, removed_at = ${removedAt} where id = ${id} and removed_at is null`.execute(db);
  if (Number(numAffectedRows ?? 0) > 0) await nextDataVersion(db, removedAt);
}
