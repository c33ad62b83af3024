import { checkReferences } from './checkReferences.ts';
import type { HarvestIssue } from './issue.ts';
import { parseRecord, type RowContext } from './package/parseRecord.ts';
import { readScope, type PublisherScope } from './package/publisherScope.ts';
import type { Publisher } from './package/readDescriptor.ts';
import { readHeader } from './package/readHeader.ts';
import type { FileText } from './package/readPackageFiles.ts';
import { readRows } from './package/readRows.ts';
import { keepLastGood, openStaging, stageRecords, type Staging } from './staging.ts';

export interface StagedPackage {
  rowsRead: number;
  rowsRefused: number;
  issues: HarvestIssue[];
}

const rowsPerBatch = 2_000;

/** Reads every row into the staging tables, apart from the data, and says what was refused and why. BAD_PACKAGE when a file cannot be read to its end. */
export async function stagePackage(staging: Staging, publisher: Publisher, files: readonly FileText[], progress: (line: string) => void = () => {}): Promise<StagedPackage> {
  await openStaging(staging, files.map(({ file }) => file.table));
  const scope = await readScope(staging.db, publisher);
  const issues: HarvestIssue[][] = [];
  let rowsRead = 0;
  for (const file of files) {
    const staged = await stageFile(staging, scope, file, progress);
    rowsRead += staged.rowsRead;
    issues.push(staged.issues);
  }
  issues.push(await checkReferences(staging, files));
  const all = issues.flat();
  const refused = new Set(all.filter((issue) => issue.severity === 'error').map((issue) => `${issue.file}:${issue.line}`));
  return { rowsRead, rowsRefused: refused.size, issues: all };
}

async function stageFile(staging: Staging, scope: PublisherScope, { file, path, text }: FileText, progress: (line: string) => void): Promise<{ rowsRead: number; issues: HarvestIssue[] }> {
  const { header: names, rows } = readRows(text, path);
  const header = readHeader(file, path, names);
  const context: RowContext = { file, path, header, scope };
  const issues: HarvestIssue[][] = [header.issues];
  for (let start = 0; start < rows.length; start += rowsPerBatch) {
    const parsed = rows.slice(start, start + rowsPerBatch).map((row) => parseRecord(context, row));
    issues.push(parsed.flatMap((row) => row.issues));
    await stageRecords(staging, file, path, parsed.flatMap((row) => row.record ?? []));
    await keepLastGood(staging, file, parsed.flatMap((row) => row.refusedId ?? []));
    progress(`  ${path}: ${Math.min(start + rowsPerBatch, rows.length).toLocaleString('en-GB')} of ${rows.length.toLocaleString('en-GB')} rows read`);
  }
  return { rowsRead: rows.length, issues: issues.flat() };
}
