import { expect, test } from 'vitest';
import { openTestHub } from '../support/harvest.ts';

/** What is told of a package, all of which lands. */
async function told(files: Record<string, string>): Promise<{ rule: string; line: number; column: string; found: string; expected: string }[]> {
  const hub = await openTestHub();
  const report = await hub.harvestFiles({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage\np,E06000016,Plan,cypp,partial', ...files });
  expect(report).toMatchObject({ status: 'harvested', rowsRefused: 0 });
  return report.issues.map(({ severity, rule, line, column, found, expected }) => {
    expect(severity).toBe('warning');
    return { rule, line: line!, column: column!, found: found!, expected: expected! };
  });
}

const figures = (measure: string, ...rows: string[]) => told({
  'indicators.csv': `indicator_code,title,measure,multiplier,unit,polarity\nL 1,Something,${measure},-,low`,
  'observations.csv': ['indicator_code,area_code,period,value,numerator,denominator', ...rows.map((row, index) => `L 1,E06000016,CY${2001 + index},${row}`)].join('\n'),
});

test('a figure that does not fit its counts is told, without their numbers', async () => {
  const expected = 'about its numerator divided by its denominator, times 100, because the measure of L 1 is proportion';
  expect(await figures('proportion,', '0.05,5,100', '50,5,100', '95,5,100', '5,5,1000')).toEqual(['0.05', '50', '95', '5'].map((found, index) => ({ rule: 'IMPLAUSIBLE_FIGURE', line: index + 2, column: 'value', found, expected })));
  expect(await figures('rate,1000', '0.05,5,1000', '50,5,1000')).toMatchObject([{ line: 2 }, { line: 3, expected: 'about its numerator divided by its denominator, times 1,000, because the measure of L 1 is rate per 1,000' }]);
});

test('a figure that rounding, weighting or standardising explains is not', async () => {
  expect(await figures('proportion,', '5,5,100', '5.0,5,100', '4,5,110', '8,5,60', '33.3,1,3', '0,1,1000', '6.4,57,1000', '7.1,62,1000')).toEqual([]);
  expect(await figures('rate,100000', '412.5,31,9870', '0,0,9870', '500,12,10000')).toEqual([]);
  // Nobody says by what these are multiplied.
  for (const measure of ['rate,', 'ratio,', 'mean,', 'count,', 'score,', 'money,']) expect(await figures(measure, '0.05,5,100', '50,5,100'), measure).toEqual([]);
});

test('a plan that is given whole has as many statements as it states', async () => {
  const plan = (stated: string, kinds: string[], coverage = 'whole') => told({
    'plans.csv': `plan_ref,authority_codes,title,kind,coverage,stated_priorities\np,E06000016,Plan,cypp,${coverage},${stated}`,
    'priorities.csv': ['plan_ref,priority_ref,title,kind,adopted', ...kinds.map((kind, index) => `p,p${index},Priority ${index},${kind},yes`)].join('\n'),
  });
  const [one, outcome] = ['priority', 'outcome'];
  expect(await plan('11', [one, one, one])).toEqual([{ rule: 'MISCOUNTED_PRIORITIES', line: 2, column: 'stated_priorities', found: '11', expected: 'at most 3, because the coverage of the plan is whole and no more statements of it are given; add those that are missing, or say partial, as which the hub takes it' }]);
  expect(await plan('2', [one, one, one])).toMatchObject([{ found: '2', expected: 'at least 3, because so many priorities of the plan are given' }]);
  for (const stated of ['2', '3', '']) expect(await plan(stated, [one, one, outcome]), stated).toEqual([]);
  expect(await plan('11', [one], 'partial')).toEqual([]);
});

test('a plan of an authority that had ended before it began is told', async () => {
  const plan = (from: string) => told({ 'plans.csv': `plan_ref,authority_codes,title,kind,coverage,valid_from\np,E06000016;E10000021,Plan,cypp,partial,${from}` });
  expect(await plan('2024')).toEqual([{ rule: 'AUTHORITY_ENDED', line: 2, column: 'authority_codes', found: 'E10000021', expected: 'authorities that were there when the plan began, which is 2024; Northamptonshire ended on 2021-03-31' }]);
  for (const from of ['2021', '2021-03', '2021-03-31', '2010', '']) expect(await plan(from), from).toEqual([]);
});

test('a status that does not say whether anybody agreed to the plan is told', async () => {
  const plans = (status: string) => told({ 'plans.csv': `plan_ref,authority_codes,title,kind,coverage,status\np,E06000016,Plan,cypp,partial,${status}` });
  expect(await plans('In progress')).toEqual([{ rule: 'UNKNOWN_STATUS', line: 2, column: 'status', found: 'In progress', expected: 'a beginning that says how far the document has got, for example "draft", "consultation", "proposed" or "approved"; the hub takes the plan for adopted' }]);
  for (const status of ['', 'Approved by cabinet', 'Draft for consultation']) expect(await plans(status), status).toEqual([]);
});

test('a day or period that is impossibly far off is told', async () => {
  const plan = (days: string) => told({ 'plans.csv': `plan_ref,authority_codes,title,kind,coverage,approved_on,published_on,valid_from,valid_to\np,E06000016,Plan,cypp,partial,${days}` });
  expect(await plan('2099-01-01,1890,,')).toEqual(['2099-01-01', '1890'].map((found, index) => ({ rule: 'IMPLAUSIBLE_DATE', line: 2, column: ['approved_on', 'published_on'][index], found, expected: 'a time from 1900 to 2055; where none is known, an empty cell' })));
  expect(await plan('2024-01-01,2025,2024,2055-12-31')).toEqual([]);
  expect(await told({ 'observations.csv': 'indicator_code,area_code,period,value\nNI 117,E06000016,AY2099/00,4' })).toMatchObject([{ column: 'period', found: 'AY2099/00', expected: 'a time from 1900 to 2055' }]);
});

test('what leads to a person in words that everybody sees is told, and not quoted', async () => {
  const lead = (text: string) => told({ 'priorities.csv': `plan_ref,priority_ref,title,kind,adopted,lead\np,p1,Early help,priority,yes,"${text}"` });
  const expected = 'no mail address or telephone number that may be a person\'s, because everybody sees this column: name posts and organisations';
  for (const text of ['Jane Smith, jane.smith@rutland.gov.uk', 'Director (01572 722577)', 'Director +44 (0)1572 722577', 'Director, 07700900123']) expect(await lead(text), text).toEqual([{ rule: 'PERSONS_CONTACT', line: 2, column: 'lead', found: '…', expected }]);
  for (const text of ['Director of Children’s Services', 'Early help team, earlyhelp@leicester.gov.uk', '2024/25-2027/28', 'Target 01 of 2,000,000,000', '@home team']) expect(await lead(text), text).toEqual([]);
  expect(await told({ 'services.csv': 'service_ref,name,authority_codes,description\ns,Club,E06000016,"Ask jane.smith@club.org.uk, 0116 454 1000"' })).toEqual([]);
});

test('a row that is refused is told of it too, and that it was refused', async () => {
  const hub = await openTestHub();
  const { issues } = await hub.harvestFiles({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,published_on\np,E06000016,Plan,cypp,half,1890\nq,E06000016,Other,cypp,whole,' });
  expect(issues.map(({ rule, message }) => [rule, message.split('. ').at(-1)])).toEqual([['BAD_VALUE', 'The row was refused.'], ['IMPLAUSIBLE_DATE', 'The row was refused for something else.']]);
});

test('a day that the calendar does not have is told so', async () => {
  const hub = await openTestHub();
  const { issues } = await hub.harvestFiles({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,embargo_until\np,E06000016,Plan,cypp,partial,2024-02-30,\nq,E06000016,Plan,cypp,partial,2024-13,\nr,E06000016,Plan,cypp,partial,,2024-04-31\n', 'observations.csv': 'indicator_code,area_code,period,value\nNI 117,E06000016,2023-02-29,4' });
  expect(issues.map(({ expected }) => expected?.split('; ').at(-1))).toEqual(['February 2024 has no day 30', 'there is no month 13', 'April 2024 has no day 31', 'February 2023 has no day 29']);
});
