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
  const described: { path: string; sourceId: string | null }[] = [];
  if (paths.length > 1) for (const path of paths) described.push({ path, sourceId: await sourceIdAt(path) });
  return paths.map((path) => () => {
    const sourceId = described.find((one) => one.path === path)?.sourceId ?? null;
    const same = described.filter((one) => sourceId !== null && one.sourceId === sourceId).map((one) => basename(one.path));
    return same.length > 1 ? harvestOpened(context, path, () => { throw sameSource(sourceId!, same); }) : harvestPackage(context, path);
  });
}

function sameSource(sourceId: string, names: readonly string[]): HubError {
  return new HubError('BAD_PACKAGE', `${names.join(' and ')} have the same publisher and the same name, so they are one source (${sourceId}) and would replace one another. None of them was read: give each a name of its own, on its sheet Package or in its datapackage.json, or take away those that are out of date. Nothing was changed.`);
}
