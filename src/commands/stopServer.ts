import { setTimeout as wait } from 'node:timers/promises';
import type { Server } from './buildServer.ts';

/**
 * Stops without failing anybody: says that it is not ready, goes on taking requests for a while and closes each connection after its answer,
 * then takes no more, lets those under way finish, and cuts off what has not by then, so that stopping never hangs on a stalled caller.
 */
export async function stopServer({ app, lifecycle }: Omit<Server, 'api'>, { stopDelayMs, stopTimeoutMs }: { stopDelayMs: number; stopTimeoutMs: number }): Promise<void> {
  lifecycle.isStopping = true;
  await wait(stopDelayMs);
  const tooLong = setTimeout(() => app.server.closeAllConnections(), stopTimeoutMs);
  await app.close();
  clearTimeout(tooLong);
}
