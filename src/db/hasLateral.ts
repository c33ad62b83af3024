import { PostgresAdapter, type Kysely } from 'kysely';

/** Whether a statement's tables may refer to those before them: on PostgreSQL with "lateral"; SQLite lets only subqueries of its conditions refer to them. */
export function hasLateral<Rows>(db: Kysely<Rows>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}
