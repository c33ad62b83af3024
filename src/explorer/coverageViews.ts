import type { CoverageState, RegionOverlapsQuery } from '../api/generated/operations.ts';
import { html, type Content, type Html } from './html.ts';
import { cell, column, documentLink, row, rowHead, table } from './layout.ts';
import { coverageStates, datesOf, planCoverages, planKinds } from './words.ts';
import { counted } from '../words.ts';

const fullestFirst = ['WHOLE', 'PARTIAL', 'OUTCOMES_ONLY', 'NO_STATEMENT', 'NONE_REQUIRED', 'NO_DOCUMENT', 'NOT_THEN'] as const satisfies readonly CoverageState[];

type Overlaps = RegionOverlapsQuery['overlaps'];
type Document = Overlaps['coverage'][number]['plans'][number];

/** What a comparison rests on, in a few lines: each authority under how much the hub knows of it. */
export function coverageSummary({ days, coverage }: Overlaps): Html {
  const states = fullestFirst.map((state) => ({ state, entries: coverage.filter((entry) => entry.state === state) })).filter(({ entries }) => entries.length > 0);
  return html`<p class="govuk-body"><strong>Compared:</strong> ${days.explanation}</p>
    <dl class="govuk-summary-list hub-coverage">
      ${states.map(
        ({ state, entries }) => html`<div class="govuk-summary-list__row">
          <dt class="govuk-summary-list__key">${coverageStates[state]}: ${entries.length} of ${coverage.length}</dt>
          <dd class="govuk-summary-list__value">${entries.map(({ authority, plans }) => (plans.length === 0 ? authority.name : `${authority.name} (${counted(plans.length, 'document')})`)).join(', ')}</dd>
        </div>`,
      )}
    </dl>`;
}

/** Every document a comparison rests on; an authority without one stands there too, and says so. */
export function documentsTable({ coverage }: Overlaps): Html {
  return table({
    id: 'documents-table',
    caption: 'Each authority with its documents: kind, dates and how much of each the hub holds',
    head: [column('Authority'), ...documentColumns],
    rows: coverage.flatMap(({ authority, plans }) => rowsOfAuthority(authority.name, plans)),
    isCompact: true,
  });
}

export const documentColumns = [column('Document', 'wide'), column('Kind'), column('Dates'), column('Held')];

/** One row a document, the authority's name beside them all; a single row that says "none" where there is none. */
export function rowsOfAuthority<Shown extends Document>(name: Content, documents: readonly Shown[], besideTitle: (document: Shown) => Content = () => null): Html[] {
  if (documents.length === 0) return [row([rowHead(name), html`<td class="govuk-table__cell" colspan="4">No document held: what it had is not known</td>`])];
  return documents.map((document, index) => row([index === 0 && rowHead(name, documents.length), documentCells(document, besideTitle(document))]));
}

function documentCells({ title, url, kind, coverage, ...dates }: Document, besideTitle: Content): Content {
  return [cell([documentLink(title, url), besideTitle]), cell(planKinds[kind]), cell(datesOf(dates)), cell(planCoverages[coverage])];
}
