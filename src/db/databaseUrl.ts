import { resolve } from 'node:path';

/** Where a hub keeps its data: one SQLite file, or a database of a PostgreSQL server. */
export type DatabaseUrl = { kind: 'sqlite'; file: string } | { kind: 'postgres'; url: string };

/** How a SQLite database that lives and dies with its process is named: for tests, and no setting. */
export const inMemory = ':memory:';

/** What may follow the name of a PostgreSQL database: whether and how far the connection is protected, as libpq names it, and files for that. Anything else would be passed over without a word. */
const protections = ['disable', 'require', 'verify-ca', 'verify-full'];
const filesOfProtection = ['sslrootcert', 'sslcert', 'sslkey'];

/** What a `DATABASE_URL` names, or null when it is none. */
export function parseDatabaseUrl(text: string): DatabaseUrl | null {
  if (/^postgres(ql)?:\/\//.test(text)) return isPostgresUrl(text) ? { kind: 'postgres', url: text } : null;
  const file = /^sqlite:(.+)$/.exec(text)?.[1];
  // What is kept in memory would be gone with the process, which nobody means who names a database.
  if (file === undefined || file === inMemory || file.includes('\0')) return null;
  return { kind: 'sqlite', file: resolve(file) };
}

function isPostgresUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { username, password, pathname, hash, searchParams } = new URL(text);
  const isReadable = [username, password, pathname].every((part) => canDecode(part) && !decodeURIComponent(part).includes('\0'));
  const areKnown = [...searchParams].every(([name, value]) => (name === 'sslmode' ? protections.includes(value) : filesOfProtection.includes(name) && value !== ''));
  // Whoever names a certificate means it to be used, and without a mode it is not said for what.
  const areOnce = new Set(searchParams.keys()).size === searchParams.size;
  return isReadable && pathname.length > 1 && hash === '' && areKnown && areOnce && (searchParams.size === 0 || searchParams.has('sslmode'));
}

function canDecode(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** The database in words that may be printed and logged: an address without its password. */
export function nameOf(database: DatabaseUrl): string {
  if (database.kind === 'sqlite') return database.file;
  const url = new URL(database.url);
  return `PostgreSQL database ${decodeURIComponent(url.pathname.slice(1))} on ${url.host || 'this machine'}`;
}
