// A change of the contract that could break somebody's query needs its line in schema/CHANGES.md. The schema is compared with the
// last commit's, or in a clean checkout with the commit before that: the machine says what changed, a person says why.
// @ts-check
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSchema, findBreakingChanges } from 'graphql';

const CONTRACT = 'schema/hub.graphql';
const CHANGES = 'schema/CHANGES.md';

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const faults = findUntoldChanges(path.resolve(process.argv[2] ?? '.'));
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

/**
 * @param {string} folder a checkout
 * @returns {string[]} each breaking change of the contract that schema/CHANGES.md says nothing of
 */
export function findUntoldChanges(folder) {
  const now = { [CONTRACT]: readFileSync(path.join(folder, CONTRACT), 'utf8'), [CHANGES]: existsSync(path.join(folder, CHANGES)) ? readFileSync(path.join(folder, CHANGES), 'utf8') : '' };
  const isClean = now[CONTRACT] === committed(folder, 'HEAD', CONTRACT) && now[CHANGES] === committed(folder, 'HEAD', CHANGES);
  const base = isClean ? 'HEAD~1' : 'HEAD';
  const before = committed(folder, base, CONTRACT);
  if (before === null || before === now[CONTRACT] || committed(folder, base, CHANGES) !== now[CHANGES]) return [];
  const changes = findBreakingChanges(buildSchema(before), buildSchema(now[CONTRACT]));
  return changes.map(({ description }) => `${description} That can break a query, and ${CHANGES} has no new line.`);
}

/**
 * @param {string} folder
 * @param {string} revision
 * @param {string} file
 * @returns {string | null} the file as it was, or null where it was not
 */
function committed(folder, revision, file) {
  try {
    return execFileSync('git', ['show', `${revision}:${file}`], { cwd: folder, encoding: 'utf8', maxBuffer: 64_000_000, stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return null;
  }
}
