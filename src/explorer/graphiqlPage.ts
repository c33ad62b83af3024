import { readAddress } from '../api/address.ts';
import { HubError } from '../errors.ts';
import { html, type Html } from './html.ts';
import { navigation } from './layout.ts';
import { graphiqlAddress } from './links.ts';
import { pagePolicy, type Page } from './Page.ts';
import type { SavedOperation } from './savedOperations.ts';

const logo = '<img src="/assets/icon.svg" alt="" width="28" height="28">';

/** The editor writes styles into its page and carries its fonts and pictures in its style sheet. */
const editorPolicy = `${pagePolicy}; style-src 'self' 'unsafe-inline'; font-src 'self' data:; worker-src 'self' blob:`;

/** GraphiQL on this hub: its scripts, styles and workers come from here, and it starts with a saved query. */
export function graphiqlPage(operations: readonly [SavedOperation, ...SavedOperation[]]): Page {
  return {
    address: '/graphiql',
    policy: editorPolicy,
    async read(_api, asked) {
      const { operation, query, variables } = readAddress(asked.query, ['operation', 'query', 'variables']);
      const saved = operations.find(({ name }) => name === operation);
      if (operation !== undefined && !saved) throw new HubError('BAD_ARGUMENT', `No saved query is called "${operation.slice(0, 60)}". There are: ${operations.map(({ name }) => name).join(', ')}.`);
      return showEditor({ operations, query: query ?? saved?.text, variables });
    },
  };
}

function showEditor({ operations, query, variables }: { operations: readonly [SavedOperation, ...SavedOperation[]]; query: string | undefined; variables: string | undefined }): Html {
  const options = { endpoint: '/graphql', title: 'GraphiQL', logo, shouldPersistHeaders: false, defaultQuery: operations[0].text, query, variables };
  return html`<!doctype html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Ask your own – Common Ground</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/graphiql/app.css" />
        <link rel="stylesheet" href="/assets/graphiql.css" />
      </head>
      <body>
        ${navigation('/graphiql')}
        <main>
          <h1 class="hub-hidden">Ask your own</h1>
          <details class="hub-saved">
            <summary>Saved queries</summary>
            <ul>${operations.map(({ name, title }) => html`<li><a href="${graphiqlAddress(name)}">${title}</a></li>`)}</ul>
          </details>
          <noscript><p>The editor needs JavaScript. <a href="/queries">The saved queries</a> can be read without, and programs send them to /graphql.</p></noscript>
          <div id="graphiql" data-options="${JSON.stringify(options)}"></div>
        </main>
        <script src="/graphiql/app.js"></script>
        <script src="/assets/start-graphiql.js"></script>
      </body>
    </html>`;
}
