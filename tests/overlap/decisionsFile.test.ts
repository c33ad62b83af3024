import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { importDecisionsBy, refreshOverlaps } from '../../src/hub.ts';
import { parseHistory, writeHistory } from '../../src/commands/decisionsFile.ts';
import { readHistory } from '../../src/harvest/duplicates/storedGroups.ts';
import { readWhere } from '../../src/overlap/decisions/readDecisions.ts';
import { apiOver } from '../support/api.ts';
import { openTestHub, publishers, type TestHub } from '../support/harvest.ts';
import { leicester, nottingham, openReviewing, type Reviewing } from '../support/reviewing.ts';

const now = new Date('2025-06-01T12:00:00Z');
const exported = async ({ hub }: TestHub) => writeHistory({ decisions: await readWhere(hub.stored, sql`1 = 1`), aboutServices: await readHistory(hub.stored) });
const take = ({ hub }: TestHub, text: string) => importDecisionsBy({ ...hub, harvesting: { ...hub.harvesting, now: () => now } }, parseHistory(Buffer.from(text), 'decisions.jsonl', now));
const heading = '{"format":"common-ground decisions","version":1}';

/** All that a reader may ask of overlaps, priorities and decisions. */
const everything = `{
  overlaps(filter: { review: [PROPOSED, CONFIRMED, REJECTED] }) { nodes { id title isRenamed formerIds strength review { state reviewer note madeAt } flags { kind explanation } cores { key title } members { nodes { ring coreKey confidence theme { code } priority { id } evidence { kind weight explanation } } } } }
  priorities { nodes { id themes { theme { code } isMain confidence assignedBy } overlaps { id } flags { kind explanation } } }
  decisions { totalCount nodes { id kind state note reviewer madeAt priorities { id } theme { code } isMain overlapId otherOverlapId coreKeys title undoes { id } undoneBy { id } overruledBy { id } flags { kind explanation } } }
}`;
const answer = async ({ hub }: TestHub) => {
  const { data, errors } = await (await apiOver(hub)).query(everything);
  expect(errors).toEqual([]);
  return data;
};

/** A bit of everything, with an undo and a decision that overrules another. */
async function decideMuch({ decide }: Reviewing): Promise<void> {
  await decide('setTheme', { priority: 'E06000016/p1', theme: 'LAC', note: 'For children in care, “mostly”.\nReally.' });
  const { decision } = await decide('refuseTheme', { priority: 'E06000018/n1', theme: 'SEND', note: 'No.' });
  await decide('undoDecision', { decision: decision.id, note: 'It was right.' });
  await decide('reviewOverlap', { overlap: 'overlap-SEND', verdict: 'REJECTED', note: 'Too broad.' });
  await decide('reviewOverlap', { overlap: 'overlap-SEND', verdict: 'CONFIRMED', overrule: true, note: 'Not so broad.' });
  await decide('linkPriorities', { first: 'E06000018/n3', second: 'E06000016/p4', note: 'Both about homes.' });
  const { decision: split } = await decide('splitOverlap', { overlap: 'overlap-LAC', coreKeys: ['LAC/placements/all/any'], title: 'Foster care', note: 'A matter of its own.' });
  await decide('renameOverlap', { overlap: split.otherOverlapId, title: 'Fostering', note: 'As they say.' });
  await decide('unlinkPriorities', { first: 'E06000016/p2', second: 'E06000018/n2', note: 'Apart.' });
  await decide('mergeOverlaps', { overlap: 'overlap-SEND', into: 'overlap-LAC', note: 'One meeting.' });
}

describe('a file of decisions', () => {
  test('taken by a fresh hub makes it answer the same; taken again it changes nothing', async () => {
    const first = await openReviewing();
    await decideMuch(first);
    const text = await exported(first);
    expect(text.split('\n')).toHaveLength(12);
    const second = await openReviewing();
    expect(await take(second, text)).toEqual({ added: 10, known: 0, waiting: 0 });
    expect(await answer(second)).toEqual(await answer(first));
    expect(await exported(second)).toBe(text);
    const before = await second.version();
    expect(await take(second, text)).toEqual({ added: 0, known: 10, waiting: 0 });
    expect(await second.version()).toBe(before);
  });

  test('taken before the plans are there waits for them, and counts as soon as they arrive', async () => {
    const first = await openReviewing();
    await decideMuch(first);
    const fresh = await openTestHub();
    expect(await take(fresh, await exported(first))).toEqual({ added: 10, known: 0, waiting: 4 });
    await fresh.harvestFiles(nottingham, { publisher: publishers.nottingham });
    await refreshOverlaps(fresh.hub);
    await fresh.harvestFiles(leicester());
    await refreshOverlaps(fresh.hub);
    expect(await answer(fresh)).toEqual(await answer(first));
  });

  test('of another hub joins what was decided here: of two about the same thing the later one counts, in whichever order they come', async () => {
    const [here, there] = [await openReviewing(), await openReviewing()];
    await here.decide('setTheme', { priority: 'E06000016/p1', theme: 'LAC', note: 'Here, later.' });
    await there.hub.acts.decide({ id: '00000000-0000-4000-8000-000000000002', kind: 'refuse-theme', priorityIds: ['E06000016/p1'], themeCode: 'LAC', rank: null, overlapId: null, otherOverlapId: null, coreKeys: [], title: null, note: 'There, earlier.', reviewer: 'Other', madeAt: '2025-05-01T12:00:00.000Z', basis: {}, overrule: false });
    const [fromHere, fromThere] = [await exported(here), await exported(there)];
    await take(here, fromThere);
    await take(there, fromHere);
    expect(await answer(here)).toEqual(await answer(there));
    expect((await here.ask('{ priority(id: "E06000016/p1") { themes { theme { code } } } decisions { nodes { note state } } }'))).toEqual({
      priority: { themes: [{ theme: { code: 'LAC' } }, { theme: { code: 'SEND' } }] }, decisions: { nodes: [{ note: 'Here, later.', state: 'IN_FORCE' }, { note: 'There, earlier.', state: 'OVERRULED' }] },
    });
  });
});

describe('a file that does not fit is refused with its name and line, and changes nothing', () => {
  const good = { id: '00000000-0000-4000-8000-000000000001', madeAt: '2025-06-01T12:00:00.000Z', reviewer: 'Analyst', decision: 'set-theme', priorities: ['E06000016/p1'], theme: 'LAC', isMain: true, note: 'Yes.', basis: {} };
  const line = (changes: Record<string, unknown>) => JSON.stringify({ ...good, ...changes });

  test.each<[string, string]>([
    ['', 'decisions.jsonl, line 1: it is empty. Expected one decision as a JSON object. Nothing was imported.'],
    ['{"format":"something else"}', 'line 1: it is {"format":"something else"}. Expected {"format":"common-ground decisions","version":1}'],
    [`${heading}\n${line({})}\nnot JSON`, 'line 3: it is not JSON. Expected one decision'],
    [`${heading}\n[]`, 'line 2: it is []'],
    [`${heading}\n${line({ decision: 'delete-all' })}`, 'line 2: decision is "delete-all". Expected set-theme, refuse-theme'],
    [`${heading}\n${line({ note: undefined })}`, 'line 2: note is missing. Expected a text of at most 2,000 characters'],
    [`${heading}\n${line({ note: ' padded ' })}`, 'note is " padded "'],
    [`${heading}\n${line({ note: 'x'.repeat(2_001) })}`, 'note is "xxx'],
    [`${heading}\n${line({ note: 'Red: \u001B[31m' })}`, 'note is "Red: \\u001b[31m". Expected a text'],
    [`${heading}\n${line({ decision: 'rename-overlap', priorities: undefined, theme: undefined, isMain: undefined, overlap: 'overlap-LAC', title: 'In care\u202E' })}`, 'none of them a control character'],
    ['{"format":"common-ground decisions","version":2}', 'line 1: it is of version 2. Expected version 1, the latest that this hub reads: export the file anew, or update this hub'],
    [`${heading}\n${line({ reviewer: 'a\u0000b' })}`, 'reviewer is'],
    [`${heading}\n${line({ reviewer: '<b>' })}`, 'reviewer is "<b>". Expected the name of a reviewer'],
    [`${heading}\n${line({ id: '1' })}`, 'id is "1". Expected a UUID'],
    [`${heading}\n${line({ madeAt: '2025-06-01' })}`, 'madeAt is "2025-06-01"'],
    [`${heading}\n${line({ madeAt: '2999-06-01T12:00:00.000Z' })}`, 'Expected a moment that has been'],
    [`${heading}\n${line({ priorities: ['a', 'b'] })}`, 'priorities names 2. Expected one'],
    [`${heading}\n${line({ priorities: 'a' })}`, 'priorities is "a". Expected a list'],
    [`${heading}\n${line({ isMain: 'yes' })}`, 'isMain is "yes". Expected true or false'],
    [`${heading}\n${line({ email: 'someone@example.org' })}`, 'it has "email". Expected nothing but'],
    [`${heading}\n${line({ basis: { __proto__: null, password: 'x' } })}`, 'basis is {"password":"x"}'],
    [`${heading}\n${line({ basis: { words: { a: null } } })}`, 'basis is'],
    [`${heading}\n${line({})}\n${line({ note: 'No.' })}`, 'line 3: it says something else than the decision 00000000-0000-4000-8000-000000000001 that is known already'],
    [`${heading}\n${JSON.stringify({ id: '00000000-0000-4000-8000-000000000009', madeAt: good.madeAt, reviewer: 'Analyst', decision: 'undo', undoes: 'nothing', note: 'No.' })}`, 'undoes is "nothing", which neither the file nor the hub has'],
    [`${heading}\n${JSON.stringify({ ...good, decision: 'split-overlap', overlap: 'overlap-LAC', otherOverlap: 'overlap-SEND', coreKeys: ['LAC/x'], title: 'x', isMain: undefined })}`, 'otherOverlap is "overlap-SEND". Expected "overlap-LAC-000000000000"'],
  ])('%#: %s', async (text, message) => {
    const hub = await openTestHub({ reference: false });
    const before = await hub.everything();
    const taking = (async () => take(hub, text))();
    await expect(taking).rejects.toMatchObject({ code: 'BAD_DECISIONS', message: expect.stringContaining(message) });
    expect(await hub.everything()).toEqual(before);
  });

  const merge = { priorities: undefined, theme: undefined, isMain: undefined, decision: 'merge-overlaps', overlap: 'overlap-SEND' };
  test.each<[string, string]>([
    [line({ theme: 'NOPE' }), 'line 2: theme is "NOPE", which no theme of this hub has as its code. Expected one that it has: read the package first'],
    [line({ ...merge, otherOverlap: 'overlap-NOPE' }), 'line 2: an overlap is "overlap-NOPE", which is neither of a theme of this hub nor the part of a split'],
  ])('such as a theme in which nobody would find what was given it: %s', async (text, message) => {
    const hub = await openReviewing();
    const before = await hub.everything();
    await expect(take(hub, `${heading}\n${text}`)).rejects.toMatchObject({ code: 'BAD_DECISIONS', message: expect.stringContaining(message) });
    expect(await hub.everything()).toEqual(before);
    // A hub that has read nothing yet knows no theme, and takes them.
    expect(await take(await openTestHub({ reference: false }), `${heading}\n${text}`)).toMatchObject({ added: 1 });
  });

  test('such as bytes that are no text', () => {
    expect(() => parseHistory(Buffer.from([0xff, 0xfe, 0x00]), 'decisions.jsonl', now)).toThrow('decisions.jsonl is not text in UTF-8');
  });
});
