import { expect, test } from 'vitest';
import { refreshOverlaps } from '../../src/hub.ts';
import { apiOver } from '../support/api.ts';
import { openRegion, region, type RegionFiles } from '../support/region.ts';

const query = '{ sharingPossibilities(filter: { region: "E12000004", themes: ["SEND"] }) { statement total possibilities { explanation areNeighbours free { unit available } openServices { ref } existing { kind title } from { authorities { name } } to { authorities { name } reading } } inNeed { authorities { name } } existing { kind title year statement authorities { name } } } }';

async function sharing(files: RegionFiles = {}) {
  const { hub } = await openRegion(files);
  await refreshOverlaps(hub);
  const { data, errors, statements } = await (await apiOver(hub)).query(query);
  expect(errors).toEqual([]);
  return { ...data.sharingPossibilities, statements };
}
const pairsOf = ({ possibilities }: { possibilities: { from: { authorities: { name: string }[] }; to: { authorities: { name: string }[] } }[] }) => possibilities.map(({ from, to }) => `${from.authorities[0]!.name} > ${to.authorities[0]!.name}`);
const row = (ref: string, codes: string, rest: string) => `${ref},${ref},${codes},SEND,${rest}`;

test('one with clearly more supply, out of reach of one that has need, is no possibility', async () => {
  const found = await sharing();
  expect(found).toMatchObject({ total: 0, possibilities: [], inNeed: [{ authorities: [{ name: 'Leicester' }] }], existing: [] });
  expect(found.statement).toContain('clearly above the others in Leicester. Supply can be set beside the others for 7 of them; with something to share: Nottingham.');
  expect(found.statement).toContain('resources stay where they are unless a proposal says otherwise');
  expect(found.statements).toBeLessThanOrEqual(30);
});

test('a neighbour with more supply is one', async () => {
  const found = await sharing({ places: { Nottingham: 100, Derbyshire: 200 } });
  expect(pairsOf(found)).toEqual(['Derbyshire > Leicester']);
  expect(found.possibilities).toMatchObject([{ areNeighbours: true, free: [], openServices: [], to: { reading: 'PROVISION_GAP' } }]);
  expect(found.possibilities[0].explanation).toBe('Derbyshire has clearly more supply for its children than the others; Leicester has more need and less supply than the others; they border on one another. A suggestion to look at, no decision: resources stay where they are unless a proposal says otherwise.');
});

test('but not where it took the place of the other', async () => {
  const others = Object.entries(region).filter(([name]) => !['Derbyshire', 'Leicester', 'Nottingham'].includes(name)).map(([name, code]) => `${code},${name},county,E12000004,,`);
  const found = await sharing({ places: { Nottingham: 100, Derbyshire: 200 }, files: { 'authorities.csv': ['gss_code,name,kind,region_code,neighbour_codes,successor_codes', `${region.Derbyshire},Derbyshire,county,E12000004,${region.Leicester},${region.Leicester}`, ...others].join('\n') } });
  expect(pairsOf(found)).toEqual([]);
});

test('so is one whose services say they are open to the other’s residents, however far', async () => {
  const found = await sharing({ services: [row('open', region.Nottingham, '10,places,,,,,,,E06000016,Directory 2024')] });
  expect(found.possibilities).toMatchObject([{ areNeighbours: false, openServices: [{ ref: 'open' }], from: { authorities: [{ name: 'Nottingham' }] } }]);
});

test('and one whose services say they are open to the whole region', async () => {
  const found = await sharing({ services: [row('open', region.Nottingham, '10,places,,,,,,,E12000004,Directory 2024')] });
  expect(found.possibilities).toMatchObject([{ areNeighbours: false, openServices: [{ ref: 'open' }], from: { authorities: [{ name: 'Nottingham' }] }, to: { authorities: [{ name: 'Leicester' }] } }]);
});

test('one of whose own need nothing is known is named with that caution', async () => {
  const found = await sharing({ need: { Derbyshire: null }, places: { Nottingham: 100, Derbyshire: 200 } });
  expect(found.possibilities.map(({ explanation }: { explanation: string }) => explanation)).toEqual([expect.stringContaining('Derbyshire has clearly more supply for its children than the others, though its own need is not known well enough to say that it has anything to spare; Leicester')]);
});

test.each([['2025-03-01', ['Leicestershire > Leicester']], ['2023-03-01', []]])('places said to be free on %s count where that is a year ago at most', async (updated, pairs) => {
  const found = await sharing({ files: { 'service_capacities.csv': `service_ref,capacity_ref,unit,maximum,available,updated\ns-Leicestershire,1,places,100,6,${updated}` } });
  expect(pairsOf(found)).toEqual(pairs);
  if (pairs.length > 0) expect(found.possibilities[0].free).toEqual([{ unit: 'places', available: 6 }]);
});

test('what they already have together is told, with how sure that is', async () => {
  const found = await sharing({
    places: { Nottingham: 100, Derbyshire: 200 },
    services: [row('joint', `${region.Derbyshire};${region.Leicester}`, '2,places,,,,,,,,Directory 2024'), row('old-joint', `${region.Derby};${region.Rutland}`, ',,,,,,,,,Directory 2008')],
    files: {
      'protocols.csv': 'protocol_ref,title,authority_codes,theme_codes,valid_from,valid_to\np,Moving between schools,E10000007;E06000016,SEND,2020,2027\nq,Other,E10000007;E06000016,LAC,2020,2027',
      'plans.csv': 'plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage,status\nj,E06000015;E06000017,Joint strategy,cypp,2024,2026,whole,\nt,E06000015;E06000017,Touches on it,other,2024,2026,partial,\no,E06000015;E06000017,Of others,other,2024,2026,partial,\nd,E06000015;E06000017,Draft,other,2024,2026,partial,consultation',
      'priorities.csv': ['plan_ref,priority_ref,title,kind,adopted', ...['j,1,#,priority,yes', 't,2,"Raise attainment for all, including pupils with special educational needs",priority,yes', 'o,3,#,recommendation,no', 'd,4,#,priority,yes'].map((row) => row.replace('#', 'Improve support for children with special educational needs and disabilities'))].join('\n'),
    },
  });
  expect(found.existing.map(({ kind, title, authorities }: { kind: string; title: string; authorities: { name: string }[] }) => [kind, title, authorities.map(({ name }) => name).sort().join()])).toEqual([
    ['AGREEMENT', 'Moving between schools', 'Derbyshire,Leicester'], ['JOINT_SERVICE', 'joint', 'Derbyshire,Leicester'], ['JOINT_SERVICE', 'old-joint', 'Derby,Rutland'], ['JOINT_PLAN', 'Joint strategy', 'Derby,Rutland'],
  ]);
  expect(found.existing[3].statement).toMatch(/^In force on \d{4}-\d\d-\d\d\.$/);
  expect(found.existing[2].statement).toBe('By Directory 2008. No source later than 2008 tells of it: it may have ended.');
  expect(found.possibilities.map(({ existing }: { existing: { title: string }[] }) => existing.map(({ title }) => title))).toEqual([['Moving between schools', 'joint']]);
});
