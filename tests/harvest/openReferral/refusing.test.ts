import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makePackage, openTestHub } from '../../support/harvest.ts';
import { json, readServicesJson } from '../../support/openReferral.ts';

const service = (id: string, more: object = {}) => ({ id, name: `Service ${id}`, status: 'active', ...more });
/** Stands in the JSON without quotation marks. */
const hugeNumber = '1e999';

describe('a bad value refuses its service and no other', () => {
  test.each<[string, object, string]>([
    ['a name that is no text', { name: { en: 'Name' } }, 'name: Found "an object"; expected text or a number. The row was refused.'],
    ['no name', { name: null }, 'name: Found nothing; expected a value, because the column is required. The row was refused.'],
    ['an age in words', { minimum_age: 'five' }, 'minimum_age: Found "five"; expected a whole number, without thousands commas, currency or percent signs. The row was refused.'],
    ['an age in words among eligibilities', { eligibilitys: [{ minimum_age: 2 }, { minimum_age: 'five' }] }, 'minimum_age: Found "five"; expected a whole number, without thousands commas, currency or percent signs. The row was refused.'],
    ['an age that is a list', { maximum_age: [5] }, 'maximum_age: Found "a list"; expected text or a number. The row was refused.'],
    ['an age of 999', { maximum_age: 999 }, 'maximum_age: Found "999"; expected a whole number of at most 120. The row was refused.'],
    ['ages the wrong way round', { minimum_age: 12, maximum_age: 5 }, 'maximum_age: Found "5"; expected nothing below age_from, which is 12. The row was refused.'],
    ['an address that is none', { url: 'lodge' }, 'url: Found "lodge"; expected a web address beginning with http:// or https://. The row was refused.'],
    ['an id too long for a number', { id: 2 ** 60 }, `id: Found "${2 ** 60}"; expected so long a number in quotation marks, because without them its last digits are lost. The row was refused.`],
    ['a name that is a number no program holds', { name: hugeNumber }, 'name: Found a number too large to hold; expected text or a smaller number. The row was refused.'],
    ['an age that is one', { minimum_age: hugeNumber }, 'minimum_age: Found a number too large to hold; expected text or a smaller number. The row was refused.'],
    ['a NUL in a text', { description: 'a\0b' }, 'description: Found "a\uFFFDb", which holds a control character (U+0000); expected text without NUL characters. The row was refused.'],
  ])('%s', async (_name, bad, expected) => {
    const { services, refused, report } = await readServicesJson(json([service('good'), { ...service('bad'), ...bad }]).replaceAll(`"${hugeNumber}"`, hugeNumber));
    expect(services.map(({ ref }) => ref)).toEqual(['good']);
    expect(refused).toEqual([`7 ${expected}`]);
    expect(report).toMatchObject({ rowsRead: 2, rowsRefused: 1 });
  });

  test('what stands in the place of a service is refused', async () => {
    const { services, refused } = await readServicesJson('[null,\n "x",\n [[]],\n {"id": "s1", "name": "A"}]');
    expect(services.map(({ ref, line }) => [ref, line])).toEqual([['s1', 4]]);
    expect(refused.filter((issue) => issue.includes(' id: '))).toEqual([
      '1 id: Found "null"; expected a service: an object with an id and a name. The row was refused.',
      '2 id: Found "x"; expected a service: an object with an id and a name. The row was refused.',
      '3 id: Found "a list"; expected a service: an object with an id and a name. The row was refused.',
    ]);
  });

  test('a list under another name than those of lists of services is told of, and what was expected', async () => {
    const hub = await openTestHub();
    const report = await hub.harvest(makePackage({ 'services.json': json({ services: [service('s1')] }) }));
    expect(report).toMatchObject({ status: 'failed', message: 'services.json holds a list under "services", and no services where they are looked for. Expected a list of services, by itself or under contents, content, items, or a single service with its id. Nothing was changed.' });
  });

  test('of two services with one id the first lands', async () => {
    const { services, refused } = await readServicesJson([service('s1'), service('s1', { name: 'Again' })]);
    expect(services).toMatchObject([{ name: 'Service s1' }]);
    expect(refused).toEqual(['7 id: Found "s1"; expected what no other row has; line 2 has it already. The row was refused.']);
  });

  test('in a file without line breaks the number of the service stands for its line', async () => {
    const { services, refused, leftOut } = await readServicesJson(JSON.stringify({ contents: [service('s1'), service('s2'), service('s1'), service('s3', { url: 'x' })] }));
    expect(services.map(({ ref, line }) => [ref, line])).toEqual([['s1', 1], ['s2', 2]]);
    expect(refused).toEqual([
      '4 url: Found "x"; expected a web address beginning with http:// or https://. The row was refused.',
      '3 id: Found "s1"; expected what no other row has; line 1 has it already. The row was refused.',
    ]);
    expect(leftOut).toEqual(['NO_LINE_OF_ITS_OWN undefined undefined: Several services stand in one line of the file. The lines named are numbers of services: 3 is the third service of the file.']);
  });
});

describe('what is left out is said', () => {
  test('a term, an area and a member nobody knows, once for all services that have it', async () => {
    const more = { attributes: [{ taxonomy_term: { id: '9', name: 'Counselling' } }], service_areas: [{ name: 'Our town' }], nmae: 'Typo' };
    const { services, leftOut } = await readServicesJson([service('s1', more), service('s2', more), service('s3')]);
    expect(services).toHaveLength(3);
    expect(leftOut).toEqual([
      'UNKNOWN_REFERENCE 2 attributes: Found the term "Counselling" in 2 services; expected the code or label of a theme the hub knows, or a term of the mapping (npm run hub -- terms). It was kept as a term, without a theme.',
      'BAD_VALUE 2 service_areas: Found the area "Our town" in 2 services; expected an area whose extent or uri ends in a GSS code, for example E06000016. It was left out.',
      'UNKNOWN_COLUMN 2 nmae: Found the member "nmae" in 2 services; expected a member of Open Referral that the hub knows. It was left out.',
    ]);
  });

  test('a member called like a column of services.csv, by its own name', async () => {
    const { leftOut } = await readServicesJson([service('s1', { provider: 'The council', age_from: 5 })]);
    expect(leftOut.map((issue) => issue.split(':')[0])).toEqual(['UNKNOWN_COLUMN 2 provider', 'UNKNOWN_COLUMN 2 age_from']);
  });

  test('a term is read once a theme of its name has come, without a change of the package', async () => {
    const hub = await openTestHub();
    const folder = makePackage({ 'services.json': json([service('s1', { attributes: [{ taxonomy_term: { name: 'Young carers' } }] })]) });
    await hub.harvest(folder);
    await hub.harvestFiles({ 'themes.csv': 'theme_code,label\nCARERS,Young carers\n' }, { name: 'more', publisher: { kind: 'national', code: 'E92000001', name: 'England' } });
    expect(await hub.harvest(folder)).toMatchObject({ status: 'harvested', counts: { changed: 2 }, issues: [] });
    expect(await hub.rows('select target_id from service_theme')).toEqual([{ target_id: 'CARERS' }]);
  });

  test('a part of a wrong kind, a day that is none, and more places free than there are', async () => {
    const { services, leftOut } = await readServicesJson([service('s1', { organization: 'The council', attributes: 'SEND', service_areas: [4], assured_date: 'last week', capacities: [{ available: 12, maximum: 10, unit: { name: 'Beds' } }] })]);
    expect(services).toMatchObject([{ ref: 's1', provider: null, capacity: null, capacity_unit: null, note: null }]);
    expect(leftOut).toEqual([
      'BAD_VALUE 2 organization: Found "The council"; expected an object with a name. The value was left out.',
      'BAD_VALUE 2 service_areas: Found "4"; expected a list of objects. The value was left out.',
      'BAD_VALUE 2 attributes: Found "SEND"; expected a list of objects. The value was left out.',
      'BAD_VALUE 2 assured_date: Found "last week"; expected a date as YYYY-MM-DD. The value was left out.',
      'BAD_VALUE 2 capacities: Found "12 available of 10"; expected no more available than the maximum. The value was left out.',
    ]);
  });

  test('a place off the globe, a price that is none and days the wrong way round, and the rest lands', async () => {
    const { services, leftOut, rows } = await readServicesJson([service('s1', {
      service_at_locations: [{ location: { id: 'p', latitude: 100, longitude: 101, addresses: [{ postal_code: 'ABC 1234' }] } }],
      cost_options: [{ id: 'c', amount: 'some', valid_from: '2022-01-01', valid_to: '2020-01-01' }],
    })]);
    expect(services).toMatchObject([{ ref: 's1', latitude: null, longitude: null, postcode: 'ABC 1234' }]);
    expect(await rows('select place_ref, latitude, longitude, postcode from service_place')).toEqual([{ place_ref: 'p', latitude: null, longitude: null, postcode: 'ABC 1234' }]);
    expect(await rows('select cost_ref, amount, valid_from, valid_to from service_cost')).toEqual([{ cost_ref: 'c', amount: null, valid_from: null, valid_to: null }]);
    expect(leftOut).toEqual([
      'BAD_VALUE 2 latitude: Found "100, 101"; expected latitude and longitude of a place on the globe, -90 to 90 and -180 to 180. The value was left out.',
      'BAD_VALUE 2 cost_options: Found "some"; expected an amount of at least 0, as a number. The value was left out.',
      'BAD_VALUE 2 cost_options: Found "2022-01-01 to 2020-01-01"; expected valid_from not after valid_to. The value was left out.',
    ]);
  });

  test('numbers that no program holds, of a place and of a price, and the rest lands', async () => {
    const { services, leftOut } = await readServicesJson(`[\n{"id":"s1","name":"A","service_at_locations":[{"location":{"id":"p","latitude":1e999,"longitude":1}}],"cost_options":[{"id":"c","amount":-1e999}]}\n]`);
    expect(services).toMatchObject([{ ref: 's1', latitude: null, longitude: null }]);
    expect(leftOut).toEqual([
      'BAD_VALUE 2 latitude: Found "a number too large to hold, 1"; expected latitude and longitude of a place on the globe, -90 to 90 and -180 to 180. The value was left out.',
      'BAD_VALUE 2 cost_options: Found a number too large to hold; expected an amount of at least 0, as a number. The value was left out.',
    ]);
  });

  test('a refused service takes its parts with it, in one issue, and one that repeats an id brings none', async () => {
    const part = { cost_options: [{ id: 'c', amount: 1 }, { id: 'c', amount: 2 }] };
    const { refused, report, rows } = await readServicesJson([service('s1', part), service('s2', { ...part, url: 'lodge' }), service('s1', { cost_options: [{ id: 'd', amount: 3 }] })]);
    expect(await rows('select service_id, cost_ref, amount from service_cost')).toEqual([{ service_id: 'E06000016/s1', cost_ref: 'c', amount: 1 }]);
    expect(refused).toHaveLength(2);
    expect(report).toMatchObject({ rowsRead: 3, rowsRefused: 2 });
  });

  test('members named like the machinery of JavaScript are members like any other', async () => {
    const { services, leftOut } = await readServicesJson('[\n{"id":"s1","name":"A","__proto__":{"url":"javascript:x","status":"hacked"},"constructor":1,"toString":null}\n]');
    expect(services).toMatchObject([{ ref: 's1', url: null, status: null }]);
    expect(leftOut.map((issue) => issue.split(':')[0])).toEqual(['UNKNOWN_COLUMN 2 __proto__', 'UNKNOWN_COLUMN 2 constructor', 'UNKNOWN_COLUMN 2 toString']);
  });
});

describe('a file that cannot be used as a whole changes nothing', () => {
  test.each<[string, string, string]>([
    ['that breaks off', '{\n "contents": [\n  {"id": "s1", "name": "A"},\n  {"id": "s2"', 'services.json is not JSON from line 4, column 14 on: a closing brace is missing, or the file breaks off. Nothing was changed.'],
    ['with a comma too many', '[\n {"id": "s1", "name": "A"},\n]', 'services.json is not JSON from line 3, column 1 on: a value is missing, or the file breaks off. Nothing was changed.'],
    ['with a text not closed', '[{"id": "s1}]', 'services.json is not JSON from line 1, column 9 on: a quotation mark is opened and never closed, or the file breaks off. Nothing was changed.'],
    ['that is empty', '', 'services.json is not JSON from line 1, column 1 on: a value is missing, or the file breaks off. Nothing was changed.'],
    ['that is a web page', '<!doctype html>', 'services.json is not JSON from line 1, column 1 on: what stands there is not JSON. Nothing was changed.'],
    ['that nests without end', `${'['.repeat(200_000)}`, 'services.json nests more than 64 levels in line 1, which no Open Referral record does. Nothing was changed.'],
    ['whose service nests without end', `[${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}]`, 'services.json nests more than 64 levels in line 1, which no Open Referral record does. Nothing was changed.'],
    ['with a service of a megabyte', json([{ id: 's1', name: 'x'.repeat(1_000_001) }]), 'The service in line 2 of services.json is longer than 1000000 characters. Nothing was changed.'],
    ['with more services than any directory', `[${'{},'.repeat(200_000)}{}]`, 'services.json holds more than 200000 services. Publish it as several packages. Nothing was changed.'],
    ['with two lists', json({ contents: [], items: [] }), 'services.json holds two lists of services, the second in line 3. Expected one. Nothing was changed.'],
    ['that is one page of several', json({ total_items: 31, total_pages: 31, contents: [service('s1')] }), 'services.json lists 1 of 31 services. Expected all of them in one file: fetch every page, and put their services in one list. Nothing was changed.'],
    ['that is one page of several by its pages alone', json({ totalPages: 2, content: [service('s1')] }), 'services.json lists 1 services of one page of several. Expected all of them in one file: fetch every page, and put their services in one list. Nothing was changed.'],
  ])('one %s', async (_name, text, message) => {
    const hub = await openTestHub();
    const before = await hub.everything();
    const report = await hub.harvest(makePackage({ 'services.json': text, 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage\np,E06000016,A plan,cypp,whole\n' }));
    expect(report).toMatchObject({ status: 'failed', message });
    expect(await hub.everything()).toEqual(before);
  });

  test('one that is not UTF-8', async () => {
    const hub = await openTestHub();
    expect((await hub.harvestFiles({ 'services.json': Buffer.from('["é"]', 'latin1') })).message).toBe('services.json is not UTF-8 text. Nothing was changed.');
  });

  test('one beside services.csv', async () => {
    const files = { 'services.csv': 'service_ref,name,authority_codes\ns1,A,E06000016\n', 'services.json': json([service('s2')]) };
    const hub = await openTestHub();
    const message = 'The package holds both services.csv and services.json. Expected one of them, because the one stands in place of the other. Nothing was changed.';
    expect(await hub.harvestFiles(files)).toMatchObject({ status: 'failed', message });
    expect(await hub.harvestFiles(files, { resources: [{ path: 'services.csv' }] })).toMatchObject({ status: 'harvested', issues: [{ rule: 'FILE_NOT_LISTED', file: 'services.json' }] });
  });
});

test('no text, however broken, does anything but land, be refused or be said not to be JSON', async () => {
  const hub = await openTestHub();
  const whole = json({ total_items: 2, contents: [service('s1', { minimum_age: 5, attributes: [{ taxonomy_term: { name: 'SEND' } }] }), service('s2', { service_at_locations: [{ location: { latitude: 52 } }] })] });
  const piece = fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', '\\u00', 'null', '1e9', '-', '0', '\n', '\u2028', '\\ud800', '\\u0000', '');
  const seen = new Set<string>();
  const edit = fc.record({ at: fc.nat(whole.length), length: fc.nat(30), piece });
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
      const text = edits.reduce((before, { at, length, piece: inserted }) => before.slice(0, at) + inserted + before.slice(at + length), whole);
      const { status, rowsRead, rowsRefused, counts, message } = await hub.harvestFiles({ 'services.json': text });
      seen.add(status === 'harvested' && rowsRefused > 0 ? 'partly refused' : status);
      if (status === 'failed') expect(message).toMatch(/Nothing was changed\.$/);
      if (status === 'harvested') expect(counts.added + counts.changed + counts.unchanged).toBeGreaterThanOrEqual(rowsRead - rowsRefused);
    }),
    { numRuns: 150, seed: 3 },
  );
  expect([...seen]).toEqual(expect.arrayContaining(['failed', 'harvested', 'partly refused']));
});
