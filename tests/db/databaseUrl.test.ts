import path from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { nameOf, parseDatabaseUrl } from '../../src/db/databaseUrl.ts';
import { loadExceptionRules } from '../../src/performance/exceptions/rules.ts';
import { makeTree } from '../support/makeTree.ts';

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

test.each([
  'postgres://hub:s3cret/db',
  'postgres://127.0.0.1/db?password=s3cret',
  'postgres://hub:s3cret@127.0.0.1/db?sslmode=verify-full&sslpassword=s3cret',
  'postgres://hub:s3@cret:s3cret@h/',
])('a password in %s is not shown to who reads that it cannot be used', (url) => {
  const refusal = (() => {
    try {
      return readConfig({ DATABASE_URL: url });
    } catch (error) {
      return error as Error;
    }
  })();
  expect(refusal).toMatchObject({ code: 'BAD_CONFIGURATION' });
  expect((refusal as Error).message).not.toMatch(/s3/);
});

test('a file of rules that is no JSON is not quoted', () => {
  const file = path.join(makeTree({ 'secret.env': 'TOPSECRET=abc' }), 'secret.env');
  expect(() => loadExceptionRules(file)).toThrow(/is not JSON\. docs\/methods\.md says/);
  expect(() => loadExceptionRules(file)).not.toThrow(/TOPSECRET/);
});

test('a limit of ten digits is a whole number, too', () => {
  expect(readConfig({ MAX_UNREAD_BYTES: '10000000000' }).maxUnreadBytes).toBe(10_000_000_000);
});
