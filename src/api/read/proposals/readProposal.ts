import DataLoader from 'dataloader';
import { sql } from 'kysely';
import { isInsider } from '../../../commissioning/policy.ts';
import type { ProposalContent } from '../../../commissioning/proposals/ProposalContent.ts';
import type { Names } from '../../../commissioning/proposals/inWords.ts';
import type { Position } from '../../../commissioning/proposals/positions.ts';
import type { StageEvent } from '../../../commissioning/proposals/stages.ts';
import { contentOf, unknownProposal, versionId } from '../../../commissioning/proposals/Stored.ts';
import { HubError } from '../../../errors.ts';
import { loaderOf, type RequestContext } from '../../context.ts';
import type { ProposalEventType, ProposalType, ProposalVersionType } from '../../types/proposals/proposal.ts';
import { isOneOf } from '../conditions.ts';
import { findBody } from '../readBodies.ts';
import { findOne } from '../related.ts';

/** A proposal that the viewer may see, or UNKNOWN_PROPOSAL. */
export async function findProposal(context: RequestContext, id: string): Promise<ProposalType> {
  const proposal = await findOne<ProposalType>(context, 'proposal', id);
  if (proposal) return proposal;
  throw unknownProposal(id);
}

/** A proposal that the viewer is one of those to shape. Everybody sees one that is agreed, and it is not everybody's to act on. */
export async function findShaped(context: RequestContext, id: string): Promise<ProposalType> {
  const proposal = await findProposal(context, id);
  const own = await context.db.selectFrom('proposal').select('proposal.id').where('proposal.id', '=', id).where(isInsider(context.viewer, sql.ref('proposal.id'))).execute();
  if (own.length > 0) return proposal;
  throw new HubError('NOT_ALLOWED', `Only the bodies that take part in a proposal, whoever started it and analysts of its region may act on it, and your key is that of ${context.viewer.holder?.name ?? 'nobody'}. Ask one of them.`);
}

/** What a version says to this viewer: what is exempt only to those who shape the proposal. Null where the version is not theirs to see. */
export async function findContent(context: RequestContext, proposalId: string, number: number): Promise<ProposalContent | null> {
  const id = versionId(proposalId, number);
  const [version, exempt] = await Promise.all([findOne<ProposalVersionType>(context, 'proposal_version', id), findOne<{ text: string; paragraph: number }>(context, 'proposal_exempt', id)]);
  return version && contentOf(version.content, exempt && { text: exempt.text, paragraph: Number(exempt.paragraph) });
}

/** What the version in force says. */
export async function contentInForce(context: RequestContext, { id, versionNumber }: ProposalType): Promise<ProposalContent> {
  const content = await findContent(context, id, versionNumber);
  if (content) return content;
  throw new Error(`Proposal ${id} is seen by somebody who may not see its version in force`);
}

/** A version asked for by its number. */
export async function contentAsked(context: RequestContext, proposalId: string, number: number, argument: string): Promise<ProposalContent> {
  const content = await findContent(context, proposalId, number);
  if (content) return content;
  throw new HubError('BAD_ARGUMENT', `${argument} is ${number}, and the proposal has no version of that number that you may see. "versions" lists them.`);
}

/** Names that the hub knows of the bodies of a proposal, by code. */
export async function namesOf(context: RequestContext, { bodies }: Pick<ProposalContent, 'bodies'>): Promise<Names> {
  const found = await Promise.all(bodies.map(({ code }) => findBody(context, code)));
  return new Map(found.filter(({ code, name }) => name !== code).map(({ code, name }) => [code, name]));
}

/** Every position taken on a proposal, in order. One statement for all proposals asked at once. */
export async function positionsOf(context: RequestContext, proposalId: string): Promise<Position[]> {
  return (await eventsOf(context, proposalId)).filter(({ kind }) => kind === 'position').map(({ data }) => JSON.parse(data) as Position);
}

/** Every word on the nine stages, in order. One statement, the same as for positions. */
export async function stageEventsOf(context: RequestContext, proposalId: string): Promise<StageEvent[]> {
  return (await eventsOf(context, proposalId)).filter(({ kind }) => kind === 'stage').map(({ data }) => JSON.parse(data) as StageEvent);
}

function eventsOf(context: RequestContext, proposalId: string): Promise<ProposalEventType[]> {
  return loaderOf(context, 'positions and stages', () => new DataLoader((ids: readonly string[]) => readEvents(context, ids))).load(proposalId);
}

async function readEvents({ db }: RequestContext, ids: readonly string[]): Promise<ProposalEventType[][]> {
  const rows = await db.selectFrom('proposal_event').selectAll().where(isOneOf('proposal_event.proposalId', ids)).where('kind', 'in', ['position', 'stage']).orderBy('id').execute();
  const byProposal = Map.groupBy(rows as unknown as ProposalEventType[], ({ proposalId }) => proposalId);
  return ids.map((id) => byProposal.get(id) ?? []);
}
