// Starts the built hub, or any other program of an example, and waits until it says that it answers.
// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const longestStartMs = 180_000;
/** A hub of an example has a database of its own and answers on this machine only, whatever is set for the hub that somebody runs beside it. */
const ownSettings = { PORT: '0', HOST: 'localhost', DATABASE_URL: '' };

/** The hub as `npm start` builds it. */
export const builtHub = path.join(here, '../../dist/main.js');

/** @typedef {{ name: string, url: string, stop: () => Promise<unknown> }} Running */

/** @param {string} name @param {Record<string, string>} settings @returns {Promise<Running>} */
export async function startHub(name, settings) {
  const hub = startProgram(`The hub ${name}`, [builtHub], { NODE_ENV: 'production', ...ownSettings, ...settings });
  const address = await hub.until(() => /Open (http:\S+\/) to see/.exec(hub.printed())?.[1]);
  return { name, url: `${address}graphql`, stop: hub.stop };
}

/** @param {string} title @param {string[]} program @param {Record<string, string>} settings */
export function startProgram(title, program, settings) {
  let printed = '';
  const child = spawn(process.execPath, program, { cwd: here, env: { ...process.env, ...settings }, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
  const ended = once(child, 'close');
  /** @template Result @param {() => Result | undefined | Promise<Result | undefined>} look */
  async function until(look) {
    for (const deadline = Date.now() + longestStartMs; Date.now() < deadline && child.exitCode === null && child.signalCode === null; await wait(100)) {
      const seen = await look();
      if (seen !== undefined) return seen;
    }
    await stop();
    throw new Error(`${title} did not start. It printed:\n${printed}`);
  }
  async function stop() {
    child.kill('SIGTERM');
    await ended;
  }
  return { printed: () => printed, until, stop };
}
