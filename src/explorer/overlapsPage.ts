import { readAddress } from '../api/address.ts';
import { HubSummaryDocument, RegionOverlapsDocument } from '../api/generated/operations.ts';
import { regionChoice } from './choiceViews.ts';
import { coverageSummary, documentsTable } from './coverageViews.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';
import { addressOf, graphiqlAddress } from './links.ts';
import { nothingYet } from './messagePage.ts';
import { overlapsTable, statementSections, type ShownOverlaps } from './overlapViews.ts';
import { given, type Page } from './Page.ts';
import { regionAskedFor } from './regionAskedFor.ts';
import { sourcesTable } from './sourceViews.ts';
import { dayInWords } from './words.ts';
import { counted } from '../words.ts';

/** The first page: what the hub is, what the authorities of a region share and on what evidence, and what it rests on. */
export const overlapsPage: Page = {
  address: '/',
  async read(api, { query }) {
    const question = readAddress(query, ['region', 'asAt', 'after', 'open']);
    const summary = await api.execute(HubSummaryDocument, {});
    const region = regionAskedFor(summary.regions.nodes, question.region);
    if (region === undefined) return nothingYet();
    const { overlaps } = await api.execute(RegionOverlapsDocument, { region: region.code, ...given({ asAt: question.asAt, after: question.after }) });
    return showOverlaps({ summary, overlaps, region, question });
  },
};

function showOverlaps(page: ShownOverlaps): Html {
  const { overlaps, region, question } = page;
  return layout({
    title: `What ${region.name} authorities share`,
    section: '/',
    body: html`${introduction(page)}
      <h2 class="govuk-heading-m" id="shared">What ${region.name} authorities share</h2>
      ${questionForm(page)}
      ${coverageSummary(overlaps)}
      ${overlapsTable(page)}
      ${downloads(page)}
      <h2 class="govuk-heading-m" id="evidence">The evidence: statements behind each overlap</h2>
      <p class="govuk-body">Each statement stands in its authority's own words, with why the hub reads it so. Core statements have it as their main aim; related ones touch it. “Sure”, from 0 to 1, is how often a person agreed with such readings on plans the hub had not seen.
        ${question.open !== 'all' && html`<a class="govuk-link hub-no-print" href="${addressOf('/', { ...question, open: 'all' })}#evidence">Open all of them</a>`}</p>
      ${statementSections(page)}
      <h2 class="govuk-heading-m" id="documents">Documents in force on ${dayInWords(overlaps.days.from)}</h2>
      ${documentsTable(overlaps)}
      <h2 class="govuk-heading-m" id="sources">Sources</h2>
      ${regionSources(page)}
      ${limits()}`,
  });
}

function introduction({ summary }: ShownOverlaps): Html {
  const { plans, priorities, observations, services, sources, dataVersion } = summary;
  return html`<h1 class="govuk-heading-l">Common Ground</h1>
    <p class="govuk-body hub-lead">Common Ground reads the published plans of English councils for children and young people side by side, and shows which priorities two or more of them share, on what evidence.
      It is for people who plan services together: it also says who has no such priority, what is already joint, and what is not known.</p>
    <p class="govuk-body">The hub holds ${counted(plans.totalCount, 'document')} with ${counted(priorities.totalCount, 'statement')},
      ${counted(observations.totalCount, 'figure')} and ${counted(services.totalCount, 'service')} from ${counted(sources.totalCount, 'source')}.
      <a class="govuk-link" href="/holdings">See what it holds of each authority</a>.
      Data version ${dataVersion.number}${dataVersion.committedAt !== null && `, of ${dayInWords(dataVersion.committedAt)}`}.</p>`;
}

function questionForm({ summary, region, question }: ShownOverlaps): Html {
  const example = (asAt: string): Html => html`<a class="govuk-link" href="${addressOf('/', { region: region.code, asAt })}">${dayInWords(asAt)}</a>`;
  return html`<form class="hub-question hub-no-print" method="get" action="/">
      ${regionChoice(summary.regions.nodes, region.code)}
      <div class="govuk-form-group">
        <label class="govuk-label" for="asAt">Plans in force on</label>
        <input class="govuk-input govuk-input--width-10" id="asAt" name="asAt" type="date" value="${question.asAt}" aria-describedby="asAt-hint" />
      </div>
      <button type="submit" class="govuk-button">Show</button>
    </form>
    <p class="govuk-hint hub-no-print" id="asAt-hint">Without a day, the hub takes the latest on which most plans were in force. Two examples: ${example('2025-12-31')} and ${example('2008-06-01')}.</p>`;
}

function downloads({ overlaps, region, question }: ShownOverlaps): Html {
  const asked = { region: region.code, asAt: question.asAt };
  const next = overlaps.pageInfo.hasNextPage ? (overlaps.pageInfo.endCursor ?? undefined) : undefined;
  return html`${next !== undefined && html`<p class="govuk-body"><a class="govuk-link" href="${addressOf('/', { ...asked, after: next })}">Next overlaps</a></p>`}
    <h3 class="govuk-heading-s">Take it with you</h3>
    <ul class="govuk-list govuk-list--bullet">
      <li><a class="govuk-link" href="${addressOf('/feeds/overlaps.csv', asked)}">Overlaps with every statement, as CSV</a> for Excel, Power BI and others</li>
      <li><a class="govuk-link" href="${addressOf('/feeds/sharing.csv', asked)}">Who shares each overlap, who does not, and of whom we cannot tell, as CSV</a></li>
      <li><a class="govuk-link" href="${addressOf('/feeds/coverage.csv', asked)}">Each authority's documents in force, as CSV</a></li>
      <li class="hub-no-print"><a class="govuk-link" href="${graphiqlAddress('RegionOverlaps', { region: region.code, ...(question.asAt && { asAt: question.asAt }) })}">The query behind this page</a>, to change and run yourself</li>
    </ul>`;
}

function regionSources({ summary, overlaps, region }: ShownOverlaps): Html {
  const publishers = new Set([region.code, ...overlaps.coverage.map(({ authority }) => authority.code)]);
  const [own, others] = [summary.sources.nodes.filter(({ publisher }) => publishers.has(publisher.code)), summary.sources.nodes.filter(({ publisher }) => publisher.code.startsWith('E92'))];
  return sourcesTable([...own, ...others], 'Where the data of this page come from');
}

function limits(): Html {
  return html`<h2 class="govuk-heading-m" id="limits">What the hub cannot know</h2>
    <ul class="govuk-list govuk-list--bullet hub-prose">
      <li>It knows only the documents it was given. An authority without one is shown as not known, never as having no such priority.</li>
      <li>Where it holds a document in part, a priority that is not listed may still be in it. Only a general plan held whole can show that a priority is missing.</li>
      <li>It reads statements by their words, headings, indicators and ages, and can be wrong. The evidence is there to be checked; the document decides.</li>
      <li>That two authorities state the same aim says nothing of need, money or quality, or of whether either acts on it.</li>
      <li>Where a document names no end, the hub takes it to be in force until it was replaced, or for three years, and says so.</li>
    </ul>`;
}
