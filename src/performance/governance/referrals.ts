import type { NextDataVersion } from '../../db/NextDataVersion.ts';
import { sql, type Kysely } from 'kysely';
import { insertRows } from '../../db/insertRows.ts';
import { HubError } from '../../errors.ts';

/** Who acts: a body with its code, or a reviewer by name alone. */
export interface Actor {
  bodyCode: string | null;
  by: string;
}

export interface NewReferral extends Actor {
  id: string;
  groupId: string;
  title: string;
  purpose: string;
  targetId: string | null;
  indicatorCode: string | null;
  priorityId: string | null;
  meetingDate: string | null;
  note: string;
  /** When (ISO 8601, UTC). */
  madeAt: string;
}

export interface NewWithdrawal extends Actor {
  id: string;
  withdrawsId: string;
  note: string;
  madeAt: string;
}

const columns = ['id', 'kind', 'group_id', 'withdraws_id', 'title', 'purpose', 'target_id', 'indicator_code', 'priority_id', 'meeting_date', 'note', 'body_code', 'by', 'made_at'];
const standing = sql`not exists (select 1 from referral later where later.withdraws_id = referral.id)`;

/** Refers an item to a group, within the caller's transaction, and returns its id: that of the one that stands when the same is referred twice in the same words. */
export async function refer(db: Kysely<unknown>, { id, groupId, title, purpose, targetId, indicatorCode, priorityId, meetingDate, note, bodyCode, by, madeAt }: NewReferral, nextDataVersion: NextDataVersion): Promise<string> {
  const said = { title, purpose, target_id: targetId, indicator_code: indicatorCode, priority_id: priorityId, meeting_date: meetingDate, note, body_code: bodyCode, by };
  const { rows } = await sql<Record<string, string | null> & { id: string }>`select * from referral where group_id = ${groupId} and kind = 'refer' and ${standing} order by made_at, id`.execute(db);
  const same = rows.find((row) => Object.entries(said).every(([column, value]) => row[column] === value));
  if (same) return same.id;
  await insertRows(db, sql`referral`, columns, [[id, 'refer', groupId, null, title, purpose, targetId, indicatorCode, priorityId, meetingDate, note, bodyCode, by, madeAt]]);
  await nextDataVersion(db, madeAt);
  return id;
}

/** Takes a referral back, within the caller's transaction. Both stay in the history; one that is withdrawn already stays as it is. */
export async function withdrawReferral(db: Kysely<unknown>, { id, withdrawsId, note, bodyCode, by, madeAt }: NewWithdrawal, nextDataVersion: NextDataVersion): Promise<void> {
  const { rows } = await sql<{ group_id: string; is_standing: boolean | number }>`select group_id, case when ${standing} then 1 else 0 end as is_standing from referral where id = ${withdrawsId} and kind = 'refer'`.execute(db);
  const [referral] = rows;
  if (!referral) throw new HubError('UNKNOWN_RECORD', `No referral has the id "${withdrawsId.slice(0, 80)}". "referrals" of a group lists the ids.`);
  if (Number(referral.is_standing) === 0) return;
  await insertRows(db, sql`referral`, columns, [[id, 'withdraw', referral.group_id, withdrawsId, null, null, null, null, null, null, note, bodyCode, by, madeAt]]);
  await nextDataVersion(db, madeAt);
}
