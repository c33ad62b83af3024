import type { Config } from '../config.ts';
import { findPackages } from '../harvest/findPackages.ts';
import { harvestPackage } from '../harvest/harvestPackage.ts';
import { printReport } from '../harvest/printReport.ts';
import { progressPrinter } from './progress.ts';
import { openHub, refreshOverlaps, type Hub } from '../hub.ts';
import { harvestSeeds } from './harvestSeeds.ts';

/** Reads the package at a path, or each of the packages in it, and prints what landed. 1 when nothing of any was usable. */
export async function importPackages(config: Config, path: string, print: (line: string) => void): Promise<number> {
  const hub = await openHub(config);
  const progress = progressPrinter();
  try {
    if (await isEmpty(hub)) {
      print('This hub is new and knows no codes yet, so it reads the packages it ships with first.');
      await harvestSeeds(hub, print);
    }
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

async function isEmpty(hub: Hub): Promise<boolean> {
  return (await hub.rows.selectFrom('source').select('id').limit(1).execute()).length === 0;
}
