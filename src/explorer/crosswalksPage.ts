import { readAddress } from '../api/address.ts';
import { CompareByOutcomeDocument, VocabulariesDocument, type CompareByOutcomeQuery, type VocabulariesQuery } from '../api/generated/operations.ts';
import { html, type Html } from './html.ts';
import { cell, column, layout, row, rowHead, table } from './layout.ts';
import { graphiqlAddress } from './links.ts';
import { given, type Page } from './Page.ts';
import { dayInWords } from './words.ts';
import { listed } from '../words.ts';

type Crosswalk = VocabulariesQuery['crosswalks'][number];
type Relation = Crosswalk['mappings'][number]['relation'];

const relationWords: Record<Relation, string> = {
  EXACT_MATCH: 'the same',
  CLOSE_MATCH: 'nearly the same',
  BROAD_MATCH: 'part of the wider',
  NARROW_MATCH: 'in part the narrower',
  RELATED_MATCH: 'only related, no counterpart',
};

type Compared = CompareByOutcomeQuery['compareByOutcome'];

interface AskedPlans {
  plans?: string | undefined;
  vocabulary?: string | undefined;
}

/** A plan built on Every Child Matters, and two of Leeds. */
const examplePlans = 'E06000022/cypp-2006, E08000035/cypp-2011, E08000035/cypp-2023';

/** How outcomes of different times and frameworks lead to one another, what is lost, and plans side by side by them. */
export const crosswalksPage: Page = {
  address: '/crosswalks',
  async read(api, { query }) {
    const asked = readAddress(query, ['plans', 'vocabulary']);
    const known = await api.execute(VocabulariesDocument, {});
    const compared = asked.plans === undefined ? null : (await api.execute(CompareByOutcomeDocument, { plans: asked.plans.split(',').map((id) => id.trim()), ...given({ vocabulary: asked.vocabulary }) })).compareByOutcome;
    return showCrosswalks(known, compared, asked);
  },
};

function showCrosswalks({ vocabularies, crosswalks }: VocabulariesQuery, compared: Compared | null, asked: AskedPlans): Html {
  return layout({
    title: 'Outcomes then and now',
    section: '/crosswalks',
    body: html`<h1 class="govuk-heading-l">Outcomes then and now</h1>
      <p class="govuk-body hub-lead">Plans of 2006 speak of “stay safe”, plans of today of other things. This page says how the outcomes of one framework lead to those of another, and what is lost on the way.</p>
      <h2 class="govuk-heading-m" id="plans-compared">Plans side by side</h2>
      <form class="hub-question hub-no-print" method="get" action="/crosswalks">
        <div class="govuk-form-group hub-question__wide">
          <label class="govuk-label" for="plans">Two to five plans, by their ids with commas between</label>
          <input class="govuk-input" id="plans" name="plans" value="${asked.plans ?? examplePlans}" aria-describedby="plans-hint" />
        </div>
        <div class="govuk-form-group">
          <label class="govuk-label" for="vocabulary">By the outcomes of</label>
          <select class="govuk-select" id="vocabulary" name="vocabulary">${vocabularies.map(({ id, title }) => html`<option value="${id}"${id === (asked.vocabulary ?? 'leeds') && html` selected`}>${title}</option>`)}</select>
        </div>
        <button type="submit" class="govuk-button">Compare</button>
      </form>
      <p class="govuk-hint hub-no-print" id="plans-hint">The ids stand in the column plan_id of the documents in force, as CSV: <a class="govuk-link" href="/feeds/coverage.csv">lately</a>, <a class="govuk-link" href="/feeds/coverage.csv?asAt=2008-06-01">in June 2008</a>.</p>
      ${compared !== null && html`${compared.losses.map(({ statement }) => html`<p class="govuk-body">${statement}</p>`)}${comparedTable(compared)}`}
      <h2 class="govuk-heading-m" id="frameworks">The frameworks</h2>
      ${table({
        id: 'vocabularies',
        caption: 'Vocabularies of outcomes that the hub knows',
        head: [column('Framework', 'name'), column('In use', 'short'), column('Its outcomes', 'wide'), column('What to know')],
        rows: vocabularies.map(({ title, publisher, validFrom, validTo, concepts, source, note, id }) =>
          row([rowHead(html`${title}<br /><span class="hub-word">${publisher}</span>`), cell(`${validFrom} to ${validTo ?? 'now'}`), cell(id === 'themes' ? `${concepts.length} themes` : concepts.map(({ label }) => label).join('; ')), cell(html`${note} <span class="hub-word">${source}</span>`)]),
        ),
        isCompact: true,
      })}
      <h2 class="govuk-heading-m" id="crosswalks">How they lead to one another</h2>
      ${crosswalks.map(crosswalkSection)}
      <h2 class="govuk-heading-s">Take it with you</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li><a class="govuk-link" href="/feeds/vocabularies.jsonld">All of it as SKOS (JSON-LD)</a></li>
        <li><a class="govuk-link" href="/feeds/plan-vocabulary.jsonld">The words by which the hub reads its themes in plans, as SKOS (JSON-LD)</a></li>
        <li class="hub-no-print">The queries behind this page: <a class="govuk-link" href="${graphiqlAddress('Vocabularies')}">the frameworks</a>, and <a class="govuk-link" href="${graphiqlAddress('CompareByOutcome', asked.plans === undefined ? {} : { plans: asked.plans.split(',').map((id) => id.trim()), ...(asked.vocabulary !== undefined && { vocabulary: asked.vocabulary }) })}">plans side by side</a></li>
      </ul>`,
  });
}

function comparedTable({ losses, outcomes, vocabulary }: Compared): Html {
  return table({
    id: 'compared',
    caption: `What each adopted under each outcome of ${vocabulary.title}`,
    head: [column('Outcome', 'name'), ...losses.map(({ plan }) => column(html`${plan.title}<br /><span class="hub-word">${listed(plan.authorities.map(({ name }) => name))}</span>`))],
    rows: [
      ...outcomes.map(({ concept, cells }) =>
        row([
          rowHead(concept.label),
          ...cells.map(({ priorities }) =>
            cell(priorities.length === 0 ? html`<span class="hub-word">Nothing</span>` : html`<ul class="hub-reasons">${priorities.map(({ priority, through, by }) => html`<li>${priority.title} <span class="hub-word">(by ${through === 'OUTCOME' ? 'its outcome' : 'the theme'} “${by.label}”)</span></li>`)}</ul>`),
          ),
        ]),
      ),
      row([rowHead('No place there'), ...losses.map(({ unplaced }) => cell(unplaced.length === 0 ? html`<span class="hub-word">Nothing</span>` : html`<ul class="hub-reasons">${unplaced.map(({ priority, reason }) => html`<li>${priority.title} <span class="hub-word">(${reason})</span></li>`)}</ul>`))]),
    ],
    isCompact: true,
  });
}

function crosswalkSection({ from, to, version, validFrom, validTo, reviewedOn, note, mappings, withoutCounterpart, notReached }: Crosswalk): Html {
  const id = `${from.id}-${to.id}-${version}`;
  return html`<section class="hub-overlap" id="${id}" aria-labelledby="${id}-title">
    <h3 class="govuk-heading-s" id="${id}-title">From ${from.title} to ${to.title}</h3>
    <p class="govuk-body">${note} <span class="hub-word">Version ${version}, from ${validFrom} to ${validTo ?? 'now'}; reviewed on ${dayInWords(reviewedOn)}.</span></p>
    ${withoutCounterpart.length > 0 && html`<p class="govuk-body"><strong>Lost whole:</strong> ${withoutCounterpart.map(({ label }) => label).join('; ')}.</p>`}
    ${notReached.length > 0 && html`<p class="govuk-body"><strong>Never reached:</strong> ${notReached.map(({ label }) => label).join('; ')}.</p>`}
    <details class="govuk-details">
      <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Step by step</span></summary>
      <div class="govuk-details__text">${table({
        id: `${id}-steps`,
        caption: `Each step from ${from.title} to ${to.title}`,
        head: [column('From', 'name'), column('is', 'name'), column('To', 'name'), column('Lost')],
        rows: mappings.map((mapping) => row([rowHead(mapping.from.label), cell(relationWords[mapping.relation]), cell(mapping.to.label), cell(mapping.lost)])),
        isCompact: true,
      })}</div>
    </details>
  </section>`;
}
