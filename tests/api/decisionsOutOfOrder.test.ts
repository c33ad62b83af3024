import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { nextDataVersion } from '../../src/harvest/recordHarvest.ts';
import { importDecisionsBy } from '../../src/hub.ts';
import { parseHistory } from '../../src/commands/decisionsFile.ts';
import { writeDecisions } from '../../src/overlap/decisions/decisionsFile.ts';
import { readWhere } from '../../src/overlap/decisions/readDecisions.ts';
import { loadEngine } from '../../src/overlap/engine/loadEngine.ts';
import { updateOverlaps } from '../../src/overlap/updateOverlaps.ts';
import { leicester, openReviewing, plan, type acts, type Reviewing } from '../support/reviewing.ts';

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

const fate = ({ ask }: Reviewing, id: string) => ask(`{ decision(id: "${id}") { state overruledBy { id } flags { kind } } overruled: decisions(filter: { states: [OVERRULED] }) { nodes { id } } inForce: decisions(filter: { states: [IN_FORCE] }) { nodes { id } } }`);

/** What goes before, what contradicts it, and how what is stored differs once it counts no longer. */
const pairs: [string, [keyof typeof acts, Record<string, unknown>][], [keyof typeof acts, Record<string, unknown>]][] = [
  ['a rejection of the overlap that goes, by a merge', [['reviewOverlap', { overlap: 'overlap-SEND', verdict: 'REJECTED' }]], ['mergeOverlaps', { overlap: 'overlap-SEND', into: 'overlap-LAC' }]],
  ['a rejection of the overlap that stays, by a merge', [['reviewOverlap', { overlap: 'overlap-LAC', verdict: 'REJECTED' }]], ['mergeOverlaps', { overlap: 'overlap-SEND', into: 'overlap-LAC' }]],
  ['a refused theme, by a link in it', [['refuseTheme', { priority: 'E06000016/p4', theme: 'LAC' }]], ['linkPriorities', { first: 'E06000018/n3', second: 'E06000016/p4' }]],
  ['a link, by a theme refused', [['linkPriorities', { first: 'E06000018/n3', second: 'E06000016/p4' }]], ['refuseTheme', { priority: 'E06000016/p4', theme: 'LAC' }]],
  ['a link, by its first one’s theme refused', [['linkPriorities', { first: 'E06000018/n3', second: 'E06000016/p4' }]], ['refuseTheme', { priority: 'E06000018/n3', theme: 'LAC' }]],
  ['a link, by a split that takes the second away', [['linkPriorities', { first: 'E06000018/n3', second: 'E06000016/p4' }]], ['splitOverlap', { overlap: 'overlap-LAC', priorities: ['E06000016/p4'], title: 'Apart' }]],
  ['a link in a theme that is merged into another, by a split of that which takes the second away', [['linkPriorities', { first: 'E06000018/n1', second: 'E06000016/p4' }], ['mergeOverlaps', { overlap: 'overlap-SEND', into: 'overlap-LAC' }]], ['splitOverlap', { overlap: 'overlap-LAC', priorities: ['E06000016/p4'], title: 'Apart' }]],
  ['a chain of links, by an unlink of its ends', [['linkPriorities', { first: 'E06000018/n3', second: 'E06000016/p4' }], ['linkPriorities', { first: 'E06000016/p4', second: 'E06000018/n2' }]], ['unlinkPriorities', { first: 'E06000018/n3', second: 'E06000018/n2' }]],
  ['a link beside a chain, by an unlink of the two', [['linkPriorities', { first: 'E06000018/n3', second: 'E06000016/p4' }], ['linkPriorities', { first: 'E06000016/p4', second: 'E06000018/n2' }], ['linkPriorities', { first: 'E06000018/n3', second: 'E06000018/n2' }]], ['unlinkPriorities', { first: 'E06000018/n3', second: 'E06000018/n2' }]],
  ['an unlink, by a chain of links', [['unlinkPriorities', { first: 'E06000016/p2', second: 'E06000018/n2' }], ['linkPriorities', { first: 'E06000016/p2', second: 'E06000016/p4' }]], ['linkPriorities', { first: 'E06000016/p4', second: 'E06000018/n2', overlap: 'overlap-LAC' }]],
];

describe.each(pairs)('%s', (_, before, [act, input]) => {
  test('is refused; overruled, it counts no longer, says by which, and counts again once that is undone', async () => {
    const hub = await openReviewing();
    for (const [each, said] of before) await hub.decide(each, { ...said, note });
    const asItWas = await stored(hub);
    expect(await hub.refused(act, { ...input, note })).toMatchObject({ code: 'CONTRADICTS_DECISION' });
    const { decision, overruled } = await hub.decide(act, { ...input, note, overrule: true });
    expect(overruled.length).toBeGreaterThan(0);
    for (const { id, state } of overruled) {
      expect(state).toBe('OVERRULED');
      expect(await fate(hub, id)).toMatchObject({ decision: { state: 'OVERRULED', overruledBy: { id: decision.id }, flags: [] }, overruled: { nodes: expect.arrayContaining([{ id }]) }, inForce: { nodes: expect.not.arrayContaining([{ id }]) } });
    }
    const overruling = await stored(hub);
    expect(overruling).not.toEqual(asItWas);
    expect(await flagsOf(hub, decision.id)).toEqual(act === 'splitOverlap' ? [{ kind: 'SHARED_BY_ONE' }] : []);
    await updateOverlaps(hub.hub.write, { ...loadEngine(), version: 'another' }, () => new Date(), nextDataVersion);
    expect(await stored(hub)).toEqual(overruling);
    // Another hub that is given the acts, in whatever order, finds the same.
    const [heading, ...lines] = writeDecisions(await readWhere(hub.hub.stored, sql`1 = 1`)).trim().split('\n');
    const there = await openReviewing();
    for (const line of lines.reverse()) await importDecisionsBy(there.hub, parseHistory(Buffer.from(`${heading}\n${line}\n`), 'decisions.jsonl', new Date('2025-06-02T12:00:00Z')));
    expect(await stored(there)).toEqual(overruling);
    expect((await fate(there, overruled[0].id)).decision).toMatchObject({ state: 'OVERRULED', overruledBy: { id: decision.id } });
    await hub.decide('undoDecision', { decision: decision.id, note });
    expect(await stored(hub)).toEqual(asItWas);
    expect((await fate(hub, overruled[0].id)).decision).toMatchObject({ state: 'IN_FORCE', overruledBy: null });
  });
});

test('an overlap that was rejected stands in the lists with what is merged into it, when the rejection is overruled; rejected anew, it stands in none', async () => {
  const hub = await openReviewing();
  await hub.decide('reviewOverlap', { overlap: 'overlap-LAC', verdict: 'REJECTED', note });
  await hub.decide('mergeOverlaps', { overlap: 'overlap-SEND', into: 'overlap-LAC', note, overrule: true });
  expect((await hub.ask('{ overlaps { nodes { id review { state } } } }')).overlaps.nodes).toEqual([{ id: 'overlap-LAC', review: { state: 'PROPOSED' } }]);
  await hub.decide('reviewOverlap', { overlap: 'overlap-LAC', verdict: 'REJECTED', note });
  expect((await hub.ask('{ overlaps { nodes { id } } }')).overlaps.nodes).toEqual([]);
});

test('a split whose part is merged back is asked about, and counts before the merge, so that what had come to the part goes along', async () => {
  const hub = await openReviewing();
  const asItWas = await stored(hub);
  const { decision } = await hub.decide('splitOverlap', split);
  const merge = await hub.decide('mergeOverlaps', { overlap: decision.otherOverlapId, into: 'overlap-LAC', note, overrule: true });
  expect(merge.overruled).toEqual([]);
  expect((await fate(hub, decision.id)).decision).toMatchObject({ state: 'IN_FORCE' });
  expect(await stored(hub)).toEqual(asItWas);
  expect(await found(hub, decision.otherOverlapId)).toMatchObject({ id: 'overlap-LAC' });
  expect(await flagsOf(hub, merge.decision.id)).toEqual([]);
  await hub.decide('undoDecision', { decision: merge.decision.id, note });
  expect(await found(hub, decision.otherOverlapId)).toMatchObject({ id: decision.otherOverlapId });
  await hub.decide('mergeOverlaps', { overlap: 'overlap-SEND', into: decision.otherOverlapId, note });
  await hub.decide('mergeOverlaps', { overlap: decision.otherOverlapId, into: 'overlap-LAC', note, overrule: true });
  expect(await found(hub, 'overlap-SEND')).toMatchObject({ id: 'overlap-LAC' });
});

test('a split of a rejected overlap is refused; overruled, its part is proposed, and what is left stays rejected, which says that some of it went', async () => {
  const hub = await openReviewing();
  const { decision: rejection } = await hub.decide('reviewOverlap', { overlap: 'overlap-LAC', verdict: 'REJECTED', note });
  expect(await hub.refused('splitOverlap', split)).toEqual({ code: 'CONTRADICTS_DECISION', message: expect.stringContaining(`This contradicts the decision ${rejection.id} (reject overlap, by Analyst`) });
  const { decision, overruled } = await hub.decide('splitOverlap', { ...split, overrule: true });
  expect(overruled).toEqual([]);
  const reviews = async (overlaps: string) => (await hub.ask(`{ ${overlaps} { nodes { id review { state } } } }`)).overlaps.nodes;
  expect(await reviews('overlaps')).toContainEqual({ id: decision.otherOverlapId, review: { state: 'PROPOSED' } });
  expect(await reviews('overlaps(filter: { review: [REJECTED] })')).toEqual([{ id: 'overlap-LAC', review: { state: 'REJECTED' } }]);
  const { decision: flagged } = await hub.ask(`{ decision(id: "${rejection.id}") { state flags { kind explanation } } }`);
  expect(flagged).toEqual({ state: 'IN_FORCE', flags: [{ kind: 'CONTRADICTED', explanation: `Some of it stands elsewhere by a later decision: “${split.title}” was taken out of it by Analyst on 1 June 2025: “${split.note}”` }] });
  await hub.decide('undoDecision', { decision: decision.id, note });
  expect(await flagsOf(hub, rejection.id)).toEqual([]);
});

test('a rejection on one hub and a later merge on another agree once both have the file: the merge counts', async () => {
  const [here, there] = [await openReviewing(), await openReviewing()];
  const { decision } = await here.decide('reviewOverlap', { overlap: 'overlap-LAC', verdict: 'REJECTED', note });
  const merge = await there.decide('mergeOverlaps', { overlap: 'overlap-SEND', into: 'overlap-LAC', note });
  const now = new Date('2025-06-02T12:00:00Z');
  const text = writeDecisions(await readWhere(there.hub.stored, sql`1 = 1`)).replace(merge.decision.madeAt, '2025-06-02T00:00:00.000Z');
  await importDecisionsBy({ ...here.hub, harvesting: { ...here.hub.harvesting, now: () => now } }, parseHistory(Buffer.from(text), 'decisions.jsonl', now));
  expect((await fate(here, decision.id)).decision).toMatchObject({ state: 'OVERRULED', overruledBy: { id: merge.decision.id } });
  expect((await here.ask('{ overlaps { nodes { id } } }')).overlaps.nodes).toEqual([{ id: 'overlap-LAC' }]);
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

  test('is neither told nor in the way of an act that it contradicts: the later one counts, and the earlier is told to be overruled once it is seen again', async () => {
    const hub = await openReviewing();
    const { decision } = await hub.decide('linkPriorities', link);
    const act = { priority: 'E06000018/n3', theme: 'LAC', note };
    expect(await hub.refused('refuseTheme', act)).toMatchObject({ code: 'CONTRADICTS_DECISION', message: expect.stringContaining('secret') });
    await hub.reread(leicester({ 'plans.csv': plan('2099-01-01') }));
    expect(await hub.decide('refuseTheme', act)).toMatchObject({ decision: { state: 'IN_FORCE' }, overruled: [] });
    await hub.reread(leicester());
    expect((await fate(hub, decision.id)).decision).toMatchObject({ state: 'OVERRULED', flags: [] });
  });
});
