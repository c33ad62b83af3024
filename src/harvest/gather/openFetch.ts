import { createWriteStream, readFileSync, renameSync, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { allowHosts } from './allowedHosts.ts';
import { askServerWith } from './askServer.ts';
import type { Run, Take } from './exchange.ts';
import { openConnections } from './openConnections.ts';
import { looksLikeWebPage, parseJson, webPage } from './parseJson.ts';
import type { PoliteFetch } from './PoliteFetch.ts';
import { AnswerTooLarge, SourceFailure } from './SourceFailure.ts';
import { theWorld, type World } from './World.ts';

/** What one run may ask, and of whom. */
export interface FetchSettings {
  /** Names of hosts that may be asked: nobody else, however a redirect leads there. A name alone allows all its ports, NAME:PORT that port alone. */
  hosts: readonly string[];
  /** Hosts, by name or address, that the hub's operator lets sources have although they are private, loopback or link-local. They must be in `hosts` as well. */
  privateHosts: readonly string[];
  /** For all requests together, as inflated. */
  mostBytes: number;
  mostRequests: number;
  /** Requests to one host at the same time. */
  atOnce: number;
  /** Header that a protected source asks for; sent to its own hosts over https, or to private ones, alone. */
  secret: { header: string; value: string } | null;
  /** Aborted when the run is cancelled or its time is up. */
  signal: AbortSignal;
  /** How long a server may send nothing at all. */
  silentMs?: number;
  /** Of one JSON text, which is held in memory. */
  mostJsonBytes?: number;
  /** How often a request is sent that a server cannot answer just now. */
  attempts?: number;
  /** Longest wait between two attempts; a server that asks for a longer one is left alone. */
  longestWaitMs?: number;
  /** Address or e-mail address at which whoever runs a server finds whoever runs the hub. */
  contact?: string | null;
}

const defaults = { silentMs: 30_000, mostJsonBytes: 32 * 1024 * 1024, attempts: 4, longestWaitMs: 60_000, contact: null };

/** Asks other people's servers within the limits of one run. Nothing need be closed: connections that nobody uses end by themselves, and all of them when the run is stopped. */
export function openFetch(settings: FetchSettings, world: World = theWorld): PoliteFetch {
  const { silentMs, mostJsonBytes, attempts, longestWaitMs, contact, ...given } = { ...defaults, ...settings };
  const { atOnce, secret, signal, mostBytes, mostRequests } = given;
  const allowed = allowHosts(given);
  const agent = openConnections(allowed, world, { atOnce, silentMs });
  signal.addEventListener('abort', () => void agent.destroy().catch(() => {}), { once: true });
  const run: Run = { agent, world, mostBytes, mostRequests, silentMs, signal, requests: 0, responseMs: [], brought: { received: 0, inflated: 0 } };
  const ask = askServerWith({ run, allowed, secret, patience: { attempts, longestWaitMs }, atOnce, userAgent: userAgent(contact) });
  return {
    async json(url, options) {
      const { answer, taken } = await ask(url, { accept: 'application/json', ...options }, async (chunks, of) => ({ value: parsed(await collect(chunks, mostJsonBytes, of.shown), of) }));
      return { ...answer, value: taken ? taken.value : null, isNotModified: taken === null };
    },
    async download(url, file, options) {
      const { answer, taken } = await ask(url, { accept: '*/*', ...options }, (chunks, { shown }) => write(chunks, file, shown));
      return { ...answer, bytes: taken ?? 0, isNotModified: taken === null };
    },
    spent: () => ({ requests: run.requests, bytes: run.brought.inflated, medianResponseMs: median(run.responseMs) }),
  };
}

function parsed(bytes: Buffer, { headers, shown, isSuccess }: Parameters<Take<unknown>>[1]): unknown {
  try {
    return parseJson(bytes, headers, shown);
  } catch (error) {
    // With a status that says enough, a web page or nothing may come.
    if (!isSuccess && error instanceof SourceFailure && error.kind === 'wrong-format') return null;
    throw error;
  }
}

async function collect(chunks: AsyncIterable<Buffer>, mostBytes: number, shown: string): Promise<Buffer> {
  const held: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new AnswerTooLarge(`${shown} answered with a JSON text of more than ${mostBytes} bytes. Expected: smaller pages. Ask for fewer records on a page, or check the address.`);
    held.push(chunk);
  }
  return Buffer.concat(held);
}

/** Writes beside the file first: what lies there may be linked to what an earlier run left, and a file that breaks off must never look whole. */
async function write(chunks: AsyncIterable<Buffer>, file: string, shown: string): Promise<number> {
  const part = `${file}.part`;
  const written = createWriteStream(part);
  let bytes = 0;
  try {
    await pipeline(chunks, async function* noPage(source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        if (bytes === 0 && looksLikeWebPage(chunk)) throw webPage(shown, 'a file of data');
        bytes += chunk.length;
        yield chunk;
      }
    }, written);
    renameSync(part, file);
    return bytes;
  } catch (error) {
    // Until it is closed, it may still be about to be made.
    if (!written.closed) await new Promise<void>((resolve) => written.once('close', () => resolve()));
    rmSync(part, { force: true });
    throw error;
  }
}

/** Tells whoever runs a server who asks, and whom to write to. */
function userAgent(contact: string | null): string {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string };
  return `Common-Ground/${version}${contact ? ` (+${contact.replace(/[^\x20-\x7e]|[()]/g, '')})` : ''}`;
}

function median(values: readonly number[]): number | null {
  return values.toSorted((one, other) => one - other)[Math.floor((values.length - 1) / 2)] ?? null;
}
