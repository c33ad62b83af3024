import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify';
import { createHash } from 'node:crypto';
import { HubError } from '../../errors.ts';
import { sentPart, sentQuery } from './sentPart.ts';

const wayOn = 'Send {"version": 1, "sha256Hash": …} with the SHA-256 of the query in hexadecimal digits, or leave it out and send the query alone.';

/** Refuses a hash of a query that is none, or that of another query. Apollo does too, but in errors without a code, as if they were faults of the hub; and a hash that is no text may make it fail. */
export function checkPersistedQuery(request: FastifyRequest, _reply: FastifyReply, done: HookHandlerDoneFunction): void {
  const persisted = (sentPart(request, 'extensions') as { persistedQuery?: unknown } | null | undefined)?.persistedQuery;
  // What counts as none, Apollo passes over.
  const wrong = persisted ? wrongIn(persisted, sentQuery(request)) : undefined;
  if (wrong === undefined) return done();
  done(new HubError('BAD_REQUEST', `"persistedQuery" in the extensions ${wrong}. ${wayOn}`));
}

function wrongIn(persisted: NonNullable<unknown>, query: unknown): string | undefined {
  if (typeof persisted !== 'object' || Array.isArray(persisted)) return 'is not an object';
  const { version, sha256Hash } = persisted as { version?: unknown; sha256Hash?: unknown };
  if (version !== 1) return version === undefined ? 'has no version' : `has ${typeof version === 'number' ? `the version ${version}` : 'a version that is no number'}`;
  if (typeof sha256Hash !== 'string') return sha256Hash === undefined ? 'has no sha256Hash' : 'has a sha256Hash that is not a text';
  if (typeof query !== 'string') return undefined;
  const hash = createHash('sha256').update(query).digest('hex');
  return sha256Hash === hash ? undefined : `has the sha256Hash "${sha256Hash.slice(0, hash.length)}", and that of the query sent is "${hash}"`;
}
