import { decodeJwt, errors, jwtVerify, type JWTPayload } from 'jose';
import { HubError } from '../../errors.ts';
import type { Holder } from '../viewer.ts';
import { holderOf } from './holderOf.ts';
import type { Issuer, SignIn } from './signIn.ts';

const mostCharacters = 16_384;
const again = 'Sign in again and send the new token, or leave the Authorization header out to be answered as the public.';
const askOperator = 'Ask the operator of the hub which tokens it takes, or leave the Authorization header out to be answered as the public.';

/** Whether what was sent as a bearer is meant as a token: it has three parts with dots between, and a key of the hub has no dot. */
export function looksLikeToken(text: string): boolean {
  return text.split('.').length === 3;
}

/** Whoever a token stands for, by its issuer's signature and this hub's configuration alone; BAD_KEY with the reason where it stands for nobody. No sentence repeats any of the token. */
export async function verifyToken(signIn: SignIn | null, token: string, now: Date): Promise<Holder> {
  if (signIn === null) throw refusal(`This hub takes no tokens of OpenID Connect. ${askOperator}`);
  if (token.length > mostCharacters) throw refusal(`The token has ${token.length} characters. Expected at most ${mostCharacters}: ask whoever signs you in to put less into it.`);
  const issuer = signIn.issuers.get(issuerIn(token));
  if (!issuer) throw refusal(`The token comes from an issuer whose tokens this hub does not take. ${askOperator}`);
  const claims = await verifiedClaims(token, issuer, now);
  return holderOf(claims, issuer);
}

/** What the token says of its issuer, which nothing has proved yet: it only picks whose keys and rules prove it. */
function issuerIn(token: string): string {
  // A decoder that overlooks spare bits would take several spellings of one token.
  const isCanonical = looksLikeToken(token) && token.split('.').every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);
  try {
    const { iss } = isCanonical ? decodeJwt(token) : {};
    if (typeof iss === 'string') return iss;
  } catch {
    // Refused below like any other text that is no token.
  }
  throw noToken();
}

async function verifiedClaims(token: string, { issuer, audience, algorithms, typ, clockToleranceSeconds, keys }: Issuer, now: Date): Promise<JWTPayload & { sub: string }> {
  const { payload } = await jwtVerify(token, keys, {
    issuer,
    audience,
    algorithms: [...algorithms],
    ...(typ !== null && { typ }),
    clockTolerance: clockToleranceSeconds,
    currentDate: now,
    requiredClaims: ['exp', 'sub'],
  }).catch((error: unknown) => {
    throw refusalFor(error);
  });
  // OpenID Connect: at most 255 ASCII characters. It is kept beside acts, so nothing that cannot be shown may be in it.
  const { sub } = payload;
  if (typeof sub !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(sub)) throw refusal(`The token does not say for whom it was made (sub). ${askOperator}`);
  return { ...payload, sub };
}

const ofClaims: Record<string, string> = {
  aud: 'The token was made for somebody else: its audience is not this hub.',
  exp: 'The token does not say when it expires.',
  nbf: 'The token is not valid yet.',
  sub: 'The token does not say for whom it was made (sub).',
  typ: 'The token is of another type than this hub takes from its issuer.',
};

function refusalFor(error: unknown): unknown {
  if (error instanceof HubError || !(error instanceof errors.JOSEError)) return error;
  if (error instanceof errors.JWTExpired) return refusal(`The token has expired. ${again}`);
  if (error instanceof errors.JWTClaimValidationFailed) return refusal(`${ofClaims[error.claim] ?? 'The token has a claim that is not of the form it should have.'} ${again}`);
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported) return refusal(`The token is signed in a way that this hub does not take from its issuer. ${askOperator}`);
  if (error instanceof errors.JWSSignatureVerificationFailed) return refusal(`The signature of the token is not its issuer's: the token was changed, or somebody else made it. ${again}`);
  if (error instanceof errors.JWKSNoMatchingKey) return refusal(`The token names a signing key that its issuer does not have. ${again}`);
  if (error instanceof errors.JWKSMultipleMatchingKeys) return refusal(`The token does not say which of its issuer's keys signed it (kid). ${askOperator}`);
  return noToken();
}

function noToken(): HubError {
  return refusal(`What was sent has the dots of a token and is none: expected a signed JSON Web Token with an issuer, as it was given to you, whole. ${again}`);
}

function refusal(message: string): HubError {
  return new HubError('BAD_KEY', message);
}
