import type { DatabaseConnection } from 'kysely';

/** How long work may keep this thread before others have their turn. */
const longestTurnMs = 25;

let isServing = false;
let began: number | null = null;

/** From now on others wait for what this process does. Until then nobody has a turn to wait for. */
export function beginTurns(): void {
  isServing = true;
}

/**
 * Waits until others had their turn, where what was done since they last had keeps this thread for a while already. Awaited before each piece of
 * work that does not wait by itself: all pieces of a question, and of all who came with it, would otherwise be one turn, in which nobody else is heard.
 */
export async function takeTurn(): Promise<void> {
  if (!isServing) return;
  while (began !== null && performance.now() - began > longestTurnMs) await new Promise(setImmediate);
  if (began !== null) return;
  began = performance.now();
  setImmediate(() => (began = null));
}

/** Has statements take turns on a connection of SQLite, which answers on the thread that asks and at once. */
export async function takeTurns(connection: DatabaseConnection): Promise<void> {
  const execute = connection.executeQuery.bind(connection);
  connection.executeQuery = async (query, options) => {
    await takeTurn();
    return execute(query, options);
  };
}
