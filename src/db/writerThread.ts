// What the thread beside the hub runs that writes to a SQLite file: it does what it is asked, one thing after another.
import type { Database as Native } from 'better-sqlite3';
import { parentPort, workerData } from 'node:worker_threads';
import { addRows, appendTo, connectToWrite, rollBack, runStatement, type NewRows } from './sqliteConnection.ts';

const { file } = workerData as { file: string };
const beside = appendTo(file);
let writing: Native | undefined;
/** Made when first needed: should it fail, that is the answer to whoever asked. */
const connection = async (): Promise<Native> => (writing ??= await connectToWrite(file));

const works = {
  run: async (statement: string, parameters: readonly unknown[]) => runStatement(await connection(), statement, parameters),
  load: async (rows: NewRows) => addRows(await connection(), rows),
  rollBack: async () => rollBack(await connection()),
  append: beside.append,
  async close() {
    beside.close();
    writing?.close();
  },
};

export type Works = typeof works;
export interface Asked {
  id: number;
  work: keyof Works;
  given: readonly unknown[];
}
export interface Answered {
  id: number;
  result?: unknown;
  /** A copied error keeps neither its class nor its code. */
  failure?: { error: Error; code: unknown };
}

let last: Promise<void> = Promise.resolve();
parentPort!.on('message', (asked: Asked) => {
  last = last.then(() => answer(asked));
});

async function answer({ id, work, given }: Asked): Promise<void> {
  const answered: Answered = { id };
  try {
    answered.result = await (works[work] as (...all: readonly unknown[]) => Promise<unknown>)(...given);
  } catch (error) {
    answered.failure = { error: error as Error, code: (error as { code?: unknown }).code };
  }
  parentPort!.postMessage(answered);
}
