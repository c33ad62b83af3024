import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { refreshDuplicates } from '../../src/hub.ts';
import { apiOver, openSeededHub } from '../support/api.ts';
import { publishers, type TestHub } from '../support/harvest.ts';
import { openRegion, region, serviceHeader, type PlaceName, type RegionFiles } from '../support/region.ts';

const place = 'authorities { name } reading explanation missing need { standing distance lower upper known figures { value distance explanation } } supply { state standing own shared persons least most services stating sharedServices servicesHeld explanation listed { ref } }';
const whole = `notes supplyMeasure supplyUnit supplyPeriod jointBesideSeparate comparedWith { name } themes { code } scales { indicator { code } period known leftOut } authorities { ${place} } together { ${place} }`;

async function ask({ hub }: TestHub, filter = '') {
  const { data, errors, statements } = await (await apiOver(hub)).query(`{ provision(filter: { ${filter.includes('region') || filter.includes('authorities') ? '' : 'region: "E12000004",'} ${filter.includes('themes') ? '' : 'themes: ["SEND"],'} ${filter} }) { ${whole} } }`);
  expect(errors).toEqual([]);
  const { provision } = data;
  return { provision, statements, of: (name: PlaceName) => provision.authorities.find(({ authorities }: { authorities: { name: string }[] }) => authorities[0]!.name === name) };
}
const about = async (files: RegionFiles, filter = '') => ask(await openRegion(files), filter);
const readings = ({ authorities }: { authorities: { authorities: { name: string }[]; reading: string }[] }) => authorities.map(({ authorities: [one], reading }) => `${one!.name} ${reading}`);
const row = (ref: string, codes: string, rest = ',,,,,,,,,') => `${ref},${ref},${codes},SEND,${rest}`;

describe('need against supply', () => {
  test('is a gap, a concentration or balanced, each with its arithmetic', async () => {
    const { provision, of, statements } = await about({});
    expect(readings(provision)).toEqual(['Derby BALANCED', 'Derbyshire BALANCED', 'Leicester PROVISION_GAP', 'Leicestershire BALANCED', 'Lincolnshire BALANCED', 'Nottingham CONCENTRATION', 'Rutland BALANCED']);
    expect(of('Leicester')).toMatchObject({ missing: [], need: { standing: 'ABOVE', known: 1, figures: [{ value: 30, explanation: null }] }, supply: { state: 'KNOWN', standing: 'BELOW', own: 20, shared: null, persons: 10_000, least: 2, most: 2, listed: [{ ref: 's-Leicester' }] } });
    expect(of('Leicester').explanation).toBe('Provision gap: more need and less supply than the others. Need is 1.84 standard deviations above the mean of the authorities compared, on average over 1 indicator (95% limits 1.47 to 2.24): clearly above the others. 1 of 1 service known here states a capacity in places: 20 places of its own, among 10,000 children of these ages: 2 per 1,000. The middle of the 6 others that are known is 10: clearly below it.');
    expect(provision).toMatchObject({ supplyMeasure: 'CAPACITY', supplyUnit: 'places', supplyPeriod: null, scales: [{ indicator: { code: 'NEED' }, period: 'CY2024', known: 7, leftOut: null }] });
    expect(statements).toBeLessThanOrEqual(20);
  });

  test('takes no more statements for more authorities', async () => {
    const hub = await openRegion();
    const one = await ask(hub, 'authorities: ["E06000016"]');
    const all = await ask(hub, `authorities: ${JSON.stringify(Object.values(region))}`);
    expect(all.statements).toBe(one.statements);
  });

  test('of authorities taken together is judged beside the rest of their region, and beside each alone', async () => {
    const { provision } = await about({}, 'authorities: ["E06000018", "E06000016"]');
    expect(readings(provision)).toEqual(['Leicester PROVISION_GAP', 'Nottingham CONCENTRATION']);
    expect(provision.comparedWith).toHaveLength(7);
    expect(provision.together).toMatchObject({ authorities: [{ name: 'Leicester' }, { name: 'Nottingham' }], reading: 'BALANCED', need: { figures: [{ value: 17.5, explanation: 'From what was counted in each of them.' }] }, supply: { own: 220, persons: 20_000, least: 11, most: 11 } });
    expect(provision.jointBesideSeparate).toBe('One by one: 1 provision gap and 1 concentration. Taken together: balanced.');
  });

  test('names the published figures that a figure of need rests on, with the lines that brought them', async () => {
    const { hub } = await openRegion();
    const { data, errors } = await (await apiOver(hub)).query(`{ provision(filter: { authorities: ["E06000016", "E06000018"], themes: ["SEND"] }) {
      authorities { need { figures { value observations { value provenance { file } } } } } together { need { figures { observations { area { code } } } } } } }`);
    expect(errors).toEqual([]);
    expect(data.provision.authorities[0].need.figures).toEqual([{ value: 30, observations: [{ value: 30, provenance: { file: 'observations.csv' } }] }]);
    expect(data.provision.together.need.figures).toEqual([{ observations: [{ area: { code: 'E06000016' } }, { area: { code: 'E06000018' } }] }]);
  });

  test('of a whole region has nobody to be set beside', async () => {
    const { provision } = await about({});
    expect(provision.together).toMatchObject({ reading: 'CANNOT_SAY', supply: { own: 720, standing: 'NOT_KNOWN', explanation: expect.stringContaining('There are no others to set it beside.') } });
    expect(provision.jointBesideSeparate).toContain('cannot be said');
  });
});

describe('what cannot be said', () => {
  test('none recorded is not none, and a count of services is no supply', async () => {
    const { of } = await about({ places: { Leicester: null, Derby: null }, services: [row('a', region.Derby), row('b', region.Derby), row('other', region.Leicester).replace('SEND', 'LAC')] });
    expect(of('Leicester')).toMatchObject({ reading: 'CANNOT_SAY', need: { standing: 'ABOVE' }, supply: { state: 'NONE_RECORDED', own: null, least: null, services: 0, servicesHeld: 1 } });
    expect(of('Leicester').explanation).toContain('None recorded is not none.');
    expect(of('Leicester').missing).toEqual(['Services of the theme, with what they can take (services.csv), or that there are none.']);
    expect(of('Derby')).toMatchObject({ reading: 'CANNOT_SAY', supply: { state: 'NOT_STATED', own: null, services: 2, stating: 0 } });
  });

  test('a population that is missing is asked for, and leaves no rate', async () => {
    const { of, provision } = await about({ persons: { Leicester: null } }, 'authorities: ["E06000016", "E06000018"]');
    expect(of('Leicester')).toMatchObject({ reading: 'CANNOT_SAY', missing: ['How many children aged 0 to 19 live here (populations.csv).'], supply: { state: 'POPULATION_NOT_KNOWN', own: 20, least: null, most: null } });
    expect(provision.together).toMatchObject({ reading: 'CANNOT_SAY', supply: { state: 'POPULATION_NOT_KNOWN', persons: null, least: null } });
  });

  test('a value that is suppressed, or counted from fewer than ten, is no value', async () => {
    const { of, provision } = await about({ need: { Leicester: null, Rutland: 9 } }, 'authorities: ["E06000016", "E06000018", "E06000017"]');
    for (const name of ['Leicester', 'Rutland'] as const) expect(of(name)).toMatchObject({ reading: 'CANNOT_SAY', need: { standing: 'NOT_KNOWN', distance: null, figures: [{ value: null, distance: null, explanation: 'No value of CY2024 is known that is published and counted from 10 or more.' }] } });
    expect(provision.together.need).toMatchObject({ distance: null, figures: [{ value: null, explanation: 'A value that can be used is known of 1 of the 3 authorities.' }] });
    expect(provision.scales).toMatchObject([{ known: 5 }]);
  });

  test('among fewer than five authorities nothing is put on a scale', async () => {
    const { provision } = await about({ need: { Leicester: null, Rutland: null, Derby: null } });
    expect(provision.scales).toMatchObject([{ period: null, leftOut: expect.stringContaining('at most 4 have one') }]);
    expect(new Set(provision.authorities.map(({ reading }: { reading: string }) => reading))).toEqual(new Set(['CANNOT_SAY']));
  });

  test('an indicator asked for by code that cannot be compared is left out, and why', async () => {
    const { provision } = await about({}, 'indicators: ["BULK", "NEED"]');
    expect(provision.scales).toMatchObject([{ indicator: { code: 'BULK' }, leftOut: expect.stringContaining('grows with the authority') }, { indicator: { code: 'NEED' }, leftOut: null }]);
  });

  test('few children are too few', async () => {
    const { of } = await about({ persons: { Rutland: 800 } });
    expect(of('Rutland')).toMatchObject({ reading: 'CANNOT_SAY', supply: { state: 'TOO_SMALL', least: null } });
  });

  test('services of which only an old source tells are left out, and said', async () => {
    const { provision, of } = await about({ places: { Leicester: null }, services: ['old,Old club,E06000016,SEND,40,places,,,,,,,,Directory 2008'] });
    expect(of('Leicester').supply.state).toBe('NONE_RECORDED');
    expect(provision.notes.at(-1)).toBe('Left out, because no source of 2020 or later tells of it: 1 service of the theme (“Old club”, 2008).');
  });
});

describe('supply', () => {
  test('in another unit is never added: the unit of most counts, unless another is asked for', async () => {
    const files = { places: { Leicester: null }, services: [row('h', region.Leicester, '900,hours a week,,,,,,,,')] };
    const { provision, of } = await about(files);
    expect(of('Leicester')).toMatchObject({ reading: 'CANNOT_SAY', supply: { state: 'NOT_STATED', own: null } });
    expect(provision.notes).toContainEqual('Supply is told by capacity in places, stated of 6 of 7 authorities compared; never mixed with it: capacity in hours a week (1).');
    const { of: inHours } = await about(files, 'capacityUnit: "Hours a week"');
    expect(inHours('Leicester').supply).toMatchObject({ own: 900, standing: 'NOT_KNOWN' });
  });

  test('of a service of several authorities is whole in each, never divided, and so a range', async () => {
    const joint = row('j', 'E06000016;E06000018', '100,places,,,,,,,,');
    const { of, provision } = await about({ services: [joint] }, 'authorities: ["E06000016", "E06000018"]');
    expect(of('Leicester')).toMatchObject({ reading: 'CANNOT_SAY', supply: { own: 20, shared: 100, sharedServices: 1, least: 2, most: 12, standing: 'UNSURE' } });
    expect(of('Leicester').missing).toEqual(['How much of what is shared is for whom, and the measure of services that do not state it.']);
    expect(provision.together.supply).toMatchObject({ own: 320, shared: null, sharedServices: 0, least: 16, most: 16 });
  });

  test('that reviewers said is one is counted once', async () => {
    const testHub = await openRegion();
    const { hub, harvestFiles } = testHub;
    await harvestFiles({ 'services.csv': `${serviceHeader}\n${row('again', region.Derby, '100,places,,,,,,,,')}` }, { publisher: publishers.eastMidlands, name: 'directory' });
    await refreshDuplicates(hub);
    const before = await ask(testHub);
    expect(before.of('Derby').supply).toMatchObject({ own: 200, services: 2 });
    const { errors } = await (await apiOver(hub, { asReviewer: 'Analyst' })).query('mutation { decideDuplicate(input: { services: ["E92000001/s-Derby", "E12000004/again"], isSame: true, note: "One." }) { decision { id } } }');
    expect(errors).toEqual([]);
    expect((await ask(testHub)).of('Derby').supply).toMatchObject({ own: 100, services: 1, stating: 1 });
  });

  test('by users is that of one period, by where they live', async () => {
    const use = Object.entries(region).map(([name, code]) => `s-${name},${code},FY2024/25,${name === 'Leicester' ? 30 : 90}`);
    const { provision, of } = await about({ files: { 'service_use.csv': ['service_ref,home_area_code,period,users', ...use, `s-Derby,${region.Leicester},FY2024/25,12`, `s-Derby,${region.Derby},CY2024,5`].join('\n') } }, 'supplyMeasure: USERS');
    expect(provision).toMatchObject({ supplyMeasure: 'USERS', supplyUnit: 'users', supplyPeriod: 'FY2024/25' });
    expect(of('Leicester')).toMatchObject({ reading: 'PROVISION_GAP', supply: { own: 42, least: 4.2, most: 4.2 } });
    expect(of('Derby').supply).toMatchObject({ own: 90, sharedServices: 0 });
  });

  test('by spend is that of one year, and a total of the theme counts where no cost of its own is stated', async () => {
    const costs = Object.entries(region).map(([name, code]) => row(`c-${name}`, code, name === 'Leicester' ? ',,,,,,,,,' : ',,50000,FY2023/24,,,,,,'));
    const budgets = (...sums: string[]) => ({ 'budgets.csv': ['authority_codes,period,amount,basis,kind,theme_codes,text', ...sums.map((sum, index) => `${sum},Sum ${index}`)].join('\n') });
    const none = Object.fromEntries(Object.keys(region).map((name) => [name, null]));
    const files = { places: none, services: costs };
    const one = await about({ ...files, files: budgets('E06000016,FY2023/24,10000,total,spend,SEND', 'E06000016,FY2023/24,5000,change,spend,SEND', 'E06000016,FY2023/24,7000,total,budget,SEND') });
    expect(one.provision).toMatchObject({ supplyMeasure: 'SPEND', supplyUnit: 'pounds', supplyPeriod: 'FY2023/24' });
    expect(one.of('Leicester')).toMatchObject({ reading: 'PROVISION_GAP', supply: { own: 10_000, least: 1_000, explanation: expect.stringContaining('1 of 1 service or total of spend known here states a cost for FY2023/24: 10,000 pounds of its own') } });
    const two = await about({ ...files, files: budgets('E06000016,FY2023/24,10000,total,spend,SEND', 'E06000016,FY2023/24,2000,total,spend,SEND') });
    expect(two.of('Leicester')).toMatchObject({ reading: 'CANNOT_SAY', supply: { state: 'NOT_STATED', own: null } });
  });

  test('by users holds those of areas within an authority, once where its own row or another source tells of them too', async () => {
    const files = {
      'areas.csv': `area_code,name,kind,parent_code\nE05000001,Abbey,ward,${region.Leicester}\nE05000002,Belgrave,ward,${region.Leicester}\nE05000003,Mackworth,ward,${region.Derby}\nE05000004,Arboretum,ward,${region.Nottingham}`,
      'service_use.csv': ['service_ref,home_area_code,period,users', 's-Leicester,E05000001,FY2024/25,11', 's-Leicester,E05000002,FY2024/25,13', `s-Derby,${region.Derby},FY2024/25,90`, 's-Derby,E05000003,FY2024/25,40', 's-Nottingham,E05000004,FY2024/25,17'].join('\n'),
    };
    const testHub = await openRegion({ files });
    const header = serviceHeader.split(',source')[0];
    await testHub.harvestFiles({ 'services.csv': `${header}\nown,Short breaks of Leicester,${region.Leicester},SEND,20,places,,,,,,,`, 'service_use.csv': `service_ref,home_area_code,place_area_code,period,users\nown,${region.Leicester},${region.Derby},FY2024/25,30` }, { publisher: publishers.eastMidlands, name: 'directory' });
    await refreshDuplicates(testHub.hub);
    const { errors } = await (await apiOver(testHub.hub, { asReviewer: 'Analyst' })).query('mutation { decideDuplicate(input: { services: ["E92000001/s-Leicester", "E12000004/own"], isSame: true, note: "One." }) { decision { id } } }');
    expect(errors).toEqual([]);
    const { of, provision, statements } = await ask(testHub, 'supplyMeasure: USERS');
    expect([of('Leicester').supply.own, of('Derby').supply.own, of('Nottingham').supply.own, provision.together.supply.own]).toEqual([30, 90, 17, 137]);
    expect(statements).toBeLessThanOrEqual(24);
  });

  test('by spend of a narrower theme, of one of several themes, or of a year long past is no total', async () => {
    const places = Object.fromEntries(Object.keys(region).map((name) => [name, null]));
    const budgets = 'budgets.csv';
    const files = { 'themes.csv': 'theme_code,label,broader_code\nALL,All support,\nAUT,Autism,ALL', [budgets]: 'authority_codes,period,amount,kind,theme_codes\nE06000016,FY2023/24,10000,spend,AUT\nE06000018,FY2023/24,500000,spend,ALL' };
    const one = await about({ places, files }, 'themes: ["ALL"], supplyMeasure: SPEND');
    expect([one.of('Leicester').supply.own, one.of('Nottingham').supply.own]).toEqual([null, 500_000]);
    const several = await about({ places, files }, 'themes: ["ALL", "SEND"], supplyMeasure: SPEND');
    expect(several.of('Nottingham').supply.own).toBeNull();
    const past = await about({ places, services: [row('c', region.Derby, ',,70000,FY2005/06,,,,,,Directory 2024')] }, 'supplyMeasure: SPEND');
    expect(past.of('Derby').supply).toMatchObject({ state: 'NOT_STATED', own: null });
  });

  test('told several times in one unit by one service is not known, since nobody says whether one is part of another', async () => {
    const capacities = (...rows: string[]) => ({ 'service_capacities.csv': ['service_ref,capacity_ref,unit,maximum', ...rows].join('\n') });
    const services = [row('two', region.Leicester, ',,,,,,,,,Directory 2024')];
    const two = await about({ places: { Leicester: null }, services, files: capacities('two,boys,Places,12', 'two,girls,places,8') });
    expect(two.of('Leicester').supply).toMatchObject({ state: 'NOT_STATED', own: null });
    const one = await about({ places: { Leicester: null }, services, files: capacities('two,all,Places,12', 'two,week,nights,8') });
    expect(one.of('Leicester').supply).toMatchObject({ state: 'KNOWN', own: 12 });
  });

  test('is told without the noise of binary fractions, and services held are counted once', async () => {
    const services = [row('a', region.Leicester, '0.1,places,,,,,,,,Directory 2024'), row('b', region.Leicester, '0.2,places,,,,,,,,Directory 2024'), row('j', 'E06000016;E06000018', ',,,,,,,,,Directory 2024')];
    const { of, provision } = await about({ places: { Leicester: null }, services }, 'authorities: ["E06000016", "E06000018"]');
    expect(of('Leicester').supply).toMatchObject({ own: 0.3, least: 0.03, servicesHeld: 3 });
    expect([of('Nottingham').supply.servicesHeld, provision.together.supply.servicesHeld]).toEqual([2, 4]);
    const numbers = JSON.stringify(provision).match(/\d+\.\d+/g)!;
    expect(numbers.filter((number) => number.replace(/^0\.0*|\./g, '').length > 12)).toEqual([]);
  });

  test('that is also for other ages or tiers than those asked about is a range', async () => {
    const services = [row('teens', region.Leicester, '10,places,,,11,16,CAMHS,3,,'), row('all', region.Leicester, '10,places,,,0,25,CAMHS,3;4,,'), row('small', region.Leicester, '99,places,,,0,4,CAMHS,1,,')];
    const { of } = await about({ places: { Leicester: null }, services }, 'ages: { from: 10, to: 19 }, tierModel: "CAMHS", tier: "3"');
    expect(of('Leicester').supply).toMatchObject({ own: 10, shared: 10, persons: 5_000, least: 2, most: 4, services: 2 });
    expect(of('Derby').supply).toMatchObject({ own: null, shared: 100, least: 0, most: 20 });
  });
});

test('a theme takes its narrower ones along, and a plan may turn which direction is better', async () => {
  const { of, provision } = await about({ files: {
    'themes.csv': 'theme_code,label,broader_code\nALL,All support,\nAUT,Autism,SEND2\nSEND2,Disability,ALL',
    'plans.csv': 'plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage\np,E06000016,Plan,cypp,2024,2026,whole',
    'plan_indicators.csv': 'plan_ref,indicator_code,role,polarity\np,NEED,key,high',
  } }, 'themes: ["ALL", "SEND"]');
  expect(provision.themes.map(({ code }: { code: string }) => code)).toEqual(['ALL', 'AUT', 'SEND', 'SEND2']);
  expect(of('Leicester')).toMatchObject({ need: { standing: 'BELOW' }, reading: 'BALANCED' });
});

test.each([
  ['themes: ["SEND"]', 'BAD_ARGUMENT', 'names neither a region nor an authority'],
  ['region: "E12000004", themes: []', 'BAD_ARGUMENT', 'Name at least one theme'],
  ['region: "E12000004", themes: ["NOPE"]', 'UNKNOWN_THEME', 'NOPE'],
  ['region: "E99", themes: ["SEND"]', 'UNKNOWN_REGION', 'E99'],
  ['authorities: ["E99"], themes: ["SEND"]', 'UNKNOWN_AUTHORITY', 'E99'],
  ['region: "E12000004", themes: ["SEND"], indicators: ["NI 999"]', 'UNKNOWN_RECORD', 'NI 999'],
  ['region: "E12000004", themes: ["SEND"], ages: { from: 9, to: 3 }', 'BAD_ARGUMENT', 'the youngest first'],
  ['region: "E12000004", themes: ["SEND"], tier: "3"', 'BAD_ARGUMENT', 'Give both'],
  ['region: "E12000004", themes: ["SEND"], supplyMeasure: SPEND, capacityUnit: "places"', 'BAD_ARGUMENT', 'Leave one of them out'],
  ['region: "E12000004", themes: ["SEND"], asAt: "2024-01-01", period: { from: "2024-01-01", to: "2024-12-31" }', 'BAD_ARGUMENT', 'Give one'],
])('{ %s } is refused', async (filter, code, words) => {
  const { hub } = await openRegion();
  const { errors } = await (await apiOver(hub)).query(`{ provision(filter: { ${filter} }) { supplyUnit } }`);
  expect(errors).toMatchObject([{ extensions: { code }, message: expect.stringContaining(words) }]);
});

test('on the seeds need is known of all, supply of none, and both operations say so', async () => {
  const hub = await openSeededHub();
  const api = await apiOver(hub, { today: '2026-01-15' });
  const run = async (operation: string) => (await api.query(readFileSync(`schema/operations/${operation}.graphql`, 'utf8'))).data;
  const [{ provision }, { sharingPossibilities }] = [await run('provision'), await run('where-sharing-could-help')];
  await hub.close();
  expect(provision.authorities.map(({ reading, need, supply }: { reading: string; need: { known: number }; supply: { state: string; least: null } }) => [reading, need.known > 5, supply.least])).toEqual(Array(10).fill(['CANNOT_SAY', true, null]));
  expect(provision.jointBesideSeparate).toBe('One by one: 10 cannot say. Taken together: cannot say. Whether joint provision would even out what is uneven cannot be said.');
  expect(sharingPossibilities).toMatchObject({ total: 0, inNeed: [{ authorities: [{ name: 'North Northamptonshire' }] }], existing: [{ kind: 'AGREEMENT', year: 2006 }] });
  expect(sharingPossibilities.statement).toContain('who has something to share is not known');
});
