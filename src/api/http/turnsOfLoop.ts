import type { Server } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long what is begun may keep the loop before others are heard. */
const longestTurnMs = 25;
/** For how long nothing is begun, however many connections come. */
const longestTakingMs = 100;

/**
 * Tells whether nothing more may be begun before others were heard. What is answered from what is kept, as most pages are, waits for nothing by
 * itself: all requests that have come would be answered in one turn of the loop, in which no probe is heard and no limit of time is kept. And since
 * node.js takes one connection in each turn, whoever comes would wait for as many turns as came before it: so all are taken before more is begun.
 */
export function turnsOfLoop(server: Server): () => boolean {
  let began: number | null = null;
  let taken = 0;
  server.on('connection', () => (taken += 1));
  const hearOthers = (): void => {
    const kept = performance.now();
    if (kept - began! > longestTurnMs) void takeConnections(kept).then(endTurn);
    else endTurn();
  };
  const takeConnections = async (since: number): Promise<void> => {
    for (let before = -1; before !== taken && performance.now() - since < longestTakingMs; await nextTurn()) before = taken;
  };
  const endTurn = (): void => void (began = null);
  return () => {
    if (began !== null) return performance.now() - began > longestTurnMs;
    began = performance.now();
    // Not as a promise: a turn of a busy hub begins with each few requests.
    setImmediate(hearOthers);
    return false;
  };
}
