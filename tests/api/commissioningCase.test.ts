import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refreshOverlaps, type Hub } from '../../src/hub.ts';
import { apiOver, openSeededHub, type TestApi } from '../support/api.ts';
import { openTestHub, publishers, referenceFiles, type PackageFiles } from '../support/harvest.ts';

interface Component {
  name: string;
  value: number | null;
  weight: number;
  explanation: string;
}
interface Node {
  title: string;
  strength: number;
  commissioningCase: { score: number | null; knownWeight: number; isComparable: boolean; components: Component[] };
}

const whole = 'title strength commissioningCase { score knownWeight isComparable explanation components { name value weight explanation } }';

describe('two authorities whose plans, figures, services and agreements are known', () => {
  const send = 'Improve support for children with special educational needs and disabilities';
  const lac = 'Improve outcomes for looked-after children';
  const plans = (code: string) => `plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage\np,${code},Plan,cypp,2024,2026,whole`;
  const priorities = ['plan_ref,priority_ref,title,kind,adopted', `p,1,${send},priority,yes`, `p,2,${lac},priority,yes`].join('\n');

  const national: PackageFiles = {
    ...referenceFiles,
    'authorities.csv': `
      gss_code,name,kind,region_code,valid_to,neighbour_codes
      E06000016,Leicester,unitary,E12000004,,E06000018
      E06000018,Nottingham,unitary,E12000004,,
      E10000021,Northamptonshire,county,E12000004,2021-03-31,
    `,
    'indicators.csv': `
      indicator_code,title,measure,multiplier,unit,polarity,theme_codes
      NI 117,Young people with SEND not in education or work,proportion,100,%,low,SEND
      NI 50,Emotional health of children in care,proportion,100,%,high,LAC
      PLACED,Children placed far away,rate,10000,"rate per 10,000 aged 0-17",neutral,LAC
      ANY,Anything,proportion,100,%,neutral,SEND
      OLD,What was measured long ago,proportion,100,%,low,SEND
    `,
    'observations.csv': `
      indicator_code,area_code,period,value,lower,upper
      NI 117,E12000004,AY2023/24,6,,
      NI 117,E06000016,AY2023/24,9,,
      NI 117,E06000018,AY2023/24,7,5,8
      NI 117,E06000016,AY2012/13,1,,
      OLD,E06000016,AY2012/13,9,,
      OLD,E12000004,AY2012/13,1,,
      ANY,E06000016,AY2023/24,9,,
      ANY,E12000004,AY2023/24,1,,
      NI 50,E92000001,AY2023/24,50,,
      NI 50,E06000016,AY2023/24,60,,
      NI 50,E06000018,AY2023/24,40,,
      PLACED,E06000016,CY2024,10,,
      PLACED,E06000018,CY2024,5,,
    `,
    'populations.csv': `
      area_code,period,age_from,age_to,persons
      E06000016,2024-06-30,0,9,40000
      E06000016,2024-06-30,10,17,40000
      E06000018,2024-06-30,0,17,60000
    `,
  };

  async function openApi(more: { leicester?: PackageFiles; nottingham?: PackageFiles; region?: PackageFiles } = {}, ofEngland: PackageFiles = {}): Promise<TestApi> {
    const hub = await openTestHub({ reference: false });
    await hub.harvestFiles({ ...national, ...ofEngland }, { name: 'england', title: 'England', publisher: publishers.england });
    await hub.harvestFiles({ 'plans.csv': plans('E06000016'), 'priorities.csv': priorities, ...more.leicester });
    await hub.harvestFiles({ 'plans.csv': plans('E06000018'), 'priorities.csv': priorities, ...more.nottingham }, { name: 'nottingham', title: 'Nottingham', publisher: publishers.nottingham });
    if (more.region) await hub.harvestFiles(more.region, { name: 'region', title: 'Region', publisher: publishers.eastMidlands });
    await refreshOverlaps(hub.hub);
    return apiOver(hub.hub);
  }

  const casesBy = async (api: TestApi, argument = ''): Promise<Record<string, Record<string, Component>>> => {
    const { data, errors } = await api.query(`{ overlaps(orderBy: COMMISSIONING_CASE${argument}) { nodes { theme { code } ${whole} } } }`);
    expect(errors).toEqual([]);
    return Object.fromEntries(data.overlaps.nodes.map((node: Node & { theme: { code: string } }) => [node.theme.code, Object.fromEntries(node.commissioningCase.components.map((component) => [component.name, component]))]));
  };

  test('need is where figures stand against the region, else England, by the direction that is better and not only by chance', async () => {
    const cases = await casesBy(await openApi());
    // Leicester is worse than the region, Nottingham's interval holds the region's value; the neutral indicator and the figures of 2012 say nothing.
    expect(cases['SEND']!['NEED']).toMatchObject({ value: 0.5, explanation: expect.stringContaining('1 of 2 figures is worse than the region, the country or a target. 1 of 2 is worse than the East Midlands on “Young people with SEND not in education or work” (AY2023/24): Leicester. The one that is worse may be so by chance: no confidence limits are known.') });
    expect(cases['LAC']!['NEED']).toMatchObject({ value: 0.5, explanation: expect.stringContaining('1 of 2 is worse than England on “Emotional health of children in care” (AY2023/24): Nottingham.') });
  });

  test('need goes by the limits that follow from counts, as a series does, where none are published', async () => {
    // Of 9 in 100 Wilson's limits are 4.8 to 16.2, which hold the region's 6; of 900 in 10,000 they are 8.5 to 9.6. 9 is not 9 of 200.
    const withCounts = async (counts: string): Promise<Component> => {
      const [heading, ...rows] = String(national['observations.csv']).trim().split('\n');
      const counted = rows.map((row) => `${row},${row.includes('NI 117,E06000016,AY2023/24') ? counts : ','}`);
      const cases = await casesBy(await openApi({}, { 'observations.csv': [`${heading!},numerator,denominator`, ...counted].join('\n') }));
      return cases['SEND']!['NEED']!;
    };
    expect(await withCounts('9,100')).toMatchObject({ value: 0, explanation: expect.stringMatching(/None is worse\.$/) });
    expect(await withCounts('900,10000')).toMatchObject({ value: 0.5, explanation: expect.stringMatching(/\(AY2023\/24\): Leicester\.$/) });
    expect(await withCounts('9,200')).toMatchObject({ value: 0.5, explanation: expect.stringContaining('may be so by chance: no confidence limits are known.') });
  });

  test('what is measured of one group of children counts where a member of the overlap is for that group, and not for one about all', async () => {
    const coded = String(national['indicators.csv']).replace(/(NI 50,.*),LAC/, '$1,LAC;CAMHS');
    const open = async (title: string): Promise<Component> => {
      const own = { 'priorities.csv': ['plan_ref,priority_ref,title,kind,adopted', `p,1,${title},priority,yes`].join('\n') };
      const hub = await openTestHub({ reference: false });
      await hub.harvestFiles({ ...national, 'themes.csv': 'theme_code,label\nSEND,SEND\nLAC,LAC\nCAMHS,Mental health', 'indicators.csv': coded }, { name: 'england', title: 'England', publisher: publishers.england });
      await hub.harvestFiles({ 'plans.csv': plans('E06000016'), ...own });
      await hub.harvestFiles({ 'plans.csv': plans('E06000018'), ...own }, { name: 'nottingham', title: 'Nottingham', publisher: publishers.nottingham });
      await refreshOverlaps(hub.hub);
      return (await casesBy(await apiOver(hub.hub)))['CAMHS']!['NEED']!;
    };
    expect(await open('Improve mental health')).toMatchObject({ value: null, explanation: expect.stringContaining('No indicator of this theme') });
    expect(await open('Improve the mental health of children in care')).toMatchObject({ value: 0.5, explanation: expect.stringContaining('“Emotional health of children in care”') });
  });

  test('what an authority quotes of England or of the region changes nobody’s need', async () => {
    const before = (await casesBy(await openApi()))['LAC']!['NEED']!;
    const quoted = { 'observations.csv': 'indicator_code,area_code,period,value,status\nNI 50,E92000001,AY2023/24,0.1,final\nNI 50,E12000004,AY2022/23,0.1,final' };
    expect((await casesBy(await openApi({ leicester: quoted })))['LAC']!['NEED']).toEqual(before);
  });

  test('a target counts beside the region, unless it was only proposed', async () => {
    const targets = (status: string) => ({ 'targets.csv': `indicator_code,area_code,period,value,kind,status\nNI 50,E06000016,AY2024/25,70,target,${status}` });
    expect((await casesBy(await openApi({ leicester: targets('agreed') })))['LAC']!['NEED']).toMatchObject({ value: 0.75, explanation: expect.stringMatching(/2 of 3 figures are worse.* 1 of the 2 that are worse may be so by chance: no confidence limits are known\.$/) });
    expect((await casesBy(await openApi({ leicester: targets('proposed') })))['LAC']!['NEED']!.value).toBe(0.5);
  });

  test('a target counts in the case of a day from when it was agreed', async () => {
    const agreed = (on: string) => ({ 'targets.csv': `indicator_code,area_code,period,value,kind,agreed_on\nNI 50,E06000016,AY2024/25,70,target,${on}` });
    expect((await casesBy(await openApi({ leicester: agreed('2025-06') })))['LAC']!['NEED']!.value).toBe(0.75);
    expect((await casesBy(await openApi({ leicester: agreed('2025-07') })))['LAC']!['NEED']!.value).toBe(0.5);
  });

  test('the plan of an authority says which way is better, where it says so', async () => {
    const use = { 'plan_indicators.csv': 'plan_ref,indicator_code,role,polarity\np,ANY,key,low' };
    expect((await casesBy(await openApi({ leicester: use })))['SEND']!['NEED']!.explanation).toContain('2 indicators');
  });

  test('small numbers come from a rate and the children of its ages', async () => {
    const cases = await casesBy(await openApi());
    // 10 in 10,000 of 80,000, and 5 in 10,000 of 60,000.
    expect(cases['LAC']!['SPECIALISM']).toMatchObject({ value: 1, explanation: '2 of the 2 sharing authorities whose numbers are known have fewer than 100 (Nottingham 30 and Leicester 80); together they have 110. Counted: “Children placed far away”, worked out from the rate and the number of children of those ages.' });
    expect(cases['SEND']!['SPECIALISM']!.value).toBeNull();
  });

  test('a plan that two have together is an agreement, unless it is a draft: of that nobody has agreed to anything yet', async () => {
    const together = (status: string) => ({
      'plans.csv': `plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage,status\nj,E06000016;E06000018,Joint plan,other,2024,2026,partial,${status}`,
      'priorities.csv': `plan_ref,priority_ref,title,kind,adopted\nj,1,${lac},priority,yes`,
    });
    const valuesOf = async (status: string, argument = '') => {
      const cases = await casesBy(await openApi({ region: together(status) }), argument);
      return ['SEND', 'LAC'].map((theme) => cases[theme]!['AGREEMENTS']!.value);
    };
    expect(await valuesOf('adopted')).toEqual([1, 0]);
    expect(await valuesOf('consultation')).toEqual([null, null]);
    expect(await valuesOf('consultation', ', filter: { includeDrafts: true }')).toEqual([1, 0]);
  });

  test('one that only touches on the theme, or of which the hub is unsure, is none about it', async () => {
    const cases = async (title: string) => casesBy(await openApi({
      region: { 'plans.csv': 'plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage\nj,E06000016;E06000018,Joint plan,other,2024,2026,partial', 'priorities.csv': `plan_ref,priority_ref,title,kind,adopted\nj,1,"${title}",priority,yes` },
    }));
    const touching = await cases('Better mental health support in schools, including for children in care');
    expect(touching['LAC']!['AGREEMENTS']).toMatchObject({ value: 1, explanation: expect.stringContaining('no agreement about this theme ties two of them') });
    expect((await cases(lac))['LAC']!['AGREEMENTS']!.value).toBe(0);
  });

  test('supply in pieces, and agreements that exist already, are told with their numbers', async () => {
    const services = (code: string, provider: string) => ({ 'services.csv': `service_ref,name,provider,authority_codes,theme_codes\ns,Short breaks,${provider},${code},SEND` });
    const protocol = { 'protocols.csv': 'protocol_ref,title,authority_codes,theme_codes\nx,Placements protocol,E06000016;E06000018,LAC' };
    const cases = await casesBy(await openApi({ leicester: services('E06000016', 'Trust A'), nottingham: services('E06000018', 'Trust B'), region: protocol }));
    expect(cases['SEND']!['FRAGMENTATION']).toMatchObject({ value: 1, explanation: expect.stringContaining('2 list 2 services of this theme by 2 named providers') });
    expect(cases['LAC']!['FRAGMENTATION']!.value).toBeNull();
    expect([cases['SEND']!['AGREEMENTS']!.value, cases['LAC']!['AGREEMENTS']!.value]).toEqual([1, 0]);
    const alone = await casesBy(await openApi());
    expect([alone['SEND']!['FRAGMENTATION']!.value, alone['SEND']!['AGREEMENTS']!.value]).toEqual([null, null]);
    // A list of the region that names both does not make the services of either known.
    const listed = await casesBy(await openApi({ region: { 'services.csv': 'service_ref,name,provider,authority_codes,theme_codes\ns,Extended schools,schools,E06000016;E06000018,SEND' } }));
    expect(listed['SEND']!['FRAGMENTATION']!.value).toBeNull();
  });

  test('a service that is for one more, asked about or not, is for nobody alone, and units are not added', async () => {
    const columns = 'service_ref,name,authority_codes,theme_codes,capacity,capacity_unit,cost_year,open_to_residents_of';
    const services = (...rows: string[]) => ({ 'services.csv': [columns, ...rows].join('\n') });
    const specialism = async (leicester: string[], nottingham: string[], region: string[]) => {
      const cases = await casesBy(await openApi({ leicester: services(...leicester), nottingham: services(...nottingham), region: services(...region) }));
      return cases['SEND']!['SPECIALISM']!;
    };
    const [own, other] = ['s,Clinic,E06000016,SEND,30,places,FY2024/25,', 's,Clinic,E06000018,SEND,40,Places,FY2024/25,'];
    expect(await specialism([own], [other], [])).toMatchObject({ value: 0.7, explanation: expect.stringContaining('Nottingham 40') });
    // Northamptonshire is not asked about, and the region is no authority.
    expect((await specialism([], [other], ['s,Clinic,E06000016;E10000021,SEND,30,places,FY2024/25,'])).value).toBeNull();
    expect((await specialism(['s,Clinic,E06000016,SEND,30,places,FY2024/25,E12000004'], [other], [])).value).toBeNull();
    expect(await specialism([own, 't,Sessions,E06000016,SEND,500,sessions a year,FY2024/25,'], [other], [])).toMatchObject({ value: 0.7, explanation: expect.stringContaining('together they have 70. Counted: places of its services') });
  });

  test('users served in a part of a place are not added to those served in the whole of it', async () => {
    const areas = 'area_code,name,kind,parent_code\nL1,West of the city,locality,E06000016\nL2,Fosse ward,ward,L1\nN1,North of Nottingham,locality,E06000018';
    const services = (code: string) => `service_ref,name,authority_codes,theme_codes\ns,Clinic,${code},SEND\nt,Club,${code},SEND`;
    const use = (...rows: string[]) => ['service_ref,home_area_code,place_area_code,period,users,basis', ...rows.map((row) => row.replace('|', ',CY2024,'))].join('\n');
    const usersTold = async (leicester: string, nottingham: string) => {
      const files = (code: string, rows: string) => ({ 'areas.csv': areas.split('\n').filter((row, at) => at === 0 || row.startsWith(code === 'E06000016' ? 'L' : 'N')).join('\n'), 'services.csv': services(code), 'service_use.csv': rows });
      const cases = await casesBy(await openApi({ leicester: files('E06000016', leicester), nottingham: files('E06000018', nottingham) }));
      return cases['SEND']!['SPECIALISM']!.explanation;
    };
    const nottingham = use('s,E06000018,E06000018|40,');
    const whole = 's,E06000016,E06000016|30,';
    const told = 'Leicester 30 and Nottingham 40); together they have 70. Counted: users of its services by home authority.';
    // The ward lies in the locality, and that in the city.
    expect(await usersTold(use(whole, 's,E06000016,L1|20,', 's,E06000016,L2|10,'), nottingham)).toContain(told);
    expect(await usersTold(use(whole, 's,E06000016,L2|10,'), nottingham)).toContain(told);
    expect(await usersTold(use('s,E06000016,L1|30,', 's,E06000016,L2|10,'), nottingham)).toContain(told);
    // Another service, users who came in another way and another authority are no part of it.
    expect(await usersTold(use(whole, 't,E06000016,L2|10,'), nottingham)).toContain('together they have 80.');
    expect(await usersTold(use('s,E06000016,E06000016|30,placement', 's,E06000016,L2|10,choice'), nottingham)).toContain('together they have 80.');
    expect(await usersTold(use(whole, 's,E06000016,E06000018|10,'), nottingham)).toContain('together they have 80.');
  });

  test('supply and agreements of which only an old source tells are left out with the year, and undated ones are told', async () => {
    const columns = 'service_ref,name,provider,authority_codes,theme_codes,capacity,capacity_unit,contract_end,source';
    const services = (code: string, row: string) => ({ 'services.csv': `${columns}\n${row.replace('CODE', code)}` });
    const note = '"Learning Set note, 10 January 2006"';
    const protocol = (row: string) => ({ 'protocols.csv': `protocol_ref,title,authority_codes,theme_codes,valid_from,valid_to,source,note\nx,Placements protocol,E06000016;E06000018,LAC,${row}` });
    const old = await casesBy(await openApi({ leicester: services('E06000016', `s,Connexions,Connexions,CODE,SEND,12,places,,${note}`), nottingham: services('E06000018', `s,Short breaks,Trust B,CODE,SEND,30,places,,${note}`), region: protocol(`,,${note},in place by 2006`) }));
    expect(old['SEND']!['FRAGMENTATION']).toMatchObject({ value: null, explanation: expect.stringMatching(/Left out, because no source of 20\d\d or later tells of them: 2 services about this theme \(“Connexions”, 2006 and “Short breaks”, 2006\)\. Too old to count: services of Leicester \(newest source 2006\) and Nottingham \(newest source 2006\)\./) });
    expect(old['SEND']!['SPECIALISM']!.value).toBeNull();
    expect(old['LAC']!['AGREEMENTS']).toMatchObject({ value: null, explanation: expect.stringContaining('1 agreement about this theme (“Placements protocol”, 2006)') });
    // A contract that runs, people who use it, a stated end to come and a recent source tell of the time, whatever the first document says.
    const going = await casesBy(await openApi({
      leicester: services('E06000016', `s,Connexions,Connexions,CODE,SEND,12,places,2099-12-31,${note}`),
      nottingham: { ...services('E06000018', `s,Short breaks,Trust B,CODE,SEND,30,places,,${note}`), 'service_use.csv': 'service_ref,home_area_code,period,users\ns,E06000018,CY2023,25' },
      region: protocol(`,2099-12-31,${note},`),
    }));
    expect(going['SEND']!['FRAGMENTATION']).toMatchObject({ value: 1, explanation: expect.not.stringMatching(/Left out|Too old|ndated/) });
    expect(going['SEND']!['SPECIALISM']!.value).not.toBeNull();
    expect(going['LAC']!['AGREEMENTS']).toMatchObject({ value: 0, explanation: expect.not.stringMatching(/Left out|Too old|ndated/) });
    const page = 'https://www.news.example/all/1-2006';
    const undated = await casesBy(await openApi({ leicester: services('E06000016', `s,Starting Point,Trust A,CODE,SEND,12,places,,${page}`), nottingham: services('E06000018', `s,Short breaks,Trust B,CODE,SEND,30,places,,Directory of 2024`), region: protocol(`,,${page},`) }));
    expect(undated['SEND']!['FRAGMENTATION']).toMatchObject({ value: 1, explanation: expect.stringContaining('Undated, and so perhaps of another time: “Starting Point”, from news.example.') });
    expect(undated['SEND']!['SPECIALISM']!.explanation).toContain('alone, some of them of no known date');
    expect(undated['LAC']!['AGREEMENTS']).toMatchObject({ value: 0, explanation: expect.stringContaining('Undated, and so perhaps of another time: “Placements protocol”, from news.example.') });
  });

  test('a service and an agreement say of which year their source is', async () => {
    const files = {
      'services.csv': 'service_ref,name,authority_codes,source,locator,assured_on\na,A,E06000016,"Note, 10 January 2006",,\nb,B,E06000016,https://council.example/2016/06/news,,\nc,C,E06000016,,,\nd,D,E06000016,,,2024-05-01',
      'protocols.csv': 'protocol_ref,title,authority_codes,valid_from,source\nx,X,E06000016,2009,Note of 2006\ny,Y,E06000016,,',
    };
    const { data, errors } = await (await openApi({ leicester: files })).query('{ services { nodes { name sourceYear } } protocols { nodes { title sourceYear } } }');
    expect(errors).toEqual([]);
    expect(data.services.nodes).toEqual([{ name: 'A', sourceYear: 2006 }, { name: 'B', sourceYear: 2016 }, { name: 'C', sourceYear: null }, { name: 'D', sourceYear: 2024 }]);
    expect(data.protocols.nodes).toEqual([{ title: 'X', sourceYear: 2009 }, { title: 'Y', sourceYear: null }]);
  });

  test('weights change the order, hold for each overlap of the list, and are refused when no mean can be made with them', async () => {
    const api = await openApi();
    const order = async (argument: string): Promise<string[]> => (await api.query(`{ overlaps(orderBy: COMMISSIONING_CASE${argument}) { nodes { theme { code } } } }`)).data.overlaps.nodes.map((node: { theme: { code: string } }) => node.theme.code);
    expect(await order(', weights: { coverage: 0, match: 0, need: 0, contiguity: 0, fragmentation: 0, agreements: 0 }')).toEqual(['LAC', 'SEND']);
    const only = await api.query(`{ overlaps(weights: { coverage: 7 }) { nodes { commissioningCase { components { name weight } } } } }`);
    expect(only.data.overlaps.nodes[0].commissioningCase.components).toEqual(expect.arrayContaining([{ name: 'COVERAGE', weight: 7 }, { name: 'NEED', weight: 25 }]));
    for (const [weights, sentence] of [
      ['{ need: -1 }', 'weights.need is -1. Allowed: 0 to 1000.'],
      ['{ need: 1e9 }', 'weights.need is 1000000000. Allowed: 0 to 1000.'],
      ['{ coverage: 0, match: 0, need: 0, specialism: 0, contiguity: 0, fragmentation: 0, agreements: 0 }', 'All weights are 0'],
    ]) {
      for (const query of [`{ overlaps(weights: ${weights}) { totalCount } }`, `{ overlap(id: "overlap-SEND") { commissioningCase(weights: ${weights}) { score } } }`]) {
        const { errors } = await api.query(query);
        expect(errors[0]).toMatchObject({ message: expect.stringContaining(sentence!), extensions: { code: 'BAD_ARGUMENT' } });
      }
    }
  });

  test('a plan under embargo has no part in what the public sees of a case', async () => {
    const hidden = { 'plans.csv': 'plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage,embargo_until\np,E06000016,Plan,cypp,2024,2026,whole,2099-01-01' };
    expect(await casesBy(await openApi({ leicester: hidden }))).toEqual({});
  });
});

describe('on the seeds', () => {
  let hub: Hub;
  let api: TestApi;

  beforeAll(async () => {
    hub = await openSeededHub();
    await refreshOverlaps(hub);
    api = await apiOver(hub, { today: '2026-11-22' });
  });
  afterAll(() => hub.close());

  const nodesOf = async (argument: string): Promise<Node[]> => {
    const { data, errors } = await api.query(`{ overlaps(first: 100, ${argument}) { nodes { ${whole} } } }`);
    expect(errors).toEqual([]);
    return data.overlaps.nodes;
  };

  test('the order is by score, those first of which enough is known', async () => {
    const nodes = await nodesOf('filter: { region: "E12000004" }, orderBy: COMMISSIONING_CASE');
    expect(nodes.length).toBeGreaterThan(15);
    const keys = nodes.map(({ commissioningCase: { isComparable, score } }) => [isComparable ? 0 : 1, -score!] as const);
    expect(keys).toEqual([...keys].sort((a, b) => a[0] - b[0] || a[1] - b[1]));
    expect(keys[0]![0]).toBe(0);
    expect(nodes.every(({ commissioningCase }) => commissioningCase.components.every(({ value, explanation }) => (value === null || (value >= 0 && value <= 1)) && explanation.length > 20))).toBe(true);
  });

  test('the overlap about looked-after children knows how many there are', async () => {
    const { data } = await api.query('{ overlap(id: "overlap-LAC", filter: { region: "E12000004" }) { childrenConcerned { byIndicator { indicator { code } children notKnown { name } } } } }');
    expect(data.overlap.childrenConcerned.byIndicator).toEqual([{ indicator: { code: 'LAIT:LACnum' }, children: 2071, notKnown: [] }]);
  });

  test('pages meet without a gap or a repeat', async () => {
    const titles: string[] = [];
    for (let after: string | null = null; ; ) {
      const { data } = await api.query(`query ($after: String) { overlaps(first: 4, after: $after, filter: { region: "E12000004" }, orderBy: COMMISSIONING_CASE) { nodes { title } pageInfo { hasNextPage endCursor } } }`, { after });
      titles.push(...data.overlaps.nodes.map((node: Node) => node.title));
      if (!data.overlaps.pageInfo.hasNextPage) break;
      after = data.overlaps.pageInfo.endCursor;
    }
    expect(titles).toEqual((await nodesOf('filter: { region: "E12000004" }, orderBy: COMMISSIONING_CASE')).map(({ title }) => title));
  });

  test('need in attendance agrees with the published figures, counted by hand from the API', async () => {
    const [overlap] = await nodesOf('filter: { region: "E12000004", themes: ["ATTEND"] }, orderBy: COMMISSIONING_CASE');
    const sentence = overlap!.commissioningCase.components.find(({ name }) => name === 'NEED')!.explanation;
    const [, worse, compared, title, period] = /(\d+) of (\d+) (?:is|are) worse than the East Midlands on “([^”]+)” \(([^)]+)\)/.exec(sentence)!;
    const { data, errors } = await api.query(`query ($title: String) { indicators(filter: { text: $title }) { nodes { title polarity observations(first: 500) { nodes { area { code } period value } } } } overlaps(filter: { region: "E12000004", themes: ["ATTEND"] }) { nodes { authorities { code } } } }`, { title });
    expect(errors).toEqual([]);
    const indicator = data.indicators.nodes.find((node: { title: string }) => node.title === title);
    const values = new Map<string, number>(indicator.observations.nodes.filter((node: { period: string }) => node.period === period).map((node: { area: { code: string }; value: number }) => [node.area.code, node.value]));
    const sharing: number[] = data.overlaps.nodes[0].authorities.flatMap(({ code }: { code: string }) => values.get(code) ?? []);
    expect(indicator.polarity).toBe('LOW');
    expect(sharing.length).toBe(Number(compared));
    expect(sharing.filter((value) => value > values.get('E12000004')!).length).toBe(Number(worse));
  });

  test('a list costs as many statements for one overlap as for all, and for England as for a region', async () => {
    const ask = async (first: number, filter: string) => (await api.query(`{ overlaps(first: ${first}, filter: ${filter}, orderBy: COMMISSIONING_CASE) { nodes { ${whole} } } }`)).statements;
    const all = await ask(100, '{ region: "E12000004", asAt: "2025-12-31" }');
    expect(await ask(1, '{ region: "E12000004", asAt: "2025-12-31" }')).toBe(all);
    // Those of the scope, documents, members, neighbours, successors and labels; then indicators, figures, targets, directions, regions, ages; services, users, listings; protocols, budgets.
    expect(all).toBeLessThanOrEqual(18);
    expect(await ask(100, '{ asAt: "2025-12-31", authorities: ["E06000016", "E10000018", "E10000024", "E08000035"] }')).toBeLessThanOrEqual(all);
    // By strength, only the one overlap of the page is judged.
    const { statements } = await api.query(`{ overlaps(first: 1, filter: { region: "E12000004", asAt: "2025-12-31" }) { nodes { ${whole} } } }`);
    expect(statements).toBeLessThanOrEqual(all);
  });
});
