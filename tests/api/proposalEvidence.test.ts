import { print, type TypedQueryDocumentNode } from 'graphql';
import { describe, expect, test } from 'vitest';
import { askEvidence, variablesOf } from '../../src/api/read/proposals/askEvidence.ts';
import { addDays } from '../../src/catalogue/period.ts';
import { factSections, type Fact } from '../../src/commissioning/proposals/Fact.ts';
import { hashOfFacts, movedFacts } from '../../src/commissioning/proposals/movedFacts.ts';
import { refreshOverlaps } from '../../src/hub.ts';
import { apiOver } from '../support/api.ts';
import { openTestHub, publishers, referenceFiles, type PackageFiles, type TestHub } from '../support/harvest.ts';

const [derby, leicester, nottingham] = ['E06000015', 'E06000016', 'E06000018'];
const today = '2025-06-01';

/** Leicester's rate of what NI 117 counts is 9, unless told; the region's is 6. */
function nationalFiles({ leicesterRate = '9', nottinghamRate = '7,5,8,' } = {}): PackageFiles {
  return {
    ...referenceFiles,
    'authorities.csv': `
      gss_code,name,kind,region_code,neighbour_codes
      E06000015,Derby,unitary,E12000004,
      E06000016,Leicester,unitary,E12000004,E06000018
      E06000018,Nottingham,unitary,E12000004,
    `,
    'themes.csv': `
      theme_code,label
      SEND,Special educational needs and disabilities
      SUBST,Substance misuse
    `,
    'indicators.csv': `
      indicator_code,title,measure,multiplier,unit,polarity,theme_codes
      NI 117,Young people with SEND not in education or work,proportion,100,%,low,SEND
      NI 50,Emotional health of children with SEND,proportion,100,%,high,SEND
      PLACED,Children placed far away,count,,children,low,SEND
      EITHER,Plans made,proportion,100,%,neutral,SEND
      NEVER,What nobody measured,proportion,100,%,low,SEND
    `,
    'observations.csv': `
      indicator_code,area_code,period,value,lower,upper,status
      NI 117,E12000004,AY2023/24,6,,,
      NI 117,E92000001,AY2023/24,5,,,
      NI 117,E06000016,AY2023/24,${leicesterRate},,,
      NI 117,E06000016,AY2012/13,1,,,
      NI 117,E06000018,AY2023/24,${nottinghamRate}
      NI 117,E06000015,AY2023/24,,,,suppressed
      NI 50,E92000001,AY2023/24,50,,,
      NI 50,E06000016,AY2023/24,60,,,
      NI 50,E06000018,AY2022/23,40,,,
      NI 50,E06000018,AY2023/24,,,,suppressed
      PLACED,E06000016,CY2024,12,,,
      EITHER,E06000016,CY2024,4,3.5,4.5,
      EITHER,E12000004,CY2024,3,,,
    `,
    'populations.csv': `
      area_code,period,age_from,age_to,persons
      E06000016,2024-06-30,0,17,80000
      E06000016,2024-06-30,13,19,30000
    `,
  };
}

const send = 'Improve support for children with special educational needs and disabilities';
const plan = (code: string, more = '') => `plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage${more && ',embargo_until'}\np,${code},Plan of ${code},cypp,2024,2026,whole${more && `,${more}`}`;
const drugs = 'Reduce drug and alcohol misuse by young people';
const priorities = (...titles: string[]) => ['plan_ref,priority_ref,title,kind,adopted', ...titles.map((title, at) => `p,${at + 1},${title},priority,yes`)].join('\n');

const ofLeicester: PackageFiles = {
  'plans.csv': plan(leicester),
  'priorities.csv': priorities(send, drugs),
  'targets.csv': 'indicator_code,area_code,period,value,kind,status,text,source\nNI 117,E06000016,AY2023/24,8,target,agreed,No more than 8,Plan 2024\nNI 50,E06000016,AY2023/24,55,target,agreed,,\nPLACED,E06000016,CY2030,1,target,agreed,,\nNI 50,E06000016,AY2011/12,99,target,agreed,,',
  'services.csv': 'service_ref,name,provider,authority_codes,theme_codes,capacity,capacity_unit,annual_cost,cost_year,contract_end,notice_by,source\nhome,Short breaks home,Trust A,E06000016,SEND,12,places,240000,FY2024/25,2027-03-31,2026-09-30,Directory 2024',
  'service_use.csv': 'service_ref,home_area_code,place_area_code,period,users\nhome,E06000018,E06000016,FY2023/24,25\nhome,E06000016,E06000016,FY2023/24,5',
};
const ofNottingham: PackageFiles = {
  'plans.csv': plan(nottingham),
  'priorities.csv': priorities(`${send} across the city`, drugs),
  'services.csv': 'service_ref,name,authority_codes,theme_codes,source\nclub,Saturday club,E06000018,SEND,Directory 2024',
};
const ofDerby: PackageFiles = { 'plans.csv': plan(derby), 'priorities.csv': priorities('Fewer young people smoke') };
const ofRegion: PackageFiles = {
  'protocols.csv': 'protocol_ref,title,authority_codes,theme_codes,summary,source\nx,Placements protocol,E06000016;E06000018,SEND,Who pays,Note of 2024',
  'budgets.csv': 'authority_codes,period,amount,kind,theme_codes,text,source\nE06000016;E06000018,FY2024/25,500000,pooled,SEND,Equipment,Budget book',
};

interface Files {
  national?: PackageFiles;
  leicester?: PackageFiles;
  nottingham?: PackageFiles;
  region?: PackageFiles;
}

async function harvest(hub: TestHub, { national = nationalFiles(), leicester: own = ofLeicester, nottingham: other = ofNottingham, region = ofRegion }: Files = {}): Promise<void> {
  const reports = [
    await hub.harvestFiles(national, { name: 'england', title: 'England', publisher: publishers.england }),
    await hub.harvestFiles(own, { title: 'Leicester' }),
    await hub.harvestFiles(other, { name: 'nottingham', title: 'Nottingham', publisher: publishers.nottingham }),
    await hub.harvestFiles(ofDerby, { name: 'derby', title: 'Derby', publisher: { kind: 'authority', code: derby, name: 'Derby' } }),
    await hub.harvestFiles(region, { name: 'region', title: 'Region', publisher: publishers.eastMidlands }),
  ];
  expect(reports.map(({ message, issues }) => [message, issues.filter(({ severity }) => severity === 'error')])).toEqual(reports.map(() => [null, []]));
  await refreshOverlaps(hub.hub);
}

async function openFilled(files: Files = {}): Promise<TestHub> {
  const hub = await openTestHub({ reference: false });
  await harvest(hub, files);
  return hub;
}

type About = Parameters<typeof variablesOf>[0];
const content: About = { bodies: [derby, leicester, nottingham].map((code) => ({ code: code!, name: null, decidingGroupId: null })), themeCodes: ['SEND'], overlapIds: [], ages: null, regionCode: 'E12000004' };

/** The evidence as the public is answered, by key, with the statements it took. */
async function evidence({ hub }: TestHub, about: Partial<About> = {}, day = today, asked = day): Promise<{ facts: Fact[]; of: (key: string) => Fact | undefined; statements: number }> {
  const api = await apiOver(hub, { today: day });
  let statements = 0;
  const ask = async <Result, Variables>(operation: TypedQueryDocumentNode<Result, Variables>, variables: Variables): Promise<Result> => {
    const answer = await api.query(print(operation), variables as Record<string, unknown>);
    expect(answer.errors).toEqual([]);
    statements += answer.statements;
    return answer.data as Result;
  };
  const facts = await askEvidence(ask, variablesOf({ ...content, ...about }, asked), day);
  return { facts, of: (key) => facts.find((fact) => fact.key === key), statements };
}


/** What a test says of a fact: what is told and how it is judged. */
function said({ value, unit, period, verdict, isKnown }: Fact): unknown[] {
  return [value, unit, period, verdict, isKnown];
}

test('priorities stand in their own words, with where they come from, and whether they are at the core of what is shared', async () => {
  const { of } = await evidence(await openFilled());
  expect(of('priorities/E06000016/SEND/E06000016/1')).toMatchObject({ bodyCode: leicester, verdict: 'core', period: '2024 to 2026', source: 'Leicester, Leicester', isKnown: true });
  expect(of('priorities/E06000016/SEND/E06000016/1')!.text).toMatch(/^“Improve support for children with special educational needs and disabilities”\. Core: Special educational needs and disability in general\./);
  expect(of('priorities/all/overlap-SEND/core/SEND/general/all/any')).toMatchObject({ value: 2, unit: 'authorities', text: expect.stringContaining('Leicester and Nottingham would meet about') });
  expect(of('priorities/all/overlap-SEND')).toMatchObject({ value: 2, text: expect.stringContaining('All of them stand here.') });
});

test('a statement that is only related says why, once, and what speaks for it', async () => {
  const coded = `${priorities(send, drugs)}`.split('\n').map((row, i) => (row === '' ? row : `${row},${i === 0 ? 'theme_codes' : ''}`));
  const { of } = await evidence(await openFilled({ leicester: { ...ofLeicester, 'priorities.csv': [...coded, 'p,9,Our second aim,priority,yes,SEND'].join('\n') } }));
  expect(of('priorities/E06000016/SEND/E06000016/9')).toMatchObject({ verdict: 'related', text: '“Our second aim”. Related, not core: no words of its title say plainly what of this theme it is about. Its publisher coded it Special educational needs and disability.' });
});

test('each body shares, or does not, or nobody can tell, by what is held of its plans', async () => {
  const whole = await evidence(await openFilled());
  expect([derby, leicester, nottingham].map((code) => whole.of(`coverage/${code}/overlap-SEND`)!.verdict)).toEqual(['does-not-share', 'shares', 'shares']);
  expect([said(whole.of('coverage/all/overlap-SEND')!), whole.of('coverage/E06000015/documents')!.verdict]).toEqual([[2, 'authorities', null, null, true], 'whole']);
  const inPart = await evidence(await openFilled({ nottingham: { ...ofNottingham, 'plans.csv': ofNottingham['plans.csv']!.toString().replace('whole', 'partial'), 'priorities.csv': priorities(drugs) } }));
  expect(inPart.of('coverage/E06000018/overlap-SEND')).toMatchObject({ verdict: 'not-known', isKnown: false, text: expect.stringContaining('The hub knows of no statement about it in force.') });
  expect(inPart.of('coverage/E06000016/overlap-SEND')).toMatchObject({ verdict: 'states', value: 1 });
  expect(inPart.of('priorities/all/overlap-SEND')).toMatchObject({ isKnown: false });
  // The key of a statement is the same whether or not another body shares it.
  expect(inPart.of('priorities/E06000016/SEND/E06000016/1')).toMatchObject({ verdict: 'stated', text: expect.stringContaining(send) });
});

test('figures stand beside the region in the same period, else England, and without limits none is better or worse', async () => {
  const hub = await openFilled();
  const { of } = await evidence(hub);
  // As the API says it of the same figure.
  const { data } = await (await apiOver(hub.hub, { today })).query('{ indicatorSeries(indicator: "NI 117", area: "E06000016") { beside { area { code } standing verdict } } }');
  expect(data.indicatorSeries[0].beside[0]).toEqual({ area: { code: 'E12000004' }, standing: 'CANNOT_SAY', verdict: 'NEITHER' });
  expect(said(of('indicators/E06000016/NI 117')!)).toEqual([9, '%', 'AY2023/24', 'higher-but-may-be-chance', true]);
  expect(of('indicators/E06000016/NI 117')!.text).toBe('In AY2023/24 it was 9, and that of the East Midlands was 6. Without confidence limits the difference may be chance.');
  expect(said(of('indicators/E06000018/NI 117')!)).toEqual([7, '%', 'AY2023/24', 'about-the-same', true]);
  expect(said(of('indicators/E06000016/NI 50')!)).toEqual([60, '%', 'AY2023/24', 'higher-but-may-be-chance', true]);
  expect(of('indicators/E06000016/NI 50')!.text).toContain('that of England was 50');
  expect([said(of('indicators/E06000016/PLACED')!), said(of('indicators/E06000016/EITHER')!)]).toEqual([[12, 'children', 'CY2024', null, true], [4, '%', 'CY2024', 'neither', true]]);
  expect([of('indicators/E12000004/NI 117')!.value, of('indicators/E92000001/NI 117')!.value]).toEqual([6, 5]);
});

test("a plan's own word for which direction is better outranks the indicator's, where it was in force", async () => {
  const use = (polarity: string) => ({ ...ofLeicester, 'plan_indicators.csv': `plan_ref,indicator_code,role,polarity\np,EITHER,key,${polarity}` });
  expect((await evidence(await openFilled({ leicester: use('low') }))).of('indicators/E06000016/EITHER')!.verdict).toBe('worse');
  expect((await evidence(await openFilled({ leicester: use('high') }))).of('indicators/E06000016/EITHER')!.verdict).toBe('better');
  const draft = { ...use('low'), 'plans.csv': plan(leicester!).replace('coverage', 'coverage,status').replace('whole', 'whole,draft') };
  expect((await evidence(await openFilled({ leicester: draft }))).of('indicators/E06000016/EITHER')!.verdict).toBe('neither');
  const before = { ...use('low'), 'plans.csv': plan(leicester!).replace('2024,2026', '2025,2026') };
  expect((await evidence(await openFilled({ leicester: before }))).of('indicators/E06000016/EITHER')!.verdict).toBe('neither');
});

test('targets are met, or not, or nobody can tell, and those of long ago are only counted', async () => {
  const { facts, of } = await evidence(await openFilled());
  const targets = facts.filter(({ key }) => key.includes('/target/'));
  expect(targets.map(({ label, value, verdict }) => [label, value, verdict])).toEqual([
    ['Target: Children placed far away, Leicester', 1, 'not-known'],
    ['Target: Emotional health of children with SEND, Leicester', 55, 'met'],
    ['Target: Young people with SEND not in education or work, Leicester', 8, 'not-met'],
  ]);
  expect(targets[2]).toMatchObject({ source: 'Leicester, Plan 2024', text: '“No more than 8”. In AY2023/24 the value was 9, short of 8 by 1.' });
  expect(of('indicators/all/targets')).toMatchObject({ value: 3, text: expect.stringContaining('Left out: 1 of earlier periods') });
});

test('a suppressed figure is never a number, and a later one that is suppressed is told beside the last that was published', async () => {
  const { of } = await evidence(await openFilled());
  expect(said(of('indicators/E06000015/NI 117')!)).toEqual([null, null, 'AY2023/24', 'not-known', false]);
  expect(of('indicators/E06000015/NI 117')!.text).toMatch(/^suppressed \(AY2023\/24\)/);
  expect(of('indicators/E06000018/NI 50')).toMatchObject({ value: 40, period: 'AY2022/23', text: expect.stringContaining('Later it is suppressed (AY2023/24)') });
});

test('what is not known says why', async () => {
  const { facts, of } = await evidence(await openFilled());
  expect(facts.filter(({ isKnown }) => !isKnown).every(({ value, verdict, text }) => value === null && verdict === 'not-known' && text.length > 20)).toBe(true);
  expect(of('indicators/E06000015/NI 50')!.text).toBe('The hub has no recent value of it for Derby.');
  expect(of('indicators/all/without-values')!.text).toContain('of one indicator: “What nobody measured”.');
  expect(of('services/E06000015/supply/users')!.text).toBe('The hub holds no service of this theme and time here. None recorded is not none.');
  expect(of('services/E06000015/provision')!.text).toContain('None recorded is not none.');
  expect(of('money/all/savings')!.text).toContain('That does not say that none was planned or made.');
  const bare = await evidence(await openFilled({ region: { 'protocols.csv': 'protocol_ref,title,authority_codes,theme_codes\nx,Other,E06000016,SUBST' } }));
  expect([bare.of('protocols/all/agreements'), bare.of('money/all/sums')].map((fact) => [fact!.isKnown, fact!.text])).toEqual([
    [false, 'The hub knows of no agreements about these themes, which does not mean that there are none.'],
    [false, 'The hub knows of no sums of money for these themes, which does not mean that there are none.'],
  ]);
});

test('children are counted where somebody counts them, and each body that is not says so', async () => {
  const { of } = await evidence(await openFilled(), { themeCodes: ['SUBST'] });
  expect([said(of('children/all/overlap-SUBST')!), said(of('children/E06000016/overlap-SUBST')!)]).toEqual([[30_000, 'children', null, null, true], [30_000, 'children', '2024-06-30', null, true]]);
  expect(of('children/E06000016/overlap-SUBST')!.text).toContain('Children aged 13 to 19 who live there');
  expect(of('children/E06000018/overlap-SUBST')).toMatchObject({ isKnown: false, value: null, text: expect.stringContaining('Nottingham') });
});

test('services, contracts, use, money and agreements are told with their figures', async () => {
  const { of } = await evidence(await openFilled());
  expect(of('services/E06000016/E06000016/home')).toMatchObject({ label: 'Short breaks home', source: 'Leicester, Directory 2024', text: expect.stringContaining('Provider: Trust A.') });
  expect(of('services/E06000018/E06000018/club')!.text).toContain('States no capacity and no cost.');
  expect(said(of('services/E06000016/E06000016/home/capacity')!)).toEqual([12, 'places', null, null, true]);
  expect(said(of('money/E06000016/service/E06000016/home')!)).toEqual([240_000, 'pounds', 'FY2024/25', null, true]);
  expect(said(of('money/E06000016/unit-cost/place/SEND/places/any-money')!)).toEqual([20_000, 'pounds', 'FY2024/25', null, true]);
  expect([of('contracts/E06000016/service/E06000016/home')!.text, of('contracts/all/SEND')!.verdict]).toEqual(['Ends 2027-03-31. Notice by 2026-09-30. Of Leicester. Provider: Trust A.', 'not-joint']);
  expect(of('contracts/all/without-end')!.text).toBe('Of 2 services of these themes 1 states no end of a contract.');
  expect(said(of('use/E06000018/to/E06000016')!)).toEqual([25, 'users', 'FY2023/24', null, true]);
  expect(said(of('use/all/outside/E06000016/home')!)).toEqual([expect.closeTo(83.3, 1), 'percent of users', 'FY2023/24', 'mainly-outside', true]);
  expect(of('money/all/sum/E12000004/E06000016;E06000018|FY2024/25|pooled|||SEND||Equipment')).toMatchObject({ value: 500_000, bodyCode: null, text: '“Equipment”. Of all of them together, not of each.' });
  expect(of('protocols/all/E12000004/x')).toMatchObject({ verdict: 'agreement', text: 'Who pays. Between Leicester and Nottingham. Whether it still holds is not stated; its source is of 2024.' });
});

test('the same data give the same facts in the same order, each under a key of its own', async () => {
  const hub = await openFilled();
  const [first, again] = [await evidence(hub), await evidence(hub)];
  expect(again.facts).toEqual(first.facts);
  const keys = first.facts.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  expect([...new Set(first.facts.map(({ section }) => section))]).toEqual(factSections);
  const order = first.facts.map(({ section, bodyCode, label, key }) => [String(factSections.indexOf(section)), bodyCode ?? '', label, key].join('\u0000'));
  expect(order).toEqual([...order].sort());
  // The bodies' order is nobody's business.
  expect((await evidence(hub, { bodies: content.bodies.toReversed() })).facts).toEqual(first.facts);
});

test('one figure that changes, changes what rests on it and nothing else, and a later one stands under the same key', async () => {
  const hub = await openFilled();
  const before = await evidence(hub);
  await harvest(hub, { national: nationalFiles({ leicesterRate: '5' }) });
  const after = await evidence(hub);
  expect(after.facts.map(({ key }) => key)).toEqual(before.facts.map(({ key }) => key));
  const moved = after.facts.filter((fact, at) => JSON.stringify(fact) !== JSON.stringify(before.facts[at]));
  expect(moved.map(({ key, value, verdict }) => [key, value, verdict])).toEqual([
    ['indicators/E06000016/target/E06000016/NI 117|E06000016|AY2023/24|target||agreed', 8, 'met'],
    ['indicators/E06000016/NI 117', 5, 'lower-but-may-be-chance'],
  ]);
  const national = nationalFiles({ leicesterRate: '5' });
  await harvest(hub, { national: { ...national, 'observations.csv': `${national['observations.csv']!.toString().trimEnd()}\n      NI 117,E06000016,AY2024/25,4,,,` } });
  // Of a year that is not over yet nothing is told.
  expect((await evidence(hub)).of('indicators/E06000016/NI 117')).toMatchObject({ value: 5, period: 'AY2023/24' });
  const later = await evidence(hub, {}, '2025-10-01');
  expect(later.facts.map(({ key }) => key)).toEqual(before.facts.map(({ key }) => key));
  expect(later.of('indicators/E06000016/NI 117')).toMatchObject({ value: 4, period: 'AY2024/25', verdict: 'not-known', isKnown: true });
});

describe('as the days go by', () => {
  const service = (ref: string, end: string, notice = '') => `${ref},Service ${ref},Trust B,E06000018,SEND,,,,,${end},${notice},Directory 2024`;
  const header = 'service_ref,name,provider,authority_codes,theme_codes,capacity,capacity_unit,annual_cost,cost_year,contract_end,notice_by,source';
  /** Notice of a runs out, b comes within five years, c ends, and nobody says when d does. */
  const ending: Files = { nottingham: { ...ofNottingham, 'services.csv': [header, service('a', '2026-03-31', '2025-06-10'), service('b', '2030-06-15'), service('c', '2025-07-20'), service('d', '')].join('\n') } };
  const moved = (before: { facts: Fact[] }, after: { facts: Fact[] }) => movedFacts(before.facts, after.facts).map(({ explanation }) => explanation);

  test.each(['SEND', 'SUBST'])('evidence of %s frozen again on any of the next thirty days says the same, to the letter', async (theme) => {
    const hub = await openFilled(ending);
    const first = await evidence(hub, { themeCodes: [theme] });
    for (const days of [1, 2, 14, 30]) {
      const again = await evidence(hub, { themeCodes: [theme] }, addDays(today, days));
      expect([days, ...moved(first, again)]).toEqual([days]);
      expect(hashOfFacts(again.facts)).toBe(hashOfFacts(first.facts));
    }
  });

  test('the figure that changed meanwhile is all that moved, also where the question is asked again of the day it was first asked on', async () => {
    const hub = await openFilled();
    const first = await evidence(hub);
    await harvest(hub, { national: nationalFiles({ leicesterRate: '5' }) });
    const changed = ['indicators/E06000016/NI 117', expect.stringContaining('/target/')];
    for (const asked of [today, addDays(today, 30)]) {
      const later = await evidence(hub, {}, addDays(today, 30), asked);
      expect(movedFacts(first.facts, later.facts).map(({ key }) => key).sort()).toEqual(changed);
    }
  });

  test('a contract that ended meanwhile is told no more, and a plan that did counts no more', async () => {
    const hub = await openFilled(ending);
    const first = await evidence(hub);
    const [whenOver, yearsLater] = [await evidence(hub, {}, '2025-07-21'), await evidence(hub, {}, '2027-01-02')];
    expect(movedFacts(first.facts, whenOver.facts).filter(({ key }) => key.startsWith('contracts/')).map(({ key, how }) => [key, how])).toEqual([['contracts/all/SEND', 'changed'], ['contracts/all/contracts', 'changed'], ['contracts/E06000018/service/E06000018/c', 'gone']]);
    expect(first.of('coverage/all/days')).toMatchObject({ period: null, text: "The day on which it was asked, the latest date not after today on which most of these authorities' plans were in force (3 of the 3 whose dates the hub knows)." });
    expect(yearsLater.of('coverage/all/days')).toMatchObject({ period: '2026-12-31', text: expect.stringMatching(/^2026-12-31, the latest date/) });
  });
});

test('nothing of a plan under embargo is in evidence', async () => {
  const hidden = { ...ofNottingham, 'plans.csv': plan(nottingham!, '2099-01-01') };
  const { facts, of } = await evidence(await openFilled({ nottingham: hidden }));
  expect(JSON.stringify(facts)).not.toContain('across the city');
  expect(JSON.stringify(facts)).not.toContain(`Plan of ${nottingham}`);
  expect([of('coverage/E06000018/overlap-SEND')!.isKnown, of('priorities/all/overlap-SEND')!.isKnown]).toEqual([false, false]);
});

test('what is cut says how many there are in all', async () => {
  const many = Array.from({ length: 70 }, (_, at) => `${send} in place ${at}`);
  const { facts, of } = await evidence(await openFilled({ leicester: { ...ofLeicester, 'priorities.csv': priorities(...many) } }));
  expect(facts.filter(({ key }) => /^priorities\/E\d+\/SEND\//.test(key))).toHaveLength(60);
  expect(of('priorities/all/overlap-SEND')).toMatchObject({ value: 71, text: 'The first 60 of 71 statements in “Special educational needs and disabilities” stand here.' });
});

test('it takes a number of statements that does not grow with the data', async () => {
  const few = await evidence(await openFilled());
  const services = Array.from({ length: 40 }, (_, at) => `s${at},Service ${at},Trust ${at},E06000016,SEND,${at + 1},places,${1_000 * at},FY2024/25,2027-03-31,2026-09-30,Directory 2024`);
  const statements = Array.from({ length: 40 }, (_, at) => `${send} in place ${at}`);
  const many = await evidence(await openFilled({ leicester: { ...ofLeicester, 'services.csv': [ofLeicester['services.csv'], ...services].join('\n'), 'priorities.csv': priorities(...statements, drugs) } }));
  expect(many.facts.length).toBeGreaterThan(few.facts.length + 100);
  // On PostgreSQL a batch of look-ups may fall into two; a statement for each of 40 rows would show.
  expect(Math.max(few.statements, many.statements)).toBeLessThan(130);
});

test('what is asked follows from the proposal: its authorities, its themes or those of its overlaps, and the days', () => {
  const board = { code: 'E54000015', name: 'Integrated care board', decidingGroupId: null };
  expect(variablesOf({ ...content, bodies: [...content.bodies, board], ages: { from: 5, to: 16 } }, today)).toEqual({
    authorities: [derby, leicester, nottingham],
    themes: ['SEND'],
    ages: { from: 5, to: 16 },
    comparators: ['E12000004', 'E92000001'],
    since: '2020-01-01',
    today,
    contracts: { from: today, to: '2030-12-31' },
  });
  expect(variablesOf({ ...content, themeCodes: [], overlapIds: ['overlap-SEND', 'overlap-LAC-0123456789ab', 'overlap-SEND'], regionCode: null }, today)).toMatchObject({ themes: ['LAC', 'SEND'], comparators: ['E92000001'] });
});

test('a proposal of which nothing can be asked yet is told what to add first', () => {
  const ask = (about: Partial<About>) => () => variablesOf({ ...content, ...about }, today);
  expect(ask({ bodies: [{ code: 'E54000015', name: 'Board', decidingGroupId: null }] })).toThrow('The proposal names none in bodies that evidence could be about. Add to it first: a local authority.');
  expect(ask({ themeCodes: [] })).toThrow('The proposal names none in themeCodes that evidence could be about. Add to it first: a theme, or the overlap it starts from.');
  expect(ask({ themeCodes: [], overlapIds: ['SEND'] })).toThrow('overlapIds has "SEND", which is the id of no overlap.');
  expect(ask({ themeCodes: Array.from({ length: 6 }, (_, at) => `T${at}`) })).toThrow('The proposal names 6 in themeCodes');
});

test('a list that is cut is never taken for the whole', async () => {
  const figures = Array.from({ length: 42 }, (_, at) => at);
  const national = nationalFiles();
  const years = ['AY2019/20', 'AY2020/21', 'AY2021/22', 'AY2022/23', 'AY2023/24'];
  const { of } = await evidence(await openFilled({
    national: {
      ...national,
      'indicators.csv': [national['indicators.csv']!.toString().trimEnd(), ...figures.map((at) => `A${at},Figure ${at},proportion,100,%,low,SEND`)].join('\n'),
      'observations.csv': [national['observations.csv']!.toString().trimEnd(), ...figures.flatMap((at) => years.flatMap((year) => ['E12000004', 'E92000001', leicester].map((area) => `A${at},${area},${year},1,,,`)))].join('\n'),
    },
  }));
  // 420 figures of region and England come before those of NI 117, and the first 400 of all are asked for.
  expect(of('indicators/all/beside')!.text).toBe('The first 400 of 424 figures of region and England stand here.');
  expect(of('indicators/E06000016/NI 117')).toMatchObject({ value: 9, verdict: 'not-known', text: expect.stringContaining('no value stands here of the East Midlands or England') });
});
