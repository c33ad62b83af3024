// Starts the hubs, the budgets and Hive Gateway over all three, each on this machine only.
// @ts-check
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { askGraphql } from './askGraphql.mjs';
import { startBudgets } from './budgets.mjs';
import { compose } from './compose.mjs';
import { regions } from './regions.mjs';
import { startHub, startProgram } from './startHub.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));

/** @typedef {import('./startHub.mjs').Running} Running */

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

/** @param {string} file @param {number} port @returns {Promise<Running>} */
async function startGateway(file, port) {
  const url = `http://127.0.0.1:${port}/graphql`;
  const gateway = startProgram('Hive Gateway', [path.join(here, 'node_modules/@graphql-hive/gateway/dist/bin.js'), 'supergraph', file, '--host', '127.0.0.1', '--port', String(port)], { NODE_ENV: 'production' });
  await gateway.until(() => askGraphql(url, '{ __typename }').catch(() => undefined));
  return { name: 'gateway', url, stop: gateway.stop };
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
