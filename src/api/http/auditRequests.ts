import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AuditKind, AuditOutcome, Noted } from '../../access/audit/auditEntry.ts';
import type { AuditTrail } from '../../access/audit/auditTrail.ts';
import { whoOf } from '../../access/audit/whoOf.ts';
import { errorCodes } from '../../errors.ts';
import { isForProbes } from './asked.ts';
import { readRefusal } from './describeAnswer.ts';

/** How much of a document's hash tells it from every other. */
const lengthOfDocument = 16;

const thePublic = { who: null, role: 'public' } as const;
const nobodyKnown = { who: null, role: null } as const;

/**
 * Notes every request that could give something away as its answer is made, before it is sent: whoever hangs up half way has been given
 * it all the same. An answer that is made as it is sent is noted when it ends, however it does. What watches the hub, and what every page loads, gives nothing away.
 */
export function auditRequests(app: FastifyInstance, trail: Pick<AuditTrail, 'note'>): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    if (isAudited(request)) {
      readRefusal(request, reply, payload);
      const note = (): void => trail.note(notedOf(request, reply));
      if (request.asked.goesOn) reply.raw.once('close', note);
      else note();
    }
    done();
  });
}

function isAudited(request: FastifyRequest): boolean {
  return !isForProbes(request) && request.routeOptions.config?.isAsset !== true && request.method !== 'OPTIONS';
}

function notedOf(request: FastifyRequest, reply: FastifyReply): Noted {
  const { viewer, documentHash, cost = 0, rows, codes } = request.asked;
  const kind = kindOf(request);
  return {
    ...(viewer ? whoOf(viewer) : kind === 'sign-in' ? nobodyKnown : thePublic),
    kind,
    operation: operationOf(request),
    document: documentHash?.slice(0, lengthOfDocument) ?? null,
    outcome: outcomeOf(request, reply),
    code: codes[0] !== undefined && codes[0] in errorCodes ? codes[0] : null,
    cost,
    rows,
  };
}

/** A name that stands for a certain text of the hub's own, an address as the hub writes it, or what a mutation does. */
function operationOf({ asked: { isSaved, operation, acts }, routeOptions: { url } }: FastifyRequest): string | null {
  if (url !== '/graphql') return url ?? null;
  return (isSaved ? operation : acts) ?? null;
}

function kindOf({ asked, routeOptions: { url } }: FastifyRequest): AuditKind {
  if (asked.codes.includes('BAD_KEY') || asked.codes.includes('SIGN_IN_UNAVAILABLE')) return 'sign-in';
  if (url === '/graphql') return asked.kind ?? 'request';
  if (url === undefined) return 'request';
  return url.startsWith('/feeds/') ? 'feed' : 'page';
}

function outcomeOf({ asked: { codes, gaveData } }: FastifyRequest, { statusCode }: FastifyReply): AuditOutcome {
  if (codes.length === 0) return statusCode < 400 ? 'answered' : 'refused';
  return gaveData ? 'answered-in-part' : 'refused';
}
