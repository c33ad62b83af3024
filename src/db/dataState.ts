import type { Database as Native, Statement } from 'better-sqlite3';
import { sql, type Kysely } from 'kysely';

/**
 * Reads a text that differs after every commit that readers can notice: the data version, and the last run of a harvest,
 * which is written down (with its issues, and when its records were last seen) even where it changed no record; and the last thing done
 * with a proposal, which moves no data version, for it changes nothing that evidence rests on.
 */
export type DataState = () => string | Promise<string>;

interface State {
  version: number | null;
  harvest: number | null;
  proposals: number | null;
}

/** Each is the last entry of a primary key, so reading them costs three look-ups whatever the hub holds. */
const lastOfEach = 'select (select max(version) from data_version) as version, (select max(id) from harvest) as harvest, (select max(id) from proposal_event) as proposals';

export function dataStateThrough(db: Kysely<unknown>): DataState {
  return async () => inWords((await sql<State>`${sql.raw(lastOfEach)}`.execute(db)).rows[0]!);
}

/**
 * By statements that stay prepared: a tenth of the cost of asking through Kysely, and paid by every request. On a connection that others
 * write beside, SQLite says whether anybody has committed since, for two thirds of what the look-ups cost; its own commits it does not count.
 */
export function dataStateOfSqlite(native: Native, db: Kysely<unknown>, { writesItself }: { writesItself: boolean }): DataState {
  const ask = dataStateThrough(db);
  const readCommits = native.prepare<[], number>('pragma data_version').pluck();
  let look: Statement<[], [version: number | null, harvest: number | null, proposals: number | null]> | undefined;
  let known: { commits: number; state: string } | undefined;
  return () => {
    // Within a transaction on this connection the statements would see what is not committed; through Kysely they wait for the end.
    if (native.inTransaction) return ask();
    const commits = readCommits.get()!;
    if (!writesItself && known?.commits === commits) return known.state;
    // As an array: an object with names takes the driver longer than the look-ups take SQLite. Not the statement that `prepareOnce` keeps, whose rows are objects.
    look ??= native.prepare<[], [number | null, number | null, number | null]>(`${lastOfEach} /* as an array */`).raw();
    const [version, harvest, proposals] = look.get()!;
    // What is committed between the two is looked up again, as the commits will be others.
    known = { commits, state: inWords({ version, harvest, proposals }) };
    return known.state;
  };
}

function inWords({ version, harvest, proposals }: State): string {
  return `${version ?? 0}.${harvest ?? 0}.${proposals ?? 0}`;
}
