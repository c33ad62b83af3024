import { ComparedThemeResolver, ComparisonCellResolver, ComparisonResolver } from './comparisonResolver.ts';
import { OverlapMemberResolver, PriorityReadingResolver, PriorityThemeResolver } from './overlapMemberResolver.ts';
import { AuthorityCoverageResolver, OverlapListResolver, OverlapResolver } from './overlapResolver.ts';

/** Everything about what authorities share. */
export const overlapResolvers = [OverlapListResolver, OverlapResolver, AuthorityCoverageResolver, OverlapMemberResolver, PriorityReadingResolver, PriorityThemeResolver, ComparisonResolver, ComparedThemeResolver, ComparisonCellResolver] as const;
