// @ts-check
import { spawnSync } from 'node:child_process';

/** @typedef {{ name: string, keeps: string, program: string[], mend?: string }} Check what Node.js runs (exit 0: all is well), what it keeps, and the command that mends it */

/**
 * Runs checks one after another, whatever the earlier ones said, and prints a line for each.
 * @param {Check[]} checks @param {string} root
 * @returns {string[]} the names of those that failed
 */
export function runChecks(checks, root, log = console.log) {
  return checks.filter((check) => !passes(check, root, log)).map(({ name }) => name);
}

/** @param {Check} check @param {string} root @param {(line: string) => void} log */
function passes({ name, keeps, program, mend }, root, log) {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, program, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  log(`${name.padEnd(11)} ${status === 0 ? 'ok    ' : 'FAILED'} ${seconds.padStart(5)} s   ${keeps}`);
  if (status !== 0) log([stdout.trim(), stderr.trim(), mend && `To mend it: ${mend}`].filter(Boolean).join('\n').replace(/^/gm, '    '));
  return status === 0;
}
