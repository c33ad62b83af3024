import { readAddress } from '../api/address.ts';
import { DuplicateCandidatesDocument, type DuplicateCandidatesQuery, type DuplicateStatus } from '../api/generated/operations.ts';
import { HubError } from '../errors.ts';
import { html, type Content, type Html } from './html.ts';
import { cell, column, documentLink, layout, numberCell, numberColumn, row, rowHead, table } from './layout.ts';
import { addressOf, graphiqlAddress } from './links.ts';
import { given, type Page } from './Page.ts';
import { serviceAddress } from './servicesPage.ts';
import { dayInWords, duplicateStates } from './words.ts';
import { counted, listed } from '../words.ts';

type Candidate = DuplicateCandidatesQuery['duplicateCandidates']['nodes'][number];

/** Services of different directories that may be one, the likeliest first, with what speaks for and against it and what was decided. */
export const duplicatesPage: Page = {
  address: '/duplicates',
  async read(api, { query }) {
    const { status, after } = readAddress(query, ['status', 'after']);
    const asked = stateAskedFor(status);
    return showDuplicates(await api.execute(DuplicateCandidatesDocument, { ...given({ after }), ...(asked !== undefined && { filter: { status: [asked] } }) }), asked);
  },
};

function stateAskedFor(status: string | undefined): DuplicateStatus | undefined {
  if (status === undefined || Object.hasOwn(duplicateStates, status)) return status as DuplicateStatus | undefined;
  throw new HubError('BAD_ARGUMENT', `status is "${status.slice(0, 40)}". Allowed: ${Object.keys(duplicateStates).join(', ')}, or nothing.`);
}

function showDuplicates({ duplicateCandidates: { nodes, totalCount, pageInfo } }: DuplicateCandidatesQuery, status: DuplicateStatus | undefined): Html {
  const next = pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined;
  return layout({
    title: 'Services that may be one',
    section: '/decisions',
    body: html`<h1 class="govuk-heading-xl">Services that may be one</h1>
      <p class="govuk-body-l hub-lead">Two directories often list the same service. The hub points at such pairs and says why; a reviewer decides. Until then both count. No record is merged or deleted.</p>
      <nav aria-label="Which pairs" class="hub-no-print"><ul class="govuk-list hub-inline hub-kinds">${states.map((each) => stateLink(each, status))}<li><a class="govuk-link" href="${graphiqlAddress('DuplicateCandidates', status === undefined ? {} : { filter: { status: [status] } })}">The query behind this page</a></li></ul></nav>
      ${nodes.length === 0 ? html`<p class="govuk-inset-text">${status === undefined ? 'No two services of different sources look as if they were one.' : 'No pair is in this state.'}</p>` : candidatesTable(nodes, totalCount)}
      ${next !== undefined && html`<p class="govuk-body"><a class="govuk-link" href="${addressOf('/duplicates', { status, after: next })}">Less likely pairs</a></p>`}`,
  });
}

const states = [undefined, ...(Object.keys(duplicateStates) as DuplicateStatus[])];

function stateLink(state: DuplicateStatus | undefined, current: DuplicateStatus | undefined): Html {
  return html`<li><a class="govuk-link" href="${addressOf('/duplicates', { status: state })}"${state === current && html` aria-current="true"`}>${state === undefined ? 'All pairs' : duplicateStates[state]}</a></li>`;
}

function candidatesTable(candidates: readonly Candidate[], totalCount: number): Html {
  return table({
    id: 'duplicates',
    caption: `${counted(totalCount, 'pair')}, the likeliest first`,
    head: [column('The two services', 'wide'), numberColumn('Points of 100'), column('What speaks for it'), column('What speaks against it', 'name'), column('Decided', 'name')],
    rows: candidates.map((candidate) => row([rowHead(candidate.services.map(serviceIn)), numberCell(candidate.score), cell(reasonList(candidate.reasons)), cell(reasonList(candidate.against)), cell(decidedOf(candidate))])),
    isCompact: true,
  });
}

function serviceIn({ id, name, provider, url, authorities, provenance }: Candidate['services'][number]): Content {
  const told = [provider, authorities.length > 0 && `for ${listed(authorities.map((authority) => authority.name))}`].filter(Boolean).join(', ');
  const place = serviceAddress({ id, name, authorities });
  const code = html`<code>${id}</code>`;
  return html`<div class="hub-service">${documentLink(name, url)}<br /><span class="hub-word">${told !== '' && html`${told}<br />`}${provenance.source.title}, ${place === null ? code : html`<a class="govuk-link" href="${place}">${code}</a>`}</span></div>`;
}

function reasonList(reasons: Candidate['reasons']): Content {
  if (reasons.length === 0) return 'Nothing';
  return html`<ul class="hub-reasons">${reasons.map(({ points, explanation }) => html`<li>${explanation} <span class="hub-word">(${points})</span></li>`)}</ul>`;
}

/** Where nobody decided of just these two, the state follows from decisions about others. */
function decidedOf({ status, decision, services }: Candidate): Content {
  if (status === 'OPEN') return duplicateStates.OPEN;
  const kept = services.find(({ isRepresentative }) => isRepresentative);
  return [
    html`<strong>${duplicateStates[status]}</strong>`,
    decision === null ? html`<br /><span class="hub-word">It follows from decisions about others</span>` : html`<br /><q>${decision.note}</q><br /><span class="hub-word">${decision.reviewer}, ${dayInWords(decision.madeAt)}</span>`,
    status === 'SAME' && html`<br /><span class="hub-word">${kept === undefined ? 'Another record stands for both' : `Both count as ${kept.id}`}</span>`,
  ];
}
