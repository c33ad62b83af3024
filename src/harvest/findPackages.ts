import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Reference data first, since the packages of regions and authorities use its codes. */
const publisherOrder = ['national', 'regional', 'region', 'authority'];

/** The data packages at a path: the folder or workbook itself when it is one, else every folder and workbook right below it that is one, in the order to read them. */
export function findPackages(path: string): string[] {
  if (existsSync(join(path, 'datapackage.json')) || !existsSync(path) || !statSync(path).isDirectory()) return [path];
  const folders = readdirSync(path)
    .sort()
    .map((name) => join(path, name))
    .filter((folder) => existsSync(join(folder, 'datapackage.json')) || isWorkbook(folder));
  if (folders.length === 0) return [path];
  return folders.map((folder) => ({ folder, rank: publisherRank(folder) })).sort((a, b) => a.rank - b.rank).map(({ folder }) => folder);
}

function isWorkbook(path: string): boolean {
  return isWorkbookName(basename(path)) && statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/**
 * Whether a file is called as a workbook, of a kind that the hub reads or not: passed over, its officer would never hear of it. What begins
 * with ~$ is a spreadsheet program's mark that somebody has the workbook open, and with a dot a machine's own.
 */
export function isWorkbookName(name: string): boolean {
  return /^(?!~\$|\.).*\.(xls[xmb]?|ods)$/i.test(name);
}

/** What a workbook says of its publisher is not known before it is read; most are an authority's. */
function publisherRank(folder: string): number {
  if (isWorkbook(folder)) return publisherOrder.indexOf('authority');
  try {
    const descriptor = JSON.parse(readFileSync(join(folder, 'datapackage.json'), 'utf8')) as { publisher?: { kind?: string } } | null;
    return publisherOrder.indexOf(descriptor?.publisher?.kind ?? '');
  } catch {
    // Whatever is wrong with it is said when it is harvested.
    return publisherOrder.length;
  }
}
