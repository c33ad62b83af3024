import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HubError } from '../../src/errors.ts';
import { parseDescriptor, readDescriptor } from '../../src/harvest/package/readDescriptor.ts';
import { makePackage } from '../support/harvest.ts';

const whole = { name: 'plans', title: 'Plans', publisher: { kind: 'authority', code: 'E06000016', name: 'Leicester' } };

/** What a descriptor is answered with: its message, or what was read. */
function outcome(descriptor: unknown): string {
  return outcomeOfText(JSON.stringify(descriptor));
}

function outcomeOfText(text: string): string {
  try {
    parseDescriptor(text);
    return 'read';
  } catch (error) {
    if (error instanceof HubError && error.code === 'BAD_PACKAGE') return error.message;
    throw error;
  }
}

describe('a descriptor', () => {
  test('says whose package it is and what it holds', () => {
    const { path } = makePackage({}, { version: '1', licenses: [{ name: 'OGL', title: 'Open Government Licence' }, { name: 'CC0' }], sources: [{ title: 'Cabinet report' }], resources: [{ path: 'plans.csv', bytes: 3, hash: 'MD5:AB' }] });
    expect(readDescriptor(path)).toMatchObject({
      sourceId: 'E06000016/plans',
      publisher: whole.publisher,
      version: '1',
      licence: 'Open Government Licence; CC0',
      attribution: 'Cabinet report',
      listed: [{ path: 'plans.csv', bytes: 3, hash: 'md5:ab' }],
    });
  });

  test('needs no more than a name, a title and a publisher', () => {
    expect(outcome(whole)).toBe('read');
  });

  test.each([['national', 'E92000001'], ['national', 'W92000004'], ['national', 'E54000001'], ['region', 'E12000004'], ['region', 'E47000001'], ['authority', 'E07000154']])('may be of a publisher of kind %s with the code %s', (kind, code) => {
    expect(outcome({ ...whole, publisher: { kind, code, name: 'A body' } })).toBe('read');
  });

  test.each([
    [[], 'datapackage.json holds a list. Expected a JSON object.'],
    [null, 'datapackage.json holds null. Expected a JSON object.'],
    ['x', 'datapackage.json holds "x". Expected a JSON object.'],
    [{ ...whole, publisher: undefined }, 'publisher.kind in datapackage.json is not given. Allowed: "authority", "region" or "national". datapackage.json has no publisher.code. It is required. datapackage.json has no publisher.name. It is required. Nothing was changed.'],
    [{ ...whole, publisher: 'Leicester' }, 'publisher.kind in datapackage.json is not given. Allowed: "authority", "region" or "national". datapackage.json has no publisher.code. It is required. datapackage.json has no publisher.name. It is required. Nothing was changed.'],
    [{ ...whole, publisher: { ...whole.publisher, kind: '__proto__' } }, 'publisher.kind in datapackage.json is "__proto__". Allowed: "authority", "region" or "national".'],
    [{ ...whole, publisher: { ...whole.publisher, code: 'Leicester' } }, 'publisher.code in datapackage.json is "Leicester". Expected a GSS code: a letter and eight digits, for example E06000016.'],
    [{ ...whole, publisher: { kind: 'national', code: 'E06000017', name: 'Rutland' } }, 'publisher.kind in datapackage.json is "national", and E06000017 is the code of an authority. Expected "authority", or another code.'],
    [{ ...whole, publisher: { kind: 'national', code: 'E10000018', name: 'Leicestershire' } }, 'publisher.kind in datapackage.json is "national", and E10000018 is the code of an authority. Expected "authority", or another code.'],
    [{ ...whole, publisher: { kind: 'regional', code: 'E06000016', name: 'Leicester' } }, 'publisher.kind in datapackage.json is "region", and E06000016 is the code of an authority. Expected "authority", or another code.'],
    [{ ...whole, publisher: { kind: 'national', code: 'E12000004', name: 'East Midlands' } }, 'publisher.kind in datapackage.json is "national", and E12000004 is the code of a region. Expected "region", or another code.'],
    [{ ...whole, title: undefined }, 'datapackage.json has no title. It is required.'],
    [{ ...whole, title: 7 }, 'title in datapackage.json is 7. Expected a text.'],
    [{ ...whole, version: '1\0' }, 'version in datapackage.json is "1\0". Expected a text.'],
    [{ ...whole, name: 'a/../b' }, 'name in datapackage.json is "a/../b". Expected up to 100 letters, digits, full stops, hyphens and underscores, for example "leicester-plans".'],
    [{ ...whole, licenses: 'x' }, 'licenses in datapackage.json is "x". Expected a list of objects, each with a title.'],
    [{ ...whole, sources: [null] }, 'sources in datapackage.json is a list. Expected a list of objects, each with a title.'],
    [{ ...whole, resources: 'x' }, 'resources in datapackage.json is "x". Expected a list of objects, each with a path.'],
    [{ ...whole, resources: [1] }, 'resources[0] in datapackage.json is 1. Expected an object with a path.'],
    [{ ...whole, resources: [null] }, 'resources[0] in datapackage.json is null. Expected an object with a path.'],
    [{ ...whole, resources: [{ path: 'plans.csv', bytes: '12' }] }, 'resources[0].bytes in datapackage.json is "12". Expected a number.'],
    [{ ...whole, resources: [{ path: 'plans.csv', hash: 12 }] }, 'resources[0].hash in datapackage.json is 12. Expected md5, sha1, sha256 or sha512, a colon and the hash in hexadecimal.'],
    [{ ...whole, resources: [{ path: 'plans.csv', hash: 'crc32:12' }] }, 'resources[0].hash in datapackage.json is "crc32:12". Expected md5, sha1, sha256 or sha512, a colon and the hash in hexadecimal.'],
  ])('%j is answered with a sentence', (descriptor, message) => {
    expect(outcome(descriptor)).toBe(message);
  });

  const small = 'How small numbers are protected is stated in "disclosure", in small letters, beside name and title';
  const embargo = 'An embargo is stated of plans, in a column of plans.csv called embargo_until';

  test.each([
    ['Disclosure', {}, small],
    ['disclosures', {}, small],
    ['dislosure', {}, small],
    ['disclosure_policy', {}, small],
    ['Disclosure ', {}, small],
    ['embargo_until', {}, embargo],
    ['emabrgo', {}, embargo],
    ['disclosure', { publisher: { ...whole.publisher, disclosure: { threshold: 5 } } }, small],
    ['disclosure', { resources: [{ path: 'observations.csv' }, { path: 'populations.csv', disclosure: { threshold: 5 } }] }, small],
  ])('a name that was meant to protect stops it, rather than be passed over: %s in %j', (name, within, instead) => {
    const stated = Object.keys(within).length > 0 ? within : { [name]: { threshold: 5, secondary: true } };
    expect(outcome({ ...whole, ...stated })).toBe(`datapackage.json has ${JSON.stringify(name)}, which the hub does not know there. ${instead}. Nothing was changed.`);
  });

  test('other names that it does not know may stand in it', () => {
    expect(outcome({ ...whole, disclosure: { threshold: 5 }, enclosure: 'x', homepage: 'x', keywords: [], 'x-closure': 1, publisher: { ...whole.publisher, cargo: 1 }, resources: [{ path: 'plans.csv', schema: { fields: [{ name: 'embargo_until' }] } }] })).toBe('read');
  });

  test.each(['../plans.csv', 'data/../../plans.csv', '..', '/etc/passwd', 'C:\\plans.csv', '\\\\server\\plans.csv', 'data\\..\\..\\plans.csv', 'file:///etc/passwd', 'https://example.org/plans.csv', '~/plans.csv', 'plans\0.csv', '', 7, null, ['plans.csv']])(
    'a path outside its folder is refused: %j',
    (path) => {
      expect(outcome({ ...whole, resources: [{ path }] })).toMatch(/^resources\[0\]\.path in datapackage\.json is .*Expected a file inside the package's folder, for example "plans\.csv"\.$/s);
    },
  );

  test('text that is not JSON is answered with a sentence', () => {
    expect(outcomeOfText('['.repeat(200_000))).toBe('datapackage.json nests lists or objects within one another too deep to be read. Nothing was changed.');
    expect(outcomeOfText('{"name": ')).toBe('datapackage.json is not JSON from line 1, column 10 on: a value is missing, or the file breaks off. Nothing was changed.');
  });

  test('lists within lists, a hundred thousand deep, are answered with a sentence', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(outcomeOfText(JSON.stringify({ ...whole, title: '@' }).replace('"@"', deep))).toBe('title in datapackage.json is a list. Expected a text.');
  });

  test('a value of a megabyte does not make a message of one', () => {
    expect(outcome({ ...whole, name: '£'.repeat(1_000_000) }).length).toBeLessThan(500);
  });

  test('any JSON whatever is read or answered with BAD_PACKAGE', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => outcome(value) !== ''), { numRuns: 500 });
  });

  test('any value in any of its places is read or answered with BAD_PACKAGE', () => {
    const property = fc.constantFrom('name', 'title', 'version', 'publisher', 'licenses', 'sources', 'resources');
    const resource = fc.record({ name: fc.jsonValue(), path: fc.oneof(fc.string(), fc.jsonValue()), bytes: fc.jsonValue(), hash: fc.oneof(fc.string(), fc.jsonValue()) }, { requiredKeys: [] });
    const anywhere = fc.oneof(
      fc.tuple(property, fc.jsonValue()).map(([name, value]) => ({ ...whole, [name]: value })),
      fc.tuple(fc.constantFrom('kind', 'code', 'name'), fc.jsonValue()).map(([name, value]) => ({ ...whole, publisher: { ...whole.publisher, [name]: value } })),
      fc.array(fc.oneof(resource, fc.jsonValue())).map((resources) => ({ ...whole, resources })),
      fc.array(fc.jsonValue()).map((licenses) => ({ ...whole, licenses })),
    );
    fc.assert(fc.property(anywhere, (value) => outcome(value) !== ''), { numRuns: 2000 });
  });
});
