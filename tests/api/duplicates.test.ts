import { describe, expect, test } from 'vitest';
import { loadRules } from '../../src/harvest/duplicates/rules.ts';
import { updateDuplicates } from '../../src/harvest/duplicates/updateDuplicates.ts';
import { nextDataVersion } from '../../src/harvest/recordHarvest.ts';
import { refreshDuplicates } from '../../src/hub.ts';
import { apiOver, type Answer } from '../support/api.ts';
import { openTestHub, publishers, type PackageFiles, type TestHub } from '../support/harvest.ts';

const header = 'service_ref,name,provider,authority_codes,theme_codes,url,postcode,description';
const leicester = (...rows: string[]): PackageFiles => ({ 'services.csv': [header, ...rows].join('\n') });
const carers = 'yc,Young Carers Support,Mayfield Carers Ltd,E06000016,SEND,https://mayfield.example/young,LE1 5WW,Groups for young carers';
const elsewhere = 'n7,Leicester Young Carers,Mayfield Carers Limited,E06000016;E06000018,SEND,,LE1 5WW,Groups for young carers and much else';
const charity = 'c3,Young Carers Support,Mayfield Carers,E06000016,SEND,https://www.mayfield.example/young/,,';
const [a, b, c] = ['E06000016/yc', 'E06000018/n7', 'E12000004/c3'];

interface Deciding extends TestHub {
  ask: (query: string, variables?: Record<string, unknown>) => Promise<Answer['data']>;
  decide: (services: string[], isSame: boolean, more?: Record<string, unknown>) => Promise<Answer>;
  undo: (decision: string) => Promise<Answer>;
  reread: (...rows: string[]) => Promise<void>;
  version: () => Promise<number>;
}

const decide = 'mutation($input: DecideDuplicateInput!) { decideDuplicate(input: $input) { decision { id isSame note reviewer madeAt keep { id } } services { id isRepresentative sameAs { id } } } }';
const undo = 'mutation($input: UndoDuplicateDecisionInput!) { undoDuplicateDecision(input: $input) { decision { isSame undoes { id } } services { id isRepresentative sameAs { id } } } }';

/** Leicester's directory, Nottingham's and a region's, all of which list the young carers of Mayfield, and were compared. */
async function openDirectories(): Promise<Deciding> {
  const hub = await openTestHub();
  await hub.harvestFiles(leicester(elsewhere, 'n8,Swimming,Bluewater,E06000018,,,,'), { publisher: publishers.nottingham });
  await hub.harvestFiles(leicester(charity), { publisher: publishers.eastMidlands });
  const reread = async (...rows: string[]) => {
    await hub.harvestFiles(leicester(...rows));
    await refreshDuplicates(hub.hub);
  };
  await reread(carers);
  const reviewer = await apiOver(hub.hub, { asReviewer: 'Analyst' });
  return {
    ...hub,
    reread,
    ask: async (query, variables) => {
      const { data, errors } = await (await apiOver(hub.hub)).query(query, variables);
      expect(errors).toEqual([]);
      return data;
    },
    decide: (services, isSame, more = {}) => reviewer.query(decide, { input: { services, isSame, note: 'Seen by phone.', ...more } }),
    undo: (decision) => reviewer.query(undo, { input: { decision, note: 'A slip.' } }),
    version: async () => Number((await hub.rows<{ version: number }>('select max(version) as version from data_version'))[0]!.version),
  };
}

const candidates = '{ duplicateCandidates { totalCount nodes { score status services { id } reasons { kind points explanation } against { explanation } decision { note } } } }';
const pairsOf = (data: Answer['data']): string[] => data.duplicateCandidates.nodes.map((one: { services: { id: string }[]; status: string }) => [...one.services.map(({ id }) => id), one.status].join(' '));
const idOf = ({ data, errors }: Answer): string => {
  expect(errors).toEqual([]);
  return data.decideDuplicate.decision.id;
};

describe('candidates', () => {
  test('are services of different sources, the likeliest first, each with its reasons', async () => {
    const { ask } = await openDirectories();
    const data = await ask(candidates);
    expect(pairsOf(data)).toEqual([`${a} ${c} OPEN`, `${a} ${b} OPEN`, `${b} ${c} OPEN`].sort((x, y) => pairsOf(data).indexOf(x) - pairsOf(data).indexOf(y)));
    expect(data.duplicateCandidates.nodes.find((one: { services: { id: string }[] }) => one.services[0]!.id === a && one.services[1]!.id === b)).toMatchObject({
      reasons: expect.arrayContaining([{ kind: 'PROVIDER', points: 20, explanation: 'Same provider: Mayfield Carers Ltd.' }, { kind: 'PLACE', points: 25, explanation: 'Same postcode: LE1 5WW.' }]), decision: null,
    });
    const scores = data.duplicateCandidates.nodes.map(({ score }: { score: number }) => score);
    expect(scores).toEqual(scores.toSorted((x: number, y: number) => y - x));
  });

  test('are narrowed by source, authority, status, score and service, and paged', async () => {
    const { ask, decide } = await openDirectories();
    const ids = async (filter: string) => pairsOf(await ask(`{ duplicateCandidates(filter: { ${filter} }) { nodes { status services { id } } } }`)).length;
    idOf(await decide([a, b], false));
    expect([await ids('sources: ["E06000018/plans"]'), await ids('authorities: ["E06000018"]'), await ids('status: [DIFFERENT]'), await ids('minScore: 100'), await ids(`service: "${c}"`)]).toEqual([2, 2, 1, 1, 2]);
    const first = await ask('{ duplicateCandidates(first: 2) { nodes { id } pageInfo { hasNextPage endCursor } } }');
    const rest = await ask(`{ duplicateCandidates(first: 2, after: "${first.duplicateCandidates.pageInfo.endCursor}") { nodes { id } pageInfo { hasNextPage } } }`);
    expect(new Set([...first.duplicateCandidates.nodes, ...rest.duplicateCandidates.nodes].map(({ id }: { id: string }) => id)).size).toBe(3);
    expect(rest.duplicateCandidates.pageInfo.hasNextPage).toBe(false);
  });

  test('take one statement for each path, however many there are', async () => {
    const { hub } = await openDirectories();
    const { statements, errors } = await (await apiOver(hub)).query('{ duplicateCandidates { nodes { decision { id } services { sameAs { id } isRepresentative } } } }');
    expect([errors, statements]).toEqual([[], 4]);
  });

  test('vanish with a service that is withdrawn, at once, and come back with it', async () => {
    const { harvestFiles, ask, reread, hub } = await openDirectories();
    await harvestFiles(leicester('other,Chess,Knights,E06000016,,,,'));
    expect(pairsOf(await ask(candidates))).toEqual([`${b} ${c} OPEN`]);
    await refreshDuplicates(hub);
    expect(pairsOf(await ask(candidates))).toEqual([`${b} ${c} OPEN`]);
    await reread(carers);
    expect(pairsOf(await ask(candidates))).toHaveLength(3);
    await harvestFiles(leicester('other,Chess,Knights,E06000016,,,,'), { publisher: publishers.eastMidlands });
    expect(pairsOf(await ask(candidates))).toEqual([`${a} ${b} OPEN`]);
  });

  test('are worked out again for what changed alone, and come out as if all had been', async () => {
    const { hub, reread, rows } = await openDirectories();
    const update = () => updateDuplicates(hub.write, loadRules(), () => new Date('2025-06-01'), nextDataVersion);
    expect(await update()).toEqual({ compared: 0, forgotten: 0, candidatesMoved: 0, dataVersion: null });
    await reread(carers.replace('LE1 5WW', 'S1 2HE'), 'chess,Chess,Knights,E06000016,,,,');
    const stored = async () => [await rows('select * from duplicate_candidate order by id'), await rows('select * from service_key order by 1, 2')];
    const step = await stored();
    await rows(`update service_compared set read_from = 'by older rules'`);
    expect(await update()).toMatchObject({ compared: 5, candidatesMoved: 0, dataVersion: null });
    expect(await stored()).toEqual(step);
  });
});

test('what is found does not depend on the order of harvests, though a key that too many share leads nowhere', async () => {
  const { hub, harvestFiles, rows } = await openTestHub();
  const { rules } = loadRules();
  const update = () => updateDuplicates(hub.write, { rules: { ...rules, threshold: 10, mostSharing: 3 }, mark: 'few' }, () => new Date('2025-06-01'), nextDataVersion);
  const stored = async () => [await rows('select * from duplicate_candidate order by id'), await rows('select * from service_key order by 1, 2'), await rows('select * from common_service_key order by 1')] as const;
  const minders = (from: number, to: number) => leicester(...Array.from({ length: to - from }, (_, index) => `m${from + index},Childminder,Person ${from + index},E06000016;E06000018,,,LE${from + index} 1AA,`));
  const sizes: number[][] = [];
  for (const [here, there] of [[1, 1], [2, 1], [2, 2], [1, 2], [4, 0], [1, 1]] as const) {
    await harvestFiles(minders(0, here));
    await harvestFiles({ ...minders(2, 2 + there), ...(there === 0 && leicester('x,Chess,,E06000018,,,,')) }, { publisher: publishers.nottingham });
    await update();
    const step = await stored();
    for (const table of ['service_compared', 'service_key', 'common_service_key', 'duplicate_candidate']) await rows(`delete from ${table}`);
    await update();
    expect(await stored()).toEqual(step);
    sizes.push([step[0].length, step[2].length]);
  }
  expect(sizes).toEqual([[1, 0], [2, 0], [0, 1], [2, 0], [0, 1], [1, 0]]);
});

describe('two services that a reviewer says are the same', () => {
  test('stay both, say so of each other, and are counted once', async () => {
    const { ask, decide } = await openDirectories();
    const { data } = await decide([b, a], true);
    expect(data.decideDuplicate).toMatchObject({
      decision: { isSame: true, note: 'Seen by phone.', reviewer: 'Analyst', keep: null },
      services: [{ id: a, isRepresentative: true, sameAs: [{ id: b }] }, { id: b, isRepresentative: false, sameAs: [{ id: a }] }],
    });
    const names = async (filter: string) => (await ask(`{ services(filter: { ${filter} }) { totalCount nodes { id } } }`)).services;
    expect((await names('text: "young carers"')).totalCount).toBe(3);
    expect((await names('text: "young carers", withoutDuplicates: true')).nodes.map(({ id }: { id: string }) => id)).toEqual([a, c]);
    // In a list in which the other is not, a service stands for itself.
    expect((await names('authorities: ["E06000018"], text: "carers", withoutDuplicates: true')).nodes).toEqual([{ id: b }]);
    const ofAuthorities = await ask('{ authorities { nodes { code services(filter: { withoutDuplicates: true, text: "carers" }) { totalCount nodes { id } } } } }');
    expect(ofAuthorities.authorities.nodes.filter(({ services }: { services: { totalCount: number } }) => services.totalCount > 0)).toEqual([
      { code: 'E06000016', services: { totalCount: 2, nodes: [{ id: a }, { id: c }] } }, { code: 'E06000018', services: { totalCount: 1, nodes: [{ id: b }] } },
    ]);
  });

  test('are represented by the one that the reviewer keeps, and while that is withdrawn by the other', async () => {
    const { ask, decide, harvestFiles } = await openDirectories();
    idOf(await decide([a, c], true, { keep: c }));
    const stands = async () => (await ask(`{ services(filter: { text: "young carers support" }) { nodes { id isRepresentative sameAs { id } } } }`)).services.nodes;
    expect(await stands()).toEqual([{ id: a, isRepresentative: false, sameAs: [{ id: c }] }, { id: c, isRepresentative: true, sameAs: [{ id: a }] }]);
    const empty = leicester('x,Chess,,E06000016,,,,');
    await harvestFiles(empty, { publisher: publishers.eastMidlands });
    expect(await stands()).toEqual([{ id: a, isRepresentative: true, sameAs: [] }]);
    await harvestFiles(leicester(charity), { publisher: publishers.eastMidlands });
    expect((await stands())[1]).toMatchObject({ id: c, isRepresentative: true });
  });

  test('settle what follows from them: a third that is one of them is the same as both', async () => {
    const { ask, decide } = await openDirectories();
    idOf(await decide([a, b], true));
    idOf(await decide([b, c], true));
    expect(pairsOf(await ask(candidates)).every((pair) => pair.endsWith('SAME'))).toBe(true);
    const { errors } = await decide([a, c], false);
    expect(errors).toMatchObject([{ extensions: { code: 'CONTRADICTS_DECISION' }, message: expect.stringMatching(/E06000016\/yc and E06000018\/n7 are the same, by Analyst.*and.*E06000018\/n7 and E12000004\/c3 are the same/) }]);
  });

  test('cannot be the same as what one of them is not', async () => {
    const { ask, decide } = await openDirectories();
    const [same, apart] = [idOf(await decide([a, b], true)), idOf(await decide([a, c], false))];
    expect(pairsOf(await ask(candidates))).toEqual(expect.arrayContaining([`${b} ${c} DIFFERENT`]));
    const { data, errors } = await decide([b, c], true);
    expect(data).toEqual({ decideDuplicate: null });
    expect(errors[0]!.message).toContain(same);
    expect(errors[0]!.message).toContain(apart);
  });
});

test('deciding and undoing leaves everything as before but the history, and twice the same is decided once', async () => {
  const { everything, decide, undo, ask, version } = await openDirectories();
  const stateOf = async () => ({ ...(await everything()), duplicate_decision: null, data_version: null });
  const before = await stateOf();
  for (const isSame of [true, false]) {
    const id = idOf(await decide([a, b], isSame));
    const at = await version();
    expect([idOf(await decide([b, a], isSame)), await version()]).toEqual([id, at]);
    expect((await decide([a, b], !isSame)).errors).toMatchObject([{ extensions: { code: 'CONTRADICTS_DECISION' }, message: expect.stringContaining(id) }]);
    expect((await undo(id)).data.undoDuplicateDecision).toMatchObject({ decision: { isSame: null, undoes: { id } }, services: [{ isRepresentative: true, sameAs: [] }, { isRepresentative: true, sameAs: [] }] });
    expect(await stateOf()).toEqual(before);
    expect((await undo(id)).errors[0]!.message).toContain('was undone already, by Analyst');
  }
  const history = (await ask(`{ duplicateDecisions(filter: { services: ["${a}"] }) { totalCount nodes { isSame undoneBy { note } } } counting: duplicateDecisions(filter: { inForce: true }) { totalCount } }`));
  expect(history).toMatchObject({ duplicateDecisions: { totalCount: 4, nodes: [{ isSame: null }, { isSame: false, undoneBy: { note: 'A slip.' } }, { isSame: null }, { isSame: true }] }, counting: { totalCount: 0 } });
});

test('a decision outlives the withdrawal of a service, another harvest and new rules', async () => {
  const { rows, decide, reread, ask, hub } = await openDirectories();
  idOf(await decide([a, b], true));
  await reread('x,Chess,,E06000016,,,,');
  await reread(carers);
  await rows(`update service_compared set read_from = 'by older rules'`);
  await refreshDuplicates(hub);
  expect(pairsOf(await ask(candidates))).toEqual(expect.arrayContaining([`${a} ${b} SAME`]));
  expect(await ask(`{ service(id: "${a}") { isRepresentative sameAs { id } } }`)).toEqual({ service: { isRepresentative: true, sameAs: [{ id: b }] } });
});

test.each([
  [{ asPublisher: 'E06000016' }, { services: [a, b] }, 'NOT_ALLOWED', 'Ask a reviewer'],
  [{}, { services: [a, b] }, 'NOT_SIGNED_IN', 'Send its key'],
  [{ asReviewer: 'Analyst' }, { services: [a, a] }, 'BAD_ARGUMENT', 'services names 1. Name two different services'],
  [{ asReviewer: 'Analyst' }, { services: [a, 'none'] }, 'UNKNOWN_SERVICE', '"none"'],
  [{ asReviewer: 'Analyst' }, { services: [a, b], keep: c }, 'BAD_ARGUMENT', 'Name one of the two'],
  [{ asReviewer: 'Analyst' }, { services: [a, b], isSame: false, keep: a }, 'BAD_ARGUMENT', 'leave keep out'],
  [{ asReviewer: 'Analyst' }, { services: [a, b], note: ' ' }, 'BAD_ARGUMENT', 'note is empty'],
] as const)('as %o a decision %o is refused with %s', async (who, input, code, words) => {
  const { hub, rows } = await openDirectories();
  const { errors } = await (await apiOver(hub, who)).query(decide, { input: { isSame: true, note: 'Seen.', ...input } });
  expect(errors).toMatchObject([{ extensions: { code }, message: expect.stringContaining(words) }]);
  expect(await rows('select * from duplicate_decision')).toEqual([]);
});
