import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { HubError } from '../../../errors.ts';
import { otherKind } from '../../package/otherKind.ts';
import { packageFiles } from '../../package/packageFiles.ts';
import type { PackageRow } from '../../package/packageTable.ts';
import { inReadingOrder, type FileTable, type OpenedPackage } from '../../package/readPackageFiles.ts';
import { rowFileName, type KeptRows } from './gatherRows.ts';
import type { MirroredSource } from './hubMirror.ts';
import { readRows } from './rowFile.ts';

/** Moves when the same rows would be read in another way. */
const readingVersion = 1;
const rowsAtOnce = 500;

/** A source of another hub as the data package of its first publisher: files, lines and addresses are those that the publisher gave. */
export function packageOfSource(source: MirroredSource, folder: string): OpenedPackage {
  const { id, title, version, licence, attribution, publisher, link, rows } = source;
  const said = [readingVersion, title, version, licence, attribution, publisher, link, rows.map(({ noun, fingerprint, columns }) => [noun, fingerprint, columns])];
  return {
    descriptor: { folder, address: link ?? '', sourceId: id, name: id.split('/')[1]!, title, version, licence, attribution, publisher, listed: null, text: '' },
    async readContents() {
      const wrong = otherKind(publisher);
      if (wrong !== null) throw new HubError('BAD_PACKAGE', `The hub that it comes through says that its publisher is ${wrong} Nothing was changed. Tell whoever runs that hub.`);
      return { files: rows.map((kept) => fileOf(id, folder, kept)).toSorted(inReadingOrder), issues: [], fingerprint: createHash('sha256').update(JSON.stringify(said)).digest('hex') };
    },
  };
}

function fileOf(source: string, folder: string, { noun, file, columns }: KeptRows): FileTable {
  return { file: packageFiles.find(({ name }) => name === noun)!, path: file, table: { header: [...columns], rows: batches(join(folder, rowFileName(source, noun))), issues: [] } };
}

async function* batches(place: string): AsyncGenerator<PackageRow[]> {
  let batch: PackageRow[] = [];
  for await (const { file, line, cells } of readRows(place)) {
    batch.push({ line, cells, file });
    if (batch.length < rowsAtOnce) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
