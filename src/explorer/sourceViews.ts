import type { HubSummaryQuery } from '../api/generated/operations.ts';
import { html, type Html } from './html.ts';
import { cell, column, row, rowHead, table } from './layout.ts';

type Source = HubSummaryQuery['sources']['nodes'][number];

/** Where data come from, who published them, under which terms, and how the last reading went. */
export function sourcesTable(sources: readonly Source[], caption: string): Html {
  if (sources.length === 0) return html`<p class="govuk-body">The hub has read no source of its own for these authorities.</p>`;
  return table({
    id: 'sources-table',
    caption,
    head: [column('Source', 'wide'), column('Publisher'), column('Last reading'), column('Terms', 'wide')],
    rows: sources.map(({ title, publisher, status, licence }) => row([rowHead(title), cell(`${publisher.name} (${publisher.code})`), cell(status), cell(licence ?? 'Not stated')])),
    isCompact: true,
  });
}
