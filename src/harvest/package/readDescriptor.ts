import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { readPolicy, type DisclosurePolicy } from '../../access/disclosure/DisclosurePolicy.ts';
import { HubError } from '../../errors.ts';
import { isObject } from '../../isObject.ts';
import { decodeUtf8 } from './decodeUtf8.ts';
import { inOneMessage } from './faults.ts';
import { isNearTo } from './isNearTo.ts';
import { whyNotJson } from './jsonFaults.ts';
import { otherKind } from './otherKind.ts';
import { quoteValue } from './quoteValue.ts';
import { readResources, type ListedFile } from './readResources.ts';

export type PublisherKind = 'authority' | 'region' | 'national';

export interface Publisher {
  kind: PublisherKind;
  code: string;
  name: string;
}

export interface PackageDescriptor {
  folder: string;
  /** Where it was read from, as the source remembers it. */
  address: string;
  sourceId: string;
  name: string;
  title: string;
  version: string | null;
  licence: string | null;
  attribution: string | null;
  publisher: Publisher;
  /** Null when the descriptor lists none: then every CSV file beside it counts. */
  listed: ListedFile[] | null;
  /** Address under which each of its services has its own, where they come from an API. */
  recordsAt?: string | null;
  /** How its publisher wants small numbers protected; null where it does not say, undefined where it comes in a way that has no room to say it. */
  disclosure?: DisclosurePolicy | null;
  /** The descriptor as published. */
  text: string;
}

type Properties = Record<string, unknown>;

/** Far more than any descriptor of 30 files needs. */
const largestDescriptorBytes = 5_000_000;
const publisherKinds = new Map<unknown, PublisherKind>([['authority', 'authority'], ['region', 'region'], ['regional', 'region'], ['national', 'national']]);

/** What the descriptor of the package in a folder says, or BAD_PACKAGE with the reason. No other file is opened. */
export function readDescriptor(path: string): PackageDescriptor {
  const folder = resolve(basename(path) === 'datapackage.json' ? join(path, '..') : path);
  const text = readText(folder);
  return { folder, address: folder, text, ...parseDescriptor(text) };
}

/** What the text of a `datapackage.json` says, or BAD_PACKAGE with all that is wrong with it. */
export function parseDescriptor(text: string): Omit<PackageDescriptor, 'folder' | 'address' | 'text'> {
  const raw = parseObject(text);
  const faults: string[] = [];
  const read = <Value>(step: () => Value): Value | undefined => {
    try {
      return step();
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      faults.push(error.message);
      return undefined;
    }
  };
  read(() => refuseMisspeltProtection(raw));
  const parts = {
    publisher: readPublisher(raw, read),
    name: read(() => readName(raw)),
    title: read(() => requiredText(raw.title, 'title')),
    version: read(() => (typeof raw.version === 'string' && raw.version.trim() !== '' ? requiredText(raw.version, 'version') : null)),
    licence: read(() => namesOf(raw.licenses, 'licenses', ['title', 'name'])),
    attribution: read(() => namesOf(raw.sources, 'sources', ['title'])),
    listed: read(() => (raw.resources === undefined ? null : readResources(raw.resources))),
    disclosure: read(() => (raw.disclosure === undefined || raw.disclosure === null ? null : readDisclosure(raw.disclosure))),
  };
  if (faults.length > 0) throw new HubError('BAD_PACKAGE', inOneMessage(faults));
  const { publisher, name, title, version, licence, attribution, listed, disclosure } = parts as { [Part in keyof typeof parts]: Exclude<(typeof parts)[Part], undefined> };
  return { sourceId: `${publisher.code}/${name}`, name, title, version, licence, attribution, publisher, listed, disclosure };
}

function readName(raw: Properties): string {
  const name = requiredText(raw.name, 'name');
  if (!/^[\w.-]{1,100}$/.test(name)) {
    throw new HubError('BAD_PACKAGE', `name in datapackage.json is ${quoteValue(name)}. Expected up to 100 letters, digits, full stops, hyphens and underscores, for example "leicester-plans".`);
  }
  return name;
}

function readText(folder: string): string {
  const file = join(folder, 'datapackage.json');
  const found = statSync(file, { throwIfNoEntry: false });
  if (!existsSync(folder)) throw new HubError('BAD_PACKAGE', `There is nothing at ${folder}. Give the path of a folder, a workbook or a zip.`);
  if (!found?.isFile()) {
    throw new HubError('BAD_PACKAGE', `No datapackage.json in ${folder}. A data package is a folder that holds datapackage.json and CSV files.`);
  }
  if (found.size > largestDescriptorBytes) throw new HubError('BAD_PACKAGE', `datapackage.json has ${found.size} bytes. Allowed: ${largestDescriptorBytes}.`);
  return decodeUtf8(readFileSync(file), 'datapackage.json');
}

function parseObject(text: string): Properties {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new HubError('BAD_PACKAGE', `datapackage.json ${whyNotJson(text)}. Nothing was changed.`);
  }
  if (!isObject(parsed)) throw new HubError('BAD_PACKAGE', `datapackage.json holds ${quoteValue(parsed)}. Expected a JSON object.`);
  return parsed;
}

function readPublisher(raw: Properties, read: <Value>(step: () => Value) => Value | undefined): Publisher | undefined {
  const publisher = isObject(raw.publisher) ? raw.publisher : {};
  const kind = read(() => readKind(publisher.kind));
  const code = read(() => readCode(publisher.code));
  const name = read(() => requiredText(publisher.name, 'publisher.name'));
  if (!kind || !code || !name) return undefined;
  return read(() => ofItsKind({ kind, code, name }));
}

function ofItsKind(publisher: Publisher): Publisher {
  const wrong = otherKind(publisher);
  if (wrong !== null) throw new HubError('BAD_PACKAGE', `publisher.kind in datapackage.json is ${wrong}`);
  return publisher;
}

function readKind(found: unknown): PublisherKind {
  const kind = publisherKinds.get(found);
  if (!kind) throw new HubError('BAD_PACKAGE', `publisher.kind in datapackage.json is ${quoteValue(found)}. Allowed: "authority", "region" or "national".`);
  return kind;
}

function readCode(found: unknown): string {
  const code = requiredText(found, 'publisher.code');
  if (!/^[A-Z]\d{8}$/.test(code)) {
    throw new HubError('BAD_PACKAGE', `publisher.code in datapackage.json is ${quoteValue(code)}. Expected a GSS code: a letter and eight digits, for example E06000016.`);
  }
  return code;
}

function requiredText(value: unknown, property: string): string {
  if (value === undefined || value === null || value === '') throw new HubError('BAD_PACKAGE', `datapackage.json has no ${property}. It is required.`);
  if (typeof value !== 'string' || value.trim() === '' || value.includes('\0')) throw new HubError('BAD_PACKAGE', `${property} in datapackage.json is ${quoteValue(value)}. Expected a text.`);
  return value.trim();
}

/** The names in a list of licences or sources, joined; null when there are none. */
function namesOf(list: unknown, property: string, keys: string[]): string | null {
  if (list === undefined || list === null) return null;
  if (!Array.isArray(list) || !list.every(isObject)) throw new HubError('BAD_PACKAGE', `${property} in datapackage.json is ${quoteValue(list)}. Expected a list of objects, each with a ${keys[0]}.`);
  const names = list.map((item) => keys.map((key) => item[key]).find((name) => typeof name === 'string' && name !== ''));
  return names.filter(Boolean).join('; ').replaceAll('\0', '') || null;
}

/** A policy that cannot be read is not passed over: its publisher relies on it. */
function readDisclosure(disclosure: unknown): DisclosurePolicy {
  const read = isObject(disclosure) ? readPolicy(disclosure) : { problem: `it is ${quoteValue(disclosure)}. Expected an object such as {"threshold": 5, "secondary": true}` };
  if ('problem' in read) throw new HubError('BAD_PACKAGE', `disclosure in datapackage.json cannot be used: ${read.problem}. Nothing was changed.`);
  return read;
}

/** Everything else that the hub does not know may stand in a descriptor; these were meant to keep something from being seen. */
function refuseMisspeltProtection(raw: Properties): void {
  const within = [raw.publisher, ...(Array.isArray(raw.resources) ? raw.resources : [])].filter(isObject);
  const names = [...Object.keys(raw).filter((name) => name !== 'disclosure'), ...within.flatMap((object) => Object.keys(object))];
  for (const name of names) {
    const meant = protectionMeant(name);
    const instead = meant === 'disclosure' ? 'How small numbers are protected is stated in "disclosure", in small letters, beside name and title' : 'An embargo is stated of plans, in a column of plans.csv called embargo_until';
    if (meant !== null) throw new HubError('BAD_PACKAGE', `datapackage.json has ${quoteValue(name)}, which the hub does not know there. ${instead}. Nothing was changed.`);
  }
}

/** What a name was meant to keep from being seen: small numbers, or a plan before its day; null where neither. */
export function protectionMeant(name: string): 'disclosure' | 'embargo' | null {
  if (/disclos/i.test(name) || isNearTo(name, 'disclosure')) return 'disclosure';
  return /embargo/i.test(name) || isNearTo(name, 'embargo') ? 'embargo' : null;
}
