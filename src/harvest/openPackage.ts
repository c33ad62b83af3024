import { statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { HubError } from '../errors.ts';
import { readDescriptor } from './package/readDescriptor.ts';
import { readPackageFiles, type OpenedPackage } from './package/readPackageFiles.ts';
import { describeWorkbook, openWorkbook } from './workbook/openWorkbook.ts';

/** The data package at a path, a folder or a workbook: what it says of itself, and a way to its rows. BAD_PACKAGE when it is neither. */
export async function openPackage(path: string): Promise<OpenedPackage> {
  if (isFile(path)) return openWorkbook(path);
  const descriptor = readDescriptor(path);
  return { descriptor, readContents: () => readPackageFiles(descriptor) };
}

/** Which source a package says that it is, without its rows; null where that cannot be read, which its harvest tells. */
export async function sourceIdAt(path: string): Promise<string | null> {
  try {
    return (isFile(path) ? await describeWorkbook(path) : readDescriptor(path)).sourceId;
  } catch (error) {
    if (error instanceof HubError) return null;
    throw error;
  }
}

function isFile(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found && extname(path) !== '' && basename(path) !== 'datapackage.json') throw new HubError('BAD_PACKAGE', `There is no file ${path}.`);
  return found?.isFile() === true && basename(path) !== 'datapackage.json';
}
