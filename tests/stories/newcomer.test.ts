import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runHub, startHub } from '../support/startHub.ts';

function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'common-ground-story-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const readme = readFileSync('README.md', 'utf8');
const firstQuery = /```graphql\n([\s\S]*?)```/.exec(readme)![1]!;
const shownAnswer: unknown = JSON.parse(/```json\n([\s\S]*?)```/.exec(readme)![1]!);

test('a newcomer starts the hub, opens the page, pastes the README’s query and gets the README’s answer', async () => {
  const settings = { HUB_DATA: dataFolder() };
  const hub = await startHub(settings);
  expect(hub.printed).toMatch(/Reading the data packages under seeds\/ \(\d+\)\.\n/);
  expect(hub.printed).toMatch(/Read \d+ packages: [\d,]+ rows, none of them refused\./);
  expect(hub.printed).toMatch(/holds [\d,]+ statements of [\d,]+ plans from \d+ authorities/);

  const page = await fetch(hub.address);
  expect(page.status).toBe(200);
  const html = await page.text();
  for (const words of ['East Midlands', 'Leicestershire', 'Early years and school readiness']) expect(html).toContain(words);

  const response = await fetch(`${hub.address}graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: firstQuery }) });
  expect(await response.json()).toEqual(shownAnswer);
  expect(await hub.stop()).toBe(0);

  // The second start reads nothing again and says so by saying nothing of it.
  const again = await startHub(settings);
  expect(again.printed).not.toContain('Reading');
  expect(again.printed).not.toContain('brought up to date');
  const same = await fetch(`${again.address}graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: firstQuery }) });
  expect(await same.json()).toEqual(shownAnswer);
  expect(await again.stop('SIGINT')).toBe(0);
});

describe('a wrong setting stops the hub with a sentence', () => {
  const wrong = [
    [{ PORT: 'http' }, 'PORT is "http". Allowed: a whole number from 0 to 65535'],
    [{ PORT: '70000' }, 'PORT is "70000"'],
    [{ HOST: 'no such host!' }, 'HOST is "no such host!"'],
    [{ HOST: '203.0.113.7' }, 'no address of this machine'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL is "loud". Allowed: one of fatal'],
    [{ MAX_COST: '1' }, 'MAX_COST is "1"'],
    [{ HUB_DATA: '/dev/null/hub' }, 'The folder of the database is "/dev/null/hub"'],
    [{ HUB_DATA: 'package.json' }, 'package.json", in which the hub keeps its database, is a file.'],
    [{ HUB_DATA: '/proc/hub' }, 'The folder of the database is "/proc/hub"'],
    [{ DATABASE_URL: 'sqlite:/proc/hub/it.sqlite' }, 'The folder of the database is "/proc/hub"'],
    [{ DATABASE_URL: 'mysql://hub:se/c:r@et@localhost/hub' }, 'DATABASE_URL is not of the form it should have, and not shown here in case it holds a key or a password. Allowed: sqlite:PATH of a file, or postgres://'],
  ] as const;
  for (const [settings, words] of wrong) {
    test(JSON.stringify(settings), async () => {
      const { code, errors } = await runHub(['serve'], { HUB_DATA: dataFolder(), PORT: '0', ...settings });
      expect(errors).toContain(words);
      expect(errors).not.toMatch(/\n\s+at /);
      expect(code).toBe(2);
    });
  }
});

describe('an officer reads a package in', () => {
  test('what landed and what was refused is said, and the exit code is 0', async () => {
    const settings = { HUB_DATA: dataFolder() };
    const { code, output } = await runHub(['import', 'seeds/leicester'], settings);
    expect(output).toContain('This hub is new and knows no codes yet');
    expect(output).toContain('Leicester');
    expect(output).toMatch(/priorities again: \d+ overlaps brought up to date/);
    expect(code).toBe(0);
  });

  test('a path that is no package gets a sentence and exit code 1', async () => {
    const { code, output } = await runHub(['import', 'no/such/folder'], { HUB_DATA: dataFolder() });
    expect(output).toContain('could not be used: There is nothing at');
    expect(code).toBe(1);
  });
});

describe('the command line', () => {
  test('every command explains itself', async () => {
    for (const command of ['serve', 'import', 'template', 'preview', 'key', 'backup', 'restore', 'overlaps', 'evaluate', 'train', 'schema']) {
      const { code, output } = await runHub([command, '--help'], {});
      expect(output, command).toContain('Usage: hub');
      expect(code).toBe(0);
    }
  });

  test('the help says what no command means', async () => {
    expect((await runHub(['--help'], {})).output).toMatch(/Without a command it serves\./);
  });

  test('an unknown command or option is refused with where to look', async () => {
    const unknown = await runHub(['overlap'], {});
    expect(unknown.code).toBe(2);
    expect(unknown.errors).toContain('There is no command "overlap". Commands: serve, import, preview, template, sources, harvest, refresh, overlaps');
    expect((await runHub(['key', 'foo'], {})).errors).toContain('There is no command "key foo". Commands of key: make, revoke.');
    expect((await runHub(['sources', 'bogus'], {})).errors).toContain('Commands of sources: show, add, remove, protect.');
    expect((await runHub(['help', 'bogus'], {})).errors).toContain('There is no command "bogus". Commands: serve,');
    expect((await runHub(['overlaps', '--as-at', '2008-02-31'], {})).errors).toContain('--as-at is "2008-02-31"');
    expect((await runHub(['overlaps', '--colour'], {})).code).toBe(2);
  });

  test('overlaps are printed with the coverage first, and as JSON', async () => {
    const settings = { HUB_DATA: dataFolder() };
    await runHub(['import', 'seeds'], settings);
    const text = await runHub(['overlaps', '--as-at', '2008-06-30'], settings);
    expect(text.output).toContain('Rutland: the hub holds no document in force');
    expect(text.output).toMatch(/Educational attainment .*: Derby, Leicester/);
    const json = await runHub(['overlaps', '--authorities', 'E06000015', 'E06000016', '--json'], settings);
    expect((JSON.parse(json.output) as { coverage: unknown[] }).coverage).toHaveLength(2);
    const wrong = await runHub(['overlaps', '--region', 'E1'], settings);
    expect(wrong.errors).toContain('E12000004 East Midlands');
    expect(wrong.code).toBe(2);
  });
});

test('two hubs started at once on a new data folder both answer', async () => {
  const settings = { HUB_DATA: dataFolder() };
  const [one, other] = await Promise.all([startHub(settings), startHub(settings)]);
  for (const hub of [one!, other!]) expect((await fetch(`${hub.address}graphql?query=%7BdataVersion%7Bnumber%7D%7D`, { headers: { 'apollo-require-preflight': '1' } })).status).toBe(200);
  expect(await Promise.all([one!.stop(), other!.stop()])).toEqual([0, 0]);
});

test('a stalled caller does not keep the hub from stopping', async () => {
  const hub = await startHub({ HUB_DATA: dataFolder(), STOP_TIMEOUT_MS: '1000' });
  const { hostname, port } = new URL(hub.address);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  socket.write('POST /graphql HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{');
  await new Promise((resolve) => socket.once('ready', resolve));
  expect(await hub.stop()).toBe(0);
  socket.destroy();
});

test('a browser at the API’s own address is led to the editor, which is ours', async () => {
  const hub = await startHub({ HUB_DATA: dataFolder() });
  const response = await fetch(`${hub.address}graphql`, { headers: { accept: 'text/html' }, redirect: 'manual' });
  expect([response.status, response.headers.get('location')]).toEqual([302, '/graphiql']);
  expect(await hub.stop()).toBe(0);
});

test('a start that finds its port taken changes nothing', async () => {
  const first = await startHub({ HUB_DATA: dataFolder() });
  const folder = dataFolder();
  const { code, output, errors } = await runHub(['serve'], { HUB_DATA: folder, PORT: new URL(first.address).port });
  expect(code).toBe(2);
  expect(errors).toContain('is taken, perhaps by another hub');
  expect(output).toBe('');
  expect(existsSync(join(folder, 'hub.sqlite'))).toBe(false);
});
