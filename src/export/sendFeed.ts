import type { FastifyReply, FastifyRequest } from 'fastify';
import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Api } from '../api/createApi.ts';
import { namesTag } from '../api/http/namesTag.ts';
import { inTurn } from '../api/http/queue.ts';
import { HubError } from '../errors.ts';
import type { Feed, FeedPage, Reading } from './Feed.ts';
import { readFilter, type FeedFilter } from './readFilter.ts';
import { writeCsv } from './writeCsv.ts';

/** Tags hold as long as this process: another may write the same data in other words. */
const thisProcess = randomUUID();

/** Sends what everybody may see, whatever key comes with the request: whole where it is one page, else page by page as its caller takes them. */
export async function sendFeed<Row>(api: Api, feed: Feed<Row>, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const filter = readFilter(request.query, feed.parameters);
  const { viewer } = api.newContext();
  const etag = tagOf([thisProcess, await api.momentOf(viewer), feed.name, JSON.stringify(filter)]);
  if (namesTag(request.headers['if-none-match'], etag)) return reply.code(304).headers(cachingOf(etag)).send();
  const reading: Reading = { execute: (operation, variables) => api.execute(operation, variables, viewer) };
  const first = await feed.readPage(reading, filter);
  const text = writeCsv(feed, first.rows);
  void reply
    .type('text/csv; charset=utf-8; header=present')
    .headers(cachingOf(etag))
    .header('content-disposition', `attachment; filename="${nameOf(feed, filter)}.csv"`)
    .header('link', `<${feed.name}.csv-metadata.json>; rel="describedby"; type="application/csvm+json"`);
  if (first.next === null) return reply.send(text);
  request.asked.goesOn = true;
  // Of a feed whose headers alone are asked for, no more is read.
  const pages = request.method === 'HEAD' ? [] : pagesFrom(request, { text, first, readPage: (place) => feed.readPage(reading, filter, place), write: (rows) => writeCsv(feed, rows, { hasHeader: false }) });
  return reply.send(Readable.from(pages, { objectMode: false }));
}

interface Begun<Row> {
  text: string;
  first: FeedPage<Row>;
  readPage: (place: NonNullable<FeedPage<Row>['next']>) => Promise<FeedPage<Row>>;
  write: (rows: Row[]) => string;
}

/** The text of each page, made once the one before it is taken, in a turn of its own: who reads slowly keeps nobody else from theirs. A failure ends the connection, so that no part is taken for the whole. */
async function* pagesFrom<Row>({ server: { queue }, asked }: FastifyRequest, { text, first, readPage, write }: Begun<Row>): AsyncGenerator<string> {
  // What each page gives is told of the request, whatever woke its turn.
  const asRequest = AsyncLocalStorage.snapshot();
  yield text;
  for (let { next } = first; next !== null; ) {
    const place = next;
    const page = await inTurn(queue, () => asRequest(async () => {
      const read = await readPage(place);
      return { text: write(read.rows), next: read.next };
    })).catch((error: unknown) => {
      asked.gaveData = true;
      asked.codes.push(error instanceof HubError ? error.code : 'INTERNAL_SERVER_ERROR');
      throw error;
    });
    yield page.text;
    next = page.next;
  }
}

function tagOf(parts: readonly string[]): string {
  return `W/"${createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 27)}"`;
}

function cachingOf(etag: string): Record<string, string> {
  return { etag, 'cache-control': 'private, no-cache' };
}

/** Says of whom and when, for a folder in which several lie. */
function nameOf({ name }: Pick<Feed<unknown>, 'name'>, { region, asAt, from, to }: FeedFilter): string {
  const period = from !== undefined && to !== undefined ? `${from}-to-${to}` : (from && `from-${from}`) ?? (to && `to-${to}`);
  return [name, region, asAt ?? period].filter((part) => typeof part === 'string').join('-').replace(/[^\w-]/g, '');
}
