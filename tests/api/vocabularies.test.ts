import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refreshOverlaps, type Hub } from '../../src/hub.ts';
import { apiOver, openSeededHub, type TestApi } from '../support/api.ts';
import { openTestHub, publishers } from '../support/harvest.ts';

let hub: Hub;
let api: TestApi;

beforeAll(async () => {
  hub = await openSeededHub();
  await refreshOverlaps(hub);
  api = await apiOver(hub, { today: '2026-11-22' });
});
afterAll(() => hub.close());

// oxlint-disable-next-line typescript/no-explicit-any
const ask = async (query: string): Promise<any> => {
  const { data, errors } = await api.query(query);
  expect(errors).toEqual([]);
  return data;
};
const refused = async (query: string): Promise<{ message: string; code: unknown }> => {
  const { errors } = await api.query(query);
  return { message: errors[0]!.message, code: errors[0]!.extensions?.['code'] };
};

describe('crosswalks', () => {
  test('say how Every Child Matters leads to Leeds, and that economic well-being has no counterpart there', async () => {
    const { crosswalk } = await ask('{ crosswalk(from: "ecm", to: "leeds") { version validFrom validTo isReversed note mappings { from { code } to { code label } relation lost } withoutCounterpart { code } notReached { code } } }');
    expect(crosswalk).toMatchObject({ version: '1', validFrom: '2011', validTo: null, isReversed: false, withoutCounterpart: [{ code: 'ecm:economic-well-being' }], notReached: [] });
    expect(crosswalk.mappings[0]).toEqual({ from: { code: 'ecm:be-healthy' }, to: { code: 'leeds:healthy-lives', label: 'Children enjoy healthy lives' }, relation: 'CLOSE_MATCH', lost: 'Sexual health and drugs are no longer named.' });
  });

  test('are read the other way round with broader and narrower in each other’s place', async () => {
    const { there, back } = await ask('{ there: crosswalk(from: "ecm", to: "leeds") { mappings { relation } } back: crosswalk(from: "leeds", to: "ecm") { isReversed mappings { relation lost } withoutCounterpart { code } notReached { code } } }');
    expect(back).toMatchObject({ isReversed: true, withoutCounterpart: [], notReached: [{ code: 'ecm:economic-well-being' }] });
    expect(there.mappings[3].relation).toBe('NARROW_MATCH');
    expect(back.mappings[3].relation).toBe('BROAD_MATCH');
  });

  test('hold on their days, and names that nobody knows are refused with those that are', async () => {
    expect((await ask('{ crosswalk(from: "ecm", to: "social-care", asAt: "2011-01-01") { version } }')).crosswalk).toBeNull();
    expect(await refused('{ crosswalk(from: "ecm", to: "elsewhere") { version } }')).toMatchObject({ code: 'UNKNOWN_RECORD', message: expect.stringContaining('No vocabulary has the id "elsewhere". Known: ecm (Every Child Matters outcomes), leeds') });
    expect(await refused('{ crosswalk(from: "ecm", to: "ecm") { version } }')).toMatchObject({ code: 'BAD_ARGUMENT' });
  });
});

describe('an outcome of a plan', () => {
  const counterparts = async (plan: string, vocabulary: string, more = ''): Promise<Record<string, { statement: string; mappings: { relation: string; to: { code: string } }[] }>> => {
    const { plan: found } = await ask(`{ plan(id: "${plan}") { outcomes { title counterparts(in: "${vocabulary}"${more}) { statement crosswalk { version } concept { code } mappings { relation lost to { code } } } } } }`);
    return Object.fromEntries(found.outcomes.map((outcome: { title: string; counterparts: object }) => [outcome.title, outcome.counterparts]));
  };

  test('of 2006 is told in Leeds’s words, with what is lost', async () => {
    const found = await counterparts('E06000022/cypp-2006', 'leeds');
    expect(found['Stay safe']).toMatchObject({ statement: '“Stay safe” is there nearly “Children are safe from harm”. Lost: Security, stability and being cared for are no longer named; nor are accidents, bullying and crime one by one.', mappings: [{ relation: 'CLOSE_MATCH', to: { code: 'leeds:safe-from-harm' } }] });
    expect(found['Achieve economic well-being']!.statement).toMatch(/has no counterpart in Leeds's five outcomes: all of it is lost\. Only related: “Children do well/);
  });

  test('of Leeds is told in the words of 2004 and of 2023, by the column that its publisher filled in', async () => {
    const ecm = await counterparts('E08000035/cypp-2023', 'ecm');
    expect(ecm['Children have fun growing up']).toMatchObject({ concept: { code: 'leeds:have-fun' }, mappings: [{ relation: 'BROAD_MATCH', to: { code: 'ecm:enjoy-and-achieve' } }] });
    const own = await counterparts('E08000035/cypp-2015', 'leeds');
    expect(own['Children have fun']!.statement).toBe('It is “Children have fun growing up” of Leeds\'s five outcomes itself; nothing is lost.');
    expect((await counterparts('E08000035/cypp-2023', 'social-care'))['Children enjoy healthy lives']!.statement).toMatch(/has no counterpart in Children's social care national framework: all of it is lost/);
    expect((await counterparts('E08000035/cypp-2023', 'social-care', ', asAt: "2015-01-01"'))['Children are safe from harm']!.statement).toBe("Not known: on 2015-01-01 no crosswalk leads from Leeds's five outcomes to Children's social care national framework.");
  });

  test('that its publisher mapped to nothing has no counterpart that anybody could know', async () => {
    const found = await counterparts('E08000022/cypp-2024', 'ecm');
    expect(found['A safe life']).toMatchObject({ mappings: [], statement: 'Not known: its publisher says of no shared vocabulary that it belongs to it.' });
  });

  test('may be mapped by its publisher to its own and to Every Child Matters: the one that leads there counts', async () => {
    const small = await openTestHub();
    const report = await small.harvestFiles({
      'plans.csv': 'plan_ref,authority_codes,title,kind,valid_from,coverage\np,E06000016,Plan,cypp,2024,whole',
      'outcomes.csv': 'plan_ref,outcome_ref,title,ecm_outcome,concept\np,a,Healthy,be-healthy,social-care:stay-together\np,b,Bad,,leeds:have-no-fun',
    });
    expect(report.rowsRefused).toBe(1);
    const { data } = await (await apiOver(small.hub)).query('{ plan(id: "E06000016/p") { outcomes { concept { code } counterparts(in: "leeds") { concept { code } mappings { to { code } } } } } }');
    expect(data.plan.outcomes).toEqual([{ concept: { code: 'social-care:stay-together' }, counterparts: { concept: { code: 'ecm:be-healthy' }, mappings: [{ to: { code: 'leeds:healthy-lives' } }] } }]);
  });
});

describe('plans of 2006 and of 2011 by outcome', () => {
  const whole = 'vocabulary { id } losses { plan { id } statement unplaced { reason priority { id } } } outcomes { concept { code } cells { plan { id } priorities { through relation lost by { code } priority { id } } } }';
  const compare = (plans: string[], vocabulary: string): string => `{ compareByOutcome(plans: ${JSON.stringify(plans)}, in: "${vocabulary}") { ${whole} } }`;

  test('stand side by side, each priority once or with why it has no place, and the loss is counted', async () => {
    const plans = ['E06000022/cypp-2006', 'E08000035/cypp-2011'];
    const { compareByOutcome: compared } = await ask(compare(plans, 'leeds'));
    expect(compared.losses[0].statement).toMatch(/^Children and Young People's Plan 2006-2009: of 17 adopted priorities, \d+ stand under an outcome of Leeds's five outcomes \(11 by an outcome of the plan, \d+ by the theme that the hub reads\), and \d+ (has|have) no place there\.$/);
    const stored = await ask(`{ ${plans.map((id, index) => `p${index}: plan(id: "${id}") { priorities(first: 100, filter: { adopted: true }) { nodes { id } } }`).join(' ')} }`);
    for (const index of plans.keys()) {
      const placed = compared.outcomes.flatMap((outcome: { cells: { priorities: { priority: { id: string } }[] }[] }) => outcome.cells[index]!.priorities.map(({ priority }) => priority.id));
      const unplaced = compared.losses[index].unplaced.map(({ priority }: { priority: { id: string } }) => priority.id);
      const adopted = stored[`p${index}`].priorities.nodes.map(({ id: own }: { id: string }) => own);
      expect(new Set([...placed, ...unplaced])).toEqual(new Set(adopted));
      expect(unplaced.filter((priority: string) => placed.includes(priority))).toEqual([]);
    }
    // What its outcome leads to is not said again by its theme.
    const cells: { priorities: { through: string; priority: { id: string } }[] }[] = compared.outcomes.flatMap((outcome: { cells: object[] }) => outcome.cells);
    const placedBy = (through: string): string[] => cells.flatMap(({ priorities }) => priorities.filter((placed) => placed.through === through).map(({ priority }) => priority.id));
    expect(placedBy('OUTCOME').length).toBeGreaterThan(5);
    expect(placedBy('THEME').filter((id) => placedBy('OUTCOME').includes(id))).toEqual([]);
    const attendance = compared.outcomes.flatMap((outcome: { concept: { code: string }; cells: { priorities: { by: { code: string } }[] }[] }) => outcome.cells[1]!.priorities.map(({ by }) => `${by.code} → ${outcome.concept.code}`));
    expect(attendance).toContain('themes:ATTEND → leeds:do-well-in-learning');
  });

  test('under narrower outcomes only where the themes of a priority say so: of all that is "stay safe", one about children in care is not about bullying', async () => {
    const { compareByOutcome: compared } = await ask('{ compareByOutcome(plans: ["E06000022/cypp-2006", "E08000035/cypp-2011"], in: "themes") { outcomes { concept { code } cells { priorities { priority { title } } } } } }');
    const concepts: string[] = compared.outcomes.filter(({ cells }: { cells: { priorities: { priority: { title: string } }[] }[] }) => cells[0]!.priorities.some(({ priority }) => priority.title === 'Integrated pathway: looked-after children')).map(({ concept }: { concept: { code: string } }) => concept.code);
    expect(concepts).toEqual(['themes:LAC']);
  });

  test('under no narrower outcome by a theme, or an outcome, that is of everybody: a healthy childhood is not about becoming an adult with SEND', async () => {
    const { compareByOutcome: compared } = await ask('{ compareByOutcome(plans: ["E06000022/cypp-2006", "E09000030/cypp-2024"], in: "adulthood") { losses { unplaced { reason priority { title } } } outcomes { cells { priorities { priority { title } } } } } }');
    const reasons = new Map<string, string>(compared.losses.flatMap(({ unplaced }: { unplaced: { reason: string; priority: { title: string } }[] }) => unplaced.map(({ reason, priority }) => [priority.title, reason])));
    expect(reasons.get('A healthy childhood')).toMatch(/Its theme “.+” leads there to nothing but the narrower “Being as healthy as possible in adult life”, and nothing says that it is about that part\.$/);
    expect(reasons.get('Support for good mental health and wellbeing')).toMatch(/has no counterpart in Preparing for adulthood outcomes \(SEND\)\.$/);
    expect(reasons.get('Integrated pathway: maternity services')).toMatch(/^“Be healthy” is there in part the narrower “Being as healthy as possible in adult life”\. Lost: Only young people with SEND who become adults\./);
    const placed: string[] = compared.outcomes.flatMap(({ cells }: { cells: { priorities: { priority: { title: string } }[] }[] }) => cells.flatMap(({ priorities }) => priorities.map(({ priority }) => priority.title)));
    expect(placed.filter((title) => reasons.has(title) || /health/i.test(title))).toEqual([]);
  });

  test('on a day without a crosswalk do not say that a theme has no counterpart', async () => {
    const { compareByOutcome: compared } = await ask(compare(['E06000022/cypp-2006', 'E08000035/cypp-2011'], 'ecm').replace('in: "ecm"', 'in: "ecm", asAt: "1990-01-01"'));
    const reasons: string[] = compared.losses[1].unplaced.map(({ reason }: { reason: string }) => reason);
    expect(reasons.length).toBeGreaterThan(0);
    for (const reason of reasons) expect(reason).toContain('on 1990-01-01 no crosswalk leads from themes to Every Child Matters outcomes.');
  });

  test('cost the same for five plans as for two, and themes are a vocabulary too', async () => {
    const two = await api.query(compare(['E06000022/cypp-2006', 'E08000035/cypp-2011'], 'themes'));
    const five = await api.query(compare(['E06000022/cypp-2006', 'E08000035/cypp-2009', 'E08000035/cypp-2011', 'E08000035/cypp-2015', 'E08000035/cypp-2023'], 'themes'));
    expect([two.errors, five.errors]).toEqual([[], []]);
    expect(five.statements).toBe(two.statements);
    expect(five.statements).toBeLessThanOrEqual(4);
  });

  test.each([
    [['E06000022/cypp-2006'], 'leeds', 'BAD_ARGUMENT', 'plans names 1 plan. Allowed: two to five different ones.'],
    [['E06000022/cypp-2006', 'E06000022/cypp-2006'], 'leeds', 'BAD_ARGUMENT', 'plans names 1 plan.'],
    [['a', 'b', 'c', 'd', 'e', 'f'], 'leeds', 'BAD_ARGUMENT', 'plans names 6 plans.'],
    [['E06000022/cypp-2006', 'nothing'], 'leeds', 'UNKNOWN_RECORD', 'No plan has the id "nothing", or none that you may see.'],
    [['E06000022/cypp-2006', 'E08000035/cypp-2011'], 'elsewhere', 'UNKNOWN_RECORD', 'No vocabulary has the id "elsewhere".'],
  ])('are refused for %j in %s: %s', async (plans, vocabulary, code, sentence) => {
    expect(await refused(compare(plans, vocabulary))).toMatchObject({ code, message: expect.stringContaining(sentence) });
  });

  test('only what an authority adopted takes part', async () => {
    const small = await openTestHub();
    await small.harvestFiles({
      'plans.csv': 'plan_ref,authority_codes,title,kind,valid_from,coverage\np,E06000016,Plan,cypp,2024,whole\nq,E06000016,Other,cypp,2027,whole',
      'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\np,1,Improve outcomes for looked-after children,priority,yes\np,2,Improve outcomes for looked-after children,recommendation,no\np,3,Improve outcomes for looked-after children,priority,',
    });
    const { data } = await (await apiOver(small.hub)).query(compare(['E06000016/p', 'E06000016/q'], 'ecm'));
    expect(data.compareByOutcome.losses.map(({ statement }: { statement: string }) => /of \d+ adopted \w+/.exec(statement)![0])).toEqual(['of 1 adopted priority', 'of 0 adopted priorities']);
  });

  test('a plan under embargo is not compared for the public', async () => {
    const small = await openTestHub();
    await small.harvestFiles({ 'plans.csv': 'plan_ref,authority_codes,title,kind,valid_from,coverage,embargo_until\np,E06000016,Plan,cypp,2024,whole,\nq,E06000016,Hidden,cypp,2027,whole,2099-01-01' }, { publisher: publishers.leicester });
    const query = compare(['E06000016/p', 'E06000016/q'], 'ecm');
    expect((await (await apiOver(small.hub)).query(query)).errors[0]!.message).toContain('No plan has the id "E06000016/q", or none that you may see.');
    expect((await (await apiOver(small.hub, { asPublisher: 'E06000016' })).query(query)).errors).toEqual([]);
  });
});
