import { expect, test } from 'vitest';
import { openTestHub } from '../../support/harvest.ts';

// Written by the template, filled in and then saved by LibreOffice 7.4: shared strings, styles and relations are its own.
test('a workbook that LibreOffice saved reads as it was filled in, its examples left alone', async () => {
  const hub = await openTestHub();
  const report = await hub.harvest('tests/harvest/workbook/saved-by-libreoffice.xlsx');
  expect(report).toMatchObject({ status: 'harvested', title: 'Leicester’s plans', rowsRead: 3, rowsRefused: 0 });
  // Its examples are those of an earlier template: named, in case somebody wrote over them, and left alone.
  expect(report.issues.map(({ file, rule }) => [file, rule])).toEqual([['sheet plans', 'EXAMPLE_ROW'], ['sheet priorities', 'EXAMPLE_ROW'], ['sheet observations', 'EXAMPLE_ROW'], ['sheet plans', 'MISCOUNTED_PRIORITIES']]);
  expect(await hub.rows('select ref, title, valid_from, stated_priorities, embargo_until, line from plan')).toEqual([
    { ref: '007', title: 'Children & Young People’s Plan', valid_from: '2006-04', stated_priorities: 2, embargo_until: '2006-09-16', line: 3 },
  ]);
  expect(await hub.rows('select ref, title, adopted, plan_id from priority')).toEqual([{ ref: '2.10', title: 'Two\nlines', adopted: 1, plan_id: 'E06000016/007' }]);
  expect(await hub.rows('select target_id from priority_stated_theme order by target_id')).toEqual([{ target_id: 'LAC' }, { target_id: 'SEND' }]);
  expect(await hub.rows('select period, value from observation')).toEqual([{ period: 'FY2007/08', value: 5.1 }]);
});
