import { statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { HubError } from '../errors.ts';
import { readDescriptor } from './package/readDescriptor.ts';
import { readPackageFiles, type OpenedPackage } from './package/readPackageFiles.ts';
import { openWorkbook } from './workbook/openWorkbook.ts';

/** The data package at a path, a folder or a workbook: what it says of itself, and a way to its rows. BAD_PACKAGE when it is neither. */
export async function openPackage(path: string): Promise<OpenedPackage> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found && extname(path) !== '' && basename(path) !== 'datapackage.json') throw new HubError('BAD_PACKAGE', `There is no file ${path}.`);
  if (found?.isFile() && basename(path) !== 'datapackage.json') return openWorkbook(path);
  const descriptor = readDescriptor(path);
  return { descriptor, readContents: () => readPackageFiles(descriptor) };
}
