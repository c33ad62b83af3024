import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { isatty } from 'node:tty';
import { sql } from 'kysely';
import { storeFirstKey } from '../access/keyStore.ts';
import { newKey } from '../access/newKey.ts';
import { readable } from '../access/readable.ts';
import { publicViewer } from '../access/viewer.ts';
import { holdsData } from '../api/lists/sources.ts';
import type { Config } from '../config.ts';
import { HubError } from '../errors.ts';
import { buildServer, type Server } from './buildServer.ts';
import { harvestSeeds } from './harvestSeeds.ts';
import { openHub, refreshDuplicates, refreshOverlaps, rowRules, type Hub } from '../hub.ts';
import { createLog, type Logger } from '../log.ts';
import { startSchedule } from '../schedule.ts';
import { counted } from '../words.ts';
import { stopServer } from './stopServer.ts';

type Print = (line: string) => void;

/** Brings the data up to date with the seeds, then answers until it is told to stop. */
export async function serve(config: Config, print: Print): Promise<number> {
  await checkAddress(config);
  const log = createLog(config.logLevel);
  const hub = await openHub(config);
  const told = await serveUntilTold(hub, config, { print, log }).finally(() => hub.close());
  log.info({ signal: told.signal, seconds: secondsSince(told.at) }, 'the hub stopped');
  return 0;
}

/** What a hub was told to stop by, and when. */
interface Told {
  signal: NodeJS.Signals;
  at: number;
}

async function serveUntilTold(hub: Hub, config: Config, { print, log }: { print: Print; log: Logger }): Promise<Told> {
  await harvestSeeds(hub, config, print);
  for (const line of [...(await refreshOverlaps(hub)), ...(await refreshDuplicates(hub))]) print(line);
  await makeFirstKey(hub, print);
  await hub.writeBeside();
  const server = await startServer(hub, config, log);
  const stopping = untilTold();
  const schedule = config.runsHarvests ? startSchedule(hub, log) : null;
  await greet(hub, addressOf(server.app.server.address(), config), print);
  const told = await stopping;
  log.info({ signal: told.signal }, 'the hub was told to stop');
  await schedule?.stop();
  await stopServer(server, config);
  return told;
}

/** Whoever runs a hub that has no keys yet gets that of an administrator, with which all others are made. */
async function makeFirstKey({ write, harvesting }: Hub, print: Print): Promise<void> {
  const { key, kept } = newKey({ role: 'administrator' }, { madeBy: 'First start of the hub', now: harvesting.now() });
  if (!(await write(({ inTransaction }) => inTransaction((db) => storeFirstKey(db, kept))))) return;
  print(`The key of this hub's administrator, good until ${kept.expiresOn}. It is shown this once: ${key}`);
}

/** Starts pages, feeds and API on the configured address, or says why it cannot. */
async function startServer(hub: Hub, config: Config, log: Logger): Promise<Server> {
  const server = await buildServer(hub, config, { log });
  try {
    await server.app.listen({ host: config.host, port: config.port });
  } catch (error) {
    await server.app.close();
    throw new HubError('BAD_CONFIGURATION', listenProblem(error as NodeJS.ErrnoException, config));
  }
  return server;
}

/** Finds out whether the address can be listened on before anything is read: a start that fails must change nothing. */
async function checkAddress(config: Config): Promise<void> {
  const probe = createServer();
  try {
    probe.listen(config.port, config.host);
    await once(probe, 'listening');
  } catch (error) {
    throw new HubError('BAD_CONFIGURATION', listenProblem(error as NodeJS.ErrnoException, config));
  }
  probe.close();
  await once(probe, 'close');
}

function listenProblem({ code, message }: NodeJS.ErrnoException, { host, port }: Config): string {
  if (code === 'EADDRINUSE') return `Port ${port} of ${host} is taken, perhaps by another hub. Stop that, or choose another: PORT=${port + 1} npm start.`;
  if (code === 'EACCES') return `This user may not listen on port ${port}. Choose one from 1024 up, for example PORT=4000.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `HOST is "${host}", which is no address of this machine. Allowed: an address of this machine, for example 127.0.0.1 or 0.0.0.0.`;
  return `The hub cannot listen on ${host} port ${port}: ${message}.`;
}

function addressOf(address: AddressInfo | string | null, { host }: Config): string {
  const port = typeof address === 'object' && address ? address.port : address;
  const name = host === '127.0.0.1' || host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}/`;
}

async function greet(hub: Hub, address: string, print: Print): Promise<void> {
  // Counted through the same door as the pages, so that both say the same.
  const rows = readable(hub.rows, rowRules, publicViewer(hub.harvesting.now().toISOString().slice(0, 10)));
  const count = async (table: 'plan' | 'priority' | 'source', one: string, where = sql<boolean>`1 = 1`): Promise<string> =>
    counted(Number((await rows.selectFrom(table).select((eb) => eb.fn.countAll().as('n')).where(where).executeTakeFirstOrThrow()).n), one);
  const authorities = await rows.selectFrom('plan_authority').innerJoin('plan', 'plan.id', 'plan_authority.ownerId').select((eb) => eb.fn.count('targetId').distinct().as('n')).executeTakeFirstOrThrow();
  print(`Common Ground holds ${await count('priority', 'statement')} of ${await count('plan', 'plan')} from ${counted(Number(authorities.n), 'authority', 'authorities')}, past ones and districts included, read from ${await count('source', 'source', holdsData)}.`);
  print(`Open ${address} to see what the East Midlands' authorities share, and what the hub does not know.`);
  print(`Ask your own questions at ${address}graphiql, or send GraphQL to ${address}graphql. Stop with Ctrl+C.`);
}

/** For how long the same signal is taken for the same stop. */
const sameStopMs = 1_000;

/**
 * Waits for the first word to stop. The same signal again ends the hub at once, as Node.js does by itself where nobody listens. But programs
 * tell one stop several times: what they send to a whole process group, or to all that runs in a unit, reaches the hub, and npm and the launcher,
 * which pass it on. A terminal's Ctrl+C comes once, since the launcher does not pass it on, so the second one counts however soon it is.
 */
function untilTold(): Promise<Told> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const hear = (): void => {
        resolve({ signal, at: performance.now() });
        if (signal === 'SIGINT' && isatty(0)) process.off(signal, hear);
        else setTimeout(() => process.off(signal, hear), sameStopMs).unref();
      };
      process.on(signal, hear);
    }
  });
}

function secondsSince(at: number): number {
  return Math.round((performance.now() - at) / 10) / 100;
}
