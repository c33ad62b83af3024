import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { HubError } from '../errors.ts';
import type { Logger } from '../log.ts';
import { answerBrokenRequest, answerUnknownExpectation, refuseTunnels, type BrokenRequests } from './http/answerBrokenRequest.ts';
import { followAsked, rememberAsked } from './http/asked.ts';
import { inflateBody } from './http/inflateBody.ts';
import { limitConcurrency } from './http/limitConcurrency.ts';
import { limitPipelined } from './http/limitPipelined.ts';
import { limitRate } from './http/limitRate.ts';
import { queryReader } from './http/queryReader.ts';
import { limitUnread } from './http/limitUnread.ts';
import { limitUrl } from './http/limitUrl.ts';
import type { Queue, QueueLimits } from './http/queue.ts';
import { errorBody, statusOf } from './http/refusal.ts';
import { readJson } from './http/readJson.ts';
import { readableAddress, refuseUnreadable } from './http/refuseUnreadable.ts';
import { sayTooLarge } from './http/sayTooLarge.ts';
import { waitForAnswers } from './http/waitForAnswers.ts';

/** What the caller can do something about, in our words. */
export type Refusal = Pick<HubError, 'code' | 'message'>;

/** What one caller may ask of the server. Bodies are always limited; of the others, one that is not given does not apply. */
export interface HttpLimits extends Partial<QueueLimits> {
  maxBodyBytes: number;
  maxUrlBytes?: number;
  ratePerMinute?: number | null;
  maxUnreadBytes?: number;
  callerTimeoutMs?: number;
  trustedProxies?: string[];
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Who is answered and who waits; none where that is not limited. */
    queue: Queue | null;
    /** How people who open an address in a browser are told what is wrong, where there are pages for people. */
    showRefusal: ((reply: FastifyReply, refusal: Refusal) => FastifyReply) | null;
  }
}

/** The HTTP server that API, pages and feeds hang on. Its own errors have the shape of GraphQL's: a code from the list and a sentence. */
export function createApp({ log, ...limits }: { log: Logger } & HttpLimits): FastifyInstance {
  const brokenRequests: BrokenRequests = new EventEmitter();
  const app = fastify({
    bodyLimit: limits.maxBodyBytes,
    trustProxy: limits.trustedProxies?.length ? limits.trustedProxies : false,
    // Longer than any address that node:http takes, so that none is refused before the hooks.
    routerOptions: { querystringParser: queryReader(), maxParamLength: 16 * 2 ** 10 },
    forceCloseConnections: 'idle',
    // Of a stop as well, Fastify would make a failure after ten seconds; how long that may take is said elsewhere.
    pluginTimeout: 0,
    // While the hub stops, requests on open connections are answered like any other, and told that the connection ends.
    return503OnClosing: false,
    ...patience(limits.callerTimeoutMs),
    rewriteUrl: readableAddress,
    clientErrorHandler: answerBrokenRequest(limits.callerTimeoutMs, brokenRequests),
  });
  readJson(app);
  app.decorate('brokenRequests', brokenRequests);
  app.decorate('showRefusal', null);
  answerUnknownExpectation(app);
  refuseTunnels(app);
  app.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    const refusal = refusalOf(error, request, limits.maxBodyBytes);
    if (refusal) {
      return sendRefusal(request, reply.code(error instanceof HubError ? statusOf(refusal.code) : error.statusCode!), refusal);
    }
    const errorId = randomUUID();
    request.asked.codes.push('INTERNAL_SERVER_ERROR');
    log.error({ errorId, err: error, route: request.routeOptions.url }, 'A request failed through a fault of the hub');
    return reply.code(500).send({ errors: [{ message: `Something went wrong in the hub. Quote error ${errorId} to its operator.`, extensions: { code: 'INTERNAL_SERVER_ERROR', errorId } }] });
  });
  keepLimits(app, log, limits);
  // Before the body is read, which may be none that the hub takes: what is wrong is the address or the method.
  app.addHook('onRequest', (request, reply, done) => (request.is404 ? void answerUnknownAddress(request, reply) : done()));
  return app;
}

/** Which part of all turns answers may keep that wait until others are taken. */
const mostTurnsWaiting = 0.75;

function keepLimits(app: FastifyInstance, log: Logger, { callerTimeoutMs, ratePerMinute, maxUnreadBytes, maxUrlBytes, maxConcurrent, maxWaiting = Infinity, maxWaitMs = 10_000 }: HttpLimits): void {
  rememberAsked(app);
  if (callerTimeoutMs !== undefined) waitForAnswers(app, silenceMs(callerTimeoutMs));
  // What an answer is, is what its Content-Type says and nothing that a browser guesses.
  app.addHook('onSend', (_request, reply, _payload, done) => {
    void reply.header('x-content-type-options', 'nosniff');
    done();
  });
  // Before all that may refuse a request: whatever is answered was counted.
  limitPipelined(app);
  if (ratePerMinute != null) limitRate(app, ratePerMinute);
  refuseUnreadable(app);
  if (maxUrlBytes !== undefined) limitUrl(app, maxUrlBytes);
  inflateBody(app);
  // Before a turn ends: an answer that waits for others to be taken keeps its own.
  if (maxUnreadBytes !== undefined) limitUnread(app, { mostBytes: maxUnreadBytes, mostWaiting: Math.max(1, Math.floor((maxConcurrent ?? Infinity) * mostTurnsWaiting)) }, log);
  app.decorate('queue', maxConcurrent === undefined ? null : limitConcurrency(app, { maxConcurrent, maxWaiting, maxWaitMs }));
  followAsked(app);
}

/** How long nothing may move on a connection. */
function silenceMs(callerTimeoutMs: number): number {
  return 2 * callerTimeoutMs;
}

/** How long the server waits for headers, for a whole request, and on a connection on which nothing moves. */
function patience(callerTimeoutMs: number | undefined): object {
  // Who names no host is answered by us.
  if (callerTimeoutMs === undefined) return { http: { requireHostHeader: false } };
  const headersTimeout = Math.ceil(callerTimeoutMs / 3);
  return { requestTimeout: callerTimeoutMs, connectionTimeout: silenceMs(callerTimeoutMs), http: { requireHostHeader: false, headersTimeout, connectionsCheckingInterval: Math.ceil(headersTimeout / 4) } };
}

/** A refusal as its reader takes it: a page for whoever opens an address in a browser, JSON for everybody else and for all questions in GraphQL. */
function sendRefusal(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  const { showRefusal } = request.server;
  request.asked.codes.push(refusal.code);
  if (showRefusal === null || request.routeOptions.url === '/graphql') return reply.send(errorBody(refusal.code, refusal.message));
  // A cache must not give the one what was meant for the other.
  void reply.header('vary', [reply.getHeader('vary'), 'accept'].filter(Boolean).join(', '));
  const isInBrowser = request.method === 'GET' && request.headers.accept?.includes('text/html');
  return isInBrowser ? showRefusal(reply, refusal) : reply.send(errorBody(refusal.code, refusal.message));
}

/** What the caller can do something about; undefined for a fault of the hub. */
function refusalOf(error: Error & { statusCode?: number; code?: string }, request: FastifyRequest, maxBodyBytes: number): Refusal | undefined {
  if (error instanceof HubError) return error;
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return { code: 'BODY_TOO_LARGE', message: sayTooLarge(request, maxBodyBytes) };
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return { code: 'BAD_REQUEST', message: `The Content-Type of the body is "${request.headers['content-type']?.slice(0, 60) ?? ''}". Send JSON, as application/json.` };
  if (error.code === 'FST_ERR_CTP_EMPTY_JSON_BODY') return { code: 'BAD_REQUEST', message: 'The request has no body. Send {"query": "…"}.' };
  if (error.code === 'FST_ERR_CTP_INVALID_JSON_BODY') return { code: 'BAD_REQUEST', message: 'The body cannot be read as JSON in UTF-8; or it has a member __proto__ or constructor.prototype, which the hub does not take. Send {"query": "…"}.' };
  return (error.statusCode ?? 500) < 500 ? { code: 'BAD_REQUEST', message: error.message } : undefined;
}

/** Says where to start; or, where the address is right and the method wrong, which methods it takes. */
function answerUnknownAddress(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const address = request.url.split('?')[0]!;
  const taken = (['GET', 'HEAD', 'POST', 'OPTIONS'] as const).filter((method) => request.server.findRoute({ method, url: address }) !== null);
  const [code, message] = taken.length > 0
    ? (['METHOD_NOT_ALLOWED', `${address.slice(0, 200)} does not take ${request.method}. It takes ${taken.join(', ')}.`] as const)
    : (['NOT_FOUND', `Nothing is at ${request.method} ${request.url.slice(0, 200)}. Start at "/".`] as const);
  if (taken.length > 0) void reply.header('allow', taken.join(', '));
  return sendRefusal(request, reply.code(statusOf(code)), { code, message });
}
