import { readAddress } from '../api/address.ts';
import { DecisionHistoryDocument, type DecisionHistoryQuery } from '../api/generated/operations.ts';
import { HubError } from '../errors.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';
import { addressOf, graphiqlAddress } from './links.ts';
import { given, type Page } from './Page.ts';
import { decisionsTable } from './reviewViews.ts';
import { counted } from '../words.ts';

/** What reviewers decided, the newest first; or only what is to be looked at again. */
export const decisionsPage: Page = {
  address: '/decisions',
  async read(api, { query }) {
    const { flagged, after } = readAddress(query, ['flagged', 'after']);
    const isFlagged = flaggedAskedFor(flagged);
    return showDecisions(await api.execute(DecisionHistoryDocument, { ...given({ after }), ...(isFlagged && { filter: { flagged: true } }) }), isFlagged);
  },
};

function flaggedAskedFor(flagged: string | undefined): boolean {
  if (flagged === undefined || flagged === 'true') return flagged === 'true';
  throw new HubError('BAD_ARGUMENT', `flagged is "${flagged.slice(0, 40)}". Allowed: true, or nothing.`);
}

function showDecisions({ decisions }: DecisionHistoryQuery, isFlagged: boolean): Html {
  const filter = isFlagged ? { filter: { flagged: true } } : {};
  const next = decisions.pageInfo.hasNextPage ? (decisions.pageInfo.endCursor ?? undefined) : undefined;
  return layout({
    title: 'What reviewers decided',
    section: '/decisions',
    body: html`<h1 class="govuk-heading-xl">What reviewers decided</h1>
      <p class="govuk-body-l hub-lead">People correct what the hub reads. A decision counts for everybody from the moment it is made, outlives new readings and imports, and can be undone; nothing of it is ever deleted. One whose statements are all withdrawn, or one of which is not public yet, is kept as well, and not shown here.</p>
      <p class="govuk-body hub-no-print">${isFlagged ? html`<a class="govuk-link" href="/decisions">All decisions</a>` : html`<a class="govuk-link" href="${addressOf('/decisions', { flagged: 'true' })}">Only those to look at again</a>`} · <a class="govuk-link" href="/duplicates">Services that may be one, and what was decided of them</a> · <a class="govuk-link" href="${graphiqlAddress('DecisionHistory', filter)}">The query behind this page</a></p>
      ${decisions.nodes.length === 0 ? html`<p class="govuk-inset-text">${isFlagged ? 'No decision in force is contradicted by what the hub now holds.' : 'No decision stands behind what the pages show of priorities and overlaps: it is what the hub itself read.'}</p>` : decisionsTable(decisions.nodes, { id: 'decisions', caption: `${counted(decisions.totalCount, 'decision')}, the newest first` })}
      ${next !== undefined && html`<p class="govuk-body"><a class="govuk-link" href="${addressOf('/decisions', { flagged: isFlagged ? 'true' : undefined, after: next })}">Older decisions</a></p>`}`,
  });
}
