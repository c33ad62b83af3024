import DataLoader from 'dataloader';
import { sql } from 'kysely';
import { conclusionOf } from '../../../commissioning/proposals/conclusion.ts';
import type { Evidence, Fact } from '../../../commissioning/proposals/Fact.ts';
import { movedFacts, type Moved } from '../../../commissioning/proposals/movedFacts.ts';
import { evidenceId } from '../../../commissioning/proposals/Stored.ts';
import { HubError } from '../../../errors.ts';
import { loaderOf, type RequestContext } from '../../context.ts';
import type { ProposalEvidenceQueryVariables } from '../../generated/operations.ts';
import type { ConclusionShape, EvidenceShape } from '../../types/proposals/judged.ts';
import type { ProposalType } from '../../types/proposals/proposal.ts';
import { isOneOf } from '../conditions.ts';
import { readDataVersion } from '../readDataVersion.ts';
import { findOne } from '../related.ts';
import { askEvidence } from './askEvidence.ts';
import { contentInForce } from './readProposal.ts';

const mostMoved = 500;

/** Evidence as it is stored. */
export type EvidenceRow = EvidenceShape & { proposalId: string };

/** The latest evidence of a proposal; null before any was frozen. One statement for all proposals asked at once. */
export function latestEvidenceOf(context: RequestContext, proposalId: string): Promise<EvidenceRow | null> {
  return loaderOf(context, 'latest evidence', () => new DataLoader((ids: readonly string[]) => readLatest(context, ids))).load(proposalId);
}

async function readLatest({ db }: RequestContext, ids: readonly string[]): Promise<(EvidenceRow | null)[]> {
  const isLatest = sql<boolean>`not exists (select 1 from proposal_evidence later where later.proposal_id = proposal_evidence.proposal_id and later.number > proposal_evidence.number)`;
  const rows = await db.selectFrom('proposal_evidence').selectAll().where(isOneOf('proposal_evidence.proposalId', ids)).where(isLatest).execute();
  const byProposal = new Map((rows as unknown as EvidenceRow[]).map((row) => [row.proposalId, row]));
  return ids.map((id) => byProposal.get(id) ?? null);
}

/** Number, hash and time of all evidence ever frozen of a proposal, in order: enough to tell on what a position was taken. One statement for all proposals asked at once. */
export function evidenceNumbersOf(context: RequestContext, proposalId: string): Promise<Pick<Evidence, 'number' | 'sha256' | 'madeAt'>[]> {
  return loaderOf(context, 'numbers of evidence', () => new DataLoader((ids: readonly string[]) => readNumbers(context, ids))).load(proposalId);
}

async function readNumbers({ db }: RequestContext, ids: readonly string[]): Promise<Pick<Evidence, 'number' | 'sha256' | 'madeAt'>[][]> {
  const rows = await db.selectFrom('proposal_evidence').select(['proposalId', 'number', 'sha256', 'madeAt']).where(isOneOf('proposal_evidence.proposalId', ids)).orderBy('number').execute();
  const byProposal = Map.groupBy(rows as unknown as EvidenceRow[], ({ proposalId }) => proposalId);
  return ids.map((id) => byProposal.get(id) ?? []);
}

/** What the later of two says otherwise than the earlier. */
export async function evidenceDifferencesOf(context: RequestContext, proposalId: string, { from, to }: { from: number; to: number }): Promise<Moved[]> {
  const [before, after] = await Promise.all([evidenceAsked(context, proposalId, from, 'from'), evidenceAsked(context, proposalId, to, 'to')]);
  return movedFacts(factsIn(before), factsIn(after)).slice(0, mostMoved);
}

async function evidenceAsked(context: RequestContext, proposalId: string, number: number, argument: string): Promise<EvidenceRow> {
  const evidence = await findOne<EvidenceRow>(context, 'proposal_evidence', evidenceId(proposalId, number));
  if (evidence) return evidence;
  throw new HubError('BAD_ARGUMENT', `${argument} is ${number}, and the proposal has no evidence of that number. "earlierEvidence" lists it.`);
}

export function factsIn({ facts }: Pick<EvidenceShape, 'facts'>): Fact[] {
  return JSON.parse(facts) as Fact[];
}

/**
 * What moved since the evidence was frozen, and whether the conclusion still holds; null before any was. The same question is asked again, of
 * the day it was asked on, so that nothing moves because time goes by; on the same data it is not asked at all.
 */
export async function conclusionNow(context: RequestContext, proposal: ProposalType): Promise<ConclusionShape | null> {
  const evidence = await latestEvidenceOf(context, proposal.id);
  if (!evidence) return null;
  const [frozen, dataVersion, { conclusion, reliesOn }] = [factsIn(evidence), await dataVersionNow(context), await contentInForce(context, proposal)];
  const now = dataVersion === evidence.dataVersion ? frozen : await askEvidence(context.askAsPublic, JSON.parse(evidence.variables) as ProposalEvidenceQueryVariables, context.today);
  const { state, explanation, moved } = conclusionOf({ frozen, now, conclusion, reliesOn });
  return { state, explanation, frozenAt: evidence.dataVersion, dataVersion, movedCount: moved.length, moved: moved.slice(0, mostMoved) as ConclusionShape['moved'] };
}

/** Read once, however many proposals are held against it. */
function dataVersionNow(context: RequestContext): Promise<number> {
  const readOnce = async (asked: readonly 'now'[]): Promise<number[]> => Array<number>(asked.length).fill(await readDataVersion(context));
  return loaderOf(context, 'data version that evidence is held against', () => new DataLoader(readOnce)).load('now');
}
