import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { Writable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { buildServer } from '../../src/commands/buildServer.ts';
import { readConfig } from '../../src/config.ts';
import type { Hub } from '../../src/hub.ts';
import { createLog } from '../../src/log.ts';
import type { SettingName } from '../../src/settings.ts';
import { openTestHub } from './harvest.ts';

export interface Answered {
  status: number;
  headers: Headers;
  text: string;
  /** The answer read as JSON: data to be read as the query shapes it. */
  // oxlint-disable-next-line typescript/no-explicit-any
  json: any;
  codes: string[];
}

export interface TestServer {
  app: FastifyInstance;
  port: number;
  address: string;
  /** Every line it logged. */
  logged: string[];
  /** Makes it say that it stops. */
  beginStopping: () => void;
  get: (path: string, headers?: Record<string, string>, method?: string) => Promise<Answered>;
  post: (body: unknown, headers?: Record<string, string>) => Promise<Answered>;
}

/** The whole server on a free port, with the limits a hub has unless settings say otherwise. It ends with the test. */
export async function startServer(settings: Partial<Record<SettingName, string>> = {}, options: { hub?: Hub; schema?: GraphQLSchema } = {}): Promise<TestServer> {
  const logged: string[] = [];
  const config = readConfig({ LOG_LEVEL: 'info', ...settings });
  const log = createLog(config.logLevel, new Writable({ write: (chunk, _, done) => (logged.push(String(chunk)), done()) }));
  const hub = options.hub ?? (await openTestHub()).hub;
  const { app, lifecycle } = await buildServer(hub, config, { log, ...(options.schema && { schema: options.schema }) });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    app.server.closeAllConnections();
    await app.close();
  });
  const ask = async (path: string, init: RequestInit): Promise<Answered> => {
    const response = await fetch(address + path, init);
    const text = await response.text();
    const json: unknown = response.headers.get('content-type')?.includes('json') && text !== '' ? JSON.parse(text) : undefined;
    const errors = (json as { errors?: { extensions?: { code?: string } }[] } | undefined)?.errors ?? [];
    return { status: response.status, headers: response.headers, text, json, codes: errors.map((error) => String(error.extensions?.code)) };
  };
  return {
    app,
    port: (app.server.address() as { port: number }).port,
    address,
    logged,
    beginStopping: () => void (lifecycle.isStopping = true),
    get: (path, headers = {}, method = 'GET') => ask(path, { method, headers, redirect: 'manual' }),
    post: (body, headers = {}) => ask('/graphql', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body) }),
  };
}
