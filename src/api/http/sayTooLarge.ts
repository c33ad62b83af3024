import type { FastifyRequest } from 'fastify';
import { encodingOf } from './inflateBody.ts';

/** Why a body is more than the hub accepts: how large it is, where that is known, and whether as it arrives or once it is inflated. */
export function sayTooLarge(request: Pick<FastifyRequest, 'headers'>, maxBodyBytes: number): string {
  const stated = Number(request.headers['content-length']);
  const wayOn = 'Use variables and ask for less at once.';
  if (stated > maxBodyBytes) return `The request body has ${inFigures(stated)} bytes as it arrives. The most is ${inFigures(maxBodyBytes)} bytes. ${wayOn}`;
  // Fastify counts both, and what is inflated passes the limit first: no body worth compressing inflates to less than arrived.
  const how = encodingOf(request) === null ? 'as it arrives' : `once it is inflated${stated > 0 ? `, of ${inFigures(stated)} that arrive` : ''}`;
  return `The request body has more than ${inFigures(maxBodyBytes)} bytes ${how}. That is the most. ${wayOn}`;
}

function inFigures(count: number): string {
  return count.toLocaleString('en-GB');
}
