import { createWriteStream, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Answer, AskOptions, PoliteFetch } from './PoliteFetch.ts';
import { SourceFailure } from './SourceFailure.ts';

/** What one run may ask, and of whom. */
export interface FetchSettings {
  /** Names of hosts that may be asked: nobody else, however a redirect leads there. */
  hosts: readonly string[];
  /** Hosts, by name or address, that the hub's operator lets sources have although they are private, loopback or link-local. */
  privateHosts: readonly string[];
  /** For all requests together, as inflated. */
  mostBytes: number;
  mostRequests: number;
  atOnce: number;
  /** Header that a protected source asks for; sent to its own hosts over https, or to private ones, alone. */
  secret: { header: string; value: string } | null;
  /** Aborted when the run is cancelled or its time is up. */
  signal: AbortSignal;
}

/** Asks other people's servers within the limits of one run. */
export function openFetch({ hosts, signal }: FetchSettings): PoliteFetch {
  let requests = 0;
  async function ask(url: string, options: AskOptions = {}): Promise<{ answer: Answer; response: Response }> {
    if (!hosts.includes(new URL(url).hostname)) throw new SourceFailure('not-allowed', `${url} is not on a host that the source's settings allow.`);
    requests += 1;
    const response = await fetch(url, { signal, headers: { ...options.headers, ...conditions(options) }, ...(options.body !== undefined && { method: 'POST', body: JSON.stringify(options.body) }) });
    if (!response.ok && response.status !== 304) throw new SourceFailure('refused', `${url} answered ${response.status}.`);
    return { response, answer: { url: response.url, status: response.status, headers: response.headers, validators: { etag: response.headers.get('etag'), lastModified: response.headers.get('last-modified') } } };
  }
  return {
    async json(url, options) {
      const { answer, response } = await ask(url, options);
      return { ...answer, isNotModified: answer.status === 304, value: answer.status === 304 ? null : await response.json() };
    },
    async download(url, file, options) {
      const { answer, response } = await ask(url, options);
      if (answer.status === 304 || !response.body) return { ...answer, bytes: 0, isNotModified: answer.status === 304 };
      try {
        await pipeline(Readable.fromWeb(response.body as never), createWriteStream(file));
      } catch (error) {
        rmSync(file, { force: true });
        throw error;
      }
      return { ...answer, bytes: 0, isNotModified: false };
    },
    spent: () => ({ requests, bytes: 0, medianResponseMs: null }),
  };
}

function conditions({ validators, body }: AskOptions): Record<string, string> {
  return {
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(validators?.etag && { 'if-none-match': validators.etag }),
    ...(validators?.lastModified && { 'if-modified-since': validators.lastModified }),
  };
}
