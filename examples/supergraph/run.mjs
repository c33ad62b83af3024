// Runs the supergraph until it is told to stop; with --prove asks it the crossing questions, compares, and stops.
// @ts-check
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { askGraphql } from './askGraphql.mjs';
import { crossings } from './crossings.mjs';
import { startSupergraph } from './startSupergraph.mjs';

const timesAsked = 4;

try {
  await (process.argv.includes('--prove') ? prove() : stay());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function stay() {
  const port = Number(process.env.PORT ?? 4100);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`PORT is "${process.env.PORT}". Allowed: a number from 0 to 65535.`);
  // Heard from the beginning, so that nothing is left running when it is stopped while it starts.
  const told = new Promise((resolve) => ['SIGINT', 'SIGTERM'].forEach((signal) => process.once(signal, resolve)));
  const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'data');
  mkdirSync(folder, { recursive: true });
  console.log('Starting two hubs, the budgets and Hive Gateway. The first time takes up to a minute.');
  const { gateway, subgraphs, stop } = await startSupergraph({ folder, port });
  for (const { name, url } of subgraphs) console.log(`${name} answers at ${url}`);
  console.log(`All three as one graph: open ${gateway}. Stop with Ctrl+C.`);
  await told;
  await stop();
}

async function prove() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'common-ground-supergraph-'));
  // So little counts as costly here that the hubs' reading threads take part, too.
  const supergraph = await startSupergraph({ folder, port: 0, settings: { HEAVY_COST: '100' } });
  try {
    /** @type {any} */
    const ask = Object.fromEntries(supergraph.subgraphs.map(({ name, url }) => [name, (/** @type {string} */ query) => askGraphql(url, query)]));
    for (const { title, query, expected } of crossings) {
      const wanted = await expected(ask);
      for (let time = 1; time <= timesAsked; time += 1) {
        const answer = await askGraphql(supergraph.gateway, query);
        if (!isDeepStrictEqual(answer, wanted)) throw new Error(`The gateway's answer is wrong: ${title}. It said\n${JSON.stringify(answer)}\nand the subgraphs by themselves say\n${JSON.stringify(wanted)}`);
      }
      console.log(`right  ${title}`);
    }
  } finally {
    await supergraph.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
