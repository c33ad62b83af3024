import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { ConsultationType } from '../../catalogue/consultation.ts';
import { IndicatorType } from '../../catalogue/indicator.ts';
import { OutcomeType } from '../../catalogue/outcome.ts';
import { PlanType } from '../../catalogue/plan.ts';
import { PlanIndicatorType } from '../../catalogue/planIndicator.ts';
import { PlanLinkType } from '../../catalogue/planLink.ts';
import { PlanStepType } from '../../catalogue/planStep.ts';
import { PriorityType } from '../../catalogue/priority.ts';
import type { RequestContext } from '../context.ts';
import { costOfPage } from '../cost.ts';
import { ConsultationArgs, ConsultationConnection, readConsultations } from '../lists/consultations.ts';
import { OutcomeArgs, OutcomeConnection, readOutcomes } from '../lists/outcomes.ts';
import { PlanLinkArgs, PlanLinkConnection, readPlanLinks } from '../lists/planLinks.ts';
import { PlanIndicatorArgs, PlanIndicatorConnection, readPlanIndicators } from '../lists/planIndicators.ts';
import { PlanStepArgs, PlanStepConnection, readPlanSteps } from '../lists/planSteps.ts';
import { PriorityArgs, PriorityConnection, readPriorities } from '../lists/priorities.ts';
import type { Page } from '../read/readPage.ts';
import { findOne } from '../read/related.ts';

@Resolver(() => OutcomeType)
export class OutcomeResolver {
  @Query(() => OutcomeConnection, { description: 'Outcomes of plans, plan by plan, as each publisher lists them: filter by ecmOutcomes and region to ask who wants the same.', complexity: costOfPage })
  outcomes(@Ctx() context: RequestContext, @Args(() => OutcomeArgs) args: OutcomeArgs): Promise<Page> {
    return readOutcomes(context, args);
  }

  @FieldResolver(() => PlanType, { nullable: true, description: 'The plan it is an outcome of. Empty only when the plan is not public any more.' })
  plan(@Root() outcome: OutcomeType, @Ctx() context: RequestContext): Promise<PlanType | null> {
    return findOne(context, 'plan', outcome.planId);
  }

  @FieldResolver(() => PriorityConnection, { description: 'The priorities that stand under it.', complexity: costOfPage })
  priorities(@Root() outcome: OutcomeType, @Ctx() context: RequestContext, @Args(() => PriorityArgs) args: PriorityArgs): Promise<Page> {
    return readPriorities(context, args, { id: outcome.id, column: 'outcomeId' });
  }

  @FieldResolver(() => PlanIndicatorConnection, { description: 'The indicators by which the plan judges it.', complexity: costOfPage })
  indicators(@Root() outcome: OutcomeType, @Ctx() context: RequestContext, @Args(() => PlanIndicatorArgs) args: PlanIndicatorArgs): Promise<Page> {
    return readPlanIndicators(context, args, { id: outcome.id, column: 'outcomeId' });
  }
}

@Resolver(() => PlanStepType)
export class PlanStepResolver {
  @Query(() => PlanStepConnection, { description: 'Steps in the life of plans, plan by plan, as each publisher lists them: filter by purposes and dates to ask what was approved when.', complexity: costOfPage })
  planSteps(@Ctx() context: RequestContext, @Args(() => PlanStepArgs) args: PlanStepArgs): Promise<Page> {
    return readPlanSteps(context, args);
  }

  @FieldResolver(() => PlanType, { nullable: true, description: 'The plan whose step it is. Empty only when the plan is not public any more.' })
  plan(@Root() step: PlanStepType, @Ctx() context: RequestContext): Promise<PlanType | null> {
    return findOne(context, 'plan', step.planId);
  }
}

@Resolver(() => ConsultationType)
export class ConsultationResolver {
  @Query(() => ConsultationConnection, { description: 'Consultations on plans, plan by plan: who was asked, what they said, and what was done about it.', complexity: costOfPage })
  consultations(@Ctx() context: RequestContext, @Args(() => ConsultationArgs) args: ConsultationArgs): Promise<Page> {
    return readConsultations(context, args);
  }

  @FieldResolver(() => PlanType, { nullable: true, description: 'The plan it was about. Empty only when the plan is not public any more.' })
  plan(@Root() consultation: ConsultationType, @Ctx() context: RequestContext): Promise<PlanType | null> {
    return findOne(context, 'plan', consultation.planId);
  }
}

@Resolver(() => PlanIndicatorType)
export class PlanIndicatorResolver {
  @Query(() => PlanIndicatorConnection, { description: 'Indicators as plans use them, plan by plan: filter by roles and region to ask for all obsessions of a region.', complexity: costOfPage })
  planIndicators(@Ctx() context: RequestContext, @Args(() => PlanIndicatorArgs) args: PlanIndicatorArgs): Promise<Page> {
    return readPlanIndicators(context, args);
  }

  @FieldResolver(() => PlanType, { nullable: true, description: 'The plan that uses the indicator. Empty only when the plan is not public any more.' })
  plan(@Root() use: PlanIndicatorType, @Ctx() context: RequestContext): Promise<PlanType | null> {
    return findOne(context, 'plan', use.planId);
  }

  @FieldResolver(() => IndicatorType, { nullable: true, description: 'The indicator, with its unit and polarity. Empty only when its publisher withdrew it.' })
  indicator(@Root() use: PlanIndicatorType, @Ctx() context: RequestContext): Promise<IndicatorType | null> {
    return findOne(context, 'indicator', use.indicatorCode);
  }

  @FieldResolver(() => OutcomeType, { nullable: true, description: 'The outcome it is used for. Empty when the plan does not say.' })
  outcome(@Root() use: PlanIndicatorType, @Ctx() context: RequestContext): Promise<OutcomeType | null> {
    return findOne(context, 'outcome', use.outcomeId);
  }

  @FieldResolver(() => PriorityType, { nullable: true, description: 'The priority it is used for. Empty when the plan does not say.' })
  priority(@Root() use: PlanIndicatorType, @Ctx() context: RequestContext): Promise<PriorityType | null> {
    return findOne(context, 'priority', use.priorityId);
  }
}

@Resolver(() => PlanLinkType)
export class PlanLinkResolver {
  @Query(() => PlanLinkConnection, { description: 'How plans hang together with other plans, strategies and agreements, plan by plan.', complexity: costOfPage })
  planLinks(@Ctx() context: RequestContext, @Args(() => PlanLinkArgs) args: PlanLinkArgs): Promise<Page> {
    return readPlanLinks(context, args);
  }

  @FieldResolver(() => PlanType, { nullable: true, description: 'The plan that says so. Empty only when the plan is not public any more.' })
  plan(@Root() link: PlanLinkType, @Ctx() context: RequestContext): Promise<PlanType | null> {
    return findOne(context, 'plan', link.planId);
  }

  @FieldResolver(() => PlanType, { nullable: true, description: 'The plan it leads to. Empty when the hub does not hold it: relatedTitle then says which is meant.' })
  related(@Root() link: PlanLinkType, @Ctx() context: RequestContext): Promise<PlanType | null> {
    return findOne(context, 'plan', link.relatedId);
  }
}
