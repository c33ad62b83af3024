import { sql } from 'kysely';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { inList } from '../../db/inList.ts';
import { connectionOf } from '../connection.ts';
import { allInOrder } from '../read/allInOrder.ts';
import { checkCodes } from '../read/checkCodes.ts';
import { checkNumber } from '../read/checkFilter.ts';
import { isOneOf } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import { decisionCounts } from '../read/readDuplicates.ts';
import { authoritiesAskedAbout } from '../read/timeScope.ts';
import { DuplicateCandidateType, DuplicateDecisionType, DuplicateStatus } from '../types/duplicate.ts';

export const DuplicateCandidateConnection = connectionOf('DuplicateCandidate', () => DuplicateCandidateType);
export const DuplicateDecisionConnection = connectionOf('DuplicateDecision', () => DuplicateDecisionType);

@InputType({ description: 'Narrows a list of services that may be one. Every condition given must hold.' })
export class DuplicateCandidateFilter {
  @Field(() => [ID], { nullable: true, description: 'Ids of sources: pairs of which at least one service comes from any of these.' })
  sources?: string[];
  @Field(() => [ID], { nullable: true, description: 'GSS codes: pairs of which at least one service is for any of these authorities.' })
  authorities?: string[];
  @Field(() => [DuplicateStatus], { nullable: true, description: 'Pairs of any of these states. OPEN alone gives what is still to be decided.' })
  status?: DuplicateStatus[];
  @Field(() => Int, { nullable: true, description: 'Pairs of at least so many points, from 0 to 100.' })
  minScore?: number;
  @Field(() => ID, { nullable: true, description: 'Id of a service: pairs that it is one of.' })
  service?: string;
}

@ArgsType()
export class DuplicateCandidateArgs extends PageArgs {
  @Field(() => DuplicateCandidateFilter, { nullable: true, description: 'Which pairs. Left out, all of them, those decided among them.' })
  filter?: DuplicateCandidateFilter;
}

@InputType({ description: 'Narrows a list of decisions about services. Every condition given must hold.' })
export class DuplicateDecisionFilter {
  @Field(() => [ID], { nullable: true, description: 'Ids of services: decisions that name any of these.' })
  services?: string[];
  @Field(() => Boolean, { nullable: true, description: 'True: only decisions that count. False: only those that were undone, and the undoing of them.' })
  inForce?: boolean;
}

@ArgsType()
export class DuplicateDecisionArgs extends PageArgs {
  @Field(() => DuplicateDecisionFilter, { nullable: true, description: 'Which decisions. Left out, all of them, those undone among them.' })
  filter?: DuplicateDecisionFilter;
}

/** A service of either side of the pair. */
const eitherOf = (services: ReturnType<typeof sql>) => sql<boolean>`(duplicate_candidate.first_id in (${services}) or duplicate_candidate.second_id in (${services}))`;

export const readDuplicateCandidates = listReader<DuplicateCandidateFilter>({ table: 'duplicate_candidate', orderBy: ['score', 'id'], descending: true }, async (context, filter) => {
  checkNumber('minScore', filter.minScore, { least: 0, most: 100 });
  await allInOrder([checkCodes(context, 'source', filter.sources), authoritiesAskedAbout(context, { authorities: filter.authorities })]);
  return [
    filter.sources && eitherOf(sql`select service.id from service where source_id in ${inList(filter.sources)}`),
    filter.authorities && eitherOf(sql`select owner_id from service_authority where target_id in ${inList(filter.authorities)}`),
    filter.status && isOneOf('duplicate_candidate.status', filter.status),
    filter.minScore !== undefined && sql<boolean>`duplicate_candidate.score >= ${filter.minScore}`,
    filter.service !== undefined && sql<boolean>`${filter.service} in (duplicate_candidate.first_id, duplicate_candidate.second_id)`,
  ];
});

export const readDuplicateDecisions = listReader<DuplicateDecisionFilter>({ table: 'duplicate_decision', orderBy: ['madeAt', 'id'], descending: true }, (_, filter) => [
  filter.services && sql<boolean>`(duplicate_decision.first_id in ${inList(filter.services)} or duplicate_decision.second_id in ${inList(filter.services)})`,
  filter.inForce !== undefined && (filter.inForce ? decisionCounts : sql<boolean>`not ${decisionCounts}`),
]);
