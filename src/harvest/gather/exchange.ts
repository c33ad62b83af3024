import { errors, type Agent, type Dispatcher } from 'undici';
import { AddressRefused } from './openConnections.ts';
import type { Answer } from './PoliteFetch.ts';
import { acceptedEncodings, readBody, type Brought } from './readBody.ts';
import { setbackOf, statusInWords, type Setback } from './setback.ts';
import { shownAddress } from './shownAddress.ts';
import { SourceFailure } from './SourceFailure.ts';
import type { World } from './World.ts';

/** One request as it is sent; a redirect makes another of it. */
export interface Hop {
  url: URL;
  body: string | null;
  headers: Record<string, string>;
  hasConditions: boolean;
  /** Statuses besides success whose answers are taken. */
  answers: readonly number[];
}

/** What is done with a body as it comes. */
export type Take<T> = (chunks: AsyncIterable<Buffer>, of: { headers: Headers; shown: string; isSuccess: boolean }) => Promise<T>;

/** An answer, its body taken (null where nothing is newer); or where the server sends to; or why it may be worth asking again. */
export type Outcome<T> = { answer: Answer; taken: T | null } | { status: number; location: string } | { setback: Setback };

/** What the requests of one run share. */
export interface Run {
  agent: Agent;
  world: World;
  mostBytes: number;
  mostRequests: number;
  silentMs: number;
  signal: AbortSignal;
  requests: number;
  /** From sending to the first byte of an answer, of each. */
  responseMs: number[];
  brought: Brought;
}

/** Sends one request and takes what it brings. */
export async function exchange<T>(run: Run, hop: Hop, take: Take<T>): Promise<Outcome<T>> {
  const shown = shownAddress(hop.url);
  if (run.signal.aborted) throw stopped(run.signal, shown);
  if (run.requests >= run.mostRequests) throw new SourceFailure('too-large', `The source takes more than the ${run.mostRequests} requests that one run may send; the next would have been ${shown}. Check its settings; if it is so large, allow it more.`);
  run.requests += 1;
  let response: Dispatcher.ResponseData;
  const sentAt = run.world.now();
  try {
    response = await run.agent.request({ origin: hop.url.origin, path: hop.url.pathname + hop.url.search, method: hop.body === null ? 'GET' : 'POST', headers: { ...hop.headers, 'accept-encoding': acceptedEncodings }, body: hop.body });
  } catch (error) {
    return { setback: setbackBefore(error, shown, run) };
  }
  // The clock may have been set back meanwhile.
  run.responseMs.push(Math.max(run.world.now() - sentAt, 0));
  return takeAnswer(run, hop, response, take, shown);
}

async function takeAnswer<T>(run: Run, hop: Hop, { statusCode: status, headers: raw, body }: Dispatcher.ResponseData, take: Take<T>, shown: string): Promise<Outcome<T>> {
  const headers = headersOf(raw);
  const answer = { url: hop.url.href, status, headers, validators: { etag: headers.get('etag'), lastModified: headers.get('last-modified') } };
  const isSuccess = status >= 200 && status < 300 && status !== 206;
  if (isSuccess || hop.answers.includes(status)) {
    try {
      return { answer, taken: await take(readBody({ shown, headers, chunks: body as AsyncIterable<Buffer> }, run.brought, run.mostBytes), { headers, shown, isSuccess }) };
    } catch (error) {
      throw failureWithin(error, shown, run);
    } finally {
      body.on('error', () => {}).destroy();
    }
  }
  await letGo(body);
  if (status === 304 && hop.hasConditions) return { answer, taken: null };
  const setback = setbackOf(status, headers, run.world.now());
  if (setback) return { setback };
  const location = headers.get('location');
  if ([301, 302, 303, 307, 308].includes(status) && location !== null) return { status, location };
  throw refused(status, shown);
}

/** Reads what little an answer without use has, so that its connection can be used again; a larger or slower one is cut off. */
async function letGo(body: Dispatcher.ResponseData['body']): Promise<void> {
  await body.dump({ limit: 16_384, signal: AbortSignal.timeout(1000) }).catch(() => {});
}

function refused(status: number, shown: string): SourceFailure {
  const did = `${shown} ${statusInWords(status)}`;
  if (status === 304) return new SourceFailure('wrong-format', `${did} although the hub had not said what it has. Expected: the data. Tell whoever runs the server.`);
  if (status === 206) return new SourceFailure('wrong-format', `${did} although the hub asked for all of it. Expected: the whole. Tell whoever runs the server.`);
  if (status >= 300 && status < 400) return new SourceFailure('wrong-format', `${did} without saying where to. Expected: the data. Check the address.`);
  if (status === 401 || status === 403) return new SourceFailure('refused', `${did}. Check the source’s secret header, or ask whoever runs the server to let the hub read it.`);
  if (status === 404 || status === 410) return new SourceFailure('refused', `${did}. Check the address: the data may have moved.`);
  return new SourceFailure('refused', `${did}. Check the address and the settings of the source, or ask whoever runs the server.`);
}

/** No byte of an answer came: a setback when that may change by itself, and otherwise a failure is thrown. */
function setbackBefore(error: unknown, shown: string, run: Run): Setback {
  if (run.signal.aborted) throw stopped(run.signal, shown);
  if (error instanceof AddressRefused) throw new SourceFailure('not-allowed', `${shown} leads to ${error.leadsTo} (${error.address}), and the hub asks only servers on the public internet. Give an address there; a host that is meant to be private must be allowed by the hub’s operator, in the setting PRIVATE_HOSTS.`);
  const code = codeOf(error);
  const breach = breachOf(error, code);
  if (code === 'UND_ERR_HEADERS_TIMEOUT') throw silent(shown, run);
  if (code === 'ENOTFOUND') throw new SourceFailure('unreachable', `${shown} could not be asked: no host has that name. Check the address.`);
  if (breach !== null) throw new SourceFailure('wrong-format', `${shown} answered with something that is not HTTP (${breach}). Check the address and its port.`);
  if (/CERT|^ERR_(TLS|SSL)_|^UNABLE_TO_|^EPROTO$/.test(code)) throw new SourceFailure('unreachable', `${shown} has no certificate that the hub can trust (${code}). Check the address, and tell whoever runs the server; for one of your own, start the hub with its certificate authority in NODE_EXTRA_CA_CERTS.`);
  // Without such a code, or with that of an argument, it is a fault of ours.
  if (code === '' || code === 'UND_ERR_INVALID_ARG') throw error;
  return { did: `could not be reached (${code})`, notBefore: null };
}

/** What a body that did not come whole means; faults of ours and of the disk stay as they are. */
function failureWithin(error: unknown, shown: string, run: Run): unknown {
  if (error instanceof SourceFailure) return error;
  if (run.signal.aborted) return stopped(run.signal, shown);
  const code = codeOf(error);
  if (code === 'UND_ERR_BODY_TIMEOUT') return silent(shown, run);
  const breach = breachOf(error, code);
  const isOfTheNetwork = breach !== null || /^(UND_ERR_|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ERR_STREAM_PREMATURE_CLOSE|ERR_SSL_)/.test(code);
  return isOfTheNetwork ? new SourceFailure('broken-off', `${shown} broke off before its answer was whole (${breach ?? code}). Nothing of it was used. It may do better later; if it does not, tell whoever runs the server.`) : error;
}

function silent(shown: string, { silentMs }: Run): SourceFailure {
  return new SourceFailure('too-slow', `${shown} sent nothing for ${silentMs / 1000} seconds. It may do better later; if it does not, tell whoever runs the server.`);
}

/** A run was stopped from outside: by somebody, or because its time is up. */
export function stopped({ reason }: AbortSignal, shown: string): SourceFailure {
  if (reason instanceof SourceFailure) return reason;
  if (reason instanceof Error && reason.name === 'TimeoutError') return new SourceFailure('too-slow', `The time of the run was up while ${shown} was being asked. Give the source more time, or ask whoever runs the server why it is slow.`);
  return new SourceFailure('cancelled', `The run was cancelled while ${shown} was being asked.`);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** What in an answer is against HTTP, in the words of the client that reads it; null for an error of another kind. Its own kind of error has no code. */
function breachOf(error: unknown, code: string): string | null {
  if (error instanceof errors.HTTPParserError) return /\((.+)\)$/.exec(error.message)?.[1] ?? code;
  // The client takes it for impossible that a server should answer 000, and says no more of it.
  return ['UND_ERR_HEADERS_OVERFLOW', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'ERR_ASSERTION'].includes(code) ? code : null;
}

/** A header that a `Headers` cannot hold is nothing that a connector reads. */
function headersOf(raw: Dispatcher.ResponseData['headers']): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(raw)) {
    for (const value of [values ?? []].flat()) if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) headers.append(name, value);
  }
  return headers;
}
