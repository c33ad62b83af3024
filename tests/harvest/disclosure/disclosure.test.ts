import { expect, test } from 'vitest';
import { setPolicy } from '../../../src/harvest/disclosure/setPolicy.ts';
import { nextDataVersion } from '../../../src/harvest/recordHarvest.ts';
import { printReport } from '../../../src/harvest/printReport.ts';
import type { DisclosurePolicy } from '../../../src/access/disclosure/DisclosurePolicy.ts';
import { makePackage, openTestHub, publishers, type PackageFiles, type TestHub } from '../../support/harvest.ts';

const upToFive = { disclosure: { threshold: 5 } };
const withOthers = { disclosure: { threshold: 5, secondary: true } };

const indicators = `
  indicator_code,title,measure,unit,polarity
  HOMELESS,Children in homeless families,count,children,low
`;
const observations = `
  indicator_code,area_code,period,value,breakdown,note
  HOMELESS,E06000016,CY2008,60,,
  HOMELESS,E06000016,CY2008,3,Age: under 5,three children
  HOMELESS,E06000016,CY2008,17,Age: 5 to 10,
  HOMELESS,E06000016,CY2008,40,Age: 11 to 17,
`;
const files: PackageFiles = { 'indicators.csv': indicators, 'observations.csv': observations };

function setTo(test: TestHub, policy: DisclosurePolicy) {
  const { write, columnsOf } = test.hub.harvesting;
  return write((writer) => writer.inTransaction((db) => setPolicy({ ...writer.within(db), columnsOf }, { sourceId: 'E06000016/plans', policy, reason: null, setBy: 'Data protection officer', setAt: '2025-06-02T09:00:00Z' }, nextDataVersion)));
}

const valuesOf = async (hub: TestHub) => (await hub.rows<{ value: number | null }>("select value from observation where indicator_code = 'HOMELESS' order by line")).map(({ value }) => value);

test('a package that asks for it is stored with its small counts hidden, and the report says how many', async () => {
  const hub = await openTestHub();
  const report = await hub.harvestFiles(files, withOthers);
  expect(report).toMatchObject({ status: 'harvested', rowsRefused: 0, hidden: { small: 1, beside: 1 } });
  expect(await valuesOf(hub)).toEqual([60, null, null, 40]);
  expect(await hub.rows("select value, status, note from observation where breakdown = 'Age: under 5'")).toEqual([{ value: null, status: 'suppressed', note: null }]);
  expect(printReport(report)).toContain('  Hidden because they are small: 1 row of figures; 1 more so that those do not follow from totals.');
  expect(await hub.rows("select hidden_small, hidden_beside from harvest where source_id = 'E06000016/plans'")).toEqual([{ hidden_small: 1, hidden_beside: 1 }]);
});

test('a figure that cannot be is told without its numbers where they are hidden', async () => {
  const hub = await openTestHub();
  const report = await hub.harvestFiles({ 'observations.csv': 'indicator_code,area_code,period,value,numerator,denominator\nNI 117,E06000016,CY2024,90,4,3\nNI 117,E06000016,CY2023,-4,,\nNI 117,E06000016,CY2022,50,4,0' }, withOthers);
  expect(report.issues.map(({ rule, line, column, found }) => ({ rule, line, column, found }))).toEqual([2, 3, 4].map((line) => ({ rule: 'IMPLAUSIBLE_FIGURE', line, column: ['numerator', 'value', 'denominator'][line - 2], found: undefined })));
  for (const { message } of report.issues) expect(message).toMatch(/^What was found is not quoted, .* The value was kept as it is written\.$/);
  expect(report.issues[0]!.message).not.toMatch(/[34]/);
});

test('a package without a policy is stored as it is', async () => {
  const hub = await openTestHub();
  expect(await hub.harvestFiles(files)).toMatchObject({ hidden: null });
  expect(await valuesOf(hub)).toEqual([60, 3, 17, 40]);
});

test('read again, a protected package is as it was: nothing counts as changed', async () => {
  const hub = await openTestHub();
  const folder = makePackage(files, withOthers);
  await hub.harvest(folder);
  expect(await hub.harvest(folder)).toMatchObject({ status: 'unchanged' });
  folder.write({ ...files, 'observations.csv': `${observations.trim()}\n  HOMELESS,E06000016,CY2009,55,,\n` });
  expect(await hub.harvest(folder)).toMatchObject({ counts: { added: 1, changed: 0, unchanged: 5, withdrawn: 0 } });
});

test('a hidden row is stored as if it had been published so: its hash tells nothing of the count', async () => {
  const [hub, other] = [await openTestHub(), await openTestHub()];
  await hub.harvestFiles(files, upToFive);
  await other.harvestFiles({ ...files, 'observations.csv': observations.replace('3,Age: under 5,three children', ',Age: under 5,').replace('period,value,breakdown,note', 'period,value,breakdown,note,status').replaceAll(/,\n/g, ',,\n').replace(',Age: under 5,,', ',Age: under 5,,suppressed').replace('11 to 17,', '11 to 17,') });
  const hashes = 'select breakdown, content_hash from observation order by breakdown';
  expect(await hub.rows(hashes)).toEqual(await other.rows(hashes));
});

test('numbers of users and of people are hidden with a status', async () => {
  const hub = await openTestHub();
  await hub.harvestFiles({
    'populations.csv': `
      area_code,period,age_from,age_to,persons,sex
      E06000016,CY2008,0,4,4,female
      E06000016,CY2008,0,4,0,male
    `,
    'service_use.csv': `
      service_kind,home_area_code,place_area_code,period,users,basis,cost
      residential school,E06000016,E06000018,FY2008/09,2,placement,90000
      residential school,E06000016,E06000018,FY2009/10,12,placement,500000
    `,
  }, upToFive);
  expect(await hub.rows('select persons, status from population order by line')).toEqual([{ persons: null, status: 'suppressed' }, { persons: 0, status: null }]);
  expect(await hub.rows('select users, cost, status from service_use order by line')).toEqual([{ users: null, cost: null, status: 'suppressed' }, { users: 12, cost: 500_000, status: null }]);
});

test('areas and measures that come in the same package count', async () => {
  const hub = await openTestHub();
  await hub.harvestFiles({
    ...files,
    'areas.csv': `
      area_code,name,kind,parent_code
      LCR-1,North,locality,E06000016
      LCR-2,South,locality,E06000016
    `,
    'observations.csv': `
      indicator_code,area_code,period,value
      HOMELESS,E06000016,CY2008,60
      HOMELESS,LCR-1,CY2008,57
      HOMELESS,LCR-2,CY2008,3
    `,
  }, withOthers);
  expect(await valuesOf(hub)).toEqual([60, null, null]);
});

test('no issue of a row of figures quotes what it found', async () => {
  const hub = await openTestHub();
  const wrong = `
    indicator_code,area_code,period,value,lower,upper,breakdown
    HOMELESS,E06000016,CY2008,3 girls,,,
    HOMELESS,E06000016,CY2009,3,5,4,
    HOMELESS,E06000016,3,CY2010,,,
    HOMELESS,E06000016,CY2011,3
    HOMELESS,E06000016,CY2012,60,,,
    HOMELESS,3,CY2012,60,,,
    HOMELESS,E0600001X,CY2012,60,,,
    HOMELESS,E06000016,CY2013,3,4,9,
  `;
  const report = await hub.harvestFiles({ ...files, 'observations.csv': wrong }, upToFive);
  const kept = await hub.rows<{ found: string | null; expected: string | null; message: string; line: number }>("select line, found, expected, message from issue where source_id = 'E06000016/plans' order by line, id");
  expect(kept.map(({ line }) => line)).toEqual([2, 3, 4, 4, 5, 7, 8, 9]);
  // A code that is mistyped is no figure, and is quoted so that it can be mended.
  expect(kept.map(({ found }) => found)).toEqual([null, null, null, null, null, null, 'E0600001X', null]);
  expect(JSON.stringify([kept.map(({ message, expected }) => [message, expected]), printReport(report)])).not.toMatch(/girls|"3"|CY2011,3|is [45]|"4"/);
  expect(kept[0]!.message).toBe('What was found is not quoted, because the source protects small numbers; expected a number, without thousands commas, currency or percent signs. The row was refused.');
  // Without a policy they are quoted: the test above would else pass for nothing.
  const open = await hub.harvestFiles({ ...files, 'observations.csv': wrong });
  expect(JSON.stringify(open.issues)).toMatch(/3 girls/);
});

test('the last good state of a refused row is protected with the others', async () => {
  const hub = await openTestHub();
  const folder = makePackage(files, {});
  await hub.harvest(folder);
  folder.write({ ...files, 'observations.csv': observations.replace('CY2008,3,Age: under 5', 'CY2008,three,Age: under 5') }, upToFive);
  const report = await hub.harvest(folder);
  expect(report).toMatchObject({ rowsRefused: 1, hidden: { small: 1, beside: 0 } });
  expect(report.dataVersion).not.toBeNull();
  expect(await valuesOf(hub)).toEqual([60, null, 17, 40]);
});

test('a policy that is set protects what is stored at once, and what is read later', async () => {
  const hub = await openTestHub();
  const folder = makePackage(files);
  await hub.harvest(folder);
  const [before] = await hub.rows<{ v: number }>('select max(version) as v from data_version');
  expect(await setTo(hub, { threshold: 5, secondary: true, rounding: null })).toMatchObject({ hidden: { small: 1, beside: 1 } });
  expect(await valuesOf(hub)).toEqual([60, null, null, 40]);
  expect(await hub.rows('select version, cause from data_version order by version desc limit 1')).toEqual([{ version: Number(before!.v) + 1, cause: 'Somebody who is signed in changed something' }]);
  expect(await hub.harvest(folder)).toMatchObject({ status: 'harvested', counts: { changed: 0 }, hidden: { small: 1, beside: 1 } });
  expect(await valuesOf(hub)).toEqual([60, null, null, 40]);
});

test('a policy that is set masks what issues of earlier harvests quote, and protects what was withdrawn', async () => {
  const hub = await openTestHub();
  const folder = makePackage({ ...files, 'observations.csv': `${observations.trim()}\n  HOMELESS,E06000016,CY2009,3 girls,,\n` });
  await hub.harvest(folder);
  folder.write({ ...files, 'observations.csv': observations.replace(/.*under 5.*\n/, '') });
  await hub.harvest(folder);
  expect(await hub.rows("select found from issue where found is not null and source_id = 'E06000016/plans'")).toEqual([{ found: '3 girls' }]);
  await setTo(hub, { threshold: 5, secondary: false, rounding: null });
  expect(await hub.rows("select found, expected, message from issue where source_id = 'E06000016/plans'")).toEqual([{ found: null, expected: null, message: 'What was found is not quoted, because the source protects small numbers.' }]);
  expect(await hub.rows("select value from observation where withdrawn_on is not null and indicator_code = 'HOMELESS'")).toEqual([{ value: null }]);
});

test('of what the package says and what is set here the stricter holds; when it is loosened, the next reading brings the figures back', async () => {
  const hub = await openTestHub();
  const folder = makePackage(files, { disclosure: { threshold: 3 } });
  await hub.harvest(folder);
  expect(await valuesOf(hub)).toEqual([60, null, 17, 40]);
  await setTo(hub, { threshold: 20, secondary: false, rounding: null });
  expect(await valuesOf(hub)).toEqual([60, null, null, 40]);
  const loosened = await setTo(hub, { threshold: 0, secondary: false, rounding: null });
  expect(loosened.policy).toEqual({ threshold: 3, secondary: false, rounding: null });
  expect(await valuesOf(hub)).toEqual([60, null, null, 40]);
  expect(await hub.harvest(folder)).toMatchObject({ counts: { changed: 1 } });
  expect(await valuesOf(hub)).toEqual([60, null, 17, 40]);
  folder.write(files, { disclosure: null });
  await hub.harvest(folder);
  expect(await valuesOf(hub)).toEqual([60, 3, 17, 40]);
  expect(await hub.rows('select kind, threshold from disclosure_policy order by id')).toEqual([{ kind: 'package', threshold: 3 }, { kind: 'hub', threshold: 20 }, { kind: 'hub', threshold: 0 }, { kind: 'package', threshold: 0 }]);
});

test('a policy that cannot be meant stops its package, rather than letting figures through', async () => {
  const hub = await openTestHub();
  const report = await hub.harvestFiles(files, { disclosure: { threshold: '5' } });
  expect(report).toMatchObject({ status: 'failed', message: 'disclosure in datapackage.json cannot be used: its threshold is "5". Expected a whole number from 0 to 100, for example 5 to hide counts from 1 to 5. Nothing was changed.' });
  expect(await hub.harvestFiles(files, { disclosure: 5 })).toMatchObject({ status: 'failed' });
  expect(await valuesOf(hub)).toEqual([]);
});

test('a publisher may withhold a number of people itself, and must then say so', async () => {
  const hub = await openTestHub();
  const report = await hub.harvestFiles({
    'populations.csv': `
      area_code,period,age_from,age_to,persons,status
      E06000016,CY2008,0,4,,suppressed
      E06000016,CY2009,0,4,,
    `,
  });
  expect(report).toMatchObject({ rowsRefused: 1, issues: [{ line: 3, column: 'persons or status' }] });
});

test('a region is protected along its authorities', async () => {
  const hub = await openTestHub();
  const report = await hub.harvestFiles({
    ...files,
    'observations.csv': `
      indicator_code,area_code,period,value
      HOMELESS,E12000004,CY2008,63
      HOMELESS,E06000016,CY2008,60
      HOMELESS,E06000018,CY2008,3
    `,
  }, { ...withOthers, publisher: publishers.eastMidlands });
  expect(report).toMatchObject({ hidden: { small: 1, beside: 1 } });
  expect(await valuesOf(hub)).toEqual([63, null, null]);
});
