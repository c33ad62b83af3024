import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { PriorityType } from '../../catalogue/priority.ts';
import { explainMatch, type Match } from '../../overlap/match/explainMatch.ts';
import type { RequestContext } from '../context.ts';
import { costOfOneSummary, costOfShortList } from '../cost.ts';
import { overlapsOfPriority, unlessRejected } from '../read/listOverlaps.ts';
import { readDecidedPairs, readMatchSides } from '../read/readMatch.ts';
import type { ScopedOverlap } from '../read/readOverlaps.ts';
import { findOne } from '../read/related.ts';
import { MatchExplanation, MatchReason } from '../types/match.ts';
import { OverlapType } from '../types/overlap.ts';

/** Two priorities held against each other, with their ids. */
interface Explained extends Match {
  ids: readonly [string, string];
}

@Resolver(() => MatchExplanation)
export class MatchResolver {
  @Query(() => MatchExplanation, { description: 'Why two priorities are, or are not, in one overlap: from how each was read, and from what reviewers decided. The order of the two changes nothing but which is called the first.', complexity: costOfOneSummary })
  async explainMatch(
    @Ctx() context: RequestContext,
    @Arg('a', () => ID, { description: 'Id of the first, as "priorities" gives it.' }) a: string,
    @Arg('b', () => ID, { description: 'Id of the second.' }) b: string,
  ): Promise<Explained> {
    const sides = await readMatchSides(context, [a, b]);
    return { ...explainMatch(...sides, await readDecidedPairs(context, [a, b])), ids: [a, b] };
  }

  @FieldResolver(() => PriorityType, { description: 'The first.' })
  a(@Root() { ids }: Explained, @Ctx() context: RequestContext): Promise<PriorityType | null> {
    return findOne(context, 'priority', ids[0]);
  }

  @FieldResolver(() => PriorityType, { description: 'The second.' })
  b(@Root() { ids }: Explained, @Ctx() context: RequestContext): Promise<PriorityType | null> {
    return findOne(context, 'priority', ids[1]);
  }

  @FieldResolver(() => [OverlapType], { description: 'Overlaps that both are in, among all authorities and over all time, but for those that a reviewer rejected; two statements of one authority may both be in an overlap that it shares with others.', complexity: costOfShortList(2) })
  async overlaps(
    @Root() { ids }: Explained,
    @Ctx() context: RequestContext,
    @Arg('rejected', () => Boolean, { nullable: true, defaultValue: false, description: 'True: also those that a reviewer rejected.' }) rejected?: boolean,
  ): Promise<ScopedOverlap[]> {
    const [first, second] = await Promise.all(ids.map((id) => overlapsOfPriority(context, id)));
    const known = new Set(second!.map(({ id }) => id));
    return unlessRejected(first!.filter(({ id }) => known.has(id)), rejected);
  }

  @FieldResolver(() => [MatchReason], { description: 'What speaks for and against it: first what decides whether they make an overlap, then what decides on a core group, then what decides nothing; the weightiest first.', complexity: costOfShortList(10) })
  reasons(@Root() { reasons }: Explained): object[] {
    return reasons;
  }

  @FieldResolver(() => [String], { description: 'What would have to be different for them to be closer, in sentences. Empty when they are as close as can be.', complexity: costOfShortList(3) })
  wouldChange(@Root() { wouldChange }: Explained): string[] {
    return wouldChange;
  }
}
