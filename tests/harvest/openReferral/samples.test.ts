import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readServicesJson } from '../../support/openReferral.ts';
import { describeSamples, samples } from '../../support/samples.ts';

const read = (file: string) => readServicesJson(readFileSync(`${samples}/${file}`, 'utf8'));

describeSamples('a sample that Open Referral publishes', () => {
  test.each(['oruk-3.0-mock/service_full.json', 'oruk-3.0-mock-warn/service_full.json', 'hsds-3.0/examples/service_full.json', 'hsds-3.1-dev/examples/service_full.json'])('%s lands with its place, price, term and day', async (file) => {
    const { services, refused, rows, leftOut } = await read(file);
    expect(refused).toEqual([]);
    expect(services).toMatchObject([{ ref: 'ac148810-d857-441c-9679-408f346de14b', name: 'Community Counselling', assured_on: '2005-01-01' }]);
    expect(await rows('select name, postcode, latitude, uprn from service_place')).toEqual([{ name: 'MyCity Civic Center', postcode: 'ABC 1234', latitude: null, uprn: '10092008082' }]);
    expect(await rows('select option, amount, valid_from, valid_to from service_cost')).toMatchObject([{ option: 'Under 18s and Over 60s', amount: 35 }]);
    expect(await rows('select term_ref from service_term')).toHaveLength(1);
    expect(leftOut).toContainEqual(expect.stringContaining('Found "100, 101"; expected latitude and longitude'));
  });

  test('oruk-3.0-mock-fail/service_full.json is refused for its address, in one issue', async () => {
    const { services, refused, rows } = await read('oruk-3.0-mock-fail/service_full.json');
    expect(services).toEqual([]);
    expect(refused).toEqual([expect.stringContaining('url: Found "example/counselling"')]);
    expect(await rows('select * from service_place')).toEqual([]);
  });
});
