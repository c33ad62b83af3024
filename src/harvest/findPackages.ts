import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Reference data first, since the packages of regions and authorities use its codes. */
const publisherOrder = ['national', 'regional', 'region', 'authority'];

/** The data packages at a path: the folder itself when it is one, else every package in the folders right below it, in the order to read them. */
export function findPackages(path: string): string[] {
  if (existsSync(join(path, 'datapackage.json')) || !existsSync(path) || !statSync(path).isDirectory()) return [path];
  const folders = readdirSync(path)
    .sort()
    .map((name) => join(path, name))
    .filter((folder) => existsSync(join(folder, 'datapackage.json')));
  if (folders.length === 0) return [path];
  return folders.map((folder) => ({ folder, rank: publisherRank(folder) })).sort((a, b) => a.rank - b.rank).map(({ folder }) => folder);
}

function publisherRank(folder: string): number {
  try {
    const descriptor = JSON.parse(readFileSync(join(folder, 'datapackage.json'), 'utf8')) as { publisher?: { kind?: string } } | null;
    return publisherOrder.indexOf(descriptor?.publisher?.kind ?? '');
  } catch {
    // Whatever is wrong with it is said when it is harvested.
    return publisherOrder.length;
  }
}
