import { describe, expect, test } from 'vitest';
import { filesWithOwnReference } from '../../src/harvest/package/ownReferences.ts';
import { makePackage, openTestHub, publishers, referenceFiles, type PackageFiles, type TestHub } from '../support/harvest.ts';

const plans = `
  plan_ref,authority_codes,title,kind,coverage
  cypp-2006,E06000016,Children and Young People’s Plan,cypp,whole
`;
const england = { name: 'reference', title: 'Reference data', publisher: publishers.england };
const priority = (columns: string, cells: string) => `plan_ref,priority_ref,title,kind,${columns}\ncypp-2006,P1,Title,priority,${cells}`;

async function harvestInto(files: PackageFiles, descriptor = {}) {
  const hub = await openTestHub();
  const report = await hub.harvestFiles(files, descriptor);
  return { hub, report, issues: report.issues.map(({ severity, rule, line, column, found }) => ({ severity, rule, line, column, found })) };
}

describe('references to what is not there', () => {
  test('a row whose required reference is unknown is refused, shown as published', async () => {
    const { hub, report } = await harvestInto({ 'plans.csv': plans, 'priorities.csv': priority('adopted', 'yes').replace('cypp-2006', 'cypp-2009') });
    expect(report.issues).toMatchObject([
      { severity: 'error', rule: 'UNKNOWN_REFERENCE', file: 'priorities.csv', line: 2, column: 'plan_ref', found: 'cypp-2009', expected: 'a reference that is in plans.csv of this package' },
    ]);
    expect(await hub.rows('select id from priority')).toEqual([]);
  });

  test('signs in it that are not seen, or look like others, are named, so that it does not look as what was expected', async () => {
    const observation = (code: string) => `area_code,indicator_code,period,value\nE06000016,${code},CY2008,5`;
    const message = async (code: string) => (await harvestInto({ 'observations.csv': observation(code) })).report.issues[0]!.message;
    const expected = '; expected a code in indicators.csv of a source the hub knows. The row was refused.';
    expect(await message('NI\u00a0117')).toBe(`Found "NI\u00a0117", which holds a no-break space (U+00A0)${expected}`);
    expect(await message('N\u00adI\u200b 117')).toBe(`Found "N\u00adI\u200b 117", which holds a soft hyphen (U+00AD) and a sign without width (U+200B)${expected}`);
    expect(await message('"NI\r117"')).toBe(`Found "NI\r117", which holds a carriage return (U+000D)${expected}`);
    expect(await message('NI 118')).toBe(`Found "NI 118"${expected}`);
  });

  test.each([['a sign without width', 'U+200B'], ['a byte order mark', 'U+FEFF'], ['a soft hyphen', 'U+00AD'], ['a mark of direction', 'U+200E']])('%s in a reference of its own makes no record beside the one that reads alike', async (sign, number) => {
    const reference = `cypp${String.fromCodePoint(parseInt(number.slice(2), 16))}-2006`;
    const twice = `${plans}${plans.trim().split('\n')[1]!.replace('cypp-2006', reference)}`;
    const { hub, report } = await harvestInto({ 'plans.csv': twice, 'priorities.csv': priority('adopted', 'yes').replace('cypp-2006', reference) });
    expect(report.issues).toMatchObject([
      { severity: 'error', rule: 'BAD_VALUE', file: 'plans.csv', line: 3, column: 'plan_ref', message: `Found "${reference}", which holds ${sign} (${number}); expected a reference or code all of whose signs can be seen: delete the cell and type it again, wherever it stands. The row was refused.` },
      { severity: 'error', rule: 'BAD_VALUE', file: 'priorities.csv', line: 2, column: 'plan_ref' },
    ]);
    expect(await hub.rows('select ref from plan')).toEqual([{ ref: 'cypp-2006' }]);
  });

  test('an optional one is left out of its row, which lands', async () => {
    const { hub, issues } = await harvestInto({ 'plans.csv': plans, 'priorities.csv': priority('outcome_ref', 'O1') });
    expect(issues).toEqual([{ severity: 'warning', rule: 'UNKNOWN_REFERENCE', line: 2, column: 'outcome_ref', found: 'O1' }]);
    expect(await hub.rows('select ref, outcome_id from priority')).toEqual([{ ref: 'P1', outcome_id: null }]);
  });

  test('of a list, only the unknown item is left out', async () => {
    const { hub, report } = await harvestInto({ 'plans.csv': plans, 'priorities.csv': priority('theme_codes', 'LAC;NOPE') });
    expect(report.issues).toMatchObject([{ severity: 'warning', column: 'theme_codes', found: 'NOPE', expected: 'a code in themes.csv of a source the hub knows', message: expect.stringMatching(/The value was left out\.$/) }]);
    expect(await hub.rows('select target_id from priority_stated_theme')).toEqual([{ target_id: 'LAC' }]);
  });

  test('a required list without a known item refuses its row', async () => {
    const { issues, report } = await harvestInto({ 'plans.csv': plans, 'actions.csv': 'plan_ref,action_ref,title\ncypp-2006,A1,Act', 'milestones.csv': 'action_refs,title\nA8;A9,Done\nA1,Done' });
    expect(issues).toEqual([{ severity: 'error', rule: 'UNKNOWN_REFERENCE', line: 2, column: 'action_refs', found: 'A8;A9' }]);
    expect(report.rowsRefused).toBe(1);
  });

  test('issues of one column are told in the order of lines, though a row was changed before', async () => {
    const { issues } = await harvestInto({
      'plans.csv': plans,
      'actions.csv': 'plan_ref,action_ref,title\ncypp-2006,A1,Act',
      'milestones.csv': 'action_refs,title,due,indicator_code\nA1;A9,First,2030,XX 1\nA1,Second,2030,XX 1\nA1,Third,2030,XX 1',
    });
    expect(issues).toMatchObject([{ column: 'action_refs', line: 2 }, ...[2, 3, 4].map((line) => ({ column: 'indicator_code', found: 'XX 1', line }))]);
  });

  test('rows that lost every reference of which they need one are told in the order of lines, whichever they lost first', async () => {
    const { issues } = await harvestInto({ 'plans.csv': plans, 'actions.csv': 'plan_ref,inspection_ref,action_ref,title\n,I9,A1,One\nP9,,A2,Two' });
    expect(issues.filter(({ severity }) => severity === 'error')).toMatchObject([2, 3].map((line) => ({ column: 'plan_ref or inspection_ref', line })));
  });

  test('a refused plan takes its priorities with it', async () => {
    const { issues } = await harvestInto({ 'plans.csv': `${plans.trimEnd().replace(',whole', ',most')}\nlaa,E06000016,Agreement,laa,whole`, 'priorities.csv': priority('adopted', 'yes') });
    expect(issues).toMatchObject([{ column: 'coverage' }, { column: 'plan_ref', found: 'cypp-2006' }]);
  });

  test('an action whose plan is unknown and whose inspection is not given is refused', async () => {
    const { issues } = await harvestInto({ 'plans.csv': plans, 'actions.csv': 'plan_ref,action_ref,title,parent_action_ref\nnone,A1,Act,\ncypp-2006,A2,Act,A1' });
    expect(issues).toEqual([
      { severity: 'warning', rule: 'UNKNOWN_REFERENCE', line: 2, column: 'plan_ref', found: 'none' },
      { severity: 'error', rule: 'UNKNOWN_REFERENCE', line: 2, column: 'plan_ref or inspection_ref', found: '' },
      { severity: 'warning', rule: 'UNKNOWN_REFERENCE', line: 3, column: 'parent_action_ref', found: 'A1' },
    ]);
  });

  test('rows that hang on each other in a ring are refused; what hangs on them lands without', async () => {
    const groups = ['a,c', 'b,a', 'c,b', 'd,a', 'e,f', 'f,e', 'g,h', 'h,'].map((cells) => cells.replace(',', ',E06000016,Group,board,')).join('\n');
    const { hub, report } = await harvestInto({ 'groups.csv': `group_ref,authority_codes,name,kind,reports_to_ref\n${groups}` });
    const inARing = (line: number, found: string, way: string) => ({ severity: 'error', rule: 'CONTRADICTION', line, column: 'reports_to_ref', found, expected: `one that does not lead back to the row itself (${way})` });
    expect(report.issues.map(({ severity, rule, line, column, found, expected }) => ({ severity, rule, line, column, found, expected }))).toEqual([
      inARing(2, 'c', 'a → c → b → a'), inARing(4, 'b', 'c → b → a → c'), inARing(3, 'a', 'b → a → c → b'), inARing(6, 'f', 'e → f → e'), inARing(7, 'e', 'f → e → f'),
      expect.objectContaining({ severity: 'warning', rule: 'UNKNOWN_REFERENCE', line: 5, found: 'a' }),
    ]);
    expect(await hub.rows('select ref, reports_to_id from governance_group order by ref')).toEqual([{ ref: 'd', reports_to_id: null }, { ref: 'g', reports_to_id: 'E06000016/h' }, { ref: 'h', reports_to_id: null }]);
  });

  test('a ring through records of another package is refused where it closes, and what is there stays', async () => {
    const groups = (...rows: string[]): PackageFiles => ({ 'groups.csv': `group_ref,authority_codes,name,kind,reports_to_ref\n${rows.map((cells) => cells.replace(',', ',E06000016,Group,board,')).join('\n')}` });
    const stored = async (hub: TestHub) => (await hub.rows<{ ref: string; above: string | null }>('select ref, reports_to_id as above from governance_group where withdrawn_on is null order by ref')).map(({ ref, above }) => `${ref}: ${above}`);
    const { hub } = await harvestInto(groups('a,', 'b,'));
    expect((await hub.harvestFiles(groups('c,b', 'd,c', 'x,'), { name: 'others' })).issues).toEqual([]);
    // b comes to hang on d: b → d → c → b. That e hangs on one that leads into no ring is nothing against it.
    const first = await hub.harvestFiles(groups('a,b', 'b,d', 'e,d'));
    expect(first.issues.map(({ rule, line, found, expected }) => ({ rule, line, found, expected }))).toEqual([{ rule: 'RING_THROUGH_HELD', line: 3, found: 'd', expected: 'one that does not lead back to the row itself, here through what the hub holds already (b → d → c → b)' }]);
    expect(await stored(hub)).toEqual(['a: E06000016/b', 'b: null', 'c: E06000016/b', 'd: E06000016/c', 'e: E06000016/d', 'x: null']);
    // Of its own package, what stands in its file counts, and not what is stored of it. What waited for it then lands, though its package is the same.
    expect((await hub.harvestFiles(groups('c,', 'd,c', 'x,d'), { name: 'others' })).issues).toEqual([]);
    expect((await hub.harvestFiles(groups('a,b', 'b,d', 'e,d'))).issues).toEqual([]);
    expect(await stored(hub)).toEqual(['a: E06000016/b', 'b: E06000016/d', 'c: null', 'd: E06000016/c', 'e: E06000016/d', 'x: E06000016/d']);
  });

  test('a ring through a record that stays as it was, since its row was refused, is refused', async () => {
    const groups = (...rows: string[]): PackageFiles => ({ 'groups.csv': `group_ref,authority_codes,name,kind,reports_to_ref\n${rows.join('\n')}` });
    const { hub } = await harvestInto(groups('a,E06000016,Group,board,b', 'b,E06000016,Group,board,'));
    const report = await hub.harvestFiles(groups('a,E06000016,Group,nothing,b', 'b,E06000016,Group,board,a'));
    expect(report.issues.map(({ line, column }) => ({ line, column }))).toEqual([{ line: 2, column: 'kind' }, { line: 3, column: 'reports_to_ref' }]);
  });

  test('a ring through an action that stays as it was, since its plan is unknown now, is refused', async () => {
    const actions = (...rows: string[]): PackageFiles => ({ 'plans.csv': plans, 'actions.csv': `plan_ref,action_ref,title,parent_action_ref\n${rows.join('\n')}` });
    const { hub, report: first } = await harvestInto(actions('cypp-2006,a,Act,b', 'cypp-2006,b,Act,'));
    expect(first.issues).toEqual([]);
    const report = await hub.harvestFiles(actions('no-such-plan,a,Act,b', 'cypp-2006,b,Act,a'));
    expect(report.issues.filter(({ rule }) => rule === 'RING_THROUGH_HELD')).toMatchObject([{ line: 3, column: 'parent_action_ref', found: 'a' }]);
    expect(await hub.rows('select ref, parent_action_id as above from action where withdrawn_on is null order by ref')).toEqual([{ ref: 'a', above: 'E06000016/b' }, { ref: 'b', above: null }]);
  });

  test('a ring that comes of refusing another is refused, too', async () => {
    const groups = (...rows: string[]): PackageFiles => ({ 'groups.csv': `group_ref,authority_codes,name,kind,reports_to_ref\n${rows.map((cells) => cells.replace(',', ',E06000016,Group,board,')).join('\n')}` });
    const { hub } = await harvestInto(groups('b,c', 'c,'));
    const report = await hub.harvestFiles(groups('b,d', 'c,b', 'd,b'));
    expect(report.issues.map(({ rule, line, found }) => ({ rule, line, found }))).toEqual([{ rule: 'CONTRADICTION', line: 2, found: 'd' }, { rule: 'CONTRADICTION', line: 4, found: 'b' }, { rule: 'RING_THROUGH_HELD', line: 3, found: 'b' }]);
    expect(await hub.rows('select ref, reports_to_id from governance_group order by ref')).toEqual([{ ref: 'b', reports_to_id: 'E06000016/c' }, { ref: 'c', reports_to_id: null }]);
  });

  test('a long chain that is turned round while one of its rows is refused is refused row by row, in time', async () => {
    const length = 3_000;
    const numbers = Array.from({ length }, (_, index) => index);
    const chain = (above: (number: number) => number, kindOf = (_number: number): string => 'board'): PackageFiles => ({ 'groups.csv': `group_ref,authority_codes,name,kind,reports_to_ref\n${numbers.map((number) => `g${number},E06000016,Group,${kindOf(number)},${above(number) in numbers ? `g${above(number)}` : ''}`).join('\n')}` });
    const { hub, report: first } = await harvestInto(chain((number) => number + 1));
    expect(first.issues).toEqual([]);
    const report = await hub.harvestFiles(chain((number) => number - 1, (number) => (number === 1_000 ? 'nothing' : 'board')));
    // g1001 would report to g1000, which still reports to it; then g1002 to g1001, and so on to the end.
    const rings = report.issues.filter(({ rule }) => rule === 'RING_THROUGH_HELD');
    expect(rings.slice(0, -1).map(({ line }) => line)).toEqual(numbers.slice(1_001, 2_001).map((number) => number + 2));
    expect(rings.at(-1)?.count).toBe(999);
    expect(report.rowsRefused).toBe(2_000);
    expect(await hub.rows('select ref, reports_to_id as above from governance_group where reports_to_id is not null order by line limit 2')).toEqual([{ ref: 'g1', above: 'E06000016/g0' }, { ref: 'g2', above: 'E06000016/g1' }]);
  });

  test('areas of which two packages say that each lies within the other are refused where the second says so', async () => {
    const { hub } = await harvestInto({ 'plans.csv': plans });
    const areas = (...rows: string[]): PackageFiles => ({ 'areas.csv': `area_code,name,kind,parent_code\n${rows.join('\n')}` });
    const one = { ...england, name: 'one' };
    expect((await hub.harvestFiles(areas('W1,One,ward,E06000016'), one)).issues).toEqual([]);
    expect((await hub.harvestFiles(areas('W2,Two,ward,W1'), { ...england, name: 'two' })).issues).toEqual([]);
    expect((await hub.harvestFiles(areas('W1,One,ward,W2', 'W3,Three,ward,W2'), one)).issues).toMatchObject([{ rule: 'RING_THROUGH_HELD', line: 2, column: 'parent_code', found: 'W2', expected: 'one that does not lead back to the row itself, here through what the hub holds already (W1 → W2 → W1)' }]);
    expect(await hub.rows(`select id, parent_code from area where id like 'W%' order by id`)).toEqual([{ id: 'W1', parent_code: 'E06000016' }, { id: 'W2', parent_code: 'W1' }, { id: 'W3', parent_code: 'W2' }]);
  });

  test('a reference to a later row of the same file is known', async () => {
    const { issues } = await harvestInto({ 'plans.csv': plans, 'actions.csv': 'plan_ref,action_ref,title,parent_action_ref,see_also_refs\ncypp-2006,A1,Act,A2,A2\ncypp-2006,A2,Act,,A1' });
    expect(issues).toEqual([]);
  });

  test("another publisher's reference is not this one's", async () => {
    const { hub } = await harvestInto({ 'plans.csv': plans });
    const report = await hub.harvestFiles({ 'plans.csv': plans.replace('cypp-2006,E06000016', 'laa,E06000018'), 'priorities.csv': priority('adopted', 'yes') }, { publisher: publishers.nottingham });
    expect(report.issues).toMatchObject([{ severity: 'error', column: 'plan_ref', found: 'cypp-2006' }]);
  });

  test('two packages of one publisher may refer to each other', async () => {
    const { hub } = await harvestInto({ 'plans.csv': plans });
    const report = await hub.harvestFiles({ 'priorities.csv': priority('adopted', 'yes') }, { name: 'priorities' });
    expect(report).toMatchObject({ issues: [], counts: { added: 1 } });
  });

  test('what waited for a code lands once another source publishes it, though the package is the same', async () => {
    const hub = await openTestHub();
    const folder = makePackage({
      'plans.csv': plans,
      'priorities.csv': priority('theme_codes,indicator_codes', 'YOUTH,NI 9'),
      'plan_indicators.csv': 'plan_ref,indicator_code,role\ncypp-2006,NI 9,key',
    });
    expect(await hub.harvest(folder)).toMatchObject({ rowsRefused: 1, issues: [{ found: 'YOUTH' }, { found: 'NI 9' }, { found: 'NI 9' }] });
    expect(await hub.harvest(folder)).toMatchObject({ status: 'unchanged', rowsRefused: 1 });
    await hub.harvestFiles(
      { 'themes.csv': 'theme_code,label\nYOUTH,Youth work', 'indicators.csv': 'indicator_code,title,measure,unit,polarity\nNI 9,Libraries,proportion,%,high' },
      { ...england, name: 'more' },
    );
    expect(await hub.harvest(folder)).toMatchObject({ status: 'harvested', rowsRefused: 0, issues: [], counts: { added: 1, changed: 1, unchanged: 1 } });
    expect(await hub.rows('select target_id from priority_stated_theme')).toEqual([{ target_id: 'YOUTH' }]);
    expect(await hub.harvest(folder)).toMatchObject({ status: 'unchanged', rowsRefused: 0 });
  });

  test('a value once left out lands when its reference is there', async () => {
    const hub = await openTestHub();
    const folder = makePackage({ 'plans.csv': plans, 'priorities.csv': priority('outcome_ref', 'O1') });
    await hub.harvest(folder);
    folder.write({ 'plans.csv': plans, 'priorities.csv': priority('outcome_ref', 'O1'), 'outcomes.csv': 'plan_ref,outcome_ref,title\ncypp-2006,O1,Safe' });
    expect((await hub.harvest(folder)).counts).toEqual({ added: 1, changed: 1, unchanged: 1, withdrawn: 0 });
    expect(await hub.rows('select outcome_id from priority')).toEqual([{ outcome_id: 'E06000016/O1' }]);
  });
});

describe('what an item of a meeting is about', () => {
  const board = 'group_ref,authority_codes,name,kind\nboard,E06000016,Board,board';
  const items = (...subjects: string[]) => `group_ref,date,item,subject_ref\n${subjects.map((subject) => `board,2025-06-10,Results,${subject}`).join('\n')}`;

  test('is whatever its publisher gives a reference of its own, or an indicator or theme', async () => {
    const files: PackageFiles = {
      'groups.csv': board,
      'plans.csv': plans,
      'consultations.csv': 'consultation_ref,plan_ref,title\nC1,cypp-2006,Have your say',
      'outcomes.csv': 'plan_ref,outcome_ref,title\ncypp-2006,O1,Be healthy',
      'priorities.csv': priority('adopted', 'yes'),
      'inspections.csv': 'inspection_ref,authority_code,title\nI1,E06000016,Review',
      'recommendations.csv': 'plan_ref,recommendation_ref,title\ncypp-2006,R1,Do more',
      'actions.csv': 'plan_ref,action_ref,title\ncypp-2006,A1,Act',
      'services.csv': 'service_ref,name,authority_codes\nS1,Club,E06000016',
      'protocols.csv': 'protocol_ref,title,authority_codes\nT1,How we share,E06000016',
    };
    const subjects = ['board', 'cypp-2006', 'C1', 'O1', 'P1', 'I1', 'R1', 'A1', 'S1', 'T1', 'NI 117', 'LAC'];
    expect(Object.keys(files).sort()).toEqual(filesWithOwnReference.map(({ name }) => `${name}.csv`).sort());
    const { hub, issues } = await harvestInto({ ...files, 'meetings.csv': items(...subjects) });
    expect(issues).toEqual([]);
    expect(await hub.rows('select subject_ref from meeting order by line')).toEqual(subjects.map((subject) => ({ subject_ref: subject })));
  });

  test('is told of when the hub knows none such, be it misspelt or with a code before it; several in one cell are refused', async () => {
    const { hub, report } = await harvestInto({ 'groups.csv': board, 'plans.csv': plans, 'meetings.csv': items('NI 1177', 'NI 117;cypp-2006', 'E06000016/cypp-2006', 'cypp-2006', '') });
    const wrong = (line: number, found: string) => ({ severity: 'warning', rule: 'UNKNOWN_REFERENCE', file: 'meetings.csv', line, column: 'subject_ref', found });
    expect(report.issues).toMatchObject([{ severity: 'error', rule: 'BAD_VALUE', line: 3, column: 'subject_ref', found: 'NI 117;cypp-2006' }, wrong(2, 'NI 1177'), wrong(4, 'E06000016/cypp-2006')]);
    expect(report.issues[1]!.message).toBe(
      'Found "NI 1177"; expected one reference of your own (of groups.csv, plans.csv, consultations.csv, outcomes.csv, priorities.csv, inspections.csv, recommendations.csv, actions.csv, services.csv, protocols.csv), without the code of your body before it, or one code of indicators.csv or themes.csv of a source the hub knows; where an item is about several things, a row for each. The value was kept as it is written.',
    );
    expect(await hub.rows('select subject_ref from meeting order by line')).toEqual(['NI 1177', 'E06000016/cypp-2006', 'cypp-2006', null].map((subject) => ({ subject_ref: subject })));
  });

  test('is no fault any more once it is known', async () => {
    const hub = await openTestHub();
    const folder = makePackage({ 'groups.csv': board, 'plans.csv': plans, 'meetings.csv': items('NI 9') });
    await hub.harvest(folder);
    await hub.harvestFiles({ 'indicators.csv': 'indicator_code,title,measure,unit,polarity\nNI 9,Libraries,proportion,%,high' }, { ...england, name: 'more' });
    expect((await hub.harvest(folder)).issues).toEqual([]);
    expect(await hub.rows('select subject_ref from meeting')).toEqual([{ subject_ref: 'NI 9' }]);
  });
});

describe('codes of areas', () => {
  const observation = (area: string) => ({ 'observations.csv': `indicator_code,area_code,period,value\nNI 117,${area},CY2008,7.5` });

  test.each(['E06000016', 'E12000004', 'E92000001'])('%s is an authority, a region or an area, all of which have figures', async (area) => {
    const { issues } = await harvestInto(observation(area));
    expect(issues).toEqual([]);
  });

  test('an unknown one refuses its row', async () => {
    const { issues } = await harvestInto({ 'plans.csv': plans, ...observation('E99999999') });
    expect(issues).toEqual([{ severity: 'error', rule: 'UNKNOWN_REFERENCE', line: 2, column: 'area_code', found: 'E99999999' }]);
  });

  test('an observation says when its period begins and ends', async () => {
    const { hub } = await harvestInto(observation('E06000016'));
    expect(await hub.rows('select period_kind, period_from, period_to from observation')).toEqual([{ period_kind: 'CALENDAR_YEAR', period_from: '2008-01-01', period_to: '2008-12-31' }]);
  });
});

describe('who may speak for whom', () => {
  const plansOf = (codes: string) => plans.replace('cypp-2006,E06000016', `cypp-2006,${codes}`);
  const withOwn = (file: PackageFiles) => ({ 'groups.csv': 'group_ref,name,kind,authority_codes\nG1,Board,board,E06000016', ...file });

  test("an authority's plan of another authority alone is refused", async () => {
    const { report } = await harvestInto(withOwn({ 'plans.csv': plansOf('E06000018') }));
    expect(report.issues).toMatchObject([{ rule: 'NOT_THE_PUBLISHERS', column: 'authority_codes', found: 'E06000018', expected: 'E06000016 (Leicester), because the package is its own' }]);
  });

  test('a publisher whose code no authority has is told that the code may be the mistake', async () => {
    const hub = await openTestHub();
    const report = await hub.harvestFiles({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage\np,E06000016,Plan,cypp,partial' }, { publisher: { kind: 'authority', code: 'E09999999', name: 'Leicester' } });
    expect(report.issues).toMatchObject([{ rule: 'NOT_THE_PUBLISHERS', column: 'authority_codes', found: 'E06000016', expected: expect.stringContaining('E09999999 (Leicester), because the package is its own; but the hub knows no authority with that code') }]);
  });

  test('so is a region', async () => {
    const hub = await openTestHub();
    const files = { 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage\np,E06000099,Plan,cypp,partial' };
    const expectedOf = async (publisher: unknown) => (await hub.harvestFiles(files, { publisher })).issues.find(({ rule }) => rule === 'NOT_THE_PUBLISHERS')?.expected;
    expect(await expectedOf({ ...publishers.eastMidlands, code: 'E12000099' })).toMatch(/^an authority of E12000099 \(East Midlands\); but the hub knows no region with that code: see whether the publisher's code is right/);
    expect(await expectedOf(publishers.eastMidlands)).toBe('an authority of E12000004 (East Midlands)');
  });

  test('a joint plan that it shares is accepted', async () => {
    const { hub, issues } = await harvestInto({ 'plans.csv': plansOf('E06000016;E06000018') });
    expect(issues).toEqual([]);
    expect(await hub.rows('select target_id from plan_authority order by 1')).toEqual([{ target_id: 'E06000016' }, { target_id: 'E06000018' }]);
  });

  test('regions and themes are in the package of a national body alone, whose codes would else come too late; a region may give itself', async () => {
    const files = { 'regions.csv': 'region_code,name\nE12000007,London of Leicester\nE12000004,East Midlands', 'themes.csv': 'theme_code,label\nYOUTH,Youth work' };
    const hub = await openTestHub({ reference: false });
    const { issues } = await hub.harvestFiles(withOwn(files));
    expect(issues.filter(({ rule }) => rule === 'NOT_THE_PUBLISHERS').map(({ severity, file, line, found, expected }) => [severity, file, line, found, expected])).toEqual([
      ['error', 'regions.csv', 2, 'E12000007', 'regions in the package of a national body alone, or of the region itself'],
      ['error', 'regions.csv', 3, 'E12000004', 'regions in the package of a national body alone, or of the region itself'],
      ['error', 'themes.csv', 2, 'YOUTH', 'themes in the package of a national body alone, because they are everybody’s'],
    ]);
    const ofRegion = await hub.harvestFiles(files, { name: 'region', publisher: publishers.eastMidlands });
    expect(ofRegion.issues).toMatchObject([{ file: 'regions.csv', line: 2, expected: 'E12000004 (East Midlands), because the package is its own' }, { file: 'themes.csv', line: 2 }]);
    expect(await hub.rows('select code from region')).toEqual([{ code: 'E12000004' }]);
    expect((await hub.harvestFiles({ 'themes.csv': files['themes.csv'] }, england)).issues).toEqual([]);
  });

  test("it may not rewrite another authority's entry, nor publish its figures", async () => {
    const { issues } = await harvestInto(
      withOwn({
        'authorities.csv': 'gss_code,name,kind\nE06000018,Nottingham in Leicester,unitary',
        'observations.csv': 'indicator_code,area_code,period,value\nNI 117,E06000018,CY2008,1',
      }),
    );
    expect(issues).toMatchObject([{ rule: 'NOT_THE_PUBLISHERS', column: 'gss_code' }, { rule: 'NOT_THE_PUBLISHERS', column: 'area_code' }]);
  });

  test("nor figures of a ward within another authority, nor a ward there", async () => {
    const hub = await openTestHub({ reference: false });
    await hub.harvestFiles({ ...referenceFiles, 'areas.csv': 'area_code,name,kind,parent_code\nE92000001,England,country,\nE36000001,Cluster,cluster,E06000018\nE05000001,Ward,ward,E36000001' }, england);
    const report = await hub.harvestFiles(
      withOwn({ 'areas.csv': 'area_code,name,kind,parent_code\nX1,Mine,locality,E06000016\nX2,Theirs,locality,E36000001', 'observations.csv': 'indicator_code,area_code,period,value\nNI 117,E05000001,CY2008,1\nNI 117,X1,CY2008,1' }),
    );
    expect(report.issues).toMatchObject([{ file: 'areas.csv', line: 3, column: 'parent_code' }, { file: 'observations.csv', line: 2, column: 'area_code', found: 'E05000001' }]);
  });

  test('a regional body speaks for authorities of its region', async () => {
    const group = (code: string) => `group_ref,name,kind,authority_codes\nG1,Regional board,board,E06000016\nG2,Board,board,${code}`;
    const { issues } = await harvestInto({ 'groups.csv': group('E06000018') }, { publisher: publishers.eastMidlands });
    expect(issues).toEqual([]);
    const { issues: elsewhere } = await harvestInto({ 'groups.csv': group('E08000035') }, { publisher: publishers.eastMidlands });
    expect(elsewhere).toMatchObject([{ rule: 'NOT_THE_PUBLISHERS', line: 3, found: 'E08000035' }]);
    const { issues: beside } = await harvestInto({ 'groups.csv': group('E12000004;E08000035') }, { publisher: publishers.eastMidlands });
    expect(beside).toContainEqual(expect.objectContaining({ rule: 'NOT_THE_PUBLISHERS', line: 3, found: 'E12000004;E08000035' }));
  });

  describe('with figures and places', () => {
    const codes = { own: ['E12000004', 'E06000016', 'X1', 'E92000001'], elsewhere: ['E12000007', 'E09000007', 'W1', 'W2'] };
    const files = (code: string): PackageFiles => ({
      'areas.csv': `area_code,name,kind,parent_code\nN1,New,locality,${code}`,
      'populations.csv': `area_code,period,age_from,age_to,persons\n${code},CY2020,0,19,1`,
      'observations.csv': `indicator_code,area_code,period,value\nNI 117,${code},CY2020,1`,
      'targets.csv': `indicator_code,area_code,period,value,kind\nNI 117,${code},CY2021,1,target`,
      'service_use.csv': `service_kind,home_area_code,place_area_code,period,users\nschool,${code},,CY2020,1`,
      'inspections.csv': 'inspection_ref,authority_code,title\njar,E06000016,JAR',
      'judgements.csv': `inspection_ref,area,grade,best_grade,area_code\njar,Safety,2,4,${code}`,
    });
    const twoRegions: PackageFiles = {
      ...referenceFiles,
      'regions.csv': 'region_code,name\nE12000004,East Midlands\nE12000007,London',
      'authorities.csv': 'gss_code,name,kind,region_code\nE06000016,Leicester,unitary,E12000004\nE09000007,Camden,london-borough,E12000007',
      'areas.csv': 'area_code,name,kind,parent_code\nE92000001,England,country,\nX1,Beaumont Leys,ward,E06000016\nW1,Kentish Town,ward,E09000007\nW2,North London,locality,E12000007',
    };
    const columns = ['parent_code', 'area_code', 'area_code', 'area_code', 'home_area_code', 'area_code'];

    test.each([publishers.eastMidlands, publishers.leicester])('a publisher of the kind $kind gives those of what is its own, of the region and of England, and of nobody else', async (publisher) => {
      for (const code of [...codes.own, ...codes.elsewhere]) {
        const hub = await openTestHub({ reference: false });
        await hub.harvestFiles(twoRegions, england);
        const { issues } = await hub.harvestFiles(files(code), { publisher });
        const refused = issues.filter(({ rule }) => rule === 'NOT_THE_PUBLISHERS');
        expect([code, refused.map(({ column }) => String(column)).toSorted()]).toEqual([code, codes.own.includes(code) ? [] : columns.toSorted()]);
        if (refused[0]) expect(refused[0].expected).toBe(publisher.kind === 'region' ? 'E12000004 (East Midlands), an authority of it, an area within it or England' : 'E06000016 (Leicester), an area within it, its region or England');
      }
    });
  });

  test('an area that another authority has taken over is told to be published by it', async () => {
    const hub = await openTestHub();
    const areas = (parent: string) => `area_code,name,kind,parent_code\nUPP,Uppingham,locality,${parent}\nOAK,Oakham,locality,${parent}`;
    const mine = makePackage({ 'areas.csv': areas('E06000016') });
    await hub.harvest(mine);
    mine.write({ 'areas.csv': areas('E06000016').replace(/\nUPP.*/, '') });
    await hub.harvest(mine);
    expect((await hub.harvestFiles({ 'areas.csv': areas('E06000018').replace(/\nOAK.*/, '') }, { publisher: publishers.nottingham })).issues).toEqual([]);
    mine.write({ 'areas.csv': areas('E06000016') });
    expect((await hub.harvest(mine)).issues).toMatchObject([{ rule: 'KEY_OF_ANOTHER_SOURCE', column: 'area_code', found: 'UPP', expected: 'a code or reference that source E06000018/plans does not already publish, where it means "Uppingham". If you mean the same, leave this row out; if not, give it a code of your own, which nobody else may have' }]);
    mine.write({ 'areas.csv': `${areas('E06000016').replace(/\nUPP.*/, '')}\nE06000018,Nottingham,locality,E06000016` });
    expect((await hub.harvest(mine)).issues).toMatchObject([{ rule: 'NOT_THE_PUBLISHERS', column: 'area_code', found: 'E06000018' }]);
  });

  test('a code that another source defined stays its own', async () => {
    const { hub, report } = await harvestInto({ 'plans.csv': plans, 'indicators.csv': 'indicator_code,title,measure,unit,polarity\nNI 117,Ours now,count,people,high' });
    expect(report.issues).toMatchObject([{ severity: 'error', rule: 'KEY_OF_ANOTHER_SOURCE', column: 'indicator_code', found: 'NI 117', expected: 'a code or reference that source E92000001/reference does not already publish, where it means "Young people not in education or work". If you mean the same, leave this row out; if not, give it a code of your own, which nobody else may have' }]);
    expect(await hub.rows(`select title, source_id from indicator where id = 'NI 117'`)).toEqual([{ title: 'Young people not in education or work', source_id: 'E92000001/reference' }]);
  });

  test('figures are not told of what another source means by a code, unless both call it the same', async () => {
    const files = (title: string, measure = 'proportion', figure = '62.5,'): PackageFiles => ({
      'indicators.csv': `indicator_code,title,measure,unit,polarity\nNI 117,${title},${measure},%,high`,
      'observations.csv': `indicator_code,area_code,period,value,status\nNI 117,E06000016,CY2024,${figure}`,
      'targets.csv': 'indicator_code,area_code,period,value,kind\nNI 117,E06000016,CY2025,70,target',
      'plans.csv': plans,
    });
    const { hub, report } = await harvestInto(files('Mothers who breastfeed'));
    expect(report.issues.slice(1)).toMatchObject(['observations.csv', 'targets.csv'].map((file) => ({ severity: 'error', rule: 'UNKNOWN_REFERENCE', file, line: 2, found: 'NI 117', expected: 'a reference to a row that was not refused itself; mend that row of indicators.csv first' })));
    expect(await hub.rows('select id from observation')).toEqual([]);
    // Of an indicator that both call nearly the same and measure alike the figures land; so they do beside a row that cannot be read.
    for (const [title, measure] of [['Young people aged 16 to 18 NOT in education – or work'], ['Mothers who breastfeed', 'maybe']] as const) {
      expect((await hub.harvestFiles(files(title, measure))).issues).toMatchObject([{ file: 'indicators.csv' }]);
      expect(await hub.rows('select value from observation where withdrawn_on is null')).toEqual([{ value: 62.5 }]);
    }
    // What was told of another's so far does not stay, least of all what is taken back.
    for (const [title, measure, figure] of [['Mothers who breastfeed'], ['Young people not in education or work', 'count'], ['Mothers who breastfeed', 'proportion', ',suppressed']] as const) {
      await hub.harvestFiles(files('Young people not in education or work'));
      await hub.harvestFiles(files(title, measure, figure));
      expect(await hub.rows('select value from observation where withdrawn_on is null')).toEqual([]);
    }
  });

  test.each([
    ['its own row of authorities.csv', { 'authorities.csv': 'gss_code,name,kind,region_code,in_region_from\nE06000016,Leicester,city council,E12000004,1997' }],
    ['a copy of themes.csv', { 'themes.csv': 'theme_code,label\nLAC,Other words' }],
    ['an area that England has', { 'areas.csv': 'area_code,name,kind\nE92000001,All England,nation' }],
  ] as [string, PackageFiles][])('a refused row for a code that means one thing whoever has it keeps nothing else from landing: %s', async (_what, files) => {
    const { hub, report } = await harvestInto({ 'plans.csv': plans, 'priorities.csv': priority('theme_codes', 'LAC'), 'observations.csv': 'indicator_code,area_code,period,value\nNI 117,E92000001,CY2024,5', ...files });
    expect(report.issues.filter(({ severity }) => severity === 'error').map(({ file }) => file)).toEqual([Object.keys(files)[0]]);
    expect(await hub.rows('select count(*) as held from observation')).toEqual([{ held: 1 }]);
    expect(await hub.rows('select target_id from priority_stated_theme')).toEqual([{ target_id: 'LAC' }]);
  });

  test('a place of the same name within another authority is another place', async () => {
    const hub = await openTestHub();
    await hub.harvestFiles({ 'areas.csv': 'area_code,name,kind,parent_code\nC,Central,locality,E06000018' }, { publisher: publishers.nottingham });
    const report = await hub.harvestFiles({ 'areas.csv': 'area_code,name,kind,parent_code\nC,Central,locality,E06000016', 'services.csv': 'service_ref,name,authority_codes,area_codes\ns1,Club,E06000016,C' });
    expect(report.issues).toMatchObject([{ rule: 'KEY_OF_ANOTHER_SOURCE', found: 'C' }, { rule: 'UNKNOWN_REFERENCE', file: 'services.csv', column: 'area_codes', found: 'C' }]);
    expect(await hub.rows('select target_id from service_area')).toEqual([]);
  });

  test('what hangs on a plan whose reference another package of the publisher has does not hang on that one', async () => {
    const hub = await openTestHub();
    await hub.harvestFiles({ 'plans.csv': plans, 'priorities.csv': priority('adopted', 'yes') });
    const report = await hub.harvestFiles({ 'plans.csv': plans.replace('Children and Young People’s Plan', 'Early help strategy'), 'priorities.csv': priority('adopted', 'yes').replace('P1', 'P2'), 'groups.csv': 'group_ref,authority_codes,name,kind\nG1,E06000016,Board,board' }, { name: 'later' });
    expect(report.issues).toMatchObject([{ rule: 'KEY_OF_ANOTHER_SOURCE', file: 'plans.csv' }, { severity: 'error', rule: 'UNKNOWN_REFERENCE', file: 'priorities.csv', column: 'plan_ref', found: 'cypp-2006', expected: 'a reference to a row that was not refused itself; mend that row of plans.csv first' }]);
    expect(await hub.rows('select ref from priority')).toEqual([{ ref: 'P1' }]);
  });

  test('codes that another source defined are told in the order of lines, whatever the codes', async () => {
    const { issues } = await harvestInto({ 'indicators.csv': 'indicator_code,title,measure,unit,polarity\nNI 50,Ours now,count,people,high\nNI 117,Ours too,count,people,high' });
    expect(issues).toMatchObject([{ line: 2, found: 'NI 50' }, { line: 3, found: 'NI 117' }]);
  });

  test('a reference that another package of the publisher has stays its own, and the message says how to begin references', async () => {
    const hub = await openTestHub();
    await hub.harvestFiles({ 'plans.csv': plans, 'priorities.csv': priority('adopted', 'yes') });
    const report = await hub.harvestFiles({ 'plans.csv': plans.replace('cypp-2006', 'cypp-2009'), 'priorities.csv': priority('adopted', 'yes').replace('cypp-2006', 'cypp-2009') }, { name: 'later' });
    expect(report.issues).toMatchObject([{
      severity: 'error', rule: 'KEY_OF_ANOTHER_SOURCE', column: 'priority_ref', found: 'P1',
      message: 'Found "P1"; expected a reference that source E06000016/plans does not already publish. A reference is unique among all packages of a publisher: begin those of each plan with a prefix of its own, for example "2024-1"; or, if this is the same plan again, import it under the name of that source ("plans"). The row was refused.',
    }]);
    expect(await hub.rows('select id, source_id from priority')).toEqual([{ id: 'E06000016/P1', source_id: 'E06000016/plans' }]);
  });

  test('a code that its source withdrew may be taken up by another', async () => {
    const hub = await openTestHub({ reference: false });
    const folder = makePackage(referenceFiles, england);
    await hub.harvest(folder);
    folder.write({ ...referenceFiles, 'indicators.csv': 'indicator_code,title,measure,unit,polarity\nNI 50,Emotional health,proportion,%,high' });
    await hub.harvest(folder);
    const report = await hub.harvestFiles({ 'indicators.csv': 'indicator_code,title,measure,unit,polarity\nNI 117,Ours now,count,people,high' });
    expect(report.counts).toMatchObject({ changed: 1 });
    expect(await hub.rows(`select title, source_id, withdrawn_on from indicator where id = 'NI 117'`)).toEqual([{ title: 'Ours now', source_id: 'E06000016/plans', withdrawn_on: null }]);
  });
});
