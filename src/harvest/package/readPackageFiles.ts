import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, normalize, relative } from 'node:path';
import { HubError } from '../../errors.ts';
import type { HarvestIssue } from '../issue.ts';
import { decodeUtf8 } from './decodeUtf8.ts';
import { packageFileCalled, packageFiles, type PackageFile } from './packageFiles.ts';
import type { ListedFile, PackageDescriptor } from './readDescriptor.ts';

export interface FileText {
  file: PackageFile;
  /** As the descriptor names it. */
  path: string;
  text: string;
}

export interface PackageContents {
  /** Files the hub reads, in the order in which it reads them. */
  files: FileText[];
  /** Which files were set aside, and why. */
  issues: HarvestIssue[];
  /** Changes when anything in the package changes. */
  fingerprint: string;
}

/** Node cannot hold a longer text than about 536 million characters. */
const largestFileBytes = 500_000_000;

/** The text of every file of a package, or BAD_PACKAGE when one is missing, broken off or outside its folder. No row is read yet. */
export function readPackageFiles(descriptor: PackageDescriptor): PackageContents {
  const beside = readdirSync(descriptor.folder).filter((name) => name.endsWith('.csv') || packageFileCalled(name)).sort();
  const listed = descriptor.listed ?? beside.map((path) => ({ path, bytes: null, hash: null }));
  const issues = unlistedFiles(beside, listed);
  const files: FileText[] = [];
  for (const entry of listed) {
    const bytes = readWhole(descriptor.folder, entry);
    const file = packageFileCalled(basename(entry.path));
    if (file) files.push({ file, path: entry.path, text: decodeUtf8(bytes, entry.path) });
    else issues.push(fileNotRead(entry.path));
  }
  refuseRepeatedFiles(files);
  const order = new Map(packageFiles.map((file, index) => [file.name, index]));
  files.sort((a, b) => order.get(a.file.name)! - order.get(b.file.name)!);
  return { files, issues, fingerprint: fingerprintOf(descriptor, files) };
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

function readWhole(folder: string, listed: ListedFile): Buffer {
  const { path } = listed;
  const full = join(folder, path);
  const size = existsSync(full) && statSync(full).isFile() ? statSync(full).size : null;
  if (size === null) throw new HubError('BAD_PACKAGE', `${path} is listed in datapackage.json and is not there. Nothing was changed.`);
  // A link could otherwise publish any file that the hub's own account can read.
  const place = relative(realpathSync(folder), realpathSync(full));
  if (place.startsWith('..') || isAbsolute(place)) throw new HubError('BAD_PACKAGE', `${path} is a link to a file outside the package's folder. Nothing was changed.`);
  if (size > largestFileBytes) throw new HubError('BAD_PACKAGE', `${path} has ${size} bytes. Allowed: ${largestFileBytes}. Publish it as several packages.`);
  const bytes = readFileSync(full);
  checkIntegrity(bytes, listed);
  return bytes;
}

/** Frictionless `bytes` and `hash`, where the publisher gave them, show a file that broke off on its way. */
function checkIntegrity(content: Buffer, { path, bytes, hash }: ListedFile): void {
  if (bytes !== null && bytes !== content.length) {
    throw new HubError('BAD_PACKAGE', `${path} has ${content.length} bytes; datapackage.json says ${bytes}. The file seems to have broken off. Nothing was changed.`);
  }
  if (hash === null) return;
  const [algorithm, expected] = hash.includes(':') ? (hash.split(':', 2) as [string, string]) : ['md5', hash];
  const actual = createHash(algorithm).update(content).digest('hex');
  if (actual !== expected) throw new HubError('BAD_PACKAGE', `${path} does not have the ${algorithm} hash that datapackage.json states. Nothing was changed.`);
}

function refuseRepeatedFiles(files: readonly FileText[]): void {
  const seen = new Map<string, string>();
  for (const { file, path } of files) {
    const [first, second] = [seen.get(file.name), basename(path)];
    if (first === second) throw new HubError('BAD_PACKAGE', `datapackage.json lists ${first} twice. Nothing was changed.`);
    if (first) throw new HubError('BAD_PACKAGE', `The package holds both ${first} and ${second}. Expected one of them, because the one stands in place of the other. Nothing was changed.`);
    seen.set(file.name, second);
  }
}

function fingerprintOf(descriptor: PackageDescriptor, files: readonly FileText[]): string {
  const hash = createHash('sha256').update(descriptor.text);
  for (const { file, text } of files) hash.update(`\0${file.name}\0${text}`);
  return hash.digest('hex');
}
