import { html, type Html } from './html.ts';
import { layout } from './layout.ts';
import { graphiqlAddress } from './links.ts';
import type { Page } from './Page.ts';
import type { SavedOperation } from './savedOperations.ts';

/** What the rows of each feed are. */
const feeds = [
  ['overlaps', 'what several authorities share, with every statement'],
  ['sharing', 'who shares each overlap, who does not, and of whom the hub cannot tell'],
  ['coverage', 'each authority’s documents in force'],
  ['cases', 'what speaks for commissioning each overlap together'],
  ['priorities', 'what plans state, with the themes read in it'],
  ['figures', 'published values of indicators'],
  ['targets', 'what indicators are meant to reach'],
  ['services', 'services as their publishers list them'],
  ['actions', 'what is to be done by a date, and how far it is'],
  ['sources', 'where all of it comes from, and on which terms'],
] as const;

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
      <p class="govuk-body">Programs send the same queries to <code>/graphql</code>. The contract, with every type, field and argument described, is at <a class="govuk-link" href="/schema.graphql">/schema.graphql</a>.</p>
      <p class="govuk-body">Flat rows for spreadsheets and Power BI, all of them or with <code>?region=E12000004</code> those of a region (the sources are always all):</p>
      <ul class="govuk-list govuk-list--bullet">
        ${feeds.map(([name, rows]) => html`<li><a class="govuk-link" href="/feeds/${name}.csv">/feeds/${name}.csv</a>, ${rows}</li>`)}
      </ul>
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
