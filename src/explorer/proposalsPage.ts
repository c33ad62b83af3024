import { readAddress } from '../api/address.ts';
import { ProposalsDocument, type ProposalsQuery } from '../api/generated/operations.ts';
import { html, type Content, type Html } from './html.ts';
import { cell, column, layout, row, rowHead, table } from './layout.ts';
import { addressOf, graphiqlAddress } from './links.ts';
import { given, type Page } from './Page.ts';
import { dayInWords } from './words.ts';
import { counted, listed } from '../words.ts';

type Proposal = ProposalsQuery['proposals']['nodes'][number];

/** Joint proposals that were agreed, the newest first, each with its paper. */
export const proposalsPage: Page = {
  address: '/proposals',
  read: async (api, { query }) => showProposals(await api.execute(ProposalsDocument, given(readAddress(query, ['after'])))),
};

function showProposals({ proposals: { nodes, totalCount, pageInfo } }: ProposalsQuery): Html {
  const next = pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined;
  return layout({
    title: 'Joint proposals',
    section: '/proposals',
    body: html`<h1 class="govuk-heading-xl">Joint proposals</h1>
      <p class="govuk-body-l hub-lead">What several bodies agreed to commission together. Before that a proposal is seen by those alone who shape it, with their keys.</p>
      <p class="govuk-body hub-no-print"><a class="govuk-link" href="${graphiqlAddress('Proposals', {})}">The query behind this page</a></p>
      ${nodes.length === 0 ? html`<p class="govuk-inset-text">No proposal is public yet. One is started from an overlap by an analyst, or by an officer of a body that takes part.</p>` : proposalsTable(nodes, totalCount)}
      ${next !== undefined && html`<p class="govuk-body"><a class="govuk-link" href="${addressOf('/proposals', { after: next })}">Earlier proposals</a></p>`}`,
  });
}

function proposalsTable(proposals: readonly Proposal[], totalCount: number): Html {
  return table({
    id: 'proposals',
    caption: `${counted(totalCount, 'proposal')}, the newest first`,
    head: [column('Proposal', 'wide'), column('Where it is', 'name'), column('Who takes part', 'wide'), column('Paper', 'name')],
    rows: proposals.map((proposal) => row([rowHead(nameOf(proposal)), cell(whereItIs(proposal)), cell(whoTakesPart(proposal)), cell(papersOf(proposal))])),
  });
}

function nameOf({ title, themes }: Proposal): Content {
  return [title, themes.length > 0 && html`<br /><span class="hub-word">${listed(themes.map(({ label }) => label))}</span>`];
}

function whereItIs({ state, changedAt, versionNumber }: Proposal): Content {
  return [html`<strong>${states[state]}</strong>`, html`<br /><span class="hub-word">version ${versionNumber}, ${dayInWords(changedAt)}</span>`];
}

function whoTakesPart({ standings, lead }: Proposal): Content {
  return [listed(standings.map(({ name }) => name)), lead !== null && html`<br /><span class="hub-word">led by ${lead.name}</span>`];
}

function papersOf({ id, title }: Proposal): Content {
  const address = `/proposals/${encodeURIComponent(id)}/paper`;
  return html`<a class="govuk-link" href="${address}">Read<span class="govuk-visually-hidden"> the paper of ${title}</span></a> · <a class="govuk-link" href="${address}.docx">Word<span class="govuk-visually-hidden"> document of ${title}</span></a>`;
}

const states: Record<Proposal['state'], string> = { DRAFT: 'Draft', IN_CONSULTATION: 'In consultation', SUBMITTED: 'Submitted', AGREED: 'Agreed', DECLINED: 'Declined', WITHDRAWN: 'Withdrawn', IN_DELIVERY: 'In delivery', REVIEWED: 'Reviewed' };
