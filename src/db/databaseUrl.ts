import { resolve } from 'node:path';

/** Where a hub keeps its data: one SQLite file, or a database of a PostgreSQL server. */
export type DatabaseUrl = { kind: 'sqlite'; file: string } | { kind: 'postgres'; url: string };

/** How a SQLite database that lives and dies with its process is named. */
export const inMemory = ':memory:';

/** What a `DATABASE_URL` names, or null when it is none. */
export function parseDatabaseUrl(text: string): DatabaseUrl | null {
  if (/^postgres(ql)?:\/\//.test(text)) return URL.canParse(text) && new URL(text).pathname.length > 1 ? { kind: 'postgres', url: text } : null;
  const file = /^sqlite:(.+)$/.exec(text)?.[1];
  if (file === undefined || file.includes('\0')) return null;
  return { kind: 'sqlite', file: file === inMemory ? file : resolve(file) };
}

/** The database in words that may be printed and logged: an address without its password. */
export function nameOf(database: DatabaseUrl): string {
  if (database.kind === 'sqlite') return database.file;
  const url = new URL(database.url);
  return `PostgreSQL database ${decodeURIComponent(url.pathname.slice(1))} on ${url.host || 'this machine'}`;
}
