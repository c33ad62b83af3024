import { readAddress } from '../api/address.ts';
import { HubSummaryDocument, ProvisionDocument, type ProvisionQuery } from '../api/generated/operations.ts';
import { regionChoice, themeChoice } from './choiceViews.ts';
import { html, type Content, type Html } from './html.ts';
import { cell, column, layout, lines, numberCell, numberColumn, row, rowHead, table } from './layout.ts';
import { addressOf, graphiqlAddress } from './links.ts';
import { nothingYet } from './messagePage.ts';
import { missingEverywhere, missingList } from './missingViews.ts';
import { given, type Page } from './Page.ts';
import { regionAskedFor } from './regionAskedFor.ts';
import { dayInWords, provisionReadings, provisionStandings } from './words.ts';
import { counted, listed } from '../words.ts';

type Picture = ProvisionQuery['provision'];
type Provision = Picture['authorities'][number];

interface ShownPicture {
  found: ProvisionQuery;
  regions: readonly { code: string; name: string }[];
  region: { code: string; name: string };
  /** As the query behind the page was asked. */
  variables: { region: string; themes?: string[]; asAt: string | null };
}

/** Need against supply: how each authority of a region stands beside the others for a theme, one by one and taken together, and what nobody has published. */
export const provisionPage: Page = {
  address: '/provision',
  async read(api, { query }) {
    const { region: code, themes, asAt } = readAddress(query, ['region', 'themes', 'asAt']);
    const { regions } = await api.execute(HubSummaryDocument, {});
    const region = regionAskedFor(regions.nodes, code);
    if (region === undefined) return nothingYet();
    const variables = { region: region.code, ...(themes !== undefined && { themes: themes.split(',') }), asAt: asAt ?? null };
    return showPicture({ found: await api.execute(ProvisionDocument, variables), regions: regions.nodes, region, variables });
  },
};

function showPicture(page: ShownPicture): Html {
  const { found: { provision }, region, variables } = page;
  const labels = listed(provision.themes.map(({ label }) => label));
  const everywhere = missingEverywhere(provision.authorities);
  return layout({
    title: `Need and supply in ${region.name}`,
    section: '/provision',
    body: html`<h1 class="govuk-heading-l">Need and supply in ${region.name}: ${labels}</h1>
      <p class="govuk-body hub-lead">How great the need is in each authority beside the others, what is there to meet it, and whether the two are out of proportion, ${provision.from === provision.to ? `as at ${dayInWords(provision.to)}` : `from ${dayInWords(provision.from)} to ${dayInWords(provision.to)}`}. What cannot be said is no sign that all is well.</p>
      ${questionForm(page)}
      ${provision.authorities.length === 0 ? html`<p class="govuk-inset-text">The hub knows no authority of the region that existed then.</p>` : authoritiesTable(provision, everywhere)}
      ${everywhere.length > 0 && html`<p class="govuk-body">What to publish of each, so that more can be said: ${everywhere.join(' ')}</p>`}
      <h2 class="govuk-heading-m">Taken together</h2>
      <p class="govuk-body">${provision.together.explanation} ${provision.jointBesideSeparate}</p>
      <h2 class="govuk-heading-m">What it rests on</h2>
      <ul class="govuk-list govuk-list--bullet hub-prose">${provision.notes.map((note) => html`<li>${note}</li>`)}</ul>
      ${provision.scales.length > 0 && scalesTable(page)}
      <details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">The thresholds, and why</span></summary><div class="govuk-details__text"><ul class="govuk-list govuk-list--bullet">${provision.thresholds.map(({ name, value, why }) => html`<li>${name}: ${value}. ${why}</li>`)}</ul></div></details>
      <p class="govuk-body"><a class="govuk-link" href="${addressOf('/services', given({ region: region.code, themes: variables.themes?.join(',') }))}">The services that these authorities list</a></p>
      <p class="govuk-body hub-no-print"><a class="govuk-link" href="${graphiqlAddress('Provision', variables)}">The query behind this page</a></p>`,
  });
}

function questionForm({ found: { provision, themes }, regions, region, variables }: ShownPicture): Html {
  return html`<form class="hub-question hub-no-print" method="get" action="/provision">
    ${regionChoice(regions, region.code)}
    ${themeChoice(themes.nodes, variables.themes?.[0] ?? provision.themes[0]?.code, { all: false })}
    <div class="govuk-form-group"><label class="govuk-label" for="asAt">As at (year-month-day)</label><input class="govuk-input govuk-input--width-10" id="asAt" name="asAt" value="${provision.to}" /></div>
    <button type="submit" class="govuk-button">Show</button>
  </form>`;
}

function authoritiesTable({ authorities, supplyUnit }: Picture, everywhere: readonly string[]): Html {
  return table({
    id: 'authorities',
    caption: 'Each authority beside the others',
    head: [column('Authority'), column('Both together', 'name'), column('Need', 'name'), column('Supply', 'name'), column('What is missing', 'wide')],
    rows: authorities.map((one) => row([rowHead(listed(one.authorities.map(({ name }) => name))), cell(html`<strong>${provisionReadings[one.reading]}</strong>`), cell(needOf(one)), cell(supplyOf(one, supplyUnit)), cell(missingList(one.missing, everywhere))])),
    isCompact: true,
  });
}

function needOf({ need: { standing, distance, known } }: Provision): Content {
  const far = distance === null ? null : `${Math.abs(distance).toFixed(2)} standard deviations ${distance < 0 ? 'below' : 'above'} the mean, over ${counted(known, 'indicator')}`;
  return lines([provisionStandings[standing], far !== null && html`<span class="hub-word">${far}</span>`]);
}

function supplyOf({ supply: { standing, least, most, explanation } }: Provision, unit: string | null): Content {
  const known = [...new Set([least, most])].filter((rate) => rate !== null).map((rate) => Number(rate.toPrecision(3)).toLocaleString('en-GB'));
  return lines([provisionStandings[standing], known.length > 0 && `${known.join(' to ')} ${unit ?? ''} per 1,000 children`, html`<span class="hub-word">${explanation}</span>`]);
}

function scalesTable({ found: { provision: { scales, authorities } }, region }: ShownPicture): Html {
  return table({
    id: 'scales',
    caption: 'The indicators by which need is told',
    head: [column('Indicator', 'wide'), column('Period', 'short'), numberColumn('Known of'), numberColumn('Mean'), column('Why it takes no part', 'wide')],
    rows: scales.map(({ indicator, period, known, mean, leftOut }) => row([rowHead(html`<a class="govuk-link" href="${addressOf('/figures', { region: region.code, indicator: indicator.code })}">${indicator.title}</a>`), cell(period ?? ''), numberCell(`${known} of ${authorities.length}`), numberCell(mean === null ? '' : Number(mean.toPrecision(3))), cell(leftOut ?? '')])),
    isCompact: true,
  });
}
