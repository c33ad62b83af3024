import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../../log.ts';

/** Writes one line for each request at level "info", also where its answer was cut off. Nothing in it was written by the caller: no address, query, variable, token or program name. */
export function logRequests(app: FastifyInstance, log: Logger): void {
  if (!log.isLevelEnabled('info')) return;
  app.addHook('onRequest', (request, reply, done) => {
    // What is not sent to its end is no response to Fastify, whether the caller left or the hub ended the connection.
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) log.info(lineOf(request, reply), 'Cut off');
    });
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    log.info(lineOf(request, reply), 'Answered');
    done();
  });
  app.brokenRequests.on('answered', (status, code) => log.info({ method: 'none', route: 'none', status, codes: [code] }, 'Answered'));
}

function lineOf({ method, routeOptions, asked: { operation, documentHash, cost, codes } }: FastifyRequest, reply: FastifyReply): object {
  return {
    method,
    route: routeOptions.url ?? 'none',
    ...(reply.raw.headersSent && { status: reply.statusCode }),
    durationMs: Math.round(reply.elapsedTime * 10) / 10,
    ...(operation !== undefined && { operation }),
    ...(documentHash !== undefined && { documentHash }),
    ...(cost !== undefined && { cost }),
    ...(codes.length > 0 && { codes: [...new Set(codes)] }),
  };
}
