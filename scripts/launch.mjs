// What `npm start`, `npm run hub`, `npm run build`, `npm test`, `npm run check`, `npm run bench` and `npm run test:supergraph` begin with: makes the clone ready, then runs the real program on the pinned Node.js.
// Plain JavaScript without dependencies, because it runs before anything is installed, and on Node.js 20.
// @ts-check
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, isBuildStale } from './launch/build.mjs';
import { installPackages, isInstallStale } from './launch/install.mjs';
import { memoryFor } from './launch/memory.mjs';
import { chooseNode, explainUnusableNode } from './launch/node.mjs';
import { runProgram } from './launch/run.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

try {
  await launch(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/**
 * Installs and builds what is stale, then runs the program that the arguments ask for and ends with its exit code.
 * @param {string[]} args `--build`, `--test [vitest arguments]`, `--check [names of checks]`, `--bench [parts]`, `--supergraph [--prove]`, `--national-hub`, or a command of the hub with its arguments
 */
async function launch(args) {
  const node = chooseNode(root);
  const complaint = explainUnusableNode(node);
  if (complaint) throw new Error(complaint);
  if (isInstallStale(root)) await installPackages(root);
  if (!existsSync(node.path)) throw new Error(`${node.path} is missing, although npm says that all is installed. Delete the folder node_modules and start again.`);

  const [first, ...rest] = args;
  // The checks build for themselves: code that does not compile is one of the things they report.
  if (first === '--check') return runProgram(node.path, [path.join(root, 'scripts/checks/run.mjs'), ...rest]);

  if (isBuildStale(root)) await build(root, node.path);
  if (first === '--build') return;
  if (first === '--test') return runProgram(node.path, [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...rest]);
  if (first === '--supergraph') {
    const example = path.join(root, 'examples/supergraph');
    if (isInstallStale(example)) await installPackages(example, 'Installing Hive Gateway and what else examples/supergraph/package-lock.json names (about 520 MB; usually a minute or less)');
    return runProgram(node.path, [path.join(example, 'run.mjs'), ...rest]);
  }
  if (first === '--national-hub') return runProgram(node.path, [path.join(root, 'examples/national-hub/run.mjs')]);
  if (first === '--bench') return runProgram(node.path, ['--import', 'tsx', '--import', new URL('../bench/asBuilt.mjs', import.meta.url).href, path.join(root, 'bench/run.ts'), ...rest]);
  tellCalledFrom();
  const { flags, environment } = memoryFor(first);
  return runProgram(node.path, ['--enable-source-maps', ...flags, path.join(root, 'dist/main.js'), ...args], environment);
}

/** npm runs us in the clone, wherever it was called, and says from where. Whatever npm runs hands that on to what it starts, so it counts only where npm runs us ourselves. */
function tellCalledFrom() {
  const { INIT_CWD, npm_package_json: run } = process.env;
  const isElsewhere = INIT_CWD !== undefined && run !== undefined && path.resolve(run) === path.join(root, 'package.json') && process.cwd() === root && path.resolve(INIT_CWD) !== root;
  if (isElsewhere) process.env['HUB_CALLED_FROM'] = INIT_CWD;
  else delete process.env['HUB_CALLED_FROM'];
}
