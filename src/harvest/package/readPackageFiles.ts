import { createHash } from 'node:crypto';
import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, normalize, relative } from 'node:path';
import { HubError } from '../../errors.ts';
import type { HarvestIssue } from '../issue.ts';
import { Utf8Check } from './decodeUtf8.ts';
import { packageFiles, packageFilesIn, type PackageFile } from './packageFiles.ts';
import { noting, type Fault } from './faults.ts';
import type { PackageTable } from './packageTable.ts';
import { piecesOf } from './piecesOf.ts';
import type { PackageDescriptor } from './readDescriptor.ts';
import type { ListedFile } from './readResources.ts';
import { filesMissing, headingsOf, misspelt, tablesAside } from './strangeFiles.ts';

/** A file of a package that was looked over from end to end, and whose rows are still to be read: once for each file of the package whose rows it holds. */
export interface FileContent {
  file: PackageFile;
  /** As the descriptor names it. */
  path: string;
  /** Where it lies. */
  place: string;
  /** Of all its bytes. */
  sha256: string;
  /** Its size and time when it was looked over. */
  stamp: string;
  /** Address under which each of its services has its own; null where they have none. */
  recordsAt: string | null;
}

/** A file whose rows are read already: a sheet of a workbook. */
export interface FileTable {
  file: PackageFile;
  /** The sheet as issues name it. */
  path: string;
  table: PackageTable;
}

export interface PackageContents {
  /** Files the hub reads, in the order in which it reads them. */
  files: (FileContent | FileTable)[];
  /** Which files were set aside, and why. */
  issues: HarvestIssue[];
  /** Files that cannot be read, for which nothing of the package lands. */
  faults?: readonly Fault[];
  /** Changes when anything in the package changes. */
  fingerprint: string;
  /** The same issue with its place as the publisher sees it, where that is not a line of a CSV file. */
  asSeen?: (issue: HarvestIssue) => HarvestIssue;
}

/** A data package on its way in: what it says of itself, and a way to its rows. */
export interface OpenedPackage {
  descriptor: PackageDescriptor;
  readContents: () => Promise<PackageContents>;
}

/** A million observations take about 100 MB. */
const largestFileBytes = 2_000_000_000;
const bytesPerPiece = 128 * 1024;

/** Every file of a package, and which of them are missing, broken off, no text or outside its folder. No row is read yet. */
export async function readPackageFiles(descriptor: PackageDescriptor): Promise<PackageContents> {
  const beside = readdirSync(descriptor.folder).filter((name) => /\.csv$|^services?\.json$/i.test(name)).sort();
  const listed = descriptor.listed ?? beside.map((path) => ({ path, name: null, bytes: null, hash: null }));
  const aside = tablesAside(descriptor.folder).filter((path) => !listed.some((entry) => normalize(entry.path) === normalize(path)));
  const missing = filesMissing(listed);
  const issues = unlistedFiles(descriptor.listed ? [...beside, ...aside].sort() : beside, listed);
  const files: FileContent[] = [];
  const faults: Fault[] = [];
  const leaveOut = (entry: Pick<ListedFile, 'path' | 'name'>, headings: readonly string[]): void => {
    const fault = misspelt(entry, headings, missing);
    if (fault) faults.push(fault);
    else issues.push(fileNotRead(entry.path));
  };
  // Whoever lists the files of a package says by it which of the others are none.
  if (descriptor.listed === null) for (const path of aside) leaveOut({ path, name: null }, []);
  for (const entry of listed) {
    const held = packageFilesIn(basename(entry.path));
    const seen = await noting(faults, held.map(({ table }) => table), async () => {
      const place = findPlace(descriptor.folder, entry);
      return { place, sha256: await lookOver(place, entry, { isText: held.length > 0 }), stamp: stampOf(place) };
    });
    if (seen === null) continue;
    files.push(...held.map((file) => ({ file, path: entry.path, ...seen, recordsAt: descriptor.recordsAt ?? null })));
    if (held.length === 0) leaveOut(entry, await headingsOf(seen.place));
  }
  refuseRepeatedFiles(files);
  files.sort(inReadingOrder);
  return { files, issues, faults, fingerprint: fingerprintOf(descriptor, files) };
}

/** Referred-to files before those that refer to them. */
export function inReadingOrder(a: { file: PackageFile }, b: { file: PackageFile }): number {
  return packageFiles.indexOf(a.file) - packageFiles.indexOf(b.file);
}

function unlistedFiles(beside: string[], listed: readonly ListedFile[]): HarvestIssue[] {
  const known = new Set(listed.map(({ path }) => normalize(path)));
  return beside
    .filter((name) => !known.has(name))
    .map((name) => ({ severity: 'warning', rule: 'FILE_NOT_LISTED', file: name, message: 'The file is in the folder and datapackage.json does not list it. It was left out.' }));
}

function fileNotRead(path: string): HarvestIssue {
  return { severity: 'warning', rule: 'FILE_NOT_READ', file: path, message: 'A data package has no file of this name. It was left out.' };
}

/** BAD_PACKAGE when a file is no longer what was looked over: its rows may come from two versions of it. */
export function checkUnchanged({ path, place, stamp }: FileContent): void {
  if (stampOf(place) !== stamp) throw new HubError('BAD_PACKAGE', `${path} was changed while the hub read it. Nothing was changed in the hub: import it again.`);
}

function stampOf(place: string): string {
  const { size, mtimeMs } = statSync(place);
  return `${size} ${mtimeMs}`;
}

/** Where a listed file lies, or BAD_PACKAGE when it is not there or not the package's. */
function findPlace(folder: string, { path }: ListedFile): string {
  const full = join(folder, path);
  const size = existsSync(full) && statSync(full).isFile() ? statSync(full).size : null;
  if (size === null) throw new HubError('BAD_PACKAGE', `${path} is listed in datapackage.json and is not there. Nothing was changed.`);
  // A link could otherwise publish any file that the hub's own account can read.
  const place = relative(realpathSync(folder), realpathSync(full));
  if (place.startsWith('..') || isAbsolute(place)) throw new HubError('BAD_PACKAGE', `${path} is a link to a file outside the package's folder. Nothing was changed.`);
  if (size > largestFileBytes) throw new HubError('BAD_PACKAGE', `${path} has ${size} bytes. Allowed: ${largestFileBytes}. Publish it as several packages.`);
  return full;
}

/** Reads a file once from end to end, without keeping it: its SHA-256, or BAD_PACKAGE when it is not what its publisher says it is. */
async function lookOver(place: string, { path, bytes, hash }: ListedFile, { isText }: { isText: boolean }): Promise<string> {
  const own = createHash('sha256');
  const [algorithm, expected] = hash === null ? [null, null] : hash.includes(':') ? (hash.split(':', 2) as [string, string]) : (['md5', hash] as const);
  const stated = algorithm === null ? null : createHash(algorithm);
  const text = new Utf8Check(path);
  let length = 0;
  for await (const piece of piecesOf(place, bytesPerPiece)) {
    length += piece.length;
    own.update(piece);
    stated?.update(piece);
    if (isText) text.add(piece);
  }
  // Frictionless `bytes` and `hash`, where the publisher gave them, show a file that broke off on its way.
  if (bytes !== null && bytes !== length) {
    throw new HubError('BAD_PACKAGE', `${path} has ${length} bytes; datapackage.json says ${bytes}. The file seems to have broken off. Nothing was changed.`);
  }
  if (stated && stated.digest('hex') !== expected) throw new HubError('BAD_PACKAGE', `${path} does not have the ${algorithm} hash that datapackage.json states. Nothing was changed.`);
  if (isText) text.end();
  return own.digest('hex');
}

function refuseRepeatedFiles(files: readonly FileContent[]): void {
  const seen = new Map<string, string>();
  for (const { file, path } of files) {
    const [first, second] = [seen.get(file.name), basename(path)];
    if (first === second) throw new HubError('BAD_PACKAGE', `datapackage.json lists ${first} twice. Nothing was changed.`);
    if (first) throw new HubError('BAD_PACKAGE', `The package holds both ${first} and ${second}. Expected one of them, because the one stands in place of the other. Nothing was changed.`);
    seen.set(file.name, second);
  }
}

function fingerprintOf(descriptor: PackageDescriptor, files: readonly FileContent[]): string {
  const hash = createHash('sha256').update(descriptor.text);
  for (const { file, sha256 } of files) hash.update(`\0${file.name}\0${sha256}`);
  return hash.digest('hex');
}
