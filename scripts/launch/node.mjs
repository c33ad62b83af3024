// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const OLDEST_MAJOR = 24;

/** @typedef {{ path: string, version: string, isPinned: boolean }} ChosenNode */
/** @typedef {{ platform: string, arch: string, execPath: string, version: string, isMusl: boolean }} Machine */

/** @returns {Machine} */
function thisMachine() {
  return {
    platform: process.platform,
    arch: process.arch,
    execPath: process.execPath,
    version: process.versions.node,
    // The pinned Linux builds need glibc; Alpine has musl.
    isMusl: existsSync('/etc/alpine-release'),
  };
}

/**
 * The Node.js that will run the program: the one pinned among the packages (which may yet have to be installed),
 * else, on macOS for instance, the user's own.
 * @param {string} root
 * @returns {ChosenNode}
 */
export function chooseNode(root, machine = thisMachine()) {
  /** @type {{ optionalDependencies?: Record<string, string> }} */
  const { optionalDependencies = {} } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const name = pinnedPackage(machine);
  const version = optionalDependencies[name];
  if (!version || machine.isMusl) return { path: machine.execPath, version: machine.version, isPinned: false };
  return { path: path.join(root, 'node_modules', name, 'bin', machine.platform === 'win32' ? 'node.exe' : 'node'), version, isPinned: true };
}

/**
 * One sentence on what was found and what to do, or nothing when this Node.js will do.
 * @param {ChosenNode} node
 * @returns {string | undefined}
 */
export function explainUnusableNode({ version, isPinned }) {
  if (Number(version.split('.')[0]) >= OLDEST_MAJOR) return undefined;
  return isPinned
    ? `package.json pins Node.js ${version}, and Common Ground needs ${OLDEST_MAJOR} or later.`
    : `Common Ground needs Node.js ${OLDEST_MAJOR} or later here, and found ${version}. It brings its own on most Linux and Windows machines, but not on macOS, Alpine Linux or this one: install Node.js ${OLDEST_MAJOR} from https://nodejs.org/ and start again.`;
}

/** @param {Machine} machine */
function pinnedPackage({ platform, arch }) {
  return `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
}
