import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { atLeast, times as inTimes, whole, type Bench, type Figure, type Part } from '../figure.ts';
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
    for (const times of new Set([1, bench.manyfold])) figures.push(...(await measureTimes(bench, times)));
    return figures;
  },
};

async function measureTimes(bench: Bench, times: number): Promise<Figure[]> {
  const packages = bench.newFolder();
  const rows = writeManyfold(seeds, packages, times);
  const { hub, raw, wholly } = await measureInTurn(bench, packages);
  const name = `${times} × the seeds, ${whole(rows)} rows (${whole(raw.rows)} with links)`;
  return [
    { what: `${name}: rows/s`, value: whole(rows / hub.seconds), beside: `${whole(rows / raw.seconds)} raw driver`, ...atLeast(raw.seconds / hub.seconds, 0.4) },
    { what: `${name}: CPU`, value: `${whole(hub.cpuMs)} ms`, beside: `${whole(raw.cpuMs)} ms raw driver`, ratio: `${(hub.cpuMs / raw.cpuMs).toFixed(1)} ×` },
    { what: `the same beside all ${whole(wholly.rows)} rows it stores: rows/s`, value: whole(wholly.rows / hub.seconds), beside: `${whole(wholly.rows / wholly.seconds)} raw driver`, ratio: inTimes(wholly.seconds / hub.seconds) },
    { what: `the same beside all ${whole(wholly.rows)} rows it stores: CPU`, value: `${whole(hub.cpuMs)} ms`, beside: `${whole(wholly.cpuMs)} ms raw driver`, ratio: `${(hub.cpuMs / wholly.cpuMs).toFixed(1)} ×` },
    { what: `${name}: peak memory`, value: `${whole(hub.peakMiB)} MiB`, goal: `< ${mostMiB} MiB`, isMet: hub.peakMiB < mostMiB },
  ];
}

interface Taken {
  seconds: number;
  cpuMs: number;
}

/** The import, bare inserts of what it brought, and of all that it stored: turn and turn about, the best round of each, and the most memory of any. */
async function measureInTurn(bench: Bench, packages: string): Promise<{ hub: Taken & { peakMiB: number }; raw: Taken & { rows: number }; wholly: Taken & { rows: number } }> {
  const taken: Record<'hub' | 'raw' | 'wholly', Taken[]> = { hub: [], raw: [], wholly: [] };
  let [peakMiB, brought, stored]: [number, TableRows[], TableRows[]] = [0, [], []];
  for (let round = 0; round < rounds; round += 1) {
    const imported = await copyOf(bench);
    const usage = await runHub(imported, ['import', packages]);
    peakMiB = Math.max(peakMiB, usage.peakMiB);
    if (round === 0) [brought, stored] = [rowsOfSources(databaseIn(imported), '%/manyfold-%'), rowsAdded(databaseIn(imported), databaseIn(await bench.seededFolder()))];
    taken.hub.push(usage);
    taken.raw.push(insertRaw(databaseIn(await copyOf(bench)), brought));
    taken.wholly.push(insertRaw(databaseIn(await copyOf(bench)), stored));
  }
  const rowsIn = (tables: readonly TableRows[]): number => tables.reduce((sum, table) => sum + table.rows.length, 0);
  return { hub: { ...best(taken.hub), peakMiB }, raw: { ...best(taken.raw), rows: rowsIn(brought) }, wholly: { ...best(taken.wholly), rows: rowsIn(stored) } };
}

function best(taken: readonly Taken[]): Taken {
  return { seconds: Math.min(...taken.map(({ seconds }) => seconds)), cpuMs: Math.min(...taken.map(({ cpuMs }) => cpuMs)) };
}

const databaseIn = (folder: string): string => join(folder, 'hub.sqlite');

/** A database with the seeds that may be written to. */
async function copyOf(bench: Bench): Promise<string> {
  const folder = bench.newFolder();
  cpSync(await bench.seededFolder(), folder, { recursive: true });
  return folder;
}
