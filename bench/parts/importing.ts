import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { atLeast, whole, type Bench, type Figure, type Part } from '../figure.ts';
import { runHub } from '../builtHub.ts';
import { writeManyfold } from '../manyfold.ts';
import { insertRaw, rowsAdded, rowsOfSources, type TableRows } from '../rawInserts.ts';

const seeds = fileURLToPath(new URL('../../seeds/', import.meta.url));
const mostMiB = 300;
const rounds = 3;

/** The built hub's `import` beside the driver's bare inserts of what it brought, once the size of the seeds and twenty times. */
export const importing: Part = {
  name: 'import',
  title: 'Import, on a database with the seeds',
  async measure(bench) {
    const figures: Figure[] = [];
    for (const times of bench.scale < 1 ? [1] : [1, 20]) figures.push(...(await measureTimes(bench, times)));
    return figures;
  },
};

async function measureTimes(bench: Bench, times: number): Promise<Figure[]> {
  const packages = bench.newFolder();
  const rows = writeManyfold(seeds, packages, times);
  const { imported, ...hub } = await importBest(bench, packages);
  const raw = await insertBest(bench, rowsOfSources(databaseIn(imported), '%/manyfold-%'));
  const whollyRaw = await insertBest(bench, rowsAdded(databaseIn(imported), databaseIn(await bench.seededFolder())));
  const name = `${times} × the seeds, ${whole(rows)} rows (${whole(raw.rows)} with links)`;
  return [
    { what: `${name}: rows/s`, value: whole(rows / hub.seconds), beside: `${whole(rows / raw.seconds)} raw driver`, ...atLeast(raw.seconds / hub.seconds, 0.4) },
    { what: `${name}: CPU`, value: `${whole(hub.cpuMs)} ms`, beside: `${whole(raw.cpuMs)} ms raw driver`, ratio: `${(hub.cpuMs / raw.cpuMs).toFixed(1)} ×` },
    { what: `the same beside all ${whole(whollyRaw.rows)} rows it stores, those worked out as well: rows/s`, value: whole(whollyRaw.rows / hub.seconds), beside: `${whole(whollyRaw.rows / whollyRaw.seconds)} raw driver`, ratio: `${(whollyRaw.seconds / hub.seconds).toPrecision(2)} ×` },
    { what: `${name}: peak memory`, value: `${whole(hub.peakMiB)} MiB`, goal: `< ${mostMiB} MiB`, isMet: hub.peakMiB < mostMiB },
  ];
}

/** The best of some rounds of the import, with the most memory that any of them took, and what the last one made. */
async function importBest(bench: Bench, packages: string): Promise<{ seconds: number; cpuMs: number; peakMiB: number; imported: string }> {
  const taken = [];
  let imported = '';
  for (let round = 0; round < rounds; round += 1) taken.push(await runHub((imported = await copyOf(bench)), ['import', packages]));
  return { seconds: Math.min(...taken.map((one) => one.seconds)), cpuMs: Math.min(...taken.map((one) => one.cpuMs)), peakMiB: Math.max(...taken.map((one) => one.peakMiB)), imported };
}

/** The best of as many rounds of bare inserts, each into a database with the seeds. */
async function insertBest(bench: Bench, tables: readonly TableRows[]): Promise<{ rows: number; seconds: number; cpuMs: number }> {
  const taken = [];
  for (let round = 0; round < rounds; round += 1) taken.push(insertRaw(databaseIn(await copyOf(bench)), tables));
  return { rows: tables.reduce((sum, table) => sum + table.rows.length, 0), seconds: Math.min(...taken.map((one) => one.seconds)), cpuMs: Math.min(...taken.map((one) => one.cpuMs)) };
}

const databaseIn = (folder: string): string => join(folder, 'hub.sqlite');

/** A database with the seeds that may be written to. */
async function copyOf(bench: Bench): Promise<string> {
  const folder = bench.newFolder();
  cpSync(await bench.seededFolder(), folder, { recursive: true });
  return folder;
}
