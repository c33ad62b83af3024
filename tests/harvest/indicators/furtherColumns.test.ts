import { describe, expect, test } from 'vitest';
import { fileOf, indicatorSource } from '../../support/indicators.ts';

/** A tidy file of the ONS with these further columns, and rows of Leicester's, each with a value. */
function tidy(columns: string, rows: readonly string[]): string {
  return fileOf(`indicator,areacd,period,value,${columns}\n${rows.map((row, index) => `homes,E06000016,20${10 + index}-01-01/P1Y,${index + 1},${row}`).join('\n')}`);
}

describe('a further column of a tidy file of the ONS', () => {
  test.each([
    ['tenure', 'Owned', 'tenure: Owned'],
    ['Ethnic group', 'White: English, Welsh', 'Ethnic group: White: English / Welsh'],
    ['Sex', 'Female', 'female'],
    ['age_group', '16 to 24', '16 to 24'],
    ['disability', 'Disabled', 'disability: Disabled'],
  ])('that names a group, as %s "%s", makes its figure that group’s', async (column, value, breakdown) => {
    const { read, observations } = await indicatorSource();
    const { report } = await read({ address: tidy(column, ['All', `"${value}"`, 'Total', '']) });
    expect(report).toMatchObject({ rowsRefused: 0, issues: [] });
    expect((await observations()).map(({ value: figure, breakdown: of }) => [figure, of])).toEqual([[1, null], [2, breakdown], [3, null], [4, null]]);
  });

  test('that says nothing of whom a figure is about changes nothing', async () => {
    const { read, observations } = await indicatorSource();
    const { report } = await read({ address: tidy('areanm,unit,notes,lci_99,Upper CI limit,confidence_interval', ['Leicester,%,See the methods,3,4,1']) });
    expect(report.issues).toEqual([]);
    expect(await observations()).toMatchObject([{ value: 1, breakdown: null }]);
  });

  test('of which nobody knows what it tells lets the rows land in which it says all, and leaves the others out: counted, with what to do', async () => {
    const { read, observations } = await indicatorSource();
    const { report } = await read({ address: tidy('landlord', ['All', 'Council', 'Private', 'Council', 'All landlords']) });
    expect(report.issues).toEqual([{ severity: 'warning', rule: 'GROUPS_LEFT_OUT', file: 'figures.csv', line: 3, column: 'landlord', message: '4 of 5 rows say "Council", "Private", "All landlords" in the column "landlord", first in line 3, so they may be about a part of everybody. They were left out. If the column parts everybody into groups, set "columns": {"landlord":"group"}; if it says nothing of whom a figure is about, {"landlord":"remark"}.' }]);
    expect((await observations()).map(({ line }) => line)).toEqual([2]);
  });

  test.each(['Citizenship', 'Lower age', 'Confidence in police'])('is no limit of a figure because it is called %s', async (column) => {
    const { read, observations } = await indicatorSource();
    const { report } = await read({ address: tidy(column, ['All', 'Some']) });
    expect(report.issues).toMatchObject([{ rule: 'GROUPS_LEFT_OUT', column }]);
    expect(await observations()).toHaveLength(1);
  });

  test('is read as the settings say', async () => {
    const { read, observations } = await indicatorSource();
    const address = tidy('landlord,method,tenure', ['All,Survey,All', 'Council,Survey,Rented', 'Private,Model,']);
    const { report } = await read({ address, columns: { landlord: 'group', method: 'remark', floor: 'remark' } });
    expect(report.issues).toMatchObject([{ rule: 'COLUMN_NOT_FOUND', message: 'The setting "columns" names "floor", and figures.csv has no such column that its form does not read itself.' }]);
    expect((await observations()).map(({ breakdown }) => breakdown)).toEqual([null, 'landlord: Council, tenure: Rented', 'landlord: Private']);
  });

  test('that the settings call a group’s says of everybody that it is all of what the column is called', async () => {
    const { read, observations } = await indicatorSource();
    const { report } = await read({ address: tidy('landlord', ['All landlords', 'Council', 'All council landlords']), columns: { landlord: 'group' } });
    expect(report.issues).toEqual([]);
    expect((await observations()).map(({ breakdown }) => breakdown)).toEqual([null, 'landlord: Council', 'landlord: All council landlords']);
  });

  test('that names a known one among other words is a group’s, and its total everybody’s', async () => {
    const { read, observations } = await indicatorSource();
    const { report } = await read({ address: tidy('Housing tenure,Sex (2 categories)', ['All tenures,Both', 'Owned,Both', 'Owned,Female']) });
    expect(report.issues).toEqual([]);
    expect((await observations()).map(({ breakdown }) => breakdown)).toEqual([null, 'Housing tenure: Owned', 'female, Housing tenure: Owned']);
  });

  test('that says something of every row of which nobody knows what it tells lets nothing land', async () => {
    const { read, observations } = await indicatorSource();
    const { report } = await read({ address: tidy('measure', ['Rate', 'Count']) });
    expect(report).toMatchObject({ status: 'failed', message: expect.stringMatching(/^2 of 2 rows say "Rate", "Count" in the column "measure", first in line 2, .*Nothing was changed\.$/) });
    expect(await observations()).toEqual([]);
  });
});

test('a figure is the same group’s in whichever order the columns stand', async () => {
  const { read, observations } = await indicatorSource();
  await read({ address: tidy('tenure,age,disability,sex', ['Owned,65+,Disabled,Male']) });
  expect(await observations()).toMatchObject([{ breakdown: 'male, 65+, disability: Disabled, tenure: Owned' }]);
  expect((await read({ address: tidy('sex,disability,tenure,age', ['Male,Disabled,Owned,65+']) })).report.counts).toMatchObject({ added: 0, changed: 0, withdrawn: 0 });
});
