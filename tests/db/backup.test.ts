import { chmodSync, copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { backUp } from '../../src/commands/backup.ts';
import { restore } from '../../src/commands/restore.ts';
import { readConfig, type Config } from '../../src/config.ts';
import { writeBackup } from '../../src/db/backup/writeBackup.ts';
import { harvestPackage } from '../../src/harvest/harvestPackage.ts';
import { hubTables, openHub, refreshOverlaps, type Hub } from '../../src/hub.ts';
import { apiOver, openSeededHub } from '../support/api.ts';
import { databaseKind, newPlace, type Place } from '../support/database.ts';
import { countsOf, everyRow } from '../support/everyRow.ts';
import { writeBackupOf } from '../support/forgeBackup.ts';
import { csv, makePackage, publishers, referenceFiles } from '../support/harvest.ts';
import { makeTree } from '../support/makeTree.ts';

/** Settings of a hub that is not there yet, on a database of its own. */
async function newConfig(kind = databaseKind): Promise<Config> {
  const place = await newPlace('template0', kind);
  onTestFinished(place.remove);
  return readConfig(place.settings);
}

async function opened(config: Config): Promise<Hub> {
  const hub = await openHub(config);
  onTestFinished(() => hub.close());
  return hub;
}

const quiet = (): void => {};
const newFile = (): string => path.join(makeTree({}), 'hub.jsonl.gz');
const firstQuery = /```graphql\n([\s\S]*?)```/.exec(readFileSync('README.md', 'utf8'))![1]!;
const compareQuery = '{ compare(authorities: ["E06000015", "E06000016"]) { themes { theme { label } cells { authority { name } state } } } dataVersion { number committedAt } }';

async function answersOf(hub: Hub): Promise<unknown[]> {
  const api = await apiOver(hub, { today: '2026-01-01' });
  const answers = [await api.query(firstQuery), await api.query(compareQuery)];
  for (const { errors } of answers) expect(errors).toEqual([]);
  return answers.map(({ data }) => data);
}

const addIssue = (hub: Hub, message: string) =>
  sql<{ id: number }>`insert into issue (harvest_id, source_id, severity, rule, file, message) values (1, 's', 'error', 'R', 'f.csv', ${message}) returning id`.execute(hub.stored).then(({ rows }) => Number(rows[0]!.id));

/** What a line, a JSON text or a database might stumble over. */
const awkwardText = 'Line one\nline two\r\u2028\u2029\u0085 “quoted” "\\" {} [] \u{1F6B8} \u0001 null';

/** The kinds of database that a backup of the one these tests run on can be restored into. */
const targets = databaseKind === 'sqlite' ? (['sqlite'] as const) : (['sqlite', 'postgres'] as const);

describe('all that is in the seeds, backed up and restored', () => {
  test.each(targets)(`from ${databaseKind} into %s and from there back, is the same to the last row, answers the same, and numbers go on`, { timeout: 120_000 }, async (kind) => {
    const original = await openSeededHub();
    onTestFinished(() => original.close());
    await refreshOverlaps(original);
    await addIssue(original, awkwardText);
    const gone = await addIssue(original, 'a row that goes');
    await sql`delete from issue where id = ${gone}`.execute(original.stored);
    const file = newFile();
    await writeBackup(original, original.url, file, new Date());
    // Another that was begun before this one was done, as two timers may, takes its place no more.
    await expect(writeBackup(original, original.url, file, new Date())).rejects.toMatchObject({ code: 'BAD_BACKUP', message: expect.stringContaining('There is such a file already, which is never written over') });
    expect(readdirSync(path.dirname(file))).toEqual([path.basename(file)]);

    const there = await newConfig(kind);
    const lines: string[] = [];
    expect(await restore(there, file, (line) => lines.push(line))).toBe(0);
    expect(lines.join()).toMatch(/^Restored [\d,]+ rows from /);
    const restored = await opened(there);
    const before = await everyRow(original);
    expect(Object.keys(before)).toEqual(hubTables.map((table) => table.meta.tableName!).sort());
    expect(countsOf(before)).toMatchObject({ observation: expect.any(Number), overlap_member: expect.any(Number), issue: 1 });
    expect(await everyRow(restored)).toEqual(before);
    expect(await answersOf(restored)).toEqual(await answersOf(original));

    const fileBack = newFile();
    await backUp(there, fileBack, quiet);
    const back = await newConfig();
    await restore(back, fileBack, quiet);
    const home = await opened(back);
    expect(await everyRow(home)).toEqual(before);

    for (const hub of [restored, home]) {
      expect(await addIssue(hub, 'the next')).toBe(gone + 1);
      const report = await harvestPackage(hub.harvesting, makePackage({ 'themes.csv': 'theme_code,label\nNEW,New' }, { name: 'more', publisher: publishers.england }).path);
      expect(report.dataVersion).toBe(before['data_version']!.length + 1);
    }
  });

  test('a row that differs is noticed', async () => {
    const [one, other] = [await opened(await newConfig()), await opened(await newConfig())];
    for (const hub of [one, other]) await addIssue(hub, 'the same');
    expect(await everyRow(one)).toEqual(await everyRow(other));
    await sql`update issue set line = 7`.execute(other.stored);
    expect(await everyRow(one)).not.toEqual(await everyRow(other));
  });
});

/** A hub with the reference data, closed again. */
async function preparedConfig(): Promise<Config> {
  const config = await newConfig();
  await prepare(config);
  return config;
}

async function prepare(config: Config): Promise<void> {
  const hub = await openHub(config);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'common-ground-reference-'));
  const descriptor = JSON.stringify({ name: 'reference', title: 'Reference data', publisher: publishers.england });
  for (const [name, content] of Object.entries({ ...referenceFiles, 'datapackage.json': descriptor })) writeFileSync(path.join(folder, name), name.endsWith('.csv') ? csv(String(content)) : content);
  await harvestPackage(hub.harvesting, folder);
  rmSync(folder, { recursive: true });
  await hub.close();
}

/** A hub with reference data, a backup of it, and an empty hub: nothing in these tests changes them, so they share them. */
let shared: { config: Config; file: string; empty: Config };
const places: Place[] = [];

beforeAll(async () => {
  places.push(await newPlace(), await newPlace());
  const [config, empty] = places.map(({ settings }) => readConfig(settings));
  await prepare(config!);
  const file = path.join(places[0]!.dataFolder, 'hub.jsonl.gz');
  await backUp(config!, file, quiet);
  shared = { config: config!, file, empty: empty! };
});

afterAll(async () => {
  for (const place of places) await place.remove();
});

/** A copy of the shared backup, to be spoilt. */
function copiedBackup(): string {
  const copy = newFile();
  copyFileSync(shared.file, copy);
  return copy;
}

/** The lines of a backup as they were written. */
function linesIn(file: string): unknown[] {
  return gunzipSync(readFileSync(file)).toString().trimEnd().split('\n').map((line) => JSON.parse(line) as unknown);
}

test('a backup made while a package is read in shows one data version, and neither waits for the other', async () => {
  const config = await preparedConfig();
  const hub = await opened(config);
  const services = (version: string) => ['service_ref,name,authority_codes', ...Array.from({ length: 3_000 }, (_, index) => `s${index},${version},E06000016`)].join('\n');
  const folder = makePackage({ 'services.csv': services('old') }, { name: 'directory' });
  await harvestPackage(hub.harvesting, folder.path);
  folder.write({ 'services.csv': services('new') });

  const seen: { names: Set<unknown>; version: number }[] = [];
  const parent = makeTree({});
  const look = async (): Promise<void> => {
    const file = path.join(parent, `${seen.length}.gz`);
    await backUp(config, file, quiet);
    const [header, ...lines] = linesIn(file) as [{ tables: Record<string, string[]> }, ...unknown[]];
    const rows = lines.filter((line): line is [string, unknown[]] => Array.isArray(line));
    const nameAt = header.tables['service']!.indexOf('name');
    seen.push({ names: new Set(rows.filter(([table]) => table === 'service').map(([, values]) => values[nameAt])), version: rows.filter(([table]) => table === 'data_version').length });
  };
  await look();
  // In the middle of somebody's transaction.
  await hub.write(({ inTransaction }) => inTransaction(() => look()));
  let isDone = false;
  const harvested = harvestPackage(hub.harvesting, folder.path).finally(() => (isDone = true));
  do await look();
  while (!isDone);
  await harvested;
  await look();
  expect([seen.at(0)!.version, seen.at(-1)!.version]).toEqual([2, 3]);
  for (const { names, version } of seen) expect([...names]).toEqual([version === 2 ? 'old' : 'new']);
  expect(readdirSync(parent).filter((name) => name.includes('partial'))).toEqual([]);
});

describe('a restore that cannot be is refused in a sentence and changes nothing', () => {
  const damage: [string, string, (file: string) => void][] = [
    ['cut short', 'It ends in the middle: the copy is not whole.', (file) => truncateSync(file, Math.floor(statSync(file).size / 2))],
    // Which check finds it first depends on the bit: the packing, a line that is no JSON any more, or the checksum.
    ['with one bit changed', '', (file) => flipBit(file)],
    ['that is not gzipped', 'It was damaged, or is no backup of a hub.', (file) => writeFileSync(file, 'something else')],
    ['without its last line', 'It ends in the middle: the copy is not whole.', (file) => rewrite(file, (lines) => lines.slice(0, -1))],
    ['of which a row was changed', 'Its contents are not what was written: the checksum differs.', (file) => rewrite(file, (lines) => lines.map((line) => line.replace('Looked-after', 'Looked after')))],
    ['of which a line never ends', 'A line of it has more than 100,000,000 characters', (file) => writeFileSync(file, gzipSync(Buffer.alloc(120_000_000, 'x'), { level: 1 }))],
    ['of which a line broke', 'A line of it is not JSON', (file) => rewrite(file, (lines) => lines.with(3, '["theme",'))],
    ['that goes on', 'It goes on after its last line.', (file) => rewrite(file, (lines) => [...lines, '["theme",[]]'])],
    ['whose first line lacks the tables', 'Its first line does not say which tables it holds', (file) => rewrite(file, (lines) => lines.with(0, '{"commonGround":"backup","version":1,"madeAt":"2025-01-01","migrations":[]}'))],
    ['whose counters are none', 'Its first line does not say which tables it holds', (file) => rewrite(file, (lines) => lines.with(0, '{"commonGround":"backup","version":1,"madeAt":"2025-01-01","migrations":[],"tables":{},"counters":"x"}'))],
    ['whose last line lacks the counts', 'Its last line does not say how many rows it holds', (file) => rewrite(file, (lines) => lines.with(-1, '{"sha256":"x"}'))],
    ['with a row of an unknown table', 'A row of it is of no table that it names, or has other columns ("nothing")', (file) => rewrite(file, (lines) => lines.with(1, '["nothing",[]]'))],
    ['with a row that is too short', 'A row of it is of no table that it names, or has other columns ("theme")', (file) => rewrite(file, (lines) => lines.map((line) => (line.startsWith('["theme",') ? '["theme",["x"]]' : line)))],
    ['of something else', 'It is no backup of a hub.', (file) => rewrite(file, () => ['{"some":"thing"}'])],
    ['of another version', 'It is a backup of version 2; this hub reads version 1.', (file) => rewrite(file, () => ['{"commonGround":"backup","version":2}'])],
  ];
  test.each(damage)('a backup %s', async (_name, words, spoil) => {
    const file = copiedBackup();
    spoil(file);
    await expectRefusal(file, `${file} cannot be restored. ${words}`);
  });

  test('a file that is not there, and a folder', async () => {
    await expectRefusal('/no/such/file', '/no/such/file cannot be restored. There is no such file.');
    await expectRefusal(path.resolve('src'), 'cannot be restored. It is no file.');
  });

  test('a backup of a newer hub', async () => {
    const config = await preparedConfig();
    const hub = await opened(config);
    await sql`insert into mikro_orm_migrations (name) values ('2999-01-01-later')`.execute(hub.stored);
    const file = newFile();
    await backUp(config, file, quiet);
    await expectRefusal(file, 'It was made by a newer hub: this one does not know the migration 2999-01-01-later.');
    // And nor does this hub open such a database.
    await expect(openHub(config)).rejects.toMatchObject({ code: 'BAD_CONFIGURATION', message: expect.stringContaining('was used by a newer hub') });
  });

  test('into a database that holds data', async () => {
    const { config, file } = shared;
    const before = await everyRow(await opened(config));
    await expect(restore(config, file, quiet)).rejects.toMatchObject({ code: 'BAD_BACKUP', message: expect.stringContaining('holds data already') });
    expect(await everyRow(await opened(config))).toEqual(before);
  });

  async function expectRefusal(file: string, words: string): Promise<void> {
    const config = shared.empty;
    const printed: string[] = [];
    await expect(restore(config, file, (line) => printed.push(line))).rejects.toMatchObject({ code: 'BAD_BACKUP', message: expect.stringContaining(words) });
    expect(printed).toEqual([]);
    const counts = countsOf(await everyRow(await opened(config)));
    expect(Object.values(counts).filter((count) => count > 0)).toEqual([]);
  }

  function flipBit(file: string): void {
    const bytes = readFileSync(file);
    bytes[Math.floor(bytes.length / 2)]! ^= 1;
    writeFileSync(file, bytes);
  }

  function rewrite(file: string, change: (lines: string[]) => string[]): void {
    const lines = gunzipSync(readFileSync(file)).toString().trimEnd().split('\n');
    writeFileSync(file, gzipSync(`${change(lines).join('\n')}\n`));
  }
});

test('a NUL that a hub on SQLite took in once does not keep its backup from being restored into either kind', async () => {
  const [source, target] = [await newConfig('sqlite'), await newConfig()];
  await addIssue(await opened(source), 'one\0two');
  const file = newFile();
  await backUp(source, file, quiet);
  expect(await restore(target, file, quiet)).toBe(0);
  expect((await sql`select message from issue`.execute((await opened(target)).stored)).rows).toEqual([{ message: 'one\uFFFDtwo' }]);
});

test('a restore that fails on its way leaves an empty database, and the next one works', async () => {
  const { file } = shared;
  const config = await newConfig();
  const [header, ...rest] = gunzipSync(readFileSync(file)).toString().trimEnd().split('\n');
  // The same rows with one value too many in the last table: whole as a file, and no fit for the table.
  const broken = newFile();
  writeBackupOf(broken, header!, [...rest.slice(0, -1), JSON.stringify(['theme', Array.from({ length: 9 }, () => null)])]);
  await expect(restore(config, broken, quiet)).rejects.toThrow();
  const hub = await opened(config);
  expect(Object.values(countsOf(await everyRow(hub))).every((count) => count === 0)).toBe(true);
  expect(await restore(config, file, quiet)).toBe(0);
});

describe('a backup that cannot be made is refused in a sentence, and no part of it is left', () => {
  test('a file that is there already', async () => {
    const { config, file } = shared;
    const before = readFileSync(file);
    await expect(backUp(config, file, quiet)).rejects.toMatchObject({ code: 'BAD_BACKUP', message: `${file} is there already, so it was left as it is. Name a file that is not, or move that one away.` });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('a place where the hub may not write', async () => {
    const { config } = shared;
    const folder = process.getuid?.() === 0 ? '/sys' : makeTree({});
    if (folder !== '/sys') chmodSync(folder, 0o500);
    await expect(backUp(config, path.join(folder, 'hub.gz'), quiet)).rejects.toMatchObject({ code: 'BAD_BACKUP', message: expect.stringMatching(/was not written\. The hub may not write there; .* no part of a backup is left\.$/) });
    expect(readdirSync(folder).filter((name) => name.includes('hub.gz'))).toEqual([]);
  });

  test('a folder that is not there, which was mistyped rather than meant', async () => {
    const { config } = shared;
    const folder = path.join(makeTree({}), 'mistyped', 'deeper');
    await expect(backUp(config, path.join(folder, 'hub.gz'), quiet)).rejects.toMatchObject({ code: 'BAD_BACKUP', message: `${path.join(folder, 'hub.gz')} cannot be written, because the folder ${folder} is not there. Make the folder first.` });
    expect(existsSync(path.dirname(folder))).toBe(false);
  });

  test('a place that is none', async () => {
    const { config } = shared;
    await expect(backUp(config, '/dev/null/hub.gz', quiet)).rejects.toMatchObject({ code: 'BAD_BACKUP', message: expect.stringContaining('That is no place for a file') });
  });
});
