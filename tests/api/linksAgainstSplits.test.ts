import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { parseHistory } from '../../src/commands/decisionsFile.ts';
import { importDecisionsBy } from '../../src/hub.ts';
import { writeDecisions } from '../../src/overlap/decisions/decisionsFile.ts';
import { readWhere } from '../../src/overlap/decisions/readDecisions.ts';
import { publishers, type PackageFiles } from '../support/harvest.ts';
import { leicester, nottingham, openReviewing, plan, type Reviewing } from '../support/reviewing.ts';

const [outcomes, foster, leavers] = ['E06000016/p2', 'E06000016/p3', 'E06000016/p4'] as const;
const [outcomesToo, fosterToo] = ['E06000018/n2', 'E06000018/n3'] as const;
const by = 'by Analyst on 1 June 2025';
const told = (id: string, kind: string, note: string) => `the decision ${id} (${kind}, by Analyst on 2025-06-01: “${note}”)`;

/** A part with a statement of each authority, to the first of which another was linked. */
async function openSplit(): Promise<Reviewing & { split: string; part: string; link: string }> {
  const hub = await openReviewing();
  const { decision: split } = await hub.decide('splitOverlap', { overlap: 'overlap-LAC', priorities: [leavers, fosterToo], title: 'Access', note: 'Apart.' });
  const { decision: link } = await hub.decide('linkPriorities', { first: leavers, second: outcomes, note: 'Together.' });
  return { ...hub, split: split.id, part: split.otherOverlapId, link: link.id };
}
const away = { first: outcomesToo, second: outcomes, note: 'The same.' };
const flagsOf = async ({ ask }: Reviewing, id: string) => (await ask(`{ decision(id: "${id}") { state flags { kind explanation } } }`)).decision;

describe('a link that takes elsewhere what a split names', () => {
  test('is refused in words that name the split, what would go, the link by which it would, and what to do', async () => {
    const hub = await openSplit();
    const before = await hub.everything();
    expect(await hub.refused('linkPriorities', away)).toEqual({
      code: 'CONTRADICTS_DECISION',
      message: `This contradicts ${told(hub.split, 'split overlap', 'Apart.')}. It would take “Improve life for care leavers” (${leavers}) out of “Access”. What you did not name hangs on ${outcomes} by ${told(hub.link, 'link priorities', 'Together.')}. Link the other way round, undo one of these first, or send overrule: true: the later decision then counts, and the split for the rest.`,
    });
    expect(await hub.refused('linkPriorities', { first: outcomesToo, second: fosterToo, note: 'Named by both.' })).toEqual({
      code: 'CONTRADICTS_DECISION', message: expect.stringContaining(`It would take “Recruit more foster carers for looked-after children” (${fosterToo}) out of “Access”. Link the other way round`),
    });
    expect(await hub.everything()).toEqual(before);
  });

  test('is not told to be made the other way round where that would take something from a split, too', async () => {
    const hub = await openSplit();
    await hub.decide('splitOverlap', { overlap: 'overlap-LAC', priorities: [outcomesToo], title: 'Outcomes', note: 'Another.' });
    for (const pair of [away, { ...away, first: outcomes, second: outcomesToo }]) {
      const { message } = await hub.refused('linkPriorities', pair);
      expect(message).toContain('Undo one of these first');
      expect(message).not.toContain('other way round');
    }
  });

  test('the other way round, within the part, and in another theme is none', async () => {
    const hub = await openSplit();
    await hub.decide('linkPriorities', { first: fosterToo, second: leavers, note: 'Within.' });
    await hub.decide('linkPriorities', { first: 'E06000018/n1', second: leavers, overlap: 'overlap-SEND', note: 'Of another theme.' });
    await hub.decide('linkPriorities', { first: outcomes, second: outcomesToo, note: 'The other way round.' });
    expect(Object.keys((await hub.members(hub.part))!)).toEqual(['n2', 'n3', 'p2', 'p4']);
  });

  test('and is made all the same with overrule: the split counts for the rest, and tells the link that took from it', async () => {
    const hub = await openSplit();
    const { decision, overruled, priorities } = await hub.decide('linkPriorities', { ...away, overrule: true });
    expect(overruled).toEqual([]);
    expect(priorities.map(({ id }: { id: string }) => id)).toEqual([outcomesToo, outcomes, leavers]);
    expect(Object.keys((await hub.members('overlap-LAC'))!)).toEqual(['n2', 'p2', 'p3', 'p4']);
    expect(await flagsOf(hub, hub.split)).toEqual({
      state: 'IN_FORCE',
      flags: [{ kind: 'SHARED_BY_ONE', explanation: `What it takes out is of Nottingham alone: until another shares it, it is no overlap, and these statements stand in none. Undo the split to have them back, or the later decision by which others left it: “Improve life for care leavers” went along with “Improve outcomes for looked-after children”, which was linked to another ${by}: “The same.”` }],
    });
    // It stands there no longer, so that a further link takes nothing from the split.
    await hub.decide('linkPriorities', { first: foster, second: outcomesToo, note: 'And on.' });
    await hub.decide('linkPriorities', { first: foster, second: fosterToo, note: 'The rest.', overrule: true });
    expect((await flagsOf(hub, hub.split)).flags).toEqual([{ kind: 'CONTRADICTED', explanation: expect.stringMatching(/^None of the 2 priorities that it takes out is in the overlap any more\. That is by a later decision: .*“And on\.” .*“The rest\.”$/) }]);
    await hub.decide('undoDecision', { decision: decision.id, note: 'No.' });
    expect(Object.keys((await hub.members('overlap-LAC'))!)).toEqual(['n2', 'n3', 'p3']);
  });

  test('is told on a split that others share all the same', async () => {
    const hub = await openReviewing();
    const { decision: split } = await hub.decide('splitOverlap', { overlap: 'overlap-LAC', priorities: [leavers, foster, fosterToo], title: 'Access', note: 'Apart.' });
    await hub.decide('linkPriorities', { first: outcomesToo, second: leavers, note: 'Back.', overrule: true });
    expect(await flagsOf(hub, split.id)).toEqual({ state: 'IN_FORCE', flags: [{ kind: 'CONTRADICTED', explanation: `What it takes out stands elsewhere by a later decision: “Improve life for care leavers” was linked to another ${by}: “Back.”` }] });
  });

  test('counts where it comes from another hub, in whatever order', async () => {
    const hub = await openSplit();
    await hub.decide('linkPriorities', { ...away, overrule: true });
    const there = await openReviewing();
    const [heading, ...lines] = writeDecisions(await readWhere(hub.hub.stored, sql`1 = 1`)).trim().split('\n');
    for (const line of lines.reverse()) await importDecisionsBy(there.hub, parseHistory(Buffer.from(`${heading}\n${line}\n`), 'decisions.jsonl', new Date('2025-06-02T12:00:00Z')));
    const stored = ({ rows }: Reviewing) => rows('select overlap_id, priority_id, core_key, evidence from overlap_member order by overlap_id, priority_id');
    expect(await stored(there)).toEqual(await stored(hub));
    expect((await flagsOf(there, hub.split)).flags).toMatchObject([{ kind: 'SHARED_BY_ONE', explanation: expect.stringContaining('“The same.”') }]);
  });

  test('is made without a word of a split that the reviewer may not see, and names no link that the reviewer may not', async () => {
    const hub = await openSplit();
    await hub.reread(leicester({ 'plans.csv': plan('2099-01-01') }));
    expect(await hub.decide('linkPriorities', { first: outcomesToo, second: fosterToo, note: 'The same.' })).toMatchObject({ overruled: [] });
    await hub.reread(leicester());
    expect((await flagsOf(hub, hub.split)).flags).toMatchObject([{ kind: 'SHARED_BY_ONE', explanation: expect.stringContaining('“The same.”') }]);
    // Both are tied together by a third that came under embargo.
    const tied = await openReviewing();
    await tied.reread({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\ncypp,E10000021,Old plan,cypp,whole,2014,2027', 'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\ncypp,o1,Improve life for care leavers,priority,yes\ncypp,o2,Find more foster carers,priority,yes' }, { name: 'third', publisher: publishers.england });
    const all = (await tied.ask('{ priorities(first: 20) { nodes { id } } }')).priorities.nodes.map(({ id }: { id: string }) => id) as string[];
    const [theirs, theirFoster] = ['/o1', '/o2'].map((end) => all.find((id) => id.endsWith(end))!) as [string, string];
    await tied.decide('splitOverlap', { overlap: 'overlap-LAC', priorities: [theirs, fosterToo], title: 'Access', note: 'Apart.' });
    await tied.decide('linkPriorities', { first: theirs, second: leavers, note: 'A secret.' });
    await tied.decide('linkPriorities', { first: leavers, second: theirFoster, note: 'Another.' });
    await tied.reread(leicester({ 'plans.csv': plan('2099-01-01') }));
    const { message } = await tied.refused('linkPriorities', { first: outcomesToo, second: theirFoster, note: 'Elsewhere.' });
    expect(message).toContain(`What you did not name hangs on ${theirFoster} by decisions about priorities that you may not see.`);
    expect(message).not.toMatch(/secret|Another/);
  });
});

describe('a link that takes along what earlier links tie to its second', () => {
  test('is no contradiction where no split names that: the answer tells what came along', async () => {
    const hub = await openReviewing();
    const { decision: first } = await hub.decide('linkPriorities', { first: leavers, second: outcomes, note: 'Together.' });
    const { decision, priorities, overruled } = await hub.decide('linkPriorities', { first: fosterToo, second: outcomes, note: 'There.' });
    expect({ overruled, priorities: priorities.map(({ id }: { id: string }) => id) }).toEqual({ overruled: [], priorities: [fosterToo, outcomes, leavers] });
    expect(await hub.members('overlap-LAC')).toMatchObject({ p2: 'LAC/placements/all/any', p4: 'LAC/placements/all/any' });
    expect([(await flagsOf(hub, first.id)).flags, (await flagsOf(hub, decision.id)).flags]).toEqual([[], []]);
    const again = await hub.decide('linkPriorities', { first: fosterToo, second: outcomes, note: 'There.' });
    expect(again.priorities.map(({ id }: { id: string }) => id)).toEqual([fosterToo, outcomes]);
  });

  test('out of what a split took by its core group, is told on the split that it leaves with one authority', async () => {
    const hub = await openReviewing();
    const { decision: split } = await hub.decide('splitOverlap', { overlap: 'overlap-LAC', coreKeys: ['LAC/placements/all/any'], title: 'Foster care', note: 'Apart.' });
    await hub.decide('linkPriorities', { first: fosterToo, second: leavers, note: 'Together.' });
    await hub.decide('linkPriorities', { first: outcomes, second: leavers, note: 'Elsewhere.' });
    expect((await flagsOf(hub, split.id)).flags).toEqual([{ kind: 'SHARED_BY_ONE', explanation: expect.stringContaining(`Undo the split to have them back, or the later decision by which others left it: “Recruit more foster carers for looked-after children” went along with “Improve life for care leavers”, which was linked to another ${by}: “Elsewhere.”`) }]);
  });

  test('and with it an authority out of a confirmed overlap, is named', async () => {
    const hub = await openReviewing();
    const { decision: split } = await hub.decide('splitOverlap', { overlap: 'overlap-LAC', coreKeys: ['LAC/placements/all/any'], title: 'Foster care', note: 'Apart.' });
    const { decision } = await hub.decide('reviewOverlap', { overlap: split.otherOverlapId, verdict: 'CONFIRMED', note: 'Yes.' });
    await hub.decide('linkPriorities', { first: fosterToo, second: leavers, note: 'Together.' });
    await hub.decide('linkPriorities', { first: outcomes, second: leavers, note: 'Elsewhere.' });
    expect((await flagsOf(hub, decision.id)).flags).toEqual([{ kind: 'AUTHORITIES_LOST', explanation: `Since it was confirmed, Nottingham shares it no longer. Only Leicester does, and an overlap needs two. That is by a later decision: “Recruit more foster carers for looked-after children” went along with “Improve life for care leavers”, which was linked to another ${by}: “Elsewhere.”` }]);
  });
});

describe('what new data say against a link', () => {
  const reworded = leicester({ 'priorities.csv': String(leicester()['priorities.csv']).replace('Improve life for care leavers', 'Improve life for all care leavers') });
  /** Flags of links alone. */
  const flagsOn = async ({ ask }: Reviewing, overlap: string) => (await ask(`{ overlap(id: "${overlap}") { flags { kind decision { kind } } } }`)).overlap.flags.filter(({ decision }: { decision: { kind: string } }) => decision.kind === 'LINK_PRIORITIES');
  const ofLink = [{ kind: 'WORDS_CHANGED', decision: { kind: 'LINK_PRIORITIES' } }];

  test('stands on the overlap that holds the linked statements: once a split took both out, on the part, and on the overlap that is left no more', async () => {
    const hub = await openReviewing();
    await hub.decide('linkPriorities', { first: fosterToo, second: leavers, note: 'Together.' });
    await hub.reread(reworded);
    expect(await flagsOn(hub, 'overlap-LAC')).toEqual(ofLink);
    const { decision: split } = await hub.decide('splitOverlap', { overlap: 'overlap-LAC', priorities: [leavers, fosterToo], title: 'Access', note: 'Apart.' });
    expect([await flagsOn(hub, split.otherOverlapId), await flagsOn(hub, 'overlap-LAC')]).toEqual([ofLink, []]);
    await hub.decide('undoDecision', { decision: split.id, note: 'No.' });
    expect(await flagsOn(hub, 'overlap-LAC')).toEqual(ofLink);
  });

  test('stands on the overlap into which theirs was merged', async () => {
    const hub = await openReviewing();
    await hub.decide('linkPriorities', { first: fosterToo, second: leavers, note: 'Together.' });
    await hub.decide('mergeOverlaps', { overlap: 'overlap-LAC', into: 'overlap-SEND', note: 'One.' });
    await hub.reread(reworded);
    expect(await flagsOn(hub, 'overlap-SEND')).toEqual(ofLink);
  });

  test('stands where the one of them stands that is left, and where none does on the overlap that the link names', async () => {
    const hub = await openReviewing();
    await hub.decide('linkPriorities', { first: fosterToo, second: leavers, note: 'Together.' });
    const { decision: split } = await hub.decide('splitOverlap', { overlap: 'overlap-LAC', priorities: [foster, leavers, fosterToo], title: 'Access', note: 'Apart.' });
    await hub.reread(leicester({ 'priorities.csv': String(leicester()['priorities.csv']).split('\n').slice(0, -1).join('\n') }));
    expect([await flagsOn(hub, split.otherOverlapId), await flagsOn(hub, 'overlap-LAC')]).toMatchObject([[{ kind: 'PRIORITY_GONE' }], []]);
    const without = (files: PackageFiles, title: string) => ({ ...files, 'priorities.csv': String(files['priorities.csv']).replace(title, 'Repair the roof of the library') });
    await hub.reread(without(leicester(), 'Improve life for care leavers'));
    await hub.reread(without(nottingham, 'Recruit more foster carers for looked-after children'), { publisher: publishers.nottingham });
    expect((await flagsOn(hub, 'overlap-LAC')).map(({ kind }: { kind: string }) => kind)).toEqual(['WORDS_CHANGED', 'WORDS_CHANGED', 'NOTHING_LEFT']);
  });
});
