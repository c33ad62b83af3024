import { sql, type Kysely } from 'kysely';
import type { DatabaseUrl } from '../databaseUrl.ts';
import { findTables } from './backupFile.ts';

type Kind = DatabaseUrl['kind'];

/** For each table that numbers its rows, the last number given out. */
export async function readCounters(db: Kysely<unknown>, kind: Kind): Promise<Record<string, number>> {
  const counters: Record<string, number> = {};
  for (const { name, numbered } of await findTables(db)) {
    if (numbered === undefined) continue;
    const last = kind === 'sqlite' ? sql<{ n: number | null }>`select max(seq) as n from sqlite_sequence where name = ${name}` : sql<{ n: number | null }>`select pg_sequence_last_value(${sequenceOf(name, numbered)}) as n`;
    counters[name] = Number((await last.execute(db)).rows[0]?.n ?? 0);
  }
  return counters;
}

/** Lets the numbers of rows go on after the last that was given out, and after the highest there is. */
export async function moveCountersOn(db: Kysely<unknown>, kind: Kind, counters: Record<string, number>): Promise<void> {
  for (const { name, numbered } of await findTables(db)) {
    if (numbered === undefined) continue;
    const highest = await sql<{ n: number | null }>`select max(${sql.ref(numbered)}) as n from ${sql.table(name)}`.execute(db);
    const last = Math.max(counters[name] ?? 0, Number(highest.rows[0]?.n ?? 0));
    if (last === 0) continue;
    if (kind === 'postgres') await sql`select setval(${sequenceOf(name, numbered)}, ${last})`.execute(db);
    else {
      await sql`delete from sqlite_sequence where name = ${name}`.execute(db);
      await sql`insert into sqlite_sequence (name, seq) values (${name}, ${last})`.execute(db);
    }
  }
}

function sequenceOf(table: string, column: string) {
  return sql`cast(pg_get_serial_sequence(${table}, ${column}) as regclass)`;
}
