import { OverlapMemberResolver, PriorityReadingResolver, PriorityThemeResolver } from './overlapMemberResolver.ts';
import { AuthorityCoverageResolver, OverlapListResolver, OverlapResolver } from './overlapResolver.ts';

/** Everything about what authorities share. */
export const overlapResolvers = [OverlapListResolver, OverlapResolver, AuthorityCoverageResolver, OverlapMemberResolver, PriorityReadingResolver, PriorityThemeResolver] as const;
