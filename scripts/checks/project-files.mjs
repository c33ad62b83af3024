// @ts-check
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const NOT_OURS = new Set(['.git', 'node_modules', 'dist', 'data', 'coverage']);

/**
 * Paths, from root, of every file that is committed or could be by the next commit.
 * @param {string} root
 * @returns {string[]}
 */
export function projectFiles(root) {
  const git = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (git.status !== 0) return [...walk(root, '')];
  return git.stdout.split('\0').filter((file) => file !== '' && statSync(path.join(root, file), { throwIfNoEntry: false })?.isFile());
}

/**
 * For a copy without git's records, such as a downloaded archive.
 * @param {string} root @param {string} folder
 * @returns {Generator<string>}
 */
function* walk(root, folder) {
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    if (NOT_OURS.has(entry.name)) continue;
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(root, file);
    else if (entry.isFile()) yield file;
  }
}
