import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openHub } from '../../src/hub.ts';
import { apiOver } from '../support/api.ts';
import { databaseKind, newPlace } from '../support/database.ts';

// On SQLite the time of a costly query is limited where it runs, in a thread: execution/readerThreads.test.ts.
test.runIf(databaseKind === 'postgres')('a statement that PostgreSQL takes too long for is given up with a sentence; writing takes as long as it takes', async () => {
  const place = await newPlace();
  onTestFinished(place.remove);
  const hub = await openHub({ ...place, maxReadSeconds: 1 });
  onTestFinished(() => hub.close());
  const api = await apiOver(hub);
  await hub.write(({ inTransaction }) =>
    inTransaction(async (db) => {
      await sql`lock table plan in access exclusive mode`.execute(db);
      const { errors } = await api.query('{ plans { totalCount } }');
      expect(errors).toEqual([expect.objectContaining({ message: expect.stringContaining('not answered in the time the hub allows'), extensions: { code: 'QUERY_TOO_SLOW' } })]);
      await sql`select pg_sleep(1.2)`.execute(db);
    }),
  );
  expect((await api.query('{ plans { totalCount } }')).data).toEqual({ plans: { totalCount: 0 } });
});
