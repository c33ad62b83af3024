import { html, type Html } from './html.ts';
import { layout } from './layout.ts';
import { graphiqlAddress } from './links.ts';
import type { Page } from './Page.ts';
import type { SavedOperation } from './savedOperations.ts';

/** The saved queries, each with what it answers and what to change in it. */
export function queriesPage(operations: readonly SavedOperation[]): Page {
  return { address: '/queries', read: async () => showQueries(operations) };
}

function showQueries(operations: readonly SavedOperation[]): Html {
  return layout({
    title: 'Queries',
    section: '/queries',
    body: html`<h1 class="govuk-heading-xl">Queries</h1>
      <p class="govuk-body-l hub-lead">Real questions to start from. Each opens in an editor on this hub, where it can be changed and run, with the documentation of every field beside it.</p>
      <p class="govuk-body">Programs send the same queries to <code>/graphql</code>. The contract, with every type, field and argument described, is at <a class="govuk-link" href="/schema.graphql">/schema.graphql</a>. Flat rows for spreadsheets are at <a class="govuk-link" href="/feeds/overlaps.csv">/feeds/overlaps.csv</a>, <a class="govuk-link" href="/feeds/sharing.csv">/feeds/sharing.csv</a> and <a class="govuk-link" href="/feeds/coverage.csv">/feeds/coverage.csv</a>.</p>
      ${operations.map(operationSection)}`,
  });
}

function operationSection({ name, title, about, text }: SavedOperation): Html {
  return html`<section class="hub-query" aria-labelledby="${name}">
    <h2 class="govuk-heading-m" id="${name}">${title}</h2>
    ${about.map((paragraph) => html`<p class="govuk-body hub-prose">${paragraph}</p>`)}
    <p class="govuk-body"><a class="govuk-link" href="${graphiqlAddress(name)}">Open ${name}</a></p>
    <details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Show the query<span class="govuk-visually-hidden"> ${name}</span></span></summary>
      <div class="govuk-details__text"><pre class="hub-code" tabindex="0"><code>${text}</code></pre></div></details>
  </section>`;
}
