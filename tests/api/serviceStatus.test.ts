import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isSaidToBeThere, wordsOfStatus } from '../../src/catalogue/serviceStatus.ts';
import { refreshOverlaps } from '../../src/hub.ts';
import { apiOver } from '../support/api.ts';
import { openTestHub, publishers } from '../support/harvest.ts';

const there = ['', 'active', 'Extended', 'open (intended for all)', 'Proposed for closure', 'planned closure 2027'];
const notThere = ['Proposed', 'PLANNED for 2027', 'not yet open', 'decommissioned', 'Service closed', 'Temporarily closed', 'Leicester (ended)', 'now-withdrawn', 'inactive', 'no longer offered'];

test.each(there)('of “%s” a service is there', (status) => expect(isSaidToBeThere(status)).toBe(true));
test.each(notThere)('of “%s” it is not', (status) => expect(isSaidToBeThere(status)).toBe(false));

test('who says that a service is not there yet, or no longer, in whatever letters, counts it nowhere as supply', async () => {
  const { hub, harvestFiles } = await openTestHub();
  const plan = (code: string) => ({
    'plans.csv': `plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage\np,${code},Plan,cypp,2024,2027,whole`,
    'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\np,1,Improve support for children with special educational needs and disabilities,priority,yes',
  });
  const { issues } = await harvestFiles({
    'services.csv': ['service_ref,name,authority_codes,theme_codes,provider,latitude,longitude,annual_cost,cost_year,capacity,capacity_unit,contract_end,status', ...[...there, ...notThere].map((status, at) => `s${at},Service ${at},E06000016,SEND,Trust ${at},52.64,-1.14,1000,FY2025/26,10,places,2027-03-31,${status}`)].join('\n'),
    ...plan('E06000016'),
  });
  await harvestFiles({ ...plan('E06000018'), 'services.csv': 'service_ref,name,authority_codes,theme_codes,provider,cost_year\nn,Other,E06000018,SEND,Trust N,FY2025/26' }, { publisher: publishers.nottingham });
  expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  await refreshOverlaps(hub);
  const { data, errors } = await (await apiOver(hub)).query(`{
    servicesNear(latitude: 52.64, longitude: -1.14) { nodes { service { name } } }
    contractsEnding(filter: { authorities: ["E06000016"], ends: { from: "2027-01-01", to: "2027-12-31" } }) { contracts { service { name } } }
    valueForMoney(authorities: ["E06000016"]) { unitCosts { types { per figures { records amount units } } } }
    provision(filter: { authorities: ["E06000016", "E06000018"], themes: ["SEND"] }) { authorities { authorities { code } supply { services } } }
    overlap(id: "overlap-SEND") { commissioningCase { components { name explanation } } }
  }`);
  expect(errors).toEqual([]);
  const running = there.map((_, at) => `Service ${at}`);
  expect(data.servicesNear.nodes.map(({ service }: { service: { name: string } }) => service.name).sort()).toEqual(running);
  expect(data.contractsEnding[0].contracts.map(({ service }: { service: { name: string } }) => service.name).sort()).toEqual(running);
  expect(data.valueForMoney.unitCosts.types).toEqual([{ per: 'PLACE', figures: [{ records: 6, amount: 6000, units: 60 }] }]);
  expect(data.provision.authorities.map(({ supply }: { supply: { services: number } }) => supply.services)).toEqual([6, 1]);
  expect(data.overlap.commissioningCase.components.find(({ name }: { name: string }) => name === 'FRAGMENTATION').explanation).toContain('7 services of this theme by 7 named providers');
});

test('docs/methods.md names every one of these words', () => {
  const told = readFileSync('docs/methods.md', 'utf8');
  expect([...wordsOfStatus.notYet, ...wordsOfStatus.noLonger].filter((word) => !told.includes(`*${word}*`))).toEqual([]);
});
