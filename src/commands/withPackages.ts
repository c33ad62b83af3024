import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { HubError } from '../errors.ts';
import { findPackages } from '../harvest/findPackages.ts';
import type { HarvestContext } from '../harvest/harvestReport.ts';
import { unpackZip } from '../harvest/unpackZip.ts';

/** Where packages lie, and what a harvest of them is told of where they came from. */
export interface Packages {
  folders: string[];
  origin: Pick<HarvestContext, 'unpackedFrom'>;
}

/** Hands over the package at a path, or each of the packages in it: a folder, or a zip that is unpacked for as long as the work takes. Null, with the reason printed, for a zip that cannot be unpacked. */
export async function withPackages<Result>(path: string, print: (line: string) => void, work: (packages: Packages) => Promise<Result>): Promise<Result | null> {
  if (!isZip(path)) return work({ folders: findPackages(path), origin: {} });
  const unpackedFrom = resolve(path);
  try {
    const { folder, remove } = await unpackZip(unpackedFrom);
    try {
      return await work({ folders: findPackages(folder), origin: { unpackedFrom } });
    } finally {
      remove();
    }
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    print(error.message);
    return null;
  }
}

function isZip(path: string): boolean {
  return /\.zip$/i.test(path) && statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
