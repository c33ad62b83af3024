import { readAddress } from '../api/address.ts';
import { PlanLifeDocument, type PlanLifeQuery } from '../api/generated/operations.ts';
import { HubError } from '../errors.ts';
import { dayForm } from './choiceViews.ts';
import { html, type Content, type Html } from './html.ts';
import { cell, column, documentLink, layout, row, rowHead, table } from './layout.ts';
import { addressOf, graphiqlAddress } from './links.ts';
import type { Page } from './Page.ts';
import { datesOf, dayInWords, planKinds, planReviewStates } from './words.ts';
import { listed } from '../words.ts';

type Plan = NonNullable<PlanLifeQuery['plan']>;

/** How a plan came about and what became of it: whether its review is in date, its steps and consultations in one order, and what it hangs together with. */
export const planPage: Page = {
  address: '/plan',
  async read(api, { query }) {
    const { plan: id, asAt } = readAddress(query, ['plan', 'asAt']);
    if (id === undefined) throw new HubError('BAD_ARGUMENT', 'plan is missing. "What the hub holds" leads to the life of each document.');
    const { plan } = await api.execute(PlanLifeDocument, { plan: id, asAt: asAt ?? null });
    if (!plan) throw new HubError('NOT_FOUND', `No plan has the id "${id.slice(0, 80)}". "What the hub holds" leads to each that has one.`);
    return showPlan(plan, { plan: id, asAt });
  },
};

function showPlan(plan: Plan, question: { plan: string; asAt?: string | undefined }): Html {
  const { title, kind, authorities, status, approvedOn, publishedOn, url } = plan;
  const dated = [status !== null && `Status: ${status}.`, approvedOn !== null && `Approved ${approvedOn}.`, publishedOn !== null && `Published ${publishedOn}.`].filter((words) => words !== false);
  return layout({
    title,
    section: '/holdings',
    body: html`<h1 class="govuk-heading-xl">${title}</h1>
      <p class="govuk-body-l hub-lead">${listed(authorities.map(({ name }) => name))}: ${planKinds[kind]}, ${datesOf(plan)}. ${dated.join(' ')}</p>
      <p class="govuk-body">${url !== null && html`${documentLink('The document', url)} `}${successionOf(plan)}<a class="govuk-link hub-no-print" href="${graphiqlAddress('PlanLife', question)}">The query behind this page</a></p>
      ${reviewSection(plan, question)}
      <h2 class="govuk-heading-m">Its life</h2>
      ${lifeTable(plan.life)}
      <h2 class="govuk-heading-m">What it hangs together with</h2>
      ${linksTable(plan)}`,
  });
}

export function planAddress(plan: string): string {
  return addressOf('/plan', { plan });
}

function successionOf({ supersedes, supersededBy }: Plan): Content {
  return [supersedes !== null && html`It replaced <a class="govuk-link" href="${planAddress(supersedes.id)}">${supersedes.title}</a>. `, ...supersededBy.map((later) => html`It was replaced by <a class="govuk-link" href="${planAddress(later.id)}">${later.title}</a>. `)];
}

function reviewSection({ annualReview: { state, explanation, rule, asAt } }: Plan, { plan }: { plan: string }): Html {
  return html`<h2 class="govuk-heading-m">Its yearly review</h2>
    <p class="govuk-body"><strong>${planReviewStates[state]}</strong> on ${dayInWords(asAt)}. ${explanation}</p>
    <p class="govuk-body-s hub-word">${rule}</p>
    ${dayForm('/plan', { plan }, asAt)}`;
}

function lifeTable(life: Plan['life']): Content {
  if (life.length === 0) return html`<p class="govuk-body">Nobody has told the hub of a step in its life, or of a consultation on it. There may have been some.</p>`;
  return table({
    id: 'life',
    caption: 'Steps and consultations: what is certainly earlier first, else as its publisher lists them; what has no date stands last',
    head: [column('When'), column('What'), column('By whom, or who was asked'), column('What came of it', 'wide')],
    rows: life.map(({ when, what, who, cameOfIt, step, consultation }) => row([rowHead(when ?? 'No date stated'), cell(what), cell(who ?? 'Not stated'), cell([cameOfIt, noteOf(step?.note ?? consultation?.note ?? null)])])),
    isCompact: true,
  });
}

function linksTable({ links, linkedFrom }: Plan): Content {
  if (links.totalCount + linkedFrom.totalCount === 0) return html`<p class="govuk-body">Nobody has told the hub of a link to another plan, strategy or agreement.</p>`;
  const said = (who: string, relation: string | null, other: { id: string; title: string } | null, words: string | null, note: string | null): Html =>
    row([rowHead(other === null ? words ?? 'Not named' : html`<a class="govuk-link" href="${planAddress(other.id)}">${words ?? other.title}</a>`), cell(relation ?? 'Not stated'), cell([who, noteOf(note)])]);
  const more = links.totalCount - links.nodes.length + linkedFrom.totalCount - linkedFrom.nodes.length;
  return html`${table({
    id: 'links',
    caption: 'Links to other plans, strategies and agreements, as documents put them',
    head: [column('Other document', 'wide'), column('How it is related'), column('Who says so')],
    rows: [...links.nodes.map(({ relation, related, relatedTitle, note }) => said('This plan', relation, related, relatedTitle, note)), ...linkedFrom.nodes.map(({ relation, plan, note }) => said('The other', relation, plan, null, note))],
    isCompact: true,
  })}${more > 0 && html`<p class="govuk-body">${more} more are not shown: the query behind this page pages through them.</p>`}`;
}

function noteOf(note: string | null): Content {
  return note === null ? null : html`<br /><span class="hub-word">${note}</span>`;
}
