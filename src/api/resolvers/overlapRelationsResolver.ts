import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { PriorityType } from '../../catalogue/priority.ts';
import { ThemeType } from '../../catalogue/theme.ts';
import type { RequestContext } from '../context.ts';
import { costOfPage, costOfShortList } from '../cost.ts';
import { IndicatorArgs, IndicatorConnection, readIndicators } from '../lists/indicators.ts';
import { PriorityArgs, PriorityConnection, readPriorities } from '../lists/priorities.ts';
import { ProtocolArgs, ProtocolConnection, readProtocols } from '../lists/protocols.ts';
import { readServices, ServiceArgs, ServiceConnection } from '../lists/services.ts';
import { overlapsOfPriority, overlapsOfTheme, unlessRejected } from '../read/listOverlaps.ts';
import type { AnyOf } from '../read/listReader.ts';
import type { ScopedOverlap } from '../read/readOverlaps.ts';
import type { Page, Parent } from '../read/readPage.ts';
import { OverlapType } from '../types/overlap.ts';

/** The way on from an overlap: what is measured, what is provided and what is agreed about it. */
@Resolver(() => OverlapType)
export class OverlapRelationsResolver {
  @FieldResolver(() => IndicatorConnection, { description: 'Indicators of its theme, or of its themes where reviewers merged overlaps.', complexity: costOfPage })
  indicators(@Root() overlap: ScopedOverlap, @Ctx() context: RequestContext, @Args(() => IndicatorArgs) args: IndicatorArgs): Promise<Page> {
    return readIndicators(context, args, themesOf(overlap, 'indicator_theme'));
  }

  @FieldResolver(() => ServiceConnection, { description: 'Services of its theme, or of its themes where reviewers merged overlaps, for the authorities asked about. Directories are incomplete: none listed does not mean that none exists.', complexity: costOfPage })
  services(@Root() overlap: ScopedOverlap, @Ctx() context: RequestContext, @Args(() => ServiceArgs) { filter, ...page }: ServiceArgs): Promise<Page> {
    const authorities = filter?.authorities ?? overlap.scope.authorities.map((authority) => authority.id);
    return readServices(context, { ...page, filter: { ...filter, authorities } }, themesOf(overlap, 'service_theme'));
  }

  @FieldResolver(() => ProtocolConnection, { description: 'Existing agreements across boundaries about its theme, or its themes where reviewers merged overlaps, among the authorities asked about.', complexity: costOfPage })
  protocols(@Root() overlap: ScopedOverlap, @Ctx() context: RequestContext, @Args(() => ProtocolArgs) { filter, ...page }: ProtocolArgs): Promise<Page> {
    const authorities = filter?.authorities ?? overlap.scope.authorities.map((authority) => authority.id);
    return readProtocols(context, { ...page, filter: { ...filter, authorities } }, themesOf(overlap, 'protocol_theme'));
  }
}

/** What hangs on the theme of an overlap is read for all overlaps at once; one into which others were merged has several. */
function themesOf({ themeCode, themeCodes }: ScopedOverlap, link: string): Parent | AnyOf {
  return themeCodes.length === 1 ? { id: themeCode, link, side: 'target' } : { anyOf: themeCodes, link };
}

@Resolver(() => ThemeType)
export class ThemeRelationsResolver {
  @FieldResolver(() => PriorityConnection, { description: 'Priorities in which the hub reads this theme, plan by plan.', complexity: costOfPage })
  priorities(@Root() theme: ThemeType, @Ctx() context: RequestContext, @Args(() => PriorityArgs) args: PriorityArgs): Promise<Page> {
    return readPriorities(context, args, { id: theme.id, link: 'priority_theme', side: 'target' });
  }

  @FieldResolver(() => PriorityConnection, { description: 'Priorities to which their publishers gave this theme (statedThemes), plan by plan. What the hub reads in their words may be another.', complexity: costOfPage })
  statedPriorities(@Root() theme: ThemeType, @Ctx() context: RequestContext, @Args(() => PriorityArgs) args: PriorityArgs): Promise<Page> {
    return readPriorities(context, args, { id: theme.id, link: 'priority_stated_theme', side: 'target' });
  }

  @FieldResolver(() => [OverlapType], { description: 'Overlaps of it, among all authorities and over all time, but for those that a reviewer rejected: one, unless reviewers split it; where they merged it into another, that. Ask overlap(id, filter) for how one looks among some authorities on a day.', complexity: costOfShortList(2) })
  async overlaps(@Root() theme: ThemeType, @Ctx() context: RequestContext, @Arg('rejected', () => Boolean, { nullable: true, defaultValue: false, description: 'True: also those that a reviewer rejected.' }) rejected?: boolean): Promise<ScopedOverlap[]> {
    return unlessRejected(await overlapsOfTheme(context, theme.code), rejected);
  }
}

@Resolver(() => PriorityType)
export class PriorityOverlapsResolver {
  @FieldResolver(() => [OverlapType], { description: 'Overlaps it is in, among all authorities and over all time, but for those that a reviewer rejected. Ask overlap(id, filter) for how one looks among some authorities on a day.', complexity: costOfShortList(2) })
  async overlaps(
    @Root() priority: PriorityType,
    @Ctx() context: RequestContext,
    @Arg('rejected', () => Boolean, { nullable: true, defaultValue: false, description: 'True: also those that a reviewer rejected.' }) rejected?: boolean,
  ): Promise<ScopedOverlap[]> {
    return unlessRejected(await overlapsOfPriority(context, priority.id), rejected);
  }
}
