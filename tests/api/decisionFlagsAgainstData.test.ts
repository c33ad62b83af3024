import { describe, expect, test } from 'vitest';
import { apiOver } from '../support/api.ts';
import { publishers } from '../support/harvest.ts';
import { viewerOf } from '../support/keys.ts';
import { leicester, nottingham, openReviewing, plan, priorities, type Reviewing } from '../support/reviewing.ts';

interface Told {
  note: string;
  flags: { kind: string; explanation: string }[];
}

/** The flags of all decisions, by their notes. */
async function flagsByNote(hub: Reviewing, who: Parameters<Reviewing['as']>[0] = {}): Promise<Record<string, Told['flags']>> {
  const { data, errors } = await (await hub.as(who)).query('{ decisions(first: 50) { nodes { note flags { kind explanation } } } }');
  expect(errors).toEqual([]);
  return Object.fromEntries((data.decisions.nodes as Told[]).filter(({ flags }) => flags.length > 0).map(({ note, flags }) => [note, flags]));
}

const next = (rows: string, first = 'cypp,p3,Find more foster carers,priority,yes') => leicester({
  'plans.csv': `${plan().replace('2024,2027,', '2024,2026,')}\nnext,E06000016,Leicester's next plan,cypp,whole,2027,2030,`,
  'priorities.csv': `plan_ref,priority_ref,title,kind,adopted\n${first}\n${rows}`,
});

/** A theme beside the two that the tests' reference data have. */
const bullying = ({ reread }: Reviewing) => reread({ 'themes.csv': 'theme_code,label\nBULLY,Bullying' }, { name: 'more-themes', publisher: publishers.england });

describe('a split that names statements is flagged', () => {
  const parts = { overlap: 'overlap-LAC', priorities: ['E06000016/p3', 'E06000018/n3'], title: 'Foster care', note: 'Apart.' };

  test('when its authority says one of them again in a later plan, where it stands in the overlap that it was taken out of', async () => {
    const hub = await openReviewing();
    const { decision } = await hub.decide('splitOverlap', parts);
    expect(await flagsByNote(hub)).toEqual({});
    await hub.reread(next('next,q3,Find more foster carers,priority,yes'));
    expect(await flagsByNote(hub)).toEqual({ 'Apart.': [{ kind: 'SAID_AGAIN', explanation: 'Leicester says “Find more foster carers” in “Leicester\'s next plan” (E06000016/q3), too, to which this decision does not reach. Decide there, too, if it holds.' }] });
    await hub.decide('linkPriorities', { first: 'E06000018/n3', second: 'E06000016/q3', overlap: decision.otherOverlapId, note: 'There, too.' });
    expect(await flagsByNote(hub)).toEqual({});
  });

  test('and that is settled by no decision about anything else', async () => {
    const hub = await openReviewing();
    await hub.decide('splitOverlap', parts);
    await hub.reread(next('next,q3,Find more foster carers,priority,yes'));
    await hub.decide('unlinkPriorities', { first: 'E06000016/q3', second: 'E06000018/n2', note: 'Another matter.' });
    expect((await flagsByNote(hub))['Apart.']).toMatchObject([{ kind: 'SAID_AGAIN' }]);
  });

  test('when one of them has its theme no longer, though two still share the part', async () => {
    const hub = await openReviewing(leicester({ 'priorities.csv': `${priorities().replace('kind,adopted', 'kind,adopted,theme_codes').replaceAll(',yes', ',yes,')}\ncypp,p5,Opportunities for everybody,priority,yes,LAC` }));
    await hub.decide('splitOverlap', { ...parts, priorities: [...parts.priorities, 'E06000016/p5'] });
    expect(await flagsByNote(hub)).toEqual({});
    await hub.reread(leicester({ 'priorities.csv': `${priorities()}\ncypp,p5,Opportunities for everybody,priority,yes` }));
    expect(await flagsByNote(hub)).toEqual({ 'Apart.': [{ kind: 'NOTHING_LEFT', explanation: 'Of what it names, “Opportunities for everybody” is not in it: LAC is not read there.' }] });
  });

  test('when it overrules the link by which one of them was there', async () => {
    const hub = await openReviewing(leicester({ 'priorities.csv': `${priorities()}\ncypp,p5,Buses that run on time,priority,yes` }));
    await hub.decide('linkPriorities', { first: 'E06000018/n2', second: 'E06000016/p5', note: 'The same.' });
    const { overruled } = await hub.decide('splitOverlap', { ...parts, priorities: [...parts.priorities, 'E06000016/p5'], overrule: true });
    expect(overruled).toHaveLength(1);
    expect(await flagsByNote(hub)).toEqual({ 'Apart.': [{ kind: 'NOTHING_LEFT', explanation: 'Of what it names, “Buses that run on time” is not in it: LAC is not read there.' }] });
  });

  test('when all that share its part have one plan together, which is no overlap; and so is a confirmation that is left with them', async () => {
    const hub = await openReviewing();
    await bullying(hub);
    await hub.reread({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\nboth,E06000016;E06000018,Plan of both,cypp,whole,2024,2027', 'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\nboth,b1,Stop bullying in schools,priority,yes\nboth,b2,Find homes for children looked after,priority,yes' }, { name: 'both', publisher: publishers.eastMidlands });
    await hub.reread({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\nthird,E10000021,Third plan,cypp,whole,2017,2020', 'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\nthird,t1,Tackle bullying,priority,yes' }, { name: 'third', publisher: publishers.england });
    await hub.decide('splitOverlap', { ...parts, priorities: ['E12000004/b2'] });
    await hub.decide('reviewOverlap', { overlap: 'overlap-BULLY', verdict: 'CONFIRMED', note: 'Yes.' });
    expect(await flagsByNote(hub)).toEqual({ 'Apart.': [{ kind: 'SHARED_BY_ONE', explanation: 'What it takes out is of Leicester and Nottingham alone, in a plan that they have together or one in place of another: until another shares it, it is no overlap, and these statements stand in none. Undo the split to have them back.' }] });
    await hub.reread({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\nthird,E10000021,Third plan,cypp,whole,2017,2020', 'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\nthird,t1,Repair the roof of the library,priority,yes' }, { name: 'third', publisher: publishers.england });
    expect((await flagsByNote(hub))['Yes.']).toEqual([{ kind: 'AUTHORITIES_LOST', explanation: 'Since it was confirmed, Northamptonshire shares it no longer. Only Leicester and Nottingham do, in a plan that they have together or one in place of another, and an overlap needs another.' }]);
  });
});

test.each<[string, (hub: Reviewing) => Promise<() => Promise<unknown>>, string]>([
  ['a merge that was taken back', async ({ decide }) => {
    const { decision } = await decide('mergeOverlaps', { overlap: 'overlap-SEND', into: 'overlap-LAC', note: 'One.' });
    return () => decide('undoDecision', { decision: decision.id, note: 'Two.' });
  }, 'The merge that had brought it there was taken back by Analyst on 1 June 2025: “Two.”'],
  ['a theme that was set and taken back', async ({ decide }) => {
    const { decision } = await decide('setTheme', { priority: 'E10000021/t1', theme: 'LAC', note: 'Yes.' });
    return () => decide('undoDecision', { decision: decision.id, note: 'Two.' });
  }, 'That Looked-after children is set in “Buses that run on time” was taken back by Analyst on 1 June 2025: “Two.”'],
  ['two that were linked and are kept apart', async ({ decide }) => {
    await decide('linkPriorities', { first: 'E06000016/p2', second: 'E10000021/t1', note: 'The same.' });
    return () => decide('unlinkPriorities', { first: 'E06000016/p2', second: 'E10000021/t1', note: 'Two.', overrule: true });
  }, '“Buses that run on time” was kept apart from what it was linked to by Analyst on 1 June 2025: “Two.”'],
])('a flag that authorities left names %s', async (_, bring, told) => {
  const hub = await openReviewing();
  const isMerge = told.startsWith('The merge');
  await hub.reread({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\nthird,E10000021,Third plan,cypp,whole,2017,2020', 'priorities.csv': `plan_ref,priority_ref,title,kind,adopted\nthird,t1,${isMerge ? 'Better support for children with special educational needs' : 'Buses that run on time'},priority,yes` }, { name: 'third', publisher: { kind: 'authority', code: 'E10000021', name: 'Northamptonshire' } });
  const takeBack = await bring(hub);
  await hub.decide('reviewOverlap', { overlap: 'overlap-LAC', verdict: 'CONFIRMED', note: 'Confirmed.' });
  expect((await flagsByNote(hub))['Confirmed.']).toBeUndefined();
  await takeBack();
  const small = told.startsWith('“') ? told : told[0]!.toLowerCase() + told.slice(1);
  expect((await flagsByNote(hub))['Confirmed.']).toEqual([{ kind: 'AUTHORITIES_LOST', explanation: expect.stringMatching(new RegExp(`Northamptonshire shares? it no longer\\. 2 authorities do\\. That is by a later decision: ${small}$`, 'i')) }]);
});

test('a confirmation is flagged when the next plan of an authority drops what its last one stated', async () => {
  const hub = await openReviewing();
  await hub.reread({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\nthird,E10000021,Third plan,cypp,whole,2014,2017', 'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\nthird,t1,Better support for children with special educational needs,priority,yes' }, { name: 'third', publisher: publishers.england });
  await hub.decide('reviewOverlap', { overlap: 'overlap-SEND', verdict: 'CONFIRMED', note: 'Confirmed.' });
  const plans = (coverage: string) => leicester({
    'plans.csv': `plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\ncypp,E06000016,Leicester's plan,cypp,whole,2024,2024\nnext,E06000016,Leicester's next plan,cypp,${coverage},2025,2027`,
    'priorities.csv': `${priorities()}\nnext,q1,Find more foster carers,priority,yes`,
  });
  await hub.reread(plans('partial'));
  expect((await flagsByNote(hub))['Confirmed.']).toBeUndefined();
  // Called whole, but the hub refused one of its priorities, which may be the one.
  await hub.reread({ ...plans('whole'), 'priorities.csv': `${priorities()}\nnext,q1,Find more foster carers,priority,yes\nnext,q2,Short breaks,no-such-kind,yes` });
  expect((await flagsByNote(hub))['Confirmed.']).toBeUndefined();
  await hub.reread(plans('whole'));
  // The third had ended long before.
  expect((await flagsByNote(hub))['Confirmed.']).toEqual([{ kind: 'AUTHORITIES_LOST', explanation: 'By what is in force now, Leicester shares it no longer: “Leicester\'s next plan”, held whole, is without it.' }]);
  // Whoever decides it now knows.
  await hub.decide('reviewOverlap', { overlap: 'overlap-SEND', verdict: 'REJECTED', note: 'No.', overrule: true });
  await hub.decide('reviewOverlap', { overlap: 'overlap-SEND', verdict: 'CONFIRMED', note: 'Again.', overrule: true });
  expect((await flagsByNote(hub))['Again.']).toBeUndefined();
});

test.each([
  ['a plan of which no dates are known', 'E10000021', ['', '']],
  ['a district', 'E07000135', ['2024', '2027']],
] as const)('who stands in no list, by %s, shares nothing in a flag either', async (_, code, [from, to]) => {
  const hub = await openReviewing();
  const bring = (dates: string) => hub.reread({ 'plans.csv': `plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\nthird,${code},Third plan,cypp,whole,${dates}`, 'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\nthird,t1,Find more foster carers,priority,yes' }, { name: 'third', publisher: publishers.england });
  await hub.reread({ 'authorities.csv': 'gss_code,name,kind,region_code\nE07000135,Oadby and Wigston,district,E12000004' }, { name: 'districts', publisher: publishers.england });
  await hub.decide('reviewOverlap', { overlap: 'overlap-LAC', verdict: 'REJECTED', note: 'No.' });
  await bring(`${from},${to}`);
  expect(await hub.ask('{ overlap(id: "overlap-LAC") { authorities { name } } }')).toEqual({ overlap: { authorities: [{ name: 'Leicester' }, { name: 'Nottingham' }] } });
  expect(await flagsByNote(hub)).toEqual({});
  await hub.decide('splitOverlap', { overlap: 'overlap-LAC', priorities: ['E06000016/p3', 'E92000001/t1'], title: 'Foster care', note: 'Apart.', overrule: true });
  expect(await flagsByNote(hub)).toEqual({ 'Apart.': [{ kind: 'SHARED_BY_ONE', explanation: 'What it takes out is of Leicester alone: until another shares it, it is no overlap, and these statements stand in none. Undo the split to have them back.' }] });
});

test('flags of many that lost authorities cost no more statements than those of one', async () => {
  const statementsFor = async (count: number): Promise<number> => {
    const hub = await openReviewing();
    const third = (title: string) => hub.reread({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\nthird,E10000021,Third plan,cypp,whole,2017,2020', 'priorities.csv': `plan_ref,priority_ref,title,kind,adopted\nthird,t1,${title},priority,yes` }, { name: 'third', publisher: { kind: 'authority', code: 'E10000021', name: 'Northamptonshire' } });
    await third('Improve outcomes for looked-after children with special educational needs');
    const { decision } = await hub.decide('setTheme', { priority: 'E06000016/p4', theme: 'SEND', note: 'Yes.' });
    for (const overlap of ['overlap-SEND', 'overlap-LAC'].slice(0, count)) await hub.decide('reviewOverlap', { overlap, verdict: 'CONFIRMED', note: 'Confirmed.' });
    await hub.decide('undoDecision', { decision: decision.id, note: 'No.' });
    await third('Repair the roof of the library');
    const { statements, errors } = await (await hub.as()).query('{ decisions(first: 100) { nodes { flags { kind } } } }');
    expect(errors).toEqual([]);
    return statements;
  };
  expect(await statementsFor(2)).toBe(await statementsFor(1));
});

test('an act that brought nothing there, or was made and taken back since, is blamed for nothing', async () => {
  const hub = await openReviewing();
  const third = (title: string) => hub.reread({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\nthird,E10000021,Third plan,cypp,whole,2017,2020', 'priorities.csv': `plan_ref,priority_ref,title,kind,adopted\nthird,t1,${title},priority,yes\nthird,t2,Buses that run on time,priority,yes` }, { name: 'third', publisher: { kind: 'authority', code: 'E10000021', name: 'Northamptonshire' } });
  await third('Improve outcomes for looked-after children');
  await hub.decide('reviewOverlap', { overlap: 'overlap-LAC', verdict: 'CONFIRMED', note: 'Confirmed.' });
  await hub.decide('unlinkPriorities', { first: 'E06000016/p2', second: 'E10000021/t2', note: 'Apart.' });
  const { decision: merge } = await hub.decide('mergeOverlaps', { overlap: 'overlap-SEND', into: 'overlap-LAC', note: 'One.' });
  await hub.decide('undoDecision', { decision: merge.id, note: 'Two.' });
  const { decision: set } = await hub.decide('setTheme', { priority: 'E10000021/t2', theme: 'LAC', note: 'Yes.' });
  await hub.decide('undoDecision', { decision: set.id, note: 'No.' });
  await third('Repair the roof of the library');
  expect((await flagsByNote(hub))['Confirmed.']).toEqual([{ kind: 'AUTHORITIES_LOST', explanation: 'Since it was confirmed, Northamptonshire shares it no longer. 2 authorities do.' }]);
});

test('a part that is split again is not missing what the second split took on', async () => {
  const hub = await openReviewing();
  const { decision } = await hub.decide('splitOverlap', { overlap: 'overlap-LAC', priorities: ['E06000016/p2', 'E06000016/p3', 'E06000018/n2', 'E06000018/n3'], title: 'One', note: 'First.' });
  await hub.decide('splitOverlap', { overlap: decision.otherOverlapId, priorities: ['E06000016/p3', 'E06000018/n3'], title: 'Two', note: 'Second.' });
  expect(await flagsByNote(hub)).toEqual({});
});

test('of a confirmed overlap what a reviewer refused since is no plan that dropped it, and nor is what stands there unadopted', async () => {
  const old = 'old,E06000016,Old plan,cypp,whole,2014,2017,';
  const files = (adopted = 'yes') => leicester({ 'plans.csv': `${plan()}\n${old}`, 'priorities.csv': `${priorities().replace('educational needs,priority,yes', `educational needs,priority,${adopted}`)}\nold,o1,Better support for children with special educational needs,priority,yes` });
  const hub = await openReviewing(files());
  await hub.decide('reviewOverlap', { overlap: 'overlap-SEND', verdict: 'CONFIRMED', note: 'Confirmed.' });
  await hub.reread(files('no'));
  expect((await flagsByNote(hub))['Confirmed.']).toBeUndefined();
  await hub.reread(files());
  await hub.decide('refuseTheme', { priority: 'E06000016/p1', theme: 'SEND', note: 'Not this.' });
  expect((await flagsByNote(hub))['Confirmed.']).toBeUndefined();
});

describe('what the hub, left to itself, would say', () => {
  test('is not told of two statements whose themes a reviewer set or refused', async () => {
    const hub = await openReviewing(leicester({ 'priorities.csv': `${priorities()}\ncypp,p5,Buses that run on time,priority,yes` }));
    await hub.decide('linkPriorities', { first: 'E06000018/n2', second: 'E06000016/p5', note: 'The same.' });
    await hub.decide('setTheme', { priority: 'E06000016/p5', theme: 'LAC', note: 'It is.' });
    await hub.decide('unlinkPriorities', { first: 'E06000016/p2', second: 'E06000018/n2', note: 'Apart.' });
    await hub.decide('refuseTheme', { priority: 'E06000016/p2', theme: 'LAC', note: 'It is not.' });
    expect(await flagsByNote(hub)).toEqual({});
  });

  test('and a publisher that says of the theme what it said contradicts no decision, whatever else it adds', async () => {
    const coded = (codes: string) => leicester({ 'priorities.csv': `plan_ref,priority_ref,title,kind,adopted,theme_codes\ncypp,p1,Better support for children with special educational needs,priority,yes,${codes}` });
    const hub = await openReviewing(coded('SEND'));
    await hub.decide('refuseTheme', { priority: 'E06000016/p1', theme: 'SEND', note: 'No.' });
    await hub.reread(coded('SEND;LAC'));
    expect(await flagsByNote(hub)).toEqual({});
    await hub.reread(coded('LAC'));
    await hub.decide('setTheme', { priority: 'E06000016/p1', theme: 'SEND', note: 'Yes.', overrule: true });
    await hub.reread(coded('LAC;SEND'));
    expect(await flagsByNote(hub)).toEqual({});
  });
});

test('decisions about a theme that no source has any more say so, and blame no other decision', async () => {
  const hub = await openReviewing();
  await hub.decide('linkPriorities', { first: 'E06000018/n3', second: 'E06000016/p4', note: 'The same.' });
  await hub.decide('setTheme', { priority: 'E06000016/p1', theme: 'LAC', note: 'Yes.' });
  await hub.rows("update theme set withdrawn_on = '2025-05-01' where id = 'LAC'");
  const gone = [{ kind: 'NOTHING_LEFT', explanation: "The theme LAC is in no source's themes.csv any more, so nothing of it is in any list." }];
  expect(await flagsByNote(hub)).toEqual({ 'The same.': gone, 'Yes.': gone });
});

describe('what an analyst of a region decides, who is shown a plan under embargo', () => {
  const secret = leicester({ 'plans.csv': plan('2025-07-01'), 'priorities.csv': `${priorities()}\ncypp,p5,Zebra: stop bullying in schools,priority,yes` });

  async function openShared(): Promise<{ hub: Reviewing; decide: (act: string, input: Record<string, unknown>) => Promise<{ code: unknown; message: string } | null> }> {
    const hub = await openReviewing(secret);
    await bullying(hub);
    const third = { 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\nthird,E10000021,Third plan,cypp,whole,2017,2020', 'priorities.csv': `${String(nottingham['priorities.csv']).replaceAll('cypp,', 'third,')}` };
    await hub.reread(third, { name: 'third', publisher: publishers.england });
    const { errors } = await (await apiOver(hub.hub, { as: viewerOf('officer', { body: 'E06000016' }) })).query('mutation Record($input: RecordAgreementInput!) { recordAgreement(input: $input) { agreement { id } } }', { input: { publisher: 'E06000016', withRegion: 'E12000004', basis: 'Children Act 2004, section 11; agreement of 1 June 2025', validTo: '2025-06-30' } });
    expect(errors).toEqual([]);
    const analyst = await apiOver(hub.hub, { as: viewerOf('analyst', { region: 'E12000004' }) });
    const decide = async (act: string, input: Record<string, unknown>) => {
      const { errors: found } = await analyst.query(`mutation($input: ${act[0]!.toUpperCase()}${act.slice(1)}Input!) { ${act}(input: $input) { decision { id flags { kind } } } }`, { input });
      return found.length === 0 ? null : { code: found[0]!.extensions?.code, message: found[0]!.message };
    };
    return { hub, decide };
  }

  test('tells nobody who shares an overlap under embargo, neither then nor by a flag', async () => {
    const { hub, decide } = await openShared();
    expect(await decide('reviewOverlap', { overlap: 'overlap-LAC', verdict: 'CONFIRMED', note: 'Yes.' })).toBeNull();
    expect(await decide('mergeOverlaps', { overlap: 'overlap-SEND', into: 'overlap-LAC', note: 'One.' })).toBeNull();
    const said = await (await hub.as()).query('{ decisions { nodes { note coreKeys title flags { explanation } } } }');
    expect(said.data.decisions.nodes.map(({ flags }: Told) => flags)).toEqual([[], []]);
    const stored = await hub.rows<{ basis: string }>('select basis from decision');
    expect(JSON.stringify(stored)).not.toContain('E06000016');
  });

  test('is refused of an overlap, or a core group, of which everybody sees nothing yet; naming the statements hides it with them', async () => {
    const { hub, decide } = await openShared();
    expect(await decide('renameOverlap', { overlap: 'overlap-BULLY', title: 'Zebra', note: 'Named.' })).toMatchObject({ code: 'UNKNOWN_OVERLAP', message: expect.stringContaining('which nobody is publicly known to share yet') });
    expect(await decide('splitOverlap', { overlap: 'overlap-LAC', coreKeys: ['LAC/care-leavers/all/any'], title: 'Zebra', note: 'Apart.' })).toMatchObject({ code: 'BAD_ARGUMENT', message: expect.stringContaining('of which no statement is public yet') });
    expect(await decide('splitOverlap', { overlap: 'overlap-LAC', coreKeys: ['LAC/care-leavers/all/any'], priorities: ['E06000016/p3'], title: 'Zebra', note: 'Apart.' })).toBeNull();
    expect(JSON.stringify((await (await hub.as()).query('{ decisions { nodes { note title coreKeys } } }')).data)).not.toContain('Zebra');
  });
});
