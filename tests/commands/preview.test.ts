import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { previewPackages } from '../../src/commands/preview.ts';
import { readConfig } from '../../src/config.ts';
import { harvestPackage } from '../../src/harvest/harvestPackage.ts';
import type { HarvestReport } from '../../src/harvest/harvestReport.ts';
import { openHub, refreshOverlaps } from '../../src/hub.ts';
import type { NewDecision } from '../../src/overlap/decisions/decide.ts';
import { newPlace } from '../support/database.ts';
import { csv, makePackage, publishers, referenceFiles, type PackageFiles, type PackageFolder } from '../support/harvest.ts';
import { makeZip } from '../support/makeZip.ts';

const leicester: PackageFiles = {
  'plans.csv': `plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to,embargo_until\ncypp,E06000016,Leicester's plan,cypp,whole,2024,2027,9999-01-01`,
  'priorities.csv': `
    plan_ref,priority_ref,title,kind,adopted
    cypp,p1,Better support for children with special educational needs,priority,yes
    cypp,p2,Improve outcomes for looked-after children,priority,yes
    cypp,p3,Shine together,priority,yes
    cypp,p4,What our partners do about special educational needs,partner-outcome,no
    cypp,p5,Refused,no-such-kind,yes
  `,
};
const nottingham: PackageFiles = {
  'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\ncypp,E06000018,Nottingham plan,cypp,whole,2024,2027',
  'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\ncypp,n1,Improve provision for pupils with special educational needs,priority,yes',
};

/** A hub with Nottingham's plan in it, of which each call opens the database anew, as a command does. */
async function hubOnDisk(): Promise<{ harvest: (folder: PackageFolder) => Promise<HarvestReport>; everything: () => Promise<Record<string, unknown[]>>; preview: (path: string) => Promise<{ code: number; printed: string }>; decide: (decision: NewDecision) => Promise<unknown> }> {
  const place = await newPlace();
  onTestFinished(place.remove);
  const config = readConfig(place.settings);
  const withHub = async <Result>(work: (hub: Awaited<ReturnType<typeof openHub>>) => Promise<Result>): Promise<Result> => {
    const hub = await openHub(config);
    try {
      return await work(hub);
    } finally {
      await hub.close();
    }
  };
  const harvest = (from: PackageFolder) => withHub(async (hub) => {
    const report = await harvestPackage(hub.harvesting, from.path);
    await refreshOverlaps(hub);
    return report;
  });
  await harvest(makePackage(referenceFiles, { name: 'reference', publisher: publishers.england }));
  await harvest(makePackage(nottingham, { publisher: publishers.nottingham }));
  return {
    harvest,
    decide: (decision) => withHub((hub) => hub.acts.decide(decision)),
    everything: () => withHub(async (hub) => {
      const tables = [...hub.orm.getMetadata().getAll().values()].map(({ tableName }) => tableName);
      return Object.fromEntries(await Promise.all(tables.map(async (table) => [table, (await sql`select * from ${sql.table(table)} order by 1, 2`.execute(hub.stored)).rows] as const)));
    }),
    preview: async (path) => {
      const lines: string[] = [];
      const code = await previewPackages(config, path, (line) => void lines.push(line));
      return { code, printed: lines.join('\n') };
    },
  };
}

test('a preview changes no row of any table; the import after it does', async () => {
  const { everything, preview, harvest } = await hubOnDisk();
  const before = await everything();
  expect(Object.values(before).flat().length).toBeGreaterThan(10);
  const folder = makePackage(leicester);
  const { code, printed } = await preview(folder.path);
  expect([code, printed]).toEqual([0, expect.stringMatching(/This was a preview: nothing of it was stored\. .+ how to bring it in/)]);
  expect(await everything()).toEqual(before);
  // The control: the same package, imported, is seen by the same comparison.
  expect((await harvest(folder)).status).toBe('harvested');
  expect(await everything()).not.toEqual(before);
});

test('a preview uses up no data version: the number goes on by one with each change', async () => {
  const { everything, preview, harvest } = await hubOnDisk();
  const folder = makePackage(leicester);
  await preview(folder.path);
  expect((await harvest(folder)).status).toBe('harvested');
  const versions = (await everything())['data_version']!.map((row) => Number((row as { version: number }).version));
  expect(versions.length).toBeGreaterThan(2);
  expect(versions).toEqual(versions.map((_, at) => at + 1));
});

test('it says of each priority how the hub reads it, why, how surely, and with whom it would share what', async () => {
  const { preview } = await hubOnDisk();
  const { printed } = await preview(makePackage(leicester).path);
  expect(printed).toContain(`Leicester's plan (E06000016/cypp)`);
  expect(printed).toContain('Under embargo: only you would see it before 9999-01-01.');
  expect(printed).toContain('4 priorities: 0 with an uncertain reading, 1 with none.');
  expect(printed).toMatch(/p1: Better support .*\n    Special educational needs and disabilities \(SEND\), main theme, 0\.\d\d sure\.\n      It says “special educational needs”/);
  expect(printed).toContain('Joins the overlap Special educational needs and disabilities with Nottingham.');
  expect(printed).toContain('No overlap about Looked-after children: no two parties that the hub knows share it.');
  expect(printed).toMatch(/p3: Shine together\n    UNCERTAIN: the hub reads no theme in it/);
  expect(printed).toContain('Stands beside, as context, the overlap Special educational needs and disabilities with Nottingham.');
  expect(printed).not.toContain('The data are now');
});

test('it says what reviewers decided, and which of it the new words contradict', async () => {
  const { harvest, preview, decide } = await hubOnDisk();
  await harvest(makePackage({ ...leicester, 'plans.csv': leicester['plans.csv']!.toString().replace('9999-01-01', '') }));
  const decision = { rank: null, overlapId: null, otherOverlapId: null, coreKeys: [], title: null, basis: {}, overrule: false, reviewer: 'Analyst', madeAt: '2025-06-01T12:00:00.000Z', note: 'So it is.', priorityIds: [], themeCode: null } as const;
  await decide({ ...decision, id: 'one', kind: 'set-theme', priorityIds: ['E06000016/p3'], themeCode: 'SEND', rank: 'primary', basis: { words: { 'E06000016/p3': { title: 'Shine together', hash: '' } } } });
  await decide({ ...decision, id: 'two', kind: 'rename-overlap', overlapId: 'overlap-SEND', title: 'Special needs' });
  await decide({ ...decision, id: 'three', kind: 'reject-overlap', overlapId: 'overlap-SEND' });
  const { printed } = await preview(makePackage({ ...leicester, 'priorities.csv': leicester['priorities.csv']!.toString().replace('Shine together', 'Shine brightly') }).path);
  expect(printed).toContain('Special educational needs and disabilities (SEND), main theme, 1.00 sure, as a reviewer decided.');
  expect(printed).toContain('A reviewer decided about it when things stood otherwise: It read “Shine together” then, and reads “Shine brightly” now.');
  expect(printed).toContain('Joins the overlap Special needs with Nottingham, which a reviewer rejected.');
  expect(printed).not.toContain('No overlap about Special educational needs');
});

test('it marks a reading that is uncertain, and says what would have been next', async () => {
  const { preview, harvest } = await hubOnDisk();
  await harvest(makePackage({ 'themes.csv': 'theme_code,label\nSAFETY,Safe places\nENVIRON,Environment' }, { name: 'themes', title: 'Themes', publisher: publishers.england }));
  const { printed } = await preview(makePackage({ ...leicester, 'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\ncypp,p1,Young people on the streets,priority,yes' }).path);
  expect(printed).toContain('1 priority: 1 with an uncertain reading, 0 with none.');
  expect(printed).toMatch(/    UNCERTAIN: Safe places \(SAFETY\), main theme, 0\.[2-5]\d sure\./);
  expect(printed).toMatch(/    Next in line, and not read: Environment \(0\.\d\d sure\)\./);
});

test('what it says of rows is what the import then does: the same rows land and are refused, for the same reasons', async () => {
  const { preview, harvest } = await hubOnDisk();
  const folder = makePackage(leicester);
  const { printed } = await preview(folder.path);
  expect(printed).toContain('5 would land (5 new, 0 changed, 0 as before), 1 would be refused.');
  expect(printed).toContain('priorities.csv line 6, column kind: found "no-such-kind"');
  const report = await harvest(folder);
  expect([report.counts.added, report.rowsRefused, report.issues.map(({ line }) => line)]).toEqual([5, 1, [6]]);
});

test('it names what would change and what would be withdrawn', async () => {
  const { preview, harvest } = await hubOnDisk();
  const folder = makePackage(leicester);
  await harvest(folder);
  folder.write({ ...leicester, 'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\ncypp,p1,Better support for children with disabilities,priority,yes\ncypp,p2,Improve outcomes for looked-after children,priority,yes\ncypp,p6,Safer streets,priority,yes' });
  const { printed } = await preview(folder.path);
  expect(printed).toContain('2 records would be withdrawn');
  expect(printed).toContain('priorities, new: p6\n  priorities, changed: p1\n  priorities, withdrawn: p3, p4');
  expect(printed).toContain('p1: Better support for children with disabilities');
  expect(printed).not.toContain('p3: Shine together');
});

test('a package that holds what the hub has read already is shown as it stands', async () => {
  const { preview, harvest } = await hubOnDisk();
  const folder = makePackage(leicester);
  await harvest(folder);
  const { printed } = await preview(folder.path);
  expect(printed).toContain('nothing has changed since it was last read');
  expect(printed).toContain('p1: Better support for children with special educational needs');
});

test('a package that cannot be used gets its reason and exit code 1, and leaves no trace of a failed harvest', async () => {
  const { preview, everything } = await hubOnDisk();
  const before = await everything();
  const { code, printed } = await preview(makePackage({ 'plans.csv': 'plan_ref;title\n1;x' }).path);
  expect(code).toBe(1);
  expect(printed).toContain('is separated by semicolons');
  expect(printed).not.toContain('how to bring it in');
  expect(await everything()).toEqual(before);
});

test('several packages are previewed together: a later one may lean on an earlier', async () => {
  const { preview, everything } = await hubOnDisk();
  const before = await everything();
  const root = mkdtempSync(join(tmpdir(), 'common-ground-packages-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  renameSync(makePackage({ 'themes.csv': 'theme_code,label\nYCARER,Young carers' }, { name: 'themes', title: 'Themes', publisher: publishers.england }).path, join(root, 'themes'));
  renameSync(makePackage({ ...leicester, 'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted,theme_codes\ncypp,p1,Care for young carers,priority,yes,YCARER' }).path, join(root, 'leicester'));
  const { printed } = await preview(root);
  expect(printed).toMatch(/Young carers \(YCARER\), main theme, 0\.\d\d sure, as you coded it\./);
  expect(await everything()).toEqual(before);
});

test('a zip is previewed as it would be imported; one that is broken gets its reason', async () => {
  const { preview, everything } = await hubOnDisk();
  const before = await everything();
  const files = { 'datapackage.json': JSON.stringify({ name: 'plans', title: 'Plans', publisher: publishers.leicester }), 'plans.csv': csv(String(leicester['plans.csv'])), 'priorities.csv': csv(String(leicester['priorities.csv'])) };
  const { code, printed } = await preview(makeZip(files));
  expect([code, printed]).toEqual([0, expect.stringContaining('Joins the overlap Special educational needs and disabilities with Nottingham.')]);
  const broken = await preview(makeZip(files, (zip) => zip.subarray(0, 40)));
  expect([broken.code, broken.printed]).toEqual([1, expect.stringContaining('zip')]);
  expect(await everything()).toEqual(before);
});

test('an end that the plan does not state is said to be the hub’s own, and why it is that', async () => {
  const { preview } = await hubOnDisk();
  const open = { ...leicester, 'plans.csv': "plan_ref,authority_codes,title,kind,coverage,valid_from\ncypp,E06000016,Leicester's plan,cypp,whole,2024" };
  expect((await preview(makePackage(leicester).path)).printed).toContain('  In force from 2024-01-01 to 2027-12-31. ');
  expect((await preview(makePackage(open).path)).printed).toContain('  In force from 2024-01-01 to 2026-12-31 (this end is assumed, three years from the start, because the plan states none). ');
  const followed = { ...open, 'plans.csv': `${open['plans.csv'].replace('valid_from\n', 'valid_from,supersedes_ref\n')},\nnext,E06000016,The next plan,cypp,whole,2025,cypp` };
  expect((await preview(makePackage(followed).path)).printed).toContain('  In force from 2024-01-01 to 2024-12-31 (the day before the plan that replaces it). ');
  const outlived = { ...leicester, 'plans.csv': "plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\ncypp,E10000021,The county's plan,cypp,whole,2020,2024" };
  expect((await preview(makePackage(outlived, { publisher: { kind: 'authority', code: 'E10000021', name: 'Northamptonshire' } }).path)).printed).toContain('  In force from 2020-01-01 to 2021-03-31 (the day on which the last of its authorities ended). ');
});

test('a draft is said to stand beside overlaps, and every plan on which day it is to be looked at', async () => {
  const hub = await hubOnDisk();
  const draft = { ...leicester, 'plans.csv': "plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to,status\ncypp,E06000016,Leicester's plan,cypp,whole,2024,2027,draft" };
  const { printed } = await hub.preview(makePackage(draft).path);
  expect(printed).toContain('Its status is draft: until it is adopted, what it states stands beside overlaps as context and makes none.');
  expect(printed).not.toContain('Joins the overlap');
  expect(printed).toContain('for example asAt=2024-01-01');
});

test('that nobody shares a theme is said only where it is so: else why the plan joins none', async () => {
  const { preview } = await hubOnDisk();
  const plans = (columns: string, values: string) => ({ ...leicester, 'plans.csv': `plan_ref,authority_codes,title,kind,coverage${columns}\ncypp,E06000016,Leicester's plan,cypp,whole${values}` });
  const undated = (await preview(makePackage(plans('', '')).path)).printed;
  for (const theme of ['Special educational needs and disabilities', 'Looked-after children']) expect(undated).toContain(`No overlap about ${theme}: it joins none, because its plan states no start. State it in valid_from.`);
  expect(undated).not.toContain('share it');
  const draft = (await preview(makePackage(plans(',valid_from,valid_to,status', ',2024,2027,draft')).path)).printed;
  expect(draft).toContain('No overlap about Looked-after children beside which it could stand: no two parties that the hub knows have adopted it.');
  expect(draft).not.toContain('share it');
});

test('so it is said of a district, of which no plan is compared', async () => {
  const { preview, harvest } = await hubOnDisk();
  await harvest(makePackage({ 'authorities.csv': 'gss_code,name,kind,region_code\nE07000154,Northampton,district,E12000004' }, { name: 'districts', title: 'Districts', publisher: publishers.england }));
  const files = { ...leicester, 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\ncypp,E07000154,A plan,cypp,whole,2024,2027' };
  const { printed } = await preview(makePackage(files, { publisher: { kind: 'authority', code: 'E07000154', name: 'Northampton' } }).path);
  expect(printed).toContain('No overlap about Looked-after children: it joins none, because a district has no duties for children’s services, so the hub compares no plan of one.');
});

test('so it is of a priority that reviewers took out of an overlap which others share', async () => {
  const { preview, harvest, decide } = await hubOnDisk();
  const county = { ...nottingham, 'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\ncypp,E10000021,County plan,cypp,whole,2018,2020' };
  await harvest(makePackage(county, { publisher: { kind: 'authority', code: 'E10000021', name: 'Northamptonshire' } }));
  await harvest(makePackage(leicester));
  await decide({ rank: null, overlapId: 'overlap-SEND', otherOverlapId: 'overlap-SEND-000000000000', coreKeys: [], title: 'Apart', basis: {}, overrule: false, reviewer: 'Analyst', madeAt: '2025-06-01T12:00:00.000Z', note: 'So it is.', themeCode: null, id: 'one', kind: 'split-overlap', priorityIds: ['E06000016/p1'] });
  const { printed } = await preview(makePackage(leicester).path);
  expect(printed).toContain('No overlap about Special educational needs and disabilities: it is not in “Special educational needs and disabilities”, because of what reviewers decided about who belongs there.');
});
