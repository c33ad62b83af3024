import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createGzip, gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';

interface Asked {
  path: string;
  authorization: string | undefined;
  model: string;
  texts: string[];
}

export interface EmbeddingServer {
  /** Address of one of its behaviours, without the first slash. */
  at: (behaviour: string) => string;
  asked: Asked[];
  /** How many answers were ended by the caller. */
  brokenOff: () => number;
  /** Runs before each request is answered, and may send it to another path. */
  beforeAnswer: (asked: Asked) => Promise<void> | void;
}

const dimensions = 499;
const saysNothing = new Set(['and', 'from', 'of', 'in', 'the', 'to', 'children', 'young', 'people']);

/** A vector that says which words a text has, told from one another by their beginnings: texts with the same words point the same way. */
export function vectorOf(words: string): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  vector[0] = 1;
  for (const word of words.toLowerCase().match(/[a-z]+/g) ?? []) {
    if (saysNothing.has(word)) continue;
    let hash = 7;
    for (const sign of word.slice(0, 6)) hash = (hash * 31 + sign.charCodeAt(0)) % 1_000_003;
    vector[1 + (hash % (dimensions - 1))]! += 1;
  }
  return vector;
}

type Answer = (response: ServerResponse, asked: Asked, time: number) => void;

const json = (response: ServerResponse, body: unknown, status = 200, headers: Record<string, string> = {}): void => void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(typeof body === 'string' ? body : JSON.stringify(body));
const dataOf = ({ texts }: Asked) => texts.map((one, index) => ({ object: 'embedding', index, embedding: vectorOf(one) }));
const fine: Answer = (response, asked) => json(response, { object: 'list', model: asked.model, data: dataOf(asked) });
/** The answer of the form, in which one vector is replaced. */
const withFirst = (embedding: string): Answer => (response, asked) => json(response, JSON.stringify({ data: dataOf(asked) }).replace(/"embedding":\[[^\]]*\]/, `"embedding":${embedding}`));
const refusing = (status: number, headers: Record<string, string> = {}): Answer => (response, { authorization }) => json(response, { error: `refused, and here is your key: ${authorization}` }, status, headers);
const onlyOnce = (first: Answer): Answer => (response, asked, time) => (time === 1 ? first : fine)(response, asked, time);
/** The right answer, of so many bytes more once it is inflated. */
const padded = (megabytes: number): Answer => (response, asked) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(JSON.stringify({ data: dataOf(asked) }) + ' '.repeat(megabytes * 1024 * 1024)));
const endless = (): Readable => Readable.from((function* () { for (;;) yield Buffer.alloc(65_536, ' '); })());

/** What it does at each path. */
const behaviours: Record<string, Answer> = {
  'v1/embeddings': fine,
  gzipped: (response, asked) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(JSON.stringify({ data: dataOf(asked) }))),
  'seven-megabytes': padded(7),
  'nine-megabytes': padded(9),
  'in-another-order': (response, asked) => json(response, { data: dataOf(asked).reverse() }),
  'status-500-once': onlyOnce(refusing(500)),
  'cuts-once': onlyOnce((response) => void response.destroy()),
  'cuts-half-way-once': onlyOnce((response) => void response.writeHead(200, { 'content-length': '1000' }).write('{"data":', () => response.destroy())),
  'status-503': refusing(503),
  'wait-2': onlyOnce(refusing(429, { 'retry-after': '2' })),
  'wait-until-2100': refusing(429, { 'retry-after': 'Fri, 01 Jan 2100 00:00:00 GMT' }),
  'status-400': refusing(400),
  'status-401': refusing(401),
  'status-404': refusing(404),
  elsewhere: (response) => json(response, '', 307, { location: '/v1/embeddings' }),
  'never-answers': () => {},
  'half-an-answer': (response) => void response.writeHead(200).write('{"data":['),
  endless: (response) => void endless().pipe(response.writeHead(200)),
  'gzip-bomb': (response) => void endless().pipe(createGzip()).pipe(response.writeHead(200, { 'content-encoding': 'gzip' })),
  'a-page': (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>'),
  'no-list': (response) => json(response, { vectors: [] }),
  'null': (response) => json(response, 'null'),
  'one-fewer': (response, asked) => json(response, { data: dataOf(asked).slice(1) }),
  'one-twice': (response, asked) => json(response, { data: dataOf(asked).map((one) => ({ ...one, index: 0 })) }),
  'other-length': withFirst('[1,2]'),
  'another-length-later': (response, asked, time) => (time === 1 ? fine(response, asked, time) : json(response, { data: dataOf(asked).map((one) => ({ ...one, embedding: [1, 2] })) })),
  'not-a-number': withFirst(`[null${',1'.repeat(dimensions - 1)}]`),
  'too-large-a-number': withFirst(`[1e999${',1'.repeat(dimensions - 1)}]`),
  'all-zero': withFirst(`[0${',0'.repeat(dimensions - 1)}]`),
  words: withFirst('"AAAA"'),
  'too-long': withFirst(`[1${',1'.repeat(9_000)}]`),
};

/** An embedding service on loopback that does well or badly as its address says, until the test ends. */
export async function serveEmbeddings(): Promise<EmbeddingServer> {
  const times = new Map<string, number>();
  let brokenOff = 0;
  const served: EmbeddingServer = { at: () => '', asked: [], brokenOff: () => brokenOff, beforeAnswer: () => {} };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.on('close', () => (brokenOff += response.writableFinished ? 0 : 1));
    const { model, input } = JSON.parse(await text(request)) as { model: string; input: string[] };
    const asked = { path: request.url!.slice(1), authorization: request.headers.authorization, model, texts: input };
    served.asked.push(asked);
    await served.beforeAnswer(asked);
    const time = (times.get(asked.path) ?? 0) + 1;
    times.set(asked.path, time);
    behaviours[asked.path]!(response, asked, time);
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  served.at = (behaviour) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${behaviour}`;
  return served;
}
