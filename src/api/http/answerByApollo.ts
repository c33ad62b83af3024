import { HeaderMap, type ApolloServer, type BaseContext } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { takeTurn } from '../../db/takeTurns.ts';

/** From how many characters on an answer leaves as bytes: as a text it would be kept as both until it is taken. */
const longCharacters = 64 * 2 ** 10;

/** Has Apollo answer a request. Written here because Apollo's handler for Fastify reads the whole address, with the host that the caller names, and fails where that is no host; HTTP 1.0 need not name any. */
export function answerByApollo<Context extends BaseContext>(server: ApolloServer<Context>, contextFor: (request: FastifyRequest, reply: FastifyReply) => Promise<Context>): (request: FastifyRequest, reply: FastifyReply) => Promise<string | Buffer> {
  return async (request, reply) => {
    const { headers, body, status } = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: request.method, headers: headersOf(request), search: searchIn(request.url), body: request.body },
      context: () => contextFor(request, reply),
    });
    if (body.kind !== 'complete') throw new Error('An operation answered in parts');
    for (const [name, value] of headers) void reply.header(name, value);
    // Accept decides the content type, and with it the status of what does not fit.
    void reply.header('vary', 'accept, authorization').code(status ?? 200);
    if (body.string.length < longCharacters) return body.string;
    return inBytes(body.string);
  };
}

let written: Promise<unknown> = Promise.resolve();

/** Fifteen megabytes take some 30 ms, and what threads answered comes several answers at a time. So each waits for those before it, and then for its turn: all at once they would find that none had begun. */
function inBytes(text: string): Promise<Buffer> {
  const bytes = written.then(takeTurn).then(() => Buffer.from(text));
  written = bytes.catch(() => {});
  return bytes;
}

function headersOf({ headers }: FastifyRequest): HeaderMap {
  const given = Object.entries(headers).filter((entry): entry is [string, string | string[]] => Boolean(entry[1]));
  return new HeaderMap(given.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]));
}

/** By GraphQL over HTTP an empty name is none, and so are null variables; Apollo takes them for a name and for no object. */
const leftOut: ReadonlySet<string> = new Set(['operationName', 'operationName=', 'variables=null', 'extensions=null']);

/** The part of an address from its question mark on, but for what is as if left out. */
function searchIn(url: string): string {
  const [address] = url.split('#', 1) as [string];
  if (!address.includes('?')) return '';
  return `?${address.slice(address.indexOf('?') + 1).split('&').filter((parameter) => !leftOut.has(parameter)).join('&')}`;
}
