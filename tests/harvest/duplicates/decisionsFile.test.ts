import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { parseHistory, writeHistory } from '../../../src/commands/decisionsFile.ts';
import { readHistory } from '../../../src/harvest/duplicates/storedGroups.ts';
import { importDecisionsBy, refreshDuplicates } from '../../../src/hub.ts';
import { readWhere } from '../../../src/overlap/decisions/readDecisions.ts';
import { apiOver, type Answer } from '../../support/api.ts';
import { openTestHub, publishers, type PackageFiles, type TestHub } from '../../support/harvest.ts';

const now = new Date('2025-06-01T12:00:00Z');
const heading = '{"format":"common-ground decisions","version":1}';
const [a, b, c] = ['E06000016/yc', 'E06000018/yc', 'E12000004/yc'] as const;
const listed = (authority: string): PackageFiles => ({ 'services.csv': `service_ref,name,provider,authority_codes,theme_codes,postcode\nyc,Young Carers,Mayfield,${authority},SEND,LE1 5WW` });

/** A hub in which three directories list the young carers of Mayfield. */
async function openDirectories(): Promise<TestHub> {
  const hub = await openTestHub();
  await fill(hub);
  return hub;
}

async function fill({ hub, harvestFiles }: TestHub): Promise<void> {
  await harvestFiles(listed('E06000016'));
  await harvestFiles(listed('E06000018'), { publisher: publishers.nottingham });
  await harvestFiles(listed('E06000016'), { publisher: publishers.eastMidlands });
  await refreshDuplicates(hub);
}

const decide = async ({ hub }: TestHub, services: readonly string[], isSame: boolean, more: object = {}): Promise<string> =>
  idOf(await (await apiOver(hub, { asReviewer: 'Analyst' })).query('mutation($input: DecideDuplicateInput!) { decideDuplicate(input: $input) { decision { id } } }', { input: { services, isSame, note: 'Asked “them”.\nTwice.', ...more } }), 'decideDuplicate');
const undo = async ({ hub }: TestHub, decision: string): Promise<string> =>
  idOf(await (await apiOver(hub, { asReviewer: 'Analyst' })).query('mutation($input: UndoDuplicateDecisionInput!) { undoDuplicateDecision(input: $input) { decision { id } } }', { input: { decision, note: 'A slip.' } }), 'undoDuplicateDecision');
const idOf = ({ data, errors }: Answer, act: string): string => {
  expect(errors).toEqual([]);
  return data[act].decision.id;
};

const exported = async ({ hub }: TestHub) => writeHistory({ decisions: await readWhere(hub.stored, sql`1 = 1`), aboutServices: await readHistory(hub.stored) });
const take = async ({ hub }: TestHub, text: string) => importDecisionsBy({ ...hub, harvesting: { ...hub.harvesting, now: () => now } }, parseHistory(Buffer.from(text), 'decisions.jsonl', now));

/** All that a reader may ask of services that may be one. */
const answer = async ({ hub }: TestHub) => {
  const { data, errors } = await (await apiOver(hub)).query(`{
    duplicateCandidates { nodes { id status services { id } decision { id } } }
    duplicateDecisions { nodes { id isSame note reviewer madeAt keep { id } services { id } undoes { id } undoneBy { id } } }
    services { nodes { id isRepresentative sameAs { id } } }
  }`);
  expect(errors).toEqual([]);
  return data;
};

/** The same two, the other way round undone, and a third that is none of them. */
async function decideMuch(hub: TestHub): Promise<void> {
  await undo(hub, await decide(hub, [a, b], false));
  await decide(hub, [b, a], true, { keep: b });
  await decide(hub, [a, c], false);
}

describe('what was decided of services, as a file', () => {
  test('taken by another hub makes it answer the same; taken again it changes nothing', async () => {
    const [here, there] = [await openDirectories(), await openDirectories()];
    await decideMuch(here);
    const text = await exported(here);
    expect(text.split('\n').slice(1, -1).map((line) => JSON.parse(line))).toMatchObject([
      { decision: 'different-services', services: [a, b] }, { decision: 'undo-about-services', note: 'A slip.' }, { decision: 'same-service', services: [a, b], keep: b, reviewer: 'Analyst', note: 'Asked “them”.\nTwice.' }, { decision: 'different-services', services: [a, c] },
    ]);
    expect(await take(there, text)).toEqual({ added: 4, known: 0, waiting: 0 });
    expect(await answer(there)).toEqual(await answer(here));
    const before = await there.everything();
    expect(await take(there, text)).toEqual({ added: 0, known: 4, waiting: 0 });
    expect(await there.everything()).toEqual(before);
    expect(await exported(there)).toBe(text);
  });

  test('taken before the services are there waits for them, and counts as soon as they arrive', async () => {
    const [here, fresh] = [await openDirectories(), await openTestHub()];
    await decideMuch(here);
    expect(await take(fresh, await exported(here))).toEqual({ added: 4, known: 0, waiting: 3 });
    await fill(fresh);
    expect(await answer(fresh)).toEqual(await answer(here));
  });

  test('of an undo that was made elsewhere since takes back what was decided here', async () => {
    const [here, there] = [await openDirectories(), await openDirectories()];
    const id = await decide(here, [a, b], true);
    await take(there, await exported(here));
    await undo(there, id);
    expect(await take(here, await exported(there))).toEqual({ added: 1, known: 1, waiting: 0 });
    expect(await answer(here)).toEqual(await answer(there));
    expect((await answer(here)).services.nodes.every(({ sameAs }: { sameAs: unknown[] }) => sameAs.length === 0)).toBe(true);
  });

  test('is refused when it cannot be right beside what is in force here, by whatever chain, and the message names both', async () => {
    const [here, there] = [await openDirectories(), await openDirectories()];
    const same = [await decide(here, [a, b], true), await decide(here, [b, c], true)];
    const apart = await decide(there, [a, c], false);
    const before = await here.everything();
    await expect(take(here, await exported(there))).rejects.toMatchObject({ code: 'BAD_DECISIONS', message: expect.stringMatching(new RegExp(`^decisions.jsonl, line 2: the decision ${apart} .*contradicts the decision ${same[0]} .* and the decision ${same[1]} .*Nothing was imported`, 's')) });
    expect(await here.everything()).toEqual(before);
    await undo(here, same[0]!);
    expect(await take(here, await exported(there))).toMatchObject({ added: 1 });
  });
});

const good = { id: '00000000-0000-4000-8000-000000000001', madeAt: '2025-06-01T12:00:00.000Z', reviewer: 'Analyst', decision: 'same-service', services: [a, b], note: 'Yes.' };
const line = (changes: Record<string, unknown>) => JSON.stringify({ ...good, ...changes });
const undoing = (undoes: string) => ({ decision: 'undo-about-services', services: undefined, undoes });

test.each<[string, string]>([
  [line({ services: [a, a] }), 'line 2: services names 1. Expected two different ones'],
  [line({ services: a }), 'services is "E06000016/yc". Expected a list'],
  [line({ keep: c }), `keep is "${c}". Expected ${a}, ${b}`],
  [line({ decision: 'different-services', keep: a }), 'it has "keep". Expected nothing but id, madeAt, reviewer, decision, note, services'],
  [line({ decision: 'other' }), 'decision is "other". Expected set-theme'],
  [line({ note: undefined }), 'note is missing'],
  [`${line({})}\n${line({ note: 'No.' })}`, 'line 3: it says something else than the decision 00000000-0000-4000-8000-000000000001'],
  [`${line({})}\n${line({ id: '00000000-0000-4000-8000-000000000002', decision: 'different-services' })}`, 'contradicts'],
  [line(undoing('nothing')), 'undoes is "nothing", which neither the file nor the hub has as a decision about services'],
  [line(undoing(good.id)), 'which is an undo'],
])('a line about services that does not fit is refused with its place, and changes nothing: %s', async (text, message) => {
  const hub = await openTestHub({ reference: false });
  const before = await hub.everything();
  await expect(take(hub, `${heading}\n${text}`)).rejects.toMatchObject({ code: 'BAD_DECISIONS', message: expect.stringContaining(message) });
  expect(await hub.everything()).toEqual(before);
});

test('of a file in which one line does not fit nothing is taken, be it about services or about priorities', async () => {
  const hub = await openTestHub({ reference: false });
  const theme = JSON.stringify({ id: '00000000-0000-4000-8000-000000000003', madeAt: good.madeAt, reviewer: 'Analyst', decision: 'set-theme', priorities: ['E06000016/p1'], theme: 'LAC', isMain: true, note: 'Yes.', basis: {} });
  await expect(take(hub, `${heading}\n${theme}\n${line(undoing('nothing'))}`)).rejects.toMatchObject({ code: 'BAD_DECISIONS' });
  expect(await hub.rows('select id from decision')).toEqual([]);
  expect(await take(hub, `${heading}\n${theme}\n${line({})}`)).toEqual({ added: 2, known: 0, waiting: 2 });
});
