import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseCell } from '../../src/harvest/package/parseCell.ts';
import { tableSchema } from '../../src/harvest/package/tableSchema.ts';
import { makePackage, openTestHub } from '../support/harvest.ts';

const plans = `
  plan_ref,authority_codes,title,kind,coverage
  cypp-2006,E06000016,Children and Young People’s Plan,cypp,whole
`;
const header = 'plan_ref,priority_ref,title,kind,adopted';

describe('a bad row', () => {
  test('is refused with its file, line, column, value and reason; the others land', async () => {
    const hub = await openTestHub();
    const report = await hub.harvestFiles({
      'plans.csv': plans,
      'priorities.csv': `
        ${header}
        cypp-2006,P1,Good,priority,yes
        cypp-2006,P2,Bad,priority,maybe
        cypp-2006,P3,Good too,priority,no
      `,
    });
    expect(report).toMatchObject({ status: 'harvested', rowsRead: 4, rowsRefused: 1 });
    expect(report.issues).toEqual([
      {
        severity: 'error',
        rule: 'BAD_VALUE',
        file: 'priorities.csv',
        line: 3,
        column: 'adopted',
        found: 'maybe',
        expected: 'yes or no',
        message: 'Found "maybe"; expected yes or no. The row was refused.',
      },
    ]);
    expect(await hub.rows('select ref from priority order by 1')).toEqual([{ ref: 'P1' }, { ref: 'P3' }]);
  });

  test('is stored as an issue of its harvest', async () => {
    const hub = await openTestHub();
    await hub.harvestFiles({ 'plans.csv': plans, 'priorities.csv': `${header}\ncypp-2006,P2,Bad,priority,maybe` });
    expect(await hub.rows('select harvest_id, severity, rule, file, line, "column", found, expected from issue')).toEqual([
      { harvest_id: 2, severity: 'error', rule: 'BAD_VALUE', file: 'priorities.csv', line: 2, column: 'adopted', found: 'maybe', expected: 'yes or no' },
    ]);
    expect(await hub.rows('select rows_read, rows_refused, added from harvest where id = 2')).toEqual([{ rows_read: 2, rows_refused: 1, added: 1 }]);
  });

  test('is refused when its key, or a reference, is longer than every database can index; the others land', async () => {
    const hub = await openTestHub();
    // Random letters: PostgreSQL would press repeated ones together.
    const long = randomBytes(3_000).toString('hex');
    const report = await hub.harvestFiles({
      'plans.csv': `${plans.trim()}\n${long},E06000016,Long,cypp,whole`,
      'priorities.csv': `${header},theme_codes\ncypp-2006,${long},Long,priority,yes,\n${long},P2,Long,priority,yes,\ncypp-2006,P3,Long,priority,yes,LAC;${long}\ncypp-2006,P4,${long},priority,yes,LAC`,
      'milestones.csv': `action_refs,title\na1,${long}`,
    });
    expect(report.issues.map(({ file, line, column, expected }) => [file, line, column, expected])).toEqual([
      ['plans.csv', 3, 'plan_ref', 'a value of at most 1200 bytes'],
      ['priorities.csv', 2, 'priority_ref', 'a value of at most 1200 bytes'],
      ['priorities.csv', 3, 'plan_ref', 'a code or reference of at most 1200 bytes'],
      ['priorities.csv', 4, 'theme_codes', 'codes or references of at most 1200 bytes each'],
      ['milestones.csv', 2, 'action_refs, title, due', 'values that tell the row apart, together of at most 1200 bytes'],
      ['milestones.csv', 2, 'action_refs', 'a reference that is in actions.csv of this package'],
    ]);
    expect(await hub.rows('select ref from priority')).toEqual([{ ref: 'P4' }]);
  });

  test('may have keys as long as is allowed, several in one index', async () => {
    const hub = await openTestHub();
    const [one, other] = [randomBytes(590).toString('hex'), randomBytes(595).toString('hex')];
    const report = await hub.harvestFiles({
      'plans.csv': `plan_ref,authority_codes,title,kind,coverage\n${one},E06000016,Plan,cypp,whole`,
      'actions.csv': `plan_ref,action_ref,title,see_also_refs\n${one},${one},Action,\n${one},${other.slice(0, 1_190)},Other,${one}`,
    });
    expect(report).toMatchObject({ rowsRefused: 0, issues: [] });
    expect(await hub.rows('select count(*) as n from action_see_also')).toEqual([{ n: 1 }]);
  });

  test('with several bad cells has an issue for each and is refused once', async () => {
    const hub = await openTestHub();
    const report = await hub.harvestFiles({ 'plans.csv': plans, 'priorities.csv': `${header}\ncypp-2006,P2,,wish,maybe` });
    expect(report.issues.map((issue) => issue.column)).toEqual(['title', 'kind', 'adopted']);
    expect(report.rowsRefused).toBe(1);
  });

  test('keeps the last good record of its reference, with its links', async () => {
    const hub = await openTestHub();
    const folder = makePackage({ 'plans.csv': plans });
    await hub.harvest(folder);
    folder.write({ 'plans.csv': `${plans.trimEnd().replace(',whole', ',most')}\nlaa-2008,E06000016,Local Area Agreement,laa,whole` });
    const report = await hub.harvest(folder);
    expect(report).toMatchObject({ rowsRefused: 1, counts: { added: 1, withdrawn: 0 } });
    expect(await hub.rows(`select coverage, withdrawn_on from plan where ref = 'cypp-2006'`)).toEqual([{ coverage: 'whole', withdrawn_on: null }]);
    expect(await hub.rows(`select target_id from plan_authority where owner_id = 'E06000016/cypp-2006'`)).toEqual([{ target_id: 'E06000016' }]);
  });

  test('keeps its last good record even when a comma too many shifted its cells', async () => {
    const hub = await openTestHub();
    const folder = makePackage({ 'plans.csv': plans });
    await hub.harvest(folder);
    folder.write({ 'plans.csv': `${plans.trimEnd().replace('Children and', 'Children, and')}\nlaa-2008,E06000016,Local Area Agreement,laa,whole` });
    const report = await hub.harvest(folder);
    expect(report.issues).toMatchObject([{ rule: 'WRONG_NUMBER_OF_CELLS', line: 2 }]);
    expect(report.issues[0]!.message).toContain('expected 5 cells, as in the first row, not 6; a comma inside a value needs quotation marks');
    expect(await hub.rows('select ref from plan where withdrawn_on is null order by 1')).toEqual([{ ref: 'cypp-2006' }, { ref: 'laa-2008' }]);
  });

  test('keeps its last good record so that what refers to it stays', async () => {
    const hub = await openTestHub();
    const priorities = `${header}\ncypp-2006,P1,Good,priority,yes`;
    const folder = makePackage({ 'plans.csv': plans, 'priorities.csv': priorities });
    await hub.harvest(folder);
    folder.write({ 'plans.csv': plans.replace(',whole', ',most'), 'priorities.csv': priorities });
    expect(await hub.harvest(folder)).toMatchObject({ rowsRefused: 1, counts: { unchanged: 1, withdrawn: 0 } });
  });

  test('keeps its last good record at the line of the refused row, where the rows stand in another order since', async () => {
    const hub = await openTestHub();
    const rows = ['P1,One', 'P2,Two', 'P3,Three'].map((row) => `cypp-2006,${row},priority,yes`);
    const folder = makePackage({ 'plans.csv': plans, 'priorities.csv': [header, ...rows].join('\n') });
    await hub.harvest(folder);
    // One is refused for a cell, the other for what it names.
    folder.write({ 'plans.csv': plans, 'priorities.csv': [header, rows[2], rows[1]!.replace('cypp-2006', 'never'), rows[0]!.replace(',yes', ',maybe')].join('\n') });
    expect(await hub.harvest(folder)).toMatchObject({ rowsRefused: 2, kept: 2 });
    expect(await hub.rows('select title, line from priority where withdrawn_on is null order by line')).toEqual([{ title: 'Three', line: 2 }, { title: 'Two', line: 3 }, { title: 'One', line: 4 }]);
  });

  test('before a good one of the same reference leaves the good one, with its own links only', async () => {
    const hub = await openTestHub();
    const first = `
      plan_ref,priority_ref,title,kind,theme_codes
      cypp-2006,P1,Good,priority,LAC
    `;
    const folder = makePackage({ 'plans.csv': plans, 'priorities.csv': first });
    await hub.harvest(folder);
    folder.write({ 'plans.csv': plans, 'priorities.csv': `${first.trimEnd().replace('priority,LAC', 'wish,LAC')}\ncypp-2006,P1,Better,priority,SEND` });
    await hub.harvest(folder);
    expect(await hub.rows('select title from priority')).toEqual([{ title: 'Better' }]);
    expect(await hub.rows('select target_id from priority_stated_theme')).toEqual([{ target_id: 'SEND' }]);
  });
});

describe('rules of a row', () => {
  async function issuesOf(file: string, text: string) {
    const hub = await openTestHub();
    const report = await hub.harvestFiles({ 'plans.csv': plans, [file]: text });
    return report.issues.map(({ rule, line, column, found, expected }) => ({ rule, line, column, found, expected }));
  }

  test('a reference is used once in its file; the first row keeps it', async () => {
    expect(await issuesOf('priorities.csv', `${header}\ncypp-2006,P1,One,priority,yes\ncypp-2006,P1,Two,priority,yes`)).toEqual([
      { rule: 'REPEATED_KEY', line: 3, column: 'priority_ref', found: 'P1', expected: 'what no other row has; line 2 has it already' },
    ]);
  });

  test('a number that its own row calls missing is refused, and named nowhere', async () => {
    const observations = (row: string) => issuesOf('observations.csv', `indicator_code,area_code,period,value,numerator,denominator,status\nNI 117,E06000016,CY2021,${row}`);
    expect(await observations('4,2,50,missing')).toEqual([{ rule: 'CONTRADICTION', line: 2, column: 'value', found: 'a number', expected: 'an empty cell, because status is missing' }]);
    expect(await observations(',2,50,missing')).toEqual([]);
    expect(await observations('4,2,50,provisional')).toEqual([]);
  });

  test('a group answers for a priority, an indicator or a theme that somebody publishes; a strategy may be named in words', async () => {
    const hub = await openTestHub();
    const responsibilities = 'group_ref,subject_kind,subject_ref\nboard,priority,P1\nboard,priority,zzz\nboard,indicator,NI 117\nboard,target,NI 9999\nboard,theme,LAC\nboard,theme,NOTHEME\nboard,strategy,Our strategy';
    const report = await hub.harvestFiles({ 'plans.csv': plans, 'priorities.csv': `${header}\ncypp-2006,P1,One,priority,yes`, 'groups.csv': 'group_ref,authority_codes,name,kind\nboard,E06000016,Board,board', 'responsibilities.csv': responsibilities });
    expect(report.issues.map(({ rule, severity, line, column, found, expected }) => ({ rule, severity, line, column, found, expected }))).toEqual([
      { rule: 'UNKNOWN_REFERENCE', severity: 'error', line: 3, column: 'subject_ref', found: 'zzz', expected: 'a reference that is in priorities.csv of this package' },
      { rule: 'UNKNOWN_REFERENCE', severity: 'error', line: 5, column: 'subject_ref', found: 'NI 9999', expected: 'a code in indicators.csv of a source the hub knows' },
      { rule: 'UNKNOWN_REFERENCE', severity: 'error', line: 7, column: 'subject_ref', found: 'NOTHEME', expected: 'a code in themes.csv of a source the hub knows' },
    ]);
    expect(await hub.rows('select subject_ref from responsibility order by line')).toEqual(['P1', 'NI 117', 'LAC', 'Our strategy'].map((subject) => ({ subject_ref: subject })));
  });

  test('nothing hangs on itself, and notice is given before the end', async () => {
    const itself = (column: string, found: string) => ({ rule: 'CONTRADICTION', line: 2, column, found, expected: 'another than the row itself' });
    expect(await issuesOf('actions.csv', 'plan_ref,action_ref,parent_action_ref,title\ncypp-2006,a1,a1,Act')).toEqual([itself('parent_action_ref', 'a1')]);
    expect(await issuesOf('areas.csv', 'area_code,name,kind,parent_code\nbeaumont,Beaumont,locality,beaumont')).toEqual([itself('parent_code', 'beaumont')]);
    expect(await issuesOf('groups.csv', 'group_ref,authority_codes,name,kind,reports_to_ref\nboard,E06000016,Board,board,board')).toEqual([itself('reports_to_ref', 'board')]);
    expect(await issuesOf('neighbour_models.csv', 'model,authority_code,rank,neighbour_code\nNew,E06000016,1,E06000016')).toEqual([itself('neighbour_code', 'E06000016')]);
    expect(await issuesOf('services.csv', 'service_ref,name,authority_codes,contract_end,notice_by\ns1,Club,E06000016,2025-03-31,2025-06-30')).toEqual([{ rule: 'CONTRADICTION', line: 2, column: 'contract_end', found: '2025-03-31', expected: 'nothing before notice_by, which is 2025-06-30' }]);
  });

  test('a neighbour stands once in the list of an authority, at its first rank', async () => {
    const found = { rule: 'REPEATED_KEY', severity: 'error', line: 3, column: 'model, authority_code, neighbour_code', found: 'New, E06000016, E06000018', expected: 'what no other row has; line 2 has it already' };
    const rows = 'New,E06000016,1,E06000018\nNew,E06000016,2,E06000018\nNew,E06000016,3,E10000021\nOld,E06000016,1,E06000018';
    const hub = await openTestHub();
    const { issues } = await hub.harvestFiles({ 'neighbour_models.csv': `model,authority_code,rank,neighbour_code\n${rows}` });
    expect(issues).toMatchObject([found]);
    expect(await hub.rows('select model, rank from statistical_neighbour order by line')).toEqual([{ model: 'New', rank: 1 }, { model: 'New', rank: 3 }, { model: 'Old', rank: 1 }]);
    // What stood at a later rank goes when it moves up, also where its old row is sent once more.
    await hub.harvestFiles({ 'neighbour_models.csv': 'model,authority_code,rank,neighbour_code\nNew,E06000016,1,E10000021\nNew,E06000016,3,E10000021' });
    expect(await hub.rows("select rank, neighbour_code from statistical_neighbour where withdrawn_on is null")).toEqual([{ rank: 1, neighbour_code: 'E10000021' }]);
  });

  test('a number lies within its own interval, and is there where its row says how firm it is', async () => {
    const observation = (cells: string) => issuesOf('observations.csv', `indicator_code,area_code,period,value,lower,upper,status\nNI 117,E06000016,CY2024,${cells}`);
    expect(await observation('5,6,7,')).toEqual([{ rule: 'CONTRADICTION', line: 2, column: 'value', found: '5', expected: 'nothing below lower, which is 6' }]);
    expect(await observation('5,3,4,')).toEqual([{ rule: 'CONTRADICTION', line: 2, column: 'upper', found: '4', expected: 'nothing below value, which is 5' }]);
    expect(await observation(',,,final')).toEqual([{ rule: 'CONTRADICTION', line: 2, column: 'value', found: '', expected: 'a number, because status is final' }]);
    for (const fine of ['5,5,5,final', '5,4,6,', '5,,6,revised', ',,,missing']) expect(await observation(fine), fine).toEqual([]);
  });

  test.each([
    ['540,,,final', 'value', '540', 'a percentage on the scale from 0 to 100, because the measure of NI 117 is proportion'],
    ['-4,,,final', 'value', '-4', 'a percentage on the scale from 0 to 100, because the measure of NI 117 is proportion'],
    ['50,120,100,final', 'numerator', '120', 'no more than its denominator, because the measure of NI 117 is proportion'],
    ['50,1,0,final', 'denominator', '0', 'more than 0, of which the numerator is counted'],
    [',,,', 'value', '', 'a number, or the status that says why there is none: suppressed, missing, not-applicable or low'],
  ])('a figure that cannot be what its indicator says is kept and told of: %s', async (cells, column, found, expected) => {
    const hub = await openTestHub();
    const report = await hub.harvestFiles({ 'plans.csv': plans, 'observations.csv': `indicator_code,area_code,period,value,numerator,denominator,status\nNI 117,E06000016,CY2024,${cells}` });
    expect(report.issues).toMatchObject([{ severity: 'warning', rule: 'IMPLAUSIBLE_FIGURE', file: 'observations.csv', line: 2, column, found, expected }]);
    expect(await hub.rows('select period from observation')).toEqual([{ period: 'CY2024' }]);
  });

  test("a mailbox that may be a person's is left out of its group, and not quoted to everybody", async () => {
    const hub = await openTestHub();
    const mailboxes = ['jane.smith@leicester.gov.uk', 'http://x', 'cyp.commissioning@leicester.gov.uk', 'lscb@leicester.gov.uk', 'childrens.trust@leicester.gov.uk', 'democratic.services@leicester.gov.uk', 'scrutiny@leicester.gov.uk', 'corporateparenting@leicester.gov.uk'];
    const report = await hub.harvestFiles({ 'plans.csv': plans, 'groups.csv': `group_ref,authority_codes,name,kind,contact_mailbox\n${mailboxes.map((mailbox, index) => `g${index},E06000016,Board,board,${mailbox}`).join('\n')}` });
    expect(report.issues.map(({ severity, rule, line, found }) => ({ severity, rule, line, found }))).toEqual([{ severity: 'warning', rule: 'PERSONS_MAILBOX', line: 2, found: '…' }, { severity: 'warning', rule: 'PERSONS_MAILBOX', line: 3, found: '…' }]);
    expect(await hub.rows('select contact_mailbox as mailbox from governance_group order by ref')).toEqual([{ mailbox: null }, { mailbox: null }, ...mailboxes.slice(2).map((mailbox) => ({ mailbox }))]);
    const { issues } = await hub.harvestFiles({ 'plans.csv': plans, 'groups.csv': 'group_ref,authority_codes,name,kind,contact_mailbox\ng9,E06000016,Board,board,jane.smith@leicester.gov.uk,x' });
    expect(issues).toMatchObject([{ rule: 'WRONG_NUMBER_OF_CELLS', found: 'g9,E06000016,Board,board,…@…,x' }]);
  });

  test('a mark in place of a figure is answered with where it belongs', async () => {
    for (const mark of ['c', '[x]', '*', '..', 'n/a', '#', '<5', '< 10', 'suppressed', 'Suppressed', '[suppressed]', 'missing', 'Not applicable', 'low']) expect(await issuesOf('observations.csv', `indicator_code,area_code,period,value\nNI 117,E06000016,CY2024,${mark}`), mark).toMatchObject([{ column: 'value', expected: 'a number; where there is none, an empty cell, and under status why: suppressed, missing, not-applicable or low' }]);
    expect(await issuesOf('observations.csv', 'indicator_code,area_code,period,value\nNI 117,E06000016,CY2024,about five')).toMatchObject([{ column: 'value', expected: 'a number, without thousands commas, currency or percent signs' }]);
  });

  test.each([
    ['observations.csv', 'indicator_code,area_code,period,value,numerator', 'NI 117,E06000016,CY2024,8.4,c', 'a number; where there is none, an empty cell, and under status suppressed if it is withheld'],
    ['service_use.csv', 'service_kind,home_area_code,period,users,cost', 'children-home,E06000016,FY2023/24,12,*', 'a number; where there is none, an empty cell, and under status suppressed if it is withheld'],
    ['service_use.csv', 'service_kind,home_area_code,period,users', 'children-home,E06000016,FY2023/24,<5', 'a whole number; where it is withheld, an empty cell, and suppressed under status'],
    ['populations.csv', 'area_code,period,age_from,age_to,persons', 'E06000016,2021-06-30,0,4,suppressed', 'a whole number; where it is withheld, an empty cell, and suppressed under status'],
    // Theirs may be missing for many a reason, and taking the value back for it would be wrong.
    ['observations.csv', 'indicator_code,area_code,period,value,denominator', 'NI 117,E06000016,CY2024,8.4,x', 'a number; where there is none, an empty cell'],
    ['observations.csv', 'indicator_code,area_code,period,value,lower', 'NI 117,E06000016,CY2024,8.4,x', 'a number; where there is none, an empty cell'],
    ['targets.csv', 'indicator_code,area_code,period,text,kind,value', 'NI 117,E06000016,CY2024,Fewer,target,n/a', 'a number; where there is none, an empty cell'],
    ['services.csv', 'service_ref,name,authority_codes,capacity', 's,Home,E06000016,<5', 'a number; where there is none, an empty cell'],
    ['consultations.csv', 'plan_ref,consultation_ref,title,participants', 'cypp-2006,c,Views,c', 'a whole number; where there is none, an empty cell'],
    ['budgets.csv', 'authority_codes,period,kind,amount', 'E06000016,FY2023/24,planned,x', 'a number, without thousands commas, currency or percent signs'],
  ])('a mark in place of another number of %s is answered so, too: %s', async (file, columns, row, expected) => {
    expect((await issuesOf(file, `${columns}\n${row}`)).map((issue) => [issue.column, issue.expected])).toContainEqual([columns.split(',').at(-1), expected]);
  });

  test('the name of a grade is answered with what its number is', async () => {
    const hub = await openTestHub();
    const report = await hub.harvestFiles({ 'plans.csv': plans, 'inspections.csv': 'inspection_ref,authority_code,title\nr,E06000016,Review', 'judgements.csv': 'inspection_ref,area,grade,best_grade\nr,Safeguarding,Good,Outstanding\nr,Health,2.5,4' });
    expect(report.issues.map(({ column, expected }) => [column, expected])).toEqual([
      ['grade', 'the number of the grade on the inspection’s own scale, and not its name: for example 2, with the number that is best there under best_grade'],
      ['best_grade', 'the number that is best on the inspection’s own scale, and not its name: for example 1'],
      ['grade', 'a whole number, without thousands commas, currency or percent signs'],
    ]);
  });

  test('whether a figure can be is judged by what the package itself says of its indicator', async () => {
    const hub = await openTestHub();
    const files = (measure: string) => ({ 'indicators.csv': `indicator_code,title,measure,unit,polarity\nL 1,Exclusions,${measure},pupils,low`, 'observations.csv': 'indicator_code,area_code,period,value\nL 1,E06000016,CY2024,540' });
    expect((await hub.harvestFiles(files('proportion'))).issues).toMatchObject([{ rule: 'IMPLAUSIBLE_FIGURE' }]);
    expect((await hub.harvestFiles(files('count'))).issues).toEqual([]);
  });

  test('codes separated by commas are told to be separated by semicolons', async () => {
    expect(await issuesOf('priorities.csv', 'plan_ref,priority_ref,title,kind,theme_codes\ncypp-2006,p1,Help,priority,"SEND,LAC"')).toMatchObject([{ found: 'SEND,LAC', expected: 'a code in themes.csv of a source the hub knows; several are separated by semicolons' }]);
    expect(await issuesOf('services.csv', 'service_ref,name,authority_codes\ns1,Club,"E06000017,E06000016"')).toMatchObject([{ column: 'authority_codes', expected: 'codes separated by semicolons, for example E06000016;E06000017' }]);
  });

  test('a place has both of its coordinates, or none', async () => {
    const places = (cells: string) => issuesOf('services.csv', `service_ref,name,authority_codes,latitude,longitude\ns1,Club,E06000016,${cells}`);
    expect(await places('52.63,-1.13')).toEqual([]);
    expect(await places(',')).toEqual([]);
    expect(await places('52.63,')).toEqual([{ rule: 'CONTRADICTION', line: 2, column: 'longitude', found: '', expected: 'a number, because latitude is 52.63' }]);
    expect(await places(',-1.13')).toEqual([{ rule: 'CONTRADICTION', line: 2, column: 'latitude', found: '', expected: 'a number, because longitude is -1.13' }]);
  });

  test('a target says what is to be reached, in a number or in words', async () => {
    const targets = (row: string) => issuesOf('targets.csv', `indicator_code,area_code,period,value,text,kind\nNI 117,E06000016,CY2021,${row},target`);
    expect(await targets(',')).toEqual([{ rule: 'BAD_VALUE', line: 2, column: 'value or text', found: '', expected: 'a value in value or text' }]);
    expect(await targets('4,')).toEqual([]);
    expect(await targets(',Fewer than now')).toEqual([]);
    for (const status of ['agreed', 'provisional', 'proposed', 'superseded']) expect(await issuesOf('targets.csv', `indicator_code,area_code,period,text,kind,status\nNI 117,E06000016,CY2021,Better than England,target,${status}`), status).toEqual([]);
  });

  test('empty cells beyond the last column are passed over, as spreadsheets write them; a value there is not', async () => {
    expect(await issuesOf('priorities.csv', `${header}\ncypp-2006,P1,One,priority,Y,, \ncypp-2006,P2,Two,priority,n`)).toEqual([]);
    expect(await issuesOf('priorities.csv', `${header}\ncypp-2006,P1,One,priority,yes,,more`)).toMatchObject([{ rule: 'WRONG_NUMBER_OF_CELLS', line: 2 }]);
  });

  test('a reference to a row that is there, and was refused itself, says so', async () => {
    const hub = await openTestHub();
    const report = await hub.harvestFiles({ 'plans.csv': plans.replace('whole', 'half'), 'priorities.csv': `${header}\ncypp-2006,P1,One,priority,yes`, 'groups.csv': 'group_ref,name,kind,authority_codes\ng,Group,board,E06000016' });
    expect(report.issues).toMatchObject([{ file: 'plans.csv', column: 'coverage' }, { file: 'priorities.csv', column: 'plan_ref', expected: 'a reference to a row that was not refused itself; mend that row of plans.csv first' }]);
  });

  test('so does a reference in a list', async () => {
    const hub = await openTestHub();
    const report = await hub.harvestFiles({
      'plans.csv': plans,
      'actions.csv': 'plan_ref,action_ref,title,due_from,due_to\ncypp-2006,a,Late,2010,2009\ncypp-2006,b,Fine,,',
      'milestones.csv': 'action_refs,title\na,Alone\na;b,Beside\nc,Unknown',
    });
    const mend = 'a reference to a row that was not refused itself; mend that row of actions.csv first';
    expect(report.issues.filter(({ file }) => file === 'milestones.csv')).toMatchObject([{ line: 2, found: 'a', expected: mend }, { line: 4, found: 'c', expected: 'a reference that is in actions.csv of this package' }, { line: 3, found: 'a', expected: mend }]);
  });

  test('a key of several columns is shown as they stand in the row', async () => {
    const text = 'indicator_code,area_code,period,value\nNI 117,E06000016,CY2008,5\nNI 117,E06000016,CY2008,6\nNI 117,E06000016,FY2008/09,6';
    expect(await issuesOf('observations.csv', text)).toMatchObject([{ line: 3, column: 'indicator_code, area_code, period, breakdown', found: 'NI 117, E06000016, CY2008' }]);
  });

  test('the links of a row refused for its key do not reach the row that has it', async () => {
    const hub = await openTestHub();
    await hub.harvestFiles({ 'plans.csv': plans, 'priorities.csv': `${header},theme_codes\ncypp-2006,P1,One,priority,yes,LAC\ncypp-2006,P1,Two,priority,yes,SEND` });
    expect(await hub.rows('select target_id from priority_stated_theme')).toEqual([{ target_id: 'LAC' }]);
  });

  test('keys of several columns that only look alike when joined are two', async () => {
    const hub = await openTestHub();
    const report = await hub.harvestFiles({
      'inspections.csv': 'inspection_ref,authority_code,title\njar,E06000016,Joint area review\njar|a,E06000016,Another',
      'judgements.csv': 'inspection_ref,area,grade,best_grade\njar,a|b,1,4\njar|a,b,1,4',
    });
    expect(report).toMatchObject({ issues: [], counts: { added: 4 } });
  });

  test('an action needs a plan or an inspection', async () => {
    expect(await issuesOf('actions.csv', 'plan_ref,inspection_ref,action_ref,title\ncypp-2006,,A1,Act\n,,A2,Act')).toEqual([
      { rule: 'BAD_VALUE', line: 3, column: 'plan_ref or inspection_ref', found: '', expected: 'a value in plan_ref or inspection_ref' },
    ]);
  });

  test.each([
    ['plans.csv', 'valid_from,valid_to', '2011,2008', { column: 'valid_to', found: '2008', expected: 'nothing before valid_from, which is 2011' }],
    ['plans.csv', 'valid_from,valid_to', '2011-04,2011-03-31', { column: 'valid_to', found: '2011-03-31' }],
  ])('an end before its start is refused (%s: %s %s)', async (_file, columns, cells, issue) => {
    const hub = await openTestHub();
    const report = await hub.harvestFiles({ 'plans.csv': `plan_ref,authority_codes,title,kind,coverage,${columns}\np1,E06000016,Plan,cypp,whole,${cells}\np2,E06000016,Plan,cypp,whole,2011,2011` });
    expect(report.issues).toMatchObject([{ rule: 'CONTRADICTION', line: 2, ...issue }]);
  });

  test('ages run upwards', async () => {
    expect(await issuesOf('priorities.csv', 'plan_ref,priority_ref,title,kind,age_from,age_to\ncypp-2006,P1,One,priority,16,11')).toMatchObject([{ rule: 'CONTRADICTION', column: 'age_to', found: '11' }]);
  });
});

describe('cells', () => {
  const field = (file: string, column: string) => tableSchema(file).fields.find((candidate) => candidate.name === column)!;

  test.each([
    ['priorities', 'adopted', 'YES', 1],
    ['priorities', 'adopted', 'false', 0],
    ['priorities', 'adopted', '', null],
    ['priorities', 'rank', '007', 7],
    ['priorities', 'title', '  a b  ', 'a b'],
    ['priorities', 'theme_codes', ' LAC ;;SEND;LAC', ['LAC', 'SEND']],
    ['priorities', 'theme_codes', '', []],
    ['observations', 'value', '-1.5e3', -1500],
    ['observations', 'period', 'FY2008/09', 'FY2008/09'],
    ['plans', 'valid_from', '2008-11', '2008-11'],
    ['plans', 'embargo_until', '2008-11-30', '2008-11-30'],
  ])('%s.%s "%s" means %j', (file, column, cell, value) => {
    expect(parseCell(field(file, column), cell)).toEqual({ value });
  });

  test.each([
    ['priorities', 'adopted', '__proto__', 'yes or no'],
    ['priorities', 'adopted', 'constructor', 'yes or no'],
    ['priorities', 'title', '   ', 'a value, because the column is required'],
    ['priorities', 'title', 'a\0b', 'text without NUL characters'],
    ['priorities', 'rank', '0', 'a whole number of at least 1'],
    ['priorities', 'rank', '1.5', 'a whole number, without thousands commas, currency or percent signs'],
    ['priorities', 'age_to', '121', 'a whole number of at most 120'],
    ['observations', 'value', '1,234', 'a number, without thousands commas, currency or percent signs'],
    ['observations', 'value', '12%', 'a number, without thousands commas, currency or percent signs'],
    ['observations', 'value', 'NaN', 'a number, without thousands commas, currency or percent signs'],
    ['observations', 'value', '1,200', 'a number, without thousands commas, currency or percent signs'],
    ['observations', 'value', '9'.repeat(400), 'a number of at most 1,000,000,000,000,000'],
    ['observations', 'value', '-1e400', 'a number of at least -1,000,000,000,000,000'],
    ['plans', 'summary', 'x'.repeat(32_768), 'at most 32,767 characters, as many as a cell of a spreadsheet holds, not 32,768; say the rest in a document and give its address'],
    ['observations', 'period', '2008/09', 'a period that says its kind: CY2008, AY2007/08, FY2007/08, CY2008-Q3, FY2008-Q3, 2008-11, 2008-11/2009-01, 2008-03-31 or CY2013/2015'],
    ['plans', 'kind', 'city', 'one of cypp, laa, community, corporate, health-and-wellbeing, send, safeguarding, youth-justice, corporate-parenting, early-help, improvement, youth, other'],
    ['plans', 'valid_from', '30/11/2008', 'a year, month or day as 2008, 2008-11 or 2008-11-30; perhaps 2008-11-30 was meant'],
    ['plans', 'valid_from', '1.4.2024', 'a year, month or day as 2008, 2008-11 or 2008-11-30; perhaps 2024-04-01 was meant'],
    ['plans', 'valid_from', '31st March 2027', 'a year, month or day as 2008, 2008-11 or 2008-11-30; perhaps 2027-03-31 was meant'],
    ['plans', 'valid_from', '31-Mar-2027', 'a year, month or day as 2008, 2008-11 or 2008-11-30; perhaps 2027-03-31 was meant'],
    ['plans', 'valid_from', 'Sept 2027', 'a year, month or day as 2008, 2008-11 or 2008-11-30; perhaps 2027-09 was meant'],
    ['plans', 'valid_from', "'2024-04-01", 'a year, month or day as 2008, 2008-11 or 2008-11-30; perhaps 2024-04-01 was meant'],
    ['plans', 'valid_from', '31/02/2024', 'a year, month or day as 2008, 2008-11 or 2008-11-30'],
    ['plans', 'valid_from', 'Ma 2024', 'a year, month or day as 2008, 2008-11 or 2008-11-30'],
    ['plans', 'valid_from', 'Easter 2024', 'a year, month or day as 2008, 2008-11 or 2008-11-30'],
    ['plans', 'valid_from', '2027/28', 'a year, month or day as 2008, 2008-11 or 2008-11-30'],
    ['plans', 'embargo_until', '01/07/2027', 'a date as YYYY-MM-DD; perhaps 2027-07-01 was meant'],
    ['plans', 'embargo_until', 'July 2027', 'a date as YYYY-MM-DD'],
    ['plans', 'embargo_until', '2008-02-30', 'a date as YYYY-MM-DD; February 2008 has no day 30'],
    ['plans', 'embargo_until', '46113', 'a date as YYYY-MM-DD; 46113 may be how a spreadsheet keeps 2026-04-01, which then needs a cell that shows a date'],
    ['plans', 'valid_from', '46113', 'a year, month or day as 2008, 2008-11 or 2008-11-30; 46113 may be how a spreadsheet keeps 2026-04-01, which then needs a cell that shows a date'],
    ['plans', 'plan_ref', 'my plan', 'a reference without spaces or semicolons, for example cypp-2006'],
    ['plans', 'authority_codes', ';', 'at least one value'],
    ['authorities', 'gss_code', 'Leicester', 'the GSS code of an English authority, for example E06000016'],
  ])('%s.%s "%s" is refused: expected %s', (file, column, cell, expected) => {
    expect(parseCell(field(file, column), cell)).toEqual({ expected });
  });

  test('no Table Schema has a pattern that a message would show as a regular expression', () => {
    for (const file of readdirSync(new URL('../../schema/package/', import.meta.url))) {
      const { fields } = JSON.parse(readFileSync(new URL(`../../schema/package/${file}`, import.meta.url), 'utf8')) as { fields: { name: string; constraints?: { pattern?: string } }[] };
      for (const { name, constraints } of fields.filter((candidate) => candidate.constraints?.pattern)) {
        const outcome = parseCell(tableSchema(file.replace('.json', '')).fields.find((candidate) => candidate.name === name)!, '; ;');
        expect(outcome, `${file} ${name} ${constraints!.pattern}`).not.toMatchObject({ expected: expect.stringContaining('of the form') });
      }
    }
  });
});

test('an address that is no web address is refused, because it would be shown as a link', async () => {
  const hub = await openTestHub();
  const report = await hub.harvestFiles({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,url\na,E06000016,Plan,cypp,whole,javascript:alert(1)\nb,E06000016,Plan,cypp,whole,HTTPS://example.org/plan\n' });
  expect(report.issues).toMatchObject([{ rule: 'BAD_VALUE', column: 'url', line: 2, expected: 'a web address beginning with http:// or https://' }]);
});
