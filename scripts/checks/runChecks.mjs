// @ts-check
import { spawnSync } from 'node:child_process';

const LONGEST_MS = 180_000;

/** @typedef {{ name: string, keeps: string, program: string[], mend?: string }} Check what Node.js runs (exit 0: all is well), what it keeps, and the command that mends it */

/**
 * Runs checks one after another, whatever the earlier ones said, and prints a line for each.
 * @param {Check[]} checks @param {string} root
 * @returns {string[]} the names of those that failed
 */
export function runChecks(checks, root, { log = console.log, timeoutMs = LONGEST_MS } = {}) {
  return checks.filter((check) => !passes(check, root, { log, timeoutMs })).map(({ name }) => name);
}

/** @param {Check} check @param {string} root @param {{ log: (line: string) => void, timeoutMs: number }} options */
function passes({ name, keeps, program, mend }, root, { log, timeoutMs }) {
  const started = performance.now();
  const { status, stdout, stderr, error } = spawnSync(process.execPath, program, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26, timeout: timeoutMs });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  log(`${name.padEnd(11)} ${status === 0 ? 'ok    ' : 'FAILED'} ${seconds.padStart(5)} s   ${keeps}`);
  if (status !== 0) log([stdout.trim(), stderr.trim(), error?.message, mend && `To mend it: ${mend}`].filter(Boolean).join('\n').replace(/^/gm, '    '));
  return status === 0;
}
