import pLimit, { type LimitFunction } from 'p-limit';
import type { AllowedHosts } from './allowedHosts.ts';
import { exchange, stopped, type Hop, type Outcome, type Run, type Take } from './exchange.ts';
import type { Answer, AskOptions, Validators } from './PoliteFetch.ts';
import { waitAfter, type Patience } from './setback.ts';
import { shownAddress } from './shownAddress.ts';
import { SourceFailure } from './SourceFailure.ts';

export interface Asking {
  run: Run;
  allowed: AllowedHosts;
  secret: { header: string; value: string } | null;
  patience: Patience;
  atOnce: number;
  userAgent: string;
}

/** Asks one address and takes its answer, over redirects and, while the server is busy, several times. */
export type AskServer = <T>(address: string, options: AskOptions & { accept: string }, take: Take<T>) => Promise<{ answer: Answer; taken: T | null }>;

const mostRedirects = 5;

export function askServerWith({ run, allowed, secret, patience, atOnce, userAgent }: Asking): AskServer {
  const turns = new Map<string, LimitFunction>();
  const inTurn = (host: string): LimitFunction => turns.get(host) ?? turns.set(host, pLimit(atOnce)).get(host)!;
  const follow = async <T>(first: Hop, take: Take<T>): Promise<Exclude<Outcome<T>, { location: string }>> => {
    let hop = first;
    for (let redirects = 0; ; redirects++) {
      const outcome = await inTurn(hop.url.hostname)(() => exchange(run, hop, take));
      if (!('location' in outcome)) return outcome;
      if (redirects === mostRedirects) throw new SourceFailure('endless', `${shownAddress(first.url)} sends the hub on more than ${mostRedirects} times, last to ${shownAddress(hop.url)}. Check the address in a browser, and give the one that it ends at.`);
      hop = redirected(hop, outcome.status, allowed.check(outcome.location, { redirectOf: hop.url }), secret?.header.toLowerCase());
    }
  };
  const ask: AskServer = async (address, options, take) => {
    const url = allowed.check(address);
    const shown = shownAddress(url);
    // A secret that anybody on the way could read is none, and to leave it out would only be answered with a refusal.
    if (secret && url.protocol !== 'https:' && !allowed.mayBePrivate(url)) throw new SourceFailure('not-allowed', `${shown} is not encrypted, and the source’s secret header is sent over https alone. Give an address that begins with https://, or leave the secret out.`);
    const hop = firstHop(url, options, { 'user-agent': userAgent, ...(secret && { [secret.header.toLowerCase()]: secret.value }) });
    for (let attempt = 1; ; attempt++) {
      const outcome = await follow(hop, take);
      if (!('setback' in outcome)) return outcome;
      await waitAfter(outcome.setback, attempt, shown, patience, run.world, run.signal).catch((error: unknown) => {
        throw run.signal.aborted ? stopped(run.signal, shown) : error;
      });
    }
  };
  return (address, options, take) => ask(address, options, take).catch((error: unknown) => {
    throw error instanceof SourceFailure && secret ? withoutSecret(error, secret.value) : error;
  });
}

function firstHop(url: URL, { accept, headers = {}, body, validators, answers = [] }: AskOptions & { accept: string }, ours: Record<string, string>): Hop {
  const conditions = body === undefined && validators ? conditionsOf(validators) : {};
  return {
    url,
    body: body === undefined ? null : JSON.stringify(body),
    headers: { accept, ...lowerCase(headers), ...(body !== undefined && { 'content-type': 'application/json' }), ...conditions, ...ours },
    hasConditions: Object.keys(conditions).length > 0,
    answers,
  };
}

/** A server's own words may not be words that can be sent. */
function conditionsOf({ etag, lastModified }: Validators): Record<string, string> {
  const canBeSent = (value: string | null) => value !== null && /^[\x20-\x7e]+$/.test(value);
  return { ...(canBeSent(etag) && { 'if-none-match': etag! }), ...(canBeSent(lastModified) && { 'if-modified-since': lastModified! }) };
}

function lowerCase(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Headers that may go to another server than the one they were meant for. The secret is not among them, whatever its name. */
const harmless = ['accept', 'user-agent', 'content-type', 'if-none-match', 'if-modified-since'];

function redirected(hop: Hop, status: number, url: URL, secretHeader: string | undefined): Hop {
  const isSent = hop.body !== null;
  if (isSent && (status === 301 || status === 302)) throw new SourceFailure('wrong-format', `${shownAddress(hop.url)} sends the hub on to ${shownAddress(url)} in a way (status ${status}) that leaves open whether a question is to be sent again. Give that address in the settings.`);
  const body = status === 303 ? null : hop.body;
  const kept = Object.entries(hop.headers).filter(([name]) => (url.origin === hop.url.origin || (harmless.includes(name) && name !== secretHeader)) && (body !== null || name !== 'content-type'));
  return { ...hop, url, body, headers: Object.fromEntries(kept) };
}

/** A server may repeat what it was sent, in an address that it sends on to. */
function withoutSecret(failure: SourceFailure, secret: string): SourceFailure {
  // Of "Bearer KEY" a server may repeat the key alone.
  const key = /^(?:Bearer|Basic|Token|ApiKey) +(.{6,})$/i.exec(secret)?.[1] ?? secret;
  const spellings = [secret, key].flatMap((text) => [text, encodeURIComponent(text), encodeURI(text)]);
  const message = spellings.reduce((said, spelling) => said.replaceAll(spelling, '(secret)'), failure.message);
  return message === failure.message ? failure : new SourceFailure(failure.kind, message, failure.notBefore);
}
