import type { HarvestIssue } from '../issue.ts';
import type { PackageDescriptor } from '../package/readDescriptor.ts';
import { inReadingOrder, type FileTable, type OpenedPackage } from '../package/readPackageFiles.ts';
import type { SourceToRead } from './Connector.ts';

/** What a connector made of a source that is no data package itself. */
export interface Gleaned {
  /** Address of the source, as provenance shows it. */
  address: string;
  /** Where what was gathered lies. */
  folder: string;
  /** Changes when anything the rows are made of changes: what was gathered, settings and mappings among it. */
  fingerprint: string;
  /** Version as the source states it, if it does. */
  version?: string | null;
  /** Called once what was gathered is known to be new: the rows, and what was left out of them. */
  read: () => Promise<{ files: FileTable[]; issues: HarvestIssue[] }>;
}

/** A data package in the name of the source's publisher, of rows that a connector made. */
export function packageOf(source: SourceToRead, { address, folder, fingerprint, version = null, read }: Gleaned): OpenedPackage {
  return {
    descriptor: { ...descriptorOf(source, { address, folder }), version },
    async readContents() {
      const { files, issues } = await read();
      return { files: files.toSorted(inReadingOrder), issues, fingerprint };
    },
  };
}

/** What a registration says of a data package that its connector makes. */
export function descriptorOf({ id, name, title, publisher, licence, attribution }: SourceToRead, { address, folder }: { address: string; folder: string }): PackageDescriptor {
  return { folder, address, sourceId: id, name, title, version: null, licence, attribution, publisher, listed: null, text: '' };
}
