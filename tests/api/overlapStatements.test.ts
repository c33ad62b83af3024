import { afterAll, beforeAll, expect, test } from 'vitest';
import { refreshOverlaps, type Hub } from '../../src/hub.ts';
import { apiOver, openSeededHub, type TestApi } from '../support/api.ts';

let hub: Hub;
let api: TestApi;

beforeAll(async () => {
  hub = await openSeededHub();
  await refreshOverlaps(hub);
  api = await apiOver(hub, { today: '2026-11-22' });
});
afterAll(() => hub.close());

const region = '{ region: "E12000004", asAt: "2025-06-30" }';

test('overlaps with members, evidence, plans and coverage cost as many statements for one overlap as for all', async () => {
  const question = (first: number) => `{
    overlaps(first: ${first}, filter: ${region}) {
      totalCount dataVersion
      coverage { authority { name } statement plans { title } }
      nodes {
        theme { label } authorities { name } jointPlans { title }
        coverage { sharing { authority { name } } unknown { authority { name } reason } }
        members(first: 20) { totalCount nodes { evidence { explanation } priority { title plan { title authorities { name } } themes { theme { label } evidence { explanation } } } } }
        services(first: 2) { nodes { name } }
        indicators(first: 2) { nodes { title } }
        protocols(first: 2) { nodes { title } }
      }
    }
  }`;
  const [one, all] = [await api.query(question(1)), await api.query(question(40))];
  expect([one.errors, all.errors]).toEqual([[], []]);
  expect(all.data.overlaps.nodes.length).toBeGreaterThan(15);
  expect(all.statements).toBe(one.statements);
  // Paths that read: the scope's two, documents, members, neighbours, labels, data version; then theme, plans, evidence,
  // priority, its plan, that plan's authorities, its themes with their themes, services, indicators, protocols and what they check.
  expect(all.statements).toBeLessThanOrEqual(22);
});

test('nearest misses, children concerned and runners-up cost as many statements for a few overlaps as for all', async () => {
  const question = (first: number) => `{
    overlaps(first: ${first}, filter: ${region}) {
      nodes {
        nearestMisses(first: 5, minConfidence: 0.05) { explanation separation wouldAdd { name } priority { title } evidence { explanation } }
        childrenConcerned { explanation counted { source } notCounted { reason } byIndicator { explanation indicator { title } } }
        members(first: 5) { nodes { isUncertain evidence { explanation quote } priority { isUncertain runnersUp { theme { label } separation evidence { explanation } } } } }
      }
    }
  }`;
  const [few, all] = [await api.query(question(4)), await api.query(question(40))];
  expect([few.errors, all.errors]).toEqual([[], []]);
  const missesIn = ({ data }: typeof all) => data.overlaps.nodes.flatMap((node: { nearestMisses: unknown[] }) => node.nearestMisses).length;
  // Some have none, and of these nothing would be looked up for it.
  expect(missesIn(few)).toBeGreaterThanOrEqual(1);
  expect(missesIn(all)).toBeGreaterThanOrEqual(10);
  // They may have no indicator that counts children, and then none of its values is looked up.
  expect(all.statements - few.statements).toBeLessThanOrEqual(2);
  expect(all.statements).toBeLessThanOrEqual(26);
});

test('a comparison costs as many statements for ten authorities as for two', async () => {
  const question = (codes: string[]) => `{
    compare(authorities: ${JSON.stringify(codes)}, asAt: "2025-06-30") {
      coverage { statement plans { title } }
      themes { theme { label } sharedBy cells { authority { name } state reason priorities { title plan { title } } context { title } latestObservations { value period indicator { title unit } } services { name } } }
    }
  }`;
  const ten = ['E06000015', 'E06000016', 'E06000017', 'E06000018', 'E06000061', 'E06000062', 'E10000007', 'E10000018', 'E10000019', 'E10000024'];
  const [two, all] = [await api.query(question(ten.slice(0, 2))), await api.query(question(ten))];
  expect([two.errors, all.errors]).toEqual([[], []]);
  expect(all.data.compare.themes.length).toBeGreaterThan(20);
  expect(all.statements).toBe(two.statements);
  expect(all.statements).toBeLessThanOrEqual(14);
});

test('the overlaps of many priorities are read once', async () => {
  const { data, errors, statements } = await api.query(`{ priorities(first: 100, filter: { region: "E12000004" }) { nodes { title overlaps { title strength } } } }`);
  expect(errors).toEqual([]);
  expect(data.priorities.nodes.some((node: { overlaps: unknown[] }) => node.overlaps.length > 0)).toBe(true);
  expect(statements).toBeLessThanOrEqual(10);
});
