import { atLeast, atMost, whole, type Figure, type Part } from '../figure.ts';
import { startMeasuredServers, type Measured, type MeasuredServers } from '../measuredServers.ts';
import { questions, valuesIn } from '../questions.ts';

/** Questions that are answered anew each time, beside `node:http` sending the same answer. */
export const requests: Part = {
  name: 'requests',
  title: 'Requests answered anew (CPU is milliseconds of processor a request, best of 7 rounds; MAX_COST raised)',
  async measure(bench) {
    const servers = await startMeasuredServers(bench);
    try {
      return [
        ...(await measureQuestion(servers, 'overlaps, as in the README', questions.overlaps, 40)),
        ...(await measureQuestion(servers, 'flat list of 60 rows', questions.flat, 300)),
        ...(await measureQuestion(servers, 'four levels', questions.nested, 40, 0.4)),
        ...(await measureQuestion(servers, 'search for two words', questions.search, 60)),
      ];
    } finally {
      await servers.stop();
    }
  },
};

async function measureQuestion(servers: MeasuredServers, title: string, query: string, times: number, goal?: number): Promise<Figure[]> {
  const { answer, measured } = await servers.compare({ query }, ['hub', 'stringified', 'constant'], times);
  const { hub, stringified, constant } = measured;
  const what = `${title}, ${whole(valuesIn(JSON.parse(answer)))} values, ${whole(answer.length / 1_024)} KiB`;
  const rate = stringified.cpuMs / hub.cpuMs;
  return [
    { what, value: inWords(hub), beside: `${inWords(stringified)} JSON.stringify`, ...(goal === undefined ? { ratio: atLeast(rate, 0).ratio } : atLeast(rate, goal)) },
    { what: '', value: '', beside: `${inWords(constant)} constant`, ratio: atMost(constant.cpuMs / hub.cpuMs, 0).ratio },
  ];
}

export function inWords({ cpuMs, perSecond }: Measured): string {
  return `${cpuMs.toFixed(3)} ms, ${whole(perSecond)}/s`;
}
