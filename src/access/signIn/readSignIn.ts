import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { HubError } from '../../errors.ts';
import { roles, type Role, type Scope } from '../roles.ts';
import { faultsOfSignIn } from './faults.ts';
import { faultsOfKeySet, keysOfFile } from './keysOfFile.ts';
import { keysOfServer } from './keysOfServer.ts';
import type { Issuer, RoleMapping, SignIn } from './signIn.ts';

/** An issuer and a role as the file writes them, once nothing is wrong with them. */
interface WrittenIssuer {
  issuer: string;
  audience: string;
  algorithms: string[];
  keys: { file: string } | { url: string };
  clockToleranceSeconds?: number;
  typ?: string;
  roles: WrittenRole[];
}
interface WrittenRole {
  claim: string | string[];
  value: string;
  role: Role;
  body?: string;
  region?: string;
  post: string;
  scopes?: Scope[];
}

/** Whose tokens the hub takes and what their claims give, from a JSON file; or a BAD_CONFIGURATION error with all that is wrong with it. Servers of keys are first asked when a token comes. */
export function readSignIn(path: string, { keyTimeoutMs = 5_000 }: { keyTimeoutMs?: number } = {}): SignIn {
  const raw = readJson(path, 'SIGN_IN');
  const faults = faultsOfSignIn(raw);
  if (faults.length > 0) throw new HubError('BAD_CONFIGURATION', `SIGN_IN (${path}) does not say as it should who may sign in. ${faults.slice(0, 10).join(' ')}`);
  const { issuers } = raw as { issuers: WrittenIssuer[] };
  return { issuers: new Map(issuers.map((written) => [written.issuer, issuerOf(written, path, keyTimeoutMs)])) };
}

function issuerOf(written: WrittenIssuer, path: string, keyTimeoutMs: number): Issuer {
  const { issuer, audience, algorithms, keys, clockToleranceSeconds = 30, typ = null } = written;
  const found = 'url' in keys ? keysOfServer(new URL(keys.url), keyTimeoutMs) : keysOfFile(readKeySet(resolve(dirname(path), keys.file), algorithms));
  return { issuer, audience, algorithms, typ, clockToleranceSeconds, keys: found, roles: written.roles.map(mappingOf) };
}

function mappingOf({ claim, value, role, body, region, post, scopes }: WrittenRole): RoleMapping {
  const { hasAll, scopes: all } = roles[role];
  return { claim: typeof claim === 'string' ? claim.split('.') : claim, value, role, scopes: scopes ?? (hasAll ? all : []), bodyCode: body ?? null, regionCode: region ?? null, post };
}

function readKeySet(file: string, algorithms: readonly string[]): unknown {
  const keySet = readJson(file, 'The file of keys in SIGN_IN');
  const faults = faultsOfKeySet(keySet, algorithms);
  if (faults.length > 0) throw new HubError('BAD_CONFIGURATION', `The file of keys in SIGN_IN (${file}) cannot be used. ${faults.slice(0, 10).join(' ')}`);
  return keySet;
}

function readJson(file: string, what: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new HubError('BAD_CONFIGURATION', `${what} is "${file}", which cannot be read: ${(error as Error).message}. Expected the path of a JSON file; docs/signing-in.md shows one.`);
  }
  try {
    return JSON.parse(text);
  } catch {
    // What the parser says quotes the file, in which somebody may have left a secret.
    throw new HubError('BAD_CONFIGURATION', `${what} (${file}) is not JSON. docs/signing-in.md shows what is expected.`);
  }
}
