import { expect, test } from 'vitest';
import { printReport } from '../../src/harvest/printReport.ts';
import { makePackage, openTestHub, publishers } from '../support/harvest.ts';
import { fileOf, leicester, workbookBytes } from '../support/workbook.ts';

const groups = { 'groups.csv': 'group_ref,name,kind,authority_codes\nG1,Board,board,E06000016' };
const itsNames = ['Leicester', 'LEICESTER', 'Leicester City Council', 'City of Leicester', 'The Borough of Leicester', 'Leicester Children and Young People’s Partnership'];

test('a publisher may be called whatever holds the name by which the hub knows its code', async () => {
  const hub = await openTestHub();
  for (const name of itsNames) expect((await hub.harvestFiles(groups, { publisher: { ...publishers.leicester, name } })).issues, name).toEqual([]);
  expect((await hub.harvestFiles({ 'themes.csv': 'theme_code,label\nYOUTH,Youth work' }, { name: 'more', publisher: { ...publishers.england, name: 'Department for Education' } })).issues).toEqual([]);
});

test.each([[publishers.leicester, 'Nottingham City Council', 'Leicester'], [publishers.leicester, 'Leicestershire', 'Leicester'], [publishers.eastMidlands, 'North East', 'East Midlands']])('a name that is clearly another is told, and the rows land: %j as %s', async (publisher, name, known) => {
  const hub = await openTestHub();
  const report = await hub.harvestFiles(groups, { publisher: { ...publisher, name } });
  expect(report).toMatchObject({ status: 'harvested', rowsRefused: 0, issues: [{ severity: 'warning', rule: 'PUBLISHER_NAME', file: 'datapackage.json', found: name, expected: known }] });
  expect(printReport(report).slice(-2)).toEqual(['  Look at:', `    datapackage.json: the package calls its publisher, ${publisher.code}, "${name}"; the hub knows that code as ${known}. See which of the two is right: the rows are those of the code, and shown with the name.`]);
});

test('it is told of the sheet where a workbook says it, and no more once the hub knows the code by that name', async () => {
  const hub = await openTestHub();
  const facts = leicester.rows.map((row) => (row[0] === 'publisher name *' ? [row[0], 'Rutland'] : row));
  const workbook = fileOf(workbookBytes([{ ...leicester, rows: facts }, { name: 'groups', rows: [['group_ref', 'name', 'kind', 'authority_codes'], ['G1', 'Board', 'board', 'E06000016']] }]));
  expect((await hub.harvest(workbook)).issues).toMatchObject([{ rule: 'PUBLISHER_NAME', file: 'sheet Package' }]);
  await hub.harvest(makePackage({ 'authorities.csv': 'gss_code,name,kind\nE06000016,Rutland,unitary' }, { name: 'reference', publisher: publishers.england }));
  expect(await hub.harvest(workbook)).toMatchObject({ status: 'harvested', issues: [] });
});
