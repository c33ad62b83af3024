import { setTimeout as wait } from 'node:timers/promises';
import type { Server } from './buildServer.ts';

const againMs = 100;

/**
 * Stops without failing anybody: says that it is not ready, goes on taking requests for a while and closes each connection after its answer,
 * then takes no more, lets those under way finish, and cuts off what has not by then, so that stopping never hangs on a stalled caller.
 */
export async function stopServer({ app, lifecycle }: Omit<Server, 'api'>, { stopDelayMs, stopTimeoutMs }: { stopDelayMs: number; stopTimeoutMs: number }): Promise<void> {
  lifecycle.isStopping = true;
  await wait(stopDelayMs);
  let timer = setTimeout(cutOff, stopTimeoutMs);
  // Again and again: where the time is short, connections are still being taken when it is over.
  function cutOff(): void {
    app.server.closeAllConnections();
    timer = setTimeout(cutOff, againMs);
  }
  await app.close();
  clearTimeout(timer);
}
