import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { newPlace } from '../support/database.ts';
import { startAuthority } from '../support/fakeAuthority.ts';
import { publishers } from '../support/harvest.ts';
import { makeTree } from '../support/makeTree.ts';
import { makeZip } from '../support/makeZip.ts';
import { runHub, startHub } from '../support/startHub.ts';

const descriptor = { name: 'clubs', title: 'Leicester’s youth clubs', publisher: publishers.leicester };

test('an officer registers a source, mends what is wrong, reads it, and leaves it to the hub, which reads it by itself', async () => {
  const place = await newPlace();
  onTestFinished(place.remove);
  let names = ['Chess', 'Drama'];
  const authority = await startAuthority({
    '/clubs.zip': (_, response) => void response.end(readFileSync(makeZip({ 'datapackage.json': JSON.stringify(descriptor), 'services.csv': `service_ref,name,authority_codes\n${names.map((name) => `${name},${name},E06000016\n`).join('')}` }))),
  });
  const folder = makeTree({});
  const file = path.join(folder, 'clubs.json');
  const made = await runHub(['key', 'make', 'publisher', '--body', 'E06000016'], place.settings);
  const [, key] = /^ {2}(cg_\w+_[\w-]{43})$/m.exec(made.output)!;
  const settings = { ...place.settings, PRIVATE_HOSTS: '127.0.0.1' };

  writeFileSync(file, JSON.stringify({ ...descriptor, connector: 'package', scedule: '* * * * *', settings: { address: authority.at('/clubs.zip') } }));
  const wrong = await runHub(['sources', 'add', file], settings);
  expect(wrong.code).toBe(2);
  expect(wrong.errors).toContain('did you mean "schedule"?');

  writeFileSync(file, JSON.stringify({ ...descriptor, connector: 'package', schedule: '* * * * *', settings: { address: authority.at('/clubs.zip') } }));
  expect((await runHub(['sources', 'add', file], settings)).output).toContain('Registered E06000016/clubs.');
  const read = await runHub(['harvest', 'E06000016/clubs'], settings);
  expect(read.output).toContain('2 landed (2 new, 0 changed, 0 as before), 0 refused.');
  expect(read.code).toBe(0);
  expect((await runHub(['sources'], settings)).output).toContain('E06000016/clubs: Leicester’s youth clubs\n  package, last read');

  names = ['Chess', 'Drama', 'Judo'];
  const hub = await startHub(settings);
  const ask = async (query: string, headers = {}) => {
    const answer = await fetch(`${hub.address}graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query }) });
    return (await answer.json()) as { data: { services: { totalCount: number }; source: { harvests: { nodes: { trigger: string; askedBy: string | null; added: number }[] } } }; errors?: unknown[] };
  };
  const found = async (name: string): Promise<number> => (await ask(`{ services(filter: { text: "${name}" }) { totalCount } }`)).data.services.totalCount;
  // The schedule is due every minute.
  await vi.waitFor(async () => expect(await found('Judo')).toBe(1), { timeout: 120_000, interval: 1_000 });

  names = [...names, 'Karate'];
  expect((await ask('mutation { harvestSource(source: "E06000016/clubs") { source { askedAt } } }', { authorization: `Bearer ${key}` })).errors).toBeUndefined();
  await vi.waitFor(async () => expect(await found('Karate')).toBe(1), { timeout: 60_000, interval: 200 });
  const { data } = await ask('{ source(id: "E06000016/clubs") { harvests { nodes { trigger askedBy added } } } }');
  expect(data.source.harvests.nodes).toEqual([
    { trigger: 'REQUEST', askedBy: 'Leicester', added: 1 },
    { trigger: 'SCHEDULE', askedBy: null, added: 1 },
    { trigger: 'COMMAND', askedBy: null, added: 2 },
  ]);
  await hub.stop();

  await authority.close();
  const failed = await runHub(['harvest', 'E06000016/clubs'], settings);
  expect(failed.code).toBe(1);
  expect((await runHub(['sources'], settings)).output).toMatch(/STALE since .* after 1 run that did not land/);
  expect((await runHub(['sources', 'remove', 'E06000016/clubs'], settings)).output).toContain('4 records withdrawn');
}, 240_000);
