import type { Api } from '../api/createApi.ts';
import { DocumentsHeldDocument, WhatTheHubHoldsDocument, type WhatTheHubHoldsQuery } from '../api/generated/operations.ts';
import { documentColumns, rowsOfAuthority } from './coverageViews.ts';
import { groupsAddress } from './groupsPage.ts';
import { html, type Content, type Html } from './html.ts';
import { inspectionAddress } from './inspectionPage.ts';
import { cell, column, layout, numberCell, numberColumn, row, rowHead, table } from './layout.ts';
import { addressOf, graphiqlAddress } from './links.ts';
import { given, type Page } from './Page.ts';
import { planAddress } from './planPage.ts';
import { readPages } from './readPages.ts';
import { sourcesTable } from './sourceViews.ts';
import { dayInWords } from './words.ts';
import { counted, listed } from '../words.ts';

type Authority = WhatTheHubHoldsQuery['authorities']['nodes'][number];

/** Of an authority that was withdrawn meanwhile. */
const none = { pageInfo: { hasNextPage: false, endCursor: null } };

/** Everything the hub holds: each authority with its documents, region by region, then the sources. */
export const holdingsPage: Page = { address: '/holdings', read: async (api) => showHoldings(await readHoldings(api)) };

/** All authorities, sources and documents, which the API gives in parts. */
async function readHoldings(api: Api): Promise<WhatTheHubHoldsQuery> {
  const read = (cursors: { after?: string | undefined; afterSource?: string | undefined }): Promise<WhatTheHubHoldsQuery> => api.execute(WhatTheHubHoldsDocument, given(cursors));
  const byAuthority = await readPages((after) => read({ after }), ({ authorities }) => authorities);
  const [first] = byAuthority as [WhatTheHubHoldsQuery];
  const { sources } = first;
  const bySource = sources.pageInfo.hasNextPage ? await readPages((afterSource) => read({ afterSource }), (part) => part.sources, sources.pageInfo.endCursor ?? undefined) : [];
  const authorities = await Promise.all(byAuthority.flatMap((part) => part.authorities.nodes).map((authority) => withAllDocuments(api, authority)));
  return { ...first, authorities: { ...first.authorities, nodes: authorities }, sources: { ...sources, nodes: [...sources.nodes, ...bySource.flatMap((part) => part.sources.nodes)] } };
}

async function withAllDocuments(api: Api, authority: Authority): Promise<Authority> {
  const { totalCount, nodes } = authority.plans;
  if (nodes.length >= totalCount) return authority;
  const parts = await readPages((after) => api.execute(DocumentsHeldDocument, { code: authority.code, ...given({ after }) }), (part) => part.authority?.plans ?? none);
  return { ...authority, plans: { totalCount, nodes: parts.flatMap((part) => part.authority?.plans.nodes ?? []) } };
}

function showHoldings({ authorities, inspections, sources, dataVersion }: WhatTheHubHoldsQuery): Html {
  const withDocuments = authorities.nodes.filter(({ plans }) => plans.totalCount > 0);
  const regions = [...Map.groupBy(withDocuments, ({ region }) => region?.name ?? 'No region stated')].sort(([a], [b]) => (a < b ? -1 : 1));
  return layout({
    title: 'What the hub holds',
    section: '/holdings',
    body: html`<h1 class="govuk-heading-xl">What the hub holds</h1>
      <p class="govuk-body-l hub-lead">Documents of ${withDocuments.length} of ${counted(authorities.totalCount, 'authority', 'authorities')}${apartFrom(authorities.nodes)}, read from ${counted(sources.totalCount, 'source')}. Data version ${dataVersion.number}${dataVersion.committedAt !== null && `, of ${dayInWords(dataVersion.committedAt)}`}.</p>
      <p class="govuk-body">Of an authority that is not listed the hub holds no document. It may have plans all the same. <a class="govuk-link hub-no-print" href="${graphiqlAddress('WhatTheHubHolds')}">The query behind this page</a></p>
      <nav aria-label="Regions" class="hub-no-print"><ul class="govuk-list hub-inline">${regions.map(([name]) => html`<li><a class="govuk-link" href="#${anchorOf(name)}">${name}</a></li>`)}<li><a class="govuk-link" href="#inspections">Inspections</a></li><li><a class="govuk-link" href="#groups">Groups</a></li><li><a class="govuk-link" href="#sources">Sources</a></li></ul></nav>
      ${regions.map(([name, members]) => regionSection(name, members, authorities.nodes, dataVersion.committedAt ?? ''))}
      <h2 class="govuk-heading-m" id="inspections">Inspections</h2>
      ${inspectionsTable(inspections)}
      <h2 class="govuk-heading-m" id="groups">Groups</h2>
      ${groupsTable(authorities.nodes)}
      <h2 class="govuk-heading-m" id="sources">Sources</h2>
      ${sourcesTable(sources.nodes, `${counted(sources.totalCount, 'source')} by title`)}`,
  });
}

function regionSection(name: string, members: readonly Authority[], all: readonly Authority[], asOf: string): Html {
  const known = all.filter(({ region }) => (region?.name ?? 'No region stated') === name);
  return html`<h2 class="govuk-heading-m" id="${anchorOf(name)}">${name}</h2>
    ${table({
      id: `${anchorOf(name)}-table`,
      caption: `Documents of ${members.length} of ${counted(known.length, 'authority', 'authorities')}${apartFrom(known)}: kind, dates and how much of each the hub holds`,
      head: [column('Authority'), ...documentColumns],
      rows: members.flatMap((authority) => rowsOfAuthority(nameOf(authority), authority.plans.nodes, (plan) => [lifeLink(plan), reportLink(plan, authority.code, asOf)])),
      isCompact: true,
    })}`;
}

function inspectionsTable({ totalCount, nodes }: WhatTheHubHoldsQuery['inspections']): Html {
  if (nodes.length === 0) return html`<p class="govuk-body">The hub knows of no inspection. There may have been some.</p>`;
  return table({
    id: 'inspections-table',
    caption: totalCount > nodes.length ? `${nodes.length} of ${totalCount} inspections` : `${counted(totalCount, 'inspection')} with what was recommended, and what was done about it`,
    head: [column('Inspection', 'wide'), column('Of'), column('Published'), numberColumn('Grades'), numberColumn('Recommendations')],
    rows: nodes.map(({ id, title, authority, publishedOn, judgements, recommendations }) => row([rowHead(html`<a class="govuk-link" href="${inspectionAddress(id)}">${title}</a>`), cell(authority?.name ?? 'Not known'), cell(publishedOn ?? 'Not stated'), numberCell(judgements.length), numberCell(recommendations.totalCount)])),
    isCompact: true,
  });
}

function groupsTable(authorities: readonly Authority[]): Html {
  const governed = authorities.filter(({ groups }) => groups.totalCount > 0);
  if (governed.length === 0) return html`<p class="govuk-body">The hub knows of no group. There may be some.</p>`;
  return table({
    id: 'groups-table',
    caption: 'Boards, partnerships and other groups of each authority: who reports to whom, what each answers for, and what comes before it',
    head: [column('Authority'), numberColumn('Groups')],
    rows: governed.map(({ code, name, groups }) => row([rowHead(html`<a class="govuk-link" href="${groupsAddress(code)}">${name}</a>`), numberCell(groups.totalCount)])),
    isCompact: true,
  });
}

/** How many of them stand in no comparison of today: lists of the API leave districts out, and of a day those that are no more. */
function apartFrom(authorities: readonly Authority[]): string {
  const [districts, past] = [authorities.filter(({ kind }) => kind === 'DISTRICT').length, authorities.filter(({ validTo }) => validTo !== null).length];
  const told = [districts > 0 && counted(districts, 'district'), past > 0 && `${past} no more`].filter((one) => one !== false);
  return told.length === 0 ? '' : ` (${listed(told)} among them)`;
}

function nameOf({ name, kind, validTo }: Authority): string {
  const marks = [kind === 'DISTRICT' && 'district', validTo !== null && `until ${validTo}`].filter(Boolean);
  return marks.length === 0 ? name : `${name} (${marks.join(', ')})`;
}

function lifeLink({ id }: Authority['plans']['nodes'][number]): Html {
  return html` <a class="govuk-link hub-no-print" href="${planAddress(id)}">Its life</a>`;
}

/** Where a plan has something to report on. As at its last day where that is past: what was due by then. */
function reportLink({ id, indicators, actions, inForceTo }: Authority['plans']['nodes'][number], authority: string, asOf: string): Content {
  if (indicators.totalCount + actions.totalCount === 0) return null;
  const isPast = inForceTo !== null && inForceTo < asOf;
  return html` <a class="govuk-link hub-no-print" href="${addressOf('/report', { plan: id, authority, asAt: isPast ? inForceTo : undefined })}">Report</a>`;
}

function anchorOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z]+/g, '-');
}
