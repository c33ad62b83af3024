import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { HubError } from '../errors.ts';
import { isWorkbookName } from './findPackages.ts';
import { quoteValue } from './package/quoteValue.ts';

/** The files of a zip, in a folder of their own until it is removed. */
export interface UnpackedZip {
  folder: string;
  remove: () => void;
}

/** Far more than a region's packages have. */
const mostEntries = 2_000;
/** Twice the largest file the hub reads. */
const mostBytes = 1_000_000_000;

/** Unpacks the data packages in a zip, or BAD_PACKAGE when it is damaged, too large or holds none. Names that lead out of the folder are refused. */
export async function unpackZip(path: string, within = tmpdir()): Promise<UnpackedZip> {
  const folder = mkdtempSync(join(within, 'common-ground-zip-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    await unpackInto(folder, path);
    return { folder, remove };
  } catch (error) {
    remove();
    if (error instanceof HubError) throw error;
    throw refusal(path, whyNot(error as NodeJS.ErrnoException));
  }
}

/** What the machine says names folders of the hub, and everybody may read how a run went. */
function whyNot({ code = '', message }: NodeJS.ErrnoException): string {
  if (code === 'EEXIST' || code === 'ENOTDIR' || code === 'EISDIR') return 'holds two files of one name, or a file where another has a folder. Expected each name once';
  if (message.startsWith('End of central directory')) return 'is no zip, or broke off on its way. Expected a zip that any program opens';
  if (/^(invalid relative|absolute) path|^invalid characters in fileName/.test(message)) return `holds a file whose name leads out of the folder it is unpacked to (${quoteValue(message.slice(message.indexOf(':') + 2))}). Expected plain names of files and folders`;
  return `cannot be unpacked: ${code === '' ? message.replace(/\.+$/, '') : code}`;
}

async function unpackInto(folder: string, path: string): Promise<void> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false });
  try {
    for (const entry of await filesIn(zip, path)) await writeEntry(zip, entry, join(folder, entry.fileName));
  } finally {
    zip.close();
  }
}

/** The files a zip lists, checked before any is unpacked. The sizes it states are held to when they are. */
async function filesIn(zip: ZipFile, path: string): Promise<Entry[]> {
  if (zip.entryCount > mostEntries) throw refusal(path, `holds ${zip.entryCount} files. Allowed: ${mostEntries}`);
  const files: Entry[] = [];
  for await (const entry of zip.eachEntry()) if (!entry.fileName.endsWith('/')) files.push(entry);
  const bytes = files.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (bytes > mostBytes) throw refusal(path, `unpacks to ${bytes} bytes. Allowed: ${mostBytes}`);
  if (files.some((entry) => entry.isEncrypted())) throw refusal(path, 'is locked with a password. Expected one that anybody can open');
  // At its root, or in folders right there, as for a folder that is not zipped.
  if (!files.some(({ fileName: name }) => /^([^/]+\/)?datapackage\.json$/.test(name) || (!name.includes('/') && isWorkbookName(name)))) throw refusal(path, 'holds no datapackage.json, neither at its root nor in a folder at its root, and no workbook at its root');
  return files;
}

async function writeEntry(zip: ZipFile, entry: Entry, file: string): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  let checksum = 0;
  const stream = await zip.openReadStreamPromise(entry);
  stream.on('data', (chunk: Buffer) => {
    checksum = crc32(chunk, checksum);
  });
  // "wx": a second file of one name would replace the first unseen.
  await pipeline(stream, createWriteStream(file, { flags: 'wx' }));
  if (checksum !== entry.crc32) throw new Error(`${entry.fileName} was damaged on its way`);
}

function refusal(path: string, what: string): HubError {
  return new HubError('BAD_PACKAGE', `${basename(path)} ${what}. Nothing was changed.`);
}
