// Measures the hub and prints one table, the goals beside the figures. Nothing fails by a figure. `npm run bench -- import` runs one part.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runHub, serveBuiltHub } from './builtHub.ts';
import { tableOf, type Bench, type Part } from './figure.ts';
import { writeManyfold } from './manyfold.ts';
import { engine } from './parts/engine.ts';
import { importing } from './parts/importing.ts';
import { kept } from './parts/kept.ts';
import { latency } from './parts/latency.ts';
import { limits } from './parts/limits.ts';
import { requests } from './parts/requests.ts';
import { overlaps } from './parts/overlaps.ts';
import { startUp } from './parts/startUp.ts';

const parts: readonly Part[] = [startUp, importing, latency, requests, kept, limits, engine, overlaps];

const args = process.argv.slice(2);
const isQuick = args.includes('--quick');
const wanted = args.filter((arg) => !arg.startsWith('-'));
const unknown = [...wanted.filter((name) => !parts.some((part) => part.name === name)), ...args.filter((arg) => arg.startsWith('-') && arg !== '--quick')];
if (unknown.length > 0) {
  console.error(`The bench has no part or option called ${unknown.join(', ')}. Parts: ${parts.map(({ name }) => name).join(', ')}. Option: --quick, which only shows that each runs.`);
  process.exit(1);
}

const root = mkdtempSync(join(tmpdir(), 'common-ground-bench-'));
const newFolder = (): string => mkdtempSync(join(root, 'data-'));
let seeded: Promise<string> | undefined;
let enlarged: Promise<string> | undefined;
const manyfold = isQuick ? 1 : 20;
const seededFolder = (): Promise<string> => (seeded ??= seed(newFolder()));
const bench: Bench = { newFolder, seededFolder, manyfold, manyfoldFolder: () => (enlarged ??= importManyfold(newFolder())), scale: isQuick ? 0.05 : 1 };

try {
  console.log(`Node.js ${process.version}, ${cpus().length} processors (${cpus()[0]?.model.trim() ?? 'unknown'})${isQuick ? '; quick: the figures mean nothing' : ''}\n`);
  for (const part of parts.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    const started = performance.now();
    const figures = await part.measure(bench);
    console.log(`${part.title} (${((performance.now() - started) / 1_000).toFixed(0)} s)\n${tableOf(figures)}\n`);
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}

async function seed(folder: string): Promise<string> {
  const hub = await serveBuiltHub(folder);
  await hub.stop();
  return folder;
}

async function importManyfold(folder: string): Promise<string> {
  cpSync(await seededFolder(), folder, { recursive: true });
  const packages = newFolder();
  writeManyfold(fileURLToPath(new URL('../seeds/', import.meta.url)), packages, manyfold);
  await runHub(folder, ['import', packages]);
  return folder;
}
