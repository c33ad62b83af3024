import { readAddress } from '../api/address.ts';
import { CommissioningCaseDocument, HubSummaryDocument, type CommissioningCaseQuery, type CommissioningWeights, type OverlapTrend } from '../api/generated/operations.ts';
import { HubError } from '../errors.ts';
import { componentsTable, componentWords, percentOf, scoreInWords, scoreSentence } from './caseViews.ts';
import { regionChoice } from './choiceViews.ts';
import { html, type Html } from './html.ts';
import { cell, column, layout, numberCell, numberColumn, row, rowHead, table } from './layout.ts';
import { addressOf, graphiqlAddress, overlapAddress, type Question } from './links.ts';
import { nothingYet } from './messagePage.ts';
import { given, type Page } from './Page.ts';
import { regionAskedFor } from './regionAskedFor.ts';
import { counted, listed } from '../words.ts';

type Overlaps = CommissioningCaseQuery['overlaps'];
type Overlap = Overlaps['nodes'][number];
type WeightName = keyof CommissioningWeights;

const weightNames = ['need', 'coverage', 'match', 'specialism', 'contiguity', 'fragmentation', 'agreements'] as const satisfies readonly WeightName[];

export interface ShownCases {
  overlaps: Overlaps;
  regions: readonly { code: string; name: string }[];
  region: { code: string; name: string };
  question: Question & { after?: string | undefined };
  /** As the address gives them; those left out are the hub's own. */
  weights: Partial<Record<WeightName, string>>;
}

const trends: Record<OverlapTrend, string> = { GROWING: 'Growing', STEADY: 'Steady', FADING: 'Fading', NO_CHANGE_SEEN: 'No change seen', TOO_FEW_TO_SAY: 'Too few to say' };

/** Where to look first: the overlaps of a region by what speaks for commissioning them together, with weights that the reader may set. */
export const commissioningPage: Page = {
  address: '/commissioning',
  async read(api, { query }) {
    const { region: code, asAt, after, ...weights } = readAddress(query, ['region', 'asAt', 'after', ...weightNames]);
    const { regions } = await api.execute(HubSummaryDocument, {});
    const region = regionAskedFor(regions.nodes, code);
    if (region === undefined) return nothingYet();
    const numbers = Object.fromEntries(Object.entries(given(weights)).map(([name, weight]) => [name, weightAskedFor(name, weight)]));
    const { overlaps } = await api.execute(CommissioningCaseDocument, { region: region.code, ...given({ asAt, after }), ...(Object.keys(numbers).length > 0 && { weights: numbers }) });
    return showCases({ overlaps, regions: regions.nodes, region, question: { region: code, asAt, after }, weights: given(weights) });
  },
};

function weightAskedFor(name: string, text: string): number {
  const weight = Number(text);
  if (text.trim() === '' || !Number.isFinite(weight)) throw new HubError('BAD_ARGUMENT', `${name} is "${text.slice(0, 40)}". Allowed: a number from 0 to 1000; leave it empty for the hub's own weight.`);
  return weight;
}

function showCases(page: ShownCases): Html {
  const { overlaps, region, question, weights } = page;
  const asked = { region: region.code, asAt: question.asAt };
  const next = overlaps.pageInfo.hasNextPage ? (overlaps.pageInfo.endCursor ?? undefined) : undefined;
  return layout({
    title: `Where to look first in ${region.name}`,
    section: '/commissioning',
    body: html`<h1 class="govuk-heading-l">Where ${region.name} authorities might look first</h1>
      <p class="govuk-body hub-lead">What they share, in the order of what speaks for commissioning it together: need, small numbers, supply in pieces, what is not agreed yet, and how far they mean the same.
        It is a place to begin, and decides nothing.</p>
      ${weightsForm(page)}
      <p class="govuk-body"><strong>Compared:</strong> ${overlaps.days.explanation}</p>
      ${overlaps.nodes.length === 0 ? html`<p class="govuk-inset-text">The hub knows of no priority that two ${region.name} authorities shared then.</p>` : casesTable(overlaps, asked)}
      ${next !== undefined && html`<p class="govuk-body"><a class="govuk-link" href="${addressOf('/commissioning', { ...asked, ...weights, after: next })}">Next overlaps</a></p>`}
      ${overlaps.nodes.map((overlap) => caseSection(overlap, asked))}
      <p class="govuk-body"><a class="govuk-link" href="${addressOf('/feeds/cases.csv', asked)}">The same by the hub's own weights, as CSV</a>, a row for each part</p>
      <p class="govuk-body hub-no-print"><a class="govuk-link" href="${graphiqlAddress('CommissioningCase', { region: region.code, ...(question.asAt && { asAt: question.asAt }), ...(Object.keys(weights).length > 0 && { weights: Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, Number(weight)])) }) })}">The query behind this page</a></p>`,
  });
}

function weightsForm({ overlaps, regions, region, question, weights }: ShownCases): Html {
  const inUse = new Map(overlaps.nodes[0]?.commissioningCase.components.map(({ name, weight }) => [name.toLowerCase(), weight]));
  return html`<form class="hub-no-print" method="get" action="/commissioning">
      <div class="hub-question">
        ${regionChoice(regions, region.code)}
        <div class="govuk-form-group">
          <label class="govuk-label" for="asAt">Plans in force on</label>
          <input class="govuk-input govuk-input--width-10" id="asAt" name="asAt" type="date" value="${question.asAt}" />
        </div>
        <button type="submit" class="govuk-button">Show</button>
      </div>
      <details class="govuk-details"${Object.keys(weights).length > 0 && html` open`}>
        <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Set the weights yourself</span></summary>
        <div class="govuk-details__text">
          <p class="govuk-body">Only their proportions count. 0 leaves one out. Empty the box for the hub's own weight.</p>
          <div class="hub-question">${weightNames.map((name) => {
            const { name: label } = componentWords[name.toUpperCase() as keyof typeof componentWords];
            return html`<div class="govuk-form-group"><label class="govuk-label" for="${name}">${label}</label><input class="govuk-input govuk-input--width-4" id="${name}" name="${name}" inputmode="decimal" value="${weights[name] ?? inUse.get(name)}" /></div>`;
          })}</div>
        </div>
      </details>
    </form>`;
}

function casesTable(overlaps: Overlaps, asked: Question): Html {
  const names = overlaps.nodes[0]!.commissioningCase.components.map(({ name }) => name);
  return html`${table({
      id: 'cases',
      caption: orderInWords(overlaps),
      head: [column('Overlap', 'name'), numberColumn('Score'), numberColumn('Known'), ...names.map((name) => numberColumn(componentWords[name].name)), column('Over time', 'short')],
      rows: overlaps.nodes.map(({ id, title, authorities, commissioningCase: { score, knownWeight, isComparable, components }, overTime }) =>
        row([
          rowHead(html`<a class="govuk-link" href="#${id}">${title}</a><br /><span class="hub-word">${counted(authorities.length, 'authority', 'authorities')}${!isComparable && '; too little known to compare'}</span>`),
          numberCell(html`<strong>${scoreInWords(score)}</strong>`),
          numberCell(percentOf(knownWeight)),
          ...components.map(({ value }) => numberCell(scoreInWords(value))),
          cell(html`<a class="govuk-link" href="${overlapAddress(id, asked)}#over-time">${trends[overTime.trend]}<span class="govuk-visually-hidden">: ${title} over time</span></a>`),
        ]),
      ),
      isCompact: true,
    })}
    <p class="govuk-body-s hub-prose">Each number is from 0 to 1, and more speaks for commissioning together. The score is their mean by weight, without what is not known: “not known” is never counted as 0. “Known” is how much of the weight the score rests on. Overlaps of which less than two thirds is known stand last, since their scores do not compare.</p>`;
}

/** What the order of a page rests on: where little or nothing is known, it says little or nothing. */
function orderInWords({ totalCount, nodes }: Overlaps): string {
  const cases = nodes.map(({ commissioningCase }) => commissioningCase);
  const all = counted(totalCount, 'overlap');
  if (cases.some(({ isComparable }) => isComparable)) return `${all}, those first of which enough is known and most speaks for it`;
  if (cases.some(({ score }) => score !== null)) return `${all}; of none shown here is enough known to compare, and those stand first for which most speaks of what is known`;
  return `${all}; of what has a weight nothing is known of those shown here, and the stronger stand first`;
}

function caseSection({ id, title, authorities, commissioningCase, services, protocols }: Overlap, asked: Question): Html {
  return html`<section class="hub-overlap" id="${id}" aria-labelledby="${id}-title">
    <h2 class="govuk-heading-s" id="${id}-title">${title}</h2>
    <p class="govuk-body">${scoreSentence(commissioningCase)} ${listed(authorities.map(({ name }) => name))}. <a class="govuk-link hub-no-print" href="${overlapAddress(id, asked)}">All about it<span class="govuk-visually-hidden">: ${title}</span></a></p>
    <p class="govuk-body">${services.totalCount === 0 ? 'The hub lists no service of this theme for the authorities asked about, which does not mean that there is none.' : `${counted(services.totalCount, 'service')} of this theme listed${services.totalCount > services.nodes.length ? ', among them' : ':'} ${listed(services.nodes.map(({ name, provider, sourceYear }) => `${name} (${provider === null ? '' : `${provider}, `}${sourceInWords(sourceYear)})`))}.`}${protocols.totalCount > 0 && ` Agreements listed${protocols.totalCount > protocols.nodes.length ? `: ${protocols.totalCount}, among them` : ':'} ${listed(protocols.nodes.map(({ title: agreed, sourceYear }) => `${agreed} (${sourceInWords(sourceYear)})`))}.`}</p>
    <details class="govuk-details">
      <summary class="govuk-details__summary"><span class="govuk-details__summary-text">What the score rests on</span></summary>
      <div class="govuk-details__text">${componentsTable(`${id}-case`, `What speaks for commissioning ${title} together`, commissioningCase)}</div>
    </details>
  </section>`;
}

/** Of what time a list's entry is: it may tell of another than the day asked about. */
function sourceInWords(year: number | null): string {
  return year === null ? 'undated' : `source of ${year}`;
}
