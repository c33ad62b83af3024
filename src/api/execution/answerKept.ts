import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { isObject } from '../../isObject.ts';
import { namesTag } from '../http/namesTag.ts';
import { sentPart } from '../http/sentPart.ts';
import type { FoundAnswer, Worded } from './createExecutor.ts';

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

const mostAcceptHeaders = 100;

/** Answers the public from what is kept, with an ETag, and asks `answerAnew` for the rest. */
export function answerKept(find: (worded: Worded) => Promise<FoundAnswer | undefined> | undefined, answerAnew: (request: FastifyRequest, reply: FastifyReply) => unknown): Handler {
  // Which content type an Accept header leads to is learnt from the server that decides it.
  const contentTypes = new LRUCache<string, string>({ max: mostAcceptHeaders });
  return async (request, reply) => {
    const worded = wordedIn(request);
    if (!worded) return answerAnew(request, reply);
    const accept = request.headers.accept ?? '';
    let contentType = contentTypes.get(accept);
    let kept = contentType === undefined ? undefined : await find(worded);
    if (!kept) {
      const body = await answerAnew(request, reply);
      if (reply.statusCode !== 200) return body;
      if (contentType === undefined) contentTypes.set(accept, (contentType = String(reply.getHeader('content-type'))));
      kept = await find(worded);
      if (!kept) return body;
    }
    return sendKept(request, reply.type(contentType!), kept);
  };
}

/** A request that may be answered from what is kept; null for one with anything unusual about it, which is not for here to judge. */
function wordedIn(request: FastifyRequest): Worded | null {
  // Whoever sends a key is asked for it first, and answered as its holder.
  if (request.headers.authorization !== undefined) return null;
  if (request.method === 'POST') return worded(request.body);
  // Apollo refuses a GET that a page of another site could make its reader send, and so do kept answers.
  const isMeant = request.headers['apollo-require-preflight'] || request.headers['x-apollo-operation-name'];
  if (request.method !== 'GET' || !isMeant || request.headers['content-type'] !== undefined) return null;
  const query = request.query as Record<string, unknown>;
  return worded({ ...query, operationName: query['operationName'] === '' ? undefined : query['operationName'], variables: sentPart(request, 'variables') });
}

function worded(asked: unknown): Worded | null {
  if (!isObject(asked)) return null;
  const { query, operationName, variables, extensions } = asked;
  if (typeof query !== 'string' || (extensions ?? null) !== null) return null;
  if ((operationName ?? null) !== null && typeof operationName !== 'string') return null;
  if ((variables ?? null) !== null && !isObject(variables)) return null;
  return { query, operationName: (operationName ?? undefined) as string | undefined, variables: (variables ?? {}) as Record<string, unknown> };
}

/** Any cache may hold the answer, for this reader alone, as long as it asks each time whether it still holds. */
function sendKept(request: FastifyRequest, reply: FastifyReply, { json, bytes, etag, operation, documentHash, rows, cost }: FoundAnswer): FastifyReply {
  const { asked } = request;
  [asked.kind, asked.isSaved, asked.documentHash, asked.rows, asked.cost] = ['query', true, documentHash, rows, cost];
  if (operation !== undefined) asked.operation = operation;
  void reply.headers({ etag, 'cache-control': 'private, no-cache', vary: 'accept, authorization' });
  if (request.method === 'GET' && namesTag(request.headers['if-none-match'], etag)) return reply.code(304).removeHeader('content-type').removeHeader('content-length').send();
  return reply.header('content-length', bytes).send(json);
}
