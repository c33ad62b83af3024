// What `npm run check` runs: everything that reads the code, one after another, so that all failures are seen.
// `npm run check -- lint arrows` runs only those two. tests/checks.test.ts shows that each catches what it is there for.
// @ts-check
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runChecks } from './runChecks.mjs';

/** @type {import('./runChecks.mjs').Check[]} */
const CHECKS = [
  { name: 'types', keeps: 'the code type-checks', program: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', '--pretty', 'false'] },
  { name: 'lint', keeps: 'no floating promise, no any, settings read in one place', program: ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings', '--format', 'unix'] },
  { name: 'arrows', keeps: 'folders use only what the design allows, without circles', program: ['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', 'src', '--config', '.dependency-cruiser.mjs', '--output-type', 'err-long'] },
  { name: 'layout', keeps: 'folders are named after what they are about', program: ['scripts/checks/layout.mjs'] },
  { name: 'unused', keeps: 'no unused file, export or package', program: ['node_modules/knip/bin/knip.js', '--no-progress', '--no-config-hints'] },
  { name: 'operations', keeps: 'the typed operations are what codegen makes', program: ['node_modules/@graphql-codegen/cli/esm/bin.js', '--config', 'codegen.yml', '--check', '--errors-only'], mend: 'npm run codegen' },
  { name: 'contract', keeps: 'the schemas in schema/ are what the code builds', program: ['scripts/checks/contract.mjs'] },
  { name: 'breaking', keeps: 'a breaking change of the contract has its line in schema/CHANGES.md', program: ['scripts/checks/breaking.mjs'] },
  { name: 'portable', keeps: 'no file names this machine or its package registry', program: ['scripts/checks/portable.mjs'] },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !CHECKS.some((check) => check.name === name));
if (unknown.length > 0) {
  console.error(`No check called ${unknown.join(', ')}. There are: ${CHECKS.map(({ name }) => name).join(', ')}.`);
  process.exit(1);
}

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const failed = runChecks(wanted.length === 0 ? CHECKS : CHECKS.filter(({ name }) => wanted.includes(name)), root);
if (failed.length > 0) console.log(`\n${failed.length === 1 ? '1 check' : `${failed.length} checks`} failed: ${failed.join(', ')}`);
process.exitCode = failed.length > 0 ? 1 : 0;
