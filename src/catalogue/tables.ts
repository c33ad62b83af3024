import { Action, ActionSeeAlso } from './action.ts';
import { Area } from './area.ts';
import { Authority, AuthorityNeighbour, AuthoritySuccessor } from './authority.ts';
import { Budget, BudgetAuthority, BudgetTheme } from './budget.ts';
import { Consultation } from './consultation.ts';
import { Group, GroupAuthority } from './group.ts';
import { Indicator, IndicatorTheme } from './indicator.ts';
import { Inspection } from './inspection.ts';
import { Judgement } from './judgement.ts';
import { Meeting } from './meeting.ts';
import { Milestone, MilestoneAction } from './milestone.ts';
import { StatisticalNeighbour } from './neighbourModel.ts';
import { Observation } from './observation.ts';
import { Outcome } from './outcome.ts';
import { Plan, PlanAuthority } from './plan.ts';
import { PlanIndicator } from './planIndicator.ts';
import { PlanLink } from './planLink.ts';
import { PlanStep } from './planStep.ts';
import { Population } from './population.ts';
import { Priority, PriorityIndicator, PriorityStatedTheme } from './priority.ts';
import { Protocol, ProtocolAuthority, ProtocolTheme } from './protocol.ts';
import { Recommendation, RecommendationTheme } from './recommendation.ts';
import { Region } from './region.ts';
import { Responsibility } from './responsibility.ts';
import { Service, ServiceArea, ServiceAuthority, ServiceOpenTo, ServiceTheme } from './service.ts';
import { ServiceCapacity } from './serviceCapacity.ts';
import { ServiceCost } from './serviceCost.ts';
import { ServicePlace } from './servicePlace.ts';
import { ServiceTerm } from './serviceTerm.ts';
import { ServiceUse } from './serviceUse.ts';
import { Target, TargetAction } from './target.ts';
import { Theme } from './theme.ts';

/** Every table of what publishers told the hub: the nouns, each followed by its link tables. */
export const catalogueTables = [
  Action,
  ActionSeeAlso,
  Area,
  Authority,
  AuthoritySuccessor,
  AuthorityNeighbour,
  Budget,
  BudgetAuthority,
  BudgetTheme,
  Consultation,
  Group,
  GroupAuthority,
  Indicator,
  IndicatorTheme,
  Inspection,
  Judgement,
  Meeting,
  Milestone,
  MilestoneAction,
  StatisticalNeighbour,
  Observation,
  Outcome,
  Plan,
  PlanAuthority,
  PlanIndicator,
  PlanLink,
  PlanStep,
  Population,
  Priority,
  PriorityStatedTheme,
  PriorityIndicator,
  Protocol,
  ProtocolAuthority,
  ProtocolTheme,
  Recommendation,
  RecommendationTheme,
  Region,
  Responsibility,
  Service,
  ServiceAuthority,
  ServiceArea,
  ServiceTheme,
  ServiceOpenTo,
  ServicePlace,
  ServiceCost,
  ServiceTerm,
  ServiceCapacity,
  ServiceUse,
  Target,
  TargetAction,
  Theme,
] as const;
