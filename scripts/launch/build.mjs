// @ts-check
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const INPUTS = ['src', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];
const STAMP = '.built-from';

/**
 * True when dist/ is missing, or was built from other files than are here now.
 * @param {string} root
 */
export function isBuildStale(root) {
  return readStamp(root) !== fingerprint(root);
}

/**
 * Compiles src/ beside dist/ and puts it in its place when it is whole: a hub that runs loads threads from there, whenever it first needs them. Throws with the compiler's words when the code does not compile.
 * @param {string} root @param {string} nodePath
 */
export async function build(root, nodePath) {
  // Taken first: a file changed while the compiler runs makes the next start build again.
  const builtFrom = fingerprint(root);
  const dist = path.join(root, 'dist');
  // As deep as dist/, since source maps lead from there to the sources.
  const beside = path.join(root, `.build-${process.pid}`);
  const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
  const { status, stdout, stderr } = spawnSync(nodePath, [compiler, '-p', 'tsconfig.build.json', '--outDir', beside], { cwd: root, encoding: 'utf8' });
  if (status !== 0) {
    rmSync(beside, { recursive: true, force: true });
    throw new Error(`${stdout}${stderr}\nsrc/ does not compile, so nothing was started.`);
  }
  writeFileSync(path.join(beside, STAMP), builtFrom);
  putInPlace(root, beside, dist);
}

/**
 * Another start may be doing the same at the same time, and have moved the old build away or put its own in place: of the same files that is as good.
 * @param {string} root @param {string} built @param {string} dist
 */
function putInPlace(root, built, dist) {
  const before = `${built}-before`;
  try {
    moveIfThere(dist, before);
    renameSync(built, dist);
  } catch (error) {
    if (isBuildStale(root)) throw error;
  } finally {
    for (const folder of [built, before]) rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} from @param {string} to */
function moveIfThere(from, to) {
  try {
    renameSync(from, to);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
  }
}

/**
 * Stands for the paths, sizes and times of everything that the build reads. Not for contents: this runs at every start.
 * @param {string} root
 */
export function fingerprint(root) {
  const hash = createHash('sha256');
  for (const input of INPUTS) for (const line of describe(root, input)) hash.update(line);
  return hash.digest('hex');
}

/**
 * @param {string} root @param {string} file a file, or a folder to go through
 * @returns {Generator<string>}
 */
function* describe(root, file) {
  const stats = statSync(path.join(root, file), { throwIfNoEntry: false });
  if (stats?.isDirectory()) for (const name of readdirSync(path.join(root, file)).sort()) yield* describe(root, `${file}/${name}`);
  else yield `${file} ${stats?.size} ${stats?.mtimeMs}\n`;
}

/** @param {string} root */
function readStamp(root) {
  try {
    return readFileSync(path.join(root, 'dist', STAMP), 'utf8');
  } catch {
    return undefined;
  }
}
