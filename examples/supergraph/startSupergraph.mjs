// Starts the hubs, the budgets and Hive Gateway over all three, each on this machine only.
// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { askGraphql } from './askGraphql.mjs';
import { startBudgets } from './budgets.mjs';
import { compose } from './compose.mjs';
import { regions } from './regions.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const longestStartMs = 180_000;
/** A hub of the example has a database of its own and answers on this machine only, whatever is set for the hub that somebody runs beside it. */
const ownSettings = { PORT: '0', HOST: 'localhost', DATABASE_URL: '' };

/** @typedef {{ name: string, url: string, stop: () => Promise<unknown> }} Running */

/**
 * @param {{ folder: string, port: number, settings?: Record<string, string> }} options where data and supergraph.graphql are kept, the gateway's port (0: any free one), and further settings of the hubs
 * @returns {Promise<{ gateway: string, subgraphs: { name: string, url: string }[], stop: () => Promise<void> }>}
 */
export async function startSupergraph({ folder, port, settings = {} }) {
  /** @type {Running[]} */
  const running = [];
  const stop = async () => void (await Promise.all(running.splice(0).map((one) => one.stop())));
  // Looked at first: whoever answers at that port already would be taken for the gateway.
  const gatewayPort = await freePort(port);
  try {
    for (const [name, seeds] of Object.entries(regions)) running.push(await startHub(name, { HUB_DATA: path.join(folder, name), SUBGRAPH_NAME: name, SEEDS: seeds.join(','), ...settings }));
    running.push({ name: 'budgets', ...(await startBudgets()) });
    const subgraphs = running.map(({ name, url }) => ({ name, url }));
    const file = path.join(folder, 'supergraph.graphql');
    writeFileSync(file, await compose(subgraphs));
    const gateway = await startGateway(file, gatewayPort);
    running.push(gateway);
    return { gateway: gateway.url, subgraphs, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @param {string} name @param {Record<string, string>} settings @returns {Promise<Running>} */
async function startHub(name, settings) {
  const hub = start(`The hub ${name}`, [path.join(here, '../../dist/main.js')], { NODE_ENV: 'production', ...ownSettings, ...settings });
  const address = await hub.until(() => /Open (http:\S+\/) to see/.exec(hub.printed())?.[1]);
  return { name, url: `${address}graphql`, stop: hub.stop };
}

/** @param {string} file @param {number} port @returns {Promise<Running>} */
async function startGateway(file, port) {
  const url = `http://127.0.0.1:${port}/graphql`;
  const gateway = start('Hive Gateway', [path.join(here, 'node_modules/@graphql-hive/gateway/dist/bin.js'), 'supergraph', file, '--host', '127.0.0.1', '--port', String(port)], { NODE_ENV: 'production' });
  await gateway.until(() => askGraphql(url, '{ __typename }').catch(() => undefined));
  return { name: 'gateway', url, stop: gateway.stop };
}

/** @param {string} title @param {string[]} program @param {Record<string, string>} settings */
function start(title, program, settings) {
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

/** The port wanted, or any that is free for 0. @param {number} wanted */
async function freePort(wanted) {
  const probe = createServer().listen(wanted, '127.0.0.1');
  try {
    await once(probe, 'listening');
  } catch (error) {
    throw new Error(`Port ${wanted} cannot be had (${/** @type {NodeJS.ErrnoException} */ (error).code}): perhaps the example runs already. Stop what uses it, or set PORT to another.`);
  }
  const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
  probe.close();
  await once(probe, 'close');
  return port;
}
