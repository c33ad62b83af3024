import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextDataVersion } from '../../src/harvest/recordHarvest.ts';
import { loadEngine } from '../../src/overlap/engine/loadEngine.ts';
import { updateOverlaps } from '../../src/overlap/updateOverlaps.ts';
import { acts, openReviewing, type Reviewing } from '../support/reviewing.ts';

const priority = fc.constantFrom('E06000016/p1', 'E06000016/p2', 'E06000016/p3', 'E06000016/p4', 'E06000018/n1', 'E06000018/n2', 'E06000018/n3');
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
  fc.record({ act: fc.constant('splitOverlap' as const), overlap: place, title: fc.constant('Part'), coreKeys: fc.constantFrom(['LAC/placements/all/any'], ['LAC/general/all/any', 'LAC/general/care-leavers/any'], ['SEND/general/all/any']), overrule }),
  fc.record({ act: fc.constant('mergeOverlaps' as const), overlap: place, into: place, overrule }),
  fc.record({ act: fc.constantFrom('linkPriorities' as const, 'unlinkPriorities' as const), first: priority, second: priority, overrule }),
  fc.record({ act: fc.constant('undoDecision' as const), decision: fc.nat({ max: 8 }) }),
);
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;

/** Tries an act; what is refused changes nothing. Returns whether it was taken. */
async function attempt(hub: Reviewing, { act: name, ...input }: Act): Promise<boolean> {
  const overlaps = (await hub.rows<{ id: string }>('select id from overlap order by id')).map(({ id }) => id);
  const decisions = (await hub.rows<{ id: string }>('select id from decision order by made_at desc')).map(({ id }) => id);
  const pick = (list: string[], index: unknown): unknown => (typeof index === 'number' ? (list[index % Math.max(list.length, 1)] ?? 'none') : index);
  const named = Object.fromEntries(Object.entries(input).map(([key, value]) => [key, ['overlap', 'into'].includes(key) ? pick(overlaps, value) : key === 'decision' ? pick(decisions, value) : value]));
  const { errors } = await (await hub.as({ reviewer: 'Analyst' })).query(acts[name], { input: { ...named, note: 'So it is.' } });
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

test('whatever is decided and undone one by one, what is stored is what reading everything anew would store', async () => {
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 16 }), async (list) => {
      const hub = await openReviewing();
      for (const each of list) taken += Number(await attempt(hub, each));
      const before = await stored(hub);
      await updateOverlaps(hub.hub.write, { ...loadEngine(), version: 'another' }, () => new Date(), nextDataVersion);
      expect(await stored(hub)).toEqual(before);
      const { decisions } = await hub.ask('{ decisions(first: 100) { nodes { state flags { kind } overlap { id } } } }');
      expect(decisions.nodes.length).toBeLessThanOrEqual(list.length);
    }),
    { numRuns: 20 },
  );
  expect(taken).toBeGreaterThan(30);
}, 240_000);
