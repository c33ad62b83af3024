import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BruteForce, Run, SizeFigures } from '../scale/measureSize.ts';
import { atMost, times, whole, type Bench, type Figure, type Part } from '../figure.ts';

const measureSize = fileURLToPath(new URL('../scale/measureSize.ts', import.meta.url));

/** The size of England, for which goals are set. */
const england = 160;

/** The East Midlands with its old and new codes, England, and ten times that. Every pair of the last would take minutes to compare by keys, and a day by the rule. */
const sizes = [
  { authorities: 11, isCompared: true },
  { authorities: england, isCompared: true },
  { authorities: 1_600, isCompared: false },
] as const;
const mostSeconds = 3;
const mostBlockMs = 50;
const mostGrowth = 1.3;
const mostOfBruteForce = 0.05;

/** Overlaps of made-up authorities, read and stored from nothing and after one plan changed, beside comparing every pair. */
export const overlaps: Part = {
  name: 'overlaps',
  title: 'Overlaps of made-up authorities (real statements recombined), on one core, in a SQLite database',
  async measure(bench) {
    const measured: { authorities: number; seen: SizeFigures }[] = [];
    for (const { authorities, isCompared } of bench.scale < 1 ? [sizes[0]] : sizes) measured.push({ authorities, seen: await measureOne(bench, authorities, isCompared) });
    return [...measured.flatMap(({ authorities, seen }) => figuresOf(authorities, seen)), ...growthOf(measured)];
  },
};

async function measureOne(bench: Bench, authorities: number, isCompared: boolean): Promise<SizeFigures> {
  const { stdout } = await promisify(execFile)(process.execPath, [...process.execArgv, measureSize, String(authorities), bench.newFolder(), isCompared ? 'compare' : '']).catch(({ stderr }: { stderr: string }) => {
    throw new Error(stderr);
  });
  return JSON.parse(stdout) as SizeFigures;
}

function figuresOf(authorities: number, { statements, candidates, fromNothing, onePlanChanged, readingMs, groupingMs, bruteForce }: SizeFigures): Figure[] {
  const name = `${whole(authorities)} authorities`;
  const isEngland = authorities === england;
  return [
    { what: `${name}: what is looked at`, value: `${whole(candidates)} memberships`, beside: `${whole((statements * (statements - 1)) / 2)} pairs of ${whole(statements)} statements` },
    ...(bruteForce ? besideBruteForce(name, authorities, { readingMs, groupingMs, fromNothing }, bruteForce) : []),
    { what: `${name}: read, grouped and stored from nothing`, value: seconds(fromNothing.cpuMs), ...(isEngland && { goal: `about ${mostSeconds} s`, isMet: fromNothing.cpuMs <= mostSeconds * 1_100 }) },
    { what: `${name}: one plan changed`, value: seconds(onePlanChanged.cpuMs), beside: `${seconds(fromNothing.cpuMs)} from nothing`, ...(isEngland ? atMost(onePlanChanged.cpuMs / fromNothing.cpuMs, 0.01) : { ratio: times(onePlanChanged.cpuMs / fromNothing.cpuMs) }) },
    longestBlock(name, fromNothing, onePlanChanged),
    { what: `${name}: memory on top`, value: `${whole(fromNothing.peakMiB)} MiB` },
  ];
}

/** The goal is shown for what the rival does too, reading and grouping, and for all that the hub does, storing included, though no rival stores anything. */
function besideBruteForce(name: string, authorities: number, { readingMs, groupingMs, fromNothing }: Pick<SizeFigures, 'readingMs' | 'groupingMs' | 'fromNothing'>, { byRuleMs, byKeysMs, authoritiesByRule, overlaps: found, members, cores }: BruteForce): Figure[] {
  const isEngland = authorities === england;
  const isReckoned = authoritiesByRule < authorities;
  const rivalMs = readingMs + byRuleMs;
  const beside = `${seconds(rivalMs)} read, and every two held against each other by the rule${isReckoned ? `, reckoned from ${authoritiesByRule} authorities` : ''}`;
  return [
    { what: `${name}: overlaps that the hub answers with`, value: `${whole(found)}, ${whole(members)} members, ${whole(cores)} shared core groups`, beside: `the same members, cores and strengths by the keys of every two, and by the rule among ${isReckoned ? authoritiesByRule : 'all'} authorities` },
    { what: `${name}: grouped, once read`, value: seconds(groupingMs), beside: `${seconds(byKeysMs)} comparing the keys of every two, made ready before`, ratio: times(groupingMs / byKeysMs) },
    { what: `${name}: read and grouped`, value: seconds(readingMs + groupingMs), beside, ...(isEngland ? atMost((readingMs + groupingMs) / rivalMs, mostOfBruteForce) : { ratio: times((readingMs + groupingMs) / rivalMs) }) },
    { what: `${name}: read, grouped and stored from nothing, beside the strongest rival`, value: seconds(fromNothing.cpuMs), beside: `${seconds(readingMs + byKeysMs)} read, and the keys of every two compared, nothing stored`, ratio: times(fromNothing.cpuMs / (readingMs + byKeysMs)) },
    { what: `${name}: read, grouped and stored from nothing, beside brute force`, value: seconds(fromNothing.cpuMs), beside: `${beside}, and nothing stored`, ...(isEngland ? atMost(fromNothing.cpuMs / rivalMs, mostOfBruteForce) : { ratio: times(fromNothing.cpuMs / rivalMs) }) },
  ];
}

/** Where others use the machine, the clock tells what they took: then the loop's own work is what says something. */
function longestBlock(name: string, ...runs: readonly Run[]): Figure {
  const [clockMs, workMs] = [Math.max(...runs.map(({ longest }) => longest.clockMs)), Math.max(...runs.map(({ longest }) => longest.workMs))];
  return { what: `${name}: longest block of the event loop`, value: `${clockMs.toFixed(0)} ms`, beside: `${workMs.toFixed(0)} ms the most that the loop itself worked meanwhile`, goal: `≤ ${mostBlockMs} ms`, isMet: clockMs <= mostBlockMs };
}

/** The power of the number of statements by which time grows from England to the next size. */
function growthOf(measured: readonly { seen: SizeFigures }[]): Figure[] {
  const [, ofEngland, tenfold] = measured.map(({ seen }) => seen);
  if (!ofEngland || !tenfold) return [];
  const exponent = Math.log(tenfold.fromNothing.cpuMs / ofEngland.fromNothing.cpuMs) / Math.log(tenfold.statements / ofEngland.statements);
  return [{ what: 'growth of the time from nothing', value: `statements^${exponent.toFixed(2)}`, goal: `≤ ${mostGrowth}`, isMet: exponent <= mostGrowth }];
}

function seconds(ms: number): string {
  return ms < 1_000 ? `${ms.toPrecision(3)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
