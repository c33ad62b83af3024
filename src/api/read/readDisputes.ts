import DataLoader from 'dataloader';
import { sql } from 'kysely';
import { inList } from '../../db/inList.ts';
import { loaderOf, type RequestContext } from '../context.ts';
import type { DisputeType } from '../types/dispute.ts';

/** Every dispute ever made of a priority's reading, oldest first. One statement for all priorities asked at once. */
export function disputesOfPriority(context: RequestContext, priorityId: string): Promise<DisputeType[]> {
  return loaderOf(context, 'disputes of priorities', () => new DataLoader((ids: readonly string[]) => readDisputes(context, ids))).load(priorityId);
}

/** The disputes that stand against one theme of a priority; of its place in an overlap, also those that say it should stand elsewhere. */
export async function openDisputesOf(context: RequestContext, { priorityId, themeCode }: { priorityId: string; themeCode: string }, options = { missingToo: false }): Promise<DisputeType[]> {
  const disputes = await disputesOfPriority(context, priorityId);
  return disputes.filter((dispute) => isOpen(dispute) && (dispute.themeCode === themeCode || (options.missingToo && dispute.themeCode === null)));
}

export function isOpen(dispute: DisputeType): boolean {
  return String(dispute.state) === 'open';
}

async function readDisputes({ db }: RequestContext, priorityIds: readonly string[]): Promise<DisputeType[][]> {
  const rows = await db.selectFrom('coding_dispute').selectAll().where(sql<boolean>`priority_id in ${inList(priorityIds)}`).orderBy('madeAt').orderBy('id').execute();
  const byPriority = Map.groupBy(rows as unknown as DisputeType[], (row) => row.priorityId);
  return priorityIds.map((id) => byPriority.get(id) ?? []);
}
