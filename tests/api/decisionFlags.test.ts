import { describe, expect, test } from 'vitest';
import { loadEngine } from '../../src/overlap/engine/loadEngine.ts';
import { nextDataVersion } from '../../src/harvest/recordHarvest.ts';
import { refreshOverlaps } from '../../src/hub.ts';
import { updateOverlaps } from '../../src/overlap/updateOverlaps.ts';
import { publishers } from '../support/harvest.ts';
import { leicester, nottingham, openReviewing, plan, priorities, type Reviewing } from '../support/reviewing.ts';

/** The flags of all decisions, each with its sentence. */
const flags = async ({ ask }: Reviewing): Promise<Record<string, string>> => {
  const { decisions } = await ask('{ decisions { nodes { flags { kind explanation decision { id } } } } }');
  return Object.fromEntries((decisions.nodes as { flags: { kind: string; explanation: string }[] }[]).flatMap((decision) => decision.flags.map(({ kind, explanation }) => [kind, explanation])));
};
const words = (title: string, codes = '') => leicester({ 'priorities.csv': `plan_ref,priority_ref,title,kind,adopted,theme_codes\ncypp,p1,${title},priority,yes,${codes}\ncypp,p2,Improve outcomes for looked-after children,priority,yes,\ncypp,p3,Find more foster carers,priority,yes,\ncypp,p4,Improve life for care leavers,priority,yes,` });
const asItWas = 'Better support for children with special educational needs';

describe('a decision that new data contradict is flagged, and counts all the same', () => {
  test('without a contradiction there is no flag', async () => {
    const hub = await openReviewing();
    await hub.decide('refuseTheme', { priority: 'E06000016/p1', theme: 'SEND', note: 'No.' });
    await hub.decide('reviewOverlap', { overlap: 'overlap-SEND', verdict: 'REJECTED', note: 'No.' });
    await hub.decide('linkPriorities', { first: 'E06000018/n3', second: 'E06000016/p4', note: 'Yes.' });
    await hub.decide('splitOverlap', { overlap: 'overlap-LAC', coreKeys: ['LAC/placements/all/any'], title: 'Foster care', note: 'Apart.' });
    expect(await flags(hub)).toEqual({});
  });

  test('when the words of the priority change', async () => {
    const hub = await openReviewing();
    await hub.decide('setTheme', { priority: 'E06000016/p1', theme: 'LAC', note: 'Yes.' });
    await hub.reread(words('Better support for all children with special educational needs'));
    expect(await flags(hub)).toEqual({ WORDS_CHANGED: `It read “${asItWas}” then, and reads “Better support for all children with special educational needs” now.` });
    const { priority } = await hub.ask('{ priority(id: "E06000016/p1") { flags { kind decision { kind } } themes { theme { code } } } }');
    expect(priority).toMatchObject({ flags: [{ kind: 'WORDS_CHANGED', decision: { kind: 'SET_THEME' } }], themes: expect.arrayContaining([{ theme: { code: 'LAC' } }]) });
    await hub.reread(words(asItWas));
    expect(await flags(hub)).toEqual({});
    await hub.reread(leicester({ 'priorities.csv': priorities().replace('kind,adopted', 'kind,adopted,description').replace(`${asItWas},priority,yes`, `${asItWas},priority,yes,In every school`) }));
    expect(await flags(hub)).toEqual({ WORDS_CHANGED: `The description, heading, ages or group of “${asItWas}” changed since.` });
  });

  test('when its publisher codes it otherwise', async () => {
    const hub = await openReviewing();
    await hub.decide('setTheme', { priority: 'E06000016/p1', theme: 'LAC', note: 'Yes.' });
    await hub.decide('refuseTheme', { priority: 'E06000016/p1', theme: 'SEND', note: 'No.' });
    await hub.reread(words(asItWas, 'SEND'));
    const { decisions } = await hub.ask('{ decisions { nodes { kind flags { kind explanation } } } }');
    expect(decisions.nodes).toEqual([
      { kind: 'REFUSE_THEME', flags: [{ kind: 'PUBLISHER_CODES_OTHERWISE', explanation: 'Its publisher now codes it SEND.' }] },
      { kind: 'SET_THEME', flags: [{ kind: 'PUBLISHER_CODES_OTHERWISE', explanation: 'Its publisher now codes it SEND, and not LAC.' }] },
    ]);
  });

  test('when the hub would by now say the same by itself', async () => {
    const hub = await openReviewing();
    await hub.decide('refuseTheme', { priority: 'E06000016/p1', theme: 'SEND', note: 'No.' });
    await hub.decide('unlinkPriorities', { first: 'E06000016/p2', second: 'E06000018/n2', note: 'Apart.' });
    const engine = loadEngine();
    const blind = { version: 'blind', wake: () => engine.wake(), codeStatement: (statement: Parameters<typeof engine.codeStatement>[0]) => ({ ...engine.codeStatement(statement), themes: [] }) };
    await updateOverlaps(hub.hub.write, blind, () => new Date(), nextDataVersion);
    const { decisions } = await hub.ask('{ decisions { nodes { flags { kind explanation } } } }');
    expect(decisions.nodes).toEqual([
      { flags: [{ kind: 'NO_LONGER_NEEDED', explanation: 'The hub, left to itself, puts the two into one core group no longer.' }] },
      { flags: [{ kind: 'NO_LONGER_NEEDED', explanation: 'The hub, left to itself, reads SEND in it no longer.' }] },
    ]);
  });

  test('when a linked priority is withdrawn, which is told without it; back again, the link counts again', async () => {
    const hub = await openReviewing();
    await hub.decide('linkPriorities', { first: 'E06000018/n3', second: 'E06000016/p4', note: 'Yes.' });
    const before = await hub.members('overlap-LAC');
    await hub.reread(leicester({ 'priorities.csv': priorities().split('\n').slice(0, -1).join('\n') }));
    expect(await flags(hub)).toEqual({ PRIORITY_GONE: '“Improve life for care leavers” (E06000016/p4) is not there: its publisher withdrew it, or has not sent it yet. The decision waits for it.' });
    expect((await hub.ask('{ decisions { nodes { priorities { id } } } }')).decisions.nodes).toEqual([{ priorities: [{ id: 'E06000018/n3' }] }]);
    await hub.reread(leicester());
    expect(await flags(hub)).toEqual({});
    expect(await hub.members('overlap-LAC')).toEqual(before);
  });

  test('when a statement that it names is adopted no longer, and so makes no overlap; adopted again, it does', async () => {
    const hub = await openReviewing();
    await hub.decide('linkPriorities', { first: 'E06000018/n3', second: 'E06000016/p4', note: 'Yes.' });
    await hub.decide('refuseTheme', { priority: 'E06000016/p1', theme: 'SEND', note: 'No.' });
    const said = '“Improve life for care leavers” was adopted by its authority then, and is not known to be now: it stands beside overlaps as context, and makes none.';
    await hub.reread(leicester({ 'priorities.csv': priorities().replace('care leavers,priority,yes', 'care leavers,priority,no') }));
    expect(await flags(hub)).toEqual({ NO_LONGER_ADOPTED: said });
    await hub.reread(leicester({ 'plans.csv': plan().replace('valid_to,', 'valid_to,status,').replace('2024,2027,', '2024,2027,draft,') }));
    expect((await hub.ask('{ decisions { nodes { flags { kind } } } }')).decisions.nodes).toEqual([{ flags: [{ kind: 'NO_LONGER_ADOPTED' }] }, { flags: [{ kind: 'NO_LONGER_ADOPTED' }] }]);
    await hub.reread(leicester());
    expect(await flags(hub)).toEqual({});
  });

  test('but not one that was about context from the first', async () => {
    const hub = await openReviewing(leicester({ 'priorities.csv': priorities().replaceAll(',yes', ',no') }));
    await hub.decide('refuseTheme', { priority: 'E06000016/p1', theme: 'SEND', note: 'No.' });
    expect(await flags(hub)).toEqual({});
  });

  test('when a rejected overlap gains authorities, shown on the overlap, too', async () => {
    const hub = await openReviewing(leicester({ 'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\ncypp,p1,Better support for children with special educational needs,priority,yes' }));
    await hub.reread({ ...nottingham, 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\ncypp,E06000016,Second plan,cypp,whole,2024,2027' }, { name: 'second', publisher: publishers.eastMidlands });
    await hub.decide('reviewOverlap', { overlap: 'overlap-SEND', verdict: 'REJECTED', note: 'No.' });
    expect(await flags(hub)).toEqual({});
    await hub.reread({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\ncypp,E10000021,Old plan,cypp,whole,2014,2017', 'priorities.csv': nottingham['priorities.csv']! }, { name: 'third', publisher: publishers.england });
    expect(await flags(hub)).toEqual({ AUTHORITIES_GAINED: 'Since it was rejected it is shared by Northamptonshire, too.' });
    expect((await hub.ask('{ overlap(id: "overlap-SEND") { flags { kind } review { state } } }')).overlap).toEqual({ flags: [{ kind: 'AUTHORITIES_GAINED' }], review: { state: 'REJECTED' } });
  });

  test('when a confirmed overlap, or one that was merged, is shared by authorities no longer', async () => {
    const hub = await openReviewing();
    await hub.decide('reviewOverlap', { overlap: 'overlap-SEND', verdict: 'CONFIRMED', note: 'Yes.' });
    await hub.decide('mergeOverlaps', { overlap: 'overlap-LAC', into: 'overlap-SEND', note: 'One meeting.' });
    expect(await flags(hub)).toEqual({});
    const explained = async () => (await hub.ask('{ decisions { nodes { kind flags { kind explanation } } } }')).decisions.nodes;
    const elsewhere = 'plan_ref,priority_ref,title,kind,adopted\ncypp,p9,Repair the roof of the library,priority';
    await hub.reread(leicester({ 'priorities.csv': `${elsewhere},yes` }));
    expect(await explained()).toEqual([
      { kind: 'MERGE_OVERLAPS', flags: [{ kind: 'AUTHORITIES_LOST', explanation: 'Of the authorities that shared “Looked-after children”, Leicester shares the overlap it went into no longer. Only Nottingham does, and an overlap needs two.' }] },
      { kind: 'CONFIRM_OVERLAP', flags: [{ kind: 'AUTHORITIES_LOST', explanation: 'Since it was confirmed, Leicester shares it no longer. Only Nottingham does, and an overlap needs two.' }] },
    ]);
    await hub.reread({ ...nottingham, 'priorities.csv': String(nottingham['priorities.csv']).replaceAll(',priority,yes', ',recommendation,no') }, { publisher: publishers.nottingham });
    expect((await explained())[1].flags).toEqual([{ kind: 'AUTHORITIES_LOST', explanation: 'Since it was confirmed, Leicester and Nottingham share it no longer. Nobody does.' }]);
    await hub.reread(leicester());
    await hub.reread(nottingham, { publisher: publishers.nottingham });
    expect(await flags(hub)).toEqual({});
  });

  test('when one of three authorities leaves a confirmed overlap', async () => {
    const hub = await openReviewing();
    const third = { 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\ncypp,E10000021,Old plan,cypp,whole,2014,2017', 'priorities.csv': nottingham['priorities.csv']! };
    await hub.reread(third, { name: 'third', publisher: publishers.england });
    await hub.decide('reviewOverlap', { overlap: 'overlap-SEND', verdict: 'CONFIRMED', note: 'Yes.' });
    await hub.reread({ ...third, 'priorities.csv': String(third['priorities.csv']).split('\n').slice(0, 1).concat('cypp,n9,Repair the roof of the library,priority,yes').join('\n') }, { name: 'third', publisher: publishers.england });
    expect(await flags(hub)).toEqual({ AUTHORITIES_LOST: 'Since it was confirmed, Northamptonshire shares it no longer. 2 authorities do.' });
    expect((await hub.ask('{ overlap(id: "overlap-SEND") { flags { kind } } }')).overlap).toEqual({ flags: [{ kind: 'AUTHORITIES_LOST' }] });
  });

  test('when its publisher takes back the code of a theme that was set', async () => {
    const hub = await openReviewing(words(asItWas, 'SEND'));
    await hub.decide('setTheme', { priority: 'E06000016/p1', theme: 'SEND', note: 'Yes.' });
    await hub.decide('setTheme', { priority: 'E06000016/p1', theme: 'LAC', note: 'This, too.' });
    expect(await flags(hub)).toEqual({});
    await hub.reread(words(asItWas));
    const { decisions } = await hub.ask('{ decisions { nodes { note flags { kind explanation } } } }');
    // Of what it never coded, its silence says nothing.
    expect(decisions.nodes).toEqual([{ note: 'This, too.', flags: [] }, { note: 'Yes.', flags: [{ kind: 'PUBLISHER_CODES_OTHERWISE', explanation: 'Its publisher coded it SEND then, and gives it no theme now.' }] }]);
  });

  test('but not a link to a statement that is itself in a core group by a link alone', async () => {
    const hub = await openReviewing();
    await hub.decide('linkPriorities', { first: 'E06000016/p2', second: 'E06000016/p1', note: 'Yes.' });
    await hub.decide('linkPriorities', { first: 'E06000016/p1', second: 'E06000018/n1', overlap: 'overlap-LAC', note: 'This, too.' });
    expect(await hub.members('overlap-LAC')).toMatchObject({ p1: 'LAC/general/all/any', n1: 'LAC/general/all/any' });
    expect(await flags(hub)).toEqual({});
  });

  test('when no statement has the core groups of a split any more', async () => {
    const hub = await openReviewing();
    const { decision } = await hub.decide('splitOverlap', { overlap: 'overlap-LAC', coreKeys: ['LAC/care-leavers/all/any'], title: 'Care leavers', note: 'Apart.' });
    await hub.decide('renameOverlap', { overlap: decision.otherOverlapId, title: 'Leaving care', note: 'Better.' });
    // Nobody else says it, so that what was taken out is no overlap, and whoever split it hears so at once.
    expect((await hub.ask('{ decisions { nodes { kind flags { kind explanation } } } }')).decisions.nodes[1]).toEqual({
      kind: 'SPLIT_OVERLAP', flags: [{ kind: 'SHARED_BY_ONE', explanation: 'What it takes out is of Leicester alone: until another shares it, it is no overlap, and these statements stand in none. Undo the split to have them back.' }],
    });
    await hub.reread(leicester({ 'priorities.csv': priorities().split('\n').slice(0, -1).join('\n') }));
    const { decisions } = await hub.ask('{ decisions { nodes { kind flags { kind explanation } } } }');
    expect(decisions.nodes).toEqual([
      { kind: 'RENAME_OVERLAP', flags: [{ kind: 'NOTHING_LEFT', explanation: 'The overlap has no statement any more.' }] },
      { kind: 'SPLIT_OVERLAP', flags: [{ kind: 'NOTHING_LEFT', explanation: 'No statement has the core group LAC/care-leavers/all/any any more.' }] },
    ]);
  });

  test('when its authority says the same in a later plan, of which nothing is decided', async () => {
    const hub = await openReviewing();
    const sen = 'E06000016/p1';
    await hub.decide('refuseTheme', { priority: sen, theme: 'SEND', note: 'Buses.' });
    await hub.decide('unlinkPriorities', { first: 'E06000018/n2', second: 'E06000016/p2', note: 'Apart.' });
    await hub.decide('setTheme', { priority: 'E06000016/p3', theme: 'LAC', note: 'Surely.' });
    const plans = `${plan()}\nnext,E06000016,Leicester's next plan,cypp,whole,2028,2030,\nlast,E06000016,Leicester's last plan,cypp,whole,2020,2023,`;
    const again = (ref: string) => `${ref},${ref}1,${asItWas.toUpperCase()}.,priority,yes\n${ref},${ref}2,Improve  outcomes for looked after children,priority,yes\n${ref},${ref}3,Find more foster carers,priority,yes`;
    await hub.reread(leicester({ 'plans.csv': plans, 'priorities.csv': `${priorities()}\n${again('next')}\n${again('last')}` }));
    const told = async () => (await hub.ask('{ decisions { nodes { note flags { kind explanation } } } }')).decisions.nodes;
    // What the hub reads there as it was decided here needs no decision.
    expect(await told()).toEqual([
      { note: 'Surely.', flags: [] },
      { note: 'Apart.', flags: [{ kind: 'SAID_AGAIN', explanation: 'Leicester says “Improve  outcomes for looked after children” in “Leicester\'s next plan” (E06000016/next2), too, to which this decision does not reach. Decide there, too, if it holds.' }] },
      { note: 'Buses.', flags: [{ kind: 'SAID_AGAIN', explanation: `Leicester says “${asItWas.toUpperCase()}.” in “Leicester's next plan” (E06000016/next1), too, to which this decision does not reach. Decide there, too, if it holds.` }] },
    ]);
    expect((await hub.ask('{ priority(id: "E06000016/next1") { themes { theme { code } } } }')).priority.themes).toContainEqual({ theme: { code: 'SEND' } });
    const { decision } = await hub.decide('setTheme', { priority: 'E06000016/next1', theme: 'SEND', note: 'Not here.' });
    expect((await told()).find(({ note }: { note: string }) => note === 'Buses.').flags).toEqual([]);
    await hub.decide('undoDecision', { decision: decision.id, note: 'Undecided.' });
    // The old plan is gone, and the new one says what was decided on.
    await hub.reread(leicester({ 'plans.csv': `plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\nnext,E06000016,Leicester's next plan,cypp,whole,2028,2030`, 'priorities.csv': `plan_ref,priority_ref,title,kind,adopted\n${again('next')}` }));
    const asReviewer = (await (await hub.as({ reviewer: 'Analyst' })).query('{ decisions(first: 50) { nodes { note flags { kind } } } }')).data.decisions.nodes;
    expect(asReviewer.find(({ note }: { note: string }) => note === 'Buses.').flags).toEqual([{ kind: 'PRIORITY_GONE' }, { kind: 'SAID_AGAIN' }]);
  });

  test('and one that was undone or overruled has none', async () => {
    const hub = await openReviewing();
    const { decision } = await hub.decide('setTheme', { priority: 'E06000016/p1', theme: 'LAC', note: 'Yes.' });
    await hub.reread(words('Better support for all children with special educational needs'));
    await hub.decide('undoDecision', { decision: decision.id, note: 'No.' });
    expect(await flags(hub)).toEqual({});
  });

  test('only those that are flagged can be asked for', async () => {
    const hub = await openReviewing();
    await hub.decide('setTheme', { priority: 'E06000016/p1', theme: 'LAC', note: 'Yes.' });
    await hub.decide('setTheme', { priority: 'E06000016/p2', theme: 'SEND', note: 'Yes, too.' });
    await hub.reread(words('Better support for all children with special educational needs'));
    const query = '{ flagged: decisions(filter: { flagged: true }) { totalCount nodes { note } } others: decisions(filter: { flagged: false }, first: 1) { totalCount nodes { note } pageInfo { hasNextPage } } }';
    expect(await hub.ask(query)).toEqual({ flagged: { totalCount: 1, nodes: [{ note: 'Yes.' }] }, others: { totalCount: 1, nodes: [{ note: 'Yes, too.' }], pageInfo: { hasNextPage: false } } });
  });
});

describe('splits and merges in a row', () => {
  const byKind = async ({ ask }: Reviewing) => (await ask('{ decisions(filter: { kinds: [SPLIT_OVERLAP, MERGE_OVERLAPS] }) { nodes { kind flags { kind explanation } } } }')).decisions.nodes;

  test('a split of what a merge had brought is left with nothing once the merge is undone, and no other decision is blamed', async () => {
    const hub = await openReviewing();
    const { decision } = await hub.decide('mergeOverlaps', { overlap: 'overlap-LAC', into: 'overlap-SEND', note: 'One meeting.' });
    await hub.decide('splitOverlap', { overlap: 'overlap-SEND', coreKeys: ['LAC/placements/all/any'], title: 'Foster care', note: 'Apart.' });
    expect((await byKind(hub))[0].flags).toEqual([]);
    await hub.decide('undoDecision', { decision: decision.id, note: 'Two meetings.' });
    expect((await byKind(hub))[0]).toEqual({ kind: 'SPLIT_OVERLAP', flags: [{ kind: 'NOTHING_LEFT', explanation: 'What it was to take out is in the overlap no more: nothing brings it there since another decision was taken back.' }] });
  });

  test('a split whose part is merged into another overlap holds, and is not flagged', async () => {
    const hub = await openReviewing();
    const { decision } = await hub.decide('splitOverlap', { overlap: 'overlap-LAC', coreKeys: ['LAC/placements/all/any'], title: 'Foster care', note: 'Apart.' });
    await hub.decide('mergeOverlaps', { overlap: decision.otherOverlapId, into: 'overlap-SEND', note: 'One meeting.' });
    expect(await byKind(hub)).toEqual([{ kind: 'MERGE_OVERLAPS', flags: [] }, { kind: 'SPLIT_OVERLAP', flags: [] }]);
  });

  test('of merges in a row none is flagged: what the first took along went on with the rest', async () => {
    const hub = await openReviewing(leicester({ 'priorities.csv': `${priorities()}\ncypp,p5,Reduce bullying in schools,priority,yes` }));
    await hub.reread({ 'themes.csv': 'theme_code,label\nBULLY,Bullying' }, { name: 'themes', publisher: publishers.england });
    await hub.reread({ ...nottingham, 'priorities.csv': `${String(nottingham['priorities.csv'])}\ncypp,n5,Reduce bullying in schools,priority,yes` }, { publisher: publishers.nottingham });
    await hub.decide('mergeOverlaps', { overlap: 'overlap-BULLY', into: 'overlap-SEND', note: 'One meeting.' });
    await hub.decide('mergeOverlaps', { overlap: 'overlap-SEND', into: 'overlap-LAC', note: 'One meeting for all.' });
    expect(await byKind(hub)).toEqual([{ kind: 'MERGE_OVERLAPS', flags: [] }, { kind: 'MERGE_OVERLAPS', flags: [] }]);
  });
});

describe('what a later decision did on purpose is not told as if data had changed', () => {
  const by = 'by Analyst on 1 June 2025';
  const northamptonshire = (...titles: string[]) => ({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\ncypp,E10000021,Old plan,cypp,whole,2014,2017', 'priorities.csv': ['plan_ref,priority_ref,title,kind,adopted', ...titles.map((title, i) => `cypp,o${i},${title},priority,yes`)].join('\n') });
  const flagsByNote = async ({ ask }: Reviewing): Promise<Record<string, string[]>> => {
    const { decisions } = await ask('{ decisions(first: 50) { nodes { note flags { kind explanation } } } }');
    return Object.fromEntries((decisions.nodes as { note: string; flags: { kind: string; explanation: string }[] }[]).flatMap(({ note, flags: own }) => (own.length === 0 ? [] : [[note, own.map(({ kind, explanation }) => `${kind}: ${explanation}`)]])));
  };
  const withBullying = async (third: string): Promise<Reviewing> => {
    const hub = await openReviewing(leicester({ 'priorities.csv': `${priorities()}\ncypp,p5,Reduce bullying in schools,priority,yes` }));
    await hub.reread({ 'themes.csv': 'theme_code,label\nBULLY,Bullying' }, { name: 'themes', publisher: publishers.england });
    await hub.reread(northamptonshire(third), { name: 'third', publisher: publishers.england });
    return hub;
  };

  test('a split of what two merges in a row brought, and a merge of what was renamed', async () => {
    const hub = await withBullying('Reduce bullying in schools');
    await hub.decide('mergeOverlaps', { overlap: 'overlap-BULLY', into: 'overlap-SEND', note: 'First merge.' });
    await hub.decide('renameOverlap', { overlap: 'overlap-SEND', title: 'Schools', note: 'A name.' });
    await hub.decide('mergeOverlaps', { overlap: 'overlap-SEND', into: 'overlap-LAC', note: 'Second merge.' });
    await hub.decide('splitOverlap', { overlap: 'overlap-LAC', coreKeys: ['BULLY/general/all/any'], title: 'Bullying', note: 'Apart again.' });
    // Northamptonshire shares only what was split off.
    expect((await hub.ask('{ overlap(id: "overlap-LAC") { authorities { name } } }')).overlap.authorities).toEqual([{ name: 'Leicester' }, { name: 'Nottingham' }]);
    expect(await flagsByNote(hub)).toEqual({ 'A name.': [`NOTHING_LEFT: The overlap went into another, by a later decision: merged ${by}: “Second merge.”`] });
    // Data have the last word: what it shares by no plan any more, no split keeps. Each sentence says of which overlap that is so.
    await hub.reread(northamptonshire('Repair the roof of the library'), { name: 'third', publisher: publishers.england });
    const told = await flagsByNote(hub);
    expect([told['First merge.'], told['Second merge.']]).toEqual(['Bullying', 'Special educational needs and disabilities'].map((title) => [`AUTHORITIES_LOST: Of the authorities that shared “${title}”, Northamptonshire shares the overlap it went into no longer. 2 authorities do.`]));
    const { overlap } = await hub.ask('{ overlap(id: "overlap-LAC") { flags { explanation } } }');
    const sentences = overlap.flags.map(({ explanation }: { explanation: string }) => explanation);
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  test('of a confirmed overlap the split is named that took authorities out of it; they are back when it is undone', async () => {
    const hub = await withBullying('Find more foster carers');
    await hub.decide('reviewOverlap', { overlap: 'overlap-LAC', verdict: 'CONFIRMED', note: 'Yes.' });
    const { decision } = await hub.decide('splitOverlap', { overlap: 'overlap-LAC', coreKeys: ['LAC/placements/all/any'], title: 'Foster care', note: 'Apart.' });
    expect(await flagsByNote(hub)).toEqual({ 'Yes.': [`AUTHORITIES_LOST: Since it was confirmed, Northamptonshire shares it no longer. 2 authorities do. That is by a later decision: “Foster care” was taken out of it ${by}: “Apart.”`] });
    await hub.decide('undoDecision', { decision: decision.id, note: 'Together.' });
    expect(await flagsByNote(hub)).toEqual({});
  });

  test('a refused theme and a link are named, and no decision about another theme is', async () => {
    const hub = await withBullying('Find more foster carers');
    const third = (await hub.ask('{ priorities(first: 20) { nodes { id } } }')).priorities.nodes.find(({ id }: { id: string }) => id.endsWith('/o0')).id;
    const lost = (how: string) => `AUTHORITIES_LOST: ${how} 2 authorities do. That is by a later decision:`;
    const since = 'Since it was confirmed, Northamptonshire shares it no longer.';
    await hub.decide('reviewOverlap', { overlap: 'overlap-LAC', verdict: 'CONFIRMED', note: 'Yes.' });
    const refused = await hub.decide('refuseTheme', { priority: third, theme: 'LAC', note: 'Of babies.' });
    expect(await flagsByNote(hub)).toEqual({ 'Yes.': [`${lost(since)} Looked-after children was refused in “Find more foster carers” ${by}: “Of babies.”`] });
    await hub.decide('undoDecision', { decision: refused.decision.id, note: 'No.' });
    await hub.decide('mergeOverlaps', { overlap: 'overlap-LAC', into: 'overlap-SEND', note: 'One meeting.' });
    await hub.decide('splitOverlap', { overlap: 'overlap-SEND', priorities: ['E06000016/p2', 'E06000018/n2'], title: 'Outcomes', note: 'Apart.' });
    const linked = await hub.decide('linkPriorities', { first: 'E06000016/p2', second: third, note: 'The same.' });
    expect((await flagsByNote(hub))['One meeting.']).toEqual([`${lost('Of the authorities that shared “Looked-after children”, Northamptonshire shares the overlap it went into no longer.')} “Find more foster carers” was linked to another ${by}: “The same.”`]);
    await hub.decide('undoDecision', { decision: linked.decision.id, note: 'No.' });
    await hub.decide('setTheme', { priority: third, theme: 'BULLY', note: 'This, too.' });
    await hub.decide('refuseTheme', { priority: third, theme: 'BULLY', note: 'Not this.', overrule: true });
    await hub.reread(northamptonshire('Repair the roof of the library'), { name: 'third', publisher: publishers.england });
    expect((await flagsByNote(hub))['One meeting.']).toEqual(['AUTHORITIES_LOST: Of the authorities that shared “Looked-after children”, Northamptonshire shares the overlap it went into no longer. 2 authorities do.']);
  });
});

test('of a split whose priorities are refused its theme later, that is told', async () => {
  const hub = await openReviewing();
  const { decision } = await hub.decide('splitOverlap', { overlap: 'overlap-LAC', priorities: ['E06000016/p2', 'E06000018/n2'], title: 'Outcomes', note: 'Apart.' });
  await hub.decide('refuseTheme', { priority: 'E06000016/p4', theme: 'LAC', note: 'Elsewhere.' });
  await hub.decide('refuseTheme', { priority: 'E06000016/p2', theme: 'LAC', note: 'Too broad.' });
  const flagsOfSplit = async () => (await hub.ask(`{ decision(id: "${decision.id}") { flags { kind explanation } } }`)).decision.flags;
  const leicesterLeft = 'Looked-after children was refused in “Improve outcomes for looked-after children” by Analyst on 1 June 2025: “Too broad.”';
  expect(await flagsOfSplit()).toEqual([{ kind: 'SHARED_BY_ONE', explanation: `What it takes out is of Nottingham alone: until another shares it, it is no overlap, and these statements stand in none. Undo the split to have them back, or the later decision by which others left it: ${leicesterLeft}` }]);
  await hub.decide('refuseTheme', { priority: 'E06000018/n2', theme: 'LAC', note: 'This, too.' });
  expect(await flagsOfSplit()).toEqual([{ kind: 'CONTRADICTED', explanation: `None of the 2 priorities that it takes out is in the overlap any more. That is by a later decision: ${leicesterLeft} Looked-after children was refused in “Improve outcomes for looked-after children” by Analyst on 1 June 2025: “This, too.”` }]);
});

describe('a priority under embargo', () => {
  const secret = leicester({ 'plans.csv': plan('2025-07-01') });

  test('is unknown to a reviewer, who sees what everybody sees', async () => {
    const hub = await openReviewing(secret);
    expect(await hub.refused('setTheme', { priority: 'E06000016/p1', theme: 'LAC', note: 'Yes.' })).toMatchObject({ code: 'UNKNOWN_PRIORITY' });
    expect(await hub.refused('linkPriorities', { first: 'E06000018/n1', second: 'E06000016/p1', note: 'Yes.' })).toMatchObject({ code: 'UNKNOWN_PRIORITY' });
    expect(await hub.refused('splitOverlap', { overlap: 'overlap-LAC', priorities: ['E06000016/p2'], title: 'x', note: 'Yes.' })).toMatchObject({ code: 'BAD_ARGUMENT', message: expect.stringContaining('not a statement of') });
  });

  test('hides every decision that names it, and its undo, from all but its publisher, until its day', async () => {
    const hub = await openReviewing();
    const { decision } = await hub.decide('setTheme', { priority: 'E06000016/p1', theme: 'LAC', note: 'Zebra one.' });
    await hub.decide('undoDecision', { decision: decision.id, note: 'Zebra two.' });
    await hub.decide('linkPriorities', { first: 'E06000018/n1', second: 'E06000016/p1', note: 'Zebra three.' });
    await hub.decide('linkPriorities', { first: 'E06000016/p3', second: 'E06000018/n2', note: 'Zebra five.' });
    await hub.decide('splitOverlap', { overlap: 'overlap-LAC', priorities: ['E06000016/p2'], title: 'Zebra part', note: 'Zebra four.' });
    await hub.decide('setTheme', { priority: 'E06000018/n1', theme: 'LAC', note: 'Open.' });
    await hub.reread({ ...nottingham, 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\ncypp,E10000021,Old plan,cypp,whole,2014,2027' }, { name: 'third', publisher: publishers.england });
    await hub.reread(secret);
    const query = `{ decisions(first: 50) { totalCount nodes { note title } } decision(id: "${decision.id}") { id } priority(id: "E06000018/n1") { decisions { nodes { note } } } overlaps(filter: { period: { from: "2014-01-01", to: "2027-01-01" } }) { nodes { title members { nodes { coreTitle evidence { explanation } } } decisions { nodes { note } } flags { explanation } } } }`;
    for (const who of [{}, { reviewer: 'Analyst' }, { publisher: 'E06000018' }]) {
      const { data, errors } = await (await hub.as(who)).query(query);
      expect(errors).toEqual([]);
      const told = JSON.stringify(data);
      expect(told).not.toContain('Zebra');
      expect(told).toContain('A reviewer decided so, about a priority that you may not see.');
      expect(data).toMatchObject({ decisions: { totalCount: 1, nodes: [{ note: 'Open.' }] }, decision: null, priority: { decisions: { nodes: [{ note: 'Open.' }] } } });
    }
    for (const who of [{ publisher: 'E06000016' }, { today: '2025-07-01' }]) {
      const { data } = await (await hub.as(who)).query(query);
      expect(data.decisions.totalCount).toBe(6);
      expect(data.decision).toEqual({ id: decision.id });
    }
    expect(await hub.refused('undoDecision', { decision: decision.id, note: 'x' })).toMatchObject({ code: 'UNKNOWN_DECISION' });
  });

  test('that is withdrawn leaves its decisions to reviewers alone, and they count when it returns', async () => {
    const hub = await openReviewing();
    await hub.decide('refuseTheme', { priority: 'E06000016/p4', theme: 'LAC', note: 'No.' });
    await hub.reread(leicester({ 'priorities.csv': priorities().split('\n').slice(0, -1).join('\n') }));
    const query = '{ decisions { nodes { priorities { id } flags { kind } } } }';
    expect((await (await hub.as()).query(query)).data.decisions.nodes).toEqual([]);
    expect((await (await hub.as({ reviewer: 'Analyst' })).query(query)).data.decisions.nodes).toEqual([{ priorities: [], flags: [{ kind: 'PRIORITY_GONE' }] }]);
    await refreshOverlaps(hub.hub);
  });
});

test("a decision about a disputed theme stands beside the dispute as its answer", async () => {
  const hub = await openReviewing();
  const dispute = async (input: object) => expect((await (await hub.as({ publisher: 'E06000016' })).query('mutation($input: DisputeCodingInput!) { disputeCoding(input: $input) { dispute { answers { id } } } }', { input })).data).toEqual({ disputeCoding: { dispute: { answers: [] } } });
  await dispute({ priority: 'E06000016/p1', theme: 'SEND', note: 'It is about buses.' });
  await dispute({ priority: 'E06000016/p1', suggestedTheme: 'LAC', note: 'It is about care.' });
  await hub.decide('refuseTheme', { priority: 'E06000016/p1', theme: 'SEND', note: 'Agreed.' });
  const { decision } = await hub.decide('setTheme', { priority: 'E06000016/p1', theme: 'LAC', note: 'Agreed, too.' });
  const query = '{ priority(id: "E06000016/p1") { disputes { stillApplies answers { kind note reviewer } } } }';
  expect((await hub.ask(query)).priority.disputes).toEqual(expect.arrayContaining([
    { stillApplies: false, answers: [{ kind: 'REFUSE_THEME', note: 'Agreed.', reviewer: 'Analyst' }] },
    { stillApplies: false, answers: [{ kind: 'SET_THEME', note: 'Agreed, too.', reviewer: 'Analyst' }] },
  ]));
  await hub.decide('undoDecision', { decision: decision.id, note: 'No.' });
  expect((await hub.ask(query)).priority.disputes).toEqual(expect.arrayContaining([{ stillApplies: true, answers: [] }]));
});
