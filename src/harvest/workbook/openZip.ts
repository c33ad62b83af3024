import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { HubError } from '../../errors.ts';

/** Far more than an officer's workbook unpacks to. */
const mostInflatedBytes = 150_000_000;
const mostParts = 5_000;

/** The parts of a zip file, read one at a time and never beyond what a workbook may hold. */
export interface ZipParts {
  has: (name: string) => boolean;
  /** The bytes of a part as they are inflated; BAD_PACKAGE when it is damaged, locked, or when the parts read so far hold too much. */
  read: (name: string) => AsyncGenerator<Uint8Array>;
  close: () => void;
}

/** Opens a zip file, or says in words why it is none. `fileName` is for the messages. */
export async function openZip(path: string, fileName: string): Promise<ZipParts> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch((error: Error) => {
    throw damaged(fileName, error);
  });
  try {
    return partsOf(zip, await listEntries(zip, fileName), fileName);
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function listEntries(zip: ZipFile, fileName: string): Promise<Map<string, Entry>> {
  if (zip.entryCount > mostParts) throw new HubError('BAD_PACKAGE', `${fileName} has ${zip.entryCount} parts inside it. Allowed: ${mostParts}. Nothing was changed.`);
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) entries.set(keyOf(entry.fileName), entry);
  } catch (error) {
    throw damaged(fileName, error as Error);
  }
  return entries;
}

function partsOf(zip: ZipFile, entries: ReadonlyMap<string, Entry>, fileName: string): ZipParts {
  let inflated = 0;
  async function* read(name: string): AsyncGenerator<Uint8Array> {
    const entry = entries.get(keyOf(name));
    if (!entry) throw new HubError('BAD_PACKAGE', `${fileName} lacks its part ${name}, so it is damaged or no whole workbook. Save it again in a spreadsheet program. Nothing was changed.`);
    if (entry.isEncrypted()) throw new HubError('BAD_PACKAGE', `${fileName} is locked with a password. Save it without one. Nothing was changed.`);
    try {
      for await (const chunk of await zip.openReadStreamPromise(entry)) {
        inflated += (chunk as Uint8Array).length;
        if (inflated > mostInflatedBytes) throw new HubError('BAD_PACKAGE', `${fileName} unpacks to more than ${mostInflatedBytes} bytes, far more than a workbook of this kind holds. It was not read further. Nothing was changed.`);
        yield chunk as Uint8Array;
      }
    } catch (error) {
      throw error instanceof HubError ? error : damaged(fileName, error as Error);
    }
  }
  return { has: (name) => entries.has(keyOf(name)), read, close: () => zip.close() };
}

/** Names of parts are the same in whatever case, and some programs begin them with a slash. */
function keyOf(name: string): string {
  return name.replace(/^\//, '').toLowerCase();
}

function damaged(fileName: string, error: Error): HubError {
  return new HubError('BAD_PACKAGE', `${fileName} is damaged or broke off on its way (${error.message.replace(/\.$/, '')}). Save or send it again. Nothing was changed.`);
}
