import SQLite from 'better-sqlite3';
import { Kysely, sql, SqliteDialect } from 'kysely';
import { expect, test } from 'vitest';
import { beginTurns, takeTurn, takeTurns } from '../../src/db/takeTurns.ts';

function keepBusy(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

/** A database of which each statement takes a while. */
function busyDatabase(takesTurns: boolean): Kysely<unknown> {
  const database = new SQLite(':memory:');
  database.function('busy', () => {
    keepBusy(10);
    return 1;
  });
  if (takesTurns) beginTurns();
  return new Kysely({ dialect: new SqliteDialect({ database, onCreateConnection: takeTurns }) });
}

test.each([
  ['before a process serves, nobody is heard before the last of the statements that were asked at once', false],
  ['once it does, others are heard between them', true],
])('%s', async (_name, takesTurns) => {
  const db = busyDatabase(takesTurns);
  await sql`select 1`.execute(db);
  let [answered, heardAfter] = [0, 20];
  const all = Promise.all(Array.from({ length: 20 }, async () => {
    await sql`select busy()`.execute(db);
    answered += 1;
  }));
  setImmediate(() => (heardAfter = answered));
  await all;
  expect(heardAfter < 20).toBe(takesTurns);
});

test('whoever waited for a turn together takes it one after the other', async () => {
  beginTurns();
  await takeTurn();
  keepBusy(30);
  let [turns, isOver] = [0, false];
  const count = (): void => {
    turns += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  await Promise.all(Array.from({ length: 20 }, async () => {
    await takeTurn();
    keepBusy(30);
  }));
  isOver = true;
  expect(turns).toBeGreaterThan(10);
});
