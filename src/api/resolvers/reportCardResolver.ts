import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../context.ts';
import { costOfWorkedOut } from '../cost.ts';
import { readPlanReport } from '../read/reporting/readPlanReport.ts';
import { readReportCard } from '../read/reporting/readReportCard.ts';
import { GraphQLISODate } from '../scalars.ts';
import { PlanReport, ReportCard, ReportCardArgs } from '../types/reportCard.ts';

@Resolver(() => ReportCard)
export class ReportCardResolver {
  @Query(() => ReportCard, { description: 'The report card of an indicator or of a priority, for an authority on a day: history, forecast if nothing changes, trajectory and targets, whether the curve is turning, the story behind it, partners, what works, actions, lead and sponsor, when it is reported next, and what is missing.', complexity: costOfWorkedOut })
  reportCard(@Ctx() context: RequestContext, @Args(() => ReportCardArgs) args: ReportCardArgs): Promise<ReportCard> {
    return readReportCard(context, args);
  }

  @Query(() => PlanReport, { description: 'All report cards of a plan as one periodic report: by theme, with variances, corrective action and the state of its actions.', complexity: costOfWorkedOut })
  planReport(
    @Ctx() context: RequestContext,
    @Arg('plan', () => ID, { description: 'Id of the plan, as "plans" gives it.' }) plan: string,
    @Arg('authority', () => ID, { nullable: true, description: 'GSS code of one of its authorities: needed for a joint plan.' }) authority?: string,
    @Arg('asAt', () => GraphQLISODate, { nullable: true, description: 'The day of the report. Left out: today.' }) asAt?: string,
  ): Promise<PlanReport> {
    return readPlanReport(context, { plan, authority, asAt: asAt ?? context.today });
  }
}
