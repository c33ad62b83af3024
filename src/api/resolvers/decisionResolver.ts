import { Args, Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { PriorityType } from '../../catalogue/priority.ts';
import { ThemeType } from '../../catalogue/theme.ts';
import type { RequestContext } from '../context.ts';
import { costOfPage, costOfShortList } from '../cost.ts';
import { DecisionArgs, DecisionConnection, readDecisions } from '../lists/decisions.ts';
import { findOverlapEver } from '../read/listOverlaps.ts';
import { fateOf, stateOf } from '../read/readDecisions.ts';
import { flagsOf } from '../read/readFlags.ts';
import type { ScopedOverlap } from '../read/readOverlaps.ts';
import type { Page } from '../read/readPage.ts';
import { findOne } from '../read/related.ts';
import { DecisionFlag, DecisionState, DecisionType } from '../types/decision.ts';
import { OverlapType } from '../types/overlap.ts';

@Resolver(() => DecisionType)
export class DecisionResolver {
  @Query(() => DecisionConnection, { description: 'What reviewers decided, the newest first: every act, those since undone and the undoing of them among them. A decision about a priority that you may not see is not shown.', complexity: costOfPage })
  decisions(@Ctx() context: RequestContext, @Args(() => DecisionArgs) args: DecisionArgs): Promise<Page> {
    return readDecisions(context, args);
  }

  @Query(() => DecisionType, { nullable: true, description: 'One decision by its id, or null when the hub has none.' })
  decision(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'Id of the decision, as "decisions" gives it.' }) id: string): Promise<DecisionType | null> {
    return findOne(context, 'decision', id);
  }

  @FieldResolver(() => DecisionState, { description: 'Whether it counts.' })
  state(@Root() { id }: DecisionType, @Ctx() context: RequestContext): Promise<DecisionState> {
    return stateOf(context, id);
  }

  @FieldResolver(() => [PriorityType], { description: 'The priorities it names: of a link, the first one first. Those that you may not see are left out.', complexity: costOfShortList(2) })
  async priorities(@Root() { priorityIds }: DecisionType, @Ctx() context: RequestContext): Promise<PriorityType[]> {
    const found = await Promise.all((JSON.parse(priorityIds) as string[]).map((id) => findOne<PriorityType>(context, 'priority', id)));
    return found.filter((priority) => priority !== null);
  }

  @FieldResolver(() => ThemeType, { nullable: true, description: 'The theme that was set or refused, or that the overlap of a split or a link has.' })
  theme(@Root() { themeCode }: DecisionType, @Ctx() context: RequestContext): Promise<ThemeType | null> {
    return findOne(context, 'theme', themeCode);
  }

  @FieldResolver(() => Boolean, { nullable: true, description: 'Of a theme that was set: whether as a main theme. Empty for other decisions.' })
  isMain(@Root() { rank }: DecisionType): boolean | null {
    return rank === null ? null : rank === 'primary';
  }

  @FieldResolver(() => ID, { nullable: true, description: 'Id of the overlap it is about: of a merge, the one that goes; of a split, the one that is split; of a link, the one it was made in.' })
  overlapId(@Root() { overlapId }: DecisionType): string | null {
    return overlapId;
  }

  @FieldResolver(() => ID, { nullable: true, description: 'Of a merge, the id of the overlap that stays; of a split, that of the new part.' })
  otherOverlapId(@Root() { otherOverlapId }: DecisionType): string | null {
    return otherOverlapId;
  }

  @FieldResolver(() => OverlapType, { nullable: true, description: 'The overlap it is about, as it now is among all authorities and over all time; one that went into another is shown as that. Empty when no two authorities share it.' })
  overlap(@Root() { overlapId }: DecisionType, @Ctx() context: RequestContext): Promise<ScopedOverlap | null> {
    return overlapId === null ? Promise.resolve(null) : findOverlapEver(context, overlapId);
  }

  @FieldResolver(() => OverlapType, { nullable: true, description: 'Of a merge the overlap that stays, of a split the new part. Empty when no two authorities share it.' })
  otherOverlap(@Root() { otherOverlapId }: DecisionType, @Ctx() context: RequestContext): Promise<ScopedOverlap | null> {
    return otherOverlapId === null ? Promise.resolve(null) : findOverlapEver(context, otherOverlapId);
  }

  @FieldResolver(() => [String], { description: 'Keys of the core groups that a split takes along.', complexity: costOfShortList(2) })
  coreKeys(@Root() { coreKeys }: DecisionType): string[] {
    return JSON.parse(coreKeys) as string[];
  }

  @FieldResolver(() => DecisionType, { nullable: true, description: 'Of an undo, the decision that it takes back.' })
  undoes(@Root() { undoesId }: DecisionType, @Ctx() context: RequestContext): Promise<DecisionType | null> {
    return findOne(context, 'decision', undoesId);
  }

  @FieldResolver(() => DecisionType, { nullable: true, description: 'The undo that took it back, with who, when and why.' })
  async undoneBy(@Root() { id }: DecisionType, @Ctx() context: RequestContext): Promise<DecisionType | null> {
    return findOne(context, 'decision', (await fateOf(context, id)).undoneBy);
  }

  @FieldResolver(() => DecisionType, { nullable: true, description: 'The later decision that contradicts it and counts in its place. Empty, too, where that one names a priority that you may not see.' })
  async overruledBy(@Root() { id }: DecisionType, @Ctx() context: RequestContext): Promise<DecisionType | null> {
    return findOne(context, 'decision', (await fateOf(context, id)).overruledBy);
  }

  @FieldResolver(() => [DecisionFlag], { description: 'How what is known now contradicts it. It counts all the same: look at it again. Empty for one that does not count.', complexity: costOfShortList(1) })
  flags(@Root() decision: DecisionType, @Ctx() context: RequestContext): Promise<DecisionFlag[]> {
    return flagsOf(context, decision);
  }
}
