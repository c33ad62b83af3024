import { randomUUID } from 'node:crypto';
import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';
import { HubError } from '../../errors.ts';
import { checkNote } from '../../overlap/disputes.ts';
import { hasUnseen } from '../../catalogue/hasUnseen.ts';
import type { RequestContext } from '../context.ts';
import { costOfAct, costOfShortList } from '../cost.ts';
import { authoritiesOf, findComparatorGroup, readComparatorGroups } from '../read/comparatorGroups.ts';
import { authoritiesAskedAbout } from '../read/timeScope.ts';
import { ComparatorGroupPayload, ComparatorGroupType, RemoveComparatorGroupInput, SaveComparatorGroupInput } from '../types/comparatorGroup.ts';
import { reviewerOf } from './reviewing.ts';

const [longestName, fewest, most] = [100, 2, 200];
const otherWay = 'Name the authorities in the question instead (comparedWith).';

@Resolver(() => ComparatorGroupType)
export class ComparatorGroupResolver {
  @Query(() => [ComparatorGroupType], { description: 'Groups of authorities saved to compare with, by name.', complexity: costOfShortList(100) })
  comparatorGroups(@Ctx() context: RequestContext): Promise<ComparatorGroupType[]> {
    return readComparatorGroups(context);
  }

  @FieldResolver(() => [AuthorityType], { description: 'Its authorities, by name. One that ended still has its values of before.', complexity: costOfShortList(10) })
  authorities(@Root() { authorities }: ComparatorGroupType, @Ctx() context: RequestContext): Promise<AuthorityType[]> {
    return authoritiesOf(context, JSON.parse(authorities) as string[]);
  }

  // Empty when refused, so that of several changes in one request each stands alone.
  @Mutation(() => ComparatorGroupPayload, { nullable: true, description: 'As a reviewer, save a group of authorities to compare with, for everybody. Empty, with an error, when refused.', complexity: costOfAct })
  async saveComparatorGroup(@Ctx() context: RequestContext, @Arg('input', () => SaveComparatorGroupInput, { description: 'Its name, its authorities, and why these.' }) input: SaveComparatorGroupInput): Promise<ComparatorGroupPayload> {
    const savedBy = reviewerOf(context, otherWay);
    const authorities = [...new Set(input.authorities)].sort();
    if (authorities.length < fewest || authorities.length > most) throw new HubError('BAD_ARGUMENT', `authorities names ${authorities.length}. Name ${fewest} to ${most}.`);
    await authoritiesAskedAbout(context, { authorities });
    await context.acts.saveGroup({ id: randomUUID(), name: checkName(input.name), authorities, note: checkNote(input.note, 'why these authorities'), savedBy, savedAt: context.now().toISOString() });
    return afterAct(context);
  }

  @Mutation(() => ComparatorGroupPayload, { nullable: true, description: 'As a reviewer, remove a saved group. Empty, with an error, when refused.', complexity: costOfAct })
  async removeComparatorGroup(@Ctx() context: RequestContext, @Arg('input', () => RemoveComparatorGroupInput, { description: 'Which group.' }) input: RemoveComparatorGroupInput): Promise<ComparatorGroupPayload> {
    const removedBy = reviewerOf(context, otherWay);
    const { id } = await findComparatorGroup(context, input.group);
    await context.acts.removeGroup({ id, removedBy, removedAt: context.now().toISOString() });
    return afterAct(context);
  }
}

function checkName(name: string): string {
  const trimmed = name.replace(/\s+/g, ' ').trim();
  if (trimmed === '' || trimmed.length > longestName || hasUnseen(trimmed)) throw new HubError('BAD_ARGUMENT', `name is "${trimmed.slice(0, 80)}", of ${trimmed.length} characters. Expected 1 to ${longestName} characters of plain text.`);
  return trimmed;
}

/** What an act left behind, read anew: what the request had looked up before may no longer be so. */
async function afterAct(context: RequestContext): Promise<ComparatorGroupPayload> {
  context.loaders.clear();
  return { groups: await readComparatorGroups(context) };
}
