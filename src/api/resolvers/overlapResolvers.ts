import { ChildrenConcernedResolver, IndicatorChildrenResolver, OverlapChildrenResolver } from './childrenResolver.ts';
import { CommissioningCaseResolver } from './commissioningCaseResolver.ts';
import { ComparedThemeResolver, ComparisonCellResolver, ComparisonResolver } from './comparisonResolver.ts';
import { DecisionResolver } from './decisionResolver.ts';
import { DisputeResolver, MemberDisputesResolver, PriorityDisputesResolver, ThemeDisputesResolver } from './disputeResolver.ts';
import { MatchResolver } from './matchResolver.ts';
import { NearestMissResolver, OverlapMissesResolver } from './nearestMissResolver.ts';
import { OverlapActsResolver } from './overlapActsResolver.ts';
import { OverlapHistoryResolver, OverlapMomentResolver, OverlapMomentsResolver } from './overlapHistoryResolver.ts';
import { OverlapMemberResolver, PriorityReadingResolver, PriorityThemeResolver } from './overlapMemberResolver.ts';
import { PriorityRunnersUpResolver, RunnerUpResolver } from './readingResolver.ts';
import { OverlapRelationsResolver, PriorityOverlapsResolver, ThemeRelationsResolver } from './overlapRelationsResolver.ts';
import { MemberThemeResolver, OverlapReviewResolver, PriorityDecisionsResolver } from './overlapReviewResolver.ts';
import { AuthorityCoverageResolver, OverlapListResolver, OverlapResolver } from './overlapResolver.ts';
import { ThemeActsResolver } from './themeActsResolver.ts';

/** Everything about what authorities share. */
export const overlapResolvers = [
  OverlapListResolver,
  OverlapResolver,
  OverlapRelationsResolver,
  CommissioningCaseResolver,
  OverlapHistoryResolver,
  OverlapMomentsResolver,
  OverlapMomentResolver,
  AuthorityCoverageResolver,
  OverlapMissesResolver,
  MatchResolver,
  OverlapChildrenResolver,
  ChildrenConcernedResolver,
  IndicatorChildrenResolver,
  NearestMissResolver,
  OverlapMemberResolver,
  PriorityReadingResolver,
  PriorityThemeResolver,
  PriorityRunnersUpResolver,
  RunnerUpResolver,
  PriorityOverlapsResolver,
  ThemeRelationsResolver,
  DisputeResolver,
  PriorityDisputesResolver,
  ThemeDisputesResolver,
  MemberDisputesResolver,
  DecisionResolver,
  OverlapReviewResolver,
  PriorityDecisionsResolver,
  MemberThemeResolver,
  ThemeActsResolver,
  OverlapActsResolver,
  ComparisonResolver,
  ComparedThemeResolver,
  ComparisonCellResolver,
] as const;
