import { basename } from 'node:path';
import { HubError } from '../errors.ts';
import { harvestOpened, harvestPackage } from './harvestPackage.ts';
import type { HarvestContext, HarvestReport } from './harvestReport.ts';
import { sourceIdAt } from './openPackage.ts';

/**
 * A harvest for each of several packages that are given at once. Those that call themselves the same source are not read: each would
 * replace the other in silence, and which of them stayed would hang on their order.
 */
export async function harvestsOf(context: HarvestContext, paths: readonly string[]): Promise<(() => Promise<HarvestReport>)[]> {
  const sourceIds = new Map<string, string | null>();
  if (paths.length > 1) for (const path of paths) sourceIds.set(path, await sourceIdAt(path));
  const sameAs = Map.groupBy(sourceIds.keys(), (path) => sourceIds.get(path) ?? path);
  return paths.map((path) => () => {
    const sourceId = sourceIds.get(path) ?? null;
    const same = sourceId === null ? [path] : sameAs.get(sourceId)!;
    return same.length > 1 ? harvestOpened(context, path, () => { throw sameSource(sourceId!, same.map((one) => basename(one))); }) : harvestPackage(context, path);
  });
}

function sameSource(sourceId: string, names: readonly string[]): HubError {
  return new HubError('BAD_PACKAGE', `${names.join(' and ')} have the same publisher and the same name, so they are one source (${sourceId}) and would replace one another. None of them was read: give each a name of its own, on its sheet Package or in its datapackage.json, or take away those that are out of date. Nothing was changed.`);
}
