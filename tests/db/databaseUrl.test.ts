import { expect, test } from 'vitest';
import { nameOf, parseDatabaseUrl } from '../../src/db/databaseUrl.ts';

test.each(['postgres://h/d', 'postgresql://u:p@h:5432/d', 'postgres://u:100%25@h/d%20e', 'postgres://h/d?sslmode=disable', 'postgres://h/d?sslmode=verify-full&sslrootcert=/a/b.crt&sslcert=c&sslkey=k'])('%s names a database', (text) => {
  expect(parseDatabaseUrl(text)).toEqual({ kind: 'postgres', url: text });
});

test.each([
  ['a percent sign as it is', 'postgres://u:se%zzcret@h/d'],
  ['the same in the user', 'postgres://a%zz@h/d'],
  ['the same in the name of the database', 'postgres://h/%zz'],
  ['a NUL', 'postgres://h/d%00'],
  ['no name of a database', 'postgres://h/'],
  ['what would be passed over', 'postgres://h/d?schema=hub'],
  ['what would be passed over, too', 'postgres://h/d#x'],
  ['a mode that nobody keeps', 'postgres://h/d?sslmode=prefer'],
  ['two modes', 'postgres://h/d?sslmode=require&sslmode=disable'],
  ['a certificate, and not what it is for', 'postgres://h/d?sslrootcert=a.crt'],
  ['a database that would be gone with the process', 'sqlite::memory:'],
])('%s: it names none', (_what, text) => {
  expect(parseDatabaseUrl(text)).toBeNull();
});

test('a name that is printed has no password', () => {
  expect(nameOf({ kind: 'postgres', url: 'postgres://u:secret@h:1/d%20e?sslmode=require' })).toBe('PostgreSQL database d e on h:1');
});
