import { fastify, type FastifyInstance, type FastifyReply } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { ErrorCode } from '../errors.ts';
import { HubError } from '../errors.ts';
import type { Logger } from '../log.ts';

/** The HTTP server that API, pages and feeds hang on. Its own errors have the shape of GraphQL's: a code from the list and a sentence. */
export function createApp({ log, maxBodyBytes }: { log: Logger; maxBodyBytes: number }): FastifyInstance {
  const app = fastify({
    bodyLimit: maxBodyBytes,
    forceCloseConnections: 'idle',
    // Requests that never reach a route, such as one with a broken address, are answered in the same shape.
    frameworkErrors: (error, _request, reply) => void (reply as FastifyReply).code(error.statusCode ?? 400).send(errorBody('BAD_REQUEST', error.message)),
    clientErrorHandler: answerBrokenRequest,
  });
  app.setNotFoundHandler((request, reply) => reply.code(404).send(errorBody('NOT_FOUND', `Nothing is at ${request.method} ${request.url.slice(0, 200)}. Start at "/".`)));
  app.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
      return reply.code(413).send(errorBody('BODY_TOO_LARGE', `The request body is larger than ${maxBodyBytes.toLocaleString('en-GB')} bytes. Use variables and ask for less at once.`));
    }
    if (error instanceof HubError) return reply.code(error.code === 'INTERNAL_SERVER_ERROR' ? 500 : 400).send(errorBody(error.code, error.message));
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.code(status).send(errorBody('BAD_REQUEST', error.message));
    const errorId = randomUUID();
    log.error({ errorId, err: error, url: request.url.split('?')[0] }, 'A request failed through a fault of the hub');
    return reply.code(500).send({ errors: [{ message: `Something went wrong in the hub. Quote error ${errorId} to its operator.`, extensions: { code: 'INTERNAL_SERVER_ERROR', errorId } }] });
  });
  return app;
}

function errorBody(code: ErrorCode, message: string): object {
  return { errors: [{ message, extensions: { code } }] };
}

/** What node:http could not read as a request gets an answer of ours, and the connection ends. */
function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable) return;
  const [status, message] = error.code === 'HPE_HEADER_OVERFLOW' ? ['431 Request Header Fields Too Large', 'The headers of the request are larger than the hub accepts.'] : ['400 Bad Request', 'The request is not HTTP as the hub understands it.'];
  const body = JSON.stringify(errorBody('BAD_REQUEST', message));
  socket.end(`HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
}
