import SQLite from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { prepareOnce } from './prepareOnce.ts';
import { PropertyNames } from './propertyNames.ts';

/** Rows of a SQLite file that another thread keeps open and up to date. Nothing can be written through it. */
export function openToRead<Rows>(file: string): Kysely<Rows> {
  const native = new SQLite(file, { readonly: true, fileMustExist: true });
  prepareOnce(native);
  return new Kysely<Rows>({ dialect: new SqliteDialect({ database: native }), plugins: [new PropertyNames()] });
}
