import type { Config } from '../config.ts';
import type { HarvestContext, HarvestReport } from '../harvest/harvestReport.ts';
import { harvestsOf } from '../harvest/harvestsOf.ts';
import { harvestTogether } from '../harvest/harvestTogether.ts';
import { printReport } from '../harvest/printReport.ts';
import { progressPrinter } from './progress.ts';
import { openHub, refreshDuplicates, refreshOverlaps, type Hub } from '../hub.ts';
import { harvestSeedsIntoNew } from './harvestSeeds.ts';
import { withPackages } from './withPackages.ts';

type Print = (line: string) => void;

/** Reads the package at a path, or each of the packages in it, be it a folder, a workbook or a zip, and prints what landed. 1 when nothing of any was usable. */
export async function importPackages(config: Config, path: string, print: Print): Promise<number> {
  const hub = await openHub(config);
  const progress = progressPrinter();
  try {
    await harvestSeedsIntoNew(hub, config, print);
    const isUsable = await withPackages(path, print, ({ folders, origin }) => harvestFolders(hub, { ...hub.harvesting, ...origin, progress }, folders, print));
    for (const line of [...(await refreshOverlaps(hub)), ...(await refreshDuplicates(hub))]) print(line);
    return isUsable ? 0 : 1;
  } finally {
    await hub.close();
  }
}

/** Reads every package in the folders. False when nothing of any was usable. */
async function harvestFolders(hub: Hub, context: HarvestContext, folders: readonly string[], print: Print): Promise<boolean> {
  const tell = async (report: HarvestReport): Promise<void> => {
    for (const line of printReport(report)) print(line);
    if (report.sourceId !== null && report.status !== 'failed') for (const line of await unadoptedLines(hub, report.sourceId)) print(line);
  };
  const reports = await harvestTogether(await harvestsOf(context, folders), { db: hub.stored, tell });
  return reports.some((report) => report.status !== 'failed');
}

/** An officer who leaves `adopted` empty would look for the priorities in vain. */
async function unadoptedLines({ rows }: Hub, sourceId: string): Promise<string[]> {
  const unstated = await rows.selectFrom('priority').select('ref').where('sourceId', '=', sourceId).where('withdrawnOn', 'is', null).where('adopted', 'is', null).orderBy('line').orderBy('id').execute();
  if (unstated.length === 0) return [];
  const names = unstated.slice(0, 5).map(({ ref }) => ref).join(', ');
  return [`  Of ${unstated.length} ${unstated.length === 1 ? 'priority' : 'priorities'} (${names}${unstated.length > 5 ? ', …' : ''}) the column adopted does not say whether the authority itself set ${unstated.length === 1 ? 'it' : 'them'}: without "yes" a priority makes no overlap.`];
}
