import { describe, expect, test } from 'vitest';
import { publishers } from '../support/harvest.ts';
import { leicester, openReviewing, plan, type Reviewing } from '../support/reviewing.ts';

interface Told {
  verdict: string;
  summary: string;
  wouldChange: string[];
  reasons: { aspect: string; decides: string; weight: number; explanation: string }[];
}
const explain = async ({ ask }: Reviewing, a: string, b: string): Promise<Told> => (await ask(`{ explainMatch(a: "${a}", b: "${b}") { verdict summary wouldChange reasons { aspect decides weight explanation } } }`)).explainMatch;
const decided = ({ reasons }: Told) => reasons.filter(({ aspect }) => aspect === 'DECISION').map(({ decides, weight, explanation }) => [decides, weight, explanation]);
const [sen, care, fostering, theirSen, theirCare] = ['E06000016/p1', 'E06000016/p2', 'E06000016/p3', 'E06000018/n1', 'E06000018/n2'] as const;
const by = 'by Analyst on 1 June 2025';

describe('two of different themes in one merged overlap', () => {
  test('are told to be there by the merge, and apart by their subjects, not by a decision', async () => {
    const hub = await openReviewing();
    await hub.decide('mergeOverlaps', { overlap: 'overlap-SEND', into: 'overlap-LAC', note: 'One meeting.' });
    const told = await explain(hub, sen, theirCare);
    expect(told.verdict).toBe('RELATED');
    expect(decided(told)).toEqual([['OVERLAP', 1, `Special educational needs and disabilities was merged into Looked-after children ${by}: “One meeting.”`]]);
    expect(told.reasons).toContainEqual({ aspect: 'SUBJECT', decides: 'CORE', weight: -1, explanation: 'Within Looked-after children, the subject of the first: Special educational needs and disability in general; of the second: Looked-after children and care leavers in general.' });
    expect(told.wouldChange).toEqual(['They would be in one core group of Looked-after children if the subject of both were alike (Special educational needs and disability in general; Looked-after children and care leavers in general).']);
  });

  test('of one theme, which it took along together, are together without it', async () => {
    const hub = await openReviewing();
    await hub.decide('mergeOverlaps', { overlap: 'overlap-SEND', into: 'overlap-LAC', note: 'One meeting.' });
    const told = await explain(hub, sen, theirSen);
    expect([told.verdict, decided(told)]).toEqual(['SAME_CORE', []]);
  });
});

describe('a link to a third', () => {
  test('that puts a statement beside another is named, and of its theme nothing is claimed', async () => {
    const hub = await openReviewing();
    await hub.decide('linkPriorities', { first: care, second: sen, note: 'Same children.' });
    const link = `“Better support for children with special educational needs” was put into the core group of “Improve outcomes for looked-after children” ${by}: “Same children.”`;
    const together = await explain(hub, theirCare, sen);
    expect([together.verdict, decided(together)]).toEqual(['SAME_CORE', [['CORE', 1, link]]]);
    const related = await explain(hub, 'E06000018/n3', sen);
    expect([related.verdict, decided(related)]).toEqual(['RELATED', [['OVERLAP', 1, link]]]);
    expect((await explain(hub, fostering, sen)).summary).toBe('Both stand under Looked-after children, and both are Leicester’s: they make no overlap with each other.');
    // Of the two that it names, it is told once.
    expect(decided(await explain(hub, care, sen))).toEqual([['CORE', 1, `Put into one core group ${by}: “Same children.”`]]);
  });

  test('gives what it puts there a subject, which is told of no other', async () => {
    const hub = await openReviewing();
    const within = 'Within Looked-after children,';
    const [general, placements] = ['Looked-after children and care leavers in general', 'placements and permanence'];
    const toldOf = async (a: string, b: string) => (await explain(hub, a, b)).reasons.filter(({ aspect }) => aspect === 'SUBJECT').map(({ decides, weight, explanation }) => [decides, weight, explanation]);
    expect(await toldOf(care, theirCare)).toEqual([['CORE', 1, `${within} the subject of both: ${general}.`]]);
    await hub.decide('linkPriorities', { first: fostering, second: theirCare, note: 'All of it is about homes.' });
    expect(await toldOf(fostering, theirCare)).toEqual([['NOTHING', 0, `${within} the subject of both: ${placements}, which a reviewer’s link gives the second.`]]);
    expect(await toldOf(theirCare, care)).toEqual([['CORE', -1, `${within} the subject of the first: ${placements}; of the second: ${general}, which a reviewer’s link gives the first.`]]);
    // By its own words it is for all alike, too, as whoever it was linked to.
    expect((await explain(hub, fostering, theirCare)).reasons).toContainEqual({ aspect: 'GROUP', decides: 'CORE', weight: 1, explanation: `${within} the group of both: none that sets a statement apart.` });
    await hub.decide('linkPriorities', { first: fostering, second: care, note: 'This, too.' });
    expect(await toldOf(care, theirCare)).toEqual([['NOTHING', 0, `${within} the subject of both: ${placements}, which a reviewer’s link gives the first and the second.`]]);
  });

  test('under embargo is told without its words', async () => {
    const hub = await openReviewing();
    await hub.decide('linkPriorities', { first: care, second: theirSen, note: 'A secret.' });
    await hub.reread({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\ncypp,E10000021,Old plan,cypp,whole,2014,2027', 'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\ncypp,o1,Improve outcomes for looked-after children,priority,yes' }, { name: 'third', publisher: publishers.england });
    await hub.reread(leicester({ 'plans.csv': plan('2099-01-01') }));
    const { id } = (await hub.ask('{ priorities(first: 20) { nodes { id } } }')).priorities.nodes.find((one: { id: string }) => one.id.endsWith('/o1'));
    const told = await explain(hub, id, theirSen);
    expect(decided(told)).toEqual([['CORE', 1, 'One was put where it stands by a reviewer’s decision about a priority that you may not see.']]);
  });
});

describe('a chain of links', () => {
  const link = (first: string, second: string) => `“${second}” was put into the core group of “${first}” ${by}: “Same children.”`;
  const [careTitle, leaversTitle, fosteringTitle] = ['Improve outcomes for looked-after children', 'Improve life for care leavers', 'Find more foster carers'];
  const leavers = 'E06000016/p4';
  const chained = async (): Promise<Reviewing> => {
    const hub = await openReviewing();
    await hub.decide('linkPriorities', { first: care, second: leavers, note: 'Same children.' });
    await hub.decide('linkPriorities', { first: leavers, second: fostering, note: 'Same children.' });
    return hub;
  };

  test('is told link by link, and of two in it what ties the one to the other alone', async () => {
    const hub = await chained();
    expect(decided(await explain(hub, fostering, theirCare))).toEqual([['CORE', 1, link(leaversTitle, fosteringTitle)], ['CORE', 1, link(careTitle, leaversTitle)]]);
    expect(decided(await explain(hub, fostering, leavers))).toEqual([['CORE', 1, `Put into one core group ${by}: “Same children.”`]]);
    expect(decided(await explain(hub, leavers, theirCare))).toEqual([['CORE', 1, link(careTitle, leaversTitle)]]);
  });

  test('leads to the split that takes its last away', async () => {
    const hub = await chained();
    await hub.decide('splitOverlap', { overlap: 'overlap-LAC', priorities: [care, theirCare], title: 'Outcomes', note: 'Apart.' });
    const told = await explain(hub, fostering, 'E06000018/n3');
    expect(told.verdict).toBe('DIFFERENT');
    expect(decided(told)).toEqual([['OVERLAP', -1, ['Both are about Looked-after children, and reviewers put them into different overlaps.', `Outcomes was taken out of Looked-after children ${by}: “Apart.”`, link(leaversTitle, fosteringTitle), link(careTitle, leaversTitle)].join(' ')]]);
  });
});

describe('of two that decisions put where they are', () => {
  const apart = 'Both are about Looked-after children, and reviewers put them into different overlaps.';

  test('the split that parts them is told, though one stands in the merged overlap by another theme of its own', async () => {
    const hub = await openReviewing();
    await hub.decide('mergeOverlaps', { overlap: 'overlap-SEND', into: 'overlap-LAC', note: 'One meeting.' });
    await hub.decide('setTheme', { priority: 'E06000018/n3', theme: 'SEND', note: 'Disabled children.' });
    await hub.decide('splitOverlap', { overlap: 'overlap-LAC', priorities: [sen, care], title: 'Part', note: 'Apart.' });
    expect(decided(await explain(hub, care, 'E06000018/n3'))).toContainEqual(['OVERLAP', -1, `${apart} Part was taken out of Looked-after children ${by}: “Apart.”`]);
  });

  test('an unlink is no reason for their being in different overlaps', async () => {
    const hub = await openReviewing();
    await hub.decide('splitOverlap', { overlap: 'overlap-LAC', coreKeys: ['LAC/general/all/any'], title: 'Part', note: 'Apart.' });
    await hub.decide('unlinkPriorities', { first: care, second: theirCare, note: 'Two groups.' });
    expect(decided(await explain(hub, fostering, theirCare))).toEqual([['OVERLAP', -1, `${apart} Part was taken out of Looked-after children ${by}: “Apart.”`]]);
  });

  test('a link that does nothing any more is told as deciding nothing', async () => {
    const hub = await openReviewing();
    await hub.decide('linkPriorities', { first: care, second: 'E06000018/n3', note: 'Together.' });
    await hub.decide('setTheme', { priority: care, theme: 'LAC', isMain: false, note: 'It touches on it.' });
    const told = await explain(hub, care, 'E06000018/n3');
    expect(told.verdict).toBe('RELATED');
    expect(decided(told)).toContainEqual(['NOTHING', 0, `Put into one core group ${by}: “Together.” That does nothing now: the one whose core group it was is in none by that theme.`]);
  });

  test('a sole theme that was set as touched on is told to be that by a reviewer, and not for a main theme that there is not', async () => {
    const hub = await openReviewing();
    const why = 'a reviewer decided that the statement is not mainly about this theme';
    const related = async () => (await hub.ask('{ overlap(id: "overlap-SEND") { members { nodes { priority { id } evidence { kind explanation } } } } }')).overlap.members.nodes
      .find(({ priority }: { priority: { id: string } }) => priority.id === sen).evidence.find(({ kind }: { kind: string }) => kind === 'ONLY_RELATED').explanation;
    await hub.decide('setTheme', { priority: sen, theme: 'SEND', isMain: false, note: 'It is about buses.' });
    expect(await related()).toBe(`Related, not core: ${why}.`);
    const told = await explain(hub, sen, theirSen);
    expect(told.reasons).toContainEqual({ aspect: 'RING', decides: 'CORE', weight: -1, explanation: `Within Special educational needs and disabilities, the first is in no core group: ${why}.` });
    expect(told.wouldChange).toEqual([`They would be in one core group of Special educational needs and disabilities if the first were in a core group, which it is not because ${why}.`]);
    // By whom and when is told with the decision.
    expect(decided(told)).toContainEqual(['OVERLAP', 1, `The first is about Special educational needs and disabilities: set ${by}: “It is about buses.”`]);
    // A second theme that is touched on is no main one either.
    await hub.decide('setTheme', { priority: sen, theme: 'LAC', isMain: false, note: 'It touches on them.' });
    expect(await related()).toBe(`Related, not core: ${why}.`);
    await hub.decide('setTheme', { priority: sen, theme: 'LAC', note: 'It is about them.', overrule: true });
    expect(await related()).toBe('Related, not core: the statement is mainly about another theme (Looked-after children and care leavers).');
  });

  test('what was refused is told, though neither has any theme left', async () => {
    const hub = await openReviewing();
    await hub.decide('refuseTheme', { priority: sen, theme: 'SEND', note: 'Buses.' });
    await hub.decide('refuseTheme', { priority: theirCare, theme: 'LAC', note: 'Trains.' });
    expect(decided(await explain(hub, sen, theirCare))).toEqual([['OVERLAP', -1, `Neither is read to be about a theme that makes an overlap. Special educational needs and disabilities was refused in the first ${by}: “Buses.” Looked-after children was refused in the second ${by}: “Trains.”`]]);
  });
});

test('two of one theme that a split parts are told by which, when and why; so are two that a merge then parts', async () => {
  const hub = await openReviewing();
  const { decision } = await hub.decide('splitOverlap', { overlap: 'overlap-LAC', priorities: [care, 'E06000018/n3'], title: 'Outcomes', note: 'Apart.' });
  const split = `Outcomes was taken out of Looked-after children ${by}: “Apart.”`;
  const apart = 'Both are about Looked-after children, and reviewers put them into different overlaps.';
  expect(decided(await explain(hub, care, theirCare))).toEqual([['OVERLAP', -1, `${apart} ${split}`]]);
  await hub.decide('mergeOverlaps', { overlap: decision.otherOverlapId, into: 'overlap-SEND', note: 'Together.' });
  expect(decided(await explain(hub, care, theirCare))).toEqual([['OVERLAP', -1, `${apart} ${split} Outcomes was merged into Special educational needs and disabilities ${by}: “Together.”`]]);
});
