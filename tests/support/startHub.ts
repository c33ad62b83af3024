import { spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';

export interface RunningHub {
  /** Where it listens, with a slash at the end. */
  address: string;
  /** Everything it printed until it was ready. */
  printed: string;
  /** Everything it printed until now. */
  said(): string;
  /** Tells what was started, and waits until it and all that it started have ended. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** Tells each of its processes, as a service manager does. */
  stopAll(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface FinishedRun {
  code: number | null;
  output: string;
  errors: string;
}

/** Runs the built hub as a user does, with these settings and nothing else of ours, until it ends. */
export function runHub(args: string[], settings: Record<string, string>): Promise<FinishedRun> {
  const child = spawn(process.execPath, ['dist/main.js', ...args], { env: { ...process.env, NODE_ENV: 'production', ...settings } });
  const finished: FinishedRun = { code: null, output: '', errors: '' };
  child.stdout.on('data', (chunk) => (finished.output += String(chunk)));
  child.stderr.on('data', (chunk) => (finished.errors += String(chunk)));
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...finished, code })));
}

/** Starts the built hub on a free port and waits until it says that it answers: as a program, or by a command, which has a process group of its own. */
export function startHub(settings: Record<string, string>, launchedBy?: string[]): Promise<RunningHub> {
  const [command, ...args] = launchedBy ?? [process.execPath, 'dist/main.js'];
  const child = spawn(command!, args, { env: { ...process.env, NODE_ENV: 'production', PORT: '0', ...settings }, detached: launchedBy !== undefined });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const killAll = (signal: NodeJS.Signals) => (launchedBy ? process.kill(-child.pid!, signal) : child.kill(signal));
  let isOver = false;
  void ended.then(() => (isOver = true));
  onTestFinished(async () => {
    if (!isOver) killAll('SIGKILL');
    await ended;
  });
  let printed = '';
  return new Promise((resolve, reject) => {
    child.stderr.on('data', (chunk) => (printed += String(chunk)));
    child.stdout.on('data', (chunk) => {
      printed += String(chunk);
      const address = /Open (http:\S+\/) to see/.exec(printed)?.[1];
      if (!address || !printed.includes('Ctrl+C')) return;
      resolve({ address, printed, said: () => printed, stop: (signal = 'SIGTERM') => (child.kill(signal), ended), stopAll: (signal = 'SIGTERM') => (killAll(signal), ended) });
    });
    void ended.then((code) => reject(new Error(`The hub ended with ${code} before it answered:\n${printed}`)));
  });
}
