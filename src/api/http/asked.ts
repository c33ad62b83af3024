import type { FastifyInstance, FastifyRequest } from 'fastify';

/** What the log and the metrics may know of a request. Nothing in it was written by the caller. */
export interface Asked {
  /** Name of the saved operation it ran, or "other". */
  operation?: string;
  /** SHA-256 of the document it sent. */
  documentHash?: string;
  /** How many values it could return at most. */
  cost?: number;
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
  }
}

export function rememberAsked(app: FastifyInstance): void {
  app.decorateRequest('asked', null as unknown as Asked);
  app.addHook('onRequest', (request, _reply, done) => {
    request.asked = { codes: [] };
    done();
  });
}

export function isForProbes(request: FastifyRequest): boolean {
  return request.routeOptions.config?.isForProbes === true;
}
