import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tableSchema } from '../../../src/harvest/package/tableSchema.ts';
import { templateSheets } from '../../../src/harvest/workbook/template/templateSheets.ts';
import { writeWorkbook } from '../../../src/harvest/workbook/template/writeWorkbook.ts';
import { makePackage, openTestHub, publishers, type PackageFolder, type TestHub } from '../../support/harvest.ts';
import { answer, fileOf, fillIn, letters } from '../../support/workbook.ts';

type Row = Record<string, string | number>;
type Rows = Record<string, Row[]>;

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).map((words) => `“${words}”`);
const awkward = fc.constantFrom('007', '2.10', 'a\nb', 'a\tb', '"quoted", twice', '=1+1', '-5', 'TRUE', '_x0041_', '<b>&amp;</b>', '2007/08', '1e5', '5%', "it's", '$$ and $&', '\u{1F600}', 'E06000016');
const words = fc.oneof(text, awkward);
const reference = fc.stringMatching(/^[a-z0-9.]{1,8}$/);
const date = fc.constantFrom('2006', '2006-04', '2006-04-30');
const maybe = <T extends string | number>(value: fc.Arbitrary<T>) => fc.option(value, { nil: '' });

const planRow = fc.record<Row>({ plan_ref: reference, authority_codes: fc.constantFrom('E06000016', 'E06000016;E06000018'), title: words, kind: fc.constantFrom('cypp', 'other'), coverage: fc.constantFrom('whole', 'partial'), valid_from: maybe(date), stated_priorities: maybe(fc.nat(50)), embargo_until: maybe(fc.constant('2016-04-30')), summary: maybe(words) });
const priorityRow = fc.record<Row>({ priority_ref: reference, title: words, description: maybe(words), kind: fc.constantFrom('priority', 'outcome'), adopted: fc.constantFrom('', 'yes', 'no'), rank: maybe(fc.integer({ min: 1, max: 99 })), theme_codes: fc.constantFrom('', 'SEND', 'SEND;LAC'), indicator_codes: fc.constantFrom('', 'NI 117') });
const observationRow = fc.record<Row>({ indicator_code: fc.constantFrom('NI 117', 'NI 50'), area_code: fc.constant('E06000016'), period: fc.constantFrom('FY2007/08', 'AY2007/08', '2008-11', 'CY2008-Q3'), value: fc.double({ min: 0, max: 100, noNaN: true }).map((value) => Number(value.toFixed(4))), breakdown: maybe(words) });

const records: fc.Arbitrary<Rows> = fc
  .record({
    plans: fc.uniqueArray(planRow, { minLength: 1, maxLength: 3, selector: (row) => row.plan_ref }),
    priorities: fc.uniqueArray(priorityRow, { maxLength: 5, selector: (row) => row.priority_ref }),
    observations: fc.uniqueArray(observationRow, { maxLength: 5, selector: (row) => `${row.indicator_code}|${row.period}|${row.breakdown}` }),
  })
  .map(({ plans, priorities, observations }) => ({ plans, priorities: priorities.map((row) => ({ ...row, plan_ref: plans[0]!.plan_ref! })), observations }));

function asFolder(rows: Rows): PackageFolder {
  const files = Object.entries(rows).filter(([, list]) => list.length > 0).map(([name, list]) => [`${name}.csv`, Buffer.from(stringify(list, { header: true }))]);
  return makePackage(Object.fromEntries(files), { publisher: publishers.leicester });
}

const template = writeWorkbook(templateSheets({ publisher: publishers.leicester, codes: new Map() }));

function asWorkbook(rows: Rows): string {
  const byLetter = (name: string) => (row: Row) => Object.fromEntries(tableSchema(name).fields.flatMap((field, index) => (row[field.name] === undefined || row[field.name] === '' ? [] : [[letters(index), row[field.name]!]])));
  const sheets = Object.fromEntries(Object.entries(rows).map(([name, list]) => [name, list.map(byLetter(name))]));
  return fileOf(answer(fillIn(template, sheets), { B2: 'plans', B3: 'Leicester’s plans' }));
}

/** What readers will see of the package, but for where in it each record stands. */
async function landed(hub: TestHub) {
  const place = new Set(['file', 'line', 'last_seen_id', 'harvest_id']);
  const tables = await hub.everything();
  const kept = ['plan', 'plan_authority', 'priority', 'priority_stated_theme', 'priority_indicator', 'observation'];
  return kept.map((name) => (tables[name] as Row[]).map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => !place.has(column)))));
}

test('the same records give the same data, whether they come as CSV or on the sheets of the template', { timeout: 120_000 }, async () => {
  const byFolder = await openTestHub();
  const byWorkbook = await openTestHub();
  await fc.assert(
    fc.asyncProperty(records, async (rows) => {
      // Each package takes the place of the one before, so that changes and withdrawals are compared too.
      const reports = [await byFolder.harvest(asFolder(rows)), await byWorkbook.harvest(asWorkbook(rows))];
      // How many priorities a plan states and has are made up apart.
      for (const { issues, message } of reports) expect({ issues: issues.filter(({ rule }) => rule !== 'MISCOUNTED_PRIORITIES'), message }).toEqual({ issues: [], message: null });
      expect([reports[1]!.status, reports[1]!.counts]).toEqual([reports[0]!.status, reports[0]!.counts]);
      expect(await landed(byWorkbook)).toEqual(await landed(byFolder));
    }),
    { numRuns: 15 },
  );
});
