import { createLocalJWKSet, createRemoteJWKSet, customFetch, errors, type FetchImplementation, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { HubError } from '../../errors.ts';
import { leastRsaBits } from './keysOfFile.ts';

/** An unknown key id has the server asked again, so that new keys are found, but not more often than this, whatever tokens come. */
const cooldownMs = 30_000;
/** A key that the issuer takes away opens nothing after this long. */
const keptMs = 600_000;
/** After a failure the server is left in peace, and callers hear at once. */
const pauseMs = 10_000;
const mostBytes = 262_144;

/** Finds a token's key among those that its issuer's server publishes; SIGN_IN_UNAVAILABLE where the server does not tell. */
export function keysOfServer(address: URL, timeoutMs: number): JWTVerifyGetKey {
  const find = createRemoteJWKSet(address, { [customFetch]: pausingAfterFailure(fetchKeys), timeoutDuration: timeoutMs, cooldownDuration: cooldownMs, cacheMaxAge: keptMs });
  return async (header, token) => {
    const key = await find(header, token).catch((error: unknown) => {
      if (error instanceof HubError || error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys || error instanceof errors.JOSENotSupported) throw error;
      throw unavailable('one of them cannot be read');
    });
    const { modulusLength = leastRsaBits } = key.algorithm as { modulusLength?: number };
    if (modulusLength < leastRsaBits) throw unavailable(`an RSA key among them has ${modulusLength} bits, and the least is ${leastRsaBits}`);
    return key;
  };
}

function pausingAfterFailure(ask: FetchImplementation): FetchImplementation {
  let failure: { error: unknown; until: number } | null = null;
  return async (url, options) => {
    if (failure !== null && Date.now() < failure.until) throw failure.error;
    try {
      const answer = await ask(url, options);
      failure = null;
      return answer;
    } catch (error) {
      failure = { error, until: Date.now() + pauseMs };
      throw error;
    }
  };
}

/** The answer with a key set in it, read to its end. Redirects are not followed: the configuration names who is asked. */
const fetchKeys: FetchImplementation = async (url, options) => {
  const body = await readAnswer(url, options).catch((error: unknown) => {
    if (error instanceof HubError) throw error;
    throw unavailable(options.signal.aborted ? 'their server did not answer in time' : 'their server cannot be reached, or broke off');
  });
  try {
    const keySet = JSON.parse(body) as JSONWebKeySet;
    createLocalJWKSet(keySet);
    return Response.json(keySet);
  } catch {
    throw unavailable('what their server answers is no JSON Web Key Set');
  }
};

async function readAnswer(url: string, { headers, signal }: Parameters<FetchImplementation>[1]): Promise<string> {
  const { status, body } = await fetch(url, { headers, signal, redirect: 'manual' });
  if (status !== 200 || body === null) {
    await body?.cancel();
    throw unavailable(`their server answers with the status ${status}`);
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw unavailable(`their server answers with more than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function unavailable(why: string): HubError {
  return new HubError('SIGN_IN_UNAVAILABLE', `The hub cannot check this token, because it has no keys of the token's issuer: ${why}. The token may be good: try again in a moment, or leave the Authorization header out to be answered as the public.`);
}
