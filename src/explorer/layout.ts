import { html, type Content, type Html } from './html.ts';

interface Page {
  title: string;
  /** Address of the section the page belongs to, which the navigation marks. */
  section: string;
  body: Content;
}

const sections = [
  { address: '/', name: 'What is shared' },
  { address: '/commissioning', name: 'Where to look first' },
  { address: '/services', name: 'Services' },
  { address: '/figures', name: 'Figures' },
  { address: '/provision', name: 'Need and supply' },
  { address: '/proposals', name: 'Joint proposals' },
  { address: '/search', name: 'Search' },
  { address: '/crosswalks', name: 'Then and now' },
  { address: '/holdings', name: 'What the hub holds' },
  { address: '/decisions', name: 'Decisions' },
  { address: '/queries', name: 'Queries' },
  { address: '/graphiql', name: 'Ask your own' },
];

/** A whole page: head, navigation, what it says, and a foot. It reads without script. */
export function layout({ title, section, body }: Page): Html {
  return html`<!doctype html>
    <html lang="en-GB" class="govuk-template">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – Common Ground</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/govuk-frontend.css" />
        <link rel="stylesheet" href="/assets/common-ground.css" />
      </head>
      <body class="govuk-template__body">
        <a href="#main" class="govuk-skip-link">Skip to main content</a>
        ${navigation(section)}
        <div class="govuk-width-container">
          <main class="govuk-main-wrapper" id="main">${body}</main>
        </div>
        <footer class="hub-foot">
          <div class="govuk-width-container">
            <p class="govuk-body-s">Common Ground shows what published documents say, as far as it holds them. The query behind a page gives the document and the row each statement came from. <a class="govuk-link" href="/schema.graphql">The whole contract</a></p>
          </div>
        </footer>
      </body>
    </html>`;
}

/** The bar at the top of every page, the query editor among them. */
export function navigation(current: string): Html {
  return html`<header class="hub-bar">
    <div class="govuk-width-container hub-bar__row">
      <a class="hub-bar__name" href="/">Common Ground</a>
      <nav aria-label="Main">
        <ul class="hub-bar__list">
          ${sections.map(({ address, name }) => html`<li><a href="${address}"${address === current && html` aria-current="page"`}>${name}</a></li>`)}
        </ul>
      </nav>
    </div>
  </header>`;
}

/** A table that people and screen readers can find their way in, and that scrolls by itself where the window is narrow. */
export function table({ id, caption, head, rows, isCompact = false }: { id: string; caption: Content; head: readonly Content[]; rows: readonly Content[]; isCompact?: boolean }): Html {
  return html`<div class="hub-scroll" role="region" aria-labelledby="${id}" tabindex="0">
    <table class="govuk-table${isCompact && ' hub-table--compact'}">
      <caption class="govuk-table__caption govuk-table__caption--s" id="${id}">${caption}</caption>
      <thead class="govuk-table__head"><tr class="govuk-table__row">${head}</tr></thead>
      <tbody class="govuk-table__body">${rows}</tbody>
    </table>
  </div>`;
}

export function column(name: Content, width = ''): Html {
  return html`<th scope="col" class="govuk-table__header${width && ` hub-col-${width}`}">${name}</th>`;
}

export function numberColumn(name: Content): Html {
  return html`<th scope="col" class="govuk-table__header govuk-table__header--numeric">${name}</th>`;
}

export function rowHead(content: Content, rows = 1): Html {
  return html`<th scope="row" class="govuk-table__header"${rows > 1 && html` rowspan="${rows}"`}>${content}</th>`;
}

export function cell(content: Content): Html {
  return html`<td class="govuk-table__cell">${content}</td>`;
}

export function numberCell(content: Content): Html {
  return html`<td class="govuk-table__cell govuk-table__cell--numeric">${content}</td>`;
}

export function row(cells: Content): Html {
  return html`<tr class="govuk-table__row">${cells}</tr>`;
}

/** What a cell says in several lines; nothing for what there is not. */
export function lines(parts: readonly Content[]): Content {
  return parts.filter((part) => part !== null && part !== false && part !== '').map((part, index) => html`${index > 0 && html`<br />`}${part}`);
}

/** The document that a record came from, leading to it. One that is known by its address alone is called by the host: whole, it would be as wide as the page. */
export function originLink({ document, link }: { readonly document: string | null; readonly link: string | null }): Content {
  const host = /^https?:\/\/([^/?#\s]+)/i.exec(document ?? '')?.[1];
  return documentLink(host ?? document ?? 'Its source', link);
}

/** A document's title, leading to it where its publisher gave a web address; any other address is shown as none. */
export function documentLink(title: string, url: string | null): Content {
  return url !== null && /^https?:\/\//i.test(url) ? html`<a class="govuk-link" href="${url}" rel="noreferrer">${title}</a>` : title;
}
