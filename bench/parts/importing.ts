import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { atLeast, whole, type Bench, type Figure, type Part } from '../figure.ts';
import { runHub } from '../builtHub.ts';
import { writeManyfold } from '../manyfold.ts';
import { insertRaw, rowsOfSources } from '../rawInserts.ts';

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
  const imported = await copyOf(bench);
  const hub = await runHub(imported, ['import', packages]);
  const tables = rowsOfSources(join(imported, 'hub.sqlite'), '%/manyfold-%');
  const landed = tables.reduce((sum, table) => sum + table.rows.length, 0);
  const raw = [];
  for (let round = 0; round < rounds; round += 1) raw.push(insertRaw(join(await copyOf(bench), 'hub.sqlite'), tables));
  const seconds = Math.min(...raw.map((one) => one.seconds));
  const cpuMs = Math.min(...raw.map((one) => one.cpuMs));
  const name = `${times} × the seeds, ${whole(rows)} rows (${whole(landed)} with links)`;
  return [
    { what: `${name}: rows/s`, value: whole(rows / hub.seconds), beside: `${whole(rows / seconds)} raw driver`, ...atLeast(seconds / hub.seconds, 0.4) },
    { what: `${name}: CPU`, value: `${whole(hub.cpuMs)} ms`, beside: `${whole(cpuMs)} ms raw driver`, ratio: `${(hub.cpuMs / cpuMs).toFixed(1)} ×` },
    { what: `${name}: peak memory`, value: `${whole(hub.peakMiB)} MiB`, goal: `< ${mostMiB} MiB`, isMet: hub.peakMiB < mostMiB },
  ];
}

/** A database with the seeds that may be written to. */
async function copyOf(bench: Bench): Promise<string> {
  const folder = bench.newFolder();
  cpSync(await bench.seededFolder(), folder, { recursive: true });
  return folder;
}
