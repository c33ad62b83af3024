import { describe, expect, test } from 'vitest';
import { apiOver } from '../../support/api.ts';
import { makePackage, openTestHub, publishers } from '../../support/harvest.ts';
import { json, readServicesJson } from '../../support/openReferral.ts';

const shortBreaks = {
  id: 'f3c1',
  name: 'Short breaks at the Lodge',
  alternate_name: 'The Lodge',
  description: 'Overnight stays for disabled children.',
  url: 'https://lodge.example/short-breaks',
  email: 'post@lodge.example',
  status: 'active',
  fees: '20 pounds a night',
  accreditations: 'Ofsted good, 2024',
  eligibility_description: 'Disabled children known to the council',
  minimum_age: 5,
  maximum_age: 17.5,
  assured_date: '2025-03-01',
  last_modified: '2025-03-02T09:30:00.000Z',
  organization: { id: 'o1', name: 'Lodge Trust' },
  cost_options: [{ id: 'c1', option: 'A night', amount: 20, amount_description: 'per night', currency: 'GBP', valid_from: '2025-01-01', valid_to: '2025-12-31' }, { id: 'c2', option: 'A visit', amount: 0 }],
  service_areas: [
    { id: 'a1', name: 'Leicester', uri: 'http://statistics.data.gov.uk/id/statistical-geography/E06000016' },
    { id: 'a2', name: 'Nottingham', extent: 'E06000018', extent_type: 'text' },
    { id: 'a3', name: 'England', extent: 'E92000001' },
  ],
  service_at_locations: [
    { id: 'l0', location: { id: 'p0', location_type: 'virtual', latitude: 1, longitude: 1 } },
    { id: 'l1', location: { id: 'p1', name: 'Office', external_identifier: '10092008082', external_identifier_type: 'UPRN', addresses: [{ attention: 'A. Person', address_1: '1 High Street', city: 'Leicester', postal_code: 'LE1 9ZZ' }] } },
    {
      id: 'l2',
      location: {
        id: 'p2',
        latitude: 52.6369,
        longitude: -1.1398,
        addresses: [{ postal_code: 'LE1 0AA', address_type: 'postal' }, { postal_code: 'LE1 1FZ', address_type: 'physical' }],
        accessibility: [{ id: 'x', description: 'Step-free' }, { id: 'y', description: 'Hoists' }],
      },
    },
  ],
  capacities: [
    { id: 'k0', unit: { id: 'u0', name: 'Rooms' }, available: 2, updated: '2025-03-01T00:00:00Z' },
    { id: 'k1', unit: { id: 'u1', name: 'Beds' }, available: 3, maximum: 8, updated: '2025-03-01T00:00:00Z' },
    { id: 'k2', unit: { id: 'u2', name: 'Day places' }, available: 3, maximum: 20, updated: '2025-03-01T00:00:00Z' },
  ],
  attributes: [
    { id: 't1', link_type: 'service', taxonomy_term: { id: 'x1', code: 'send', name: 'Disability' } },
    { id: 't2', link_type: 'service', taxonomy_term: { id: 'x2', name: 'looked-after children' } },
  ],
};

test('a full record of Open Referral 3 becomes the record that a row of services.csv would', async () => {
  const { services, links, leftOut, refused } = await readServicesJson([shortBreaks]);
  expect({ refused, leftOut }).toEqual({ refused: [], leftOut: [] });
  expect(services).toMatchObject([{
    id: 'E06000016/f3c1', ref: 'f3c1', file: 'services.json', line: 2,
    name: 'Short breaks at the Lodge', description: 'Overnight stays for disabled children.', provider: 'Lodge Trust', commissioner: null,
    kind: null, status: 'active', url: 'https://lodge.example/short-breaks', age_from: 5, age_to: 17, target_group: 'Disabled children known to the council',
    latitude: 52.6369, longitude: -1.1398, postcode: 'LE1 1FZ', accessibility: 'Step-free; Hoists',
    capacity: 8, capacity_unit: 'Beds', quality: 'Ofsted good, 2024', annual_cost: null, cost_year: null,
    assured_on: '2025-03-01', note: null,
  }]);
  expect(await links('service_authority')).toEqual(['E06000016', 'E06000018']);
  expect(await links('service_area')).toEqual(['E92000001']);
  expect(await links('service_theme')).toEqual(['LAC', 'SEND']);
});

/** The parts of Leicester's services by file, as the API tells of them. */
const askParts = `{ services { nodes { ref assuredOn
  places { placeRef name address postcode latitude longitude uprn accessibility service { ref } provenance { file line } }
  costs { costRef option amount amountDescription currency validFrom validTo service { ref } provenance { line } }
  terms { vocabulary termRef label themeCode theme { code } service { ref } provenance { line } }
  capacities { capacityRef unit maximum available updated service { ref } provenance { line } } } } }`;

test('its places, prices, terms and capacities are published, each with the line of its service', async () => {
  const hub = await openTestHub();
  await hub.harvest(makePackage({ 'services.json': json([{ ...shortBreaks, attributes: [...shortBreaks.attributes, { taxonomy_term: { code: '22', name: 'Respite', taxonomy: 'local' } }] }]) }));
  const { data, errors } = await (await apiOver(hub.hub)).query(askParts);
  expect(errors).toEqual([]);
  const place = { latitude: null, longitude: null, uprn: null, name: null, address: null, accessibility: null };
  const told = { service: { ref: 'f3c1' }, provenance: { line: 2 } };
  expect(data.services.nodes).toEqual([{
    ref: 'f3c1', assuredOn: '2025-03-01',
    places: [
      { ...place, placeRef: 'p1', name: 'Office', address: '1 High Street, Leicester', postcode: 'LE1 9ZZ', uprn: '10092008082', service: { ref: 'f3c1' }, provenance: { file: 'services.json', line: 2 } },
      { ...place, placeRef: 'p2', postcode: 'LE1 1FZ', latitude: 52.6369, longitude: -1.1398, accessibility: 'Step-free; Hoists', service: { ref: 'f3c1' }, provenance: { file: 'services.json', line: 2 } },
    ],
    costs: [
      { costRef: 'c1', option: 'A night', amount: 20, amountDescription: 'per night', currency: 'GBP', validFrom: '2025-01-01', validTo: '2025-12-31', ...told },
      { costRef: 'c2', option: 'A visit', amount: 0, amountDescription: null, currency: null, validFrom: null, validTo: null, ...told },
    ],
    terms: [
      { vocabulary: 'local', termRef: '22', label: 'Respite', themeCode: null, theme: null, ...told },
      { vocabulary: null, termRef: 'send', label: 'Disability', themeCode: 'SEND', theme: { code: 'SEND' }, ...told },
      { vocabulary: null, termRef: 'x2', label: 'looked-after children', themeCode: 'LAC', theme: { code: 'LAC' }, ...told },
    ].toSorted((a, b) => (`${a.vocabulary ?? ''}|${a.termRef}` < `${b.vocabulary ?? ''}|${b.termRef}` ? -1 : 1)),
    capacities: [
      { capacityRef: 'k0', unit: 'Rooms', maximum: null, available: 2, updated: '2025-03-01', ...told },
      { capacityRef: 'k1', unit: 'Beds', maximum: 8, available: 3, updated: '2025-03-01', ...told },
      { capacityRef: 'k2', unit: 'Day places', maximum: 20, available: 3, updated: '2025-03-01', ...told },
    ],
  }]);
});

test('a record of version 1 is read by the names of that version', async () => {
  const { services, links, refused, leftOut } = await readServicesJson({
    totalElements: 1,
    content: [{
      id: 1502,
      name: 'After-school club',
      status: 'active',
      organization: { id: 7, name: 'Holy Trinity School' },
      eligibilitys: [{ id: 1, eligibility: 'child', minimum_age: 4, maximum_age: 11 }, { id: 2, eligibility: 'teen', minimum_age: 12, maximum_age: '16' }],
      service_taxonomys: [{ id: 1, taxonomy: { id: 'SEND', name: 'Special needs', vocabulary: 'local' } }],
      service_areas: [{ id: 1, service_area: 'Leicester', uri: 'E06000016' }],
      service_at_locations: [{ id: 1, location: { id: 3, latitude: '52.5', longitude: '-1.2', physical_addresses: [{ postal_code: 'LE2 2BB' }], accessibility_for_disabilities: [{ accessibility: 'Ramp' }] } }],
      cost_options: [{ id: 1, amount: 6.5, amount_description: 'a session' }],
      regular_schedules: [{ id: 1 }],
    }],
  });
  expect({ refused, leftOut }).toEqual({ refused: [], leftOut: [] });
  expect(services).toMatchObject([{ ref: '1502', provider: 'Holy Trinity School', age_from: 4, age_to: 16, target_group: 'child; teen', latitude: 52.5, longitude: -1.2, postcode: 'LE2 2BB', accessibility: 'Ramp', annual_cost: null }]);
  expect(await links('service_theme')).toEqual(['SEND']);
});

describe('what a file may hold', () => {
  const service = { id: 's1', name: 'A service', status: 'active' };
  test.each([
    ['a page of Open Referral 3', { total_items: 1, total_pages: 1, contents: [service] }],
    ['a page of version 1', { totalElements: 1, totalPages: 1, last: true, content: [service] }],
    ['a page with items', { items: [service] }],
    ['a page made of several, with the count of the first', { total_items: 1, total_pages: 3, last_page: false, contents: [service] }],
    ['a bare list', [service]],
    ['a single service', service],
    ['a single service whose parts have lists called items', { ...service, organization: { name: 'X', items: [{ id: 'no service' }] } }],
  ])('%s is read', async (_name, content) => {
    const { services } = await readServicesJson(content);
    expect(services.map(({ ref }) => ref)).toEqual(['s1']);
  });

  test.each([['a page that lists nothing', { contents: [] }], ['a page without a list', { total_items: 0, contents: null }], ['an empty list', []]])('%s holds no rows, which changes nothing', async (_name, content) => {
    expect((await readServicesJson(content)).report).toMatchObject({ status: 'failed', message: 'The package holds no rows. Nothing was changed.' });
  });

  test('null stands for what is not stated, everywhere', async () => {
    const members = Object.keys(shortBreaks).filter((member) => !['id', 'name'].includes(member));
    const { services, refused, leftOut } = await readServicesJson([{ ...shortBreaks, ...Object.fromEntries(members.map((member) => [member, null])), service_taxonomys: [null], eligibilitys: [{ minimum_age: null }] }]);
    expect({ refused, leftOut }).toEqual({ refused: [], leftOut: [] });
    expect(services).toMatchObject([{ ref: 'f3c1', provider: null, age_from: null, url: null, note: null }]);
  });

  test('ages may be texts, and other files of the package refer to the service', async () => {
    const { services, report } = await readServicesJson([{ ...service, minimum_age: '5', maximum_age: ' 11 ' }], {
      files: { 'service_use.csv': 'service_ref,home_area_code,period,users\ns1,E06000016,FY2008/09,3\n' },
    });
    expect(services).toMatchObject([{ age_from: 5, age_to: 11 }]);
    expect(report).toMatchObject({ rowsRead: 2, rowsRefused: 0 });
  });
});

describe('whose children a service is for', () => {
  const service = { id: 's1', name: 'A service', service_areas: [{ id: 'a', name: 'Nottingham', extent: 'E06000018' }] };

  test('in the package of a region or a nation, the authorities among its areas', async () => {
    for (const publisher of [publishers.eastMidlands, publishers.england]) {
      expect(await (await readServicesJson([service], { publisher })).links('service_authority')).toEqual(['E06000018']);
    }
  });

  test('a district is an area of its county, not an authority', async () => {
    const { links, leftOut } = await readServicesJson([{ ...service, service_areas: [{ extent: 'E10000021' }, { extent: 'E07000150' }] }], {
      publisher: publishers.england,
      files: { 'areas.csv': 'area_code,name,kind,parent_code\nE07000150,Corby,district,E10000021\n' },
    });
    expect({ authorities: await links('service_authority'), areas: await links('service_area'), leftOut }).toEqual({ authorities: ['E10000021'], areas: ['E07000150'], leftOut: [] });
  });

  test('in such a package a service without one is refused, in words of the file', async () => {
    const { refused } = await readServicesJson([service, { id: 's2', name: 'Another' }], { publisher: publishers.england });
    expect(refused).toEqual(['13 service_areas: Found nothing; expected a value, because the column is required. The row was refused.']);
  });
});

test('themes that come in the same package are known', async () => {
  const { links } = await readServicesJson([{ id: 's1', name: 'A', service_areas: [{ extent: 'E06000016' }], attributes: [{ taxonomy_term: { name: 'Young carers' } }] }], {
    publisher: publishers.england,
    files: { 'themes.csv': 'theme_code,label\nCARERS,Young carers\n' },
  });
  expect(await links('service_theme')).toEqual(['CARERS']);
});

test('services are published with the line each begins on, and withdrawn when they are gone', async () => {
  const hub = await openTestHub();
  const rest = { id: 's2', name: 'Youth club', status: 'active' };
  const text = json({ contents: [shortBreaks, rest] });
  const lineOfRest = text.split('\n').findIndex((line) => line.includes('"s2"'));
  const folder = makePackage({ 'services.json': text });
  expect(await hub.harvest(folder)).toMatchObject({ status: 'harvested', counts: { added: 11 } });
  const api = await apiOver(hub.hub);
  const query = '{ services { nodes { ref name provider authorities { code } themes { code } provenance { file line } } } }';
  expect((await api.query(query)).data.services.nodes).toEqual([
    { ref: 'f3c1', name: 'Short breaks at the Lodge', provider: 'Lodge Trust', authorities: [{ code: 'E06000016' }, { code: 'E06000018' }], themes: [{ code: 'LAC' }, { code: 'SEND' }], provenance: { file: 'services.json', line: 3 } },
    { ref: 's2', name: 'Youth club', provider: null, authorities: [{ code: 'E06000016' }], themes: [], provenance: { file: 'services.json', line: lineOfRest } },
  ]);

  expect(await hub.harvest(folder)).toMatchObject({ status: 'unchanged' });
  folder.write({ 'services.json': json({ contents: [rest] }) });
  expect(await hub.harvest(folder)).toMatchObject({ counts: { withdrawn: 10, unchanged: 1 } });
  expect((await api.query(query)).data.services.nodes).toMatchObject([{ ref: 's2', provenance: { line: 3 } }]);

  folder.write({ 'services.csv': 'service_ref,name,authority_codes,status,source\ns2,Youth club,E06000016,active,\n' });
  expect(await hub.harvest(folder)).toMatchObject({ counts: { changed: 0, unchanged: 1, withdrawn: 0 } });
  expect((await api.query(query)).data.services.nodes).toMatchObject([{ ref: 's2', provenance: { file: 'services.csv', line: 2 } }]);
});

test('services are read anew where a theme is called otherwise by now, since their terms lead to another', async () => {
  const hub = await openTestHub();
  const themes = (...rows: string[]) => hub.harvestFiles({ 'themes.csv': ['theme_code,label', ...rows].join('\n') }, { name: 'more-themes', publisher: publishers.england });
  await themes('QPLAY,Quantum play');
  const folder = makePackage({ 'services.json': JSON.stringify([{ id: 's1', name: 'Club', attributes: [{ id: 'a1', link_entity: 'service', taxonomy_term: { id: 't1', name: 'Quantum play' } }] }]) }, { name: 'clubs', publisher: publishers.leicester }).path;
  const themesOf = async () => (await hub.rows<{ code: string }>('select target_id as code from service_theme order by 1')).map(({ code }) => code);
  await hub.harvest(folder);
  expect(await themesOf()).toEqual(['QPLAY']);
  expect(await hub.harvest(folder)).toMatchObject({ status: 'unchanged' });
  await themes('QPLAY,Something else', 'QP2,Quantum play');
  await hub.harvest(folder);
  expect(await themesOf()).toEqual(['QP2']);
});
