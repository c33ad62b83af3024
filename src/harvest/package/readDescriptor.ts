import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, normalize, resolve } from 'node:path';
import { HubError } from '../../errors.ts';
import type { HarvestIssue } from '../issue.ts';
import { filesNotReadYet, packageFiles, type PackageFile } from './packageFiles.ts';

export type PublisherKind = 'authority' | 'region' | 'national';

export interface Publisher {
  kind: PublisherKind;
  code: string;
  name: string;
}

export interface PackageDescriptor {
  folder: string;
  sourceId: string;
  name: string;
  title: string;
  version: string | null;
  licence: string | null;
  attribution: string | null;
  publisher: Publisher;
  /** Files the hub reads, in the order in which it reads them. */
  files: { file: PackageFile; path: string; text: string }[];
  /** What was set aside before a row was read. */
  issues: HarvestIssue[];
  /** Changes when anything in the package changes. */
  fingerprint: string;
}

interface RawDescriptor {
  name?: unknown;
  title?: unknown;
  version?: unknown;
  licenses?: { name?: string; title?: string }[];
  sources?: { title?: string }[];
  publisher?: { kind?: unknown; code?: unknown; name?: unknown };
  resources?: RawResource[];
}

interface RawResource {
  name?: string;
  path?: unknown;
  bytes?: number;
  hash?: string;
}

/** The descriptor of the package in a folder and the text of its files, or BAD_PACKAGE with the reason. Nothing of it is checked row by row yet. */
export function readDescriptor(path: string): PackageDescriptor {
  const folder = resolve(basename(path) === 'datapackage.json' ? join(path, '..') : path);
  const raw = readJson(folder);
  const publisher = readPublisher(raw);
  const name = requiredText(raw.name, 'name');
  const issues: HarvestIssue[] = [];
  const resources = listedResources(raw, folder);
  const files = resources.flatMap((resource) => readResource(folder, resource, issues));
  const order = new Map(packageFiles.map((file, index) => [file.name, index]));
  files.sort((a, b) => order.get(a.file.name)! - order.get(b.file.name)!);
  refuseRepeatedFiles(files);
  const hash = createHash('sha256').update(JSON.stringify(raw));
  for (const file of files) hash.update(`\0${file.file.name}\0${file.text}`);
  return {
    folder,
    sourceId: `${publisher.code}/${name}`,
    name,
    title: requiredText(raw.title, 'title'),
    version: typeof raw.version === 'string' ? raw.version : null,
    licence: raw.licenses?.map((licence) => licence.title ?? licence.name ?? '').filter(Boolean).join('; ') || null,
    attribution: raw.sources?.map((source) => source.title ?? '').filter(Boolean).join('; ') || null,
    publisher,
    files,
    issues,
    fingerprint: hash.digest('hex'),
  };
}

function readJson(folder: string): RawDescriptor {
  const file = join(folder, 'datapackage.json');
  if (!existsSync(file)) {
    throw new HubError('BAD_PACKAGE', `No datapackage.json in ${folder}. A data package is a folder that holds datapackage.json and CSV files.`);
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(decodeUtf8(readFileSync(file), 'datapackage.json'));
  } catch (error) {
    if (error instanceof HubError) throw error;
    throw new HubError('BAD_PACKAGE', `datapackage.json is not JSON: ${(error as Error).message}.`);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new HubError('BAD_PACKAGE', 'datapackage.json holds no JSON object.');
  return parsed;
}

function readPublisher(raw: RawDescriptor): Publisher {
  const { kind, code, name } = raw.publisher ?? {};
  const kinds: Record<string, PublisherKind> = { authority: 'authority', region: 'region', regional: 'region', national: 'national' };
  const known = typeof kind === 'string' ? kinds[kind] : undefined;
  if (!known) throw new HubError('BAD_PACKAGE', `publisher.kind is ${JSON.stringify(kind)}. Allowed: "authority", "region" or "national".`);
  const publisherCode = requiredText(code, 'publisher.code');
  if (!/^[A-Z]\d{8}$/.test(publisherCode)) {
    throw new HubError('BAD_PACKAGE', `publisher.code is "${publisherCode}". Expected a GSS code: a letter and eight digits, for example E06000016.`);
  }
  return { kind: known, code: publisherCode, name: requiredText(name, 'publisher.name') };
}

function requiredText(value: unknown, property: string): string {
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  throw new HubError('BAD_PACKAGE', `datapackage.json has no ${property}. It is required.`);
}

/** The resources the descriptor lists; of a descriptor that lists none, every CSV file beside it. */
function listedResources(raw: RawDescriptor, folder: string): RawResource[] {
  if (raw.resources !== undefined && !Array.isArray(raw.resources)) throw new HubError('BAD_PACKAGE', 'resources in datapackage.json is not a list.');
  if (raw.resources?.length) return raw.resources;
  return readdirSync(folder).filter((file) => file.endsWith('.csv')).sort().map((path) => ({ path }));
}

function readResource(folder: string, resource: RawResource, issues: HarvestIssue[]): PackageDescriptor['files'] {
  const { path } = resource;
  if (typeof path !== 'string' || normalize(path).startsWith('..') || /^[/\\]|^[a-z]+:/i.test(path)) {
    throw new HubError('BAD_PACKAGE', `Resource path ${JSON.stringify(path)} is not a file of the package. Expected a path inside its folder, for example "plans.csv".`);
  }
  const name = basename(path, '.csv');
  const file = packageFiles.find((candidate) => candidate.name === name);
  if (!file) {
    const reason = filesNotReadYet.has(name) ? 'This version of the hub does not read this file yet.' : 'The data package has no file of this name.';
    issues.push({ severity: 'warning', rule: 'FILE_NOT_READ', file: path, message: `${reason} It was left out.` });
    return [];
  }
  const full = join(folder, path);
  if (!existsSync(full) || !statSync(full).isFile()) {
    throw new HubError('BAD_PACKAGE', `${path} is listed in datapackage.json and is not there. Nothing was changed.`);
  }
  const bytes = readFileSync(full);
  checkIntegrity(path, bytes, resource);
  return [{ file, path, text: decodeUtf8(bytes, path) }];
}

/** Frictionless `bytes` and `hash`, where the publisher gave them, show a file that broke off on its way. */
function checkIntegrity(path: string, bytes: Buffer, resource: RawResource): void {
  if (resource.bytes !== undefined && resource.bytes !== bytes.length) {
    throw new HubError('BAD_PACKAGE', `${path} has ${bytes.length} bytes; datapackage.json says ${resource.bytes}. The file seems to have broken off. Nothing was changed.`);
  }
  if (resource.hash === undefined) return;
  const [algorithm, expected] = resource.hash.includes(':') ? (resource.hash.split(':', 2) as [string, string]) : ['md5', resource.hash];
  if (!['md5', 'sha1', 'sha256', 'sha512'].includes(algorithm)) throw new HubError('BAD_PACKAGE', `${path} has a hash of kind "${algorithm}". Allowed: md5, sha1, sha256, sha512.`);
  const actual = createHash(algorithm).update(bytes).digest('hex');
  if (actual !== expected.toLowerCase()) throw new HubError('BAD_PACKAGE', `${path} does not have the ${algorithm} hash that datapackage.json states. Nothing was changed.`);
}

function decodeUtf8(bytes: Buffer, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new HubError('BAD_PACKAGE', `${path} is not UTF-8 text. In Excel, save it as "CSV UTF-8". Nothing was changed.`);
  }
}

function refuseRepeatedFiles(files: PackageDescriptor['files']): void {
  const seen = new Set<string>();
  for (const { file } of files) {
    if (seen.has(file.name)) throw new HubError('BAD_PACKAGE', `datapackage.json lists ${file.name}.csv twice.`);
    seen.add(file.name);
  }
}
