import type { HarvestIssue } from '../issue.ts';
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
export function packageOf({ id, name, title, publisher, licence, attribution }: SourceToRead, { address, folder, fingerprint, version = null, read }: Gleaned): OpenedPackage {
  return {
    descriptor: { folder, address, sourceId: id, name, title, version, licence, attribution, publisher, listed: null, text: '' },
    async readContents() {
      const { files, issues } = await read();
      return { files: files.toSorted(inReadingOrder), issues, fingerprint };
    },
  };
}
