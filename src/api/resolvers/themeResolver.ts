import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { ResponsibilitySubject } from '../../catalogue/responsibility.ts';
import { ThemeType } from '../../catalogue/theme.ts';
import type { RequestContext } from '../context.ts';
import { costOfPage, costOfShortList } from '../cost.ts';
import { BudgetArgs, BudgetConnection, readBudgets } from '../lists/budgets.ts';
import { readResponsibilities, ResponsibilityConnection } from '../lists/groups.ts';
import { IndicatorArgs, IndicatorConnection, readIndicators } from '../lists/indicators.ts';
import { MeetingArgs, MeetingConnection, readMeetings } from '../lists/meetings.ts';
import { ProtocolArgs, ProtocolConnection, readProtocols } from '../lists/protocols.ts';
import { readRecommendations, RecommendationArgs, RecommendationConnection } from '../lists/recommendations.ts';
import { readServices, ServiceArgs, ServiceConnection } from '../lists/services.ts';
import { readThemes, ThemeArgs, ThemeConnection, themeList } from '../lists/themes.ts';
import { textsOf } from '../read/textsOf.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { Page } from '../read/readPage.ts';
import { findChildren, findOne } from '../read/related.ts';

@Resolver(() => ThemeType)
export class ThemeResolver {
  @Query(() => ThemeConnection, { description: 'The shared taxonomy, by name.', complexity: costOfPage })
  themes(@Ctx() context: RequestContext, @Args(() => ThemeArgs) args: ThemeArgs): Promise<Page> {
    return readThemes(context, args);
  }

  @Query(() => ThemeType, { nullable: true, description: 'One theme by its code, or null when the taxonomy has none.' })
  theme(@Ctx() context: RequestContext, @Arg('code', () => ID, { description: 'Code of the theme, for example NEET.' }) code: string): Promise<ThemeType | null> {
    return findOne(context, 'theme', code);
  }

  @FieldResolver(() => [String], { description: 'Other words in use for it.', complexity: costOfShortList(5) })
  altLabels(@Root() theme: ThemeType): string[] {
    return textsOf(theme.altLabels);
  }

  @FieldResolver(() => ThemeType, { nullable: true, description: 'The wider theme it is part of. Empty for a theme at the top.' })
  broader(@Root() theme: ThemeType, @Ctx() context: RequestContext): Promise<ThemeType | null> {
    return findOne(context, 'theme', theme.broaderCode);
  }

  @FieldResolver(() => [ThemeType], { description: 'The themes it is made of, by name.', complexity: costOfShortList(5) })
  narrower(@Root() theme: ThemeType, @Ctx() context: RequestContext): Promise<ThemeType[]> {
    return findChildren(context, themeList, { id: theme.id, column: 'broaderCode' });
  }

  @FieldResolver(() => IndicatorConnection, { description: 'What is measured about it. Indicators of narrower themes are not listed.', complexity: costOfPage })
  indicators(@Root() theme: ThemeType, @Ctx() context: RequestContext, @Args(() => IndicatorArgs) args: IndicatorArgs): Promise<Page> {
    return readIndicators(context, args, { id: theme.id, link: 'indicator_theme', side: 'target' });
  }

  @FieldResolver(() => ServiceConnection, { description: 'Services for it that the hub was told of. Others may exist.', complexity: costOfPage })
  services(@Root() theme: ThemeType, @Ctx() context: RequestContext, @Args(() => ServiceArgs) args: ServiceArgs): Promise<Page> {
    return readServices(context, args, { id: theme.id, link: 'service_theme', side: 'target' });
  }

  @FieldResolver(() => RecommendationConnection, { description: 'Recommendations about it.', complexity: costOfPage })
  recommendations(@Root() theme: ThemeType, @Ctx() context: RequestContext, @Args(() => RecommendationArgs) args: RecommendationArgs): Promise<Page> {
    return readRecommendations(context, args, { id: theme.id, link: 'recommendation_theme', side: 'target' });
  }

  @FieldResolver(() => ProtocolConnection, { description: 'Existing agreements across boundaries about it.', complexity: costOfPage })
  protocols(@Root() theme: ThemeType, @Ctx() context: RequestContext, @Args(() => ProtocolArgs) args: ProtocolArgs): Promise<Page> {
    return readProtocols(context, args, { id: theme.id, link: 'protocol_theme', side: 'target' });
  }
  @FieldResolver(() => ResponsibilityConnection, { description: 'Groups that answer for it, and in what way.', complexity: costOfPage })
  responsibilities(@Root() theme: ThemeType, @Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page> {
    return readResponsibilities(context, { ...page, filter: { subjects: [ResponsibilitySubject.THEME] } }, { id: theme.id, column: 'subjectRef' });
  }

  @FieldResolver(() => MeetingConnection, { description: 'Items of meetings that are about it.', complexity: costOfPage })
  meetings(@Root() theme: ThemeType, @Ctx() context: RequestContext, @Args(() => MeetingArgs) args: MeetingArgs): Promise<Page> {
    return readMeetings(context, args, { id: theme.id, column: 'subjectRef' });
  }

  @FieldResolver(() => BudgetConnection, { description: 'Money said to be for it. A sum for several themes is listed under each as a whole: never add it up twice.', complexity: costOfPage })
  budgets(@Root() theme: ThemeType, @Ctx() context: RequestContext, @Args(() => BudgetArgs) args: BudgetArgs): Promise<Page> {
    return readBudgets(context, args, { id: theme.id, link: 'budget_theme', side: 'target' });
  }
}
