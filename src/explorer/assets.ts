import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { namesTag } from '../api/http/namesTag.ts';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

interface Asset {
  type: string;
  read: () => string | Promise<string>;
}

interface LoadedAsset {
  body: Buffer;
  gzipped: Buffer;
  etag: string;
}

const script = 'text/javascript; charset=utf-8';
const styles = 'text/css; charset=utf-8';
const graphiql = () => import('@graphql-yoga/render-graphiql/graphiql');

/** Everything a page loads, by address. All of it comes from this hub; GraphiQL's nine megabytes are read when first asked for. */
const assets: Record<string, Asset> = {
  '/assets/govuk-frontend.css': { type: styles, read: readGovukStyles },
  '/assets/common-ground.css': { type: styles, read: () => readOwn('common-ground.css') },
  '/assets/graphiql.css': { type: styles, read: () => readOwn('graphiql.css') },
  '/assets/start-graphiql.js': { type: script, read: () => readOwn('start-graphiql.js') },
  '/assets/icon.svg': { type: 'image/svg+xml', read: () => readOwn('icon.svg') },
  '/graphiql/app.js': { type: script, read: async () => (await graphiql()).js },
  '/graphiql/app.css': { type: styles, read: async () => (await graphiql()).css },
  '/graphiql/editor-worker.js': { type: script, read: async () => (await graphiql()).editorWorkerService },
  '/graphiql/json-worker.js': { type: script, read: async () => (await graphiql()).jsonWorker },
  '/graphiql/graphql-worker.js': { type: script, read: async () => (await graphiql()).graphqlWorker },
};

export function mountAssets(app: FastifyInstance): void {
  for (const [address, asset] of Object.entries(assets)) app.get(address, { config: { isAsset: true } }, answerWith(asset));
}

/** Answers with what is read when it is first asked for, and kept. What could not be read is read again for whoever asks next. */
export function answerWith(asset: Asset): RouteHandlerMethod {
  let loading: Promise<LoadedAsset> | undefined;
  const loaded = (): Promise<LoadedAsset> =>
    (loading ??= load(asset).catch((error: unknown) => {
      loading = undefined;
      throw error;
    }));
  return async (request, reply) => sendAsset(request, reply.type(asset.type), await loaded());
}

/** Named, and not with a quality of nothing. */
const takesGzip = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i;

function sendAsset(request: FastifyRequest, reply: FastifyReply, { body, gzipped, etag }: LoadedAsset): FastifyReply {
  void reply.header('cache-control', 'public, max-age=3600').header('vary', 'accept-encoding').header('etag', etag);
  if (namesTag(request.headers['if-none-match'], etag)) return reply.code(304).send();
  if (!takesGzip.test(request.headers['accept-encoding'] ?? '')) return reply.send(body);
  return reply.header('content-encoding', 'gzip').send(gzipped);
}

async function load(asset: Asset): Promise<LoadedAsset> {
  const body = Buffer.from(await asset.read());
  return { body, gzipped: await promisify(gzip)(body), etag: `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
}

/** Compiled code lies as deep as its source, so one path serves both. */
function readOwn(file: string): string {
  return readFileSync(new URL(`../../src/explorer/assets/${file}`, import.meta.url), 'utf8');
}

/** The design system's patterns without what only gov.uk may use: its typeface, and the royal arms. */
function readGovukStyles(): string {
  return readFileSync(fileURLToPath(import.meta.resolve('govuk-frontend/dist/govuk/govuk-frontend.min.css')), 'utf8')
    .replace(/@font-face\{[^}]*\}/g, '')
    .replaceAll('GDS Transport,arial,sans-serif', 'system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif')
    .replace(/url\(\/assets\/[^)]*\)/g, 'none')
    .replace(/\/\*# sourceMappingURL=.*?\*\//, '');
}
