import { AccessKeyResolver } from './accessKeyResolver.ts';
import { ActionResolver, MilestoneResolver } from './actionResolver.ts';
import { AreaResolver } from './areaResolver.ts';
import { AuditResolver } from './auditResolver.ts';
import { AuthorityResolver, StatisticalNeighbourResolver } from './authorityResolver.ts';
import { BudgetResolver } from './budgetResolver.ts';
import { DuplicateActsResolver, DuplicateCandidateResolver, DuplicateDecisionResolver, ServiceDuplicatesResolver } from './duplicateResolvers.ts';
import { ExceptionListResolver, ExceptionResolver } from './exceptionResolver.ts';
import { AuthorityFlowResolver, FlowListResolver, OutsideServiceResolver, PlacementGroupResolver, PlacementListResolver, ServiceFlowResolver } from './flowResolvers.ts';
import { GovernanceResolver, GroupGovernanceResolver } from './governanceResolvers.ts';
import { GroupResolver, MeetingResolver, ResponsibilityResolver } from './groupResolver.ts';
import { IndicatorResolver } from './indicatorResolver.ts';
import { InspectionResolver, JudgementResolver } from './inspectionResolver.ts';
import { ObservationResolver } from './observationResolver.ts';
import { overlapResolvers } from './overlapResolvers.ts';
import { GovernanceReviewsResolver, PlanLifeResolver } from './planLifeResolver.ts';
import { ConsultationResolver, OutcomeResolver, PlanIndicatorResolver, PlanLinkResolver, PlanStepResolver } from './planPartResolvers.ts';
import { PlanResolver } from './planResolver.ts';
import { planVocabularyResolvers } from './planVocabularyResolver.ts';
import { PopulationResolver } from './populationResolver.ts';
import { PriorityResolver } from './priorityResolver.ts';
import { ProtocolResolver } from './protocolResolver.ts';
import { progressResolvers } from './progressResolvers.ts';
import { ProvenanceResolver } from './provenanceResolver.ts';
import { RecommendationResolver } from './recommendationResolver.ts';
import { ReferralResolver } from './referralResolver.ts';
import { RegionResolver } from './regionResolver.ts';
import { SearchHitResolver, SearchResolver } from './searchResolver.ts';
import { ServiceCapacityResolver, ServiceCostResolver, ServicePlaceResolver, ServiceTermResolver } from './servicePartResolvers.ts';
import { ReportCardResolver } from './reportCardResolver.ts';
import { ComparatorGroupResolver } from './comparatorGroupResolver.ts';
import { AuthorityContactsResolver, OverlapContactsResolver, ProposalContactsResolver, ThemeContactResolver } from './contactResolver.ts';
import { DerivedResolver } from './derivedResolver.ts';
import { NeedFigureResolver, NeedScaleResolver, ProvisionOfPlaceResolver, ProvisionResolver, ProvisionSupplyResolver } from './provisionResolver.ts';
import { JointCoverResolver, SharingResolver, SharingPossibilityResolver } from './sharingResolver.ts';
import { SeriesPolarityResolver, SeriesResolver } from './seriesResolver.ts';
import { ServiceResolver } from './serviceResolver.ts';
import { ContractsResolver, NearServiceResolver, ServicesNearResolver } from './serviceMapResolver.ts';
import { ServiceUseResolver } from './serviceUseResolver.ts';
import { DataVersionResolver, HarvestRunResolver, IssueResolver, PackageRowResolver, RecordCountResolver, SourceResolver } from './sourceResolver.ts';
import { DisclosureResolver } from './disclosureResolver.ts';
import { HarvestTriggerResolver, SourceActsResolver, SourceFactsResolver } from './sourceFactsResolver.ts';
import { PlaceResolver } from './placeResolver.ts';
import { PlanSharingResolver, SharingAgreementResolver } from './agreementResolver.ts';
import { TargetResolver } from './targetResolver.ts';
import { TermMappingResolver } from './termMappingResolver.ts';
import { ThemeResolver } from './themeResolver.ts';
import { ValueForMoneyResolver } from './valueForMoneyResolver.ts';
import { ViewerResolver } from './viewerResolver.ts';
import { vocabularyResolvers } from './vocabularyResolver.ts';

/** Everything a query can ask and a mutation can do: root fields and relations, noun by noun. */
import { ProposalActsResolver } from './proposals/proposalActsResolver.ts';
import { ProposalLifeResolver } from './proposals/proposalLifeResolver.ts';
import { OverlapProposalsResolver, ProposalEventResolver, ProposalEvidenceResolver } from './proposals/proposalPartResolvers.ts';
import { ProposalResolver, ProposalVersionResolver } from './proposals/proposalResolver.ts';

export const resolvers = [
  ProvenanceResolver,
  RegionResolver,
  AuthorityResolver,
  StatisticalNeighbourResolver,
  AreaResolver,
  PlaceResolver,
  PopulationResolver,
  ThemeResolver,
  TermMappingResolver,
  PlanResolver,
  PlanLifeResolver,
  OutcomeResolver,
  PlanStepResolver,
  PlanLinkResolver,
  ConsultationResolver,
  PlanIndicatorResolver,
  PriorityResolver,
  IndicatorResolver,
  ObservationResolver,
  SeriesResolver,
  SeriesPolarityResolver,
  DerivedResolver,
  ComparatorGroupResolver,
  ReportCardResolver,
  ProvisionResolver,
  ProvisionOfPlaceResolver,
  ProvisionSupplyResolver,
  NeedScaleResolver,
  NeedFigureResolver,
  SharingResolver,
  SharingPossibilityResolver,
  JointCoverResolver,
  TargetResolver,
  ExceptionListResolver,
  ExceptionResolver,
  ActionResolver,
  MilestoneResolver,
  InspectionResolver,
  JudgementResolver,
  RecommendationResolver,
  ServiceResolver,
  ServicePlaceResolver,
  ServiceCostResolver,
  ServiceTermResolver,
  ServiceCapacityResolver,
  DuplicateCandidateResolver,
  DuplicateDecisionResolver,
  ServiceDuplicatesResolver,
  DuplicateActsResolver,
  ServicesNearResolver,
  NearServiceResolver,
  ContractsResolver,
  ServiceUseResolver,
  FlowListResolver,
  ServiceFlowResolver,
  AuthorityFlowResolver,
  OutsideServiceResolver,
  PlacementListResolver,
  PlacementGroupResolver,
  BudgetResolver,
  ValueForMoneyResolver,
  ProtocolResolver,
  GroupResolver,
  GovernanceResolver,
  GovernanceReviewsResolver,
  GroupGovernanceResolver,
  ReferralResolver,
  ResponsibilityResolver,
  MeetingResolver,
  SourceResolver,
  SourceFactsResolver,
  DisclosureResolver,
  SourceActsResolver,
  HarvestTriggerResolver,
  PackageRowResolver,
  RecordCountResolver,
  HarvestRunResolver,
  IssueResolver,
  DataVersionResolver,
  SearchResolver,
  SearchHitResolver,
  ViewerResolver,
  ProposalResolver,
  ProposalVersionResolver,
  ProposalEvidenceResolver,
  ProposalEventResolver,
 
  OverlapProposalsResolver,
  ProposalActsResolver,
  ProposalLifeResolver,
  AuditResolver,
  AccessKeyResolver,
  SharingAgreementResolver,
  PlanSharingResolver,
  ThemeContactResolver,
  AuthorityContactsResolver,
  OverlapContactsResolver,
  ProposalContactsResolver,
  ...vocabularyResolvers,
  ...planVocabularyResolvers,
  ...overlapResolvers,
  ...progressResolvers,
] as const;
