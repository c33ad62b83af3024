import type { EntitySchema } from '@mikro-orm/core';
import type { InferKyselyDB, SqlMikroORM } from '@mikro-orm/sql';
import type { Kysely } from 'kysely';
import type { DatabaseUrl } from './databaseUrl.ts';
import type { DataState } from './dataState.ts';

type Naming = { columnNamingStrategy: 'property' };
/** Rows of the given tables, each column under its property name. */
export type RowsOf<Tables extends readonly unknown[]> = InferKyselyDB<Extract<Tables[number], { name: string }>, Naming>;

/** A database as its driver opens it, before the hub's tables are there. */
export interface Opened {
  orm: Pick<SqlMikroORM, 'getMetadata' | 'migrator' | 'schema'>;
  /** Every migration this hub knows, oldest first. */
  migrationNames: readonly string[];
  /** Columns as stored; statements of any connection. */
  stored: Kysely<unknown>;
  /** Tells whether readers would still see the same. */
  dataState: DataState;
  /** Lends one connection for writing, to one at a time. */
  write: Write;
  /**
   * Adds rows to a table, all or none, beside whatever is being written and without waiting for it: false when the database is busy, and they
   * are to come again. What is there already under the same key stays; only for tables whose rows nobody changes.
   */
  append: Append;
  /** One run of this among all processes that share the database; the others wait, and a killed one lets go. */
  alone: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Whether what is open is still what the address names: a file may be moved away or replaced. Nothing is written once it is not. */
  isInPlace: () => boolean;
  /** From now on nobody who is answered waits for what is written meanwhile. Costs an import a tenth and memory, so it is for a hub that answers. */
  writeBeside: () => Promise<void>;
  close(): Promise<void>;
}

export interface Database<Rows> extends Opened {
  url: DatabaseUrl;
  /** Plain rows, each column under its property name. Booleans are 1 and 0 on SQLite, true and false on PostgreSQL: ask for their truth only. */
  rows: Kysely<Rows>;
  /** Columns of a table, as stored. */
  columnsOf: (table: string) => string[];
}

export type Write = <Result>(work: (writer: Writer) => Promise<Result>) => Promise<Result>;

export type Append = (table: string, columns: readonly string[], rows: readonly unknown[][]) => Promise<boolean>;

/** One connection for writing, with temporary tables of its own. What others read is untouched until a transaction ends. */
export interface Writer {
  db: Kysely<unknown>;
  /** The only transaction of any writer of this database, in whichever process, while it lasts; waits its turn. */
  inTransaction: <Result>(work: (db: Kysely<unknown>) => Promise<Result>) => Promise<Result>;
  /** Adds rows, each an array in the order of `columns`, to a table as fast as the database allows. */
  load: (table: string, columns: readonly string[], rows: readonly unknown[][]) => Promise<void>;
  /** Has the database look through tables of which much changed at once, where it plans by what it once saw there. */
  lookThrough: (tables: readonly string[]) => Promise<void>;
  /** The same writer inside one of its transactions, in which all it does then takes place. */
  within: (transaction: Kysely<unknown>) => Writer;
}

export type Tables = readonly EntitySchema[];
