import type { FastifyInstance } from 'fastify';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { openRequests } from './limitPipelined.ts';

/** A turn of the loop that took no longer did next to nothing. */
const quietMs = 0.1;
/** Nobody comes for so long when all who would are waiting for their answers. */
const calmMs = 20;
const patienceMs = 1_000;
/** How long a connection has to say something once no more are taken. */
const silenceMs = 500;

/**
 * Closing the server, listens no more, lets those under way finish, and ends the connections on which nothing was ever sent, as browsers
 * open them ahead: Node.js takes them for busy. Fastify then finds nobody left to wait for. A connection whose answer was begun before it was
 * known that it is the last ends with it.
 */
export function endListening(app: FastifyInstance): void {
  const open = new Set<Socket>();
  let taken = 0;
  let isOver = false;
  app.server.on('connection', (socket: Socket) => {
    taken += 1;
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  app.addHook('onResponse', ({ raw: { socket } }, _reply, done) => {
    if (isOver && openRequests(socket) === 0) socket.destroySoon();
    done();
  });
  app.addHook('preClose', async () => {
    const { server, queue } = app;
    if (!server.listening) return;
    const release = queue?.hold();
    await untilAllAreTaken(() => taken);
    const closed = once(server, 'close');
    isOver = true;
    server.close();
    release?.();
    const silence = setTimeout(() => {
      for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
    }, silenceMs);
    await closed;
    clearTimeout(silence);
  });
}

/**
 * Whoever has been connected by the system and not been taken by the hub is cut off when it listens no more. So that comes when nobody has
 * come for a while; or, where somebody always does, just after a turn of the loop in which nobody was to be taken (in each, Node.js takes
 * one) and little else done. Where there is no such moment either, it comes all the same.
 */
async function untilAllAreTaken(takenSoFar: () => number): Promise<void> {
  const started = performance.now();
  let calmSince = started;
  await setImmediate();
  for (let began = performance.now(); began < started + patienceMs; began = performance.now()) {
    const before = takenSoFar();
    await setImmediate();
    const now = performance.now();
    if (takenSoFar() !== before) calmSince = now;
    else if (now - began < quietMs && (now - calmSince >= calmMs || now - started > patienceMs / 2)) return;
  }
}
