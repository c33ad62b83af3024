import { atLeast, times, whole, type Figure, type Part } from '../figure.ts';
import { measureHubs, type Measured, type MeasuredServers } from '../measuredServers.ts';
import { questions, valuesIn } from '../questions.ts';

/**
 * Questions that are no saved operations, so that no answer to them is kept, beside `node:http` sending the same answer. What they look
 * up, the hub holds from one to the next while the data stay as they are; and then with nothing held.
 */
export const requests: Part = {
  name: 'requests',
  title: 'Requests answered anew, from what is held in memory and with nothing held (CPU is milliseconds of processor a request, best of 35 rounds; MAX_COST and HEAVY_COST raised)',
  measure: (bench) => measureHubs(bench, async (servers, held, isManyfold) => [
    ...(await measureQuestion(servers, `${held}: overlaps, as in the README`, questions.overlaps, 40)),
    ...(await measureQuestion(servers, `${held}: flat list of 60 rows`, questions.flat, 200)),
    ...(await measureQuestion(servers, `${held}: four levels${isManyfold ? ', 11 plans of each' : ''}`, isManyfold ? questions.nestedOfMany : questions.nested, 30, 0.4)),
    ...(await measureQuestion(servers, `${held}: search for two words`, questions.search, 40)),
  ]),
};

async function measureQuestion(servers: MeasuredServers, title: string, query: string, often: number, goal?: number): Promise<Figure[]> {
  const { answer, measured } = await servers.compare({ query }, ['hub', 'cold', 'stringified', 'constant'], often);
  const { hub, cold, stringified, constant } = measured;
  const what = `${title}, ${whole(valuesIn(JSON.parse(answer)))} values, ${whole(answer.length / 1_024)} KiB`;
  const beside = `${inWords(stringified)} JSON.stringify`;
  const rateOf = (one: Measured): Partial<Figure> => (goal === undefined ? { ratio: times(stringified.cpuMs / one.cpuMs) } : atLeast(stringified.cpuMs / one.cpuMs, goal));
  return [
    { what, value: inWords(hub), beside, ...rateOf(hub) },
    { what: '    the first since the data changed, nothing held', value: inWords(cold), beside, ...rateOf(cold) },
    { what: '', value: '', beside: `${inWords(constant)} constant`, ratio: times(constant.cpuMs / hub.cpuMs) },
  ];
}

export function inWords({ cpuMs, perSecond }: Measured): string {
  return `${cpuMs.toFixed(3)} ms, ${whole(perSecond)}/s`;
}
