import type { Config } from '../config.ts';
import { harvestPackage } from '../harvest/harvestPackage.ts';
import type { HarvestContext } from '../harvest/harvestReport.ts';
import { printReport } from '../harvest/printReport.ts';
import { progressPrinter } from './progress.ts';
import { openHub, refreshOverlaps } from '../hub.ts';
import { harvestSeedsIntoNew } from './harvestSeeds.ts';
import { withPackages } from './withPackages.ts';

type Print = (line: string) => void;

/** Reads the package at a path, or each of the packages in it, be it a folder, a workbook or a zip, and prints what landed. 1 when nothing of any was usable. */
export async function importPackages(config: Config, path: string, print: Print): Promise<number> {
  const hub = await openHub(config);
  const progress = progressPrinter();
  try {
    await harvestSeedsIntoNew(hub, print);
    const isUsable = await withPackages(path, print, ({ folders, origin }) => harvestFolders({ ...hub.harvesting, ...origin, progress }, folders, print));
    for (const line of await refreshOverlaps(hub)) print(line);
    return isUsable ? 0 : 1;
  } finally {
    await hub.close();
  }
}

/** Reads every package in the folders. False when nothing of any was usable. */
async function harvestFolders(context: HarvestContext, folders: readonly string[], print: Print): Promise<boolean> {
  const reports = [];
  for (const folder of folders) {
    const report = await harvestPackage(context, folder);
    for (const line of printReport(report)) print(line);
    reports.push(report);
  }
  return reports.some((report) => report.status !== 'failed');
}
