import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openSeededHub } from '../support/api.ts';
import { databaseKind, newPlace, type Place } from '../support/database.ts';
import { makePackage } from '../support/harvest.ts';
import { openProxy } from '../support/proxy.ts';
import { runHub, startHub, type RunningHub } from '../support/startHub.ts';

const firstQuery = /```graphql\n([\s\S]*?)```/.exec(readFileSync('README.md', 'utf8'))![1]!;
const packages = readdirSync('seeds').length;

interface Answer {
  data: Record<string, unknown> | null;
  errors?: { message: string; extensions: { code: string } }[];
}

async function ask({ address }: RunningHub, query: string): Promise<Answer> {
  const response = await fetch(`${address}graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
  return (await response.json()) as Answer;
}

async function freshPlace(template?: string): Promise<Place> {
  const place = await newPlace(template);
  onTestFinished(place.remove);
  return place;
}

/** A database that holds the seeds already. */
async function seededPlace(): Promise<Place> {
  // Made once, and copied.
  await (await openSeededHub()).close();
  return freshPlace('seeded_hub');
}

/** Somebody else on the same database. */
async function connectTo({ settings }: Place): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: settings['DATABASE_URL'] });
  await client.connect();
  onTestFinished(() => client.end().catch(() => {}));
  return client;
}

const rowsOf = async (client: pg.Client, statement: string): Promise<Record<string, unknown>[]> => (await client.query(statement)).rows as Record<string, unknown>[];
const harvestsBySource = 'select count(*)::int as harvests, count(distinct source_id)::int as sources from harvest';
/** The server tells of the locks of all its databases, in which other tests run at the same time. */
const ofThisDatabase = 'database = (select oid from pg_database where datname = current_database())';
const endOthers = 'select count(pg_terminate_backend(pid))::int as ended from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';

describe.runIf(databaseKind === 'postgres')('several hubs on one PostgreSQL', { timeout: 120_000 }, () => {
  test('start at once on an empty database: one reads the seeds, all answer the same, and an import shows in all at once', async () => {
    const place = await freshPlace();
    const hubs = await Promise.all([1, 2, 3].map(() => startHub(place.settings)));
    expect(hubs.filter(({ printed }) => printed.includes('Reading the data packages under seeds/'))).toHaveLength(1);
    expect(await rowsOf(await connectTo(place), harvestsBySource)).toEqual([{ harvests: packages, sources: packages }]);

    const answers = await Promise.all(hubs.map((hub) => ask(hub, firstQuery)));
    expect(answers[0]!.errors).toBeUndefined();
    expect(answers[0]!.data!['overlaps']).toMatchObject({ totalCount: expect.any(Number) });
    for (const answer of answers) expect(answer).toEqual(answers[0]);

    const countQuery = '{ services(first: 1) { totalCount } dataVersion { number } }';
    const before = await Promise.all(hubs.map((hub) => ask(hub, countQuery)));
    const folder = makePackage({ 'services.csv': 'service_ref,name,authority_codes\ns1,Lantern parade,E06000016' }, { name: 'lanterns' });
    expect((await runHub(['import', folder.path], place.settings)).code).toBe(0);
    const after = await Promise.all(hubs.map((hub) => ask(hub, countQuery)));
    const count = ({ data }: Answer): number => (data!['services'] as { totalCount: number }).totalCount;
    for (const answer of after) {
      expect(answer).toEqual(after[0]);
      expect(count(answer)).toBe(count(before[0]!) + 1);
      expect(answer.data!['dataVersion']).not.toEqual(before[0]!.data!['dataVersion']);
    }
    expect(await Promise.all(hubs.map((hub) => hub.stop()))).toEqual([0, 0, 0]);
  });

  test('another takes over when the one that reads the seeds is killed, and nothing is read twice or left locked', async () => {
    const place = await freshPlace();
    const first = spawn(process.execPath, ['dist/main.js'], { env: { ...process.env, NODE_ENV: 'production', PORT: '0', ...place.settings } });
    const ended = new Promise((resolve) => first.on('close', resolve));
    onTestFinished(() => void first.kill('SIGKILL'));
    const client = await connectTo(place);
    await new Promise<void>((resolve) => first.stdout.on('data', (chunk) => String(chunk).includes('Reading the data packages') && resolve()));
    const others = [startHub(place.settings), startHub(place.settings)];
    // By now it has landed some packages; it dies in the middle of others.
    await until(async () => Number((await rowsOf(client, 'select count(*) as n from harvest'))[0]!['n']) >= 5);
    first.kill('SIGKILL');
    await ended;
    const landed = Number((await rowsOf(client, 'select count(*) as n from harvest'))[0]!['n']);
    expect(landed).toBeLessThan(packages);

    const hubs = await Promise.all(others);
    expect(hubs.filter(({ printed }) => printed.includes('Reading the data packages under seeds/'))).toHaveLength(1);
    expect(await rowsOf(client, harvestsBySource)).toEqual([{ harvests: packages, sources: packages }]);
    expect(await rowsOf(client, `select count(*)::int as held from pg_locks where locktype = 'advisory' and ${ofThisDatabase}`)).toEqual([{ held: 0 }]);
    for (const hub of hubs) expect((await ask(hub, firstQuery)).errors).toBeUndefined();
  });
});

describe.runIf(databaseKind === 'postgres')('a hub that loses its PostgreSQL', { timeout: 120_000 }, () => {
  test('says so when a connection is cut in the middle of a question, and answers the next by itself', async () => {
    const place = await seededPlace();
    const hub = await startHub(place.settings);
    const whole = await ask(hub, firstQuery);
    expect(whole.errors).toBeUndefined();
    const other = await connectTo(place);
    // A question of which nothing was read yet waits for a table that somebody holds.
    await other.query('begin');
    await other.query('lock table plan in access exclusive mode');
    const waiting = ask(hub, '{ plans(first: 7) { nodes { title } } }');
    await until(async () => (await rowsOf(other, `select 1 from pg_locks where not granted and ${ofThisDatabase}`)).length > 0);
    expect(Number((await rowsOf(other, endOthers))[0]!['ended'])).toBeGreaterThan(0);
    const { errors } = await waiting;
    expect(errors?.[0]).toMatchObject({ message: expect.stringMatching(/^The database does not answer, or the connection to it was cut\./), extensions: { code: 'DATABASE_UNAVAILABLE' } });
    await other.query('rollback');
    // Each question that meets a connection that was cut takes it out of use.
    const answers = [await ask(hub, firstQuery)];
    while (answers.at(-1)!.errors && answers.length < 10) answers.push(await ask(hub, firstQuery));
    expect(answers.at(-1)).toEqual(whole);

    // Connections that nobody uses are cut without anybody hearing of it.
    await rowsOf(other, endOthers);
    await until(async () => !(await ask(hub, firstQuery)).errors);
    expect(await ask(hub, firstQuery)).toEqual(whole);
    expect(await hub.stop()).toBe(0);
  });

  test('says so in a sentence while the server is away, and answers again once it is back', async () => {
    const place = await seededPlace();
    const url = new URL(place.settings['DATABASE_URL']!);
    const proxy = await openProxy({ host: url.hostname, port: Number(url.port) });
    url.port = String(proxy.port);
    const hub = await startHub({ ...place.settings, DATABASE_URL: url.href });
    const whole = await ask(hub, firstQuery);
    expect(whole.errors).toBeUndefined();

    await proxy.cut();
    for (const query of [firstQuery, firstQuery, '{ dataVersion { number } }']) {
      const response = await fetch(`${hub.address}graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
      expect(await response.json()).toMatchObject({ errors: [{ message: expect.stringMatching(/^The database does not answer/), extensions: { code: 'DATABASE_UNAVAILABLE' } }] });
      expect(response.status).toBe(503);
    }
    const page = await fetch(hub.address);
    expect(page.status).toBe(503);
    expect(await page.text()).toContain('The database does not answer');
    expect((await fetch(`${hub.address}health/ready`)).status).toBe(503);
    expect((await fetch(`${hub.address}health/live`)).status).toBe(200);
    const imported = await runHub(['import', makePackage({ 'themes.csv': 'theme_code,label' }).path], { ...place.settings, DATABASE_URL: url.href });
    expect(imported).toMatchObject({ code: 2, errors: expect.stringContaining('No PostgreSQL server answers there') });

    await proxy.mend();
    expect((await fetch(`${hub.address}health/ready`)).status).toBe(200);
    expect(await ask(hub, firstQuery)).toEqual(whole);
    expect(await hub.stop()).toBe(0);
  });
});

/** Looks until something is so; the test's own time is the limit. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10));
}
