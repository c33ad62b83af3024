// Measures the overlaps of so many made-up authorities in a process of its own, so that its memory is its own, and prints what it saw as JSON.
import { join } from 'node:path';
import { openHub, updateOverlapsBy, type Hub } from '../../src/hub.ts';
import type { CodedStatement } from '../../src/overlap/engine/CodedStatement.ts';
import { formOverlaps } from '../../src/overlap/engine/formOverlaps.ts';
import { loadEngine } from '../../src/overlap/engine/loadEngine.ts';
import { askForOverlaps } from './askForOverlaps.ts';
import { compareByRule, comparePairs, makeReady } from './comparePairs.ts';
import { changePlan, fillHub } from './fillHub.ts';
import { refuseDifferences, type FoundOverlap } from './FoundOverlaps.ts';
import { recombine } from './recombine.ts';
import { watchLoop, type LongestStretch } from './watchLoop.ts';

/** Times in milliseconds of processor time, memory in MiB. */
export interface SizeFigures {
  statements: number;
  /** Themes that statements were put under: all that is looked at. */
  candidates: number;
  fromNothing: Run;
  onePlanChanged: Run;
  /** Without the database: reading the statements, and grouping what was read. */
  readingMs: number;
  groupingMs: number;
  /** In place of grouping what was read; null where it was left out, for it would take minutes. */
  bruteForce: BruteForce | null;
}

/** What the hub answers with was held against what both ways found: they agree. */
export interface BruteForce {
  /** Holding every two statements against each other by the rule: measured among so many authorities, and reckoned for all. */
  byRuleMs: number;
  authoritiesByRule: number;
  /** Comparing the meetings of every two, once each statement's own are ready. */
  byKeysMs: number;
  /** Found by the hub and by comparing the meetings of every two. */
  overlaps: number;
  members: number;
  cores: number;
}

export interface Run {
  cpuMs: number;
  /** For which the process could do nothing else. */
  longest: LongestStretch;
  /** What the process grew by at the most. */
  peakMiB: number;
}

/** One after another, each brought up to date before the next: of one alone the figure is a few turns of the loop, and chance. */
const plansChanged = 5;

/** Whose statements are held against each other by the rule: a second or so of it. */
const mostAuthoritiesByRule = 12;

const [authorities, folder, isCompared] = [Number(process.argv[2]), process.argv[3]!, process.argv[4] === 'compare'];
const plans = recombine(authorities);
const hub = await openHub({ database: { kind: 'sqlite', file: join(folder, 'hub.sqlite') }, dataFolder: folder });
// As a hub does that answers meanwhile.
await hub.writeBeside();
await fillHub(hub, plans);
const fromNothing = await measure(hub);
const candidates = await countMembers(hub);
const changes: Run[] = [];
for (const index of spreadOver(plans.length, plansChanged)) {
  plans[index] = await changePlan(hub, plans[index]!);
  changes.push(await measure(hub));
}
const coded = codeAll();
const [groupingMs] = timed(() => formOverlaps(coded.byPlan.flat()));
const bruteForce = isCompared ? await compareWith(hub) : null;
await hub.close();
console.log(JSON.stringify({ statements: coded.byPlan.flat().length, candidates, fromNothing, onePlanChanged: eachOf(changes), readingMs: coded.readingMs, groupingMs, bruteForce } satisfies SizeFigures));

async function measure({ write }: Hub): Promise<Run> {
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 5);
  const longestSeen = watchLoop();
  const started = process.cpuUsage();
  await updateOverlapsBy(write, () => new Date('2026-11-27'));
  const { user, system } = process.cpuUsage(started);
  const longest = await longestSeen();
  clearInterval(watch);
  return { cpuMs: (user + system) / 1_000, longest, peakMiB: (peak - before) / 2 ** 20 };
}

/** What one of several runs took, on average, and the most that any of them did. */
function eachOf(runs: readonly Run[]): Run {
  const most = (figureOf: (run: Run) => number): number => Math.max(...runs.map(figureOf));
  return {
    cpuMs: runs.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / runs.length,
    longest: { clockMs: most(({ longest }) => longest.clockMs), workMs: most(({ longest }) => longest.workMs) },
    peakMiB: most(({ peakMiB }) => peakMiB),
  };
}

async function countMembers({ rows }: Hub): Promise<number> {
  const { n } = await rows.selectFrom('overlap_member').select((all) => all.fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
  return Number(n);
}

function codeAll(): { readingMs: number; byPlan: CodedStatement[][] } {
  const engine = loadEngine();
  const [readingMs, byPlan] = timed(() => plans.map((plan) => plan.statements.map((statement) => engine.codeStatement(statement))));
  return { readingMs, byPlan };
}

/** Times both ways to compare every pair, and ends where the hub's answer is not what they found. */
async function compareWith(answering: Hub): Promise<BruteForce> {
  const all = coded.byPlan.flat();
  const ready = makeReady(all);
  const [byKeysMs, byKeys] = timed(() => comparePairs(ready, all));
  const found = await askForOverlaps(answering, plans.map(({ authority }) => authority));
  refuseDifferences(found, byKeys, `the meetings of every two statements of ${authorities} authorities`);
  const some = spreadOver(plans.length, mostAuthoritiesByRule);
  const few = some.flatMap((index) => coded.byPlan[index]!);
  const [ruleMs, byRule] = timed(() => compareByRule(few));
  refuseDifferences(await askForOverlaps(answering, some.map((index) => plans[index]!.authority)), byRule, `by the rule every two statements of ${some.length} authorities`);
  const sum = (sizeOf: (one: FoundOverlap) => number): number => [...found.values()].reduce((total, one) => total + sizeOf(one), 0);
  return { byRuleMs: (ruleMs * pairsAmong(coded.byPlan)) / pairsAmong(some.map((index) => coded.byPlan[index]!)), authoritiesByRule: some.length, byKeysMs, overlaps: found.size, members: sum(({ members }) => members.size), cores: sum(({ cores }) => cores.size) };
}

/** Indices of at most so many of a list, spread over all of it. */
function spreadOver(length: number, most: number): number[] {
  const size = Math.min(length, most);
  return Array.from({ length: size }, (_, index) => Math.floor((index * length) / size));
}

/** How many pairs there are of statements of different plans, each of which is another authority's. */
function pairsAmong(byPlan: readonly (readonly unknown[])[]): number {
  const pairsOf = (size: number): number => (size * (size - 1)) / 2;
  return byPlan.reduce((pairs, { length }) => pairs - pairsOf(length), pairsOf(byPlan.flat().length));
}

function timed<Result>(work: () => Result): [number, Result] {
  const started = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(started);
  return [(user + system) / 1_000, result];
}
