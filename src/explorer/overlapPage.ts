import { readAddress } from '../api/address.ts';
import { OneOverlapDocument, type OneOverlapQuery } from '../api/generated/operations.ts';
import { HubError } from '../errors.ts';
import { componentsTable, scoreSentence } from './caseViews.ts';
import { historySection } from './historyViews.ts';
import { html, type Html } from './html.ts';
import { cell, column, layout, row, rowHead, table } from './layout.ts';
import { addressOf, graphiqlAddress, type Question } from './links.ts';
import { namesOfSharing, summaryOf } from './overlapViews.ts';
import { given, type Page } from './Page.ts';
import { childrenSection, nearestMissesSection } from './reasonViews.ts';
import { firstRegion } from './regionAskedFor.ts';
import { decisionsTable, reviewOf } from './reviewViews.ts';
import { statementsTable } from './statementViews.ts';
import { themeWordsSection } from './themeWordsView.ts';
import { strengthInWords } from './words.ts';
import { counted, listed } from '../words.ts';

type Overlap = NonNullable<OneOverlapQuery['overlap']>;

/** Everything about one overlap: who shares it, who does not and why, each statement with all its reasons, and what stands beside it. */
export const overlapPage: Page = {
  address: '/overlaps/:id',
  async read(api, { query, params: { id } }) {
    const { region, asAt } = readAddress(query, ['region', 'asAt']);
    const { overlap, ...beside } = await api.execute(OneOverlapDocument, { id, region: region ?? firstRegion, ...given({ asAt }) });
    if (!overlap) throw new HubError('NOT_FOUND', 'No overlap of these authorities on this day has that address. What is not shared by two of them makes none.');
    return showOverlap(overlap, beside, { region, asAt });
  },
};

function showOverlap(overlap: Overlap, { region, readingThresholds: { read, readAlone, sure } }: Pick<OneOverlapQuery, 'region' | 'readingThresholds'>, question: Question): Html {
  return layout({
    title: overlap.title,
    section: '',
    body: html`<a class="govuk-back-link hub-no-print" href="${addressOf('/', { ...question })}">All overlaps</a>
      <h1 class="govuk-heading-xl">${overlap.title}</h1>
      ${overlap.theme.definition !== null && html`<p class="govuk-body-l hub-lead">${overlap.theme.definition}.</p>`}
      <p class="govuk-body"><strong>Compared:</strong> ${region !== null && `the authorities of ${region.name}. `}${overlap.days.explanation}</p>
      <p class="govuk-body"><strong>Strength ${overlap.strength.toFixed(2)}: ${strengthInWords(overlap.strength).toLowerCase()}.</strong> ${summaryOf(overlap)}${!overlap.concurrent && ' No two of the plans were in force on the same day.'}</p>
      ${reviewOf(overlap)}
      <h2 class="govuk-heading-m">Who shares it</h2>
      <p class="govuk-body">${namesOfSharing(overlap.coverage)}.${unsureOf(overlap)}</p>
      ${overlap.jointPlans.length > 0 && html`<p class="govuk-body"><strong>Already joint:</strong> ${overlap.jointPlans.map(({ title }) => title).join('; ')}.</p>`}
      ${contactsList(overlap)}
      ${absentTable(overlap)}
      ${childrenSection(overlap)}
      <h2 class="govuk-heading-m" id="case">What speaks for commissioning it together</h2>
      <p class="govuk-body">${scoreSentence(overlap.commissioningCase)} It says where to look first, and decides nothing.</p>
      ${componentsTable('case-components', 'Each part from 0 to 1, where more is a stronger case', overlap.commissioningCase)}
      ${historySection(overlap.overTime, overlap.title)}
      <h2 class="govuk-heading-m">The evidence</h2>
      <p class="govuk-body hub-prose">The words that speak for it are <mark>marked</mark>. The hub reads every theme of which it is ${read} sure, or else the likeliest alone from ${readAlone}; it calls a reading below ${sure} <strong>uncertain</strong>, for a person to look at first.</p>
      ${themeWordsSection(overlap.theme)}
      ${statementsTable({ id: 'statements', caption: shownOf(overlap.members, 'that an authority adopted'), about: overlap.title, statements: overlap.members.nodes })}
      ${overlap.context.totalCount > 0 &&
      html`<h2 class="govuk-heading-m">Beside it: what others said</h2>
        <p class="govuk-body">No authority adopted these as its own, so they make no overlap: an inspector's recommendation, a group's remit, a partner's outcome, or what a draft states.</p>
        ${statementsTable({ id: 'context', caption: shownOf(overlap.context, 'that no authority adopted'), about: overlap.title, statements: overlap.context.nodes })}`}
      ${nearestMissesSection(overlap)}
      ${pairSection(overlap)}
      ${overlap.decisions.nodes.length > 0 && html`<h2 class="govuk-heading-m">What reviewers decided about it</h2>
        ${decisionsTable(overlap.decisions.nodes, { id: 'decisions', caption: newestOf(overlap.decisions) })}`}
      <p class="govuk-body hub-no-print"><a class="govuk-link" href="${graphiqlAddress('OneOverlap', { id: overlap.id, ...question })}">The query behind this page</a></p>`,
  });
}

/** In plain words, since "uncertain" beside a name says too little to whoever is about to write to them. */
function unsureOf({ coverage: { sharing } }: Overlap): string {
  const names = sharing.filter(({ isUncertain }) => isUncertain).map(({ authority }) => authority.name);
  if (names.length === 0) return '';
  return ` ${names.length === sharing.length ? 'All share' : `${listed(names)} ${names.length === 1 ? 'shares' : 'share'}`} it only by statements that the hub is unsure of: read these first.`;
}

/** Any two statements of the overlap, its context and its nearest misses, to be held against each other. */
function pairSection({ members, context, nearestMisses }: Overlap): Html {
  const priorities = [...members.nodes, ...context.nodes, ...nearestMisses].map(({ priority }) => priority);
  const options = (chosen: number): Html[] => priorities.map(({ id, title, plan }, i) => html`<option value="${id}"${i === chosen && html` selected`}>${plan?.authorities.map(({ name }) => name).join(' and ')}: ${title}</option>`);
  const choice = (name: string, label: string, chosen: number): Html => html`<div class="govuk-form-group"><label class="govuk-label" for="${name}">${label}</label><select class="govuk-select hub-pair" id="${name}" name="${name}">${options(chosen)}</select></div>`;
  return html`<h2 class="govuk-heading-m hub-no-print" id="pair">Why are two of these together, or apart?</h2>
    <form class="hub-question hub-no-print" method="get" action="/match">${choice('a', 'The first', 0)}${choice('b', 'The second', 1)}<button type="submit" class="govuk-button">Explain</button></form>`;
}

/** To whom those that share it want to be written; nothing where none of them has said so. */
function contactsList({ contacts }: Overlap): Html | false {
  const named = contacts.flatMap(({ authority, contact }) => (contact === null ? [] : [{ ...contact, name: authority.name }]));
  if (named.length === 0) return false;
  const missing = contacts.filter(({ contact }) => contact === null).map(({ authority }) => authority.name);
  return html`<p class="govuk-body"><strong>Whom to write to:</strong></p>
    <ul class="govuk-list govuk-list--bullet">${named.map(({ name, role, mailbox }) => html`<li>${name}: ${role}, <a class="govuk-link" href="mailto:${mailbox}">${mailbox}</a></li>`)}</ul>
    ${missing.length > 0 && html`<p class="govuk-body">No contact is named by ${missing.join(', ')}.</p>`}`;
}

function absentTable({ coverage: { notSharing, unknown } }: Overlap): Html | false {
  const rows = [...notSharing.map((entry) => ({ ...entry, state: 'Has a plan without it' })), ...unknown.map((entry) => ({ ...entry, state: 'Cannot tell' }))];
  if (rows.length === 0) return false;
  return table({
    id: 'absent',
    caption: 'Authorities not among them, and why',
    head: [column('Authority', 'name'), column('What we know', 'name'), column('Why')],
    rows: rows.map(({ authority, state, reason }) => row([rowHead(authority.name), cell(state), cell(reason)])),
    isCompact: true,
  });
}

function newestOf({ nodes, totalCount }: Overlap['decisions']): string {
  const all = counted(totalCount, 'decision');
  return nodes.length < totalCount ? `The newest ${nodes.length} of ${all}` : `${all}, the newest first`;
}

function shownOf({ nodes, totalCount }: { nodes: readonly unknown[]; totalCount: number }, which: string): string {
  const all = `${counted(totalCount, 'statement')} ${which}`;
  return nodes.length < totalCount ? `The first ${nodes.length} of ${all}; the CSV has them all` : all;
}
