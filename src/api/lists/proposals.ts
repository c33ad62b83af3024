import { sql } from 'kysely';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import type { ProposalState } from '../../commissioning/proposals/life.ts';
import { inList } from '../../db/inList.ts';
import { connectionOf } from '../connection.ts';
import { checkThemes } from '../read/checkThemes.ts';
import { anyContains, isOneOf } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List } from '../read/readPage.ts';
import { ProposalEventType, ProposalStateEnum, ProposalType, ProposalVersionType } from '../types/proposals/proposal.ts';
import { EvidenceShape } from '../types/proposals/judged.ts';

export const ProposalConnection = connectionOf('Proposal', () => ProposalType);
export const ProposalVersionConnection = connectionOf('ProposalVersion', () => ProposalVersionType);
export const ProposalEventConnection = connectionOf('ProposalEvent', () => ProposalEventType);
export const ProposalEvidenceConnection = connectionOf('ProposalEvidence', () => EvidenceShape);

const newestFirst: List = { table: 'proposal', orderBy: ['startedAt', 'id'], descending: true };
export const versionsNewestFirst: List = { table: 'proposal_version', orderBy: ['number', 'id'], descending: true };
export const eventsNewestFirst: List = { table: 'proposal_event', orderBy: ['id'], descending: true };
export const evidenceNewestFirst: List = { table: 'proposal_evidence', orderBy: ['number', 'id'], descending: true };

@InputType({ description: 'Narrows a list of proposals. Every condition given must hold.' })
export class ProposalFilter {
  @Field(() => [ID], { nullable: true, description: 'Proposals with these ids.' })
  ids?: string[];
  @Field(() => [ProposalStateEnum], { nullable: true, description: 'Proposals in any of these states.' })
  states?: ProposalState[];
  @Field(() => [ID], { nullable: true, description: 'GSS codes: proposals in which any of these bodies takes part.' })
  bodies?: string[];
  @Field(() => [ID], { nullable: true, description: 'Theme codes: proposals about any of these.' })
  themes?: string[];
  @Field(() => [ID], { nullable: true, description: 'Proposals that start from any of these overlaps, by their ids.' })
  overlaps?: string[];
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: proposals that name it as theirs.' })
  region?: string;
  @Field(() => String, { nullable: true, description: 'Proposals whose title holds these words, whatever the case.' })
  text?: string;
}

@ArgsType()
export class ProposalArgs extends PageArgs {
  @Field(() => ProposalFilter, { nullable: true, description: 'Which proposals. Left out, all that you may see.' })
  filter?: ProposalFilter;
}

/** One page of proposals, the newest first. */
export const readProposals = listReader<ProposalFilter>(newestFirst, async (context, { ids, states, bodies, themes, overlaps, region, text }) => {
  await checkThemes(context, themes);
  const names = (kind: string, codes: readonly string[]) => sql<boolean>`exists (select 1 from proposal_subject named where named.proposal_id = proposal.id and named.kind = ${kind} and named.code in ${inList(codes)})`;
  return [
    ids && isOneOf('proposal.id', ids),
    states && isOneOf('proposal.state', states),
    bodies && names('body', bodies),
    themes && names('theme', themes),
    overlaps && names('overlap', overlaps),
    region && isOneOf('proposal.regionCode', [region]),
    text && anyContains(['proposal.title'], text),
  ];
});
