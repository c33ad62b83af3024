import SQLite from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { dataStateOfSqlite } from '../../src/db/dataState.ts';

const tables = 'create table data_version (version integer primary key); create table harvest (id integer primary key); create table proposal_event (id integer primary key); create table other (id integer)';

function open(file: string): SQLite.Database {
  const native = new SQLite(file);
  native.pragma('journal_mode = wal');
  onTestFinished(() => void native.close());
  return native;
}

test('every commit of another connection that moves the state is noticed at the next look, one that is taken back is not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'common-ground-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [reading, writing] = [open(join(folder, 'hub.sqlite')), open(join(folder, 'hub.sqlite'))];
  writing.exec(tables);
  const state = dataStateOfSqlite(reading, new Kysely({ dialect: new SqliteDialect({ database: reading }) }), { writesItself: false });
  const after = (statement: string): unknown => (writing.exec(statement), state());
  expect(state()).toBe('0.0.0');
  expect(['insert into data_version values (3)', 'insert into other values (1)', 'insert into harvest values (7)', 'begin; insert into data_version values (4)', 'rollback', 'insert into proposal_event values (2)'].map(after)).toEqual(['3.0.0', '3.0.0', '3.7.0', '3.7.0', '3.7.0', '3.7.2']);
});

test('where one connection reads and writes, its own commits are noticed too', () => {
  const native = open(':memory:');
  native.exec(tables);
  const state = dataStateOfSqlite(native, new Kysely({ dialect: new SqliteDialect({ database: native }) }), { writesItself: true });
  expect(state()).toBe('0.0.0');
  native.exec('insert into data_version values (1)');
  expect(state()).toBe('1.0.0');
});
