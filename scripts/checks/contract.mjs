// Keeps schema/hub.graphql and schema/subgraph.graphql equal to what the code builds: builds, then lets the program compare.
// @ts-check
import { spawnSync } from 'node:child_process';
import { build, isBuildStale } from '../launch/build.mjs';

const root = process.cwd();

try {
  if (isBuildStale(root)) await build(root, process.execPath);
  process.exitCode = spawnSync(process.execPath, ['dist/main.js', 'schema', '--check'], { cwd: root, stdio: 'inherit', timeout: 120_000 }).status ?? 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
