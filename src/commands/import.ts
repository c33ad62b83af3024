import type { Config } from '../config.ts';
import { findPackages } from '../harvest/findPackages.ts';
import { harvestPackage } from '../harvest/harvestPackage.ts';
import { printReport } from '../harvest/printReport.ts';
import { progressPrinter } from './progress.ts';
import { openHub, refreshOverlaps } from '../hub.ts';

/** Reads the package at a path, or each of the packages in it, and prints what landed. 1 when nothing of any was usable. */
export async function importPackages(config: Config, path: string, print: (line: string) => void): Promise<number> {
  const hub = await openHub(config.dataFolder);
  const progress = progressPrinter();
  try {
    const reports = [];
    for (const folder of findPackages(path)) {
      const report = await harvestPackage({ ...hub.harvesting, progress }, folder);
      for (const line of printReport(report)) print(line);
      reports.push(report);
    }
    for (const line of await refreshOverlaps(hub)) print(line);
    return reports.every((report) => report.status === 'failed') ? 1 : 0;
  } finally {
    await hub.close();
  }
}
