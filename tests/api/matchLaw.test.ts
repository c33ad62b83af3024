import { afterAll, beforeAll, expect, test } from 'vitest';
import { refreshOverlaps, type Hub } from '../../src/hub.ts';
import { apiOver, openSeededHub, type TestApi } from '../support/api.ts';

let hub: Hub;
let api: TestApi;

beforeAll(async () => {
  hub = await openSeededHub();
  await refreshOverlaps(hub);
  api = await apiOver(hub, { today: '2026-01-15', limits: { maxCost: 1e9, maxAliases: 10_000, maxTokens: 1e6 } });
});
afterAll(() => hub.close());

interface Member {
  overlap: string;
  id: string;
  coreKey: string | null;
  authorities: string[];
}

/** Some statements of each overlap among all authorities and over all time, as the overlaps themselves show them. */
async function someMembers(): Promise<Member[]> {
  const { data, errors } = await api.query('{ overlaps(first: 40, filter: { period: { from: "2000-01-01", to: "2030-12-31" } }) { nodes { id members(first: 60) { nodes { coreKey priority { id authorities { code } } } } } } }');
  expect(errors).toEqual([]);
  return data.overlaps.nodes.flatMap((overlap: { id: string; members: { nodes: { coreKey: string | null; priority: { id: string; authorities: { code: string }[] } }[] } }) =>
    overlap.members.nodes.filter((_, i) => i % 9 === 0).map(({ coreKey, priority }) => ({ overlap: overlap.id, id: priority.id, coreKey, authorities: priority.authorities.map(({ code }) => code) })),
  );
}

test('a member shares its core group exactly where that is one of the groups that the overlap says are shared, none of which one joint plan has alone', async () => {
  const { data, errors } = await api.query('{ overlaps(first: 40, filter: { region: "E12000004" }) { nodes { id cores { key authorities { code } } members(first: 100) { nodes { ring coreKey sharesCore priority { plan { id authorities { code } } } } } } } }');
  expect(errors).toEqual([]);
  const seen = { shared: 0, alone: 0 };
  for (const { id, cores, members } of data.overlaps.nodes) {
    const keys = new Set(cores.map(({ key }: { key: string }) => key));
    for (const { coreKey, sharesCore } of members.nodes) {
      expect(sharesCore, id).toBe(coreKey !== null && keys.has(coreKey));
      if (coreKey !== null) seen[sharesCore ? 'shared' : 'alone'] += 1;
    }
    for (const { key, authorities } of cores) {
      expect(authorities.length, key).toBeGreaterThan(1);
      expect(new Set(members.nodes.filter((member: { coreKey: string | null }) => member.coreKey === key).map((member: { priority: { plan: { id: string } } }) => member.priority.plan.id)).size, key).toBeGreaterThan(1);
    }
  }
  expect(Math.min(seen.shared, seen.alone)).toBeGreaterThan(0);
});

test('explainMatch says of every pair just what the overlaps say', async () => {
  const members = await someMembers();
  const byId = Map.groupBy(members, ({ id }) => id);
  const ids = [...byId.keys()];
  const all = ids.flatMap((a, i) => ids.slice(i + 1).map((b) => [a, b] as const));
  const together = ([a, b]: readonly [string, string]) => byId.get(a)!.some((one) => byId.get(b)!.some((other) => other.overlap === one.overlap));
  const pairs = [...all.filter(together).filter((_, i) => i % 2 === 0), ...all.filter((_, i) => i % 97 === 0)];
  expect(pairs.length).toBeGreaterThan(100);
  const seen = new Set<string>();
  for (const [a, b] of pairs) {
    const { data, errors } = await api.query(`{ explainMatch(a: "${a}", b: "${b}") { verdict overlaps { id } reasons { decides weight } wouldChange } }`);
    expect(errors).toEqual([]);
    const { verdict, overlaps, reasons, wouldChange } = data.explainMatch;
    const shared = byId.get(a)!.flatMap((one) => byId.get(b)!.filter((other) => other.overlap === one.overlap).map((other) => [one, other] as const));
    // The sample holds every overlap of a statement only where it took it from there too: what it has must be told.
    for (const [one] of shared) expect(overlaps.map(({ id }: { id: string }) => id)).toContain(one.overlap);
    if (shared.length > 0) expect(verdict, `${a} ${b}`).not.toBe('DIFFERENT');
    const isOneAuthority = byId.get(a)![0]!.authorities.some((code) => byId.get(b)![0]!.authorities.includes(code));
    if (shared.some(([one, other]) => one.coreKey !== null && one.coreKey === other.coreKey)) expect(verdict).toBe(isOneAuthority ? 'SAME_AUTHORITY' : 'SAME_CORE');
    if (verdict === 'DIFFERENT') expect(overlaps).toEqual([]);
    if (verdict !== 'SAME_CORE') expect(wouldChange.length).toBeGreaterThan(0);
    // A threshold that would let in anything is no way to bring two together.
    for (const [, threshold] of wouldChange.join(' ').matchAll(/with a threshold of (\d\.\d\d)/g)) expect(Number(threshold), `${a} ${b}`).toBeGreaterThanOrEqual(0.05);
    // Something speaks for what brings two together, and something against what keeps them apart.
    const decisive = reasons.filter(({ decides }: { decides: string }) => decides === (verdict === 'RELATED' || verdict === 'SAME_CORE' ? 'CORE' : 'OVERLAP'));
    if (verdict !== 'SAME_CORE') expect(decisive.some(({ weight }: { weight: number }) => weight < 0), `${a} ${b}`).toBe(true);
    seen.add(verdict);
  }
  expect([...seen]).toEqual(expect.arrayContaining(['SAME_CORE', 'RELATED', 'SAME_AUTHORITY', 'DIFFERENT']));
}, 120_000);
