import { inPercent, type Figure, type Part } from '../figure.ts';
import { measureHub } from '../measuredServers.ts';
import { questions } from '../questions.ts';
import { inWords } from './requests.ts';

const mostPercent = 5;
const asked = [
  { title: 'the smallest question', query: questions.smallest, times: 400 },
  { title: 'flat list of 60 rows', query: questions.flat, times: 200 },
  { title: 'overlaps, as in the README', query: questions.overlaps, times: 60 },
  { title: 'four levels', query: questions.nested, times: 30 },
];

// What is looked for is a few microseconds, less than what the best of the rounds wavers by.
const rounds = 105;

/** A served hub beside the same hub without its limits, in one process. A document is checked and priced once and known again: what depth, cost, aliases, directives and tokens take of a new one is not in it. */
export const limits: Part = {
  name: 'limits',
  title: 'What all limits cost questions that were asked before',
  measure: async (bench) => measureHub(bench, await bench.seededFolder(), async (servers) => {
    const figures: Figure[] = [];
    // For nothing, so that the first question meets code that has run as often as the last one does.
    await servers.compare({ query: questions.flat }, ['hub', 'unlimited'], 200, rounds);
    for (const { title, query, times } of asked) {
      const { hub, unlimited } = (await servers.compare({ query }, ['hub', 'unlimited'], times, rounds)).measured;
      const ratio = meanOfBestQuarter(hub.rounds) / meanOfBestQuarter(unlimited.rounds);
      figures.push({ what: title, value: inWords(hub), beside: `${inWords(unlimited)} without limits`, ratio: inPercent(ratio - 1), goal: `≤ ${mostPercent} %`, isMet: ratio <= 1 + mostPercent / 100 });
    }
    return figures;
  }),
};

/** Milliseconds of processor for one request in those of the rounds that others on the machine, and the collector, left alone. */
function meanOfBestQuarter(rounds: readonly number[]): number {
  const best = rounds.toSorted((a, b) => a - b).slice(0, Math.ceil(rounds.length / 4));
  return best.reduce((sum, cpuMs) => sum + cpuMs, 0) / best.length;
}
