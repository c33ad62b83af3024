import { readAddress } from '../api/address.ts';
import { HubSummaryDocument, SearchDocument, type SearchKind, type SearchQuery } from '../api/generated/operations.ts';
import { HubError } from '../errors.ts';
import { regionChoice } from './choiceViews.ts';
import { foundList } from './foundViews.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';
import { addressOf, graphiqlAddress } from './links.ts';
import { given, type Page } from './Page.ts';
import { foundKinds } from './words.ts';
import { counted, listed } from '../words.ts';

export interface SearchAsked {
  text?: string | undefined;
  kind?: string | undefined;
  region?: string | undefined;
  asAt?: string | undefined;
  after?: string | undefined;
}

interface ShownSearch {
  regions: readonly { readonly code: string; readonly name: string }[];
  asked: SearchAsked;
  /** What was found; null where nothing was asked yet. */
  found: SearchQuery['search'] | null;
}

const examples = ['NEET', 'looked-after children', 'school attendance', '"feel safe"', 'NI 117', 'apprentic*'];

/** The search box; once something was asked, how it was read, how much of each kind was found, and the records with the hits marked. */
export const searchPage: Page = {
  address: '/search',
  async read(api, { query }) {
    const asked = readAddress(query, ['text', 'kind', 'region', 'asAt', 'after']);
    const { text, region, asAt, after } = asked;
    const { regions } = await api.execute(HubSummaryDocument, {});
    const found = text === undefined ? null : (await api.execute(SearchDocument, { text, ...given({ region, asAt, after }), ...(asked.kind !== undefined && { kinds: [kindAskedFor(asked.kind)] }) })).search;
    return showSearch({ regions: regions.nodes, asked, found });
  },
};

function kindAskedFor(kind: string): SearchKind {
  if (Object.hasOwn(foundKinds, kind)) return kind as SearchKind;
  throw new HubError('BAD_ARGUMENT', `kind is "${kind.slice(0, 40)}". Allowed: ${Object.keys(foundKinds).join(', ')}.`);
}

function showSearch(shown: ShownSearch): Html {
  const { asked, found } = shown;
  return layout({
    title: asked.text === undefined ? 'Search' : `${asked.text} – Search`,
    section: '/search',
    body: html`<h1 class="govuk-heading-l">Search</h1>
      ${searchForm(shown)}
      ${found === null ? explanation() : results(asked, found)}`,
  });
}

function searchForm({ regions, asked: { text, region, asAt, kind } }: ShownSearch): Html {
  return html`<form class="hub-question hub-search" method="get" action="/search" role="search">
    <div class="govuk-form-group hub-question__wide">
      <label class="govuk-label" for="text">Words to look for</label>
      <input class="govuk-input" id="text" name="text" type="search" maxlength="200" value="${text}" />
    </div>
    ${regionChoice(regions, region, { all: true })}
    <div class="govuk-form-group">
      <label class="govuk-label" for="asAt">Plans in force on</label>
      <input class="govuk-input govuk-input--width-10" id="asAt" name="asAt" type="date" value="${asAt}" />
    </div>
    ${kind !== undefined && html`<input type="hidden" name="kind" value="${kind}" />`}
    <button type="submit" class="govuk-button">Search</button>
  </form>`;
}

function explanation(): Html {
  return html`<p class="govuk-body hub-prose">Looks through the priorities, services, indicators, actions and recommendations that the hub holds. A record is found when it has every word in some form, or other words of the field for the same: NEET finds “not in education, employment or training”.</p>
    <ul class="govuk-list govuk-list--bullet hub-prose">
      <li>Words in quotation marks must stand together, and nothing else is looked for in their place.</li>
      <li>A * after the beginning of a word stands for any ending.</li>
    </ul>
    <p class="govuk-body">For example:</p>
    <ul class="govuk-list hub-inline">${examples.map((text) => html`<li><a class="govuk-link" href="${addressOf('/search', { text })}">${text}</a></li>`)}</ul>`;
}

function results(asked: SearchAsked, found: SearchQuery['search']): Html {
  const query = graphiqlAddress('Search', { text: asked.text, ...(asked.kind && { kinds: [asked.kind] }), ...(asked.region && { region: asked.region }), ...(asked.asAt && { asAt: asked.asAt }) });
  return html`${readings(found)}
    ${namedThemes(asked, found)}
    ${kindLinks(asked, found)}
    <h2 class="govuk-heading-m" id="found">${found.totalCount === 0 ? 'Nothing found' : html`${asked.after !== undefined && 'More of '}${counted(found.totalCount, 'record')} found${found.totalCount > 1 && ', the closest first'}`}</h2>
    ${found.totalCount === 0 ? nothingFound(asked, found) : foundList(found.nodes)}
    ${found.pageInfo.hasNextPage && html`<p class="govuk-body hub-no-print"><a class="govuk-link" href="${addressOf('/search', { ...asked, after: found.pageInfo.endCursor ?? undefined })}">Next records</a></p>`}
    <p class="govuk-body hub-no-print"><a class="govuk-link" href="${query}">The query behind this page</a></p>`;
}

/** What was looked for beside the words typed, so that nobody wonders why a record is there. */
function readings({ readAs }: SearchQuery['search']): Html | false {
  if (readAs.length === 0) return false;
  return html`<p class="govuk-body hub-prose">${readAs.map(({ written, alsoFound }) => html`“${written}” also finds ${othersInWords(alsoFound)}. `)}<span class="hub-word">Put it in quotation marks to find it alone.</span></p>`;
}

/** What the text is a name of, with the other names to look for: plans say the same in other words. */
function namedThemes({ text, region, asAt }: SearchAsked, { themes }: SearchQuery['search']): Html[] {
  return themes.map(({ label, altLabels }) => {
    const others = [label, ...altLabels].filter((name) => name.toLowerCase() !== text?.trim().toLowerCase());
    return html`<p class="govuk-body hub-prose">“${text}” is a name of the theme <strong>${label}</strong>, which plans speak of in many words. <a class="govuk-link" href="${addressOf('/', { region, asAt })}#shared">See which themes authorities share</a>${others.length > 0 && html`, or look for
      ${others.map((name, index) => html`${index > 0 && ', '}<a class="govuk-link" href="${addressOf('/search', { text: name, region, asAt })}">${name}</a>`)}`}.</p>`;
  });
}

/** The first few of the other words, and how many more there are: most are the same words in another order. */
function othersInWords(others: readonly string[]): string {
  const quoted = others.map((text) => `“${text}”`);
  return listed(quoted.length > 4 ? [...quoted.slice(0, 3), `${quoted.length - 3} other wordings`] : quoted);
}

function kindLinks({ text, region, asAt, kind }: SearchAsked, { kindCounts }: SearchQuery['search']): Html | false {
  const all = kindCounts.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return false;
  const link = (name: string, count: number, of?: SearchKind): Html => html`<li><a class="govuk-link" href="${addressOf('/search', { text, region, asAt, kind: of })}"${kind === of && html` aria-current="true"`}>${name} (${count.toLocaleString('en-GB')})</a></li>`;
  return html`<nav aria-label="Kinds of record" class="hub-no-print"><ul class="govuk-list hub-inline hub-kinds">${link('All', all)}${kindCounts.filter(({ count }) => count > 0).map((entry) => link(foundKinds[entry.kind].several, entry.count, entry.kind))}</ul></nav>`;
}

/** How searches elsewhere join words, or leave some out. */
const joiningWord = /\b(?:AND|OR|NOT)\b/;

function nothingFound({ text = '', region, asAt, kind }: SearchAsked, { didYouMean, withFewerWords }: SearchQuery['search']): Html {
  const isNarrowed = [region, asAt, kind].some((each) => each !== undefined);
  return html`${didYouMean !== null && html`<p class="govuk-body">Did you mean <a class="govuk-link" href="${addressOf('/search', { text: didYouMean, region, asAt, kind })}">${didYouMean}</a>?</p>`}
    <p class="govuk-body hub-prose">Nothing the hub holds has all of these words${isNarrowed && ' within what was asked'}. It holds only the documents it was given, so this does not mean that nobody does it. Try fewer words${isNarrowed && ', any region or any day'}${withFewerWords.length > 0 ? ':' : '.'}</p>
    ${withFewerWords.length > 0 && html`<ul class="govuk-list govuk-list--bullet">${withFewerWords.map((shorter) => html`<li><a class="govuk-link" href="${addressOf('/search', { text: shorter.text, region, asAt, kind })}">${shorter.text}</a> finds ${counted(shorter.count, 'record')}</li>`)}</ul>`}
    ${joiningWord.test(text) && html`<p class="govuk-body hub-prose">Every word is looked for: AND, OR and NOT neither join words nor leave any out. To find either of two, search for one and then for the other.</p>`}`;
}
