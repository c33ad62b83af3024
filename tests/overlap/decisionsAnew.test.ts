import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextDataVersion } from '../../src/harvest/recordHarvest.ts';
import { loadEngine } from '../../src/overlap/engine/loadEngine.ts';
import { updateOverlaps } from '../../src/overlap/updateOverlaps.ts';
import { acts, openReviewing, type Reviewing } from '../support/reviewing.ts';

const priorityIds = ['E06000016/p1', 'E06000016/p2', 'E06000016/p3', 'E06000016/p4', 'E06000018/n1', 'E06000018/n2', 'E06000018/n3'] as const;
const priority = fc.constantFrom(...priorityIds);
const theme = fc.constantFrom('SEND', 'LAC');
/** Places in the list of overlaps that there then are: splits make new ones. */
const place = fc.nat({ max: 5 });
const overrule = fc.boolean();

const act = fc.oneof(
  fc.record({ act: fc.constantFrom('setTheme' as const, 'refuseTheme' as const), priority, theme, overrule }),
  fc.record({ act: fc.constant('setTheme' as const), priority, theme, isMain: fc.constant(false), overrule }),
  fc.record({ act: fc.constant('reviewOverlap' as const), overlap: place, verdict: fc.constantFrom('CONFIRMED', 'REJECTED'), overrule }),
  fc.record({ act: fc.constant('renameOverlap' as const), overlap: place, title: fc.constantFrom('One', 'Two'), overrule }),
  fc.record({ act: fc.constant('splitOverlap' as const), overlap: place, title: fc.constant('Part'), priorities: fc.uniqueArray(priority, { minLength: 1, maxLength: 2 }), overrule }),
  fc.record({ act: fc.constant('splitOverlap' as const), overlap: place, title: fc.constant('Part'), coreKeys: fc.constantFrom(['LAC/placements/all/any'], ['LAC/general/all/any', 'LAC/care-leavers/all/any'], ['SEND/general/all/any']), overrule }),
  fc.record({ act: fc.constant('mergeOverlaps' as const), overlap: place, into: place, overrule }),
  fc.record({ act: fc.constantFrom('linkPriorities' as const, 'unlinkPriorities' as const), first: priority, second: priority, overrule }),
  fc.record({ act: fc.constant('undoDecision' as const), decision: fc.nat({ max: 8 }) }),
);
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;

/** Tries an act; what is refused changes nothing. Returns whether it was taken. */
async function attempt(hub: Reviewing, { act: name, ...input }: Act, note: string): Promise<boolean> {
  const overlaps = (await hub.rows<{ id: string }>('select id from overlap order by id')).map(({ id }) => id);
  const decisions = (await hub.rows<{ id: string }>('select id from decision order by made_at desc')).map(({ id }) => id);
  const pick = (list: string[], index: unknown): unknown => (typeof index === 'number' ? (list[index % Math.max(list.length, 1)] ?? 'none') : index);
  const named = Object.fromEntries(Object.entries(input).map(([key, value]) => [key, ['overlap', 'into'].includes(key) ? pick(overlaps, value) : key === 'decision' ? pick(decisions, value) : value]));
  const { errors } = await (await hub.as({ reviewer: 'Analyst' })).query(acts[name], { input: { ...named, note } });
  // A fault of the hub has another code.
  for (const { extensions } of errors) expect(['BAD_ARGUMENT', 'CONTRADICTS_DECISION', 'UNKNOWN_OVERLAP', 'UNKNOWN_DECISION', 'BAD_USER_INPUT']).toContain(extensions?.code);
  return errors.length === 0;
}

/** What is stored of readings and overlaps, but for when it came about. */
async function stored({ rows }: Reviewing): Promise<unknown[]> {
  return [
    await rows('select * from priority_theme order by owner_id, target_id'),
    await rows('select overlap_id, priority_id, theme_code, ring, core_key, core_title, confidence, evidence from overlap_member order by overlap_id, priority_id'),
    await rows('select id, theme_code, title, review, review_id from overlap order by id'),
  ];
}

const pairs = priorityIds.flatMap((a, i) => priorityIds.slice(i + 1).map((b) => [a, b] as const));

interface Told {
  verdict: string;
  reasons: { aspect: string; decides: string; weight: number; explanation: string }[];
}

/** Asked one by one: together, each of the hubs that are open by the end would take all the connections to PostgreSQL that it may. */
async function toldOfPairs(hub: Reviewing): Promise<Told[]> {
  const told: Told[] = [];
  for (const [a, b] of pairs) told.push((await hub.ask(`{ explainMatch(a: "${a}", b: "${b}") { verdict reasons { aspect decides weight explanation } } }`)).explainMatch);
  return told;
}

/** What is told of every two is what the overlaps say, and names of decisions only those in force, one of them at least where it is not as it was before any. */
async function expectToldAsItIs(hub: Reviewing, undecided: readonly Told[]): Promise<void> {
  const { overlaps, decisions } = await hub.ask('{ overlaps(first: 50) { nodes { id members(first: 60) { nodes { coreKey priority { id } } } } } decisions(first: 100) { nodes { note state } } }');
  const inForce = decisions.nodes.filter(({ state }: { state: string }) => state === 'IN_FORCE').map(({ note }: { note: string }) => note);
  const places = overlaps.nodes.flatMap(({ id, members }: { id: string; members: { nodes: { coreKey: string | null; priority: { id: string } }[] } }) => members.nodes.map(({ coreKey, priority: { id: priorityId } }) => ({ id, coreKey, priorityId })));
  const placesOf = (priorityId: string): { id: string; coreKey: string | null }[] => places.filter((place: { priorityId: string }) => place.priorityId === priorityId);
  for (const [i, { verdict, reasons }] of (await toldOfPairs(hub)).entries()) {
    const [a, b] = pairs[i]!;
    const shared = placesOf(a).flatMap((one) => placesOf(b).filter(({ id }) => id === one.id).map((other) => one.coreKey !== null && one.coreKey === other.coreKey));
    const isOneAuthority = a.slice(0, 9) === b.slice(0, 9);
    const what = `${a} ${b} ${JSON.stringify(reasons)}`;
    if (shared.length > 0) expect(verdict, what).toBe(isOneAuthority ? 'SAME_AUTHORITY' : shared.includes(true) ? 'SAME_CORE' : 'RELATED');
    // Nobody else shares the overlap of two that one authority has.
    else expect(isOneAuthority ? ['DIFFERENT', 'SAME_AUTHORITY'] : ['DIFFERENT'], what).toContain(verdict);
    const told = reasons.filter(({ aspect }) => aspect === 'DECISION').flatMap(({ decides, explanation }) => [...explanation.matchAll(/Act \d+\./g)].map(([note]) => ({ decides, note })));
    for (const { note } of told) expect(inForce, what).toContain(note);
    if (verdict !== undecided[i]!.verdict) expect(told.some(({ decides }) => decides !== 'NOTHING'), what).toBe(true);
    const [speaksAgainst, level] = [verdict !== 'SAME_CORE', verdict === 'RELATED' || verdict === 'SAME_CORE' ? 'CORE' : 'OVERLAP'];
    if (speaksAgainst) expect(reasons.some(({ decides, weight }) => decides === level && weight < 0), what).toBe(true);
  }
}

test('whatever is decided and undone one by one, explainMatch says what the overlaps say, and what is stored is what reading everything anew would store', async () => {
  let taken = 0;
  const undecided = await toldOfPairs(await openReviewing());
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 16 }), async (list) => {
      const hub = await openReviewing();
      for (const [at, each] of list.entries()) taken += Number(await attempt(hub, each, `Act ${at}.`));
      const before = await stored(hub);
      await expectToldAsItIs(hub, undecided);
      await updateOverlaps(hub.hub.write, { ...loadEngine(), version: 'another' }, () => new Date(), nextDataVersion);
      expect(await stored(hub)).toEqual(before);
      const { decisions } = await hub.ask('{ decisions(first: 100) { nodes { state flags { kind } overlap { id } } } }');
      expect(decisions.nodes.length).toBeLessThanOrEqual(list.length);
    }),
    { numRuns: 20 },
  );
  expect(taken).toBeGreaterThan(30);
}, 240_000);
