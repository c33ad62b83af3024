import type { OneOverlapQuery } from '../api/generated/operations.ts';
import { html, type Html } from './html.ts';
import { graphiqlAddress } from './links.ts';

type Theme = NonNullable<OneOverlapQuery['overlap']>['theme'];

/** So many other words of a concept are shown that a reader sees what is meant; the feed has them all. */
const shownWords = 6;

/** The words by which the hub reads a theme, folded away; nothing for a theme that the vocabulary of plans does not have. */
export function themeWordsSection({ label, concepts, relatedConcepts }: Theme): Html | false {
  if (concepts.length === 0) return false;
  return html`<details class="govuk-details" id="words">
    <summary class="govuk-details__summary"><span class="govuk-details__summary-text">The words by which the hub reads “${label}”</span></summary>
    <div class="govuk-details__text">
      <ul class="govuk-list govuk-list--bullet hub-prose">${concepts.map((concept) => html`<li><strong>${concept.label}</strong>${othersOf(concept)}</li>`)}</ul>
      ${relatedConcepts.length > 0 && html`<p class="govuk-body">These speak for it as well: ${relatedConcepts.map((concept) => `${concept.label} (${concept.broader?.label ?? 'of no theme'})`).join('; ')}.</p>`}
      <p class="govuk-body hub-no-print">“…” stands for up to four other words. All of them, for every theme: <a class="govuk-link" href="/feeds/plan-vocabulary.jsonld">as SKOS (JSON-LD)</a> or <a class="govuk-link" href="${graphiqlAddress('PlanVocabulary')}">by a query</a>.</p>
    </div>
  </details>`;
}

function othersOf({ altLabels }: Theme['concepts'][number]): string | false {
  if (altLabels.length === 0) return false;
  const left = altLabels.length - shownWords;
  return `: ${altLabels.slice(0, shownWords).join(', ')}${left > 0 ? `, and ${left} more` : ''}`;
}
