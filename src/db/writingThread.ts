import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, type CompiledQuery, type DatabaseConnection, type Driver } from 'kysely';
import type { Writer } from './Database.ts';
import type { AppendRows } from './sqliteConnection.ts';
import type { Answered, Asked, Works } from './writerThread.ts';

/** The connection for writing, wherever it is, and one beside it. */
export interface Writing extends Pick<Writer, 'db' | 'load'> {
  /** Takes back what a transaction did, unless SQLite has by itself. */
  rollBack: () => Promise<void>;
  append: AppendRows;
  close: () => Promise<void>;
}

/**
 * The writing connection of a SQLite file, in a thread of its own: a long statement, a commit with its flush to the disk, SQLite's checkpoint
 * and waiting for another process keep nobody from being answered. The thread starts with the first write.
 */
export function writeInThread(file: string): Writing {
  const { ask, close } = threadFor(file);
  return {
    db: new Kysely<unknown>({
      dialect: {
        createAdapter: () => new SqliteAdapter(),
        createDriver: () => driverOf((statement, parameters) => ask('run', statement, parameters)),
        createIntrospector: (db) => new SqliteIntrospector(db),
        createQueryCompiler: () => new SqliteQueryCompiler(),
      },
    }),
    load: (table, columns, rows) => ask('load', { table, columns, rows }),
    rollBack: () => ask('rollBack'),
    append: (rows) => ask('append', rows),
    close,
  };
}

interface WriterThread {
  ask: <Work extends keyof Works>(work: Work, ...given: Parameters<Works[Work]>) => ReturnType<Works[Work]>;
  close: () => Promise<void>;
}

function threadFor(file: string): WriterThread {
  const asked = new Map<number, { done: (result: unknown) => void; failed: (error: unknown) => void }>();
  let worker: Worker | undefined;
  /** Why there is no thread any more. What was begun on its connection must not go on, half done, on another: it stays that way until the hub starts again. */
  let ended: Error | undefined;
  let count = 0;

  function start(): Worker {
    const thread = new Worker(new URL(`./writerThread${extname(import.meta.url)}`, import.meta.url), { workerData: { file } });
    thread.on('message', ({ id, result, failure }: Answered) => {
      const waiting = asked.get(id);
      // Nobody waits any more once the thread has failed, though what it had said before may come later.
      if (!waiting) return;
      const { done, failed } = waiting;
      asked.delete(id);
      // A process ends when nobody waits for anything any more, whether or not the connection was closed.
      if (asked.size === 0) thread.unref();
      if (failure) failed(Object.assign(failure.error, { code: failure.code }));
      else done(result);
    });
    thread.on('error', (error) => end(new Error('The thread that writes to the database failed', { cause: error })));
    thread.on('exit', () => end(new Error('The thread that writes to the database has ended')));
    return thread;
  }

  function end(error: Error): void {
    ended ??= error;
    for (const { failed } of asked.values()) failed(ended);
    asked.clear();
  }

  const ask: WriterThread['ask'] = (work, ...given) =>
    new Promise<unknown>((done, failed) => {
      if (ended) return failed(ended);
      worker ??= start();
      worker.postMessage({ id: (count += 1), work, given } satisfies Asked);
      worker.ref();
      asked.set(count, { done, failed });
    }) as ReturnType<Works[typeof work]>;

  return {
    ask,
    async close() {
      if (!worker) ended ??= new Error('The connection for writing is closed');
      if (!worker || ended) return;
      await ask('close');
      await worker.terminate();
    },
  };
}

/** Kysely's way to the one connection. */
function driverOf(run: Works['run']): Driver {
  const connection: DatabaseConnection = {
    executeQuery: <Row>({ sql, parameters }: CompiledQuery) => run(sql, parameters) as Promise<{ rows: Row[] }>,
    streamQuery() {
      throw new Error('Nothing is read in a stream from the connection for writing');
    },
  };
  const say = (statement: string) => async (): Promise<void> => void (await run(statement, []));
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: say('begin immediate'),
    commitTransaction: say('commit'),
    rollbackTransaction: say('rollback'),
    releaseConnection: async () => {},
    destroy: async () => {},
  };
}
