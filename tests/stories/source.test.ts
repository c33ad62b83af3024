import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { readFileSync } from 'node:fs';
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
  const found = async (): Promise<number> => {
    const answer = await fetch(`${hub.address}graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: '{ services(filter: { text: "Judo" }) { totalCount } }' }) });
    return ((await answer.json()) as { data: { services: { totalCount: number } } }).data.services.totalCount;
  };
  // The hub looks every quarter of a minute, and the schedule is due every minute.
  await vi.waitFor(async () => expect(await found()).toBe(1), { timeout: 120_000, interval: 1_000 });
  await hub.stop();

  await authority.close();
  const failed = await runHub(['harvest', 'E06000016/clubs'], settings);
  expect(failed.code).toBe(1);
  expect((await runHub(['sources'], settings)).output).toMatch(/STALE since .* after 1 run that did not land/);
  expect((await runHub(['sources', 'remove', 'E06000016/clubs'], settings)).output).toContain('3 records withdrawn');
}, 240_000);
