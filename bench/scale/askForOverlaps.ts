import { publicViewer } from '../../src/access/viewer.ts';
import { contextOf } from '../../src/api/context.ts';
import { listOverlaps } from '../../src/api/read/listOverlaps.ts';
import { largestPage } from '../../src/api/read/pageArgs.ts';
import { OverlapOrder } from '../../src/api/types/overlap.ts';
import { rowRules, type Hub } from '../../src/hub.ts';
import type { MemberRow } from '../../src/overlap/summariseOverlap.ts';
import { coreOf, type FoundOverlaps } from './FoundOverlaps.ts';

const overAllTime = { from: '2000-01-01', to: '2099-12-31' };

/** The overlaps that a hub answers with when it is asked about these authorities. */
export async function askForOverlaps({ rows, acts, harvesting: { now } }: Hub, authorities: readonly string[]): Promise<FoundOverlaps> {
  const context = contextOf({ rows, rules: rowRules, acts, now }, publicViewer(now().toISOString().slice(0, 10)));
  const { rows: overlaps } = await listOverlaps(context, { authorities: [...authorities], period: overAllTime, minAuthorities: 2 }, { first: largestPage }, OverlapOrder.TITLE);
  return new Map(overlaps.map(({ themeCode, adopted, strength }) => [themeCode, { members: new Set(adopted.map(({ priorityId }) => priorityId)), cores: coresAmong(adopted), strength }]));
}

/** A core group that only one authority has is not yet shared. */
function coresAmong(members: readonly MemberRow[]): Set<string> {
  const groups = [...Map.groupBy(members.filter(({ coreKey }) => coreKey !== null), ({ coreKey }) => coreKey).values()];
  const shared = groups.filter((group) => new Set(group.map(({ authorityCode }) => authorityCode)).size > 1);
  return new Set(shared.map((group) => coreOf(group.map(({ priorityId }) => priorityId))));
}
