// @ts-check
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { withProgress } from './progress.mjs';

/** @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockedPackage */
/** @typedef {Record<string, LockedPackage>} LockedPackages packages by their folder, as a lockfile lists them */

/**
 * True when node_modules is missing, was left half-made, or holds other versions than package-lock.json names.
 * @param {string} root
 */
export function isInstallStale(root) {
  const wanted = readPackages(path.join(root, 'package-lock.json'));
  if (!wanted) throw new Error('package-lock.json is missing: this is not a whole copy of Common Ground. Clone it again.');
  // npm writes this record last, so an install that was broken off has none.
  const installed = readPackages(path.join(root, 'node_modules/.package-lock.json'));
  return !installed || !isInstalled(wanted, installed);
}

/**
 * True when every package that this machine needs was installed in the locked version.
 * An absent optional package is no difference: those are for other kinds of machine.
 * @param {LockedPackages} wanted @param {LockedPackages} installed
 */
export function isInstalled(wanted, installed) {
  return Object.entries(wanted).every(([folder, locked]) => {
    if (folder === '') return true;
    const found = installed[folder];
    if (!found) return locked.optional === true;
    return found.version === locked.version && found.integrity === locked.integrity;
  });
}

/**
 * Runs `npm ci`, telling what it does; throws with npm's own words when it fails.
 * @param {string} root @param {string} [saying]
 */
export async function installPackages(root, saying = 'Installing the packages that package-lock.json names (about 600 MB with Node.js 24; the first time usually takes one or two minutes)') {
  const npm = findNpm();
  // Named outright, because NODE_ENV=production or a user's npm settings would leave out the compiler.
  const args = [...npm.args, 'ci', '--include=dev', '--include=optional', '--loglevel=error', '--no-audit', '--no-fund', '--no-progress'];
  const { exitCode, output } = await withProgress(
    saying,
    () => runQuietly(npm.command, args, root),
  );
  if (exitCode !== 0) throw new Error(`npm could not install the packages. It said:\n\n${output.trim()}\n\nNothing was started. Put that right (often it is the network; "npm ci" by itself shows more), then run the same command again.`);
}

/**
 * How to run npm without a shell: by the npm that started us, or the one beside this Node.js.
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ command: string, args: string[] }}
 */
export function findNpm(env = process.env, execPath = process.execPath) {
  // The Node.js that runs npm is not the pinned one in node_modules, which `npm ci` is about to remove.
  const node = env.npm_node_execpath ?? execPath;
  const beside = path.dirname(node);
  const script = [
    env.npm_execpath ?? '',
    path.join(beside, 'node_modules/npm/bin/npm-cli.js'),
    path.join(beside, '../lib/node_modules/npm/bin/npm-cli.js'),
  ].find((candidate) => path.basename(candidate) === 'npm-cli.js' && existsSync(candidate));
  return script ? { command: node, args: [script] } : { command: 'npm', args: [] };
}

/**
 * @param {string} file
 * @returns {LockedPackages | undefined} nothing when there is no such file, or no whole one
 */
function readPackages(file) {
  try {
    /** @type {{ packages: LockedPackages }} */
    const lockfile = JSON.parse(readFileSync(file, 'utf8'));
    return lockfile.packages;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} command @param {string[]} args @param {string} cwd
 * @returns {Promise<{ exitCode: number, output: string }>}
 */
function runQuietly(command, args, cwd) {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ exitCode: 1, output: `${command} could not be run: ${error.message}` }));
    child.on('close', (code) => resolve({ exitCode: code ?? 1, output }));
  });
}
