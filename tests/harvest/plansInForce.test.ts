import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inForce } from '../../src/harvest/plansInForce.ts';
import { apiOver } from '../support/api.ts';
import { makePackage, openTestHub, publishers, referenceFiles } from '../support/harvest.ts';

const none = { validFrom: null, validTo: null, supersededFrom: null, authoritiesBegan: null, authoritiesEnded: null };

describe('when a plan is in force', () => {
  test.each([
    ['from and to the years it states', { validFrom: '2006', validTo: '2009' }, '2006-01-01', '2009-12-31', 'stated'],
    ['from and to the days it states', { validFrom: '2006-04-01', validTo: '2009-03-31' }, '2006-04-01', '2009-03-31', 'stated'],
    ['to its stated end, though a successor began before', { validFrom: '2006', validTo: '2009', supersededFrom: '2008' }, '2006-01-01', '2009-12-31', 'stated'],
    ['until the day before its successor', { validFrom: '2006', supersededFrom: '2008-04' }, '2006-01-01', '2008-03-31', 'superseded'],
    ['for three years, when its successor began before it', { validFrom: '2008', supersededFrom: '2006' }, '2008-01-01', '2010-12-31', 'assumed'],
    ['for three years, when it states no end', { validFrom: '2008-09' }, '2008-09-01', '2011-08-31', 'assumed'],
    ['for three years from a leap day', { validFrom: '2008-02-29' }, '2008-02-29', '2011-02-28', 'assumed'],
    ['for three years to the end of a leap February', { validFrom: '2009-03-01' }, '2009-03-01', '2012-02-29', 'assumed'],
    ['until its authorities ended', { validFrom: '2019', validTo: '2023', authoritiesEnded: '2021-03-31' }, '2019-01-01', '2021-03-31', 'authority-ended'],
    ['from the day on which its authorities began, where it is dated by its year', { validFrom: '2021', validTo: '2025', authoritiesBegan: '2021-04-01' }, '2021-04-01', '2025-12-31', 'stated'],
    ['from its own start, when its authorities were there before', { validFrom: '2021', validTo: '2025', authoritiesBegan: '1997-04-01' }, '2021-01-01', '2025-12-31', 'stated'],
    ['to its stated end, when its authorities outlived it', { validFrom: '2015', validTo: '2018', authoritiesEnded: '2021-03-31' }, '2015-01-01', '2018-12-31', 'stated'],
  ])('%s', (_words, stated, from, to, basis) => {
    expect(inForce({ ...none, ...stated })).toEqual({ from, to, basis });
  });

  test.each([
    ['no start is stated', { validTo: '2009' }],
    ['it had ended when its authorities began', { validFrom: '2019', validTo: '2020', authoritiesBegan: '2021-04-01' }],
    ['its authorities were gone before it began', { validFrom: '2022', authoritiesEnded: '2021-03-31' }],
  ])('on no day that can be named, when %s', (_words, stated) => {
    expect(inForce({ ...none, ...stated })).toEqual({ from: null, to: null, basis: 'unknown' });
  });

  test('never ends before it begins, whatever is stated', () => {
    const date = fc.option(fc.oneof(fc.constantFrom('9999', '9998-12', '1000', 'soon', '2008-02-29'), fc.integer({ min: 1990, max: 2030 }).map(String), fc.date({ min: new Date('1990-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }).map((day) => day.toISOString().slice(0, 10))));
    const day = date.filter((text) => text === null || text.length === 10);
    fc.assert(
      fc.property(fc.record({ validFrom: date, validTo: date, supersededFrom: date, authoritiesBegan: day, authoritiesEnded: day }), (stated) => {
        const { from, to } = inForce(stated);
        return from === null ? to === null : to !== null && from <= to;
      }),
      { numRuns: 2000 },
    );
  });
});

describe('plans in force are worked out again', () => {
  const header = 'plan_ref,authority_codes,title,kind,coverage,valid_from,supersedes_ref';
  const inForceOf = (ref: string) => `select in_force_from as "from", in_force_to as "to", in_force_basis as basis from plan where ref = '${ref}'`;

  test('when a successor comes, though the plan itself has not changed', async () => {
    const hub = await openTestHub();
    const folder = makePackage({ 'plans.csv': `${header}\nold,E06000016,Old plan,cypp,whole,2006,` });
    await hub.harvest(folder);
    expect(await hub.rows(inForceOf('old'))).toEqual([{ from: '2006-01-01', to: '2008-12-31', basis: 'assumed' }]);
    folder.write({ 'plans.csv': `${header}\nold,E06000016,Old plan,cypp,whole,2006,\nnew,E06000016,New plan,cypp,whole,2008-04,old` });
    await hub.harvest(folder);
    expect(await hub.rows(inForceOf('old'))).toEqual([{ from: '2006-01-01', to: '2008-03-31', basis: 'superseded' }]);
  });

  test('when the successor is withdrawn', async () => {
    const hub = await openTestHub();
    const folder = makePackage({ 'plans.csv': `${header}\nold,E06000016,Old plan,cypp,whole,2006,\nnew,E06000016,New plan,cypp,whole,2008-04,old` });
    await hub.harvest(folder);
    folder.write({ 'plans.csv': `${header}\nold,E06000016,Old plan,cypp,whole,2006,` });
    await hub.harvest(folder);
    expect(await hub.rows(inForceOf('old'))).toEqual([{ from: '2006-01-01', to: '2008-12-31', basis: 'assumed' }]);
  });

  test('when another source says that the authority has ended', async () => {
    const hub = await openTestHub({ reference: false });
    const england = { name: 'reference', title: 'Reference data', publisher: publishers.england };
    const reference = makePackage(referenceFiles, england);
    await hub.harvest(reference);
    await hub.harvestFiles({ 'plans.csv': `${header}\nlast,E06000016,Last plan,cypp,whole,2020,` });
    reference.write({ ...referenceFiles, 'authorities.csv': 'gss_code,name,kind,region_code,valid_to\nE06000016,Leicester,unitary,E12000004,2021-03-31' });
    await hub.harvest(reference);
    expect(await hub.rows(inForceOf('last'))).toEqual([{ from: '2020-01-01', to: '2021-03-31', basis: 'authority-ended' }]);
  });

  test('and move the data version even when no row has changed, as when the rules have', async () => {
    const hub = await openTestHub();
    const files = { 'plans.csv': `${header}\nold,E06000016,Old plan,cypp,whole,2006,` };
    const folder = makePackage(files);
    await hub.harvest(folder);
    await hub.rows(`update plan set in_force_to = '2007-12-31'`);
    folder.write(files, { version: '2' });
    expect(await hub.harvest(folder)).toMatchObject({ counts: { changed: 0 }, dataVersion: 3 });
  });

  test('a plan dated by its year is in no answer of a day before its authority began, nor are its outcomes; a joint plan begins with the first of its authorities', async () => {
    const hub = await openTestHub({ reference: false });
    await hub.harvestFiles({ ...referenceFiles, 'authorities.csv': 'gss_code,name,kind,region_code,valid_from\nE06000016,Leicester,unitary,E12000004,1997-04-01\nE06000061,North Northamptonshire,unitary,E12000004,2021-04-01\nE06000062,West Northamptonshire,unitary,E12000004,2021-04' }, { name: 'reference', title: 'Reference data', publisher: publishers.england });
    const report = await hub.harvestFiles({
      'plans.csv': `${header}\nnorth,E06000061,Corporate plan,corporate,whole,2021,\nboth,E06000061;E06000062,Plan of both,cypp,whole,2021,\nwith-leicester,E06000061;E06000016,Plan with Leicester,cypp,whole,2021,`,
      'outcomes.csv': 'plan_ref,outcome_ref,title\nnorth,1,Children are healthy',
    }, { name: 'plans', publisher: publishers.england });
    expect(report).toMatchObject({ message: null, issues: [] });
    const { data, errors } = await (await apiOver(hub.hub)).query(`{
      before: plans(filter: { asAt: "2021-03-31" }) { nodes { title inForceFrom } } after: plans(filter: { asAt: "2021-04-01" }) { totalCount }
      outcomesBefore: outcomes(filter: { asAt: "2021-03-31" }) { totalCount } outcomesAfter: outcomes(filter: { asAt: "2021-04-01" }) { totalCount }
    }`);
    expect(errors).toEqual([]);
    expect(data).toEqual({ before: { nodes: [{ title: 'Plan with Leicester', inForceFrom: '2021-01-01' }] }, after: { totalCount: 3 }, outcomesBefore: { totalCount: 0 }, outcomesAfter: { totalCount: 1 } });
  });

  test('a joint plan goes on while one of its authorities does', async () => {
    const hub = await openTestHub();
    await hub.harvestFiles({ 'plans.csv': `${header}\njoint,E10000021;E06000016,Joint plan,cypp,whole,2020,\nown,E06000016;E10000021,Own plan,cypp,whole,2020,` });
    expect(await hub.rows(inForceOf('joint'))).toEqual([{ from: '2020-01-01', to: '2022-12-31', basis: 'assumed' }]);
  });
});
