import { setTimeout as pause } from 'node:timers/promises';
import { EmbedderFailed } from './Embedder.ts';

/** How a request is made; tests make the waiting short, and nothing else. */
export interface Patience {
  /** How often a request is sent that the service cannot answer just now. */
  attempts: number;
  requestMs: number;
  /** Longest wait between two attempts. A service that asks for a longer one is left alone. */
  longestWaitMs: number;
  wait: (ms: number, timeIsUp: AbortSignal) => Promise<unknown>;
  /** From 0 to 1, so that hubs that failed together do not come again together. */
  random: () => number;
}

export const patience: Patience = {
  attempts: 4,
  requestMs: 30_000,
  longestWaitMs: 30_000,
  wait: (ms, timeIsUp) => pause(ms, undefined, { signal: timeIsUp }),
  random: Math.random,
};

/** Largest answer, in bytes when it is inflated: 32 vectors of 8,192 numbers fit. */
const mostBytes = 8 * 1024 * 1024;
const firstWaitMs = 500;

export interface Post {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: unknown;
}

/** Posts JSON and returns the JSON of the answer, coming again when the service is busy or the connection breaks. */
export async function postJson(post: Post, timeIsUp: AbortSignal, how: Patience): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    const { text, setback } = await postOnce(post, timeIsUp, how.requestMs);
    if (text !== undefined) return parse(text);
    if (attempt >= how.attempts) throw new EmbedderFailed(`${setback.did}, ${how.attempts} times`, setback.remedy);
    const waitMs = setback.askedMs ?? firstWaitMs * 2 ** (attempt - 1) * (0.5 + how.random() / 2);
    if (waitMs > how.longestWaitMs) throw new EmbedderFailed(`${setback.did} and asked to be left alone for ${Math.ceil(waitMs / 1000)} seconds`, 'ask its operator how much it may be asked');
    await how.wait(waitMs, timeIsUp).catch((error: unknown) => {
      throw timeIsUp.aborted ? outOfTime() : error;
    });
  }
}

/** What kept a request from being answered that may be answered when it comes again, and in how long the service says. */
interface Setback {
  did: string;
  remedy: string;
  askedMs?: number | undefined;
}

type Outcome = { text: string; setback?: never } | { text?: never; setback: Setback };

async function postOnce({ url, headers, body }: Post, timeIsUp: AbortSignal, requestMs: number): Promise<Outcome> {
  const tooSlow = AbortSignal.timeout(requestMs);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body: JSON.stringify(body),
      // Whoever answers at another address was not chosen by the operator, and would be given the texts and the key.
      redirect: 'manual',
      signal: AbortSignal.any([timeIsUp, tooSlow]),
    });
    if (response.ok) return { text: await readBody(response) };
    await response.body?.cancel();
    return { setback: setbackOf(response) };
  } catch (error) {
    if (error instanceof EmbedderFailed) throw error;
    if (timeIsUp.aborted) throw outOfTime();
    if (tooSlow.aborted) throw new EmbedderFailed(`did not answer within ${requestMs / 1000} seconds`, 'see to the service');
    return { setback: { did: `could not be reached, or broke off${codeOf(error)}`, remedy: 'check that it runs and that EMBEDDING_URL is its address' } };
  }
}

function outOfTime(): EmbedderFailed {
  return new EmbedderFailed('needed more time than EMBEDDING_SECONDS gives it', 'give it more, or a quicker model');
}

/** What a status says that may change by itself; any other is a failure. */
function setbackOf({ status, headers }: Response): Setback {
  const did = `answered with status ${status}`;
  if (status === 429) return { did, remedy: 'ask its operator how much it may be asked', askedMs: askedWait(headers) };
  if (status >= 500) return { did, remedy: 'see to the service', askedMs: askedWait(headers) };
  if (status >= 300 && status < 400) throw new EmbedderFailed(`sends the hub elsewhere (status ${status}), where it does not follow`, 'set EMBEDDING_URL to the address that answers');
  if (status === 401 || status === 403) throw new EmbedderFailed(`refuses the hub (status ${status})`, 'check EMBEDDING_KEY');
  if (status === 404 || status === 405) throw new EmbedderFailed(`takes no such request there (status ${status})`, 'check EMBEDDING_URL, which often ends in /v1/embeddings, and EMBEDDING_MODEL');
  throw new EmbedderFailed(`does not take the request (status ${status})`, 'check EMBEDDING_MODEL');
}

/** Milliseconds that Retry-After asks for, be it in seconds or until a time. */
function askedWait(headers: Headers): number | undefined {
  const asked = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(asked)) return Number(asked) * 1000;
  const until = Date.parse(asked);
  return Number.isNaN(until) ? undefined : Math.max(0, until - Date.now());
}

/** The body, inflated, of which no more is ever held than is allowed. */
async function readBody({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    // Leaving the loop ends the connection.
    if (bytes > mostBytes) throw new EmbedderFailed(`answered with more than ${mostBytes} bytes`, 'check that EMBEDDING_URL is the address of an embeddings service');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new EmbedderFailed('answered with something that is no JSON', 'check that EMBEDDING_URL is the address of an embeddings service');
  }
}

/** The system's short name of what went wrong, such as ECONNREFUSED. Messages are left out: they may quote what was sent. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return /^[A-Z][A-Z0-9_]*$/.test(code) ? ` (${code})` : '';
}
