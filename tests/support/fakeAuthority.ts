import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
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
