import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Viewer } from '../../access/viewer.ts';

/** What the log, the metrics and the audit trail may know of a request. Nothing in it was written by the caller. */
export interface Asked {
  /** Who asks, once that is known. */
  viewer?: Viewer;
  /** Whether its operation reads or changes something. */
  kind?: 'query' | 'mutation';
  /** What a mutation does, in the schema's words. */
  acts?: string;
  /** Whether it is a saved operation word for word; its name alone may be borrowed. */
  isSaved?: boolean;
  /** Name of the saved operation it ran, or "other". */
  operation?: string;
  /** SHA-256 of the document it sent. */
  documentHash?: string;
  /** How many values it could return at most; of a page or a feed, all its operations together. */
  cost?: number;
  /** How many objects stood in lists of its answer, or of all that a page or a feed was made from. */
  rows: number;
  /** Whether, besides errors, there was something in its answer. */
  gaveData?: boolean;
  /** Whether its answer is sent page by page as it is made, so that what it gave is known only at its end. */
  goesOn?: boolean;
  /** Codes of the errors it got. */
  codes: string[];
}

declare module 'fastify' {
  interface FastifyRequest {
    asked: Asked;
  }
  interface FastifyContextConfig {
    /** What watches the hub asks here: it is never counted, limited or kept waiting. */
    isForProbes?: boolean;
    /** What pages load, the same for everybody. */
    isAsset?: boolean;
  }
}

export function rememberAsked(app: FastifyInstance): void {
  app.decorateRequest('asked', null as unknown as Asked);
  app.addHook('onRequest', (request, _reply, done) => {
    request.asked = { codes: [], rows: 0 };
    done();
  });
}

const current = new AsyncLocalStorage<Asked>();

/** Lets operations of pages and feeds, which ask on their own account, tell what the request is given. To come after whatever lets requests wait, since what wakes one belongs to another. */
export function followAsked(app: FastifyInstance): void {
  // A question over HTTP carries what is known of its request with it.
  app.addHook('preHandler', (request, _reply, done) => (request.routeOptions.url === '/graphql' ? done() : current.run(request.asked, done)));
}

/** Adds what an operation gave to what is known of the request it ran for, if it ran for any. */
export function addToAsked({ rows, cost = 0 }: Pick<Asked, 'rows' | 'cost'>): void {
  const asked = current.getStore();
  if (!asked) return;
  asked.rows += rows;
  asked.cost = (asked.cost ?? 0) + cost;
}

export function isForProbes(request: FastifyRequest): boolean {
  return request.routeOptions.config?.isForProbes === true;
}
