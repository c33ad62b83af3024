import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { nextDataVersion } from '../../src/harvest/recordHarvest.ts';
import { importDecisionsBy } from '../../src/hub.ts';
import { parseHistory } from '../../src/commands/decisionsFile.ts';
import { writeDecisions } from '../../src/overlap/decisions/decisionsFile.ts';
import { readWhere } from '../../src/overlap/decisions/readDecisions.ts';
import { loadEngine } from '../../src/overlap/engine/loadEngine.ts';
import { updateOverlaps } from '../../src/overlap/updateOverlaps.ts';
import { leicester, openReviewing, plan, type Reviewing } from '../support/reviewing.ts';

const note = 'So it is.';
const split = { overlap: 'overlap-LAC', coreKeys: ['LAC/placements/all/any'], title: 'Foster care', note };
const stored = async ({ rows }: Reviewing) => [
  await rows('select overlap_id, priority_id, core_key, evidence from overlap_member order by overlap_id, priority_id'),
  await rows('select id, theme_code, title, review from overlap order by id'),
];
const found = async ({ ask }: Reviewing, id: string) => (await ask(`{ overlap(id: "${id}") { id title theme { code } } }`)).overlap;
const flagsOf = async ({ ask }: Reviewing, id: string) => (await ask(`{ decision(id: "${id}") { flags { kind } } }`)).decision.flags;

describe('a split is undone', () => {
  test('after another overlap was merged into its part: that one stays where it was, under its own name, and the merge is flagged', async () => {
    const hub = await openReviewing();
    const { decision } = await hub.decide('splitOverlap', split);
    const part = decision.otherOverlapId as string;
    const merge = await hub.decide('mergeOverlaps', { overlap: 'overlap-SEND', into: part, note });
    expect(await found(hub, 'overlap-SEND')).toMatchObject({ id: part });
    await hub.decide('undoDecision', { decision: decision.id, note });
    expect(await found(hub, 'overlap-SEND')).toEqual({ id: 'overlap-SEND', title: 'Special educational needs and disabilities', theme: { code: 'SEND' } });
    expect(await found(hub, part)).toMatchObject({ id: 'overlap-LAC' });
    expect(await flagsOf(hub, merge.decision.id)).toEqual([{ kind: 'CONTRADICTED' }]);
    const before = await stored(hub);
    await updateOverlaps(hub.hub.write, { ...loadEngine(), version: 'another' }, () => new Date(), nextDataVersion);
    expect(await stored(hub)).toEqual(before);
  });

  test('after its part was merged into another: the id of the part answers by the overlap in which its statements are, and the merge is flagged', async () => {
    const hub = await openReviewing();
    const { decision } = await hub.decide('splitOverlap', split);
    const merge = await hub.decide('mergeOverlaps', { overlap: decision.otherOverlapId, into: 'overlap-SEND', note });
    expect(await found(hub, decision.otherOverlapId)).toMatchObject({ id: 'overlap-SEND' });
    expect(await flagsOf(hub, merge.decision.id)).toEqual([]);
    await hub.decide('undoDecision', { decision: decision.id, note });
    expect(await found(hub, decision.otherOverlapId)).toMatchObject({ id: 'overlap-LAC' });
    expect(await flagsOf(hub, merge.decision.id)).toEqual([{ kind: 'NOTHING_LEFT' }]);
  });

  test('after its part was split in turn: the ids of both parts answer by what is left', async () => {
    const hub = await openReviewing();
    const { decision } = await hub.decide('splitOverlap', { ...split, coreKeys: ['LAC/general/all/any', 'LAC/placements/all/any'] });
    const second = await hub.decide('splitOverlap', { ...split, overlap: decision.otherOverlapId });
    await hub.decide('undoDecision', { decision: decision.id, note });
    expect(await found(hub, second.decision.otherOverlapId)).toMatchObject({ id: 'overlap-LAC' });
  });
});

test('merges in a circle, as files of two hubs may bring them: both ids answer by the overlap that the later one keeps', async () => {
  const [here, there] = [await openReviewing(), await openReviewing()];
  await here.decide('mergeOverlaps', { overlap: 'overlap-SEND', into: 'overlap-LAC', note });
  const other = await there.decide('mergeOverlaps', { overlap: 'overlap-LAC', into: 'overlap-SEND', note });
  const now = new Date('2025-06-02T12:00:00Z');
  // A clock is a moment on.
  const text = writeDecisions(await readWhere(there.hub.stored, sql`1 = 1`)).replace(other.decision.madeAt, '2025-06-02T00:00:00.000Z');
  await importDecisionsBy({ ...here.hub, harvesting: { ...here.hub.harvesting, now: () => now } }, parseHistory(Buffer.from(text), 'decisions.jsonl', now));
  for (const id of ['overlap-SEND', 'overlap-LAC']) expect(await found(here, id), id).toMatchObject({ id: 'overlap-SEND' });
});

test.each([
  ['a rejected overlap into another', 'overlap-SEND'],
  ['another into a rejected overlap', 'overlap-LAC'],
])('a merge of %s contradicts the rejection', async (_, rejected) => {
  const { decide, refused } = await openReviewing();
  const { decision } = await decide('reviewOverlap', { overlap: rejected, verdict: 'REJECTED', note });
  const merge = { overlap: 'overlap-SEND', into: 'overlap-LAC', note };
  expect(await refused('mergeOverlaps', merge)).toEqual({ code: 'CONTRADICTS_DECISION', message: expect.stringContaining(decision.id) });
  expect((await decide('mergeOverlaps', { ...merge, overrule: true })).overruled).toMatchObject([{ id: decision.id }]);
});

test('a merge waits for the split that makes the overlap it goes into, when the file of the split comes later', async () => {
  const first = await openReviewing();
  const { decision } = await first.decide('splitOverlap', split);
  await first.decide('mergeOverlaps', { overlap: 'overlap-SEND', into: decision.otherOverlapId, note });
  const [heading, ...lines] = writeDecisions(await readWhere(first.hub.stored, sql`1 = 1`)).trim().split('\n');
  const second = await openReviewing();
  const now = new Date('2025-06-02T12:00:00Z');
  for (const line of lines.reverse()) await importDecisionsBy(second.hub, parseHistory(Buffer.from(`${heading}\n${line}\n`), 'decisions.jsonl', now));
  expect(await stored(second)).toEqual(await stored(first));
});

describe('a decision that came under embargo', () => {
  const link = { first: 'E06000018/n3', second: 'E06000016/p4', note: 'A secret of Leicester’s.' };

  test('is neither told nor in the way of an act that it contradicts: the later one counts, and the earlier is flagged once it is seen again', async () => {
    const hub = await openReviewing();
    const { decision } = await hub.decide('linkPriorities', link);
    const act = { priority: 'E06000018/n3', theme: 'LAC', note };
    expect(await hub.refused('refuseTheme', act)).toMatchObject({ code: 'CONTRADICTS_DECISION', message: expect.stringContaining('secret') });
    await hub.reread(leicester({ 'plans.csv': plan('2099-01-01') }));
    expect(await hub.decide('refuseTheme', act)).toMatchObject({ decision: { state: 'IN_FORCE' }, overruled: [] });
    await hub.reread(leicester());
    expect(await flagsOf(hub, decision.id)).toEqual([{ kind: 'NOTHING_LEFT' }]);
  });
});
