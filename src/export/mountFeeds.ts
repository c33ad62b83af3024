import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readAddress } from '../api/address.ts';
import type { Api } from '../api/createApi.ts';
import { PlanVocabularyDocument, VocabulariesDocument, type OverlapFilter } from '../api/generated/operations.ts';
import { HubError } from '../errors.ts';
import { casesFeed } from './casesFeed.ts';
import { describePlanVocabulary } from './describePlanVocabulary.ts';
import { describeVocabularies } from './describeVocabularies.ts';
import { describeFeed } from './describeFeed.ts';
import { coverageFeed } from './coverageFeed.ts';
import { overlapsFeed } from './overlapsFeed.ts';
import { sharingFeed } from './sharingFeed.ts';
import { writeCsv } from './writeCsv.ts';
import type { Feed } from './Feed.ts';

const feeds: readonly Feed<unknown>[] = [overlapsFeed, sharingFeed, coverageFeed, casesFeed];

/** Hangs the flat feeds on the server: each at /feeds/<name>.csv, described for machines at /feeds/<name>.csv-metadata.json; beside them, as SKOS, the vocabularies of outcomes and the words of plans. */
export async function mountFeeds(app: FastifyInstance, api: Api): Promise<void> {
  await app.register(async (scope) => {
    scope.addHook('onSend', async (_request, reply) => void reply.header('x-content-type-options', 'nosniff'));
    const vocabularies = {
      'vocabularies.jsonld': async () => describeVocabularies(await api.execute(VocabulariesDocument, {})),
      'plan-vocabulary.jsonld': async () => describePlanVocabulary(await api.execute(PlanVocabularyDocument, {})),
    };
    for (const [file, describe] of Object.entries(vocabularies)) {
      scope.get(`/feeds/${file}`, async (request, reply) => {
        readAddress(request.query, []);
        return reply.type('application/ld+json; charset=utf-8').send(JSON.stringify(await describe(), null, 1));
      });
    }
    for (const feed of feeds) {
      scope.get(`/feeds/${feed.name}.csv`, (request, reply) => sendFeed(api, feed, request, reply));
      scope.get(`/feeds/${feed.name}.csv-metadata.json`, async (_request, reply) => reply.type('application/csvm+json').send(describeFeed(feed)));
    }
  });
}

async function sendFeed(api: Api, feed: Feed<unknown>, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const filter = filterOf(request.query);
  const rows = await feed.readRows(api, filter);
  const name = [feed.name, filter.region, filter.asAt ?? (filter.period && `${filter.period.from}-to-${filter.period.to}`)].filter((part) => typeof part === 'string').join('-');
  return reply
    .type('text/csv; charset=utf-8; header=present')
    .header('content-disposition', `attachment; filename="${name.replace(/[^\w-]/g, '')}.csv"`)
    .header('link', `<${feed.name}.csv-metadata.json>; rel="describedby"; type="application/csvm+json"`)
    .send(writeCsv(feed, rows));
}

/** What the address of a feed asks, as a filter; without any, all authorities the hub knows. */
function filterOf(query: unknown): OverlapFilter {
  const { region, authorities, asAt, from, to } = readAddress(query, ['region', 'authorities', 'asAt', 'from', 'to']);
  if ((from === undefined) !== (to === undefined)) throw new HubError('BAD_ARGUMENT', `The address has "${from === undefined ? 'to' : 'from'}" alone. Give both from and to for a period, or asAt for a day.`);
  return {
    ...(region !== undefined && { region }),
    ...(authorities !== undefined && { authorities: authorities.split(',').map((code) => code.trim()) }),
    ...(asAt !== undefined && { asAt }),
    ...(from !== undefined && to !== undefined && { period: { from, to } }),
  };
}
