import DataLoader from 'dataloader';
import { sql } from 'kysely';
import { isNotYetAdopted } from '../../catalogue/planStatus.ts';
import { inList } from '../../db/inList.ts';
import type { Successors } from '../../overlap/successors.ts';
import { countParties } from '../../overlap/summariseOverlap.ts';
import { loaderOf, type RequestContext } from '../context.ts';
import { readSuccessors } from './readSuccessors.ts';

/** What a decision about an overlap may rest on, as it now is over all time. */
export interface OverlapFacts {
  id: string;
  themeCode: string;
  /** Names of the authorities that share it in lists over all time, by their codes. */
  authorities: Map<string, string>;
  /** Codes of those that have it and stand in no such list: districts, and those of whose plans no dates are known. */
  unlisted: Set<string>;
  /** Codes of those that share it by a plan in force today. */
  inForce: Set<string>;
  /** The same and those that state it there without having adopted it. */
  stating: Set<string>;
  /** How many of those that share it could meet as strangers: those of one joint plan are one party already, an authority and those that took its place are one place, and an overlap needs two. */
  parties: number;
  /** Whether all that have it, listed or not, are one party. */
  isOfOneParty: boolean;
  /** Its statements, adopted or not, each with its core group. */
  members: Map<string, string | null>;
}

/** The facts of an overlap, or null when it has no statement, or none this viewer may see, or is of a theme that this hub has not read, and therefore in no list. One statement for all asked at once. */
export function findOverlapFacts(context: RequestContext, id: string): Promise<OverlapFacts | null> {
  return loaderOf(context, 'facts of overlaps', () => new DataLoader((ids: readonly string[]) => readFacts(context, ids))).load(id);
}

async function readFacts(context: RequestContext, ids: readonly string[]): Promise<(OverlapFacts | null)[]> {
  const { db, today } = context;
  const successors = await readSuccessors(context);
  const rows = await db
    .selectFrom('overlap_member as member')
    .innerJoin('overlap', 'overlap.id', 'member.overlapId')
    .innerJoin('theme', 'theme.id', 'overlap.themeCode')
    .innerJoin('priority', 'priority.id', 'member.priorityId')
    .innerJoin('plan', 'plan.id', 'priority.planId')
    .innerJoin('plan_authority', 'plan_authority.ownerId', 'plan.id')
    .innerJoin('authority', 'authority.id', 'plan_authority.targetId')
    .select(['overlap.id', 'overlap.themeCode', 'member.priorityId', 'member.coreKey', 'plan.id as planId', 'authority.id as authorityCode', 'authority.name', 'authority.kind', 'priority.adopted', 'plan.status', 'plan.inForceFrom', 'plan.inForceTo'])
    .select(sql<number>`(select count(*) from plan_authority every where every.owner_id = plan.id)`.as('planAuthorities'))
    .where(sql<boolean>`member.overlap_id in ${inList(ids)}`)
    .orderBy('authority.id')
    .execute();
  const byId = Map.groupBy(rows, (row) => row.id);
  return ids.map((id) => {
    const members = byId.get(id);
    if (!members) return null;
    const isInForce = (row: (typeof rows)[number]): boolean => row.inForceFrom! <= today && row.inForceTo! >= today;
    const adopted = members.filter((row) => Boolean(row.adopted) && !isNotYetAdopted(row.status));
    const listed = adopted.filter((row) => row.inForceFrom !== null && row.inForceTo !== null && row.kind !== 'district');
    const authorities = new Map(listed.map(({ authorityCode, name }) => [authorityCode, name]));
    return {
      id,
      themeCode: members[0]!.themeCode,
      authorities,
      unlisted: new Set(adopted.map((row) => row.authorityCode).filter((code) => !authorities.has(code))),
      inForce: new Set(listed.filter(isInForce).map((row) => row.authorityCode)),
      stating: new Set(members.filter(isInForce).map((row) => row.authorityCode)),
      parties: partiesOf(listed, successors),
      isOfOneParty: partiesOf(adopted, successors) < 2,
      members: new Map(members.map(({ priorityId, coreKey }) => [priorityId, coreKey])),
    };
  });
}

function partiesOf(rows: readonly { authorityCode: string; planId: string; planAuthorities: number }[], successors: Successors): number {
  return countParties(rows.map((row) => ({ ...row, planAuthorities: Number(row.planAuthorities) })), successors);
}
