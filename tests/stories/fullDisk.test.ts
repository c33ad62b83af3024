import { spawnSync } from 'node:child_process';
import { appendFileSync, readdirSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test, type TestContext } from 'vitest';
import { harvestPackage } from '../../src/harvest/harvestPackage.ts';
import { openHub, type Hub } from '../../src/hub.ts';
import { apiOver } from '../support/api.ts';
import { databaseKind, newPlace } from '../support/database.ts';
import { countsOf, everyRow } from '../support/everyRow.ts';
import { makePackage, publishers, referenceFiles, type PackageFolder } from '../support/harvest.ts';
import { makeTree } from '../support/makeTree.ts';
import { runHub, startHub } from '../support/startHub.ts';

const servicesCsv = (rows: number): string => ['service_ref,name,description,authority_codes', ...Array.from({ length: rows }, (_, index) => `s${index},Service ${index},${'What it does for whom. '.repeat(10)},E06000016`)].join('\n');
const reference = (): PackageFolder => makePackage(referenceFiles, { name: 'reference', publisher: publishers.england });
const directory = (rows: number): PackageFolder => makePackage({ 'services.csv': servicesCsv(rows) }, { name: 'directory' });
const countOfServices = '{ services(first: 1) { totalCount } }';

/** Leaves the database next to no room; `makeRoom` gives it back. */
async function fillDisk(hub: Hub): Promise<{ makeRoom: () => Promise<unknown> }> {
  if (databaseKind === 'sqlite') {
    const limit = (pages: string) => hub.write(({ db }) => sql.raw(`pragma max_page_count = ${pages}`).execute(db));
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(hub.stored);
    await limit(String(rows[0]!.page_count + 10));
    return { makeRoom: () => limit('4294967294') };
  }
  // What the server says when a file of a table cannot grow.
  await sql.raw(`create function no_room() returns trigger language plpgsql as $$ begin if new.line > 500 then raise exception 'could not extend file' using errcode = 'disk_full'; end if; return new; end $$`).execute(hub.stored);
  await sql.raw('create trigger no_room before insert on service for each row execute function no_room()').execute(hub.stored);
  return { makeRoom: () => sql.raw('drop trigger no_room on service').execute(hub.stored) };
}

/** A hub that holds a directory of twenty services, and the folder of that directory, which grew by far. */
async function openHubBeforeGrowth(): Promise<{ hub: Hub; folder: PackageFolder }> {
  const place = await newPlace();
  onTestFinished(place.remove);
  const hub = await openHub(place);
  onTestFinished(() => hub.close());
  await harvestPackage(hub.harvesting, reference().path);
  const folder = directory(20);
  await harvestPackage(hub.harvesting, folder.path);
  folder.write({ 'services.csv': servicesCsv(3_000) });
  return { hub, folder };
}

/** Imports with the disk full: what came of it, and what is wrong then, be it a part that was written or an import that was said to have landed and did not. */
async function importOnFullDisk(hub: Hub, importAll: () => Promise<unknown>): Promise<{ outcome: unknown; faults: string[]; makeRoom: () => Promise<unknown> }> {
  const before = await everyRow(hub);
  const { makeRoom } = await fillDisk(hub);
  const outcome = await importAll().catch((error: unknown) => error);
  const after = await everyRow(hub);
  const faults: string[] = [];
  if (outcome instanceof Error && !isDeepStrictEqual(after, before)) faults.push('It was refused, and a part of it was written');
  if (!(outcome instanceof Error) && countsOf(after)['service'] !== 3_000) faults.push('It was said to have landed and is lost');
  return { outcome, faults, makeRoom };
}

test('an import that fills the disk says so and changes nothing, the hub goes on answering, and works again once there is room', async () => {
  const { hub, folder } = await openHubBeforeGrowth();
  const api = await apiOver(hub);

  const { outcome, faults, makeRoom } = await importOnFullDisk(hub, () => harvestPackage(hub.harvesting, folder.path));
  expect(outcome).toMatchObject({ code: 'DATABASE_FULL', message: expect.stringMatching(/^The disk of the database is full \(\w+\)\. What was being written was not, and the data are as they were\. Make room and try again\.$/) });
  expect(faults).toEqual([]);
  expect((await api.query(countOfServices)).data).toEqual({ services: { totalCount: 20 } });

  await makeRoom();
  expect(await harvestPackage(hub.harvesting, folder.path)).toMatchObject({ status: 'harvested', counts: { added: 2_980 } });
  expect((await api.query(countOfServices)).data).toEqual({ services: { totalCount: 3_000 } });
  if (databaseKind === 'sqlite') expect((await sql`pragma integrity_check`.execute(hub.stored)).rows).toEqual([{ integrity_check: 'ok' }]);
});

describe('a full disk is noticed', () => {
  test('where an importer writes a file in pieces', async () => {
    const { hub, folder } = await openHubBeforeGrowth();
    const { outcome, faults } = await importOnFullDisk(hub, async () => {
      for (const rows of [22, 25, 40, 80, 160, 320, 640, 3_000]) {
        folder.write({ 'services.csv': servicesCsv(rows) });
        await harvestPackage(hub.harvesting, folder.path);
      }
    });
    expect(outcome).toMatchObject({ code: 'DATABASE_FULL' });
    expect(faults).toEqual(['It was refused, and a part of it was written']);
  });

  test('where an importer says that a file landed which did not', async () => {
    const { hub, folder } = await openHubBeforeGrowth();
    const { faults } = await importOnFullDisk(hub, () => harvestPackage(hub.harvesting, folder.path).catch(() => ({ status: 'harvested' })));
    expect(faults).toEqual(['It was said to have landed and is lost']);
  });
});

/** A disk of its own in a temporary folder, on which the room left can be set; skips the test where this user may not mount one. */
function mountDisk(context: TestContext): { folder: string; leaveRoom: (megabytes: number) => void } {
  const folder = makeTree({});
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=200m', 'tmpfs', folder], { encoding: 'utf8' });
  if (mounted.status !== 0) {
    const reason = `No disk can be mounted here: ${mounted.stderr?.trim() || mounted.error?.message}`;
    console.log(reason);
    context.skip(reason);
  }
  onTestFinished(() => void spawnSync('umount', [folder]));
  const leaveRoom = (megabytes: number): void => {
    const { blocks, bfree, bsize } = statfsSync(folder);
    const kilobytes = Math.ceil(((blocks - bfree) * bsize) / 1_024) + megabytes * 1_024;
    expect(spawnSync('mount', ['-o', `remount,size=${kilobytes}k`, folder]).status).toBe(0);
  };
  return { folder, leaveRoom };
}

describe.runIf(databaseKind === 'sqlite')('a hub whose data are on a disk that is really full', () => {
  test('answers all along, refuses an import and a backup in a sentence, and takes them once there is room', { timeout: 90_000 }, async (context) => {
    const { folder, leaveRoom } = mountDisk(context);
    const settings = { HUB_DATA: folder };
    const big = directory(20_000);
    expect((await runHub(['import', reference().path], settings)).code).toBe(0);
    const hub = await startHub(settings);
    const ask = async (): Promise<unknown> => (await fetch(`${hub.address}graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: countOfServices }) })).json();
    const before = await ask();

    leaveRoom(3);
    const refused = await runHub(['import', big.path], settings);
    expect(refused.errors).toMatch(/^The disk of the database is full \(SQLITE_\w+\)\./m);
    expect(refused.errors).not.toMatch(/\n\s+at /);
    expect(refused.code).toBe(2);
    expect(await ask()).toEqual(before);

    // What is left of the disk goes, so that a backup cannot fit.
    expect(() => {
      for (;;) appendFileSync(path.join(folder, 'ballast'), Buffer.alloc(16_384));
    }).toThrow('ENOSPC');
    const backup = await runHub(['backup'], settings);
    expect(backup).toMatchObject({ code: 2, errors: expect.stringMatching(/was not written\. There is no room left for it; make room, or name another place \(ENOSPC\)\./) });
    expect(readdirSync(path.join(folder, 'backups'))).toEqual([]);
    expect(await ask()).toEqual(before);

    leaveRoom(200);
    expect((await runHub(['backup'], settings)).code).toBe(0);
    expect((await runHub(['import', big.path], settings)).code).toBe(0);
    expect(await ask()).not.toEqual(before);
    expect(await hub.stop()).toBe(0);
  });
});
