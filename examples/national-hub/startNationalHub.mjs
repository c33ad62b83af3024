// Starts two regional hubs and a national one that reads them, each on this machine only.
// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { regions } from '../supergraph/regions.mjs';
import { builtHub, startHub } from '../supergraph/startHub.mjs';

/** What registers each regional hub as a source of the national one; its address is known once it runs. */
const registrations = {
  eastMidlands: { publisher: { kind: 'region', code: 'E12000004', name: 'East Midlands' }, title: 'The hub of the East Midlands' },
  northEast: { publisher: { kind: 'region', code: 'E12000001', name: 'North East' }, title: 'The hub of the North East' },
};

/** @typedef {import('../supergraph/startHub.mjs').Running} Running */

/**
 * @param {{ folder: string, port: number, print: (line: string) => void, settings?: Record<string, string> }} options where data are kept, the national hub's port (0: any free one), who is told how far it is, and further settings of the national hub
 * @returns {Promise<{ hubs: Record<'eastMidlands' | 'northEast' | 'national', string>, harvest: () => Promise<string>, stop: () => Promise<void> }>} addresses of GraphQL, and a way to have the regional hubs read again
 */
export async function startNationalHub({ folder, port, print, settings = {} }) {
  /** @type {Running[]} */
  const running = [];
  const stop = async () => void (await Promise.all(running.splice(0).map((one) => one.stop())));
  // The codes that all of England uses come with the hub; all else comes from the regions. Its commands and its server must mean one database, whatever is set for another hub.
  const national = { DATABASE_URL: '', HUB_DATA: path.join(folder, 'national'), SEEDS: 'england', PRIVATE_HOSTS: 'localhost', ...settings };
  try {
    const [eastMidlands, northEast] = await Promise.all([startRegion('eastMidlands', folder, running), startRegion('northEast', folder, running)]);
    for (const [name, { url }] of Object.entries({ eastMidlands, northEast })) await run(['sources', 'add', register(name, url, folder)], national, print);
    await run(['harvest'], national, print);
    const hub = await startHub('national', { ...national, PORT: String(port) });
    running.push(hub);
    return { hubs: { eastMidlands: eastMidlands.url, northEast: northEast.url, national: hub.url }, harvest: () => run(['harvest'], national, () => {}), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @param {keyof typeof regions} name @param {string} folder @param {Running[]} running */
async function startRegion(name, folder, running) {
  const hub = await startHub(name, { HUB_DATA: path.join(folder, name), SEEDS: regions[name].join(',') });
  running.push(hub);
  return hub;
}

/** Writes what `npm run hub -- sources add` reads. @param {string} name @param {string} address @param {string} folder */
function register(name, address, folder) {
  const file = path.join(folder, `${name}.json`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify({ connector: 'hub', ...registrations[/** @type {keyof typeof registrations} */ (name)], name: 'hub', schedule: '*/5 * * * *', settings: { address } }, null, 2));
  return file;
}

/** A command of the national hub, and what it printed. @param {string[]} args @param {Record<string, string>} settings @param {(line: string) => void} print */
async function run(args, settings, print) {
  const child = spawn(process.execPath, [builtHub, ...args], { env: { ...process.env, NODE_ENV: 'production', ...settings }, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      printed += chunk;
      print(String(chunk).trimEnd());
    });
  }
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`hub ${args.join(' ')} ended with ${code}. It printed:\n${printed}`);
  return printed;
}
