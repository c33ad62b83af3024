import { createHash } from 'node:crypto';
import { copyFileSync, createReadStream, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { HubError } from '../../../errors.ts';
import { Utf8Check } from '../../package/decodeUtf8.ts';
import type { Means } from '../Connector.ts';
import { downloadNewer } from '../downloadNewer.ts';
import { isWeb } from '../webAddress.ts';

/** A file of the source as it lies in the mirror. */
export interface GatheredFile {
  /** As its publisher calls it. */
  name: string;
  /** As provenance names it: its web address; of a file on this machine only the name, for its folders are nobody's business. */
  document: string;
  place: string;
  sha256: string;
}

/** Brings a file into the mirror: downloaded, copied, or linked from the last run when its server has nothing newer. */
export async function gatherFile(role: 'data' | 'metadata', address: string, means: Means): Promise<GatheredFile> {
  const place = join(means.folder, role);
  if (isWeb(address)) await download(role, address, means);
  else copy(address, place);
  const name = isWeb(address) ? basename(new URL(address).pathname) || role : basename(address);
  return { name, document: isWeb(address) ? address : name, place, sha256: await lookOver(place, name) };
}

async function download(role: string, address: string, means: Means): Promise<void> {
  await means.report(`asking ${new URL(address).host} for ${role === 'data' ? 'the figures' : 'what the indicators are'}`);
  await downloadNewer(address, role, means);
}

function copy(path: string, place: string): void {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new HubError('BAD_PACKAGE', `There is no file ${basename(path)} where the source’s settings "address" and "metadata" say. Nothing was changed.`);
  copyFileSync(path, place);
}

/** Reads a file once from end to end: its SHA-256, or BAD_PACKAGE when it is no UTF-8. */
async function lookOver(place: string, name: string): Promise<string> {
  const hash = createHash('sha256');
  const text = new Utf8Check(name);
  for await (const piece of createReadStream(place)) {
    hash.update(piece as Buffer);
    try {
      text.add(piece as Buffer);
    } catch {
      throw notUtf8(name);
    }
  }
  try {
    text.end();
  } catch {
    throw notUtf8(name);
  }
  return hash.digest('hex');
}

function notUtf8(name: string): HubError {
  return new HubError('BAD_PACKAGE', `${name} is not UTF-8 text; it was perhaps saved as Windows-1252, which Excel calls "CSV". In Excel, save it as "CSV UTF-8 (Comma delimited)"; elsewhere, choose UTF-8 as its encoding. Nothing was changed.`);
}
