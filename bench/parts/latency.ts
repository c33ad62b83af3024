import { cpSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ask } from '../ask.ts';
import { runHub, serveBuiltHub } from '../builtHub.ts';
import { times, whole, type Bench, type Figure, type Part } from '../figure.ts';
import { writeManyfold } from '../manyfold.ts';
import { inTurns } from '../measuredServers.ts';
import { questions } from '../questions.ts';

const seeds = fileURLToPath(new URL('../../seeds/', import.meta.url));
const share = 0.2;
const query = questions.page;

/** How long reads take while another process imports, beside the same reads when nothing else runs: at a steady rate, whatever the answers take. */
export const latency: Part = {
  name: 'latency',
  title: 'Reads of a page of plans, executed anew, during an import by another process',
  async measure(bench) {
    const figures: Figure[] = [];
    for (const fold of new Set([1, bench.manyfold])) figures.push(...(await measureDuring(bench, fold)));
    return figures;
  },
};

async function measureDuring({ newFolder, seededFolder, scale }: Bench, fold: number): Promise<Figure[]> {
  const [folder, packages] = [newFolder(), newFolder()];
  cpSync(await seededFolder(), folder, { recursive: true });
  const rows = writeManyfold(seeds, packages, fold);
  const hub = await serveBuiltHub(folder);
  try {
    const address = `${hub.address}graphql`;
    const perSecond = Math.max(1, share * (await capacityOf(address, 1_000 * scale)));
    const idle = await askSteadily(address, perSecond, setTimeout(10_000 * scale));
    const busy = await askSteadily(address, perSecond, runHub(folder, ['import', packages]));
    return [
      { what: `${fold} × the seeds: 99th percentile at ${whole(perSecond)}/s (${share * 100} % of capacity)`, value: `${busy.p99.toFixed(1)} ms`, beside: `${idle.p99.toFixed(1)} ms idle`, ratio: times(busy.p99 / idle.p99) },
      { what: `${fold} × the seeds: median`, value: `${busy.median.toFixed(1)} ms`, beside: `${idle.median.toFixed(1)} ms idle`, ratio: times(busy.median / idle.median) },
      { what: `${fold} × the seeds: reads while ${whole(rows)} rows were imported`, value: `${whole(busy.asked)}, ${busy.failed} not answered`, beside: `${whole(idle.asked)}, ${idle.failed} not answered` },
    ];
  } finally {
    await hub.stop();
  }
}

async function capacityOf(address: string, requests: number): Promise<number> {
  await inTurns(requests / 4, 8, () => ask(address, { query }));
  const started = performance.now();
  await inTurns(requests, 8, () => ask(address, { query }));
  return requests / ((performance.now() - started) / 1_000);
}

interface Latencies {
  asked: number;
  failed: number;
  median: number;
  p99: number;
}

/** Asks at fixed moments, whether or not earlier questions are answered, until something ends. A question counts from the moment it was due. */
async function askSteadily(address: string, perSecond: number, until: Promise<unknown>): Promise<Latencies> {
  const waits: number[] = [];
  const underWay: Promise<void>[] = [];
  let [failed, isOver] = [0, false];
  const end = until.finally(() => (isOver = true));
  const started = performance.now();
  for (let sent = 0; !isOver; sent += 1) {
    const due = started + (sent * 1_000) / perSecond;
    const early = due - performance.now();
    if (early > 0) await setTimeout(early);
    const asked = ask(address, { query }).then(({ status }) => (status === 200 ? void waits.push(performance.now() - due) : void (failed += 1)));
    underWay.push(asked);
  }
  await Promise.all(underWay);
  await end;
  waits.sort((a, b) => a - b);
  const at = (part: number): number => waits[Math.min(waits.length - 1, Math.floor(part * waits.length))] ?? NaN;
  return { asked: underWay.length, failed, median: at(0.5), p99: at(0.99) };
}
