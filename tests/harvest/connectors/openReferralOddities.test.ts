import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { RecordFile } from '../../../src/harvest/connectors/openReferral/RecordFile.ts';
import { serveDirectory, type DirectoryServer } from '../../support/directoryServer.ts';
import { json, redirectTo, status, trouble, type Behaviour } from '../../support/fakeAuthority.ts';
import { register, service, whatIsThere } from '../../support/registeredDirectory.ts';

const [one, two, three, four] = ['1', '2', '3', '4'].map((ref) => service(ref)) as [ReturnType<typeof service>, ReturnType<typeof service>, ReturnType<typeof service>, ReturnType<typeof service>];
const all = ['Club 1', 'Club 2', 'Club 3', 'Club 4'];

/** A directory that answers for each page of its list by number. */
async function answering(pages: (number: number, asked: URLSearchParams) => Behaviour): Promise<DirectoryServer> {
  const directory = await serveDirectory([]);
  directory.authority.behave({ '/api/services': (request, response, time) => {
    const asked = new URL(request.url!, 'http://any').searchParams;
    return pages(Number(asked.get('page')), asked)(request, response, time);
  } });
  return directory;
}

describe('a list whose pages', () => {
  test.each([
    ['are bare lists, after the last an empty one', (page: number) => json([[one, two], [three, four]][page - 1] ?? [])],
    ['are bare lists, after the last none', (page: number) => (page > 2 ? status(404) : json([[one, two], [three, four]][page - 1]))],
    ['say nothing of one another', (page: number) => json({ contents: [[one, two], [three, four]][page - 1] ?? [] })],
    ['are one, whatever page is asked for', () => json({ contents: [one, two, three, four] })],
    ['are one, with how many services there are', () => json({ total_items: 4, contents: [one, two, three, four] })],
    ['count from 0', (page: number) => json({ totalElements: 4, totalPages: 2, number: page, first: page === 0, last: page === 1, content: [[one, two], [three, four]][page] ?? [] })],
    ['are asked for from 1 and called from 0', (page: number) => json({ totalPages: 2, number: page - 1, content: [[one, two], [three, four]][page - 1] ?? [three, four] })],
    ['have their numbers as texts', (page: number) => json({ total_items: '4', total_pages: '2', page_number: String(page), contents: [[one, two], [three, four]][page - 1] ?? [three, four] })],
    ['have an empty one among them', (page: number) => json({ total_pages: 3, page_number: page, contents: [[one, two], [], [three, four]][page - 1] })],
  ] as [string, (page: number) => Behaviour][])('%s is read to its end', async (_, pages) => {
    const directory = await answering(pages);
    const trial = await register({ address: directory.address });
    expect(await trial.read()).toMatchObject({ status: 'harvested', message: null });
    expect(await whatIsThere(trial)).toEqual(all);
  });

  test.each([
    ['seem cut to what was asked for', () => json({ contents: [one, two] }), { perPage: 2 }, 'gave on page 2 the same as on page 1'],
    ['state as a text that there are more', (page: number) => json({ total_items: '4', contents: page === 1 ? [one, two] : [] }), {}, 'says that it has 4 services, and lists 2, read twice'],
    ['end in a page that is not there', (page: number) => (page === 2 ? status(404) : json({ last_page: false, contents: [one, two] })), {}, 'answered 404 in the middle of the list'],
    ['are too large for the directory', (_: number, asked: URLSearchParams) => (Number(asked.get('per_page')) > 50 ? status(422) : json([one])), {}, 'It was asked for 100 services at once; if it gives fewer, set "perPage" to a smaller number'],
    ['turn short in the middle', (page: number, asked: URLSearchParams) => (page === 2 && asked.has('full') ? status(400) : json({ total_pages: 2, contents: page === 1 ? [one, two] : [{ id: '3', name: 'Club 3', status: 'active' }] })), {}, 'answered 400 in the middle of the list'],
  ] as [string, (page: number, asked: URLSearchParams) => Behaviour, object, string][])('%s is refused', async (_, pages, settings, words) => {
    const directory = await answering(pages);
    const trial = await register({ address: directory.address, ...settings });
    expect(await trial.read()).toMatchObject({ status: 'failed', message: expect.stringContaining(words) });
    expect(await whatIsThere(trial)).toEqual([]);
  });
});

test('a directory that sends the hub on to another port of its host is followed there only where its registration lists that', async () => {
  const other = await serveDirectory([one]);
  const directory = await answering(() => redirectTo(`${other.address}/services`));
  const trial = await register({ address: directory.address });
  expect(await trial.read()).toMatchObject({ status: 'failed', message: expect.stringContaining(`do not allow the host ${new URL(other.address).host}. Allowed: ${new URL(directory.address).host}. If`) });
  const listing = await register({ address: directory.address }, { hosts: [new URL(other.address).host] });
  expect(await listing.read()).toMatchObject({ status: 'harvested' });
  expect(await whatIsThere(listing)).toEqual(['Club 1']);
});

test('a number that no program holds is told of, and the rest of its service lands', async () => {
  const text = JSON.stringify({ total_pages: 1, contents: [service('1', { cost_options: [{ id: 'c', amount: 'huge' }] })] }).replace('"huge"', '1e999');
  const directory = await answering(() => (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(text));
  const trial = await register({ address: directory.address });
  const { issues } = await trial.read();
  expect(issues.map(({ column, message }) => [column, message])).toContainEqual(['cost_options', 'Found a number too large to hold; expected an amount of at least 0, as a number. The value was left out.']);
  expect(await whatIsThere(trial)).toEqual(['Club 1']);
});

test.each([
  ['leads to a page on another host', redirectTo('https://docs.example.org/')],
  ['is a gateway that has nothing there', status(503)],
  ['is refused', status(451)],
] as [string, Behaviour][])('a directory whose root %s is read all the same', async (_, root) => {
  const directory = await serveDirectory([one, two]);
  directory.authority.behave({ '/api/': root });
  const trial = await register({ address: directory.address });
  expect(await trial.read()).toMatchObject({ status: 'harvested' });
  expect(directory.asked()).toEqual(['/', '/services 1']);
});

describe('a directory of short records', () => {
  test('is known as one although they have their lists, all empty', async () => {
    const directory = await serveDirectory([one]);
    directory.authority.behave({ '/api/services': json({ last_page: true, contents: [{ ...one, attributes: [], cost_options: [], service_at_locations: [] }] }) });
    const trial = await register({ address: directory.address });
    await trial.read();
    expect(await trial.rows('select amount from service_cost')).toEqual([{ amount: 2 }]);
  });

  test('that answers for no service any more keeps what was read of them', async () => {
    const directory = await serveDirectory([one, two], { isShallow: true });
    const trial = await register({ address: directory.address });
    await trial.read();
    directory.hold([one, two].map((record) => ({ ...record, last_modified: '2025-06-02T00:00:00Z' })));
    directory.authority.behave({ '/api/services/1': status(404), '/api/services/2': status(404) });
    expect(await trial.read(2)).toMatchObject({ status: 'failed', message: expect.stringMatching(/had none of the 2 that were asked for by themselves, though it had them before.*set "details": "never"/) });
    expect(await trial.rows('select amount from service_cost where withdrawn_on is null')).toHaveLength(2);
  });

  test('and of no other is not asked for each of them', async () => {
    const directory = await serveDirectory(Array.from({ length: 80 }, (_, index) => service(String(index + 100))), { isShallow: true, hasDetails: false, perPage: 100 });
    const trial = await register({ address: directory.address });
    expect(await trial.read()).toMatchObject({ status: 'harvested' });
    expect(directory.asked().filter((asked) => asked.startsWith('/services/'))).toHaveLength(50);
    expect(await whatIsThere(trial)).toHaveLength(80);
  });

  test('is asked for no further one after the first that fails, and what is under way is over before the run is', async () => {
    const directory = await serveDirectory(Array.from({ length: 80 }, (_, index) => service(String(index + 100))), { isShallow: true, perPage: 100 });
    let [begun, answered] = [0, 0];
    directory.authority.behave({ '/api/services/100': trouble.webPage, ...Object.fromEntries([101, 102, 103].map((ref): [string, Behaviour] => [`/api/services/${ref}`, (request, response, time) => {
      begun += 1;
      // A slow server: it answers when the run could be over since long.
      setTimeout(() => {
        answered += 1;
        void json(service(String(ref)))(request, response, time);
      }, 200);
    }])) });
    const trial = await register({ address: directory.address });
    expect(await trial.read()).toMatchObject({ status: 'failed', message: expect.stringContaining('answered with a web page') });
    expect([begun, answered]).toEqual([3, 3]);
    expect(directory.asked().filter((asked) => asked.startsWith('/services/')).length).toBeLessThanOrEqual(16);
  });

  test('is read anew where half of what was remembered of it is lost', async () => {
    const directory = await serveDirectory([one, two], { isShallow: true });
    const trial = await register({ address: directory.address });
    await trial.read();
    directory.asked();
    const indexes = readdirSync(trial.running.gatheredFolder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('index.json'));
    expect(indexes).toHaveLength(1);
    writeFileSync(path.join(trial.running.gatheredFolder, indexes[0]!), '{"address":"htt');
    expect(await trial.read(2)).toMatchObject({ status: 'unchanged' });
    expect(directory.asked()).toContain('/services/1');
  });
});

describe('a service whose id', () => {
  test.each([['..', {}], ['.', {}], ['a/b', { '/api/services/a%2Fb': status(400) }], ['x'.repeat(9000), { [`/api/services/${'x'.repeat(9000)}`]: status(414) }]] as [string, Record<string, Behaviour>][])('is %s is left out with a sentence, and the others are read', async (id, behaviour) => {
    const directory = await serveDirectory([one, service(id), two], { isShallow: true, perPage: 100 });
    directory.authority.behave(behaviour);
    const trial = await register({ address: directory.address });
    const report = await trial.read();
    expect(report).toMatchObject({ status: 'harvested', message: null });
    const found = id.slice(0, 200);
    expect(report.issues).toEqual([{ severity: 'error', rule: 'UNUSABLE_ID', file: 'services.json', column: 'id', found, expected: 'an id that can stand in an address', message: `The directory lists a service with the id "${found}", by which it cannot be asked for: no address ends so, or the directory refuses one that does. It was left out. Ask whoever runs the directory to give it another id, of letters, digits and hyphens.` }]);
    expect(await whatIsThere(trial)).toEqual(['Club 1', 'Club 2']);
    expect(await trial.read(2)).toMatchObject({ status: 'unchanged' });
  });

  test('is .. lands where the list has its whole record, without a link that would lead elsewhere', async () => {
    const directory = await serveDirectory([one, service('..', { name: 'Dots' })]);
    const trial = await register({ address: directory.address });
    await trial.read();
    expect((await trial.services()).map(({ name, document }) => [name, document])).toEqual([['Dots', null], ['Club 1', `${directory.address}/services/1`]]);
  });
});

test('a file of records that is closed takes nothing more, since another file may have its number by then', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'records-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const records = RecordFile.create(path.join(folder, 'records'));
  const place = records.append('{"id":"1"}');
  expect(records.read(place)).toBe('{"id":"1"}');
  records.close();
  expect(() => records.append('x')).toThrow('closed');
  expect(() => records.read(place)).toThrow('closed');
});
