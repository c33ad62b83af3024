import { ActionResolver, MilestoneResolver } from './actionResolver.ts';
import { AreaResolver } from './areaResolver.ts';
import { AuthorityResolver, StatisticalNeighbourResolver } from './authorityResolver.ts';
import { GroupResolver, ResponsibilityResolver } from './groupResolver.ts';
import { IndicatorResolver } from './indicatorResolver.ts';
import { InspectionResolver, JudgementResolver } from './inspectionResolver.ts';
import { ObservationResolver } from './observationResolver.ts';
import { overlapResolvers } from './overlapResolvers.ts';
import { ConsultationResolver, OutcomeResolver, PlanIndicatorResolver, PlanStepResolver } from './planPartResolvers.ts';
import { PlanResolver } from './planResolver.ts';
import { PriorityResolver } from './priorityResolver.ts';
import { ProtocolResolver } from './protocolResolver.ts';
import { ProvenanceResolver } from './provenanceResolver.ts';
import { RecommendationResolver } from './recommendationResolver.ts';
import { RegionResolver } from './regionResolver.ts';
import { ServiceResolver } from './serviceResolver.ts';
import { DataVersionResolver, HarvestRunResolver, IssueResolver, SourceResolver } from './sourceResolver.ts';
import { TargetResolver } from './targetResolver.ts';
import { ThemeResolver } from './themeResolver.ts';

/** Everything a query can ask: root fields and relations, noun by noun. */
export const resolvers = [
  ProvenanceResolver,
  RegionResolver,
  AuthorityResolver,
  StatisticalNeighbourResolver,
  AreaResolver,
  ThemeResolver,
  PlanResolver,
  OutcomeResolver,
  PlanStepResolver,
  ConsultationResolver,
  PlanIndicatorResolver,
  PriorityResolver,
  IndicatorResolver,
  ObservationResolver,
  TargetResolver,
  ActionResolver,
  MilestoneResolver,
  InspectionResolver,
  JudgementResolver,
  RecommendationResolver,
  ServiceResolver,
  ProtocolResolver,
  GroupResolver,
  ResponsibilityResolver,
  SourceResolver,
  HarvestRunResolver,
  IssueResolver,
  DataVersionResolver,
  ...overlapResolvers,
] as const;
