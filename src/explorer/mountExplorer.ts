import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readFile } from 'node:fs/promises';
import { readAddress } from '../api/address.ts';
import type { Api } from '../api/createApi.ts';
import { CommissioningCaseDocument, CompareByOutcomeDocument, DecisionHistoryDocument, DuplicateCandidatesDocument, ExplainMatchDocument, HubSummaryDocument, OneOverlapDocument, PlanLifeDocument, PlanReportDocument, ProposalsDocument, RegionOverlapsDocument, SearchDocument, VocabulariesDocument, WhatTheHubHoldsDocument, type DuplicateStatus, type SearchKind } from '../api/generated/operations.ts';
import type { Refusal } from '../api/createApp.ts';
import { statusOf } from '../api/http/refusal.ts';
import { HubError, type ErrorCode } from '../errors.ts';
import { answerWith, mountAssets } from './assets.ts';
import { commissioningPage, weightNames } from './commissioningPage.ts';
import { crosswalksPage } from './crosswalksPage.ts';
import { decisionsPage } from './decisionsPage.ts';
import { duplicatesPage } from './duplicatesPage.ts';
import { graphiqlPage } from './graphiqlPage.ts';
import { holdingsPage } from './holdingsPage.ts';
import type { Html } from './html.ts';
import { matchPage } from './matchPage.ts';
import { messagePage } from './messagePage.ts';
import { overlapPage } from './overlapPage.ts';
import { overlapsPage } from './overlapsPage.ts';
import { planPage } from './planPage.ts';
import { planReportPage } from './planReportPage.ts';
import { proposalsPage } from './proposalsPage.ts';
import { queriesPage } from './queriesPage.ts';
import { readSavedOperations } from './savedOperations.ts';
import { searchPage } from './searchPage.ts';
import { duplicateStates, foundKinds } from './words.ts';

/** The region shown first; any other where the hub does not know it. */
const firstRegion = 'E12000004';
const contract = new URL('../../schema/hub.graphql', import.meta.url);

const pagePolicy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/** The editor writes styles into its page and carries its fonts and pictures in its style sheet. */
const editorPolicy = `${pagePolicy}; style-src 'self' 'unsafe-inline'; font-src 'self' data:; worker-src 'self' blob:`;

/** Hangs the pages for people on the server. Each is a saved operation and a view of its answer; none needs script, but the query editor. */
export async function mountExplorer(app: FastifyInstance, api: Api): Promise<void> {
  app.showRefusal = (reply, refusal) => sendRefusalPage(reply.headers({ 'content-security-policy': pagePolicy, 'referrer-policy': 'same-origin' }), refusal);
  await app.register(async (pages) => {
    const operations = readSavedOperations();
    pages.addHook('onSend', sendSafeHeaders);
    pages.setErrorHandler(sendErrorPage);
    mountAssets(pages);
    pages.get('/', async (request, reply) => {
      const question = readAddress(request.query, ['region', 'asAt', 'after', 'open']);
      const summary = await api.execute(HubSummaryDocument, {});
      const region = regionAskedFor(summary.regions.nodes, question.region);
      if (region === undefined) return sendPage(reply, nothingYet());
      const { overlaps } = await api.execute(RegionOverlapsDocument, { region: region.code, ...given({ asAt: question.asAt, after: question.after }) });
      return sendPage(reply, overlapsPage({ summary, overlaps, region, question }));
    });
    pages.get('/commissioning', async (request, reply) => {
      const { region: code, asAt, after, ...weights } = readAddress(request.query, ['region', 'asAt', 'after', ...weightNames]);
      const { regions } = await api.execute(HubSummaryDocument, {});
      const region = regionAskedFor(regions.nodes, code);
      if (region === undefined) return sendPage(reply, nothingYet());
      const numbers = Object.fromEntries(Object.entries(given(weights)).map(([name, weight]) => [name, weightAskedFor(name, weight)]));
      const { overlaps } = await api.execute(CommissioningCaseDocument, { region: region.code, ...given({ asAt, after }), ...(Object.keys(numbers).length > 0 && { weights: numbers }) });
      return sendPage(reply, commissioningPage({ overlaps, regions: regions.nodes, region, question: { region: code, asAt, after }, weights: given(weights) }));
    });
    pages.get<{ Params: { id: string } }>('/overlaps/:id', async (request, reply) => {
      const { region, asAt } = readAddress(request.query, ['region', 'asAt']);
      const { overlap, ...beside } = await api.execute(OneOverlapDocument, { id: request.params.id, region: region ?? firstRegion, ...given({ asAt }) });
      if (!overlap) throw new HubError('NOT_FOUND', 'No overlap of these authorities on this day has that address. What is not shared by two of them makes none.');
      return sendPage(reply, overlapPage(overlap, beside, { region, asAt }));
    });
    pages.get('/match', async (request, reply) => {
      const asked = readAddress(request.query, ['a', 'b']);
      const { a, b } = asked;
      const match = a === undefined || b === undefined ? null : (await api.execute(ExplainMatchDocument, { a, b })).explainMatch;
      return sendPage(reply, matchPage(match, asked));
    });
    pages.get('/search', async (request, reply) => {
      const asked = readAddress(request.query, ['text', 'kind', 'region', 'asAt', 'after']);
      const { text, region, asAt, after } = asked;
      const { regions } = await api.execute(HubSummaryDocument, {});
      const found = text === undefined ? null : (await api.execute(SearchDocument, { text, ...given({ region, asAt, after }), ...(asked.kind !== undefined && { kinds: [kindAskedFor(asked.kind)] }) })).search;
      return sendPage(reply, searchPage({ regions: regions.nodes, asked, found }));
    });
    pages.get('/crosswalks', async (request, reply) => {
      const asked = readAddress(request.query, ['plans', 'vocabulary']);
      const known = await api.execute(VocabulariesDocument, {});
      const compared = asked.plans === undefined ? null : (await api.execute(CompareByOutcomeDocument, { plans: asked.plans.split(',').map((id) => id.trim()), ...given({ vocabulary: asked.vocabulary }) })).compareByOutcome;
      return sendPage(reply, crosswalksPage(known, compared, asked));
    });
    pages.get('/holdings', async (_request, reply) => sendPage(reply, holdingsPage(await api.execute(WhatTheHubHoldsDocument, {}))));
    pages.get('/plan', async (request, reply) => {
      const { plan: id, asAt } = readAddress(request.query, ['plan', 'asAt']);
      if (id === undefined) throw new HubError('BAD_ARGUMENT', 'plan is missing. "What the hub holds" leads to the life of each document.');
      const { plan } = await api.execute(PlanLifeDocument, { plan: id, asAt: asAt ?? null });
      if (!plan) throw new HubError('NOT_FOUND', `No plan has the id "${id.slice(0, 80)}". "What the hub holds" leads to each that has one.`);
      return sendPage(reply, planPage(plan, { plan: id, asAt }));
    });
    pages.get('/report', async (request, reply) => {
      const { plan, asAt, authority } = readAddress(request.query, ['plan', 'asAt', 'authority']);
      if (plan === undefined) throw new HubError('BAD_ARGUMENT', 'plan is missing. "What the hub holds" leads to the report of each document that has indicators or actions.');
      const question = { plan, ...given({ authority }), asAt: asAt ?? null };
      return sendPage(reply, planReportPage((await api.execute(PlanReportDocument, question)).planReport, { plan, asAt, authority }));
    });
    pages.get('/decisions', async (request, reply) => {
      const { flagged, after } = readAddress(request.query, ['flagged', 'after']);
      const isFlagged = flaggedAskedFor(flagged);
      return sendPage(reply, decisionsPage(await api.execute(DecisionHistoryDocument, { ...given({ after }), ...(isFlagged && { filter: { flagged: true } }) }), isFlagged));
    });
    pages.get('/proposals', async (request, reply) => sendPage(reply, proposalsPage(await api.execute(ProposalsDocument, given({ after: readAddress(request.query, ['after']).after })))));
    pages.get('/duplicates', async (request, reply) => {
      const { status, after } = readAddress(request.query, ['status', 'after']);
      const asked = duplicateStateAskedFor(status);
      return sendPage(reply, duplicatesPage(await api.execute(DuplicateCandidatesDocument, { ...given({ after }), ...(asked !== undefined && { filter: { status: [asked] } }) }), asked));
    });
    pages.get('/queries', async (_request, reply) => sendPage(reply, queriesPage(operations)));
    pages.get('/graphiql', async (request, reply) => {
      const { operation, query, variables } = readAddress(request.query, ['operation', 'query', 'variables']);
      const saved = operations.find(({ name }) => name === operation);
      if (operation !== undefined && !saved) throw new HubError('BAD_ARGUMENT', `No saved query is called "${operation.slice(0, 60)}". There are: ${operations.map(({ name }) => name).join(', ')}.`);
      return sendPage(reply.header('content-security-policy', editorPolicy), graphiqlPage({ operations, query: query ?? saved?.text, variables }));
    });
    pages.get('/schema.graphql', answerWith({ type: 'text/plain; charset=utf-8', read: () => readFile(contract, 'utf8') }));
  });
}

async function sendSafeHeaders(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!reply.hasHeader('content-security-policy')) void reply.header('content-security-policy', pagePolicy);
  void reply.header('referrer-policy', 'same-origin');
}

const titles: Partial<Record<ErrorCode, string>> = {
  INTERNAL_SERVER_ERROR: 'Something went wrong',
  NOT_FOUND: 'Not found',
  RATE_LIMITED: 'Too many requests in a minute',
  HUB_BUSY: 'The hub is busy',
  DATABASE_UNAVAILABLE: 'Please try again in a moment',
};

/** What a person can do something about becomes a page that says so; anything else is the server's to answer and to log. */
function sendErrorPage(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!(error instanceof HubError)) throw error;
  request.asked.codes.push(error.code);
  return sendRefusalPage(reply.code(statusOf(error.code)), error);
}

function sendRefusalPage(reply: FastifyReply, { code, message }: Refusal): FastifyReply {
  return sendPage(reply, messagePage(titles[code] ?? 'The hub cannot answer that', message));
}

/** The region with the code asked for, which the API refuses when nobody has it; without one, the first shown. */
function regionAskedFor(regions: readonly { code: string; name: string }[], code: string | undefined): { code: string; name: string } | undefined {
  if (code !== undefined) return regions.find((region) => region.code === code) ?? { code, name: code };
  return regions.find((region) => region.code === firstRegion) ?? regions[0];
}

function nothingYet(): Html {
  return messagePage('Nothing here yet', 'The hub holds no region yet. Read data packages into it with "npm run hub -- import PATH".');
}

function weightAskedFor(name: string, text: string): number {
  const weight = Number(text);
  if (text.trim() === '' || !Number.isFinite(weight)) throw new HubError('BAD_ARGUMENT', `${name} is "${text.slice(0, 40)}". Allowed: a number from 0 to 1000; leave it empty for the hub's own weight.`);
  return weight;
}

function kindAskedFor(kind: string): SearchKind {
  if (Object.hasOwn(foundKinds, kind)) return kind as SearchKind;
  throw new HubError('BAD_ARGUMENT', `kind is "${kind.slice(0, 40)}". Allowed: ${Object.keys(foundKinds).join(', ')}.`);
}

function flaggedAskedFor(flagged: string | undefined): boolean {
  if (flagged === undefined || flagged === 'true') return flagged === 'true';
  throw new HubError('BAD_ARGUMENT', `flagged is "${flagged.slice(0, 40)}". Allowed: true, or nothing.`);
}

function duplicateStateAskedFor(status: string | undefined): DuplicateStatus | undefined {
  if (status === undefined || Object.hasOwn(duplicateStates, status)) return status as DuplicateStatus | undefined;
  throw new HubError('BAD_ARGUMENT', `status is "${status.slice(0, 40)}". Allowed: ${Object.keys(duplicateStates).join(', ')}, or nothing.`);
}

/** Variables that have a value. */
function given<Variables extends Record<string, string | undefined>>(variables: Variables): { [Key in keyof Variables]?: string } {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined)) as { [Key in keyof Variables]?: string };
}

function sendPage(reply: FastifyReply, page: Html): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(page.text);
}
