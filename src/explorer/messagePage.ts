import { html, type Html } from './html.ts';
import { layout } from './layout.ts';

/** A page that says in a sentence what is wrong, and where to go on. */
export function messagePage(title: string, message: string): Html {
  return layout({
    title,
    section: '',
    body: html`<h1 class="govuk-heading-l">${title}</h1>
      <p class="govuk-body hub-prose">${message}</p>
      <p class="govuk-body"><a class="govuk-link" href="/">Start again</a></p>`,
  });
}

export function nothingYet(): Html {
  return messagePage('Nothing here yet', 'The hub holds no region yet. Read data packages into it with "npm run hub -- import PATH".');
}
