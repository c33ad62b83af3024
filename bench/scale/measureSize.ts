// Measures the overlaps of so many made-up authorities in a process of its own, so that its memory is its own, and prints what it saw as JSON.
import { join } from 'node:path';
import { openHub, updateOverlapsBy, type Hub } from '../../src/hub.ts';
import { formOverlaps } from '../../src/overlap/engine/formOverlaps.ts';
import { loadEngine } from '../../src/overlap/engine/loadEngine.ts';
import { compareByRule, comparePairs, pairsOf, type Pairs } from './comparePairs.ts';
import { changePlan, fillHub } from './fillHub.ts';
import { recombine, type MadeUpPlan } from './recombine.ts';
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
  /** In place of grouping what was read; null where that would not end. */
  bruteForce: BruteForce | null;
}

export interface BruteForce {
  /** Holding every two statements against each other by the rule: measured on so many pairs, and reckoned for all. */
  byRuleMs: number;
  pairsByRule: number;
  /** Comparing the keys of every two, once each statement's keys are ready. */
  byKeysMs: number;
  isSame: boolean;
}

export interface Run {
  cpuMs: number;
  /** For which the process could do nothing else. */
  longest: LongestStretch;
  /** What the process grew by at the most. */
  peakMiB: number;
}

/** A second or so of them. */
const mostPairsByRule = 300_000;

const [authorities, folder, isCompared] = [Number(process.argv[2]), process.argv[3]!, process.argv[4] === 'compare'];
const plans = recombine(authorities);
const statements = plans.flatMap((plan) => plan.statements);
const hub = await openHub({ database: { kind: 'sqlite', file: join(folder, 'hub.sqlite') }, dataFolder: folder });
// As a hub does that answers meanwhile.
await hub.writeBeside();
await fillHub(hub, plans);
const fromNothing = await measure(hub);
const candidates = await countMembers(hub);
const onePlanChanged = await measureChange(hub, plans[Math.floor(plans.length / 2)]!);
await hub.close();
console.log(JSON.stringify({ statements: statements.length, candidates, fromNothing, onePlanChanged, ...engineAlone() } satisfies SizeFigures));

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

async function measureChange(changing: Hub, plan: MadeUpPlan): Promise<Run> {
  await changePlan(changing, plan);
  return measure(changing);
}

async function countMembers({ rows }: Hub): Promise<number> {
  const { n } = await rows.selectFrom('overlap_member').select((all) => all.fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
  return Number(n);
}

function engineAlone(): Pick<SizeFigures, 'readingMs' | 'groupingMs' | 'bruteForce'> {
  const engine = loadEngine();
  const [readingMs, coded] = timed(() => statements.map((statement) => engine.codeStatement(statement)));
  const [groupingMs, overlaps] = timed(() => formOverlaps(coded));
  if (!isCompared) return { readingMs, groupingMs, bruteForce: null };
  const grouped = pairsOf(overlaps);
  const [byKeysMs, byKeys] = timed(() => comparePairs(coded));
  const [ruleMs, { pairs: byRule, compared }] = timed(() => compareByRule(coded, mostPairsByRule));
  const all = (coded.length * (coded.length - 1)) / 2;
  return { readingMs, groupingMs, bruteForce: { byRuleMs: (ruleMs * all) / compared, pairsByRule: compared, byKeysMs, isSame: areAlike(grouped, byKeys) && (compared < all || areAlike(grouped, byRule)) } };
}

function areAlike(one: Pairs, other: Pairs): boolean {
  return one.core === other.core && one.related === other.related && Math.abs(one.strength - other.strength) <= 1e-6 * one.strength;
}

function timed<Result>(work: () => Result): [number, Result] {
  const started = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(started);
  return [(user + system) / 1_000, result];
}
