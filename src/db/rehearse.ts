import type { Kysely } from 'kysely';
import type { Write } from './Database.ts';

/** A transaction to read in, and the way to write in it: whatever would have a transaction of its own works in this one. */
interface Rehearsal {
  db: Kysely<unknown>;
  write: Write;
}

/** Runs work in a transaction that is always rolled back, and returns what the work found: nobody else ever sees what it wrote. Other writers wait meanwhile. */
export async function rehearse<Result>(write: Write, work: (rehearsal: Rehearsal) => Promise<Result>): Promise<Result> {
  const undone = new Error('Rolled back, as every rehearsal is');
  const found: Result[] = [];
  try {
    await write((writer) =>
      writer.inTransaction(async (db) => {
        found.push(await work({ db, write: (part) => part(writer.within(db)) }));
        throw undone;
      }),
    );
  } catch (error) {
    if (error !== undone) throw error;
  }
  return found[0]!;
}
