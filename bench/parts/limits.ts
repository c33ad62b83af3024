import { inPercent, type Figure, type Part } from '../figure.ts';
import { measureHub, type Measured } from '../measuredServers.ts';
import { questions } from '../questions.ts';
import { inWords } from './requests.ts';

const mostPercent = 5;
const asked = [
  { title: 'the smallest question', query: questions.smallest, times: 400 },
  { title: 'flat list of 60 rows', query: questions.flat, times: 200 },
  { title: 'overlaps, as in the README', query: questions.overlaps, times: 60 },
  { title: 'four levels', query: questions.nested, times: 30 },
];

/**
 * A served hub beside the same execution behind Apollo in Fastify: with the audit trail and the metrics, and with nothing. What the hub
 * has beyond the former counts as its limits: batch, address, concurrency, rate, what a known document's depth, cost and size are looked
 * up for, and the little beside them that is neither a limit nor a watch, such as looking for a kept answer. A document is checked and
 * priced once and known again. All of them run in one process, so that what goes on in it beside requests is in every figure.
 */
export const limits: Part = {
  name: 'limits',
  title: 'What the limits cost questions that were asked before, and what limits, audit trail and metrics cost together (nothing is logged)',
  measure: async (bench) => measureHub(bench, await bench.seededFolder(), async (servers) => {
    const figures: Figure[] = [];
    for (const { title, query, times } of asked) {
      const { hub, watched, bare } = (await servers.compare({ query }, ['hub', 'watched', 'bare'], times)).measured;
      figures.push({ what: `${title}: the limits`, value: inWords(hub), beside: `${inWords(watched)} watched, without limits`, ...costOf(hub, watched), goal: `≤ ${mostPercent} %`, isMet: hub.cpuMs <= watched.cpuMs * (1 + mostPercent / 100) });
      figures.push({ what: `${title}: limits and watching together`, value: inWords(hub), beside: `${inWords(bare)} with neither`, ...costOf(hub, bare) });
    }
    return figures;
  }),
};

function costOf(hub: Measured, control: Measured): Pick<Figure, 'ratio'> {
  return { ratio: inPercent(hub.cpuMs / control.cpuMs - 1) };
}
