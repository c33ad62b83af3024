import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ask, type Question } from './ask.ts';
import type { Bench, Figure } from './figure.ts';
import type { Addresses, Order } from './servers.ts';

export type Target = keyof Addresses;

export interface Measured {
  /** Milliseconds of processor for one request, in the best of the rounds. */
  cpuMs: number;
  /** The same in each round: what was asked in the same round met the same machine. */
  rounds: readonly number[];
  /** Requests answered in a second, in the best of the rounds, eight at a time. */
  perSecond: number;
}

export interface MeasuredServers {
  /** The hub's own address. */
  hub: string;
  /** Asks each target at most so many times a round, turn and turn about; a question that is answered with an error, or not by all alike, ends it. The controls send what the hub answered. */
  compare: <Name extends Target>(question: Question, targets: readonly Name[], times: number, rounds?: number) => Promise<{ answer: string; measured: Record<Name, Measured> }>;
  stop: () => Promise<void>;
}

/** Without tsx, whose hooks would be asked with each request. */
const asBuilt = new URL('./asBuilt.mjs', import.meta.url).href;

// Many and short, so that some of each target's are left alone by others on the machine.
const usualRounds = 35;
const atOnce = 8;
const mostMsOfRound = 100;

/** What hubs are asked that hold the seeds, and then that hold twenty times as much beside them. The one database that `DATABASE_URL` names holds the seeds. */
export async function measureHubs(bench: Bench, measure: (servers: MeasuredServers, held: string, isManyfold: boolean) => Promise<Figure[]>): Promise<Figure[]> {
  const withSeeds = await measureHub(bench, await bench.seededFolder(), (servers) => measure(servers, 'the seeds', false));
  if (process.env['DATABASE_URL']) return withSeeds;
  return [...withSeeds, ...(await measureHub(bench, await bench.manyfoldFolder(), (servers) => measure(servers, `${bench.manyfold} × the seeds on top`, true)))];
}

/** Asks a hub over a folder's data and its controls, in one process of their own that ends with it. */
export async function measureHub(bench: Bench, folder: string, measure: (servers: MeasuredServers) => Promise<Figure[]>): Promise<Figure[]> {
  const servers = await startMeasuredServers(bench, folder);
  try {
    return await measure(servers);
  } finally {
    await servers.stop();
  }
}

async function startMeasuredServers(bench: Bench, folder: string): Promise<MeasuredServers> {
  const servers = fork(fileURLToPath(new URL('./servers.ts', import.meta.url)), { execArgv: ['--import', asBuilt], env: { ...process.env, HUB_DATA: folder } });
  const [addresses] = (await Promise.race([once(servers, 'message'), once(servers, 'exit')])) as [Addresses];
  if (typeof addresses !== 'object') throw new Error(`The servers to measure ended with ${String(addresses)} before they listened`);
  const order = async (what: Order): Promise<NodeJS.CpuUsage> => {
    servers.send(what);
    return ((await once(servers, 'message')) as [NodeJS.CpuUsage])[0];
  };
  const askOften = async (target: Target, question: Question, times: number): Promise<Round> => {
    const [before, started] = [await order({ kind: 'cpu' }), performance.now()];
    await inTurns(times, atOnce, () => ask(addresses[target], question));
    const [seconds, after] = [(performance.now() - started) / 1_000, await order({ kind: 'cpu' })];
    return { cpuMs: (after.user - before.user + after.system - before.system) / 1_000 / times, perSecond: times / seconds };
  };
  return {
    hub: addresses.hub,
    async compare(question, targets, most, rounds = usualRounds) {
      const [times, turns] = [Math.max(4, Math.round(most * bench.scale)), bench.scale < 1 ? 1 : rounds];
      const answerOf = async (target: Target): Promise<string> => (await ask(addresses[target], { ...question, ifNoneMatch: undefined })).text;
      const answer = await answerOf('hub');
      if (answer.startsWith('{"errors"')) throw new Error(`The question to measure was answered with an error: ${answer.slice(0, 1_000)}`);
      await order({ kind: 'answer', text: answer });
      for (const target of targets) if ((await answerOf(target)) !== answer) throw new Error(`"${target}" answers the question to measure otherwise than the hub: ${question.query}`);
      const found = new Map(targets.map((target) => [target, [] as Round[]]));
      // Twice for nothing: what is compiled and kept is there from then on, and what takes long is asked less often.
      const often = new Map<Target, number>();
      for (const target of targets) {
        await askOften(target, question, Math.min(times, atOnce));
        const { cpuMs } = await askOften(target, question, Math.min(times, atOnce));
        often.set(target, Math.min(times, Math.max(atOnce, Math.round(mostMsOfRound / cpuMs))));
      }
      for (let round = 0; round < turns; round += 1) {
        for (const target of Math.random() < 0.5 ? targets : targets.toReversed()) found.get(target)!.push(await askOften(target, question, often.get(target)!));
      }
      return { answer, measured: Object.fromEntries([...found].map(([target, all]) => [target, bestOf(all)])) as Record<(typeof targets)[number], Measured> };
    },
    async stop() {
      servers.send({ kind: 'end' } satisfies Order);
      await once(servers, 'exit');
    },
  };
}

type Round = Omit<Measured, 'rounds'>;

function bestOf(all: readonly Round[]): Measured {
  const rounds = all.map(({ cpuMs }) => cpuMs);
  return { cpuMs: Math.min(...rounds), rounds, perSecond: Math.max(...all.map(({ perSecond }) => perSecond)) };
}

/** Does something so many times, so many at once. */
export async function inTurns(times: number, together: number, work: () => Promise<unknown>): Promise<void> {
  let left = times;
  const one = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: together }, one));
}

