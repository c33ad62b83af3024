import DataLoader from 'dataloader';
import { sql } from 'kysely';
import { loaderOf, type RequestContext } from '../../context.ts';
import { isOneOf } from '../conditions.ts';
import type { ReferralType } from '../../types/governance.ts';

/** Items referred to groups, those that were withdrawn only if asked for, the oldest first. One statement for all groups. */
export function referralsTo(context: RequestContext, groupId: string, { withdrawnToo = false } = {}): Promise<ReferralType[]> {
  return loaderOf(context, `referrals: ${withdrawnToo}`, () => new DataLoader((ids: readonly string[]) => readReferrals(context, ids, withdrawnToo))).load(groupId);
}

async function readReferrals({ db }: RequestContext, groupIds: readonly string[], withdrawnToo: boolean): Promise<ReferralType[][]> {
  const all = db.selectFrom('referral').selectAll().where(isOneOf('referral.groupId', groupIds)).where('referral.kind', '=', 'refer').orderBy('madeAt').orderBy('id');
  const rows = await (withdrawnToo ? all : all.where(sql<boolean>`not exists (select 1 from referral later where later.withdraws_id = referral.id)`)).execute();
  const byGroup = Map.groupBy(rows as unknown as ReferralType[], ({ groupId }) => groupId);
  return groupIds.map((id) => byGroup.get(id) ?? []);
}

/** Who took a referral back, when and why; null while it stands. One statement for all asked at once. */
export function withdrawalOf(context: RequestContext, referralId: string): Promise<ReferralType | null> {
  return loaderOf(context, 'withdrawals of referrals', () => new DataLoader(async (ids: readonly string[]) => {
    const rows = await context.db.selectFrom('referral').selectAll().where(isOneOf('referral.withdrawsId', ids)).execute();
    const byId = new Map((rows as unknown as ReferralType[]).map((row) => [row.withdrawsId, row]));
    return ids.map((id) => byId.get(id) ?? null);
  })).load(referralId);
}
