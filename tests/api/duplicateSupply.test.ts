import { expect, test } from 'vitest';
import { refreshDuplicates, refreshOverlaps } from '../../src/hub.ts';
import { apiOver } from '../support/api.ts';
import { openTestHub, publishers, type PackageFiles } from '../support/harvest.ts';

const plan = (code: string): PackageFiles => ({
  'plans.csv': `plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage\np,${code},Plan,cypp,2024,2026,whole`,
  'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\np,1,Improve support for children with special educational needs and disabilities,priority,yes',
});
const services = (...rows: string[]): PackageFiles => ({ 'services.csv': ['service_ref,name,provider,authority_codes,theme_codes,postcode,capacity,capacity_unit', ...rows].join('\n') });
const use = (ref: string, users: number, home = 'E06000016'): PackageFiles => ({ 'service_use.csv': `service_ref,home_area_code,period,users\n${ref},${home},FY2024/25,${users}` });

test('a service of which one record states when its contract ends is not counted as one that states no end', async () => {
  const { hub, harvestFiles } = await openTestHub();
  const ending = (ref: string, end: string) => ({ 'services.csv': `service_ref,name,provider,authority_codes,theme_codes,postcode,contract_end\n${ref},Short Breaks,Rainbow Ltd,E06000016,SEND,LE1 5WW,${end}` });
  await harvestFiles(ending('sb', '2026-03-31'));
  await harvestFiles(ending('r', ''), { publisher: publishers.eastMidlands });
  await refreshDuplicates(hub);
  const ask = async () => {
    const { data, errors } = await (await apiOver(hub)).query('{ contractsEnding(filter: { authorities: ["E06000016"], ends: { from: "2026-01-01", to: "2026-12-31" } }) { contracts { service { id } } withoutEnd { services } } }');
    expect(errors).toEqual([]);
    return data.contractsEnding;
  };
  const contracts = [{ service: { id: 'E06000016/sb' } }];
  expect(await ask()).toEqual([{ contracts, withoutEnd: [{ services: 1 }] }]);
  await (await apiOver(hub, { asReviewer: 'Analyst' })).query('mutation { decideDuplicate(input: { services: ["E06000016/sb", "E12000004/r"], isSame: true, note: "One." }) { decision { id } } }');
  expect(await ask()).toEqual([{ contracts, withoutEnd: [] }]);
});

test.each([
  ['places', '20,places', 'Leicester 40', 'Leicester 20'],
  ['users', ',', 'Leicester 60', 'Leicester 30'],
])('the case for commissioning together counts services that are one, and their %s, once', async (_, capacity, both, one) => {
  const { hub, harvestFiles } = await openTestHub();
  await harvestFiles({ ...plan('E06000016'), ...services(`sb,Short Breaks,Rainbow Ltd,E06000016,SEND,LE1 5WW,${capacity}`, 'o,Own club,Acorn,E06000016,SEND,,,'), ...use('sb', 30) });
  await harvestFiles({ ...plan('E06000018'), ...services(`x,Portage,Trust B,E06000018,SEND,,${capacity}`), ...use('x', 10, 'E06000018') }, { publisher: publishers.nottingham });
  await harvestFiles({ ...services(`r,Short Breaks,Rainbow Limited,E06000016,SEND,LE1 5WW,${capacity}`), ...use('r', 30) }, { publisher: publishers.eastMidlands });
  await refreshOverlaps(hub);
  await refreshDuplicates(hub);
  const told = async () => {
    const { data, errors } = await (await apiOver(hub)).query('{ overlap(id: "overlap-SEND") { commissioningCase { components { name explanation } } } }');
    expect(errors).toEqual([]);
    const byName = Object.fromEntries(data.overlap.commissioningCase.components.map(({ name, explanation }: { name: string; explanation: string }) => [name, explanation]));
    return { supply: byName['FRAGMENTATION'], numbers: byName['SPECIALISM'] };
  };
  const twice = await told();
  expect(twice.supply).toContain('4 services of this theme');
  expect(twice.numbers).toContain(both);
  const { errors } = await (await apiOver(hub, { asReviewer: 'Analyst' })).query('mutation { decideDuplicate(input: { services: ["E06000016/sb", "E12000004/r"], isSame: true, note: "One." }) { decision { id } } }');
  expect(errors).toEqual([]);
  const once = await told();
  expect(once.supply).toContain('3 services of this theme');
  expect(once.numbers).toContain(one);
});
