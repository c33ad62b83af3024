import { expect, test } from 'vitest';
import { hostsOf, nextRun, readRegistration } from '../../../src/harvest/sources/registration.ts';

const fine = { connector: 'package', publisher: { kind: 'authority', code: 'E06000016', name: 'Leicester' }, name: 'plans', title: 'Plans', settings: { address: 'https://data.example/plans.zip' } };

function problemsOf(changes: object): string[] {
  const read = readRegistration(JSON.stringify({ ...fine, ...changes }));
  return 'problems' in read ? read.problems : [];
}

test('a registration that is in order may be read from the host it names, and from those it lists', () => {
  const read = readRegistration(JSON.stringify({ ...fine, hosts: ['files.example'] }));
  expect('registration' in read && hostsOf(read.registration)).toEqual(['data.example:443', 'data.example:80', 'files.example']);
  const atPort = readRegistration(JSON.stringify({ ...fine, settings: { address: 'https://data.example:8443/plans.zip' } }));
  expect('registration' in atPort && hostsOf(atPort.registration)).toEqual(['data.example:8443']);
  expect(problemsOf({})).toEqual([]);
});

test('every problem is said at once, with what was found and what is allowed', () => {
  expect(problemsOf({ titel: 'Plans', title: undefined, schedule: 'nightly', mayShrinkBy: 101 })).toEqual([
    '"titel" is no setting of it; did you mean "title"? Allowed: connector, publisher, name, title, licence, attribution, schedule, hosts, key, mayShrinkBy, seconds, megabytes, requests, atOnce, settings.',
    '"title" is missing. Expected a text of at most 300 characters.',
    '"schedule" is "nightly". Allowed: a cron expression of five fields, for example "0 3 * * *" for every night at 03:00.',
    '"mayShrinkBy" is 101. Allowed: a whole number from 0 to 100.',
  ]);
});

test('a connector says what is wrong with its own settings', () => {
  expect(problemsOf({ settings: { adress: 'https://data.example/plans.zip' } })).toEqual(['"settings.adress" is no setting of it; did you mean "address"? Allowed: address.', '"settings.address" is missing. Expected a web address (https://… or http://…) or an absolute path of a folder or of a zip.']);
  expect(problemsOf({ connector: 'spreadsheet' })[0]).toContain('"settings.address" is "https://data.example/plans.zip"');
  expect(problemsOf({ connector: 'fax' })[0]).toContain('Allowed: one of package, spreadsheet, open-referral, indicators, hub');
});

test.each(['* * * *', '* * * * * *', '61 * * * *', '0 0 31 2 *', '', 5])('%j is no schedule', (schedule) => {
  expect(problemsOf({ schedule })).toHaveLength(1);
});

test('a publisher is of texts: lists of one that read like them are none', () => {
  expect(problemsOf({ publisher: { kind: ['authority'], code: ['E06000016'], name: 'Leicester' } })[0]).toContain('"publisher" is an object. Allowed: an object such as');
});

test('a publisher is of the kind that its code says, or an authority would speak for everybody', () => {
  expect(problemsOf({ publisher: { kind: 'national', code: 'E06000016', name: 'Leicester' } })[0]).toContain('the kind being authority, region or national, as the code is');
  expect(problemsOf({ publisher: { kind: 'national', code: 'E92000001', name: 'England' } })).toEqual([]);
});

test.each(['package', 'spreadsheet', 'indicators', 'open-referral', 'hub'])('an address of a source of kind %s has no name and no password in it, and the refusal does not repeat them', (connector) => {
  const ending = { package: 'plans.zip', spreadsheet: 'plans.xlsx' }[connector] ?? 'data.json';
  const problems = problemsOf({ connector, settings: { address: `https://leicester:hunter2@data.example/${ending}` } });
  expect(problems).toEqual(['"settings.address" has a name or a password before the host, and addresses are shown to everybody. Leave them out; what a server asks for is an entry of SOURCE_KEYS, named by "key".']);
});

test('what JSON can hide is found: a __proto__, and more levels than anybody needs', () => {
  expect(readRegistration(`{"__proto__": {"title": "Plans"}, ${JSON.stringify({ ...fine, title: undefined }).slice(1)}`)).toEqual({ problems: [expect.stringContaining('"__proto__" is no setting of it'), '"title" is missing. Expected a text of at most 300 characters.'] });
  expect(readRegistration(`{"title": ${'['.repeat(100_000)}${']'.repeat(100_000)}, ${JSON.stringify({ ...fine, title: undefined }).slice(1)}`)).toEqual({ problems: ['"title" is a list. Allowed: a text of at most 300 characters.'] });
});

test('a schedule is in UTC', () => {
  expect(nextRun('0 3 * * *', new Date('2025-06-01T12:00:00Z'))).toBe('2025-06-02T03:00:00.000Z');
  expect(nextRun(null, new Date())).toBeNull();
});
