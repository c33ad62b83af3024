import type { Figure, Part } from '../figure.ts';
import { startMeasuredServers } from '../measuredServers.ts';
import { questions } from '../questions.ts';
import { inWords } from './requests.ts';

const mostPercent = 5;
const asked = [
  { title: 'the smallest question', query: questions.smallest, times: 400 },
  { title: 'a page of plans', query: questions.page, times: 80 },
  { title: 'overlaps, as in the README', query: questions.overlaps, times: 40 },
];

/** All that a served hub has (limits, queue, rate, metrics, headers) beside the same execution behind Apollo in Fastify alone. */
export const limits: Part = {
  name: 'limits',
  title: 'What all the limits cost',
  async measure(bench) {
    const servers = await startMeasuredServers(bench);
    try {
      const figures: Figure[] = [];
      for (const { title, query, times } of asked) {
        const { hub, bare } = (await servers.compare({ query }, ['hub', 'bare'], times)).measured;
        const percent = (hub.cpuMs / bare.cpuMs - 1) * 100;
        figures.push({ what: title, value: inWords(hub), beside: `${inWords(bare)} without`, ratio: `${percent >= 0 ? '+' : ''}${percent.toFixed(1)} %`, goal: `≤ ${mostPercent} %`, isMet: percent <= mostPercent });
      }
      return figures;
    } finally {
      await servers.stop();
    }
  },
};
