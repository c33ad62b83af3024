import { ask, type Question } from '../ask.ts';
import { atMost, times, whole, type Figure, type Part } from '../figure.ts';
import { measureHubs, type Measured, type MeasuredServers } from '../measuredServers.ts';
import { saved, savedOperation } from '../questions.ts';
import { inWords } from './requests.ts';

/** Saved operations, whose answers the hub has kept, beside `node:http` sending the same text. */
export const kept: Part = {
  name: 'kept',
  title: 'Saved operations, hot (CPU is milliseconds of processor a request, best of 35 rounds)',
  measure: (bench) => measureHubs(bench, async (servers, held) => {
    const figures: Figure[] = [];
    for (const { name, title, times } of saved) {
      const query = savedOperation(name);
      for (const method of ['POST', 'GET'] as const) figures.push(await measureKept(servers, `${held}: ${title}, ${method}`, { query, method }, times));
      const { etag } = await ask(servers.hub, { query, method: 'GET' });
      if (etag === undefined) throw new Error(`The hub gave no tag with ${name}, so it keeps no answer to measure`);
      figures.push(await measureKept(servers, `${held}: ${title}, GET and 304`, { query, method: 'GET', ifNoneMatch: etag }, times));
    }
    return figures;
  }),
};

/** The goal is beside a text that is sent. Where nothing is to be sent, the control says no more than that. */
function besideConstant(hub: Measured, constant: Measured, { ifNoneMatch }: Question): Pick<Figure, 'beside' | 'ratio'> {
  const ratio = hub.cpuMs / constant.cpuMs;
  return ifNoneMatch === undefined ? { beside: `${inWords(constant)} constant`, ...atMost(ratio, 1.5) } : { beside: `${inWords(constant)} an empty 304`, ratio: times(ratio) };
}

async function measureKept(servers: MeasuredServers, title: string, question: Question, times: number): Promise<Figure> {
  const { answer, measured } = await servers.compare(question, ['hub', 'constant'], times);
  const { hub, constant } = measured;
  return { what: `${title}, ${whole(answer.length / 1_024)} KiB`, value: inWords(hub), ...besideConstant(hub, constant, question) };
}
