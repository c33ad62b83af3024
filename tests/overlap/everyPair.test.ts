import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { askForOverlaps } from '../../bench/scale/askForOverlaps.ts';
import { compareByRule, comparePairs, makeReady } from '../../bench/scale/comparePairs.ts';
import { changePlan, fillHub } from '../../bench/scale/fillHub.ts';
import { differencesOf, refuseDifferences, type FoundOverlap, type FoundOverlaps } from '../../bench/scale/FoundOverlaps.ts';
import { recombine, type MadeUpPlan } from '../../bench/scale/recombine.ts';
import { updateOverlapsBy, type Hub } from '../../src/hub.ts';
import type { CodedStatement } from '../../src/overlap/engine/CodedStatement.ts';
import { loadEngine } from '../../src/overlap/engine/loadEngine.ts';
import { openEmptyHub } from '../support/database.ts';

const plans = recombine(8);
let hub: Hub;

beforeAll(async () => {
  hub = await openEmptyHub();
  await fillHub(hub, plans);
  await updateOverlapsBy(hub.write, () => new Date('2026-11-27'));
  // One plan changes, so that what is compared was brought up to date as well.
  plans[3] = await changePlan(hub, plans[3]!);
  await updateOverlapsBy(hub.write, () => new Date('2026-11-28'));
  return () => hub.close();
});

const authoritiesOf = (some: readonly MadeUpPlan[]): string[] => some.map(({ authority }) => authority);
const coded = (some: readonly MadeUpPlan[]): CodedStatement[] => some.flatMap(({ statements }) => statements).map((statement) => loadEngine().codeStatement(statement));
const byKeys = (some: readonly MadeUpPlan[]): FoundOverlaps => comparePairs(makeReady(coded(some)), coded(some));

test('whoever is asked about, a hub answers with the members, cores and strengths that comparing every pair finds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.subarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 2 }), async (indices) => {
      const some = indices.map((index) => plans[index]!);
      expect(differencesOf(await askForOverlaps(hub, authoritiesOf(some)), byKeys(some))).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

test('and with those that holding every two statements against each other by the rule finds', async () => {
  const some = plans.slice(2, 6);
  expect(differencesOf(await askForOverlaps(hub, authoritiesOf(some)), compareByRule(coded(some)))).toEqual([]);
});

test('comparing every pair finds something to compare', () => {
  const found = [...byKeys(plans).values()];
  expect(found.length).toBeGreaterThan(20);
  expect(found.reduce((sum, { members }) => sum + members.size, 0)).toBeGreaterThan(500);
  expect(found.reduce((sum, { cores }) => sum + cores.size, 0)).toBeGreaterThan(50);
});

describe('a difference is told', () => {
  const send: FoundOverlap = { members: new Set(['a/1', 'b/1', 'c/1']), cores: new Set(['a/1 b/1']), strength: 0.75 };
  const differences = (change: Partial<FoundOverlap>) => differencesOf(new Map([['SEND', send]]), new Map([['SEND', { ...send, ...change }]]));

  test('and ends the bench, which measures nothing that is not so', () => {
    const other = new Map([['SEND', { ...send, strength: 0.5 }]]);
    expect(() => refuseDifferences(new Map([['SEND', send]]), other, 'every two')).toThrow('The overlaps are not what comparing every two finds:\nSEND: its strength is 0.75 to the hub and 0.5 to its rival.');
    expect(() => refuseDifferences(other, other, 'every two')).not.toThrow();
  });

  test('of members', () => {
    expect(differences({ members: new Set(['a/1', 'b/1', 'd/1', 'd/2']) })).toEqual(['SEND: 1 members to the hub alone, such as c/1, 2 to its rival alone, such as d/1.']);
  });

  test('of core groups, even where as many are in them', () => {
    expect(differences({ cores: new Set(['b/1 c/1']) })).toEqual(['SEND: 1 core groups to the hub alone, such as a/1 b/1, 1 to its rival alone, such as b/1 c/1.']);
  });

  test('of strength, beyond what rounding makes', () => {
    expect(differences({ strength: 0.750_05 })).toEqual([]);
    expect(differences({ strength: 0.7502 })).toEqual(['SEND: its strength is 0.75 to the hub and 0.7502 to its rival.']);
  });

  test('of a whole overlap', () => {
    expect(differencesOf(new Map([['SEND', send]]), new Map())).toEqual(['SEND: an overlap to the hub alone.']);
  });
});

test('made-up plans are the same each time, and hardly two of their statements alike', () => {
  const titles = recombine(8).flatMap(({ statements }) => statements.map(({ title }) => title));
  expect(titles).toEqual(recombine(8).flatMap(({ statements }) => statements.map(({ title }) => title)));
  expect(titles).toHaveLength(500);
  expect(new Set(titles).size).toBeGreaterThan(400);
});
