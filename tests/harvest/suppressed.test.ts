import { expect, test } from 'vitest';
import { makePackage, openTestHub } from '../support/harvest.ts';

const header = 'indicator_code,area_code,period,value,numerator,denominator,status,note';
const key = 'NI 117,E06000016,CY2021';
const observations = (...rows: string[]) => ({ 'observations.csv': [header, 'NI 50,E06000016,CY2021,7,,,final,', ...rows.map((row) => `${key},${row}`)].join('\n') });
const seen = 'select value, numerator, denominator, status from observation where indicator_code = \'NI 117\' and withdrawn_on is null';
const hidden = { value: null, numerator: null, denominator: 50, status: 'suppressed' };

/** A hub that holds the figure 4 of 2 in 50, and what came of a package that says something else of it. */
async function after(...rows: string[]) {
  const hub = await openTestHub();
  const folder = makePackage(observations('4,2,50,final,'));
  await hub.harvest(folder);
  folder.write(observations(...rows));
  const report = await hub.harvest(folder);
  return { hub, report, rows: await hub.rows(seen) };
}

const leftOut = (column: string, found: string, line = 3) => ({
  severity: 'warning', rule: 'CONTRADICTION', file: 'observations.csv', line, column, found, expected: 'an empty cell, because status is suppressed',
  message: `Found ${found}; expected an empty cell, because status is suppressed. The value was left out.`,
});

test.each([
  ['a numerator forgotten in it', ',2,50,suppressed,', [leftOut('numerator', 'a number')]],
  ['all numbers forgotten in it', '4,2,50,suppressed,', [leftOut('value', 'a number'), leftOut('numerator', 'a number')]],
  ['a mark in place of its value', '*,,50,suppressed,', [leftOut('value', 'a value')]],
  ['a number that cannot be read', '"1,234",,50,suppressed,', [leftOut('value', 'a value')]],
])('a row that says it is suppressed, with %s, lands without it, and names no number', async (_what, row, issues) => {
  const { report, rows } = await after(row);
  expect(rows).toEqual([hidden]);
  expect(report).toMatchObject({ rowsRefused: 0 });
  expect(report.issues).toEqual(issues);
});

test('so does one of which another cell cannot be read', async () => {
  const { report, rows } = await after(',,fifty,suppressed,');
  expect(rows).toEqual([{ ...hidden, denominator: null }]);
  expect(report.issues).toMatchObject([{ severity: 'warning', rule: 'BAD_VALUE', column: 'denominator', found: 'fifty' }]);
});

test('also where it is the only row of its package', async () => {
  const hub = await openTestHub();
  const folder = makePackage({ 'observations.csv': `${header}\n${key},4,2,50,final,` });
  await hub.harvest(folder);
  folder.write({ 'observations.csv': `${header}\n${key},,2,50,suppressed,` });
  expect(await hub.harvest(folder)).toMatchObject({ status: 'harvested', counts: { changed: 1 } });
  expect(await hub.rows(seen)).toEqual([hidden]);
});

test.each([
  ['has a comma too many', ',2,50,suppressed,a, b', 'WRONG_NUMBER_OF_CELLS'],
  ['spells the word otherwise', ',2,50,Supressed,', 'BAD_VALUE'],
  ['says surpressed', ',2,50,surpressed,', 'BAD_VALUE'],
  ['says suppressed.', ',2,50,suppressed.,', 'BAD_VALUE'],
  ['says Suppress', ',2,50,Suppress,', 'BAD_VALUE'],
  ['says suppressed (small)', ',2,50,suppressed (small),', 'BAD_VALUE'],
  ['says surpressed, beside a number that cannot be read', '"1,234",2,50,surpressed,', 'BAD_VALUE'],
])('one that is refused because it %s does not leave the figure public, and is not quoted', async (_why, row, rule) => {
  const { hub, report, rows } = await after(row);
  expect(rows).toEqual([]);
  expect(report).toMatchObject({ rowsRefused: 1, kept: 0, counts: { withdrawn: 1 } });
  expect(new Set(report.issues.map((issue) => issue.rule))).toEqual(new Set([rule]));
  expect(JSON.stringify([report.issues, await hub.rows('select * from issue')])).not.toMatch(/,2,50|1,234/);
});

test.each(['c', 'confidential'])('no number is named of a row whose status, %s, cannot be read and may say that it is suppressed', async (status) => {
  const hub = await openTestHub();
  const { issues } = await hub.harvestFiles({ 'observations.csv': `indicator_code,area_code,period,value,lower,upper,numerator,status\n${key},4,6,7,"1,234",${status}` });
  expect(issues.map(({ column, rule }) => [column, rule])).toEqual([['numerator', 'BAD_VALUE'], ['status', 'BAD_VALUE'], ['value', 'CONTRADICTION']]);
  expect(issues[1]!.found).toBe(status);
  expect(JSON.stringify([issues.map(({ found, expected, message }) => [found, expected, message]), await hub.rows('select found, expected, message from issue')])).not.toMatch(/[467]"|is [467]|1,234/);
});

test('the word in the place of the number is quoted, and answered with where it belongs; a number beside it is not', async () => {
  const expected = 'expected a number; where there is none, an empty cell, and under status why: suppressed, missing, not-applicable or low. The row was refused.';
  for (const word of ['suppressed', 'Suppressed', 'Supressed']) expect((await after(`${word},2,50,,`)).report.issues.map(({ message }) => message), word).toEqual([`Found "${word}"; ${expected}`]);
  expect((await after('suppressed (4),2,50,,')).report.issues.map(({ message }) => message)).toEqual(['Found a value; expected a number, without thousands commas, currency or percent signs. The row was refused.']);
});

test('numbers of a row whose status can be read are named by what contradicts them', async () => {
  const hub = await openTestHub();
  const { issues } = await hub.harvestFiles({ 'observations.csv': `indicator_code,area_code,period,value,lower,upper,status\n${key},4,6,7,final` });
  expect(issues).toMatchObject([{ column: 'value', found: '4', expected: 'nothing below lower, which is 6' }]);
});

test('of several rows with one key the one that is suppressed lands, wherever it stands', async () => {
  for (const rows of [['4,2,50,final,', ',,50,suppressed,'], [',,50,suppressed,', '4,2,50,final,'], ['4,2,50,final,', ',2,50,suppressed,', '5,2,50,final,']]) {
    const outcome = await after(...rows);
    expect(outcome.rows, rows.join()).toEqual([hidden]);
    expect(outcome.report.rowsRefused).toBe(rows.length - 1);
  }
});

test('persons and users are taken back like values', async () => {
  const hub = await openTestHub();
  const report = await hub.harvestFiles({
    'populations.csv': 'area_code,period,age_from,age_to,persons,status\nE06000016,2021-06-30,0,4,3,suppressed',
    'service_use.csv': 'service_kind,home_area_code,period,users,cost,status\nchildren-home,E06000016,FY2023/24,3,100,suppressed',
  });
  expect(report.issues.map(({ severity, file, column }) => [severity, file, column])).toEqual([['warning', 'populations.csv', 'persons'], ['warning', 'service_use.csv', 'users'], ['warning', 'service_use.csv', 'cost']]);
  expect(await hub.rows('select persons, status from population')).toEqual([{ persons: null, status: 'suppressed' }]);
  expect(await hub.rows('select users, cost, status from service_use')).toEqual([{ users: null, cost: null, status: 'suppressed' }]);
});

test('any other refused row leaves what was there as it was', async () => {
  const { report, rows } = await after('5,2,fifty,final,');
  expect(report.kept).toBe(1);
  expect(rows).toEqual([{ value: 4, numerator: 2, denominator: 50, status: 'final' }]);
});
