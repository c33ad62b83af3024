// Keeps folders named after what they are about, and src/ to the folders and files that docs/architecture.md explains.
// Run as a program it looks at this project, or at the folder it is given.
// @ts-check
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFiles } from './project-files.mjs';

const JUNK_DRAWERS = new Set(['services', 'utils', 'helpers', 'common', 'managers', 'util', 'helper', 'misc', 'lib', 'shared']);
const SRC_FOLDERS = new Set(['commands', 'catalogue', 'harvest', 'overlap', 'performance', 'commissioning', 'search', 'access', 'api', 'export', 'explorer', 'db']);
const SRC_FILES = new Set(['main.ts', 'cli.ts', 'hub.ts', 'schedule.ts', 'config.ts', 'settings.ts', 'errors.ts', 'log.ts', 'isObject.ts', 'words.ts']);
// Folders of code. A data package may be called what its publisher calls it.
const CODE = new Set(['src', 'tests', 'scripts', 'bench', 'examples']);

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const faults = findLayoutFaults(projectFiles(path.resolve(process.argv[2] ?? '.')));
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

/**
 * @param {string[]} files paths from the project's root, with forward slashes
 * @returns {string[]} one sentence a fault
 */
export function findLayoutFaults(files) {
  return [...new Set(files.flatMap(faultsOf))];
}

/** @param {string} file */
function faultsOf(file) {
  const folders = file.split('/').slice(0, -1);
  if (!CODE.has(folders[0] ?? '')) return [];
  const drawers = folders.filter((folder) => JUNK_DRAWERS.has(folder));
  const faults = drawers.map((folder) => `${file}: a folder called "${folder}" says nothing of what is in it. Name it after its subject.`);
  return isAtHomeInSrc(file) ? faults : [...faults, `${file}: not a place that src/ has. Its folders are ${[...SRC_FOLDERS].join(', ')}; beside them stand ${[...SRC_FILES].join(', ')}.`];
}

/** @param {string} file */
function isAtHomeInSrc(file) {
  const [top, second = '', third] = file.split('/');
  if (top !== 'src') return true;
  return third === undefined ? SRC_FILES.has(second) : SRC_FOLDERS.has(second);
}
