import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { refreshOverlaps } from '../../src/hub.ts';
import { loadEngine } from '../../src/overlap/engine/loadEngine.ts';
import { approachLabels } from '../../src/overlap/engine/readApproach.ts';
import { trainingFolder } from '../../src/overlap/engine/modelFile.ts';
import { readLabelledFolder, readWrittenExamples } from '../../src/overlap/engine/readLabelledFolder.ts';
import { Approach } from '../../src/api/types/overlap.ts';
import { approaches } from '../../src/explorer/words.ts';
import { apiOver, type TestApi } from '../support/api.ts';
import { openTestHub, publishers, type PackageFiles, type TestHub } from '../support/harvest.ts';

const send = 'Improve support for children with special educational needs and disabilities';
const lac = 'Improve outcomes for looked-after children';
const derby = { kind: 'authority', code: 'E06000015', name: 'Derby' };

/** A statement or written example that is nearly read as SEND, and mainly as something else; which one that is follows the model. */
const nearlySend = [...readLabelledFolder(trainingFolder()).statements, ...readWrittenExamples(trainingFolder())].map(({ statement }) => statement.title).find((title) => {
  const { themes, runnersUp } = loadEngine().codeStatement({ id: 'S', title });
  return !title.includes(',') && !title.includes('"') && themes[0] !== undefined && runnersUp[0]?.themeCode === 'SEND' && runnersUp[0].confidence > 0.2;
})!;

const plan = (code: string, name: string) => `plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage\np,${code},${name} plan,cypp,2024,2026,whole`;
const priorities = (rows: string[]) => ['plan_ref,priority_ref,title,kind,adopted', ...rows.map((row) => `p,${row}`)].join('\n');

interface Packages {
  leicester?: PackageFiles;
  nottingham?: PackageFiles;
  derby?: PackageFiles;
  /** Beside Derby's entry, of England. */
  england?: PackageFiles;
  more?: (hub: TestHub) => Promise<unknown>;
}

/** Leicester and Nottingham share SEND; Derby has a plan too. Files given replace a package's own. */
async function threePlans({ leicester = {}, nottingham = {}, derby: ofDerby = {}, england = {}, more = async () => {} }: Packages = {}): Promise<TestHub> {
  const hub = await openTestHub();
  await hub.harvestFiles({ 'authorities.csv': 'gss_code,name,kind,region_code\nE06000015,Derby,unitary,E12000004', ...england }, { name: 'more', title: 'More authorities', publisher: publishers.england });
  const packages = [
    [publishers.leicester, { 'priorities.csv': priorities([`1,${send},priority,yes`]), ...leicester }],
    [publishers.nottingham, { 'priorities.csv': priorities([`1,${send},priority,yes`]), ...nottingham }],
    [derby, { 'priorities.csv': priorities([`1,${lac},priority,yes`]), ...ofDerby }],
  ] as const;
  for (const [publisher, files] of packages) {
    const report = await hub.harvestFiles({ 'plans.csv': plan(publisher.code, publisher.name), ...files }, { name: publisher.name.toLowerCase(), title: publisher.name, publisher });
    expect(report.rowsRefused, JSON.stringify(report)).toBe(0);
  }
  await more(hub);
  await refreshOverlaps(hub.hub);
  return hub;
}

const ask = async (api: TestApi, text: string) => {
  const { data, errors } = await api.query(text);
  expect(errors).toEqual([]);
  return data;
};

test('every reason says which words of which text counted, so that a page can mark them', async () => {
  const hub = await threePlans({
    leicester: {
      'outcomes.csv': 'outcome_ref,plan_ref,title\no,p,👪 Enjoy School and Achieve',
      'priorities.csv': `plan_ref,priority_ref,title,description,outcome_ref,kind,adopted\np,1,Fairness for “Special Educational Needs”,So that children with S.E.N.D. thrive,o,priority,yes`,
    },
  });
  const { overlaps } = await ask(await apiOver(hub.hub), '{ overlaps(first: 1) { nodes { members(first: 2) { nodes { priority { title description outcome { title } } evidence(first: 50) { place quote from to parts { from to } explanation } } } } } }');
  const [member] = overlaps.nodes[0].members.nodes;
  const texts: Record<string, string> = { TITLE: member.priority.title, DESCRIPTION: member.priority.description, HEADING: member.priority.outcome.title };
  const quoted = member.evidence.filter((reason: { quote: string | null }) => reason.quote !== null);
  expect(new Set(quoted.map((reason: { place: string }) => reason.place))).toContain('DESCRIPTION');
  for (const { place, quote, from, to, parts, explanation } of quoted) {
    expect(parts.map((part: { from: number; to: number }) => texts[place]!.slice(part.from, part.to)).join(' … ')).toBe(quote);
    expect([from, to]).toEqual([parts[0].from, parts.at(-1).to]);
    expect(explanation).toContain(quote);
  }
  expect(quoted.map((reason: { quote: string }) => reason.quote)).toEqual(expect.arrayContaining(['Special Educational Needs', 'children with S.E.N.D']));
});

test('a member tells both why its theme was read and why it stands where it does, also as an older version stored them', async () => {
  const hub = await threePlans();
  const question = '{ overlaps(first: 1) { nodes { members(first: 1) { nodes { priority { id themes { theme { code } evidence(first: 50) { explanation } } } evidence(first: 50) { explanation } } } } } }';
  const told = async () => {
    const { overlaps } = await ask(await apiOver(hub.hub), question);
    return overlaps.nodes[0].members.nodes[0];
  };
  const { priority, evidence } = await told();
  const ofTheme = priority.themes.find(({ theme }: { theme: { code: string } }) => theme.code === 'SEND').evidence;
  expect(ofTheme.length).toBeGreaterThan(0);
  expect(evidence).toEqual(expect.arrayContaining(ofTheme));
  expect(evidence).toContainEqual({ explanation: expect.stringMatching(/^Core with /) });

  await sql`update overlap_member set evidence = (select substr(t.evidence, 1, length(t.evidence) - 1) || ',' || substr(t.place_evidence, 2) from priority_theme t where t.owner_id = priority_id and t.target_id = theme_code)`.execute(hub.hub.stored);
  expect(await told()).toEqual({ priority, evidence });
});

describe('nearest misses', () => {
  const question = '{ readingThresholds { read } overlaps { nodes { title nearestMisses(first: 10) { priority { id } wouldAdd { name } confidence threshold explanation separation evidence { weight explanation } } } } }';
  const asksNear: Packages = {
    leicester: { 'priorities.csv': priorities([`1,${send},priority,yes`, `2,${nearlySend},priority,yes`]) },
    nottingham: { 'priorities.csv': priorities([`1,${nearlySend},priority,yes`, `2,${nearlySend},recommendation,no`]) },
    derby: { 'priorities.csv': priorities([`1,${send},priority,yes`]) },
  };

  test('statements that just failed to be in it are listed, those first that would bring in an authority, each with the threshold that would let it in', async () => {
    const { overlaps, readingThresholds } = await ask(await apiOver((await threePlans(asksNear)).hub), question);
    const [{ nearestMisses }] = overlaps.nodes.filter(({ title }: { title: string }) => title === 'Special educational needs and disabilities');
    // What an authority did not adopt would not be in it with any threshold.
    expect(nearestMisses.map(({ priority, wouldAdd }: { priority: { id: string }; wouldAdd: { name: string }[] }) => [priority.id, wouldAdd.map(({ name }) => name)])).toEqual([['E06000018/1', ['Nottingham']], ['E06000016/2', []]]);
    const [miss] = nearestMisses;
    expect(miss.threshold).toBe(readingThresholds.read);
    const [, enough] = /^With a threshold of (0\.\d\d) instead of 0\.40? it would be in\.$/.exec(miss.explanation)!;
    expect(Number(enough)).toBeLessThanOrEqual(miss.confidence);
    expect(miss.confidence).toBeLessThan(miss.threshold);
    expect(miss.evidence.length).toBeGreaterThan(0);
    expect(miss.separation).toMatch(/ leads /);
  });

  test('an authority brings in nobody where one that shares it took its place, or it that one’s: the two count once', async () => {
    const { overlaps } = await ask(await apiOver((await threePlans({ ...asksNear, england: { 'authorities.csv': 'gss_code,name,kind,region_code,successor_codes\nE06000015,Derby,unitary,E12000004,E06000018' } })).hub), question);
    const [{ nearestMisses }] = overlaps.nodes.filter(({ title }: { title: string }) => title === 'Special educational needs and disabilities');
    expect(nearestMisses.map(({ priority, wouldAdd }: { priority: { id: string }; wouldAdd: { name: string }[] }) => [priority.id, wouldAdd.map(({ name }) => name)])).toEqual([['E06000016/2', []], ['E06000018/1', []]]);
  });

  test('what a plan and its refresh say in the same words is one miss', async () => {
    const refreshed = await ask(await apiOver((await threePlans({
      ...asksNear,
      leicester: {
        'plans.csv': `${plan('E06000016', 'Leicester')}\nq,E06000016,Leicester plan again,other,2024,2026,whole`,
        'priorities.csv': `${priorities([`1,${send},priority,yes`, `2,${nearlySend},priority,yes`])}\nq,3,${nearlySend},priority,yes`,
      },
    })).hub), question);
    const [{ nearestMisses }] = refreshed.overlaps.nodes.filter(({ title }: { title: string }) => title === 'Special educational needs and disabilities');
    // Nottingham says the same, and is another authority.
    expect(nearestMisses.map(({ priority }: { priority: { id: string } }) => priority.id)).toEqual(['E06000018/1', 'E06000016/2']);
  });

  test('who is not asked about, and who had no plan then, is no miss', async () => {
    const api = await apiOver((await threePlans(asksNear)).hub);
    const ofTwo = await ask(api, question.replace('overlaps {', 'overlaps(filter: { authorities: ["E06000015", "E06000016"] }) {'));
    expect(ofTwo.overlaps.nodes[0].nearestMisses.map(({ priority }: { priority: { id: string } }) => priority.id)).toEqual(['E06000016/2']);
    const later = await ask(api, '{ overlap(id: "overlap-SEND", filter: { period: { from: "2027-01-01", to: "2030-01-01" } }) { nearestMisses { confidence } } }');
    expect(later.overlap).toBeNull();
  });

  test('what is far off is none unless it is asked for, though it would bring in an authority', async () => {
    const { hub } = await threePlans(asksNear);
    await sql`update priority_runner_up set confidence = 0.19 where owner_id = 'E06000018/1' and target_id = 'SEND'`.execute(hub.stored);
    const api = await apiOver(hub);
    const missedBy = async (args: string): Promise<string[]> => (await ask(api, `{ overlap(id: "overlap-SEND") { nearestMisses(first: 10${args}) { priority { id } } } }`)).overlap.nearestMisses.map(({ priority }: { priority: { id: string } }) => priority.id);
    expect(await missedBy('')).toEqual(['E06000016/2']);
    expect(await missedBy(', minConfidence: 0.19')).toEqual(['E06000018/1', 'E06000016/2']);
    expect(await missedBy(', minConfidence: 0.05')).toEqual(['E06000018/1', 'E06000016/2']);
    expect(await missedBy(', minConfidence: 1')).toEqual([]);
    await sql`update priority_runner_up set confidence = 0.2 where owner_id = 'E06000018/1' and target_id = 'SEND'`.execute(hub.stored);
    expect(await missedBy(', minConfidence: 0.2')).toEqual(['E06000018/1', 'E06000016/2']);
    for (const [given, told] of [['0.04', '0.04'], ['1.01', '1.01'], ['-1', '-1']]) {
      const { errors } = await api.query(`{ overlap(id: "overlap-SEND") { nearestMisses(minConfidence: ${given}) { confidence } } }`);
      expect(errors[0]).toMatchObject({ message: `minConfidence is ${told}. Allowed: 0.05 to 1. Below 0.05 the hub keeps nothing.`, extensions: { code: 'BAD_ARGUMENT' } });
    }
  });

  test('more than the most is refused', async () => {
    const { errors } = await (await apiOver((await threePlans()).hub)).query('{ overlaps { nodes { nearestMisses(first: 51) { confidence } } } }');
    expect(errors[0]!.extensions).toMatchObject({ code: 'PAGE_TOO_LARGE' });
  });
});

test('a priority says what it was nearly read as, and what set that apart', async () => {
  const api = await apiOver((await threePlans({ derby: { 'priorities.csv': priorities([`1,${nearlySend},priority,yes`, '2,Xyzzy plugh,priority,yes']) } })).hub);
  const { near, nothing } = await ask(api, `{
    near: priority(id: "E06000015/1") { isUncertain runnersUp { theme { code } confidence threshold explanation separation evidence { explanation quote } } }
    nothing: priority(id: "E06000015/2") { isUncertain themes { confidence } runnersUp { confidence } }
  }`);
  expect(near.runnersUp[0]).toMatchObject({ theme: { code: 'SEND' }, explanation: expect.stringContaining('it would be read'), separation: expect.stringContaining('leads') });
  expect(nothing).toMatchObject({ isUncertain: true, themes: [] });
});

test('of reasons as many are given as are asked for, the first of all, wherever they stand', async () => {
  const api = await apiOver((await threePlans({ leicester: { 'priorities.csv': priorities([`1,${send},priority,yes`, `2,${nearlySend},priority,yes`]) } })).hub);
  const places = (args: string): string => `overlap(id: "overlap-SEND") { nearestMisses { evidence${args} { weight explanation } } } read: priority(id: "E06000016/1") { themes { evidence${args} { weight explanation } } } missed: priority(id: "E06000016/2") { runnersUp { evidence${args} { weight explanation } } }`;
  const listsOf = async (args: string): Promise<unknown[][]> => {
    const { overlap, read, missed } = await ask(api, `{ ${places(args)} }`);
    return [overlap.nearestMisses[0].evidence, read.themes[0].evidence, missed.runnersUp[0].evidence];
  };
  const all = await listsOf('(first: 50)');
  expect(all.every((list) => list.length > 1)).toBe(true);
  expect(await listsOf('(first: 1)')).toEqual(all.map((list) => list.slice(0, 1)));
  expect(await listsOf('')).toEqual(all.map((list) => list.slice(0, 5)));
  expect(await listsOf('(first: 0)')).toEqual([[], [], []]);
  for (const field of places('(first: 51)').split(/(?= read:)|(?= missed:)/)) expect((await api.query(`{ ${field} }`)).errors[0]!.extensions).toMatchObject({ code: 'PAGE_TOO_LARGE' });
});

test('a reading that is not sure is marked wherever it is shown, by the threshold that the hub states', async () => {
  const api = await apiOver((await threePlans()).hub);
  const { readingThresholds, overlaps } = await ask(api, '{ readingThresholds { read readAlone sure ceiling } overlaps { nodes { members { nodes { confidence isUncertain priority { isUncertain themes { confidence isUncertain } } } } } } }');
  expect(readingThresholds.readAlone).toBeLessThan(readingThresholds.read);
  expect(readingThresholds.read).toBeLessThan(readingThresholds.sure);
  for (const { confidence, isUncertain, priority } of overlaps.nodes.flatMap((overlap: { members: { nodes: unknown[] } }) => overlap.members.nodes)) {
    expect(isUncertain).toBe(confidence < readingThresholds.sure);
    expect(priority.isUncertain).toBe(priority.themes[0].isUncertain);
  }
});

test('an authority that shares an overlap by uncertain readings alone is marked, in the overlap and in a comparison', async () => {
  const { hub } = await threePlans();
  await sql`update overlap_member set confidence = 0.59 where priority_id = 'E06000018/1'`.execute(hub.stored);
  await sql`update priority_theme set confidence = 0.59 where owner_id = 'E06000018/1'`.execute(hub.stored);
  const api = await apiOver(hub);
  const { overlap, compare } = await ask(api, `{
    overlap(id: "overlap-SEND") { coverage { sharing { authority { name } isUncertain } } }
    compare(authorities: ["E06000016", "E06000018"]) { themes { theme { code } cells { isUncertain } } }
  }`);
  expect(overlap.coverage.sharing).toEqual([{ authority: { name: 'Leicester' }, isUncertain: false }, { authority: { name: 'Nottingham' }, isUncertain: true }]);
  expect(compare.themes.find(({ theme }: { theme: { code: string } }) => theme.code === 'SEND').cells).toEqual([{ isUncertain: false }, { isUncertain: true }]);
});

test('what the hub is less sure of than asked makes no overlap and no member, and its authority is not said to be without', async () => {
  const { hub } = await threePlans({ derby: { 'priorities.csv': priorities([`1,${send},priority,yes`, `2,${nearlySend},priority,yes`]) } });
  for (const [id, confidence] of [['E06000016/1', 0.9], ['E06000015/1', 0.7], ['E06000018/1', 0.59]] as const) await sql`update overlap_member set confidence = ${confidence} where priority_id = ${id} and overlap_id = 'overlap-SEND'`.execute(hub.stored);
  const api = await apiOver(hub);
  const listed = async (minConfidence: number) => (await ask(api, `{ overlaps(filter: { themes: ["SEND"], minConfidence: ${minConfidence} }) { nodes { id strength authorities { name } members { totalCount nodes { confidence } } cores { authorities { name } } coverage { sharing { authority { name } } notSharing { reason } unknown { reason } } commissioningCase { components { name explanation } } nearestMisses { threshold explanation } } } }`)).overlaps.nodes;
  const [all] = await listed(0);
  expect(all).toMatchObject({ members: { totalCount: 3 }, strength: 0.73, coverage: { unknown: [], notSharing: [] } });
  const [sure] = await listed(0.6);
  const both = [{ name: 'Derby' }, { name: 'Leicester' }];
  expect(sure).toMatchObject({ id: 'overlap-SEND', strength: 0.5333, authorities: both, members: { totalCount: 2 }, cores: [{ authorities: both }] });
  expect(sure.coverage).toEqual({ sharing: both.map((authority) => ({ authority })), notSharing: [], unknown: [{ reason: 'Nottingham may share it: the hub reads it in a statement there, and is less sure of that than the 0.6 asked for.' }] });
  expect(sure.commissioningCase.components.find(({ name }: { name: string }) => name === 'COVERAGE').explanation).not.toContain('without');
  // What would let a miss in is less than what was asked for, too.
  expect(sure.nearestMisses).toEqual([{ threshold: 0.6, explanation: expect.stringMatching(/^With a threshold of 0\.\d\d instead of 0\.60 it would be in\.$/) }]);
  expect(await listed(0.8)).toEqual([]);
  expect((await ask(api, '{ overlap(id: "overlap-SEND", filter: { minConfidence: 0.6 }) { members { totalCount } } }')).overlap).toEqual({ members: { totalCount: 2 } });
  expect((await api.query('{ overlaps(filter: { minConfidence: 1.5 }) { totalCount } }')).errors[0]).toMatchObject({ message: 'minConfidence is 1.5. Allowed: 0 to 1.', extensions: { code: 'BAD_ARGUMENT' } });
});

describe('children concerned', () => {
  const question = '{ overlaps { nodes { childrenConcerned { children authoritiesCounted authoritiesSharing explanation counted { authority { name } children ages period source } notCounted { authority { name } reason } byIndicator { indicator { code } tiedBy children explanation observations { value numerator } notKnown { name } } } } } }';
  const childrenOf = async (packages: Packages, today?: string) => (await ask(await apiOver((await threePlans(packages)).hub, today ? { today } : {}), question)).overlaps.nodes[0].childrenConcerned;
  const populations = (code: string, rows: string[]) => ({ 'populations.csv': ['area_code,period,age_from,age_to,persons,sex', ...rows.map((row) => `${code},${row}`)].join('\n') });
  const general = 'Better dental health';
  const health = { england: { 'themes.csv': 'theme_code,label\nCHEALTH,Health' } };
  const withPriorities = (row: string) => ({ 'priorities.csv': row });

  test('a number covers the authorities that are counted and says which are not', async () => {
    const concerned = await childrenOf({
      ...health,
      leicester: { ...withPriorities(priorities([`1,${general},priority,yes`])), ...populations('E06000016', ['CY2023,0,4,20000,', 'CY2023,5,17,60000,', 'CY2023,0,17,80000,', 'CY2023,0,17,39000,female', 'CY2010,0,17,70000,']) },
      nottingham: withPriorities(priorities([`1,${general},priority,yes`])),
    });
    expect(concerned).toMatchObject({
      children: 80000,
      authoritiesCounted: 1,
      authoritiesSharing: 2,
      counted: [{ authority: { name: 'Leicester' }, children: 80000, ages: '0 to 17', period: 'CY2023', source: 'Leicester (Leicester)' }],
      notCounted: [{ authority: { name: 'Nottingham' }, reason: expect.stringContaining('no count of the people of Nottingham') }],
    });
    expect(concerned.explanation).toMatch(/^80,000 children .* live in 1 of the 2 authorities .* The others are not in this number: of one the hub holds no count/);
  });

  test('only the ages that the statements are for are counted, from one set of bands', async () => {
    const aged = `plan_ref,priority_ref,title,kind,adopted,age_from,age_to\np,1,${general},priority,yes,0,4\np,2,${general} still,priority,yes,16,17`;
    const concerned = await childrenOf({ ...health, leicester: { ...withPriorities(aged), ...populations('E06000016', ['CY2023,0,4,20000,', 'CY2023,5,15,50000,', 'CY2023,16,17,9000,']) }, nottingham: { ...withPriorities(aged), ...populations('E06000018', ['CY2023,0,19,90000,']) } });
    expect(concerned.counted).toMatchObject([{ children: 29000, ages: '0 to 4 and 16 to 17' }]);
    expect(concerned.notCounted[0].reason).toContain('just the ages 0 to 4 and 16 to 17');
  });

  test('whoever names parents, and speaks of places in schools, speaks of all children', async () => {
    const places = { 'priorities.csv': priorities(['1,Sufficient places in good schools so parents have greater choice,priority,yes']) };
    const ofParents = { 'priorities.csv': priorities(['1,Support young carers in good schools to attain as well as their peers,priority,yes']) };
    const concerned = await childrenOf({ england: { 'themes.csv': 'theme_code,label\nATTAIN,Attainment' }, leicester: { ...places, ...populations('E06000016', ['CY2023,0,17,80000,']) }, nottingham: { ...places, ...populations('E06000018', ['CY2023,0,17,70000,']) }, derby: ofParents });
    expect(concerned.counted).toMatchObject([{ children: 80000 }, { children: 70000 }]);
    expect(concerned.notCounted).toEqual([{ authority: { name: 'Derby' }, reason: 'What Derby states is about young carers, whom no population counts.' }]);
  });

  test('of a theme that has ages of its own these are counted where a statement names none, and it is said', async () => {
    const early = { 'priorities.csv': priorities(['1,Give every child the best start in early years settings,priority,yes', '2,Better childcare and children’s centres,priority,yes']) };
    const concerned = await childrenOf({ england: { 'themes.csv': 'theme_code,label\nEARLYYRS,Early years' }, leicester: { ...early, ...populations('E06000016', ['CY2023,0,17,80000,', 'CY2023,0,4,20000,']) }, nottingham: { ...early, ...populations('E06000018', ['CY2023,0,17,70000,']) } });
    expect(concerned.counted).toMatchObject([{ children: 20000, ages: '0 to 4' }]);
    expect(concerned.explanation).toContain('(ages 0 to 4: where a statement names none, those that its theme is about; counted in CY2023). The others are not in this number: of one the hub holds no count of people of just the ages 0 to 5 or 0 to 4 (where a statement names none, those that its theme is about) within five years of the day looked at.');
    expect(concerned.notCounted[0].reason).toMatch(/just the ages 0 to 5 or 0 to 4 \(where a statement names none, those that its theme is about\)\.$/);
  });

  test('ages that nobody counts are told so that those of one authority can be told from another’s', async () => {
    const aged = (from: number, to: number) => withPriorities(`plan_ref,priority_ref,title,kind,adopted,age_from,age_to\np,1,${general},priority,yes,${from},${to}`);
    expect((await childrenOf({ ...health, leicester: aged(0, 4), nottingham: aged(16, 17) })).explanation).toContain('no count of people of just the ages 0 to 4, for others 16 to 17 within five years');
  });

  test('what is about a group of children is not counted as all children', async () => {
    const about = `plan_ref,priority_ref,title,kind,adopted,target_group\np,1,Inclusion: better SENCO support,priority,yes,Care leavers`;
    const concerned = await childrenOf({ leicester: { ...withPriorities(about), ...populations('E06000016', ['CY2023,0,17,80000,']) } });
    expect(concerned.children).toBeNull();
    expect(concerned.notCounted[0].reason).toMatch(/care leavers, whom no population counts/);
    expect(concerned.explanation).toMatch(/^Not known for any of the 2 authorities/);
  });

  test.each(['children and young people', 'All children', 'young people', 'Primary school pupils aged 5 to 11 in the county'])('a group called “%s” is no group apart', async (group) => {
    const aged = `plan_ref,priority_ref,title,kind,adopted,target_group,age_from,age_to\np,1,${general},priority,yes,${group},5,11`;
    const concerned = await childrenOf({ ...health, leicester: { ...withPriorities(aged), ...populations('E06000016', ['CY2023,5,11,30000,']) }, nottingham: withPriorities(aged.replace(group, 'Left-handed pupils')) });
    expect(concerned.counted).toMatchObject([{ children: 30000, ages: '5 to 11' }]);
    expect(concerned.notCounted).toEqual([{ authority: { name: 'Nottingham' }, reason: 'What Nottingham states is about Left-handed pupils, whom no population counts.' }]);
  });

  test('numbers that there cannot be are left out, for no sum of them could be told', async () => {
    const many = '2000000000';
    const own = { 'priorities.csv': `plan_ref,priority_ref,title,kind,adopted,indicator_codes\np,1,${general},priority,yes,KIDS`, ...populations('E06000016', [`CY2023,0,17,${many},`]), 'observations.csv': `indicator_code,area_code,period,value\nKIDS,E06000016,CY2023,9000000000000` };
    const concerned = await childrenOf({ england: { 'themes.csv': 'theme_code,label\nCHEALTH,Health', 'indicators.csv': 'indicator_code,title,measure,unit,polarity,numerator,theme_codes\nKIDS,Number of children seen,count,children,low,Children seen,CHEALTH' }, leicester: own, nottingham: { ...withPriorities(priorities([`1,${general},priority,yes`])), ...populations('E06000018', ['CY2023,0,17,70000,']) } });
    expect(concerned).toMatchObject({ children: 70000, byIndicator: [] });
  });

  test('what is for adults alone concerns no children', async () => {
    const adults = (title: string, ages: string) => `plan_ref,priority_ref,title,kind,adopted,age_from,age_to\np,1,${title},priority,yes,${ages}`;
    const counts = ['CY2023,0,17,80000,', 'CY2023,65,120,50000,'];
    const concerned = await childrenOf({ ...health, leicester: { ...withPriorities(adults(general, '65,120')), ...populations('E06000016', counts) }, nottingham: { ...withPriorities(adults(`${general} for older people`, ',')), ...populations('E06000018', counts) } });
    expect(concerned.children).toBeNull();
    expect(concerned.notCounted.map(({ reason }: { reason: string }) => reason)).toEqual(['Leicester', 'Nottingham'].map((name) => `What ${name} states is about adults alone.`));
    expect(concerned.explanation).toContain('what 2 of them state is about adults alone');
  });

  test.each([
    ['SEND', 'Inclusion: better SENCO support', 'special educational needs and disabilities'],
    ['LAC', 'Timely adoption', 'looked-after children'],
    ['YCARER', 'Identify hidden caring roles', 'young carers'],
  ])('what is stated of %s is about that group, whether or not its words name it', async (theme, title, group) => {
    const own = withPriorities(priorities([`1,${title},priority,yes`]));
    const concerned = await childrenOf({ england: { 'themes.csv': `theme_code,label\n${theme},${group}` }, leicester: { ...own, ...populations('E06000016', ['CY2023,0,17,80000,']) }, nottingham: own });
    expect(concerned.children).toBeNull();
    expect(concerned.notCounted).toContainEqual({ authority: { name: 'Leicester' }, reason: `What Leicester states is about ${group}, whom no population counts.` });
  });

  test.each([['ATTEND', 'Reduce school exclusions'], ['OBESITY', 'Reduce childhood obesity']])('%s is about children of all ages where a statement names none', async (theme, title) => {
    const own = withPriorities(priorities([`1,${title},priority,yes`]));
    const concerned = await childrenOf({ england: { 'themes.csv': `theme_code,label\n${theme},Theme` }, leicester: { ...own, ...populations('E06000016', ['CY2023,0,17,80000,']) }, nottingham: own });
    expect(concerned.counted).toMatchObject([{ children: 80_000, ages: '0 to 17' }]);
  });

  test('a count too far from the day asked about is none', async () => {
    const of = (year: string) => ({ ...health, nottingham: withPriorities(priorities([`1,${general},priority,yes`])), leicester: { ...withPriorities(priorities([`1,${general},priority,yes`])), ...populations('E06000016', [`${year},0,17,80000,`]) } });
    expect((await childrenOf(of('CY2001'))).children).toBeNull();
    expect((await childrenOf(of('CY2023'))).children).toBe(80_000);
  });

  test('those of one group alone are counted for the theme where a statement is for that group, or names the indicator, as in the case for commissioning', async () => {
    const counts = {
      'themes.csv': 'theme_code,label\nCAMHS,Mental health\nLAC,Looked-after children',
      'indicators.csv': 'indicator_code,title,measure,unit,polarity,theme_codes\nCARE-N,Number of children in care,count,children,neutral,CAMHS;LAC',
      'observations.csv': 'indicator_code,area_code,period,value\nCARE-N,E06000016,CY2023,60\nCARE-N,E06000018,CY2023,70',
    };
    const told = async (title: string, named = '') => {
      const own = withPriorities(`plan_ref,priority_ref,title,kind,adopted,indicator_codes\np,1,${title},priority,yes,${named}`);
      const api = await apiOver((await threePlans({ england: counts, leicester: own, nottingham: own })).hub);
      const { childrenConcerned, commissioningCase } = (await ask(api, '{ overlap(id: "overlap-CAMHS") { childrenConcerned { byIndicator { tiedBy children } } commissioningCase { components { name value explanation } } } }')).overlap;
      return { byIndicator: childrenConcerned.byIndicator, specialism: commissioningCase.components.find(({ name }: { name: string }) => name === 'SPECIALISM') };
    };
    expect(await told('Improve mental health')).toEqual({ byIndicator: [], specialism: { name: 'SPECIALISM', value: null, explanation: expect.stringContaining('An indicator of one group alone, such as those in care, counts only where a statement, or the theme, is about that group.') } });
    expect(await told('Improve the mental health of children in care')).toEqual({ byIndicator: [{ tiedBy: 'THEME', children: 130 }], specialism: expect.objectContaining({ value: 1 }) });
    expect((await told('Improve mental health', 'CARE-N')).byIndicator).toEqual([{ tiedBy: 'STATEMENT', children: 130 }]);
  });

  test('what keeps children out of care is about those in care, whose number tells of both themes', async () => {
    const counts = {
      'themes.csv': 'theme_code,label\nCAREPREV,Reducing the need for care\nLAC,Looked-after children',
      'indicators.csv': 'indicator_code,title,measure,unit,polarity,theme_codes\nCARE-N,Number of children looked after,count,children,neutral,CAREPREV;LAC',
      'observations.csv': 'indicator_code,area_code,period,value\nCARE-N,E06000016,CY2023,60\nCARE-N,E06000018,CY2023,70',
    };
    const own = withPriorities(priorities([`1,${lac},priority,yes`, '2,Prevent children from entering care,priority,yes']));
    const api = await apiOver((await threePlans({ england: counts, leicester: own, nottingham: own })).hub);
    const { overlaps } = await ask(api, '{ overlaps(filter: { themes: ["LAC", "CAREPREV"] }) { nodes { id childrenConcerned { byIndicator { children } } commissioningCase { components { name value } } } } }');
    expect(overlaps.nodes.map(({ id }: { id: string }) => id).sort()).toEqual(['overlap-CAREPREV', 'overlap-LAC']);
    for (const { childrenConcerned, commissioningCase } of overlaps.nodes) {
      expect(childrenConcerned.byIndicator).toEqual([{ children: 130 }]);
      expect(commissioningCase.components).toContainEqual({ name: 'SPECIALISM', value: 1 });
    }
  });

  test('indicators that count children are given each by itself, those first that a statement names', async () => {
    const indicators = `indicator_code,title,measure,unit,polarity,numerator,theme_codes
      SEN-N,Number of children with a plan,count,children,low,,SEND
      SEN-R,Children with a plan per 1000,rate,per 1000,low,Children with a plan,
      SEN-S,Number of special schools,count,schools,low,,SEND`;
    const named = `plan_ref,priority_ref,title,kind,adopted,indicator_codes\np,1,${send},priority,yes,SEN-R`;
    const concerned = await childrenOf({
      leicester: {
        'indicators.csv': indicators,
        ...withPriorities(named),
        'observations.csv': 'indicator_code,area_code,period,value,numerator\nSEN-N,E06000016,CY2023,1200,\nSEN-N,E06000016,CY2022,1100,\nSEN-R,E06000016,CY2023,14.5,1180\nSEN-S,E06000016,CY2023,7,',
      },
    });
    expect(concerned.byIndicator.map(({ indicator, tiedBy, children }: { indicator: { code: string }; tiedBy: string; children: number }) => [indicator.code, tiedBy, children])).toEqual([['SEN-R', 'STATEMENT', 1180], ['SEN-N', 'THEME', 1200]]);
    expect(concerned.byIndicator[0].explanation).toMatch(/1,180 in 1 of the 2 authorities .* CY2023/);
    expect(concerned.byIndicator[0].notKnown).toEqual([{ name: 'Nottingham' }]);
  });

  test('of indicators and their values as many are given as are asked for, and the sum is of all', async () => {
    const named = `plan_ref,priority_ref,title,kind,adopted,indicator_codes\np,1,${send},priority,yes,NI-A;NI-B`;
    const api = await apiOver((await threePlans({
      leicester: {
        'indicators.csv': 'indicator_code,title,measure,unit,polarity\nNI-A,Number of children with a plan,count,children,low\nNI-B,Number of children waiting,count,children,low',
        ...withPriorities(named),
        'observations.csv': 'indicator_code,area_code,period,value\nNI-A,E06000016,CY2023,10\nNI-B,E06000016,CY2023,2',
      },
      nottingham: { 'observations.csv': 'indicator_code,area_code,period,value\nNI-A,E06000018,CY2023,5' },
    })).hub);
    const concerned = async (indicators: string, values: string) => (await ask(api, `{ overlaps { nodes { childrenConcerned { byIndicator${indicators} { indicator { code } children observations${values} { value } } } } } }`)).overlaps.nodes[0].childrenConcerned.byIndicator;
    expect(await concerned('', '')).toEqual([{ indicator: { code: 'NI-A' }, children: 15, observations: [{ value: 10 }, { value: 5 }] }, { indicator: { code: 'NI-B' }, children: 2, observations: [{ value: 2 }] }]);
    expect(await concerned('(first: 1)', '(first: 1)')).toEqual([{ indicator: { code: 'NI-A' }, children: 15, observations: [{ value: 10 }] }]);
    expect(await concerned('(first: 0)', '')).toEqual([]);
    for (const field of ['byIndicator(first: 51) { children }', 'byIndicator { observations(first: 501) { value } }']) {
      expect((await api.query(`{ overlap(id: "overlap-SEND") { childrenConcerned { ${field} } } }`)).errors[0]!.extensions).toMatchObject({ code: 'PAGE_TOO_LARGE' });
    }
    expect((await api.query('{ overlaps { nodes { childrenConcerned { byIndicator(first: -1) { children } } } } }')).errors[0]!.extensions).toMatchObject({ code: 'BAD_ARGUMENT' });
  });
});

test('a member says which other statements of the overlap share its indicator, be it named with the statement or among the indicators of the plan', async () => {
  const named = `plan_ref,priority_ref,title,kind,adopted,indicator_codes\np,1,${send},priority,yes,NI 50`;
  const amongOthers = 'plan_ref,indicator_code,role,priority_ref\np,NI 50,key,1';
  const api = await apiOver((await threePlans({ leicester: { 'priorities.csv': named }, nottingham: { 'plan_indicators.csv': amongOthers } })).hub);
  const { overlaps } = await ask(api, '{ overlaps(first: 1) { nodes { members { nodes { priority { id } evidence(first: 50) { kind code place explanation } } } } } }');
  for (const [index, other] of [[0, 'Nottingham'], [1, 'Leicester']] as const) {
    const [reason] = overlaps.nodes[0].members.nodes[index].evidence.filter(({ kind }: { kind: string }) => kind === 'INDICATOR');
    expect(reason).toEqual({ kind: 'INDICATOR', code: 'NI 50', place: 'INDICATOR', explanation: `It is measured by NI 50, “Emotional health of children”. So is one other statement here, of ${other}.` });
  }
});

test('a related member says first why it is in no core group, and then why it is here at all', async () => {
  // Coded by its publisher alone: no words of the title name the theme.
  const coded = `plan_ref,priority_ref,title,kind,adopted,theme_codes\np,1,${send},priority,yes,\np,2,Our second aim,priority,yes,SEND`;
  const api = await apiOver((await threePlans({ leicester: { 'priorities.csv': coded } })).hub);
  const { overlaps, explainMatch } = await ask(api, '{ overlaps(first: 1) { nodes { members { nodes { priority { id } ring evidence { kind weight explanation } } } } } explainMatch(a: "E06000016/2", b: "E06000018/1") { wouldChange } }');
  const related = overlaps.nodes[0].members.nodes.find(({ priority }: { priority: { id: string } }) => priority.id === 'E06000016/2');
  expect(related.ring).toBe('RELATED');
  expect(related.evidence.slice(0, 2)).toMatchObject([{ kind: 'ONLY_RELATED', weight: 0, explanation: 'Related, not core: no words of its title say plainly what of this theme it is about.' }, { kind: 'PUBLISHER_CODE' }]);
  expect(explainMatch.wouldChange.join(' ')).toContain('the first were in a core group, which it is not because no words of its title say plainly what of this theme it is about');
});

test('a statement tells how it approaches its aim, and two of them whether they do so alike', async () => {
  const titled = (title: string) => ({ 'priorities.csv': priorities([`1,${title},priority,yes`]) });
  const { hub } = await threePlans({ leicester: titled('Prevent teenage pregnancy'), nottingham: { 'priorities.csv': priorities(['1,Provide sexual health services to teenage parents,priority,yes', '2,Preventing teenage conceptions,priority,yes']) }, derby: titled('Teenage pregnancy') });
  const api = await apiOver(hub);
  const { priorities: read } = await ask(api, '{ priorities(first: 10) { nodes { id approach } } }');
  expect(read.nodes).toEqual(expect.arrayContaining([{ id: 'E06000016/1', approach: 'PREVENT' }, { id: 'E06000018/1', approach: 'PROVIDE' }, { id: 'E06000015/1', approach: null }]));
  const approachOf = async (b: string): Promise<string[]> => {
    const { explainMatch } = await ask(api, `{ explainMatch(a: "E06000016/1", b: "${b}") { reasons { aspect explanation } } }`);
    return explainMatch.reasons.filter(({ aspect }: { aspect: string }) => aspect === 'AIM').map(({ explanation }: { explanation: string }) => explanation);
  };
  expect(await approachOf('E06000018/1')).toEqual(['The first sets out to prevent, the second to provide: they may approach it differently.']);
  expect(await approachOf('E06000015/1')).toEqual([]);
  expect(await approachOf('E06000018/2')).toEqual(['Both set out to prevent.']);
  // What an older engine wrote, until a start reads every statement anew.
  await sql`update priority_reading set aim = 'prevent teenage conceptions' where priority_id = 'E06000016/1'`.execute(hub.stored);
  const older = await apiOver(hub);
  expect((await ask(older, '{ priority(id: "E06000016/1") { approach } explainMatch(a: "E06000016/1", b: "E06000018/1") { reasons { aspect } } }'))).toMatchObject({ priority: { approach: null }, explainMatch: { reasons: expect.not.arrayContaining([{ aspect: 'AIM' }]) as unknown } });
});

test('every approach that the engine reads stands in the contract, and is called the same on the pages', () => {
  expect(Object.values(Approach).sort()).toEqual([...approachLabels().keys()].sort());
  const onPages = Object.entries(Approach).map(([name, id]) => [id, approaches[name as keyof typeof approaches]]);
  expect(new Map(onPages as [string, string][])).toEqual(approachLabels());
});

describe('explainMatch', () => {
  const fields = '{ verdict summary a { id } b { id } overlaps { title } reasons { aspect decides weight explanation } wouldChange }';
  const explain = async (api: TestApi, a: string, b: string) => (await ask(api, `{ explainMatch(a: "${a}", b: "${b}") ${fields} }`)).explainMatch;
  const many: Packages = {
    leicester: {
      'plans.csv': 'plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage,supersedes_ref\np,E06000016,Leicester plan,cypp,2024,2026,whole,old\nold,E06000016,Old plan,cypp,2018,2020,whole,',
      'priorities.csv': ['plan_ref,priority_ref,title,kind,adopted,target_group', `p,1,${send},priority,yes,`, `old,2,${send},priority,yes,`, `p,3,${send},recommendation,no,`].join('\n'),
    },
    nottingham: { 'priorities.csv': ['plan_ref,priority_ref,title,kind,adopted,target_group', `p,1,${send},priority,yes,`, `p,2,${send},priority,yes,care leavers`, `p,3,${lac},priority,yes,`].join('\n') },
    derby: { 'priorities.csv': priorities([`1,${nearlySend},priority,yes`]) },
  };
  const openApi = async () => apiOver((await threePlans(many)).hub);

  test('it names what speaks for a theme most, be it words or the kind of the plan', async () => {
    const inSendPlan = { 'plans.csv': 'plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage\np,E06000016,Leicester plan,send,2024,2026,whole', 'priorities.csv': priorities(['1,Joint strategic commissioning,priority,yes']) };
    const { reasons } = await explain(await apiOver((await threePlans({ leicester: inSendPlan })).hub), 'E06000016/1', 'E06000018/1');
    const [theme] = reasons.filter(({ aspect }: { aspect: string }) => aspect === 'THEME');
    expect(theme.explanation).toMatch(/sure of the first by the kind of its plan, and \d\.\d\d sure of the second by “/);
  });

  test.each([
    ['the same statement', 'E06000016/1', 'E06000016/1', 'SAME_STATEMENT', []],
    ['the same aim of two authorities', 'E06000016/1', 'E06000018/1', 'SAME_CORE', []],
    ['another group of children', 'E06000016/1', 'E06000018/2', 'RELATED', [/one core group of Special educational needs and disabilities if the group of both were alike/]],
    ['a plan and the one that replaced it', 'E06000016/1', 'E06000016/2', 'SAME_AUTHORITY', [/another authority’s/]],
    ['a recommendation', 'E06000016/3', 'E06000018/1', 'CONTEXT', [/if the first was adopted/]],
    ['another theme', 'E06000016/1', 'E06000018/3', 'DIFFERENT', [/would be in one overlap if both were read to be about/]],
    ['a near miss', 'E06000018/1', 'E06000015/1', 'DIFFERENT', [/one overlap on Special educational needs and disabilities with a threshold of 0\.\d\d instead of 0\.4/]],
  ])('%s', async (_, a, b, verdict, changes) => {
    const found = await explain(await openApi(), a, b);
    expect(found).toMatchObject({ verdict, a: { id: a }, b: { id: b } });
    expect(found.summary).toMatch(/\.$/);
    changes.forEach((sentence, i) => expect(found.wouldChange[i]).toMatch(sentence));
    expect(found.wouldChange.length).toBeGreaterThanOrEqual(changes.length);
  });

  test('it says what speaks for and against, and what that decides', async () => {
    const api = await openApi();
    const related = await explain(api, 'E06000016/1', 'E06000018/2');
    expect(related.overlaps).toEqual([{ title: 'Special educational needs and disabilities' }]);
    const group = related.reasons.find(({ aspect }: { aspect: string }) => aspect === 'GROUP');
    expect(group).toMatchObject({ decides: 'CORE', weight: -1, explanation: expect.stringContaining('care leavers') });
    expect(related.reasons.find(({ aspect }: { aspect: string }) => aspect === 'THEME')).toMatchObject({ decides: 'OVERLAP', explanation: expect.stringContaining('special educational needs') });
    const refreshed = await explain(api, 'E06000016/1', 'E06000016/2');
    const said = refreshed.reasons.map(({ explanation }: { explanation: string }) => explanation).join(' ');
    expect(said).toMatch(/a plan and the one that replaced it.*never in force on the same day/s);
  });

  test('asked the other way round it says the same', async () => {
    const api = await openApi();
    const ids = ['E06000016/1', 'E06000016/2', 'E06000016/3', 'E06000018/1', 'E06000018/2', 'E06000018/3', 'E06000015/1'];
    for (const a of ids) for (const b of ids) {
      const [one, other] = [await explain(api, a, b), await explain(api, b, a)];
      const gist = ({ verdict, reasons }: { verdict: string; reasons: { aspect: string; decides: string; weight: number }[] }) => [verdict, reasons.map(({ aspect, decides, weight }) => `${aspect} ${decides} ${weight}`).sort()];
      expect(gist(one)).toEqual(gist(other));
      for (const { weight } of one.reasons) expect(Math.abs(weight)).toBeLessThanOrEqual(1);
    }
  });

  test('an id that nobody has is refused by name, and so is one that the viewer may not see', async () => {
    const embargoed = { ...many, derby: { 'plans.csv': 'plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage,embargo_until\np,E06000015,Derby plan,cypp,2024,2026,whole,2030-01-01', 'priorities.csv': priorities([`1,${send},priority,yes`]) } };
    const { hub } = await threePlans(embargoed);
    for (const [id, api] of [['E06000099/9', await apiOver(hub)], ['E06000015/1', await apiOver(hub)]] as const) {
      const { errors } = await api.query(`{ explainMatch(a: "E06000016/1", b: "${id}") { verdict } }`);
      expect(errors).toMatchObject([{ message: `No priority has the id "${id}". On the page of an overlap its statements can be chosen; /feeds/overlaps.csv has their ids in the column statement_id, and "priorities" in GraphQL has all.`, extensions: { code: 'UNKNOWN_PRIORITY' } }]);
    }
    expect(await explain(await apiOver(hub, { asPublisher: 'E06000015' }), 'E06000016/1', 'E06000015/1')).toMatchObject({ verdict: 'SAME_CORE' });
  });

  test('of plans that were never in force at the same time the summary says so, and decides no otherwise', async () => {
    const earlier = 'plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage\np,E06000018,Nottingham plan,cypp,2006,2009,whole';
    const undated = earlier.replace('2006,2009', ',');
    const api = await openApi();
    const apart = await apiOver((await threePlans({ ...many, nottingham: { ...many.nottingham, 'plans.csv': earlier } })).hub);
    const unknown = await apiOver((await threePlans({ ...many, nottingham: { ...many.nottingham, 'plans.csv': undated } })).hub);
    const summaries = async (b: string) => Promise.all([api, apart, unknown].map(async (each) => (await explain(each, 'E06000016/1', b)).summary as string));
    const title = 'Special educational needs and disabilities';
    expect(await summaries('E06000018/1')).toEqual([
      `They are in one core group of ${title}: these two would sit in one meeting.`,
      `They are in one core group of ${title}: these two would sit in one meeting, had their plans been in force at the same time.`,
      `They are in one core group of ${title}: these two would sit in one meeting, were their plans known to be in force at the same time.`,
    ]);
    expect(await summaries('E06000018/2')).toEqual([
      `Both are in the overlap ${title}, and in no core group together: each would want to know of the other.`,
      `Both are in the overlap ${title}, and in no core group together: each would want to know of the other, had their plans been in force at the same time.`,
      `Both are in the overlap ${title}, and in no core group together: each would want to know of the other, were their plans known to be in force at the same time.`,
    ]);
    const gist = ({ verdict, reasons }: { verdict: string; reasons: { aspect: string; decides: string; weight: number }[] }) => [verdict, reasons.map(({ aspect, decides, weight }) => [aspect, decides, weight])];
    expect(gist(await explain(apart, 'E06000016/1', 'E06000018/1'))).toEqual(gist(await explain(api, 'E06000016/1', 'E06000018/1')));
  });

  test('it costs the same number of statements whatever the two are', async () => {
    const api = await openApi();
    const cost = async (a: string, b: string) => (await api.query(`{ explainMatch(a: "${a}", b: "${b}") ${fields} }`)).statements;
    const [first, ...others] = [await cost('E06000016/1', 'E06000018/1'), await cost('E06000018/2', 'E06000016/3'), await cost('E06000016/1', 'E06000015/1')];
    expect(others).toEqual([first, first]);
    expect(first).toBeLessThanOrEqual(20);
  });
});
