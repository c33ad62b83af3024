import DataLoader from 'dataloader';
import { sql } from 'kysely';
import { notYetAdopted } from '../../catalogue/plan.ts';
import { inList } from '../../db/inList.ts';
import { countParties } from '../../overlap/summariseOverlap.ts';
import { loaderOf, type RequestContext } from '../context.ts';

/** What a decision about an overlap may rest on, as it now is over all time. */
export interface OverlapFacts {
  id: string;
  themeCode: string;
  /** Names of the authorities that share it, by their codes. */
  authorities: Map<string, string>;
  /** Codes of those that share it by a plan in force today. */
  inForce: Set<string>;
  /** The same and those that state it there without having adopted it. */
  stating: Set<string>;
  /** How many of them could meet as strangers: those of one joint plan are one party already, and an overlap needs two. */
  parties: number;
  /** Its statements, adopted or not, each with its core group. */
  members: Map<string, string | null>;
}

/** The facts of an overlap, or null when it has no statement, or none this viewer may see, or is of a theme that this hub has not read, and therefore in no list. One statement for all asked at once. */
export function findOverlapFacts(context: RequestContext, id: string): Promise<OverlapFacts | null> {
  return loaderOf(context, 'facts of overlaps', () => new DataLoader((ids: readonly string[]) => readFacts(context, ids))).load(id);
}

async function readFacts({ db, today }: RequestContext, ids: readonly string[]): Promise<(OverlapFacts | null)[]> {
  const rows = await db
    .selectFrom('overlap_member as member')
    .innerJoin('overlap', 'overlap.id', 'member.overlapId')
    .innerJoin('theme', 'theme.id', 'overlap.themeCode')
    .innerJoin('priority', 'priority.id', 'member.priorityId')
    .innerJoin('plan', 'plan.id', 'priority.planId')
    .innerJoin('plan_authority', 'plan_authority.ownerId', 'plan.id')
    .innerJoin('authority', 'authority.id', 'plan_authority.targetId')
    .select(['overlap.id', 'overlap.themeCode', 'member.priorityId', 'member.coreKey', 'plan.id as planId', 'authority.id as authorityCode', 'authority.name', 'priority.adopted', 'plan.status', 'plan.inForceFrom', 'plan.inForceTo'])
    .select(sql<number>`(select count(*) from plan_authority every where every.owner_id = plan.id)`.as('planAuthorities'))
    .where(sql<boolean>`member.overlap_id in ${inList(ids)}`)
    .orderBy('authority.id')
    .execute();
  const byId = Map.groupBy(rows, (row) => row.id);
  return ids.map((id) => {
    const members = byId.get(id);
    if (!members) return null;
    const isInForce = (row: (typeof rows)[number]): boolean => row.inForceFrom! <= today && row.inForceTo! >= today;
    const adopted = members.filter((row) => Boolean(row.adopted) && !notYetAdopted.has(row.status ?? ''));
    return {
      id,
      themeCode: members[0]!.themeCode,
      authorities: new Map(adopted.map(({ authorityCode, name }) => [authorityCode, name])),
      inForce: new Set(adopted.filter(isInForce).map((row) => row.authorityCode)),
      stating: new Set(members.filter(isInForce).map((row) => row.authorityCode)),
      parties: countParties(adopted.map((row) => ({ ...row, planAuthorities: Number(row.planAuthorities) }))),
      members: new Map(members.map(({ priorityId, coreKey }) => [priorityId, coreKey])),
    };
  });
}
