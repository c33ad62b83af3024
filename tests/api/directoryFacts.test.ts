import { expect, test } from 'vitest';
import { apiOver } from '../support/api.ts';
import { makePackage, openTestHub, type PackageFiles } from '../support/harvest.ts';

const services: PackageFiles = { 'services.csv': 'service_ref,name,authority_codes,assured_on\nlodge,Short breaks,E06000016,2025-03-01\n' };

/** One row of each of the four files, with every column filled. */
const facts: PackageFiles = {
  'service_places.csv': `
    service_ref,place_ref,name,address,postcode,latitude,longitude,uprn,accessibility,source,locator,note
    lodge,hall,Town Hall,"1 High Street, Leicester",LE1 1FZ,52.6369,-1.1398,10092008082,Step-free,Directory,page 3,Checked by post
  `,
  'service_costs.csv': `
    service_ref,cost_ref,option,amount,amount_description,currency,valid_from,valid_to,source,locator,note
    lodge,night,Under 18s,20.5,a night,GBP,2025,2025-12,Directory,page 3,Means-tested
  `,
  'service_terms.csv': `
    service_ref,vocabulary,term_ref,label,theme_code,source,locator,note
    lodge,local,22,Respite,SEND,Directory,page 3,Our own list
  `,
  'service_capacities.csv': `
    service_ref,capacity_ref,unit,maximum,available,updated,source,locator,note
    lodge,beds,Beds,8,3,2025-03-01,Directory,page 3,One is closed
  `,
};

const everyColumn = `{ services { nodes { assuredOn
  places { service { ref } placeRef name address postcode latitude longitude uprn accessibility ...where }
  costs { service { ref } costRef option amount amountDescription currency validFrom validTo ...where }
  terms { service { ref } vocabulary termRef label themeCode theme { label } ...where }
  capacities { service { ref } capacityRef unit maximum available updated ...where } } } }
fragment where on PublishedRecord { note provenance { document locator file line } }`;

const found = (file: string, note: string) => ({ service: { ref: 'lodge' }, note, provenance: { document: 'Directory', locator: 'page 3', file, line: 2 } });

test('every column of the places, prices, terms and capacities of a service lands, is published and is withdrawn with its file', async () => {
  const hub = await openTestHub();
  const folder = makePackage({ ...services, ...facts });
  expect(await hub.harvest(folder)).toMatchObject({ issues: [], counts: { added: 5 } });
  const api = await apiOver(hub.hub);
  const { data, errors } = await api.query(everyColumn);
  expect(errors).toEqual([]);
  expect(data.services.nodes).toEqual([{
    assuredOn: '2025-03-01',
    places: [{ placeRef: 'hall', name: 'Town Hall', address: '1 High Street, Leicester', postcode: 'LE1 1FZ', latitude: 52.6369, longitude: -1.1398, uprn: '10092008082', accessibility: 'Step-free', ...found('service_places.csv', 'Checked by post') }],
    costs: [{ costRef: 'night', option: 'Under 18s', amount: 20.5, amountDescription: 'a night', currency: 'GBP', validFrom: '2025', validTo: '2025-12', ...found('service_costs.csv', 'Means-tested') }],
    terms: [{ vocabulary: 'local', termRef: '22', label: 'Respite', themeCode: 'SEND', theme: { label: 'Special educational needs and disabilities' }, ...found('service_terms.csv', 'Our own list') }],
    capacities: [{ capacityRef: 'beds', unit: 'Beds', maximum: 8, available: 3, updated: '2025-03-01', ...found('service_capacities.csv', 'One is closed') }],
  }]);

  folder.write(services);
  expect((await hub.harvest(folder)).counts).toMatchObject({ withdrawn: 4, unchanged: 1 });
  expect((await api.query(everyColumn)).data.services.nodes).toEqual([{ assuredOn: '2025-03-01', places: [], costs: [], terms: [], capacities: [] }]);
});

test('a row of a service nobody knows, and one with more free than there is, are refused', async () => {
  const hub = await openTestHub();
  const { issues } = await hub.harvestFiles({ ...services, 'service_costs.csv': 'service_ref,cost_ref,amount\nlodgee,a,1\n', 'service_capacities.csv': 'service_ref,capacity_ref,maximum,available\nlodge,beds,10,12\n' });
  expect(issues.map(({ file, line, column, message }) => `${file} ${line} ${column}: ${message}`).toSorted()).toEqual([
    'service_capacities.csv 2 maximum: Found "10"; expected nothing below available, which is 12. The row was refused.',
    'service_costs.csv 2 service_ref: Found "lodgee"; expected a reference that is in services.csv of this package. The row was refused.',
  ]);
});
