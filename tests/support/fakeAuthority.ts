import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { createGzip, gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';

export type Behaviour = (request: IncomingMessage, response: ServerResponse, time: number) => void | Promise<void>;

export interface FakeAuthority {
  /** Address of a path, which begins with a slash. */
  at: (path: string) => string;
  /** Paths and queries asked for, in order. */
  asked: string[];
  /** Adds behaviours, or takes the place of those of the same path. */
  behave: (behaviours: Record<string, Behaviour>) => void;
  close: () => Promise<void>;
}

/** An authority's server on loopback: each path, its query left aside, behaves as told, and any other is not there. `time` counts the requests of a path from 1. */
export async function startAuthority(behaviours: Record<string, Behaviour>): Promise<FakeAuthority> {
  const known = new Map(Object.entries(behaviours));
  const asked: string[] = [];
  const times = new Map<string, number>();
  const server = createServer((request, response) => {
    const path = request.url!.split('?')[0]!;
    asked.push(request.url!);
    times.set(path, (times.get(path) ?? 0) + 1);
    const behave = known.get(path) ?? ((_, answer) => void answer.writeHead(404).end('There is nothing here.'));
    void behave(request, response, times.get(path)!);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    if (!server.listening) return;
    server.close();
    await once(server, 'close');
  };
  onTestFinished(close);
  return {
    at: (path) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    asked,
    behave: (more) => Object.entries(more).forEach(([path, behaviour]) => known.set(path, behaviour)),
    close,
  };
}

/** Answers with JSON. */
export function json(value: unknown, headers: Record<string, string> = {}): Behaviour {
  return (_, response) => void response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
}

/** Answers with a status. */
export function status(code: number, headers: Record<string, string> = {}): Behaviour {
  return (_, response) => void response.writeHead(code, headers).end();
}

/** Does the first so many times, and then the second. */
export function first(times: number, trouble: Behaviour, then: Behaviour): Behaviour {
  return (request, response, time) => (time <= times ? trouble : then)(request, response, time);
}

/** Sends on to another address. */
export function redirectTo(location: string, code = 302): Behaviour {
  return status(code, { location });
}

const sample = JSON.stringify({ contents: Array.from({ length: 200 }, (_, number) => ({ id: `service-${number}`, name: 'Stay and play' })) });
const endless = (): Readable => Readable.from((function* () { for (;;) yield Buffer.alloc(65_536, ' '); })());

/** What servers do wrong, each by its name. */
export const trouble = {
  neverAnswers: () => {},
  /** A byte each 10 ms, for ever. */
  drips: (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(' '), 10);
    response.on('close', () => clearInterval(timer));
  },
  /** Half of what Content-Length says, and then nothing more on an open connection. */
  stopsHalfWay: (_, response) => void response.writeHead(200, { 'content-length': sample.length }).write(sample.slice(0, 1000)),
  halfABody: (_, response) => void response.writeHead(200, { 'content-length': sample.length }).write(sample.slice(0, 1000), () => response.destroy()),
  halfAChunkedBody: (_, response) => void response.writeHead(200).write(sample.slice(0, 1000), () => response.destroy()),
  /** Half of the compressed bytes, sent as if they were all. */
  halfAGzip: (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(sample).subarray(0, 200)),
  endlessBody: (_, response) => void endless().pipe(response.writeHead(200)),
  gzipBomb: (_, response) => void endless().pipe(createGzip()).pipe(response.writeHead(200, { 'content-encoding': 'gzip' })),
  gzipInGzip: (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(gzipSync(gzipSync(sample))),
  latin1: (_, response) => void response.writeHead(200, { 'content-type': 'application/json; charset=iso-8859-1' }).end(Buffer.from('{\n"name": "Café"}', 'latin1')),
  webPage: (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<!DOCTYPE html><title>Sign in</title>'),
  cutsAtOnce: (_, response) => void response.destroy(),
  /** `?page=2` leads to page 3 and so on, each with other records. */
  endlessPages: (request, response, time) => {
    const page = Number(new URL(request.url!, 'http://any').searchParams.get('page') ?? 1);
    return json({ contents: [{ id: `service-${page}` }], next: page + 1 })(request, response, time);
  },
  /** Other records each time, and always the same cursor. */
  repeatedCursor: (request, response, time) => json({ contents: [{ id: `service-${time}` }], next: 'same' })(request, response, time),
  /** Another cursor each time, and always the same records. */
  repeatedPage: (request, response, time) => json({ contents: [{ id: 'service-1' }], next: `cursor-${time}` })(request, response, time),
} satisfies Record<string, Behaviour>;
