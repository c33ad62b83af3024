import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config } from '../config.ts';
import { HubError } from '../errors.ts';
import { findPackages } from '../harvest/findPackages.ts';
import { harvestPackage } from '../harvest/harvestPackage.ts';
import type { HarvestContext } from '../harvest/harvestReport.ts';
import { printReport } from '../harvest/printReport.ts';
import { unpackZip } from '../harvest/unpackZip.ts';
import { progressPrinter } from './progress.ts';
import { openHub, refreshOverlaps } from '../hub.ts';
import { harvestSeedsIntoNew } from './harvestSeeds.ts';

type Print = (line: string) => void;

/** Reads the package at a path, or each of the packages in it, be it a folder, a workbook or a zip, and prints what landed. 1 when nothing of any was usable. */
export async function importPackages(config: Config, path: string, print: Print): Promise<number> {
  const hub = await openHub(config);
  const progress = progressPrinter();
  try {
    await harvestSeedsIntoNew(hub, print);
    const context = { ...hub.harvesting, progress };
    const isUsable = isZip(path) ? await harvestZip(context, resolve(path), print) : await harvestFolders(context, findPackages(path), print);
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

async function harvestZip(context: HarvestContext, path: string, print: Print): Promise<boolean> {
  try {
    const { folder, remove } = await unpackZip(path);
    try {
      return await harvestFolders({ ...context, unpackedFrom: path }, findPackages(folder), print);
    } finally {
      remove();
    }
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    print(error.message);
    return false;
  }
}

function isZip(path: string): boolean {
  return /\.zip$/i.test(path) && statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
