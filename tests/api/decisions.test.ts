import { describe, expect, test } from 'vitest';
import { loadEngine } from '../../src/overlap/engine/loadEngine.ts';
import { nextDataVersion } from '../../src/harvest/recordHarvest.ts';
import { updateOverlaps } from '../../src/overlap/updateOverlaps.ts';
import { leicester, openReviewing, priorities } from '../support/reviewing.ts';

const themesOf = 'priority(id: "E06000016/p1") { themes { theme { code } assignedBy confidence isMain } overlaps { id } }';
const engineOf = (version: string) => ({ ...loadEngine(), version });

describe('a theme', () => {
  test('that a reviewer sets counts at once, with who, when and why', async () => {
    const { decide, ask, version } = await openReviewing();
    const before = await version();
    const made = await decide('setTheme', { priority: 'E06000016/p1', theme: 'LAC', note: ' It is for children in care. ' });
    expect(await version()).toBe(before + 1);
    expect(made.decision).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/), kind: 'SET_THEME', state: 'IN_FORCE', note: 'It is for children in care.', reviewer: 'Analyst', madeAt: '2025-06-01T12:00:00.000Z',
      theme: { code: 'LAC' }, isMain: true, priorities: [{ id: 'E06000016/p1' }], overlapId: null, otherOverlapId: null, undoes: null,
    });
    const lac = made.priorities[0].themes.find((one: { theme: { code: string } }) => one.theme.code === 'LAC');
    expect(lac).toMatchObject({ isMain: true, confidence: 1, assignedBy: 'REVIEWER' });
    expect(lac.evidence[0]).toEqual({ kind: 'DECISION', weight: 100, explanation: 'Set by Analyst on 1 June 2025: “It is for children in care.”' });
    const { overlap, priority } = await ask('{ overlap(id: "overlap-LAC") { members { nodes { ring coreKey confidence priority { id } evidence { kind } } } } priority(id: "E06000016/p1") { overlaps { id } decisions { nodes { kind } totalCount } } }');
    expect(overlap.members.nodes).toContainEqual({ ring: 'CORE', coreKey: expect.stringMatching(/^LAC\//), confidence: 1, priority: { id: 'E06000016/p1' }, evidence: expect.arrayContaining([{ kind: 'DECISION' }]) });
    expect(priority).toEqual({ overlaps: [{ id: 'overlap-LAC' }, { id: 'overlap-SEND' }], decisions: { nodes: [{ kind: 'SET_THEME' }], totalCount: 1 } });
  });

  test('that a reviewer sets as a main one puts the priority into a core group, even where its title names nothing of it', async () => {
    const { decide, members } = await openReviewing(leicester({ 'priorities.csv': `${priorities()}\ncypp,p5,Go further together,priority,yes` }));
    await decide('setTheme', { priority: 'E06000016/p5', theme: 'LAC', note: 'Its plan says so.' });
    expect(await members('overlap-LAC')).toMatchObject({ p5: 'LAC/general/all/any', p2: 'LAC/general/all/any' });
    await decide('setTheme', { priority: 'E06000016/p5', theme: 'LAC', isMain: false, overrule: true, note: 'It touches on it.' });
    expect(await members('overlap-LAC')).toMatchObject({ p5: null });
  });

  test('that a reviewer sets has the core group that a theme which is read has: for the group and ages that the words say, and of what the title names', async () => {
    const added = 'cypp,p5,Care leavers have a home and someone to call,priority,yes\ncypp,p6,A good start for those aged 2 to 4,priority,yes\ncypp,p7,"Better attainment, including by timely EHC plans",priority,yes';
    const { decide, members, ask } = await openReviewing(leicester({ 'priorities.csv': `${priorities()}\n${added}` }));
    for (const priority of ['p5', 'p6', 'p7']) await decide('setTheme', { priority: `E06000016/${priority}`, theme: 'SEND', note: 'Its plan says so.' });
    expect(await members('overlap-SEND')).toMatchObject({ n1: 'SEND/general/all/any', p5: 'SEND/general/care-leavers/any', p6: 'SEND/general/all/early-years', p7: 'SEND/ehc-plans/all/any' });
    const { explainMatch } = await ask('{ explainMatch(a: "E06000016/p5", b: "E06000018/n1") { verdict reasons { aspect decides explanation } } }');
    expect(explainMatch).toMatchObject({ verdict: 'RELATED', reasons: expect.arrayContaining([{ aspect: 'GROUP', decides: 'CORE', explanation: expect.stringContaining('the group of the first: care leavers; of the second: none') }]) });
    const { overlap } = await ask('{ overlap(id: "overlap-SEND") { members { nodes { priority { id } evidence { kind explanation } } } } }');
    const explained = overlap.members.nodes.find(({ priority }: { priority: { id: string } }) => priority.id === 'E06000016/p5').evidence;
    expect(explained).toContainEqual({ kind: 'TARGET_GROUP', explanation: 'Set apart by its group, care leavers: “Care leavers”.' });
    expect(explained.filter(({ explanation }: { explanation: string }) => explanation.includes('“”'))).toEqual([]);
  });

  test('that a reviewer refuses is gone from priority and overlap, and stands in the history', async () => {
    const { decide, ask } = await openReviewing();
    await decide('refuseTheme', { priority: 'E06000016/p1', theme: 'SEND', note: 'It is about buses.' });
    expect(await ask(`{ ${themesOf} overlap(id: "overlap-SEND") { id } decisions { nodes { kind theme { code } note reviewer } } }`)).toEqual({
      priority: { themes: [], overlaps: [] }, overlap: null, decisions: { nodes: [{ kind: 'REFUSE_THEME', theme: { code: 'SEND' }, note: 'It is about buses.', reviewer: 'Analyst' }] },
    });
  });

  test('is as it was before once a decision is undone, and the undoing has who, when and why of its own', async () => {
    const { decide, everything, ask } = await openReviewing();
    const tables = async () => {
      const { priority_theme, overlap_member } = await everything();
      return { priority_theme, overlap_member };
    };
    const before = await tables();
    const { decision } = await decide('refuseTheme', { priority: 'E06000016/p1', theme: 'SEND', note: 'It is about buses.' });
    expect(await tables()).not.toEqual(before);
    const undo = await decide('undoDecision', { decision: decision.id, note: 'It is not about buses.' });
    expect(undo.decision).toMatchObject({ kind: 'UNDO', state: 'IN_FORCE', note: 'It is not about buses.', reviewer: 'Analyst', undoes: { id: decision.id }, priorities: [{ id: 'E06000016/p1' }], theme: { code: 'SEND' } });
    expect(await tables()).toEqual(before);
    expect((await ask('{ decisions { nodes { kind state undoneBy { note } } } }')).decisions.nodes).toEqual([{ kind: 'UNDO', state: 'IN_FORCE', undoneBy: null }, { kind: 'REFUSE_THEME', state: 'UNDONE', undoneBy: { note: 'It is not about buses.' } }]);
  });

  test('stays as decided when another engine reads, when the publisher sends other words or codes, and when the record is withdrawn and returns', async () => {
    const { hub, decide, reread, ask } = await openReviewing();
    await decide('refuseTheme', { priority: 'E06000016/p1', theme: 'SEND', note: 'No.' });
    await decide('setTheme', { priority: 'E06000016/p1', theme: 'LAC', note: 'Yes.', isMain: false });
    const decided = { themes: [{ theme: { code: 'LAC' }, assignedBy: 'REVIEWER', confidence: 1, isMain: false }], overlaps: [{ id: 'overlap-LAC' }] };
    const now = async () => (await ask(`{ ${themesOf} }`)).priority;
    expect(await now()).toEqual(decided);
    expect(await updateOverlaps(hub.write, engineOf('another'), () => new Date(), nextDataVersion)).toMatchObject({ read: 7 });
    expect(await now()).toEqual(decided);
    await reread(leicester({ 'priorities.csv': priorities('Better support for all children with special educational needs') }));
    expect(await now()).toEqual(decided);
    await reread(leicester({ 'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted,theme_codes\ncypp,p1,Better support for children with special educational needs,priority,yes,SEND' }));
    expect(await now()).toEqual(decided);
    await reread(leicester({ 'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\ncypp,p2,Improve outcomes for looked-after children,priority,yes' }));
    expect(await now()).toBeNull();
    await reread(leicester());
    expect(await now()).toEqual(decided);
  });

  test('is decided once when it is decided twice in the same words; otherwise the decision in force is named, and overruled only when asked', async () => {
    const { decide, refused, version, ask } = await openReviewing();
    const { decision: first } = await decide('setTheme', { priority: 'E06000016/p1', theme: 'LAC', note: 'Yes.' });
    const before = await version();
    expect((await decide('setTheme', { priority: 'E06000016/p1', theme: 'LAC', note: 'Yes.' })).decision.id).toBe(first.id);
    expect(await version()).toBe(before);
    const again = { priority: 'E06000016/p1', theme: 'LAC', note: 'Yes indeed.' };
    expect(await refused('setTheme', again)).toEqual({ code: 'CONTRADICTS_DECISION', message: `It is decided so already, by the decision ${first.id} (set theme, by Analyst on 2025-06-01: “Yes.”): nothing was done. To say why in other words, undo that first, or send overrule: true.` });
    expect(await refused('setTheme', { ...again, isMain: false })).toMatchObject({ message: expect.stringMatching(/^This contradicts the decision/) });
    expect(await version()).toBe(before);
    const against = { priority: 'E06000016/p1', theme: 'LAC', note: 'No.' };
    expect(await refused('refuseTheme', against)).toEqual({ code: 'CONTRADICTS_DECISION', message: expect.stringContaining(first.id) });
    expect(await version()).toBe(before);
    const { decision: later, overruled } = await decide('refuseTheme', { ...against, overrule: true });
    expect(overruled).toEqual([{ id: first.id, state: 'OVERRULED' }]);
    expect((await ask(`{ ${themesOf} }`)).priority.themes).toMatchObject([{ theme: { code: 'SEND' } }]);
    await decide('undoDecision', { decision: later.id, note: 'After all.' });
    expect((await ask(`{ ${themesOf} }`)).priority.themes).toMatchObject([{ theme: { code: 'LAC' } }, { theme: { code: 'SEND' } }]);
  });
});

describe('an overlap', () => {
  test('that is rejected leaves the lists, and says so where it is asked for; one that is confirmed says so', async () => {
    const { decide, ask } = await openReviewing();
    const { decision } = await decide('reviewOverlap', { overlap: 'overlap-LAC', verdict: 'REJECTED', note: 'Too broad.' });
    const query = '{ overlaps(orderBy: TITLE) { nodes { id } } rejected: overlaps(filter: { review: [REJECTED] }) { nodes { id } } overlap(id: "overlap-LAC") { review { state reviewer madeAt note decision { id } } } priority(id: "E06000016/p2") { overlaps { id } all: overlaps(rejected: true) { id } } }';
    expect(await ask(query)).toEqual({
      overlaps: { nodes: [{ id: 'overlap-SEND' }] }, rejected: { nodes: [{ id: 'overlap-LAC' }] },
      overlap: { review: { state: 'REJECTED', reviewer: 'Analyst', madeAt: '2025-06-01T12:00:00.000Z', note: 'Too broad.', decision: { id: decision.id } } },
      priority: { overlaps: [], all: [{ id: 'overlap-LAC' }] },
    });
    await decide('undoDecision', { decision: decision.id, note: 'Not so broad.' });
    expect(await ask(query)).toMatchObject({ overlaps: { nodes: [{ id: 'overlap-LAC' }, { id: 'overlap-SEND' }] }, overlap: { review: { state: 'PROPOSED', reviewer: null, decision: null } } });
    await decide('reviewOverlap', { overlap: 'overlap-LAC', verdict: 'CONFIRMED', note: 'Good.' });
    expect((await ask(query)).overlap.review).toMatchObject({ state: 'CONFIRMED', note: 'Good.' });
  });

  test('is called what a reviewer calls it, until that is undone, and keeps its id', async () => {
    const { decide, ask, reread } = await openReviewing();
    const { decision } = await decide('renameOverlap', { overlap: 'overlap-LAC', title: '  Children   in care ', note: 'As the councils say.' });
    const query = '{ overlap(id: "overlap-LAC") { id title isRenamed theme { code } decisions { nodes { kind } } } }';
    expect((await ask(query)).overlap).toEqual({ id: 'overlap-LAC', title: 'Children in care', isRenamed: true, theme: { code: 'LAC' }, decisions: { nodes: [{ kind: 'RENAME_OVERLAP' }] } });
    await reread(leicester({ 'priorities.csv': `${priorities()}\ncypp,p9,Better homes for looked-after children,priority,yes` }));
    expect((await ask(query)).overlap).toMatchObject({ title: 'Children in care' });
    await decide('undoDecision', { decision: decision.id, note: 'The old name is better.' });
    expect((await ask(query)).overlap).toMatchObject({ title: 'Looked-after children', isRenamed: false });
  });

  test('is split by core groups: the part has an id of its own that stays, whoever joins later, and the rest keeps the old one', async () => {
    const { hub, decide, ask, members, reread } = await openReviewing();
    expect(await members('overlap-LAC')).toEqual({ n2: 'LAC/general/all/any', n3: 'LAC/placements/all/any', p2: 'LAC/general/all/any', p3: 'LAC/placements/all/any', p4: 'LAC/care-leavers/all/any' });
    const { decision, overlaps } = await decide('splitOverlap', { overlap: 'overlap-LAC', coreKeys: ['LAC/placements/all/any'], title: 'Foster care', note: 'A matter of its own.' });
    const part = decision.otherOverlapId;
    expect(part).toMatch(/^overlap-LAC-[0-9a-f]{12}$/);
    expect(overlaps).toEqual([{ id: 'overlap-LAC', title: 'Looked-after children' }, { id: part, title: 'Foster care' }]);
    const rest = { n2: 'LAC/general/all/any', p2: 'LAC/general/all/any', p4: 'LAC/care-leavers/all/any' };
    expect(await members('overlap-LAC')).toEqual(rest);
    expect(await members(part)).toEqual({ n3: 'LAC/placements/all/any', p3: 'LAC/placements/all/any' });
    expect((await ask('{ overlaps(filter: { themes: ["LAC"] }) { nodes { id } } }')).overlaps.nodes).toHaveLength(2);
    await reread(leicester({ 'priorities.csv': `${priorities()}\ncypp,p5,Train more foster carers,priority,yes` }));
    await updateOverlaps(hub.write, engineOf('another'), () => new Date(), nextDataVersion);
    expect(await members(part)).toEqual({ n3: 'LAC/placements/all/any', p3: 'LAC/placements/all/any', p5: 'LAC/placements/all/any' });
    expect(await members('overlap-LAC')).toEqual(rest);
    await decide('undoDecision', { decision: decision.id, note: 'No.' });
    expect(Object.keys((await members('overlap-LAC'))!)).toEqual(['n2', 'n3', 'p2', 'p3', 'p4', 'p5']);
    // Whoever kept the id of the part still gets an answer.
    expect((await ask(`{ overlap(id: "${part}") { id } }`)).overlap).toEqual({ id: 'overlap-LAC' });
  });

  test('is split by priorities named one by one', async () => {
    const { decide, members } = await openReviewing();
    const { decision } = await decide('splitOverlap', { overlap: 'overlap-LAC', priorities: ['E06000016/p2', 'E06000018/n2'], title: 'Children in care', note: 'These two.' });
    expect(await members(decision.otherOverlapId)).toEqual({ n2: 'LAC/general/all/any', p2: 'LAC/general/all/any' });
  });

  test('is merged into another: that keeps its id, and the id of the one that went still answers', async () => {
    const { decide, ask, members } = await openReviewing();
    const { decision } = await decide('mergeOverlaps', { overlap: 'overlap-SEND', into: 'overlap-LAC', note: 'One meeting.' });
    expect(Object.keys((await members('overlap-LAC'))!)).toEqual(['n1', 'n2', 'n3', 'p1', 'p2', 'p3', 'p4']);
    expect(await ask('{ overlap(id: "overlap-SEND") { id formerIds title } overlaps { nodes { id } } send: overlaps(filter: { themes: ["SEND"] }) { nodes { id } } compare(authorities: ["E06000016", "E06000018"]) { themes { theme { code } sharedBy } } }')).toEqual({
      overlap: { id: 'overlap-LAC', formerIds: ['overlap-SEND'], title: 'Looked-after children' }, overlaps: { nodes: [{ id: 'overlap-LAC' }] }, send: { nodes: [{ id: 'overlap-LAC' }] },
      // What the statements are about stays what it is.
      compare: { themes: [{ theme: { code: 'LAC' }, sharedBy: 2 }, { theme: { code: 'SEND' }, sharedBy: 2 }] },
    });
    await decide('undoDecision', { decision: decision.id, note: 'Two meetings.' });
    expect(await members('overlap-SEND')).toEqual({ n1: 'SEND/general/all/any', p1: 'SEND/general/all/any' });
  });
});

describe('two priorities', () => {
  test('that a reviewer links sit in the core group of the first, and follow it wherever it goes', async () => {
    const { decide, members, ask } = await openReviewing();
    const { decision } = await decide('linkPriorities', { first: 'E06000018/n3', second: 'E06000016/p4', note: 'Both about homes.' });
    expect(decision).toMatchObject({ theme: { code: 'LAC' }, overlapId: 'overlap-LAC' });
    expect(await members('overlap-LAC')).toMatchObject({ n3: 'LAC/placements/all/any', p4: 'LAC/placements/all/any' });
    const { overlap } = await ask('{ overlap(id: "overlap-LAC") { members { nodes { priority { id } confidence evidence(first: 1) { kind explanation } } } } }');
    expect(overlap.members.nodes).toContainEqual({ priority: { id: 'E06000016/p4' }, confidence: 1, evidence: [{ kind: 'DECISION', explanation: 'Linked to “Recruit more foster carers for looked-after children” by Analyst on 1 June 2025: “Both about homes.”' }] });
    const { decision: split } = await decide('splitOverlap', { overlap: 'overlap-LAC', coreKeys: ['LAC/placements/all/any'], title: 'Foster care', note: 'Apart.' });
    expect(Object.keys((await members(split.otherOverlapId))!)).toEqual(['n3', 'p3', 'p4']);
    await decide('setTheme', { priority: 'E06000018/n3', theme: 'SEND', note: 'For disabled children.' });
    await decide('refuseTheme', { priority: 'E06000018/n3', theme: 'LAC', overrule: true, note: 'Not for all.' });
    // The link was about a theme that the first no longer has.
    expect(await members('overlap-LAC')).toMatchObject({ p4: 'LAC/care-leavers/all/any' });
  });

  test('of which the second has another theme, or none, meet in the overlap of the first', async () => {
    const { decide, members } = await openReviewing(leicester({ 'priorities.csv': `${priorities()}\ncypp,p5,Go further together,priority,yes` }));
    expect(await members('overlap-SEND')).toEqual({ n1: 'SEND/general/all/any', p1: 'SEND/general/all/any' });
    const { decision } = await decide('linkPriorities', { first: 'E06000018/n1', second: 'E06000016/p5', note: 'Its plan says so.' });
    await decide('linkPriorities', { first: 'E06000016/p5', second: 'E06000016/p4', overlap: 'overlap-SEND', note: 'So is this.' });
    expect(await members('overlap-SEND')).toEqual({ n1: 'SEND/general/all/any', p1: 'SEND/general/all/any', p4: 'SEND/general/all/any', p5: 'SEND/general/all/any' });
    await decide('undoDecision', { decision: decision.id, note: 'No.' });
    expect(await members('overlap-SEND')).toEqual({ n1: 'SEND/general/all/any', p1: 'SEND/general/all/any' });
  });

  test('that are linked stay together when the first was linked to one that is in no core group any more', async () => {
    const { decide, members, ask } = await openReviewing();
    const { decision: idle } = await decide('linkPriorities', { first: 'E06000018/n2', second: 'E06000018/n3', note: 'Together.' });
    const { decision: link } = await decide('linkPriorities', { first: 'E06000018/n3', second: 'E06000016/p4', note: 'Together, too.' });
    await decide('setTheme', { priority: 'E06000018/n2', theme: 'LAC', isMain: false, note: 'It touches on it.' });
    expect(await members('overlap-LAC')).toMatchObject({ n2: null, n3: 'LAC/placements/all/any', p4: 'LAC/placements/all/any' });
    const flagsOf = async (id: string) => (await ask(`{ decision(id: "${id}") { flags { kind } } }`)).decision.flags;
    expect([await flagsOf(idle.id), await flagsOf(link.id)]).toEqual([[{ kind: 'NOTHING_LEFT' }], []]);
    const { explainMatch } = await ask('{ explainMatch(a: "E06000016/p4", b: "E06000016/p3") { reasons { aspect explanation } } }');
    expect(explainMatch.reasons.filter(({ aspect }: { aspect: string }) => aspect === 'DECISION')).toEqual([{ aspect: 'DECISION', explanation: expect.stringContaining('“Together, too.”') }]);
  });

  test('that are linked are no longer told why they were only related', async () => {
    const { decide, ask } = await openReviewing(leicester({ 'priorities.csv': `${priorities().split('\n').map((row, i) => `${row},${i === 0 ? 'theme_codes' : ''}`).join('\n')}\ncypp,p5,Our second aim,priority,yes,SEND` }));
    const reasons = async (): Promise<string[]> => {
      const { overlap } = await ask('{ overlap(id: "overlap-SEND") { members { nodes { priority { id } evidence(first: 2) { kind } } } } }');
      return overlap.members.nodes.find(({ priority }: { priority: { id: string } }) => priority.id === 'E06000016/p5').evidence.map(({ kind }: { kind: string }) => kind);
    };
    expect(await reasons()).toEqual(['ONLY_RELATED', 'PUBLISHER_CODE']);
    await decide('linkPriorities', { first: 'E06000018/n1', second: 'E06000016/p5', note: 'Its plan says so.' });
    expect(await reasons()).toEqual(['DECISION', 'PUBLISHER_CODE']);
  });

  test('that a reviewer unlinks sit in different core groups, whatever their words', async () => {
    const { hub, decide, members } = await openReviewing();
    const { decision } = await decide('unlinkPriorities', { first: 'E06000016/p1', second: 'E06000018/n1', note: 'One is about buses.' });
    const apart = { n1: 'SEND/general/all/any/apart-2', p1: 'SEND/general/all/any' };
    expect(await members('overlap-SEND')).toEqual(apart);
    await updateOverlaps(hub.write, engineOf('another'), () => new Date(), nextDataVersion);
    expect(await members('overlap-SEND')).toEqual(apart);
    await decide('undoDecision', { decision: decision.id, note: 'It is not.' });
    expect(await members('overlap-SEND')).toEqual({ n1: 'SEND/general/all/any', p1: 'SEND/general/all/any' });
  });

  test('that a reviewer unlinks while they meet in no overlap stay where they are, and are kept apart once they meet', async () => {
    const { decide, members } = await openReviewing(leicester({ 'priorities.csv': `${priorities()}\ncypp,p5,Go further together,priority,yes` }));
    const before = [await members('overlap-SEND'), await members('overlap-LAC')];
    await decide('unlinkPriorities', { first: 'E06000018/n1', second: 'E06000016/p5', note: 'One is about buses.' });
    expect([await members('overlap-SEND'), await members('overlap-LAC')]).toEqual(before);
    await decide('setTheme', { priority: 'E06000016/p5', theme: 'SEND', note: 'As its plan says.' });
    expect(await members('overlap-SEND')).toMatchObject({ n1: 'SEND/general/all/any', p5: 'SEND/general/all/any/apart-2' });
  });

  test('cannot be linked through a third from which one is kept apart, unless that is overruled', async () => {
    const { decide, refused, members } = await openReviewing();
    const { decision } = await decide('unlinkPriorities', { first: 'E06000016/p2', second: 'E06000018/n2', note: 'Apart.' });
    await decide('linkPriorities', { first: 'E06000016/p2', second: 'E06000016/p4', note: 'Together.' });
    const chain = { first: 'E06000016/p4', second: 'E06000018/n2', overlap: 'overlap-LAC', note: 'Together, too.' };
    expect(await refused('linkPriorities', chain)).toEqual({ code: 'CONTRADICTS_DECISION', message: expect.stringContaining(decision.id) });
    expect(await members('overlap-LAC')).toMatchObject({ p2: 'LAC/general/all/any', p4: 'LAC/general/all/any', n2: 'LAC/general/all/any/apart-2' });
    await decide('linkPriorities', { ...chain, overrule: true });
    expect(await members('overlap-LAC')).toMatchObject({ p2: 'LAC/general/all/any', p4: 'LAC/general/all/any', n2: 'LAC/general/all/any' });
  });
});

test('a theme that a reviewer refused is nothing that the hub does not know: no person should look first, and its plan’s comparison says who left it without a place', async () => {
  const { decide, ask } = await openReviewing(leicester({ 'priorities.csv': `${priorities()}\ncypp,p5,Zyxwv utsrq,priority,yes` }));
  const isUncertain = async (id: string) => (await ask(`{ priority(id: "${id}") { isUncertain } }`)).priority.isUncertain;
  await decide('refuseTheme', { priority: 'E06000016/p1', theme: 'SEND', note: 'Buses.' });
  expect([await isUncertain('E06000016/p1'), await isUncertain('E06000016/p5')]).toEqual([false, true]);
  const { compareByOutcome } = await ask('{ compareByOutcome(plans: ["E06000016/cypp", "E06000018/cypp"], in: "ecm") { losses { unplaced { priority { id } reason } } } }');
  const reasons = Object.fromEntries(compareByOutcome.losses[0].unplaced.map(({ priority, reason }: { priority: { id: string }; reason: string }) => [priority.id, reason]));
  expect(reasons['E06000016/p1']).toMatch(/It has no main theme: a reviewer refused “Special educational needs and disabilit(y|ies)”\.$/);
  expect(reasons['E06000016/p5']).toMatch(/The hub reads no theme in it\.$/);
});

describe('what keeps two priorities together or apart', () => {
  const match = (a: string, b: string) => `{ explainMatch(a: "${a}", b: "${b}") { verdict summary wouldChange reasons { aspect decides weight explanation } } }`;
  const decisive = (reasons: { aspect: string; explanation: string }[]) => reasons.filter(({ aspect }) => aspect === 'DECISION').map(({ explanation }) => explanation);

  test('is told with the decisions that made it so', async () => {
    const { decide, ask } = await openReviewing();
    await decide('linkPriorities', { first: 'E06000018/n3', second: 'E06000016/p4', note: 'Homes.' });
    const linked = (await ask(match('E06000018/n3', 'E06000016/p4'))).explainMatch;
    expect(linked.verdict).toBe('SAME_CORE');
    expect(decisive(linked.reasons)).toEqual(['Put into one core group by Analyst on 1 June 2025: “Homes.”']);
    await decide('unlinkPriorities', { first: 'E06000016/p1', second: 'E06000018/n1', note: 'Buses.' });
    const apart = (await ask(match('E06000016/p1', 'E06000018/n1'))).explainMatch;
    expect(apart).toMatchObject({ verdict: 'RELATED', wouldChange: ['They would be in one core group of Special educational needs and disabilities if the decisions that keep them apart were undone.'] });
    expect(decisive(apart.reasons)).toContain('Kept out of one core group by Analyst on 1 June 2025: “Buses.”');
    await decide('splitOverlap', { overlap: 'overlap-LAC', priorities: ['E06000016/p2'], title: 'A part', note: 'Apart.' });
    expect((await ask(match('E06000016/p2', 'E06000018/n2'))).explainMatch).toMatchObject({ verdict: 'DIFFERENT', summary: 'Both are about Looked-after children, and reviewers put them into different overlaps.', wouldChange: ['They would be in one overlap if the decisions that put them into different ones were undone.'] });
  });

  test('names the reviewer who refused or set a theme, before anything the hub reads', async () => {
    const { decide, ask } = await openReviewing();
    await decide('refuseTheme', { priority: 'E06000016/p1', theme: 'SEND', note: 'Buses.' });
    const refused = (await ask(match('E06000016/p1', 'E06000018/n1'))).explainMatch;
    expect(refused).toMatchObject({ verdict: 'DIFFERENT', wouldChange: ['They would be in one overlap on Special educational needs and disabilities if the decision that refused it in the first were undone.'] });
    expect(refused.reasons[0]).toEqual({ aspect: 'DECISION', decides: 'OVERLAP', weight: -1, explanation: expect.stringMatching(/^The second is about Special educational needs and disabilities, of which the hub is 0\.\d\d sure by “.*”\. The first is not: refused by Analyst on 1 June 2025: “Buses\.”$/) });
    expect(refused.reasons.filter(({ explanation }: { explanation: string }) => explanation.includes('at most'))).toEqual([]);
    await decide('refuseTheme', { priority: 'E06000018/n1', theme: 'SEND', note: 'Trains.' });
    expect((await ask(match('E06000016/p1', 'E06000018/n1'))).explainMatch).toMatchObject({
      wouldChange: ['They would be in one overlap on Special educational needs and disabilities if the decisions that refused it in both were undone.'],
      reasons: expect.arrayContaining([{ aspect: 'DECISION', decides: 'OVERLAP', weight: -1, explanation: 'Neither is about Special educational needs and disabilities. In the first: refused by Analyst on 1 June 2025: “Buses.” In the second: refused by Analyst on 1 June 2025: “Trains.”' }]),
    });
    await decide('setTheme', { priority: 'E06000016/p1', theme: 'LAC', note: 'Care.' });
    const set = (await ask(match('E06000018/n2', 'E06000016/p1'))).explainMatch;
    expect(set.verdict).toBe('RELATED');
    expect(set.reasons[0]).toEqual({ aspect: 'DECISION', decides: 'OVERLAP', weight: 1, explanation: 'The second is about Looked-after children: set by Analyst on 1 June 2025: “Care.”' });
  });

  test('says of an overlap that a reviewer rejected that it is none, and of one confirmed that it is one', async () => {
    const { decide, ask } = await openReviewing();
    const pair = match('E06000016/p2', 'E06000018/n2').replace('{ verdict', '{ overlaps { id } all: overlaps(rejected: true) { id review { state } } verdict');
    const { decision } = await decide('reviewOverlap', { overlap: 'overlap-LAC', verdict: 'REJECTED', note: 'Too broad.' });
    const rejected = (await ask(pair)).explainMatch;
    expect(rejected).toMatchObject({
      verdict: 'DIFFERENT', summary: 'They are in no overlap together but Looked-after children, which a reviewer rejected.', overlaps: [], all: [{ id: 'overlap-LAC', review: { state: 'REJECTED' } }],
      wouldChange: ['They would be in one core group of Looked-after children if the decision that rejected it were undone.'],
    });
    expect(rejected.reasons[0]).toEqual({ aspect: 'DECISION', decides: 'OVERLAP', weight: -1, explanation: 'Both are in Looked-after children, which was rejected by Analyst on 1 June 2025: “Too broad.”' });
    await decide('setTheme', { priority: 'E06000016/p2', theme: 'SEND', note: 'Special schools.' });
    await decide('setTheme', { priority: 'E06000018/n2', theme: 'SEND', note: 'Special schools.' });
    const besides = (await ask(pair)).explainMatch;
    expect(besides).toMatchObject({ verdict: 'SAME_CORE', overlaps: [{ id: 'overlap-SEND' }], reasons: expect.arrayContaining([{ aspect: 'DECISION', decides: 'NOTHING', weight: 0, explanation: 'Both are in Looked-after children, which was rejected by Analyst on 1 June 2025: “Too broad.”' }]) });
    await decide('undoDecision', { decision: decision.id, note: 'Not so broad.' });
    await decide('reviewOverlap', { overlap: 'overlap-LAC', verdict: 'CONFIRMED', note: 'Good.' });
    expect(decisive((await ask(pair)).explainMatch.reasons)).toContain('Both are in Looked-after children, which was confirmed by Analyst on 1 June 2025: “Good.”');
  });

  test('does not promise an overlap that more than the rejection keeps away', async () => {
    const { decide, ask } = await openReviewing();
    await decide('reviewOverlap', { overlap: 'overlap-LAC', verdict: 'REJECTED', note: 'Too broad.' });
    const { verdict, wouldChange } = (await ask(match('E06000016/p2', 'E06000016/p4'))).explainMatch;
    expect({ verdict, wouldChange }).toEqual({ verdict: 'DIFFERENT', wouldChange: ['They would both be in the overlap Looked-after children if the decision that rejected it were undone.', expect.stringMatching(/^That alone would not do\. Both stand in the same plan/), expect.stringMatching(/^That alone would not do\. Both are Leicester’s/)] });
  });
});
