import { Args, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { PriorityType } from '../../catalogue/priority.ts';
import { ThemeType } from '../../catalogue/theme.ts';
import type { MemberRow } from '../../overlap/summariseOverlap.ts';
import type { RequestContext } from '../context.ts';
import { costOfPage, costOfShortList } from '../cost.ts';
import { DecisionArgs, DecisionConnection, readDecisions } from '../lists/decisions.ts';
import { reviewStateOf } from '../read/listOverlaps.ts';
import { formerIdsOf } from '../read/movedOverlaps.ts';
import { flagsOnOverlap, flagsOnPriority } from '../read/readFlags.ts';
import type { ScopedOverlap } from '../read/readOverlaps.ts';
import type { Page } from '../read/readPage.ts';
import { findOne } from '../read/related.ts';
import { DecisionFlag, type DecisionType } from '../types/decision.ts';
import { OverlapMember, OverlapType } from '../types/overlap.ts';
import { OverlapReview } from '../types/overlapReview.ts';

/** What reviewers made of an overlap. */
@Resolver(() => OverlapType)
export class OverlapReviewResolver {
  @FieldResolver(() => OverlapReview, { description: 'What a reviewer found of it: proposed until somebody confirms or rejects it.' })
  async review(@Root() overlap: ScopedOverlap, @Ctx() context: RequestContext): Promise<OverlapReview> {
    const decision = await findOne<DecisionType>(context, 'decision', overlap.reviewId);
    return { state: reviewStateOf(overlap), reviewer: decision?.reviewer ?? null, madeAt: decision?.madeAt ?? null, note: decision?.note ?? null, decision };
  }

  @FieldResolver(() => Boolean, { description: 'Whether a reviewer gave it its title.' })
  isRenamed(@Root() { ownTitle }: ScopedOverlap): boolean {
    return ownTitle !== null;
  }

  @FieldResolver(() => [ID], { description: 'Ids of overlaps that reviewers merged into it: asked for by any of them, it answers.', complexity: costOfShortList(1) })
  formerIds(@Root() { id }: ScopedOverlap, @Ctx() context: RequestContext): Promise<string[]> {
    return formerIdsOf(context, id);
  }

  @FieldResolver(() => DecisionConnection, { description: 'What reviewers decided about it as a whole, the newest first, those since undone among them. Decisions about its statements stand with them.', complexity: costOfPage })
  decisions(@Root() { id }: ScopedOverlap, @Ctx() context: RequestContext, @Args(() => DecisionArgs) args: DecisionArgs): Promise<Page> {
    return readDecisions(context, args, { id, link: 'decision_overlap', side: 'target' });
  }

  @FieldResolver(() => [DecisionFlag], { description: 'How what is known now contradicts decisions in force about it as a whole, and links of statements that it holds.', complexity: costOfShortList(1) })
  flags(@Root() { id }: ScopedOverlap, @Ctx() context: RequestContext): Promise<DecisionFlag[]> {
    return flagsOnOverlap(context, id);
  }
}

@Resolver(() => PriorityType)
export class PriorityDecisionsResolver {
  @FieldResolver(() => DecisionConnection, { description: 'What reviewers decided about it, the newest first, those since undone among them.', complexity: costOfPage })
  decisions(@Root() { id }: PriorityType, @Ctx() context: RequestContext, @Args(() => DecisionArgs) args: DecisionArgs): Promise<Page> {
    return readDecisions(context, args, { id, link: 'decision_priority', side: 'target' });
  }

  @FieldResolver(() => [DecisionFlag], { description: 'How what is known now contradicts decisions in force about it.', complexity: costOfShortList(1) })
  flags(@Root() { id }: PriorityType, @Ctx() context: RequestContext): Promise<DecisionFlag[]> {
    return flagsOnPriority(context, id);
  }
}

@Resolver(() => OverlapMember)
export class MemberThemeResolver {
  @FieldResolver(() => ThemeType, { nullable: true, description: 'The theme it came by: that of the overlap, unless reviewers merged another into it.' })
  theme(@Root() { memberTheme }: MemberRow, @Ctx() context: RequestContext): Promise<ThemeType | null> {
    return findOne(context, 'theme', memberTheme);
  }
}
