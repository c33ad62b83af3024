import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { memoryFor } from '../scripts/launch/memory.mjs';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const usageAtExit = new URL('./usageAtExit.mjs', import.meta.url).href;

/** What a process of the hub took from its start to its end. */
export interface Usage {
  seconds: number;
  cpuMs: number;
  peakMiB: number;
  output: string;
}

export interface RunningHub {
  process: ChildProcess;
  /** What it printed until its address was there. */
  address: string;
  secondsToAddress: number;
  stop: () => Promise<Usage>;
}

/** Runs a command of the built hub to its end. */
export async function runHub(dataFolder: string, args: readonly string[]): Promise<Usage> {
  const { process, end } = startHub(dataFolder, args);
  const usage = await end();
  if (process.exitCode !== 0) throw new Error(`"${args.join(' ')}" ended with ${process.exitCode}:\n${usage.output}`);
  return usage;
}

/** Serves with the built hub on a free port, once it says where. */
export async function serveBuiltHub(dataFolder: string): Promise<RunningHub> {
  const started = performance.now();
  const { process, end } = startHub(dataFolder, ['serve']);
  const address = await addressIn(process.stdout!);
  const secondsToAddress = (performance.now() - started) / 1_000;
  const ended = end();
  return { process, address, secondsToAddress, stop: () => (process.kill('SIGTERM'), ended) };
}

function startHub(dataFolder: string, args: readonly string[]): { process: ChildProcess; end: () => Promise<Usage> } {
  const started = performance.now();
  const { flags, environment } = memoryFor(args[0]);
  const child = spawn(process.execPath, ['--enable-source-maps', ...flags, '--import', usageAtExit, main, ...args], {
    env: { ...environment, ...process.env, HUB_DATA: dataFolder, DATABASE_URL: '', PORT: '0', STOP_DELAY_MS: '0', RATE_PER_MINUTE: 'off' },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const whole = Promise.all([text(child.stdout as Readable), text(child.stderr as Readable), text(child.stdio[3] as Readable)]);
  const ended = once(child, 'exit').then(() => (performance.now() - started) / 1_000);
  const end = async (): Promise<Usage> => {
    const [[output, complaints, usage], seconds] = await Promise.all([whole, ended]);
    if (usage === '') throw new Error(`The hub ended before its time:\n${output}${complaints}`);
    const { peakKiB, cpuMs } = JSON.parse(usage) as { peakKiB: number; cpuMs: number };
    return { seconds, cpuMs, peakMiB: peakKiB / 1_024, output: output + complaints };
  };
  return { process: child, end };
}

/** The address in what a hub prints, or why there is none. */
function addressIn(output: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    output.on('data', (piece: Buffer) => {
      printed += piece.toString();
      const found = /Open (http:\S+)/.exec(printed);
      if (found) resolve(found[1]!.replace('localhost', '127.0.0.1'));
    });
    output.on('end', () => reject(new Error(`The hub ended without an address:\n${printed}`)));
  });
}
