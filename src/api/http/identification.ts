import type { onRequestHookHandler } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { Viewer } from '../../access/viewer.ts';
import { looksLikeToken } from '../../access/signIn/verifyToken.ts';
import { authorizationIn } from './authorizationIn.ts';

/** Tells as whom requests are answered. */
export interface Identification {
  /** Checks a token before its request has a turn. */
  checkToken: onRequestHookHandler;
  identify: (request: IncomingMessage) => Promise<Viewer>;
}

/**
 * Has a token checked before its request has a turn or its body is read, and remembers what came of it: the server of an issuer's keys may let
 * whoever sends one wait for seconds, made up or not, and with their turns they would keep everybody else. A key of the hub is looked up in its turn, like all that is read.
 */
export function identification(viewerFor: (authorization: string | undefined) => Promise<Viewer>): Identification {
  const checked = new WeakMap<IncomingMessage, Promise<Viewer>>();
  return {
    checkToken({ raw }, _reply, done) {
      const authorization = raw.headers.authorization === undefined ? undefined : authorizationIn(raw);
      if (authorization === undefined || !looksLikeToken(authorization)) return done();
      const viewer = viewerFor(authorization);
      checked.set(raw, viewer);
      void onceKnown(viewer, done);
    },
    identify: (request) => checked.get(request) ?? viewerFor(authorizationIn(request)),
  };
}

async function onceKnown(viewer: Promise<Viewer>, done: () => void): Promise<void> {
  try {
    await viewer;
  } catch {
    // What is wrong with a token is told in its turn, in the form of what was asked.
  }
  done();
}
