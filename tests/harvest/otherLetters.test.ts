import { expect, test } from 'vitest';
import { tableSchema } from '../../src/harvest/package/tableSchema.ts';
import { perhapsMeant } from '../../src/harvest/package/columnMeant.ts';
import { openTestHub } from '../support/harvest.ts';

const plans = 'plan_ref,authority_codes,title,kind,coverage\neh-2024,E06000016,Plan,cypp,partial';

test('a code or reference that differs by letters or gaps from one that is known is answered with that', async () => {
  const hub = await openTestHub();
  const { issues } = await hub.harvestFiles({
    'plans.csv': plans,
    'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted,theme_codes\neh-2024,p1,One,priority,yes,send\nEH-2024,p2,Two,priority,yes,\neh-2024,p3,Three,priority,yes,XYZ',
    'observations.csv': 'indicator_code,area_code,period,value\nNI117,E06000016,CY2011,4\nNI 117,e06000016,CY2011,4',
  });
  expect(issues.map(({ found, expected }) => [found, expected])).toEqual([
    ['EH-2024', 'a reference that is in plans.csv of this package; perhaps eh-2024 was meant'],
    ['send', 'a code in themes.csv of a source the hub knows; perhaps SEND was meant'],
    ['XYZ', 'a code in themes.csv of a source the hub knows'],
    ['NI117', 'a code in indicators.csv of a source the hub knows; perhaps NI 117 was meant'],
    ['e06000016', 'a code in areas.csv of a source the hub knows; perhaps E06000016 was meant'],
  ]);
});

test('a name in place of a code is answered with the code, where one thing alone has it', async () => {
  const hub = await openTestHub();
  const { issues } = await hub.harvestFiles({
    'plans.csv': plans,
    'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted,theme_codes\neh-2024,p1,One,priority,yes,special educational needs and disabilities',
    'observations.csv': 'indicator_code,area_code,period,value\nNI 117,Leicester ,CY2011,4\nNI 117,Leicestr,CY2011,4',
    'areas.csv': 'area_code,name,kind\nX1,Westfield,ward\nX2,Westfield,ward',
    'populations.csv': 'area_code,period,age_from,age_to,persons\nWestfield,CY2011,0,4,5',
  });
  expect(issues.map(({ found, expected }) => [found, expected?.split('; ')[1]])).toEqual([
    ['Westfield', undefined],
    ['special educational needs and disabilities', 'perhaps SEND was meant'],
    ['Leicester', 'perhaps E06000016 was meant'],
    ['Leicestr', undefined],
  ]);
});

test('a period in other letters or with gaps is read, since it can mean no other', async () => {
  const hub = await openTestHub();
  const { issues } = await hub.harvestFiles({ 'plans.csv': plans, 'observations.csv': 'indicator_code,area_code,period,value\nNI 117,E06000016,fy2011/12,4\nNI 117,E06000016,Ay 2011/12,5' });
  expect(issues).toEqual([]);
  expect(await hub.rows('select period from observation order by line')).toEqual([{ period: 'FY2011/12' }, { period: 'AY2011/12' }]);
});

test('a heading in other letters, with other gaps or with a mark behind it is read as its column, where no other could be', async () => {
  const hub = await openTestHub();
  const report = await hub.harvestFiles({ 'plans.csv': 'Plan_Ref,AUTHORITY_CODES,title *,kind,coverage,Valid from\np,E06000016,Plan,cypp,partial,2024', 'priorities.csv': 'plan_ref,priority_ref,title,kind,Adopted?\np,p1,One,priority,yes' });
  expect(report).toMatchObject({ rowsRefused: 0, issues: [] });
  expect(await hub.rows('select valid_from from plan')).toEqual([{ valid_from: '2024' }]);
  expect(await hub.rows('select ref from priority where adopted')).toEqual([{ ref: 'p1' }]);
  // So is the one that keeps a plan from everybody for a while.
  await hub.harvestFiles({ 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,Embargo Until\np,E06000016,Plan,cypp,partial,2030-01-01' });
  expect(await hub.rows('select embargo_until from plan')).toEqual([{ embargo_until: '2030-01-01' }]);
  // Of two that could be it, neither is but by its very name.
  const { issues } = await hub.harvestFiles({ 'plans.csv': 'plan_ref,authority_codes,title,Title,kind,coverage,Valid from,valid-from\np,E06000016,Plan,Other,cypp,partial,2024,2025' });
  expect(issues.map(({ column }) => column)).toEqual(['Title', 'Valid from', 'valid-from']);
  expect(await hub.rows('select title, valid_from from plan')).toEqual([{ title: 'Plan', valid_from: null }]);
});

test('a heading that is nearly that of a column is left out and the column named', async () => {
  const hub = await openTestHub();
  const { issues } = await hub.harvestFiles({ 'plans.csv': plans, 'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted by the authority?,descripton,remarks\neh-2024,p1,One,priority,yes,Words,Mine' });
  expect(issues.map(({ message }) => /It was left out\.(.*)$/.exec(message)?.[1])).toEqual([' Perhaps adopted was meant.', ' Perhaps description was meant.', '']);
  const schema = tableSchema('priorities');
  expect(perhapsMeant(schema, ['adopted'], 'adopted by the authority?')).toBe('');
});
