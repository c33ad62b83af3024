import { describe, expect, test } from 'vitest';
import { makeKey } from '../../src/access/keys.ts';
import { RegionOverlapsDocument } from '../../src/api/generated/operations.ts';
import { serveHub } from '../support/serveHub.ts';
import { acts, leicester, openReviewing, plan, priorities } from '../support/reviewing.ts';
import { makeKeyOf } from '../support/keys.ts';

const note = 'So it is.';
const input = { priority: 'E06000016/p1', theme: 'LAC', note };

describe('an act is refused with a code and a sentence, and changes nothing', () => {
  test.each<[keyof typeof acts, string, string, Record<string, unknown>]>([
    ['setTheme', 'UNKNOWN_PRIORITY', 'priority is "E06000016/none"', { ...input, priority: 'E06000016/none' }],
    ['setTheme', 'UNKNOWN_THEME', '"LCA"', { ...input, theme: 'LCA' }],
    ['setTheme', 'BAD_ARGUMENT', 'note is empty. Say in a sentence why it is decided so', { ...input, note: ' \n ' }],
    ['setTheme', 'BAD_ARGUMENT', 'note has 2,001 characters', { ...input, note: 'x'.repeat(2_001) }],
    ['refuseTheme', 'BAD_ARGUMENT', 'theme is "LAC", which the hub does not read in this priority. It reads SEND', input],
    ['reviewOverlap', 'UNKNOWN_OVERLAP', 'overlap is "overlap-none"', { overlap: 'overlap-none', verdict: 'REJECTED', note }],
    ['reviewOverlap', 'BAD_ARGUMENT', 'note is empty', { overlap: 'overlap-LAC', verdict: 'REJECTED', note: '' }],
    // The engine reads a theme here that this hub has not: it is in no list, and what was merged into it would leave them all.
    ['mergeOverlaps', 'UNKNOWN_OVERLAP', 'into is "overlap-ATTAIN"', { overlap: 'overlap-LAC', into: 'overlap-ATTAIN', note }],
    ['linkPriorities', 'UNKNOWN_OVERLAP', 'overlap is "overlap-ATTAIN"', { first: 'E06000018/n1', second: 'E06000016/p1', overlap: 'overlap-ATTAIN', note }],
    ['renameOverlap', 'BAD_ARGUMENT', 'title is empty', { overlap: 'overlap-LAC', title: ' ', note }],
    ['setTheme', 'BAD_ARGUMENT', 'note has control characters', { ...input, note: 'Red: \u001B[31m' }],
    ['renameOverlap', 'BAD_ARGUMENT', 'title is "-", which has no letter', { overlap: 'overlap-LAC', title: '-', note }],
    ['renameOverlap', 'BAD_ARGUMENT', 'title has control characters', { overlap: 'overlap-LAC', title: 'In care\u202E', note }],
    ['renameOverlap', 'BAD_ARGUMENT', 'title has 201 characters. The most is 200', { overlap: 'overlap-LAC', title: 'x'.repeat(201), note }],
    ['splitOverlap', 'BAD_ARGUMENT', 'Neither coreKeys nor priorities names anything', { overlap: 'overlap-LAC', title: 'x', note }],
    ['splitOverlap', 'BAD_ARGUMENT', 'coreKeys names "LAC/none/all/any", which no statement of "overlap-LAC" has. Its core groups: LAC/care-leavers/all/any, LAC/general/all/any', { overlap: 'overlap-LAC', coreKeys: ['LAC/none/all/any'], title: 'x', note }],
    ['splitOverlap', 'BAD_ARGUMENT', 'priorities names "E06000016/p1", not a statement of "overlap-LAC"', { overlap: 'overlap-LAC', priorities: ['E06000016/p1'], title: 'x', note }],
    ['splitOverlap', 'BAD_ARGUMENT', 'all that is in "overlap-SEND"', { overlap: 'overlap-SEND', coreKeys: ['SEND/general/all/any'], title: 'x', note }],
    ['mergeOverlaps', 'BAD_ARGUMENT', 'both "overlap-LAC"', { overlap: 'overlap-LAC', into: 'overlap-LAC', note }],
    ['mergeOverlaps', 'UNKNOWN_OVERLAP', 'into is "overlap-none"', { overlap: 'overlap-LAC', into: 'overlap-none', note }],
    ['linkPriorities', 'BAD_ARGUMENT', 'both "E06000016/p1"', { first: 'E06000016/p1', second: 'E06000016/p1', note }],
    ['linkPriorities', 'BAD_ARGUMENT', 'is in no core group of any overlap: no theme of it has an overlap. Set its main theme first', { first: 'E06000016/p5', second: 'E06000016/p1', note }],
    ['linkPriorities', 'BAD_ARGUMENT', 'is in no core group of any overlap: it is only related in “Looked-after children”, because no words of its title say plainly what of this theme it is about. Set its main theme first', { first: 'E06000016/p6', second: 'E06000016/p1', note }],
    ['linkPriorities', 'BAD_ARGUMENT', 'is in no core group of "overlap-LAC": it is not in that overlap. Set its main theme first', { first: 'E06000016/p1', second: 'E06000016/p2', overlap: 'overlap-LAC', note }],
    ['unlinkPriorities', 'UNKNOWN_PRIORITY', 'second is "none"', { first: 'E06000016/p1', second: 'none', note }],
    ['undoDecision', 'UNKNOWN_DECISION', '"none"', { decision: 'none', note }],
  ])('%s: %s, %s', async (act, code, message, asked) => {
    const { refused, everything } = await openReviewing(leicester({
      'plans.csv': `${plan()}\ncare,E06000016,Leicester's promise,corporate-parenting,whole,2024,2027,`,
      'priorities.csv': `${priorities()}\ncypp,p5,Go further together,priority,yes\ncare,p6,Being understood by professionals,priority,yes`,
    }));
    const before = await everything();
    expect(await refused(act, asked)).toEqual({ code, message: expect.stringContaining(message) });
    expect(await everything()).toEqual(before);
  });

  test('without a key, with a publisher’s, and with one that the hub does not know', async () => {
    const { hub, everything } = await openReviewing();
    const [reviewer, publisher] = [await makeKeyOf(hub, { role: 'analyst', name: 'Analyst' }), await makeKeyOf(hub, { role: 'publisher', bodyCode: 'E06000016' })];
    const { ask } = await serveHub(hub);
    const before = await everything();
    const send = (key?: string) => ask({ query: acts.setTheme, variables: { input }, ...(key !== undefined && { headers: { authorization: `Bearer ${key}` } }) });
    expect(await send()).toMatchObject({ status: 200, text: expect.stringContaining('NOT_SIGNED_IN') });
    expect(await send(publisher.key)).toMatchObject({ status: 200, text: expect.stringContaining('NOT_ALLOWED') });
    expect(await send(makeKey().key)).toMatchObject({ status: 401, text: expect.stringContaining('BAD_KEY') });
    expect(await everything()).toEqual(before);
    expect((await send(reviewer.key)).text).toContain('"reviewer":"Analyst"');
    expect((await ask({ query: '{ viewer { roles name body { code } } }', headers: { authorization: `Bearer ${reviewer.key}` } })).text).toContain('{"roles":["ANALYST"],"name":"Analyst","body":null}');
  });

  test('a hundred at once in one request', async () => {
    const { as, everything } = await openReviewing();
    const before = await everything();
    const many = `mutation { ${Array.from({ length: 100 }, (_, index) => `a${index}: refuseTheme(input: { priority: "E06000016/p1", theme: "SEND", note: "No." }) { decision { id } }`).join(' ')} }`;
    const { errors } = await (await as({ reviewer: 'Analyst' })).query(many);
    expect(['QUERY_TOO_COSTLY', 'TOO_MANY_ALIASES']).toContain(errors[0]!.extensions?.code);
    expect(await everything()).toEqual(before);
  });

  test('an undo is not undone, nor anything twice: it is decided again', async () => {
    const { decide, refused, ask } = await openReviewing();
    const { decision } = await decide('refuseTheme', { priority: 'E06000016/p1', theme: 'SEND', note });
    const undo = await decide('undoDecision', { decision: decision.id, note });
    expect(await refused('undoDecision', { decision: undo.decision.id, note })).toMatchObject({ code: 'BAD_ARGUMENT', message: expect.stringContaining('is itself an undo') });
    expect(await refused('undoDecision', { decision: decision.id, note })).toMatchObject({ code: 'BAD_ARGUMENT', message: expect.stringContaining('was undone already, by Analyst on 2025-06-01') });
    await decide('refuseTheme', { priority: 'E06000016/p1', theme: 'SEND', note });
    expect((await ask('{ priority(id: "E06000016/p1") { themes { theme { code } } } decisions { totalCount } }'))).toEqual({ priority: { themes: [] }, decisions: { totalCount: 3 } });
  });

  test('an overlap that went into another is decided on under the other’s id', async () => {
    const { decide, refused } = await openReviewing();
    await decide('mergeOverlaps', { overlap: 'overlap-SEND', into: 'overlap-LAC', note });
    expect(await refused('reviewOverlap', { overlap: 'overlap-SEND', verdict: 'CONFIRMED', note })).toEqual({ code: 'UNKNOWN_OVERLAP', message: expect.stringContaining('which went into "overlap-LAC"') });
  });
});

describe('an answer', () => {
  test('that was kept is made anew after each act', async () => {
    const { hub, decide } = await openReviewing();
    const { api } = await serveHub(hub);
    const titles = async () => (await api.execute(RegionOverlapsDocument, { region: 'E12000004' })).overlaps.nodes.map(({ title }) => title);
    expect(await titles()).not.toContain('Children in care');
    const { decision } = await decide('renameOverlap', { overlap: 'overlap-LAC', title: 'Children in care', note });
    expect(await titles()).toContain('Children in care');
    await decide('undoDecision', { decision: decision.id, note });
    expect(await titles()).not.toContain('Children in care');
  });

  test('with decisions, their flags and what they name costs no more statements for many than for few', async () => {
    const { decide, as } = await openReviewing();
    const queries = [
      '{ decisions { totalCount nodes { state priorities { id } theme { code } overlap { id } undoneBy { id } overruledBy { id } undoes { id } } } }',
      '{ decisions { nodes { flags { kind } } } }',
      '{ priorities { nodes { flags { kind } } } }',
      '{ priorities { nodes { decisions { nodes { id } } } } }',
      '{ overlaps { nodes { review { note } formerIds } } }',
      '{ overlaps { nodes { flags { kind } } } }',
    ];
    const ask = async () => {
      const api = await as();
      const counts: number[] = [];
      for (const query of queries) {
        const { errors, statements } = await api.query(query);
        expect(errors).toEqual([]);
        counts.push(statements);
      }
      return counts;
    };
    await decide('setTheme', { priority: 'E06000016/p1', theme: 'LAC', note });
    await decide('reviewOverlap', { overlap: 'overlap-SEND', verdict: 'CONFIRMED', note });
    await decide('splitOverlap', { overlap: 'overlap-LAC', coreKeys: ['LAC/placements/all/any'], title: 'Foster care', note });
    await decide('linkPriorities', { first: 'E06000018/n3', second: 'E06000016/p4', note });
    const few = await ask();
    for (const priority of ['E06000016/p2', 'E06000016/p3', 'E06000018/n1', 'E06000018/n2']) await decide('setTheme', { priority, theme: 'SEND', note });
    await decide('linkPriorities', { first: 'E06000016/p1', second: 'E06000018/n1', note });
    await decide('renameOverlap', { overlap: 'overlap-LAC', title: 'In care', note });
    await decide('reviewOverlap', { overlap: 'overlap-LAC', verdict: 'CONFIRMED', note });
    expect(await ask()).toEqual(few);
  });
});
