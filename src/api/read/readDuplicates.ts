import DataLoader from 'dataloader';
import { sql } from 'kysely';
import type { ServiceType } from '../../catalogue/service.ts';
import { inList } from '../../db/inList.ts';
import { loaderOf, type RequestContext } from '../context.ts';
import type { DuplicateDecisionType } from '../types/duplicate.ts';

/** That a decision counts: it is none that takes another back, and none takes it back. */
export const decisionCounts = sql<boolean>`(duplicate_decision.kind <> 'undo' and not exists (select 1 from duplicate_decision undo where undo.undoes_id = duplicate_decision.id))`;

/** The services that are one with a service, itself among them, the one that stands for all first; the service alone where nobody said so. One statement for all asked at once. */
export function groupOf(context: RequestContext, service: ServiceType): Promise<ServiceType[]> {
  return loaderOf(context, 'groups of services', () => new DataLoader<ServiceType, ServiceType[]>((services) => readGroups(context, services))).load(service);
}

async function readGroups({ db }: RequestContext, services: readonly ServiceType[]): Promise<ServiceType[][]> {
  const rows = await db
    .selectFrom('service_group as own')
    .innerJoin('service_group as member', 'member.groupId', 'own.groupId')
    .innerJoin('service', 'service.id', 'member.serviceId')
    .selectAll('service')
    .select('own.serviceId as askedFor')
    .where(sql<boolean>`own.service_id in ${inList(services.map(({ id }) => id))}`)
    .orderBy('member.place')
    .execute();
  const byService = Map.groupBy(rows as unknown as (ServiceType & { askedFor: string })[], (row) => row.askedFor);
  return services.map((service) => byService.get(service.id) ?? [service]);
}

/** The decision in force about just these two services, if there is one. One statement for all asked at once. */
export function decisionOn(context: RequestContext, pair: { id: string }): Promise<DuplicateDecisionType | null> {
  return loaderOf(context, 'decisions on duplicates', () => new DataLoader((ids: readonly string[]) => readDecisions(context, ids))).load(pair.id);
}

async function readDecisions({ db }: RequestContext, candidateIds: readonly string[]): Promise<(DuplicateDecisionType | null)[]> {
  const rows = await db
    .selectFrom('duplicate_candidate')
    .innerJoin('duplicate_decision', (join) => join.onRef('duplicate_decision.firstId', '=', 'duplicate_candidate.firstId').onRef('duplicate_decision.secondId', '=', 'duplicate_candidate.secondId'))
    .selectAll('duplicate_decision')
    .select('duplicate_candidate.id as candidateId')
    .where(sql<boolean>`duplicate_candidate.id in ${inList(candidateIds)}`)
    .where(decisionCounts)
    // Of two hubs that took each other's files both may have decided alike: the later is told.
    .orderBy('duplicate_decision.madeAt')
    .execute();
  const byCandidate = new Map(rows.map((row) => [row.candidateId, row as unknown as DuplicateDecisionType]));
  return candidateIds.map((id) => byCandidate.get(id) ?? null);
}

/** The undo that took a decision back, if any did. One statement for all asked at once. */
export function undoneBy(context: RequestContext, decisionId: string): Promise<DuplicateDecisionType | null> {
  return loaderOf(context, 'undoing of decisions on duplicates', () => new DataLoader((ids: readonly string[]) => readUndoing(context, ids))).load(decisionId);
}

async function readUndoing({ db }: RequestContext, ids: readonly string[]): Promise<(DuplicateDecisionType | null)[]> {
  const rows = await db.selectFrom('duplicate_decision').selectAll().where(sql<boolean>`duplicate_decision.undoes_id in ${inList(ids)}`).orderBy('madeAt', 'desc').execute();
  const byUndone = new Map(rows.map((row) => [row.undoesId, row as unknown as DuplicateDecisionType]));
  return ids.map((id) => byUndone.get(id) ?? null);
}
