import type { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { ErrorCode } from '../../errors.ts';
import { afterAnswers } from './limitPipelined.ts';
import { errorBody } from './refusal.ts';

/** Tells whoever counts or logs what was answered to requests that no hook ever sees. */
export type BrokenRequests = EventEmitter<{ answered: [status: number, code: ErrorCode] }>;

declare module 'fastify' {
  interface FastifyInstance {
    brokenRequests: BrokenRequests;
  }
}

type Refusal = [status: number, reason: string, code: ErrorCode, message: string];

const broken: Refusal = [400, 'Bad Request', 'BAD_REQUEST', 'The request is not HTTP as the hub understands it.'];
const tunnel: Refusal = [400, 'Bad Request', 'BAD_REQUEST', 'The request asks for a tunnel (CONNECT), and the hub is no proxy. Ask it for one of its addresses: start at "/".'];
const byProblem: Record<string, Refusal> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large', 'URL_TOO_LONG', 'The address and headers of the request together are larger than 16 KiB, which is the most. Send a long query in the body of a POST, and fewer or shorter headers.'],
};

/** What node:http could not read as a request, or not in the time a caller has, gets an answer of ours after those to the requests before it, and the connection ends. */
export function answerBrokenRequest(callerTimeoutMs: number | undefined, requests: BrokenRequests): (error: NodeJS.ErrnoException, socket: Duplex) => void {
  const tooSlow: Refusal = [408, 'Request Timeout', 'REQUEST_TOO_SLOW', `The request did not arrive whole in the ${callerTimeoutMs === undefined ? 'time' : `${callerTimeoutMs / 1_000} seconds`} a caller has to send one, a third of it for the headers. Send it again, at once.`];
  const answer = (error: NodeJS.ErrnoException, socket: Duplex): void => {
    if (!socket.writable) return void socket.destroy();
    const refusal = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? tooSlow : byProblem[error.code ?? ''] ?? broken;
    socket.end(written(refusal));
    requests.emit('answered', refusal[0], refusal[2]);
  };
  return (error, socket) => afterAnswers(socket, () => answer(error, socket));
}

function written([status, reason, code, message]: Refusal): string {
  const body = JSON.stringify(errorBody(code, message));
  return `HTTP/1.1 ${status} ${reason}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`;
}

/** Left to itself node:http ends a connection that is to be a tunnel without a word. */
export function refuseTunnels(app: FastifyInstance): void {
  app.server.on('connect', (_request: IncomingMessage, socket: Duplex) => {
    // From here on nobody else listens to it.
    socket.on('error', () => socket.destroy());
    afterAnswers(socket, () => socket.end(written(tunnel), () => socket.destroy()));
    app.brokenRequests.emit('answered', tunnel[0], tunnel[2]);
  });
}

/** A request that expects anything but leave to send its body is answered by node:http itself, unless it is answered here. */
export function answerUnknownExpectation(app: FastifyInstance): void {
  app.server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(417, { 'content-type': 'application/json', connection: 'close' }).end(JSON.stringify(errorBody('BAD_REQUEST', `The header Expect says "${request.headers.expect?.slice(0, 60)}". The hub knows 100-continue alone: leave it out.`)));
    app.brokenRequests.emit('answered', 417, 'BAD_REQUEST');
  });
}
