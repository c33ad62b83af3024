import { expect, test } from 'vitest';
import { refreshOverlaps } from '../../src/hub.ts';
import { apiOver, openSeededHub } from '../support/api.ts';
import { openTestHub, publishers } from '../support/harvest.ts';

const send = 'Improve support for children with special educational needs and disabilities';
const lac = 'Improve outcomes for looked-after children';
const plans = (...rows: string[]) => ['plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage,status,embargo_until', ...rows].join('\n');
const priorities = (...rows: string[]) => ['plan_ref,priority_ref,title,kind,adopted', ...rows].join('\n');
const asked = '{ trend explanation followed earlierMoments moments { day documented sharing { name } joined { name } left { name } firstSeen { name } lastSeen { name } } }';

test('an overlap of today tells how it came about, with the authority that one succeeded, and without drafts or what is under embargo', async () => {
  const hub = await openTestHub();
  await hub.harvestFiles({
    'plans.csv': plans('old,E06000016,Old plan,cypp,2015,2019,whole,,', 'new,E06000016,New plan,cypp,2020,2027,whole,,'),
    'priorities.csv': priorities(`old,1,${lac},priority,yes`, `new,2,${send},priority,yes`),
  });
  await hub.harvestFiles(
    { 'plans.csv': plans('p,E06000018,Plan,cypp,2018,2027,partial,,', 'd,E06000018,Draft,cypp,2016,2017,whole,draft,', 'hidden,E06000018,Hidden,cypp,2014,2015,whole,,2099-01-01'), 'priorities.csv': priorities(`p,1,${send},priority,yes`) },
    { name: 'nottingham', title: 'Nottingham', publisher: publishers.nottingham },
  );
  await refreshOverlaps(hub.hub);
  const api = await apiOver(hub.hub);
  const { data, errors } = await api.query(`{ overlaps(filter: { region: "E12000004", asAt: "2025-01-01" }) { nodes { overTime ${asked} } } }`);
  expect(errors).toEqual([]);
  const leicester = [{ name: 'Leicester' }];
  const nottingham = [{ name: 'Nottingham' }];
  const none = { joined: [], left: [], firstSeen: [], lastSeen: [] };
  expect(data.overlaps.nodes).toEqual([
    {
      overTime: {
        trend: 'TOO_FEW_TO_SAY',
        explanation: expect.stringContaining('Too few to say: only 1 could be followed'),
        followed: 1,
        earlierMoments: 0,
        moments: [
          { ...none, day: '2015-01-01', documented: 1, sharing: [] },
          { ...none, day: '2018-01-01', documented: 2, sharing: nottingham, firstSeen: nottingham },
          { ...none, day: '2020-01-01', documented: 2, sharing: [...leicester, ...nottingham], joined: leicester },
        ],
      },
    },
  ]);
});

test('who states it without being known to have adopted it has neither dropped it nor been without it', async () => {
  const hub = await openTestHub();
  await hub.harvestFiles({
    'plans.csv': plans('old,E06000016,Old plan,cypp,2015,2019,whole,,', 'new,E06000016,New plan,cypp,2020,2027,whole,,'),
    'priorities.csv': priorities(`old,1,${send},priority,yes`, `new,2,${send},priority,`),
  });
  await hub.harvestFiles(
    { 'plans.csv': plans('old,E06000018,Old plan,cypp,2016,2020,whole,,', 'new,E06000018,New plan,cypp,2021,2027,whole,,'), 'priorities.csv': priorities(`old,1,${send},priority,no`, `new,2,${send},priority,yes`) },
    { name: 'nottingham', title: 'Nottingham', publisher: publishers.nottingham },
  );
  await refreshOverlaps(hub.hub);
  const { data, errors } = await (await apiOver(hub.hub)).query(`{ overlaps(filter: { period: { from: "2015-01-01", to: "2025-01-01" } }) { nodes { overTime ${asked} } } }`);
  expect(errors).toEqual([]);
  const [{ followed, moments }] = data.overlaps.nodes.map(({ overTime }: { overTime: unknown }) => overTime);
  expect(followed).toBe(0);
  expect(moments.filter(({ sharing, joined, left }: Record<string, unknown[]>) => [sharing, joined, left].some((some) => some!.length > 0))).toEqual([
    { day: '2015-01-01', documented: 1, sharing: [{ name: 'Leicester' }], joined: [], left: [], firstSeen: [{ name: 'Leicester' }], lastSeen: [] },
    { day: '2016-01-01', documented: 2, sharing: [{ name: 'Leicester' }], joined: [], left: [], firstSeen: [], lastSeen: [] },
    { day: '2021-01-01', documented: 2, sharing: [{ name: 'Nottingham' }], joined: [], left: [], firstSeen: [{ name: 'Nottingham' }], lastSeen: [] },
  ]);
});

test('on the seeds the history of a region counts the county that was divided, and costs the same for one overlap as for all', async () => {
  const hub = await openSeededHub();
  try {
    await refreshOverlaps(hub);
    const api = await apiOver(hub, { today: '2026-11-22' });
    const ask = (first: number) => api.query(`{ overlaps(first: ${first}, filter: { region: "E12000004", asAt: "2025-12-31" }) { nodes { title overTime ${asked} } } }`);
    const [one, all] = [await ask(1), await ask(40)];
    expect([one.errors, all.errors]).toEqual([[], []]);
    expect(all.statements).toBe(one.statements);
    const moments = all.data.overlaps.nodes.flatMap((node: { overTime: { moments: { sharing: { name: string }[] }[] } }) => node.overTime.moments);
    expect(moments.some(({ sharing }: { sharing: { name: string }[] }) => sharing.some(({ name }) => name.startsWith('Northamptonshire')))).toBe(true);
    const told = all.data.overlaps.nodes.map((node: { overTime: { explanation: string } }) => node.overTime.explanation).join('\n');
    expect(told).toMatch(/Northamptonshire.* is no more: North Northamptonshire.* took its place/);
    // Their plans are dated by the year, and they exist since April.
    for (const { day, sharing } of moments as { day: string; sharing: { name: string }[] }[]) if (day < '2021-04-01') expect(sharing.map(({ name }) => name)).not.toContain('West Northamptonshire');
    for (const { overTime } of all.data.overlaps.nodes) expect(overTime.moments.length).toBeLessThanOrEqual(50);
  } finally {
    await hub.close();
  }
});
