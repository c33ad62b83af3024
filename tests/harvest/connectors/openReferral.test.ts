import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readRegistration } from '../../../src/harvest/sources/registration.ts';
import { apiOver } from '../../support/api.ts';
import { serveDirectory, type DirectoryServer, type DirectoryService } from '../../support/directoryServer.ts';
import { json as answersWith, status, trouble } from '../../support/fakeAuthority.ts';
import { publishers } from '../../support/harvest.ts';
import { register, service, whatIsThere } from '../../support/registeredDirectory.ts';
import { describeSamples, samples } from '../../support/samples.ts';

describe.each([
  ['version 3.0, whole records in its list', { version: '3.0' as const, isShallow: false }, 5],
  ['version 3.0, short records in its list', { version: '3.0' as const, isShallow: true }, 8],
  ['version 1.0, short records in its list', { version: '1.0' as const, isShallow: true }, 8],
])('a directory of %s', (_, options, requests) => {
  const services = ['1', '2', '3'].map((ref) => service(ref));

  test('is read with ages, places, costs, terms, days and the address of each original', async () => {
    const directory = await serveDirectory(services, options);
    const trial = await register({ address: directory.address });
    expect(await trial.read()).toMatchObject({ status: 'harvested', counts: { added: 12 }, rowsRefused: 0, message: null });
    const { data, errors } = await (await apiOver(trial.hub)).query('{ services(filter: { text: "Club" }) { nodes { name ageFrom ageTo assuredOn provider themes { code } places { postcode } costs { amount } terms { label } provenance { originalId link document publisher { code } } } } }');
    expect(errors).toEqual([]);
    expect(data.services.nodes[1]).toEqual({
      name: 'Club 2', ageFrom: 5, ageTo: 11, assuredOn: '2025-01-31', provider: 'Clubs Ltd', themes: [{ code: 'SEND' }], places: [{ postcode: 'LE1 5WW' }], costs: [{ amount: 2 }], terms: [{ label: 'Special educational needs' }],
      provenance: { originalId: '2', link: `${directory.address}/services/2`, document: `${directory.address}/services/2`, publisher: { code: 'E06000016' } },
    });
    // The list's two pages, and of short records each one by itself; and which version it is.
    expect(directory.asked().length).toBeLessThanOrEqual(requests);
  });

  test('is read again without asking for what has not changed, and then only what has', async () => {
    const directory = await serveDirectory(services, options);
    const trial = await register({ address: directory.address });
    await trial.read();
    directory.asked();
    expect(await trial.read(2)).toMatchObject({ status: 'unchanged' });
    expect(directory.asked()).toEqual(['/', '/services 1', '/services 2']);
    directory.hold([services[0]!, service('2', { name: 'Drama 2', last_modified: '2025-06-03T00:00:00Z' }), services[2]!]);
    expect(await trial.read(3)).toMatchObject({ status: 'harvested', counts: { added: 0, changed: 1, withdrawn: 0 } });
    expect(directory.asked().filter((asked) => asked.startsWith('/services/'))).toEqual(options.isShallow ? ['/services/2'] : []);
    expect(await whatIsThere(trial)).toEqual(['Club 1', 'Drama 2', 'Club 3']);
  });

  test('withdraws what is gone from it, with the day', async () => {
    const directory = await serveDirectory(services, options);
    const trial = await register({ address: directory.address });
    await trial.read();
    directory.hold(services.slice(0, 2));
    expect(await trial.read(2)).toMatchObject({ status: 'harvested', counts: { withdrawn: 4 } });
    expect((await trial.services())[2]).toMatchObject({ ref: '3', withdrawn_on: '2025-06-02' });
    directory.hold(services);
    expect(await trial.read(3)).toMatchObject({ status: 'harvested' });
    expect(await whatIsThere(trial)).toEqual(['Club 1', 'Club 2', 'Club 3']);
  });
});

describe('a service that is asked for by itself', () => {
  test('is asked for again each time where the list does not say when it was modified, and sent again only when it changed', async () => {
    const undated = service('1', { last_modified: undefined });
    const directory = await serveDirectory([undated], { isShallow: true });
    let cost = 2;
    directory.authority.behave({ '/api/services/1': (request, response, time) => {
      const etag = `"${cost}"`;
      if (request.headers['if-none-match'] === etag) return void response.writeHead(304, { etag }).end();
      return answersWith({ ...undated, cost_options: [{ id: 'c', amount: cost }] }, { etag })(request, response, time);
    } });
    const trial = await register({ address: directory.address });
    await trial.read();
    expect(await trial.read(2)).toMatchObject({ status: 'unchanged' });
    cost = 3;
    expect(await trial.read(3)).toMatchObject({ status: 'harvested', counts: { changed: 1 } });
    expect(await trial.rows('select amount from service_cost')).toEqual([{ amount: 3 }]);
  });

  const undated = ['1', '2', '3', '4', '5', '6'].map((ref) => service(ref, { last_modified: undefined }));

  test('is asked for again only if it changed, where the directory can be asked which did', async () => {
    const changedAt = new Map(undated.map(({ id: ref }) => [ref, '2025-01-01']));
    const directory = await serveDirectory(undated, { isShallow: true, perPage: 10, changedAt });
    const trial = await register({ address: directory.address });
    await trial.read();
    directory.asked();
    expect(await trial.read(2)).toMatchObject({ status: 'unchanged' });
    expect(directory.asked()).toEqual(['/', '/services 1', '/services 1 after 2999-01-01', '/services 1 after 2025-05-31']);
    directory.hold(undated.map((one) => (one.id === '4' ? { ...one, cost_options: [{ id: 'c', amount: 9 }] } : one)));
    changedAt.set('4', '2025-06-03');
    expect(await trial.read(4)).toMatchObject({ status: 'harvested', counts: { added: 1, withdrawn: 1 } });
    expect(directory.asked().filter((asked) => asked.startsWith('/services/'))).toEqual(['/services/4']);
    expect(await trial.rows("select amount from service_cost where withdrawn_on is null and service_id = 'E06000016/4'")).toEqual([{ amount: 9 }]);
  });

  test('is asked for again each time where the directory passes that question over', async () => {
    const directory = await serveDirectory(undated, { isShallow: true, perPage: 10 });
    const trial = await register({ address: directory.address });
    await trial.read();
    directory.asked();
    expect(await trial.read(2)).toMatchObject({ status: 'unchanged' });
    expect(directory.asked().filter((asked) => asked.startsWith('/services/'))).toHaveLength(6);
  });

  test('is left out, and said, when it is not there; the others land', async () => {
    const directory = await serveDirectory(['1', '2'].map((ref) => service(ref)), { isShallow: true });
    directory.authority.behave({ '/api/services/2': status(410) });
    const trial = await register({ address: directory.address });
    const report = await trial.read();
    expect(report.issues).toMatchObject([{ rule: 'NOT_THERE', message: expect.stringContaining('lists the service "2", and has none when it is asked for by itself') }]);
    expect(await whatIsThere(trial)).toEqual(['Club 1']);
  });

  test('is taken from the list where the directory has none by itself', async () => {
    const directory = await serveDirectory(['1', '2'].map((ref) => service(ref)), { isShallow: true, hasDetails: false });
    const trial = await register({ address: directory.address });
    expect(await trial.read()).toMatchObject({ status: 'harvested' });
    expect(await whatIsThere(trial)).toEqual(['Club 1', 'Club 2']);
  });

  test('is never asked for where the source says so', async () => {
    const directory = await serveDirectory([service('1')], { isShallow: true });
    const trial = await register({ address: directory.address, details: 'never' });
    await trial.read();
    expect(directory.asked()).toEqual(['/', '/services 1']);
  });

  test('fails the run when it is another, or cannot be given just now; nothing is withdrawn', async () => {
    const services = ['1', '2'].map((ref) => service(ref));
    const directory = await serveDirectory(services, { isShallow: true });
    const trial = await register({ address: directory.address });
    await trial.read();
    directory.hold([services[0]!, service('2', { last_modified: '2025-06-02' })]);
    directory.authority.behave({ '/api/services/2': answersWith(service('1')) });
    expect(await trial.read(2)).toMatchObject({ status: 'failed', message: expect.stringContaining('of the id "1". Expected the service that the list calls "2"') });
    directory.authority.behave({ '/api/services/2': trouble.halfABody });
    expect(await trial.read(3)).toMatchObject({ status: 'failed', message: expect.stringContaining('broke off') });
    expect(await whatIsThere(trial)).toEqual(['Club 1', 'Club 2']);
  });
});

describe('a list that', () => {
  const services = ['1', '2', '3', '4'].map((ref) => service(ref));
  const pageOf = (contents: DirectoryService[], more: Record<string, unknown>) => ({ total_items: 4, total_pages: 2, size: 2, empty: false, contents, ...more });
  /** A directory of four services whose pages are as told, walk by walk. */
  async function listing(...walks: [DirectoryService[], DirectoryService[]][]): Promise<DirectoryServer> {
    const directory = await serveDirectory(services);
    let walk = -1;
    directory.authority.behave({ '/api/services': (request, response, time) => {
      const page = Number(new URL(request.url!, 'http://any').searchParams.get('page'));
      if (page === 1) walk = Math.min(walk + 1, walks.length - 1);
      return answersWith(pageOf(walks[walk]![page - 1]!, { page_number: page, last_page: page === 2 }))(request, response, time);
    } });
    return directory;
  }
  const [one, two, three, four] = services as [DirectoryService, DirectoryService, DirectoryService, DirectoryService];

  test('shifts while it is walked is walked again, and what either walk saw is there', async () => {
    const directory = await listing([[one, two], [two, four]], [[one, two], [three, four]]);
    const trial = await register({ address: directory.address });
    expect(await trial.read()).toMatchObject({ status: 'harvested' });
    expect(await whatIsThere(trial)).toHaveLength(4);
    expect(directory.asked().filter((asked) => asked.startsWith('/services '))).toHaveLength(4);
  });

  test('states more services than it has, twice, is refused, unless the source says that it counts otherwise', async () => {
    const directory = await listing([[one, two], [three, three]]);
    const trial = await register({ address: directory.address });
    expect(await trial.read()).toMatchObject({ status: 'failed', message: expect.stringMatching(/says that it has 4 services, and lists 3, read twice.*set "totals": "ignore"/) });
    const lenient = await register({ address: directory.address, totals: 'ignore' });
    expect(await lenient.read()).toMatchObject({ status: 'harvested' });
    expect(await whatIsThere(lenient)).toHaveLength(3);
  });

  test('ends in the middle withdraws nothing', async () => {
    const directory = await serveDirectory(services);
    const trial = await register({ address: directory.address });
    await trial.read();
    directory.authority.behave({ '/api/services': (request, response, time) => (request.url!.includes('page=2') ? void response.writeHead(500).end() : answersWith(pageOf([one, two], { page_number: 1, last_page: false }))(request, response, time)) });
    expect(await trial.read(2)).toMatchObject({ status: 'failed', message: expect.stringContaining('answered 500') });
    expect(await whatIsThere(trial)).toHaveLength(4);
  });

  test.each([
    ['never ends', trouble.endlessPages, 'has more than'],
    ['gives one page for ever', (request, response, time) => answersWith(pageOf([one, two], { page_number: 1, last_page: false }))(request, response, time), 'gave on page 2 the same as on page 1'],
  ] as [string, typeof trouble.endlessPages, string][])('%s is refused', async (_, behaviour, words) => {
    const directory = await serveDirectory([]);
    directory.authority.behave({ '/api/services': behaviour });
    const trial = await register({ address: directory.address }, { requests: 30 });
    expect(await trial.read()).toMatchObject({ status: 'failed', message: expect.stringMatching(words === 'has more than' ? /takes more than the 30 requests/ : words) });
  });

  test.each([
    ['is not there', status(404), 'there is no list of services. Check the setting "address"'],
    ['is something else', answersWith({ data: [] }), 'answered with an object of the members "data". Expected a page of services'],
    ['has a service without an id', answersWith({ contents: [{ name: 'Chess' }] }), 'has as service 1 one without an id'],
    ['is a web page', trouble.webPage, 'answered with a web page'],
  ])('%s is refused in words', async (_, behaviour, words) => {
    const directory = await serveDirectory([]);
    directory.authority.behave({ '/api/services': behaviour });
    const trial = await register({ address: directory.address });
    expect(await trial.read()).toMatchObject({ status: 'failed', message: expect.stringContaining(words) });
  });

  test('takes no parameter that it does not know is asked without', async () => {
    const directory = await serveDirectory([]);
    directory.authority.behave({ '/api/services': (request, response, time) => (request.url!.includes('full=') ? status(400)(request, response, time) : answersWith([one, two])(request, response, time)) });
    const trial = await register({ address: `${directory.address}/services/` });
    expect(await trial.read()).toMatchObject({ status: 'harvested' });
    expect(await whatIsThere(trial)).toEqual(['Club 1', 'Club 2']);
  });
});

test('a file of all services is read from this machine, and from the web only when it is newer', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'directory-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'all.json');
  writeFileSync(file, JSON.stringify({ contents: [service('1')] }));
  const trial = await register({ address: file });
  expect(await trial.read()).toMatchObject({ status: 'harvested' });
  expect(await trial.read(2)).toMatchObject({ status: 'unchanged' });
  expect((await trial.services())[0]).toMatchObject({ name: 'Club 1', document: null });
  const directory = await serveDirectory([]);
  directory.authority.behave({ '/all.json': (request, response, time) => (request.headers['if-none-match'] === '"1"' ? void response.writeHead(304, { etag: '"1"' }).end() : answersWith([service('1'), service('2')], { etag: '"1"' })(request, response, time)) });
  const online = await register({ address: directory.authority.at('/all.json') });
  expect(await online.read()).toMatchObject({ status: 'harvested' });
  expect(await online.read(2)).toMatchObject({ status: 'unchanged' });
  expect(await whatIsThere(online)).toEqual(['Club 1', 'Club 2']);
  writeFileSync(file, JSON.stringify({ total_items: 9, contents: [service('1')] }));
  expect(await trial.read(3)).toMatchObject({ status: 'failed', message: expect.stringContaining('lists 1 of 9 services') });
});

const sample = (name: string): unknown => JSON.parse(readFileSync(path.join(samples, name), 'utf8'));

describeSamples('the samples of other systems, served as their API serves them,', () => {
  test.each([
    ['oruk-3.0-mock', 'services of a place off the globe land without it', null, 1, [/latitude/i]],
    ['oruk-3.0-mock-warn', 'services with doubtful values land', null, 1, []],
    ['oruk-3.0-mock-fail', 'where every service is refused, nothing changes, and each is told', 'None of the 3 rows could be used', 0, [/url: Found "example\/counselling"|example\/counselling/]],
    ['hsds-3.1-dev/examples', 'a list of ten pages of which each is the same is refused', 'gave on page 2 the same as on page 1', 0, []],
  ] as [string, string, string | null, number, RegExp[]][])('%s: %s', async (folder, _, why, landed, said) => {
    const directory = await serveDirectory([]);
    const list = sample(`${folder}/service_list.json`) as { contents: DirectoryService[] };
    directory.authority.behave({
      '/api/services': answersWith(list),
      ...Object.fromEntries(list.contents.map(({ id: ref }) => [`/api/services/${ref}`, answersWith({ ...(sample(`${folder}/service_full.json`) as object), id: ref })])),
    });
    const trial = await register({ address: directory.address });
    const report = await trial.read();
    expect([report.status, report.message]).toEqual(why === null ? ['harvested', null] : ['failed', expect.stringContaining(why)]);
    expect(await whatIsThere(trial)).toHaveLength(landed);
    for (const words of said) expect(report.issues.map(({ message }) => message).join('\n')).toMatch(words);
    expect(report.issues.every(({ message }) => /expected|left out|refused/i.test(message))).toBe(true);
  });
});

test('settings that are wrong are said in words before anything is saved', () => {
  const problems = (settings: unknown): string[] => {
    const read = readRegistration(JSON.stringify({ name: 'd', title: 'D', publisher: publishers.leicester, connector: 'open-referral', settings }));
    return 'problems' in read ? read.problems : [];
  };
  expect(problems({ address: 'ftp://x', details: 'sometimes', perpage: 5 })).toEqual([
    expect.stringContaining('"settings.perpage" is no setting of it; did you mean "perPage"?'),
    expect.stringContaining('"settings.address" is "ftp://x". Allowed: a web address'),
    expect.stringContaining('"settings.details" is "sometimes". Allowed: "auto", "always" or "never".'),
  ]);
  expect(problems({ address: 'https://directory.example.gov.uk/api' })).toEqual([]);
});
