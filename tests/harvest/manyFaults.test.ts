import { describe, expect, test } from 'vitest';
import { harvestPackage } from '../../src/harvest/harvestPackage.ts';
import { harvestTogether } from '../../src/harvest/harvestTogether.ts';
import type { HarvestReport } from '../../src/harvest/harvestReport.ts';
import { printReport } from '../../src/harvest/printReport.ts';
import { apiOver } from '../support/api.ts';
import { makePackage, openTestHub } from '../support/harvest.ts';

const listOf = (count: number, rowAt: (index: number) => string): string => Array.from({ length: count }, (_, index) => rowAt(index)).join('\n');
const plan = 'plan_ref,authority_codes,title,kind,coverage\ncypp,E06000016,Children’s plan,cypp,whole';
const header = 'service_ref,name,authority_codes,theme_codes,contract_end\n';

function countOf({ issues }: HarvestReport, rule: string, column?: string): { told: number; all: number } {
  const alike = issues.filter((issue) => issue.rule === rule && issue.column === column);
  return { told: alike.filter(({ count }) => count === undefined).length, all: alike.reduce((sum, { count = 1 }) => sum + count, 0) };
}

describe('a package of which very many rows are wrong', () => {
  const services = header + [
    listOf(1_200, (index) => `date-${index},Youth club,E06000016,,soon ${index}`),
    listOf(1_100, () => ',Without a key,E06000016,,'),
    listOf(5_100, () => 'same,Of one key,E06000016,SEND,'),
    listOf(5_100, (index) => `theme-${index},With two themes,E06000016,NOPE-${index};NEITHER-${index},`),
    listOf(3, (index) => `cells-${index},Too few cells`),
    'good,Family hub,E06000016,LAC,2030',
  ].join('\n');

  test('has each of them counted, and the first of every kind of fault told, in the report, the database and the API', async () => {
    const { hub, harvestFiles, rows } = await openTestHub();
    const report = await harvestFiles({ 'services.csv': services });
    expect(report).toMatchObject({ status: 'harvested', rowsRead: 12_504, rowsRefused: 1_200 + 1_100 + 5_099 + 3, counts: { added: 5_102 } });
    expect([countOf(report, 'BAD_VALUE', 'contract_end'), countOf(report, 'BAD_VALUE', 'service_ref'), countOf(report, 'REPEATED_KEY', 'service_ref'), countOf(report, 'UNKNOWN_REFERENCE', 'theme_codes'), countOf(report, 'WRONG_NUMBER_OF_CELLS')])
      .toEqual([{ told: 1_000, all: 1_200 }, { told: 1_000, all: 1_100 }, { told: 1_000, all: 5_099 }, { told: 1_000, all: 10_200 }, { told: 3, all: 3 }]);
    expect(await rows(`select rule, sum(count) as n, count(*) as stored from issue where source_id = 'E06000016/plans' group by rule order by rule`).then((found) => found.map((row) => Object.values(row as object).map((value) => (/^\d+$/.test(String(value)) ? Number(value) : value)))))
      .toEqual([['BAD_VALUE', 2_300, 2_002], ['REPEATED_KEY', 5_099, 1_001], ['UNKNOWN_REFERENCE', 10_200, 1_001], ['WRONG_NUMBER_OF_CELLS', 3, 3]]);

    const api = await apiOver(hub);
    const { data } = await api.query('{ source(id: "E06000016/plans") { lastHarvest { rowsRefused } issuesByRule { rule refused warned } issues(filter: { rules: ["BAD_VALUE"] }, first: 500) { totalCount pageInfo { endCursor } } } }');
    expect(data.source).toMatchObject({
      lastHarvest: { rowsRefused: 7_402 },
      issuesByRule: [{ rule: 'UNKNOWN_REFERENCE', refused: 0, warned: 10_200 }, { rule: 'REPEATED_KEY', refused: 5_099, warned: 0 }, { rule: 'BAD_VALUE', refused: 2_300, warned: 0 }, { rule: 'WRONG_NUMBER_OF_CELLS', refused: 3, warned: 0 }],
      issues: { totalCount: 2_002 },
    });
    const messages: { line: number | null; count: number; message: string }[] = [];
    for (let after = ''; messages.length < 2_002; ) {
      const { issues } = (await api.query(`{ source(id: "E06000016/plans") { issues(filter: { rules: ["BAD_VALUE"] }, first: 500${after}) { nodes { line count message } pageInfo { endCursor } } } }`)).data.source;
      messages.push(...issues.nodes);
      after = `, after: "${issues.pageInfo.endCursor}"`;
    }
    expect(messages.filter(({ count }) => count !== 1)).toEqual([
      { line: null, count: 200, message: 'And 200 more like these in this file, which were counted and are not told one by one; expected a year, month or day as 2008, 2008-11 or 2008-11-30. Their rows were refused.' },
      { line: null, count: 100, message: 'And 100 more like these in this file, which were counted and are not told one by one; expected a value, because the column is required. Their rows were refused.' },
    ]);
  });

  test('is printed so that no fault hides another, in a preview as well', async () => {
    const { harvestFiles } = await openTestHub();
    const report = await harvestFiles({ 'services.csv': services });
    for (const isPreview of [false, true]) {
      const lines = printReport(report, { isPreview });
      for (const beginning of ['services.csv line 2, column contract_end: found "soon 0"', 'services.csv lines 1202, 1203, 1204, 1205, 1206 and 995 more, column service_ref: found nothing', 'services.csv lines 12502, 12503 and 12504: found "cells', 'services.csv, column contract_end: and 200 more like these in this file', 'services.csv, column theme_codes: and 9,200 more like these in this file']) {
        expect(lines.some((line) => line.trim().startsWith(beginning) || line.trim().startsWith(beginning.replace(/lines 12502.*/, 'line 12502: found "cells-0'))), beginning).toBe(true);
      }
    }
  });

  test('keeps the last good state of every refused row, as one with few does', async () => {
    const { harvest, rows } = await openTestHub();
    const priorities = (of: string) => `plan_ref,priority_ref,title,kind,rank\n${listOf(5_200, (index) => `${of},p${index},Children are safe ${index},priority,${index + 1}`)}`;
    const folder = makePackage({ 'plans.csv': plan, 'priorities.csv': priorities('cypp') });
    expect(await harvest(folder)).toMatchObject({ rowsRefused: 0, counts: { added: 5_201 } });
    folder.write({ 'plans.csv': plan, 'priorities.csv': priorities('gone') });
    const report = await harvest(folder);
    expect(report).toMatchObject({ status: 'harvested', rowsRefused: 5_200, kept: 5_200, counts: { added: 0, changed: 0, withdrawn: 0 } });
    expect(countOf(report, 'UNKNOWN_REFERENCE', 'plan_ref')).toEqual({ told: 1_000, all: 5_200 });
    expect(await rows('select count(*) as n from priority where withdrawn_on is null').then(([row]) => Number((row as { n: number }).n))).toBe(5_200);
  });

  test('is told of a row once, with all that it names in vain, also where many rows do', async () => {
    const { harvestFiles } = await openTestHub();
    const report = await harvestFiles({ 'plans.csv': plan, 'milestones.csv': `action_refs,title\n${listOf(1_700, (index) => `a${index};b${index};c${index},Milestone ${index}`)}` });
    expect(report).toMatchObject({ rowsRead: 1_701, rowsRefused: 1_700 });
    expect(countOf(report, 'UNKNOWN_REFERENCE', 'action_refs')).toEqual({ told: 1_000, all: 1_700 });
    expect(report.issues.filter(({ severity, found = 'a0;b0;c0' }) => severity !== 'error' || !/^a(\d+);b\1;c\1$/.test(found))).toEqual([]);
  });

  test('says of rows left out for a plan under embargo that was refused no more than how many', async () => {
    const { harvestFiles, rows } = await openTestHub();
    await harvestFiles({
      'plans.csv': `plan_ref,authority_codes,title,kind,coverage,embargo_until\nlei,E06000016,Secret plan,nothing,whole,2030-01-01\ncypp,E06000016,Plan,cypp,whole,`,
      'services.csv': header + listOf(1_100, (index) => `date-${index},Youth club,E06000016,,soon`),
    });
    expect(await rows(`select message, expected from issue where count > 1`)).toEqual([{ message: 'And 100 more like these in this file, which were counted and are not told one by one. Their rows were refused.', expected: null }]);
  });

  test('lands once another package brings what it waits for, however many records that may be', async () => {
    const { hub } = await openTestHub();
    const codes = Array.from({ length: 10_100 }, (_, index) => `L${index}`);
    const leaning = makePackage({ 'plans.csv': plan, 'priorities.csv': `plan_ref,priority_ref,title,kind,indicator_codes\ncypp,safe,Children are safe,priority,${codes.join(';')}` }, { name: 'leaning' });
    const bringing = makePackage({ 'indicators.csv': `indicator_code,title,measure,unit,polarity\nL10099,Children who are safe,proportion,%,high` }, { name: 'bringing' });
    const reports = await harvestTogether([leaning, bringing].map(({ path }) => () => harvestPackage(hub.harvesting, path)), { db: hub.stored });
    expect(reports.map(({ awaited }) => [...(awaited.get('indicator') ?? [])])).toEqual([['*'], []]);
    expect(countOf(reports[0]!, 'UNKNOWN_REFERENCE', 'indicator_codes').all).toBe(10_099);
  });
});
