import type { Duplex } from 'node:stream';
import type { ErrorCode } from '../../errors.ts';
import { errorBody } from './refusal.ts';

const broken: [status: string, code: ErrorCode, message: string] = ['400 Bad Request', 'BAD_REQUEST', 'The request is not HTTP as the hub understands it.'];
const byProblem: Record<string, typeof broken> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'URL_TOO_LONG', 'The address and headers of the request together are larger than 16 KiB, which is the most. Send the query in the body of a POST.'],
};

/** What node:http could not read as a request, or not in the time a caller has, gets an answer of ours, and the connection ends. */
export function answerBrokenRequest(callerTimeoutMs: number | undefined): (error: NodeJS.ErrnoException, socket: Duplex) => void {
  const tooSlow: typeof broken = ['408 Request Timeout', 'REQUEST_TOO_SLOW', `The request did not arrive whole in the ${callerTimeoutMs === undefined ? 'time' : `${callerTimeoutMs / 1_000} seconds`} a caller has to send one, a third of it for the headers. Send it again, at once.`];
  return (error, socket) => {
    if (!socket.writable) return void socket.destroy();
    const [status, code, message] = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? tooSlow : byProblem[error.code ?? ''] ?? broken;
    const body = JSON.stringify(errorBody(code, message));
    socket.end(`HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
  };
}
