import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readFile } from 'node:fs/promises';
import type { Api } from '../api/createApi.ts';
import type { Refusal } from '../api/createApp.ts';
import { statusOf } from '../api/http/refusal.ts';
import { HubError, type ErrorCode } from '../errors.ts';
import { answerWith, mountAssets } from './assets.ts';
import { commissioningPage } from './commissioningPage.ts';
import { crosswalksPage } from './crosswalksPage.ts';
import { decisionsPage } from './decisionsPage.ts';
import { duplicatesPage } from './duplicatesPage.ts';
import { figuresPage } from './figuresPage.ts';
import { graphiqlPage } from './graphiqlPage.ts';
import { holdingsPage } from './holdingsPage.ts';
import { agendaPage, groupsPage } from './groupsPage.ts';
import type { Html } from './html.ts';
import { inspectionPage } from './inspectionPage.ts';
import { matchPage } from './matchPage.ts';
import { messagePage } from './messagePage.ts';
import { overlapPage } from './overlapPage.ts';
import { overlapsPage } from './overlapsPage.ts';
import { pagePolicy, type Page } from './Page.ts';
import { planPage } from './planPage.ts';
import { planReportPage } from './planReportPage.ts';
import { proposalsPage } from './proposalsPage.ts';
import { queriesPage } from './queriesPage.ts';
import { provisionPage } from './provisionPage.ts';
import { readSavedOperations } from './savedOperations.ts';
import { searchPage } from './searchPage.ts';
import { servicesPage } from './servicesPage.ts';

const contract = new URL('../../schema/hub.graphql', import.meta.url);

/** Hangs the pages for people on the server. Each is a saved operation and a view of its answer; none needs script, but the query editor. */
export async function mountExplorer(app: FastifyInstance, api: Api): Promise<void> {
  app.showRefusal = (reply, refusal) => sendRefusalPage(reply.headers({ 'content-security-policy': pagePolicy, 'referrer-policy': 'same-origin' }), refusal);
  await app.register(async (pages) => {
    pages.addHook('onSend', sendSafeHeaders);
    pages.setErrorHandler(sendErrorPage);
    mountAssets(pages);
    for (const { address, read, policy } of everyPage()) {
      pages.get<{ Params: { id: string } }>(address, async (request, reply) => {
        const page = await read(api, request);
        return sendPage(policy === undefined ? reply : reply.header('content-security-policy', policy), page);
      });
    }
    pages.get('/schema.graphql', answerWith({ type: 'text/plain; charset=utf-8', read: () => readFile(contract, 'utf8') }));
  });
}

/** In the order in which somebody meets them. */
function everyPage(): Page[] {
  const operations = readSavedOperations();
  return [overlapsPage, commissioningPage, overlapPage, matchPage, servicesPage, figuresPage, provisionPage, searchPage, crosswalksPage, holdingsPage, planPage, planReportPage, inspectionPage, groupsPage, agendaPage, decisionsPage, proposalsPage, duplicatesPage, queriesPage(operations), graphiqlPage(operations)];
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

function sendPage(reply: FastifyReply, page: Html): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(page.text);
}
