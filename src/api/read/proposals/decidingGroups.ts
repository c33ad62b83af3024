import DataLoader from 'dataloader';
import { GroupKind, type GroupType } from '../../../catalogue/group.ts';
import type { TakingPart } from '../../../commissioning/proposals/ProposalContent.ts';
import { isInBeing } from '../../../performance/governance/inBeing.ts';
import { loaderOf, type RequestContext } from '../../context.ts';
import { readGroupsOf } from '../governance/governingGroups.ts';
import { findOne } from '../related.ts';

/** The group that decides for a body on proposals: the one it named, else the board at the top of its groups where just one is known. */
export async function decidingGroupOf(context: RequestContext, { code, decidingGroupId }: Pick<TakingPart, 'code' | 'decidingGroupId'>): Promise<GroupType | null> {
  if (decidingGroupId !== null) return findOne<GroupType>(context, 'governance_group', decidingGroupId);
  return loaderOf(context, 'boards at the top', () => new DataLoader((codes: readonly string[]) => readBoards(context, codes))).load(code);
}

/** Two statements for all bodies asked at once. Where several boards stand side by side, to choose one would be a guess. */
async function readBoards(context: RequestContext, codes: readonly string[]): Promise<(GroupType | null)[]> {
  const groups = await readGroupsOf(context, codes);
  return codes.map((code) => {
    const atTop = groups.filter((group) => group.authorityCodes.includes(code) && group.reportsToId === null && isInBeing(group, context.today));
    const boards = atTop.filter(({ kind }) => kind === GroupKind.BOARD);
    const candidates = boards.length > 0 ? boards : atTop;
    return candidates.length === 1 ? candidates[0]! : null;
  });
}
