import { IndicatorChildrenResolver, OverlapChildrenResolver } from './childrenResolver.ts';
import { CommissioningCaseResolver } from './commissioningCaseResolver.ts';
import { ComparedThemeResolver, ComparisonCellResolver, ComparisonResolver } from './comparisonResolver.ts';
import { DisputeResolver, MemberDisputesResolver, PriorityDisputesResolver, ThemeDisputesResolver } from './disputeResolver.ts';
import { MatchResolver } from './matchResolver.ts';
import { NearestMissResolver, OverlapMissesResolver } from './nearestMissResolver.ts';
import { OverlapHistoryResolver, OverlapMomentResolver, OverlapMomentsResolver } from './overlapHistoryResolver.ts';
import { OverlapMemberResolver, PriorityReadingResolver, PriorityThemeResolver } from './overlapMemberResolver.ts';
import { PriorityRunnersUpResolver, RunnerUpResolver } from './readingResolver.ts';
import { OverlapRelationsResolver, PriorityOverlapsResolver, ThemePrioritiesResolver } from './overlapRelationsResolver.ts';
import { AuthorityCoverageResolver, OverlapListResolver, OverlapResolver } from './overlapResolver.ts';

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
  IndicatorChildrenResolver,
  NearestMissResolver,
  OverlapMemberResolver,
  PriorityReadingResolver,
  PriorityThemeResolver,
  PriorityRunnersUpResolver,
  RunnerUpResolver,
  PriorityOverlapsResolver,
  ThemePrioritiesResolver,
  DisputeResolver,
  PriorityDisputesResolver,
  ThemeDisputesResolver,
  MemberDisputesResolver,
  ComparisonResolver,
  ComparedThemeResolver,
  ComparisonCellResolver,
] as const;
