import { describe, expect, test } from 'vitest';
import { printReport } from '../../src/harvest/printReport.ts';
import { openTestHub } from '../support/harvest.ts';

const plans = 'plan_ref,authority_codes,title,kind,coverage\ncypp,E06000016,Plan,cypp,whole';

const places = (issues: readonly { file: string; line?: number; column?: string; rule: string }[]) => issues.map(({ file, line, column, rule }) => `${file}:${line} ${column} ${rule}`);

describe('what is wrong with a package is told in one go', () => {
  test('of one row: a cell that cannot be read, values that contradict one another, whose it is, and codes that nobody knows', async () => {
    const hub = await openTestHub();
    const { issues } = await hub.harvestFiles({
      'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\ncypp,E06000018,Plan,newsletter,whole,2011,2008',
      'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted,age_from,age_to,theme_codes,indicator_codes\ngone,P1,One,priority,maybe,18,5,XYZ;LAC,NI 999',
    });
    expect(places(issues).sort()).toEqual([
      'plans.csv:2 authority_codes NOT_THE_PUBLISHERS',
      'plans.csv:2 kind BAD_VALUE',
      'plans.csv:2 valid_to CONTRADICTION',
      'priorities.csv:2 adopted BAD_VALUE',
      'priorities.csv:2 age_to CONTRADICTION',
      'priorities.csv:2 indicator_codes UNKNOWN_REFERENCE',
      'priorities.csv:2 plan_ref UNKNOWN_REFERENCE',
      'priorities.csv:2 theme_codes UNKNOWN_REFERENCE',
    ]);
    expect(issues.find(({ column }) => column === 'theme_codes')).toMatchObject({ severity: 'warning', found: 'XYZ', message: expect.stringMatching(/The row was refused for something else; once that is mended, the value is left out\.$/) as unknown });
  });

  test('mended so, the package lands whole the second time', async () => {
    const hub = await openTestHub();
    const header = 'plan_ref,priority_ref,title,kind,adopted,theme_codes';
    const bad = `${header}\ncypp,P1,One,priority,maybe,XYZ\ngone,P2,Two,priority,yes,XYZ\ncypp,P3,Three,priority,yes,LAC\ncypp,P3,Four,priority,yes,XYZ\ncypp,P3,Five,sermon,yes,LAC`;
    expect(places((await hub.harvestFiles({ 'plans.csv': plans, 'priorities.csv': bad })).issues).sort()).toEqual([
      'priorities.csv:2 adopted BAD_VALUE',
      'priorities.csv:2 theme_codes UNKNOWN_REFERENCE',
      'priorities.csv:3 plan_ref UNKNOWN_REFERENCE',
      'priorities.csv:3 theme_codes UNKNOWN_REFERENCE',
      'priorities.csv:5 priority_ref REPEATED_KEY',
      'priorities.csv:5 theme_codes UNKNOWN_REFERENCE',
      'priorities.csv:6 kind BAD_VALUE',
      'priorities.csv:6 priority_ref REPEATED_KEY',
    ]);
    const mended = `${header}\ncypp,P1,One,priority,yes,LAC\ncypp,P2,Two,priority,yes,LAC\ncypp,P3,Three,priority,yes,LAC\ncypp,P4,Four,priority,yes,LAC\ncypp,P5,Five,priority,yes,LAC`;
    expect(await hub.harvestFiles({ 'plans.csv': plans, 'priorities.csv': mended })).toMatchObject({ issues: [], rowsRefused: 0 });
  });

  test('of thousands of refused rows with one reference in about the time that as many with one each take', async () => {
    const hub = await openTestHub();
    const many = 5000;
    const timeOf = async (refOf: (row: number) => string): Promise<{ repeated: number; ms: number }> => {
      const rows = Array.from({ length: many }, (_, row) => `cypp,${refOf(row)},Title,sermon,yes`);
      const started = performance.now();
      const { issues } = await hub.harvestFiles({ 'plans.csv': plans, 'priorities.csv': ['plan_ref,priority_ref,title,kind,adopted', ...rows].join('\n') });
      return { repeated: issues.reduce((sum, { rule, count = 1 }) => sum + (rule === 'REPEATED_KEY' ? count : 0), 0), ms: performance.now() - started };
    };
    const [different, alike] = [await timeOf((row) => `P${row}`), await timeOf(() => 'P1')];
    expect([different.repeated, alike.repeated]).toEqual([0, many - 1]);
    expect(alike.ms).toBeLessThan(4 * different.ms + 500);
  });

  test('of thousands of rows with one key, each of which names something, in about the time that as many with one each take', async () => {
    const hub = await openTestHub();
    const timeOf = async (refOf: (row: number) => string): Promise<number> => {
      const rows = Array.from({ length: 10_000 }, (_, row) => `${refOf(row)},Title,E06000016`);
      const started = performance.now();
      await hub.harvestFiles({ 'services.csv': ['service_ref,name,authority_codes', ...rows].join('\n') });
      return performance.now() - started;
    };
    const [different, alike] = [await timeOf((row) => `S${row}`), await timeOf(() => 'S1')];
    expect(alike).toBeLessThan(4 * different + 500);
  });

  test('a refused row whose reference another package has is told of that, too', async () => {
    const hub = await openTestHub();
    await hub.harvestFiles({ 'plans.csv': plans }, { name: 'first' });
    const { issues } = await hub.harvestFiles({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage\ncypp,E06000016,Plan,newsletter,whole\nnew,E06000016,New,cypp,whole' }, { name: 'second' });
    expect(places(issues)).toEqual(['plans.csv:2 kind BAD_VALUE', 'plans.csv:2 plan_ref KEY_OF_ANOTHER_SOURCE']);
    expect(issues[1]!.expected).toContain('a reference that source E06000016/first does not already publish');
  });

  test('what hangs on a refused row is no fault of its own: it is told apart, and nothing else is told of what it names', async () => {
    const hub = await openTestHub();
    const report = await hub.harvestFiles({
      'plans.csv': `${plans}\nold,E06000016,Old,cypp,entire`,
      'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\nold,P1,One,priority,yes\nold,P2,Two,priority,maybe',
      'groups.csv': 'group_ref,name,kind,authority_codes\ng1,Board,board,E06000016',
      'responsibilities.csv': 'group_ref,subject_kind,subject_ref\ng1,priority,P1',
    });
    expect(report.issues.map(({ file, line, column, follows = false }) => [file, line, column, follows])).toEqual([
      ['plans.csv', 3, 'coverage', false],
      ['priorities.csv', 3, 'adopted', false],
      ['priorities.csv', 2, 'plan_ref', true],
      ['responsibilities.csv', 2, 'subject_ref', true],
    ]);
    const lines = printReport(report);
    const at = (text: string): number => lines.findIndex((line) => line.includes(text));
    expect(at('  Refused:')).toBeLessThan(at('plans.csv line 3'));
    expect(at('Only because of rows that were refused')).toBeLessThan(at('priorities.csv line 2'));
    expect(at('Only because of rows that were refused')).toBeGreaterThan(at('priorities.csv line 3'));
    expect(lines.at(-1)).toContain('More may be found once this is mended: in what will stand where a value could not be read');
  });

  test('files that cannot be read are told of all at once, with what is wrong in the rows of the others', async () => {
    const hub = await openTestHub();
    const before = await hub.everything();
    const report = await hub.harvestFiles({
      'plans.csv': 'plan_ref,authority_codes,kind,coverage\ncypp,E06000016,cypp,whole',
      'outcomes.csv': 'plan_ref,outcome_ref\ncypp,O1',
      'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted,theme_codes\ncypp,P1,One,priority,maybe,XYZ',
      'groups.csv': 'group_ref,name,kind,authority_codes\ng1,Board,board,E06000018',
    });
    expect(report).toMatchObject({ status: 'failed', message: expect.stringMatching(/^plans\.csv has no column title.*outcomes\.csv has no column title.* Nothing was changed\.$/) as unknown });
    expect(places(report.issues).sort()).toEqual(['groups.csv:2 authority_codes NOT_THE_PUBLISHERS', 'priorities.csv:2 adopted BAD_VALUE', 'priorities.csv:2 theme_codes UNKNOWN_REFERENCE']);
    expect(printReport(report).at(-1)).toMatch(/^ {2}More may be found once this is mended: in what could not be read, and in what names something of it; in what will stand where a value could not be read/);
    expect(await hub.everything()).toEqual(before);
    // What is under embargo nobody could tell.
    expect(await hub.rows('select message from issue where message like \'%maybe%\'')).toEqual([]);
  });

  test('a package that fails again and again has the issues of its last failed run, beside those of the run that landed', async () => {
    const hub = await openTestHub();
    const header = 'plan_ref,priority_ref,title,kind,adopted';
    const landed = { 'plans.csv': plans, 'priorities.csv': `${header}\ncypp,P1,One,priority,yes\ncypp,P2,Two,sermon,yes` };
    const failing = (...kinds: string[]) => ({ 'plans.csv': plans, 'outcomes.csv': 'plan_ref,outcome_ref\ncypp,O1', 'priorities.csv': [header, ...kinds.map((kind, at) => `cypp,P${at},Title,${kind},yes`)].join('\n') });
    const found = async () => (await hub.rows<{ found: string }>(`select i.found from issue i join harvest h on h.id = i.harvest_id where i.source_id = 'E06000016/plans' order by i.id`)).map((issue) => issue.found);
    await hub.harvestFiles(landed);
    await hub.harvestFiles(failing('psalm', 'hymn'));
    expect(await found()).toEqual(['sermon', 'psalm', 'hymn']);
    expect(await hub.harvestFiles(failing('hymn'))).toMatchObject({ status: 'failed' });
    expect(await found()).toEqual(['sermon', 'hymn']);
    expect(await hub.harvestFiles({ 'priorities.csv': `${header}\ncypp,P1,One,carol,yes` })).toMatchObject({ status: 'failed', message: 'The only row could not be used. Nothing was changed.' });
    expect(await found()).toEqual(['sermon', 'carol', 'cypp']);
    expect(await hub.harvestFiles({ 'plans.csv': 'plan_ref\ncypp' })).toMatchObject({ status: 'failed', issues: [] });
    expect(await found()).toEqual(['sermon', 'carol', 'cypp']);
    expect(await hub.rows(`select status from harvest where source_id = 'E06000016/plans' order by id`)).toEqual(['succeeded', 'failed', 'failed', 'failed', 'failed'].map((status) => ({ status })));
  });

  test('a package that states an embargo and cannot be read leaves no quotation of its rows behind', async () => {
    const hub = await openTestHub();
    const report = await hub.harvestFiles({
      'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,embargo_until\nsecret,E06000016,Secret,cypp,whole,2027-01-01',
      'outcomes.csv': 'plan_ref,outcome_ref\nsecret,O1',
      'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\nsecret,P1,One,priority,confidential',
    });
    expect(report.issues).toMatchObject([{ found: 'confidential' }]);
    expect(await hub.rows('select found, message from issue where severity = \'error\'')).toMatchObject([{ found: null, message: expect.not.stringContaining('confidential') as unknown }]);
  });

  test('all that a descriptor lacks', async () => {
    const hub = await openTestHub();
    const { status, message } = await hub.harvestFiles({ 'plans.csv': plans }, { name: 'my plans', title: '', publisher: { kind: 'council', code: 'Leicester' } });
    expect(status).toBe('failed');
    for (const property of ['publisher.kind', 'publisher.code', 'publisher.name', 'name', 'title']) expect(message).toContain(property);
  });

  test('numbers of a row that seems to be suppressed are not named by what contradicts them', async () => {
    const hub = await openTestHub();
    const { issues } = await hub.harvestFiles({ 'observations.csv': 'indicator_code,area_code,period,value,lower,upper,status\nNI 117,E06000016,FY2008/09,4,71,63,supressed' });
    expect(issues.length).toBeGreaterThan(1);
    expect(JSON.stringify(issues)).not.toMatch(/71|63/);
  });
});
