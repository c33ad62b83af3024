import { readAddress } from '../api/address.ts';
import type { Api } from '../api/createApi.ts';
import { HubSummaryDocument, IsItGettingBetterDocument, LatestFiguresDocument, RegionalFiguresDocument, type LatestFiguresQuery, type RegionalFiguresQuery } from '../api/generated/operations.ts';
import { england } from '../api/read/places.ts';
import { HubError } from '../errors.ts';
import { regionChoice, themeChoice } from './choiceViews.ts';
import { changeSince, figureInWords, figureOfThen, seriesSection, type Series } from './figureViews.ts';
import { html, type Content, type Html } from './html.ts';
import { cell, column, documentLink, layout, numberCell, numberColumn, originLink, row, rowHead, table } from './layout.ts';
import { addressOf, graphiqlAddress } from './links.ts';
import { nothingYet } from './messagePage.ts';
import { given, type Page } from './Page.ts';
import { readPages } from './readPages.ts';
import { regionAskedFor } from './regionAskedFor.ts';
import { polarities, yearLetters } from './words.ts';
import { counted, listed } from '../words.ts';

type Indicator = NonNullable<LatestFiguresQuery['indicator']>;
type Figure = Indicator['observations']['nodes'][number];

interface Asked {
  region: string;
  themes?: string | undefined;
  indicator?: string | undefined;
  area?: string | undefined;
}

interface Shown {
  known: RegionalFiguresQuery;
  regions: readonly { code: string; name: string }[];
  region: { code: string; name: string };
  asked: Asked;
  /** As the indicators were asked for. */
  variables: { region: string; themes?: string[] };
}

/** Published figures: the indicators of which a region's are known; of one the latest of each authority beside the region and England; and of one place how it went. */
export const figuresPage: Page = {
  address: '/figures',
  async read(api, { query }) {
    const { region: code, themes, indicator, area } = readAddress(query, ['region', 'themes', 'indicator', 'area']);
    if (area !== undefined && indicator === undefined) throw new HubError('BAD_ARGUMENT', 'indicator is missing: the address names a place whose figures to show, and not what of. Choose an indicator first.');
    const { regions } = await api.execute(HubSummaryDocument, {});
    const region = regionAskedFor(regions.nodes, code);
    if (region === undefined) return nothingYet();
    const variables = { region: region.code, ...(themes !== undefined && { themes: themes.split(',') }) };
    const known = await readKnown(api, variables, indicator === undefined);
    const shown: Shown = { known, regions: regions.nodes, region, asked: { region: region.code, themes, indicator, area }, variables };
    return indicator === undefined ? showIndicators(shown) : showIndicator(shown, await readFigures(api, shown, indicator));
  },
};

/** The indicators of one page of the list, or of all its pages: where there are more than fit on one, those on the next have figures, too. */
async function readKnown(api: Api, variables: Shown['variables'], isWhole: boolean): Promise<RegionalFiguresQuery> {
  const read = (after?: string): Promise<RegionalFiguresQuery> => api.execute(RegionalFiguresDocument, { ...variables, ...given({ after }) });
  if (!isWhole) return read();
  const parts = await readPages(read, ({ indicators }) => indicators);
  return { ...parts[0]!, indicators: { ...parts[0]!.indicators, nodes: parts.flatMap(({ indicators }) => indicators.nodes) } };
}

interface Figures {
  indicator: Indicator;
  /** The latest of each place that had ended some years before the latest of all. */
  earlier: readonly Figure[];
  areas: readonly string[];
  series: readonly Series[];
}

async function readFigures(api: Api, { known, region, asked: { area } }: Shown, code: string): Promise<Figures> {
  const areas = [...known.authorities.nodes.map((authority) => authority.code), region.code, england];
  const { indicator } = await api.execute(LatestFiguresDocument, { indicator: code, areas });
  if (indicator === null) throw new HubError('NOT_FOUND', `No indicator has the code "${code.slice(0, 80)}". "Figures" lists each of which some are known.`);
  const ends = indicator.observations.nodes.map(({ periodTo }) => periodTo).toSorted();
  const before = ends.length === 0 ? null : (await api.execute(LatestFiguresDocument, { indicator: code, areas, to: yearsBefore(ends.at(-1)!) })).indicator;
  const series = area === undefined ? [] : (await api.execute(IsItGettingBetterDocument, { indicator: code, area })).indicatorSeries;
  return { indicator, earlier: before?.observations.nodes ?? [], areas, series };
}

/** So long ago that more than one year's ups and downs lie between, and most indicators were published already. */
const yearsBetween = 5;

/** No year that is so long before a leap year is one. */
function yearsBefore(day: string): string {
  return `${Number(day.slice(0, 4)) - yearsBetween}${day.slice(4)}`.replace(/-02-29$/, '-02-28');
}

function showIndicators(shown: Shown): Html {
  const { known: { indicators }, region, asked, variables } = shown;
  const withFigures = indicators.nodes.filter(({ observations }) => observations.totalCount > 0);
  const byTheme = [...Map.groupBy(withFigures.flatMap((indicator) => (indicator.themes.length === 0 ? [{ theme: 'No theme given', indicator }] : indicator.themes.map(({ label }) => ({ theme: label, indicator })))), ({ theme }) => theme)].sort(([a], [b]) => (a < b ? -1 : 1));
  return layout({
    title: `Figures of ${region.name} authorities`,
    section: '/figures',
    body: html`<h1 class="govuk-heading-l">Figures of ${region.name} authorities</h1>
      <p class="govuk-body hub-lead">${counted(withFigures.length, 'indicator')} with figures about all children of an authority here, of the ${counted(indicators.totalCount, 'indicator')} the hub knows${asked.themes !== undefined && ' for the theme'}. Choose one to see the latest of each authority beside the region and England.</p>
      ${questionForm(shown)}
      ${byTheme.map(([theme, entries]) => html`<h2 class="govuk-heading-s">${theme}</h2><ul class="govuk-list govuk-list--bullet hub-prose">${entries.map(({ indicator: { code, title, unit, observations } }) => html`<li><a class="govuk-link" href="${addressOf('/figures', { region: asked.region, indicator: code })}">${title}</a> <span class="hub-word">${unit}; ${counted(observations.totalCount, 'figure')}</span></li>`)}</ul>`)}
      <p class="govuk-body"><a class="govuk-link" href="${addressOf('/feeds/figures.csv', { region: asked.region, themes: asked.themes })}">All figures of these authorities as CSV</a>, those about groups of children among them.</p>
      <p class="govuk-body hub-no-print"><a class="govuk-link" href="${graphiqlAddress('RegionalFigures', variables)}">The query behind this page</a></p>`,
  });
}

function questionForm({ known: { themes }, regions, asked }: Shown): Html {
  return html`<form class="hub-question hub-no-print" method="get" action="/figures">
    ${regionChoice(regions, asked.region)}
    ${asked.indicator === undefined
      ? html`${themeChoice(themes.nodes, asked.themes)}`
      : html`<input type="hidden" name="indicator" value="${asked.indicator}" />`}
    <button type="submit" class="govuk-button">Show</button>
  </form>`;
}

function showIndicator(shown: Shown, figures: Figures): Html {
  const { region, asked } = shown;
  const { indicator, areas, series } = figures;
  const { code, title, unit, polarity, numerator, denominator, note, url, themes } = indicator;
  const counts = [numerator !== null && `Counted: ${numerator}.`, denominator !== null && `Of: ${denominator}.`].filter((part) => part !== false);
  return layout({
    title: `${title} in ${region.name}`,
    section: '/figures',
    body: html`<h1 class="govuk-heading-l">${documentLink(title, url)}</h1>
      <p class="govuk-body hub-lead">${unit}. ${polarities[polarity]}. ${themes.length > 0 && html`${listed(themes.map(({ label }) => label))}. `}${counts.join(' ')}</p>
      ${note !== null && html`<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">What it is, as its publisher says</span></summary><div class="govuk-details__text">${note}</div></details>`}
      ${questionForm(shown)}
      ${latestTable(shown, figures)}
      ${howToRead(figures)}
      ${targetsTable(indicator)}
      ${asked.area !== undefined && (series.length === 0 ? html`<p class="govuk-body" id="series">Of ${nameOf(shown, asked.area)} the hub knows no figure of this indicator about all children.</p>` : series.map((one, index) => seriesSection(one, index)))}
      <p class="govuk-body"><a class="govuk-link" href="${addressOf('/feeds/figures.csv', { indicators: code, region: asked.region })}">Every figure of these authorities as CSV</a>. <a class="govuk-link" href="${addressOf('/figures', { region: asked.region })}">Other indicators</a></p>
      <p class="govuk-body hub-no-print"><a class="govuk-link" href="${graphiqlAddress('LatestFigures', { indicator: code, areas })}">The query behind the table</a>${asked.area !== undefined && html` · <a class="govuk-link" href="${graphiqlAddress('IsItGettingBetter', { indicator: code, area: asked.area })}">The query behind the series</a>`}</p>`,
  });
}

function nameOf({ known, region }: Shown, area: string): string {
  if (area === england) return 'England';
  return [region, ...known.authorities.nodes].find(({ code }) => code === area)?.name ?? area;
}

/** The region and England first, then its authorities by name. Those without a value are told and lead on, too: it may be withheld, which their series says. */
function latestTable({ known, region, asked }: Shown, { indicator: { code, observations }, earlier }: Figures): Html {
  const figures = Map.groupBy(observations.nodes, ({ area }) => area?.code ?? '');
  const places = [{ code: england, name: 'England', validTo: null }, { ...region, validTo: null }, ...known.authorities.nodes];
  const wasThen = earlier.length === 0 ? [] : [numberColumn(`At least ${yearsBetween} years before`), numberColumn('Change')];
  return table({
    id: 'latest',
    caption: 'The latest figure of each about all children',
    head: [column('Place'), numberColumn('Figure'), column('95% limits', 'short'), column('Period', 'short'), ...wasThen, column('Source')],
    rows: places.map((place) => {
      const name = place.validTo === null ? place.name : `${place.name} (until ${place.validTo})`;
      const head = html`<a class="govuk-link" href="${addressOf('/figures', { region: asked.region, indicator: code, area: place.code })}#series">${name}</a>`;
      return row([rowHead(head), ...cellsOf(figures.get(place.code) ?? [], earlier)]);
    }),
    isCompact: true,
  });
}

function cellsOf(figures: readonly Figure[], earlier: readonly Figure[]): Content[] {
  if (figures.length === 0) return [numberCell(html`<span class="hub-word">no value known</span>`), cell(''), cell(''), ...(earlier.length === 0 ? [] : [numberCell(''), numberCell('')]), cell('')];
  const lines = (of: (figure: Figure) => Content): Content => figures.map((figure, index) => [index > 0 && html`<br />`, of(figure)]);
  const ofThen = (figure: Figure): Figure | undefined => earlier.find(({ area, periodKind }) => area?.code === figure.area?.code && periodKind === figure.periodKind);
  // Of a place whose latest is old itself what was asked for lies too near to it, and an earlier one may be known.
  const isTooNear = (figure: Figure): boolean => (ofThen(figure)?.periodTo ?? '') > yearsBefore(figure.periodTo);
  const before = (figure: Figure): Figure | undefined => (isTooNear(figure) ? undefined : ofThen(figure));
  return [
    numberCell(lines(figureInWords)),
    cell(lines(({ lower, upper }) => (lower === null || upper === null ? html`<span class="hub-word">not published</span>` : `${lower} to ${upper}`))),
    cell(lines(({ period }) => period)),
    ...(earlier.length === 0 ? [] : [numberCell(lines((figure) => (isTooNear(figure) ? html`<span class="hub-word">in its series</span>` : figureOfThen(before(figure))))), numberCell(lines((figure) => changeSince(before(figure), figure)))]),
    cell(lines(({ provenance: { document, link } }) => originLink({ document, link }))),
  ];
}

/** What the letters before a year stand for, and how little a change alone says. */
function howToRead({ indicator: { observations }, earlier }: Figures): Content {
  const kinds = new Set(observations.nodes.map(({ period }) => period.slice(0, 2)));
  const sentences = [...yearLetters.filter(([letters]) => kinds.has(letters)).map(([, words]) => words), ...(earlier.length === 0 ? [] : ['A change may be chance, or come of another way of counting: choose a place to see each of its figures and whether it gets better.'])];
  return sentences.length > 0 && html`<p class="govuk-body hub-prose">${sentences.join(' ')}</p>`;
}

function targetsTable({ targets }: Indicator): Content {
  if (targets.totalCount === 0) return null;
  return table({
    id: 'targets',
    caption: targets.totalCount > targets.nodes.length ? `${targets.nodes.length} of ${targets.totalCount} targets` : counted(targets.totalCount, 'target'),
    head: [column('Place'), numberColumn('Target'), column('Period'), column('In words', 'wide')],
    rows: targets.nodes.map(({ area, value, period, text }) => row([rowHead(area?.name ?? 'Not stated'), numberCell(value ?? ''), cell(period ?? 'Not stated'), cell(text)])),
    isCompact: true,
  });
}
