import type { FastifyInstance } from 'fastify';
import { readAddress } from '../api/address.ts';
import type { Api } from '../api/createApi.ts';
import { PlanVocabularyDocument, VocabulariesDocument } from '../api/generated/operations.ts';
import { describePlanVocabulary } from './describePlanVocabulary.ts';
import { describeFeed } from './describeFeed.ts';
import { describeVocabularies } from './describeVocabularies.ts';
import { feeds } from './feeds.ts';
import { sendFeed } from './sendFeed.ts';

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
