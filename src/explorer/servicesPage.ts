import { readAddress } from '../api/address.ts';
import { HubSummaryDocument, RegionalServicesDocument, type RegionalServicesQuery } from '../api/generated/operations.ts';
import { oldestAge } from '../api/read/checkFilter.ts';
import { HubError } from '../errors.ts';
import { regionChoice, themeChoice } from './choiceViews.ts';
import { html, type Content, type Html } from './html.ts';
import { cell, column, documentLink, layout, lines, numberCell, numberColumn, originLink, row, rowHead, table } from './layout.ts';
import { addressOf, graphiqlAddress } from './links.ts';
import { nothingYet } from './messagePage.ts';
import { given, type Page } from './Page.ts';
import { regionAskedFor } from './regionAskedFor.ts';
import { agesInWords, serviceKinds } from './words.ts';
import { counted, listed } from '../words.ts';

type Service = RegionalServicesQuery['services']['nodes'][number];

interface Asked {
  region?: string | undefined;
  themes?: string | undefined;
  age?: string | undefined;
  text?: string | undefined;
  after?: string | undefined;
}

interface ShownServices {
  found: RegionalServicesQuery;
  regions: readonly { code: string; name: string }[];
  region: { code: string; name: string };
  asked: Asked;
  /** As the query behind the page was asked. */
  variables: { region: string; themes?: string[]; ages?: { from: number; to: number }; text?: string };
}

/** The regional map of services: what is listed, for which themes and ages, by whom, and of which authorities nothing is. */
export const servicesPage: Page = {
  address: '/services',
  async read(api, { query }) {
    const asked = readAddress(query, ['region', 'themes', 'age', 'text', 'after']);
    const { regions } = await api.execute(HubSummaryDocument, {});
    const region = regionAskedFor(regions.nodes, asked.region);
    if (region === undefined) return nothingYet();
    const variables = { region: region.code, ...given({ text: asked.text }), ...(asked.themes !== undefined && { themes: asked.themes.split(',') }), ...(asked.age !== undefined && { ages: agesOf(asked.age) }) };
    const found = await api.execute(RegionalServicesDocument, { ...variables, ...given({ after: asked.after }) });
    return showServices({ found, regions: regions.nodes, region, asked, variables });
  },
};

/** More of a name narrows the list no further, and makes a long address. */
const longestSought = 100;

/** Where a service stands among those of a region with its name; null for one of no authority with a region, which is in no such list. */
export function serviceAddress({ id, name, authorities }: { id: string; name: string; authorities: readonly { regionCode: string | null }[] }): string | null {
  const region = authorities.find(({ regionCode }) => regionCode !== null)?.regionCode;
  return region == null ? null : `${addressOf('/services', { region, text: [...name].slice(0, longestSought).join('') })}#${encodeURIComponent(id)}`;
}

function agesOf(text: string): { from: number; to: number } {
  const age = Number(text);
  if (text.trim() === '' || !Number.isInteger(age) || age < 0 || age > oldestAge) throw new HubError('BAD_ARGUMENT', `age is "${text.slice(0, 40)}". Allowed: a whole number of completed years, from 0 to ${oldestAge}; leave it empty for any age.`);
  return { from: age, to: age };
}

function showServices(page: ShownServices): Html {
  const { found: { services }, region, asked, variables } = page;
  const next = services.pageInfo.hasNextPage ? (services.pageInfo.endCursor ?? undefined) : undefined;
  return layout({
    title: `Services listed by ${region.name} authorities`,
    section: '/services',
    body: html`<h1 class="govuk-heading-l">Services that ${region.name} authorities list</h1>
      <p class="govuk-body hub-lead">${leadOf(page)} The hub knows only what it was told of: where it lists none there may be some all the same, what an entry does not state is not known, and a service of an old source may have ended.</p>
      ${servicesForm(page)}
      <div class="hub-beside"><div>${authoritiesTable(page)}</div>${asked.themes === undefined && html`<div>${themesTable(page)}</div>`}</div>
      ${services.nodes.length > 0 && servicesTable(page)}
      ${next !== undefined && html`<p class="govuk-body"><a class="govuk-link" href="${addressOf('/services', { ...asked, region: region.code, after: next })}">Next services</a></p>`}
      <p class="govuk-body"><a class="govuk-link" href="${addressOf('/feeds/services.csv', { region: region.code, themes: asked.themes })}">${asked.themes === undefined ? 'All of the region as CSV' : 'All of the theme as CSV'}</a>, a row for each service and authority. Whether they are in proportion to the need: <a class="govuk-link" href="${addressOf('/provision', { region: region.code, themes: asked.themes })}">need against supply</a>. Entries of two lists that may be one: <a class="govuk-link" href="/duplicates">duplicates</a>.</p>
      <p class="govuk-body hub-no-print"><a class="govuk-link" href="${graphiqlAddress('RegionalServices', variables)}">The query behind this page</a></p>`,
  });
}

/** What is counted, of whom, in a sentence. Of an age it says how many entries are there only because they state none. */
function leadOf({ found: { services, withoutAges, authorities, themes }, asked: { age, text }, variables }: ShownServices): string {
  const listing = authorities.nodes.filter((authority) => authority.services.totalCount > 0).length;
  const past = authorities.nodes.some(({ validTo }) => validTo !== null) ? ', past ones included' : '';
  const labels = [...new Set(variables.themes)].map((code) => themes.nodes.find((theme) => theme.code === code)?.label ?? code);
  const narrowed = [labels.length > 0 && `for ${listed(labels)}`, text !== undefined && `with the words “${text}”`].filter((part) => part !== false).map((part) => ` ${part}`).join('');
  return `${counted(services.totalCount, 'entry', 'entries')}${narrowed}, of ${listing} of ${counted(authorities.nodes.length, 'authority', 'authorities')}${past}.${age === undefined ? '' : agesStated(age, services.totalCount, withoutAges.totalCount)} One of several authorities or for several themes is counted with each of them below.`;
}

function agesStated(age: string, total: number, withoutAges: number): string {
  if (withoutAges === 0) return total === 0 ? '' : ` Each says that it is for a child of ${age}.`;
  const stating = total - withoutAges;
  return ` ${stating === 0 ? 'None' : stating.toLocaleString('en-GB')} of them ${stating > 1 ? 'say they are' : 'says it is'} for a child of ${age}; the other ${withoutAges === 1 ? '1 states no ages' : `${withoutAges.toLocaleString('en-GB')} state no ages`}, and may be or not.`;
}

function servicesForm({ found: { themes }, regions, region, asked }: ShownServices): Html {
  return html`<form class="hub-question hub-no-print" method="get" action="/services">
    ${regionChoice(regions, region.code)}
    ${themeChoice(themes.nodes, asked.themes)}
    <div class="govuk-form-group">
      <label class="govuk-label" for="age">For a child of (years)</label>
      <input class="govuk-input govuk-input--width-3" id="age" name="age" inputmode="numeric" value="${asked.age}" />
    </div>
    <div class="govuk-form-group">
      <label class="govuk-label" for="text">With the words</label>
      <input class="govuk-input govuk-input--width-10" id="text" name="text" type="search" maxlength="200" value="${asked.text}" />
    </div>
    <button type="submit" class="govuk-button">Show</button>
  </form>`;
}

function authoritiesTable({ found: { authorities }, asked: { age } }: ShownServices): Html {
  return table({
    id: 'by-authority',
    caption: 'Of each authority',
    head: [column('Authority'), ...(age === undefined ? [numberColumn('Listed')] : [numberColumn(`For a child of ${age}`), numberColumn('No ages stated')])],
    rows: authorities.nodes.map(({ name, validTo, services, withoutAges }) => {
      const counts = age === undefined ? [services.totalCount] : [services.totalCount - withoutAges.totalCount, withoutAges.totalCount];
      return row([rowHead(validTo === null ? name : `${name} (until ${validTo})`), ...counts.map(countCell)]);
    }),
    isCompact: true,
  });
}

function countCell(count: number): Html {
  return numberCell(count === 0 ? html`<span class="hub-word">none</span>` : count.toLocaleString('en-GB'));
}

function themesTable({ found: { themes }, region, asked }: ShownServices): Html {
  const [some, none] = [themes.nodes.filter(({ services }) => services.totalCount > 0), themes.nodes.filter(({ services }) => services.totalCount === 0)];
  return html`${some.length > 0 && table({
      id: 'by-theme',
      caption: 'For each theme',
      head: [column('Theme'), numberColumn(asked.age === undefined ? 'Listed' : 'Listed, those without ages included')],
      rows: some.map(({ code, label, services: { totalCount } }) => row([rowHead(html`<a class="govuk-link" href="${addressOf('/services', { ...asked, region: region.code, themes: code, after: undefined })}">${label}</a>`), numberCell(totalCount.toLocaleString('en-GB'))])),
      isCompact: true,
    })}
    ${some.length > 0 && none.length > 0 && html`<p class="govuk-body hub-prose">None is listed for: ${none.map(({ label }) => label).join('; ')}.</p>`}`;
}

function servicesTable({ found: { services } }: ShownServices): Html {
  return table({
    id: 'listed',
    caption: services.totalCount > services.nodes.length ? `${services.nodes.length} of ${counted(services.totalCount, 'entry', 'entries')}` : counted(services.totalCount, 'entry', 'entries'),
    head: [column('Service', 'words'), column('Whose', 'short'), column('Provided and paid by', 'name'), column('For whom', 'name'), column('Where and how much', 'short'), column('Source')],
    rows: services.nodes.map((service) => row([rowHead(nameOf(service)), cell(listed(service.authorities.map(({ name }) => name))), cell(partiesOf(service)), cell(whomOf(service)), cell(extentOf(service)), cell(sourceOf(service))])),
    isCompact: true,
  });
}

function nameOf({ id, name, url, kind, status, description, sameAs }: Service): Content {
  const marks = [kind === null ? '' : serviceKinds[kind], status ?? ''].filter((mark) => mark !== '');
  return html`<span id="${id}">${documentLink(name, url)}</span>${marks.length > 0 && html` <span class="hub-word">(${marks.join('; ')})</span>`}
    ${description !== null && html`<br /><span class="hub-word">${description}</span>`}
    ${sameAs.length > 0 && html`<br /><span class="hub-word">Said to be the same as ${listed(sameAs.map((other) => `${other.name} (${listed(other.authorities.map((authority) => authority.name))})`))}.</span>`}`;
}

function partiesOf({ provider, commissioner, contractEnd }: Service): Content {
  return lines([provider ?? 'Provider not stated', commissioner === null ? 'Payer not stated' : `Paid by ${commissioner}`, contractEnd !== null && `Contract ends ${contractEnd}`]);
}

function whomOf({ ageFrom, ageTo, targetGroup, tierModel, tiers, themes, accessibility }: Service): Content {
  const ages = agesInWords({ ageFrom, ageTo });
  return lines([ages === null ? 'Ages not stated' : `For ${ages}`, targetGroup, tiers.length > 0 && `${tiers.length === 1 ? 'Tier' : 'Tiers'} ${listed(tiers)}${tierModel === null ? '' : ` of ${tierModel}`}`, listed(themes.map(({ label }) => label)), accessibility]);
}

function extentOf({ areas, capacity, capacityUnit, annualCost, costYear }: Service): Content {
  return lines([areas.length === 0 ? 'Place not stated' : listed(areas.map(({ name }) => name)), capacity !== null && `${capacity.toLocaleString('en-GB')} ${capacityUnit ?? ''}`.trim(), annualCost !== null && `£${annualCost.toLocaleString('en-GB')} a year${costYear === null ? '' : ` (${costYear})`}`]);
}

function sourceOf({ sourceYear, provenance }: Service): Content {
  return lines([originLink(provenance), provenance.locator, sourceYear === null ? 'Undated' : `Of ${sourceYear}`]);
}
