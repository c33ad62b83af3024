import type { FastifyInstance } from 'fastify';
import type { Logger } from '../../log.ts';

/** Writes one line for each request at level "info". Nothing in it was written by the caller: no address, query, variable, token or program name. */
export function logRequests(app: FastifyInstance, log: Logger): void {
  if (!log.isLevelEnabled('info')) return;
  app.addHook('onResponse', (request, reply, done) => {
    const { operation, documentHash, cost, codes } = request.asked;
    log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime * 10) / 10,
        ...(operation !== undefined && { operation }),
        ...(documentHash !== undefined && { documentHash }),
        ...(cost !== undefined && { cost }),
        ...(codes.length > 0 && { codes: [...new Set(codes)] }),
      },
      'Answered',
    );
    done();
  });
  app.brokenRequests.on('answered', (status, code) => log.info({ method: 'none', route: 'none', status, codes: [code] }, 'Answered'));
}
