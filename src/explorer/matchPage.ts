import { readAddress } from '../api/address.ts';
import { ExplainMatchDocument, type ExplainMatchQuery, type MatchLevel } from '../api/generated/operations.ts';
import { html, type Content, type Html } from './html.ts';
import { cell, column, documentLink, layout, numberCell, numberColumn, row, rowHead, table } from './layout.ts';
import { graphiqlAddress } from './links.ts';
import type { Page } from './Page.ts';
import { authoritiesOf, wordsOf } from './statementViews.ts';
import { datesOf, matchAspects, matchVerdicts } from './words.ts';
import { counted } from '../words.ts';

type Match = ExplainMatchQuery['explainMatch'];
type Compared = Match['a'];

/** Why two statements are, or are not, in one overlap; without two of them, what to give. */
export const matchPage: Page = {
  address: '/match',
  async read(api, { query }) {
    const asked = readAddress(query, ['a', 'b']);
    const { a, b } = asked;
    return showMatch(a === undefined || b === undefined ? null : (await api.execute(ExplainMatchDocument, { a, b })).explainMatch, asked);
  },
};

function showMatch(match: Match | null, asked: { a?: string | undefined; b?: string | undefined }): Html {
  return layout({
    title: 'Together or apart?',
    section: '',
    body: html`<h1 class="govuk-heading-l">Together or apart?</h1>
      ${match === null ? pairForm(asked) : explanation(match)}`,
  });
}

function pairForm({ a, b }: { a?: string | undefined; b?: string | undefined }): Html {
  const input = (name: string, label: string, value: string | undefined): Html => html`<div class="govuk-form-group"><label class="govuk-label" for="${name}">${label}</label><input class="govuk-input" id="${name}" name="${name}" value="${value}" /></div>`;
  return html`<p class="govuk-body hub-prose">Give the ids of two statements, as “Ask your own” and the downloads show them, or choose two on the page of an overlap.</p>
    <form class="hub-question" method="get" action="/match">${input('a', 'The first', a)}${input('b', 'The second', b)}<button type="submit" class="govuk-button">Explain</button></form>`;
}

function explanation({ verdict, summary, a, b, overlaps, reasons, wouldChange }: Match): Html {
  return html`<p class="govuk-body-l hub-lead"><strong>${matchVerdicts[verdict]}.</strong> ${summary}</p>
    ${table({
      id: 'two',
      caption: 'The two statements; the words that the hub read them by are marked',
      head: [column('Which', 'short'), column('Authority', 'short'), column('In its own words', 'words'), column('Document', 'name'), column('Read to be about')],
      rows: [comparedRow('The first', a), comparedRow('The second', b)],
      isCompact: true,
    })}
    ${reasons.length > 0 && html`${table({
      id: 'reasons',
      caption: 'What speaks for and against their being together',
      head: [column('What is compared', 'short'), column('What it decides', 'short'), numberColumn('Weight'), column('The reason')],
      rows: reasons.map(({ aspect, decides, weight, explanation: said }) => row([rowHead(matchAspects[aspect]), cell(levels[decides]), numberCell(decides === 'NOTHING' ? '' : weightInWords(weight)), cell(said)])),
      isCompact: true,
    })}
    <p class="govuk-body-s hub-prose">Weights run from −1, against, to 1, for. For a theme that both have, the weight is how sure the hub is.</p>`}
    ${wouldChange.length > 0 && html`<h2 class="govuk-heading-m">What would bring them closer</h2><ul class="govuk-list govuk-list--bullet hub-prose">${wouldChange.map((sentence) => html`<li>${sentence}</li>`)}</ul>`}
    ${overlaps.length > 0 && html`<p class="govuk-body">${counted(overlaps.length, 'overlap')} with both, over all time: ${overlaps.map(({ title }) => title).join('; ')}.</p>`}
    <p class="govuk-body hub-no-print"><a class="govuk-link" href="${graphiqlAddress('ExplainMatch', { a: a.id, b: b.id })}">The query behind this page</a></p>`;
}

function comparedRow(name: string, { plan, themes, runnersUp, isUncertain, ...priority }: Compared): Html {
  const evidence = themes.flatMap((theme) => theme.evidence);
  return row([
    rowHead(name),
    cell(authoritiesOf({ priority: { plan } })),
    cell(wordsOf({ ...priority, evidence })),
    cell(plan === null ? 'Not public' : html`${documentLink(plan.title, plan.url)}<br /><span class="hub-word">${datesOf(plan)}</span>`),
    cell([themes.length === 0 ? (isUncertain ? 'No theme: the hub is not sure enough of any' : 'No theme: a reviewer refused what the hub read') : themes.map(({ theme, confidence }, i) => html`${i > 0 && html`<br />`}${theme.label} <span class="hub-word">(${confidence.toFixed(2)} sure)</span>`), isUncertain && html`<br /><strong>Uncertain</strong>`, nearlyRead(runnersUp)]),
  ]);
}

function nearlyRead(runnersUp: Compared['runnersUp']): Content {
  return runnersUp.map(({ theme, threshold, confidence }) => html`<br /><span class="hub-word">Not read: ${theme.label} (${confidence.toFixed(2)} sure, read from ${threshold.toFixed(2)})</span>`);
}

const levels: Record<MatchLevel, string> = { OVERLAP: 'One overlap', CORE: 'One core group', NOTHING: 'Nothing' };

function weightInWords(weight: number): string {
  return weight < 0 ? `−${Math.abs(weight).toFixed(2)}` : weight.toFixed(2);
}
