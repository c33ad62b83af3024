import path from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { harvestSources } from '../../src/commands/harvest.ts';
import { readConfig } from '../../src/config.ts';
import { harvestPackage } from '../../src/harvest/harvestPackage.ts';
import { askForRun } from '../../src/harvest/runs/askForRun.ts';
import { beginRun } from '../../src/harvest/runs/underWay.ts';
import { readRegistration } from '../../src/harvest/sources/registration.ts';
import { registerSource } from '../../src/harvest/sources/registerSource.ts';
import { isAnythingUnread, openHub, type Hub } from '../../src/hub.ts';
import { newPlace } from '../support/database.ts';
import { makePackage, publishers, referenceFiles, type PackageFolder } from '../support/harvest.ts';

/** Files of a package with so many services, whose names nobody else's have. */
const services = (name: string, count: number) => ({ 'services.csv': `service_ref,name,authority_codes\n${Array.from({ length: count }, (_, index) => `${name}${index},${name} ${index},E06000016\n`).join('')}` });

/** A hub that is stopped, with Leicester's sources of these names, each of twelve services, registered and not read yet. */
async function registered(...names: string[]) {
  const place = await newPlace();
  onTestFinished(place.remove);
  const config = readConfig({ ...place.settings, SEEDS: 'none' });
  async function open<Result>(work: (hub: Hub) => Promise<Result>): Promise<Result> {
    const hub = await openHub(config);
    return work(hub).finally(() => hub.close());
  }
  const folders: Record<string, PackageFolder> = {};
  await open(async (hub) => {
    await harvestPackage(hub.harvesting, makePackage(referenceFiles, { name: 'reference', publisher: publishers.england }).path);
    for (const name of names) {
      folders[name] = makePackage(services(name, 12), { name });
      const json = JSON.stringify({ connector: 'package', publisher: publishers.leicester, name, title: name, settings: { address: path.resolve(folders[name].path) } });
      const read = readRegistration(json);
      if ('problems' in read) throw new Error(read.problems.join('\n'));
      await registerSource(hub.write, json, read.registration, new Date());
    }
  });
  return {
    open,
    folders,
    harvest: async (ids: string[], options: Parameters<typeof harvestSources>[2] = {}) => {
      const output: string[] = [];
      const code = await harvestSources(config, ids, options, (line) => void output.push(line));
      return { code, output };
    },
    rows: (query: string) => open(async (hub) => (await sql.raw(query).execute(hub.stored)).rows),
  };
}

test('a run that was asked for and has not begun is taken back, and where there is nothing to cancel it is said', async () => {
  const { open, harvest, rows } = await registered('asked');
  await open((hub) => askForRun(hub.stored, { sourceId: 'E06000016/asked', by: 'Derby', at: new Date() }));
  expect(await harvest(['E06000016/asked'], { cancel: true })).toEqual({ code: 0, output: ['E06000016/asked: the run ends within seconds, or does not begin, and changes nothing that it has not finished.'] });
  expect(await rows('select asked_at, asked_by from source where registration is not null')).toEqual([{ asked_at: null, asked_by: null }]);
  expect(await harvest(['E06000016/asked'], { cancel: true })).toEqual({ code: 1, output: ['E06000016/asked is not being read, and nobody has asked that it be.'] });
});

test('of an id that the hub does not have nothing is cancelled, nor of any beside it', async () => {
  const { open, harvest, rows } = await registered('read');
  await open((hub) => beginRun({ write: hub.write, now: () => new Date(), sourceId: 'E06000016/read', trigger: 'schedule', askedBy: null }));
  await expect(harvest(['E06000016/read', 'E06000016/raed'], { cancel: true })).rejects.toMatchObject({ code: 'UNKNOWN_SOURCE', message: 'The hub has no source "E06000016/raed". "npm run hub -- sources" lists them.' });
  expect(await rows('select cancelled_at from run_under_way')).toEqual([{ cancelled_at: null }]);
  expect(await harvest(['E06000016/read'], { cancel: true })).toMatchObject({ code: 0 });
  expect(await rows('select cancelled_by from run_under_way')).toEqual([{ cancelled_by: 'the operator of the hub' }]);
});

test('a source that is being read, and one whose registration no longer holds, keep nobody from reading the others and comparing what landed', async () => {
  const { open, harvest, rows } = await registered('a', 'b', 'c');
  await open(async (hub) => {
    await beginRun({ write: hub.write, now: () => new Date(), sourceId: 'E06000016/a', trigger: 'schedule', askedBy: null });
    await hub.write(({ db }) => sql`update source set registration = '{"connector": "fax"}' where id = 'E06000016/b'`.execute(db));
  });
  const { code, output } = await harvest([]);
  expect(code).toBe(1);
  expect(output).toEqual(expect.arrayContaining([
    expect.stringMatching(/^E06000016\/a is being read since .* npm run hub -- harvest E06000016\/a --cancel\.$/),
    expect.stringMatching(/^What is registered of E06000016\/b no longer holds: .*Mend it with "npm run hub -- sources add"\.$/),
  ]));
  expect(await rows('select distinct source_id from service')).toEqual([{ source_id: 'E06000016/c' }]);
  expect(await open((hub) => isAnythingUnread(hub, 0))).toBe(false);
});

test('an id that the hub does not have is refused before anything is read', async () => {
  const { harvest, rows } = await registered('a');
  await expect(harvest(['E06000016/a', 'E06000016/typo'])).rejects.toMatchObject({ code: 'UNKNOWN_SOURCE' });
  expect(await rows('select 1 from service')).toEqual([]);
});

test('of several sources none is confirmed, or read, where one of them is not held', async () => {
  const { harvest, folders, rows } = await registered('a', 'b');
  expect(await harvest([])).toMatchObject({ code: 0 });
  folders['a']!.write(services('a', 2));
  expect(await harvest([])).toMatchObject({ code: 1 });
  const held = async () => rows(`select confirmed_fingerprint is not null as confirmed, (select count(*) from service where withdrawn_on is null and source_id = source.id) as services from source where id = 'E06000016/a'`);
  const before = await held();
  await expect(harvest(['E06000016/a', 'E06000016/b'], { confirm: true })).rejects.toMatchObject({ code: 'BAD_ARGUMENT', message: 'E06000016/b is not held, so there is nothing to confirm. Nothing was read.' });
  expect(await held()).toEqual(before);
  expect(await harvest(['E06000016/a'], { confirm: true })).toMatchObject({ code: 0 });
  expect(await rows("select count(*) as n from service where withdrawn_on is null and source_id = 'E06000016/a'")).toMatchObject([{ n: expect.toSatisfy((n: unknown) => Number(n) === 2) }]);
});
