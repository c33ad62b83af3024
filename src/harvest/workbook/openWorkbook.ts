import { createHash } from 'node:crypto';
import { basename, dirname, resolve } from 'node:path';
import { withExpected, type HarvestIssue } from '../issue.ts';
import { noting, type Fault } from '../package/faults.ts';
import { packageFiles } from '../package/packageFiles.ts';
import type { PackageDescriptor } from '../package/readDescriptor.ts';
import { inReadingOrder, type FileTable, type OpenedPackage, type PackageContents } from '../package/readPackageFiles.ts';
import { openZip } from './openZip.ts';
import { refuseOtherFormats, refuseOtherZips } from './otherFormats.ts';
import { noPackageSheet, readPackageFacts } from './packageFacts.ts';
import { readSheets, type Sheet } from './readSheets.ts';
import { fileOfSheet, keyOf, ownSheets, sheetPlace } from './sheetNames.ts';
import { tableOfSheet, type SheetTable } from './tableOfSheet.ts';

const ownNames: ReadonlySet<string> = new Set(Object.values(ownSheets).map(keyOf));

/** A data package that came as one workbook: a sheet Package and a sheet for each file. It goes the way of a folder from here on. */
export async function openWorkbook(path: string): Promise<OpenedPackage> {
  const address = resolve(path);
  const fileName = basename(path);
  refuseOtherFormats(address, fileName);
  const sheets = await readWholeWorkbook(address, fileName);
  const packageSheet = sheets.find(({ name }) => keyOf(name) === keyOf(ownSheets.package));
  if (!packageSheet) throw noPackageSheet(fileName, sheets);
  const facts = readPackageFacts(packageSheet);
  const descriptor = { ...facts.descriptor, folder: dirname(address), address };
  return { descriptor, readContents: () => contentsOf(descriptor, sheets, facts.issues) };
}

async function readWholeWorkbook(address: string, fileName: string): Promise<Sheet[]> {
  const parts = await openZip(address, fileName);
  try {
    refuseOtherZips(parts, fileName);
    return await readSheets(parts, ({ name, isHidden }) => keyOf(name) === keyOf(ownSheets.package) || (!isHidden && fileOfSheet(name) !== undefined));
  } finally {
    parts.close();
  }
}

async function contentsOf(descriptor: PackageDescriptor, sheets: readonly Sheet[], issuesBefore: readonly HarvestIssue[]): Promise<PackageContents> {
  const twins = twinsAmong(sheets);
  const faults = [...twins.values()];
  const issues = [...issuesBefore, ...sheets.flatMap(sheetLeftOut)];
  const files: (FileTable & SheetTable)[] = [];
  for (const sheet of sheets) {
    const file = twins.has(keyOf(sheet.name)) ? undefined : fileOfSheet(sheet.name);
    const read = file && (await noting(faults, [file.table], () => tableOfSheet(file, sheet)));
    if (!file || !read) continue;
    files.push({ file, ...read });
  }
  files.sort(inReadingOrder);
  return { files, issues, faults, fingerprint: fingerprintOf(descriptor, files), asSeen: (issue) => asSeen(files, issue) };
}

/** Names that two sheets have: of which of them the rows are, nobody can tell. */
function twinsAmong(sheets: readonly Sheet[]): Map<string, Fault> {
  return new Map([...Map.groupBy(sheets, ({ name }) => keyOf(name))].filter(([, twins]) => twins.length > 1).map(([key, twins]): [string, Fault] => {
    const message = `The workbook has two sheets for ${key}: ${twins.map(({ name }) => `"${name}"`).join(' and ')}. Put their rows on one. Nothing was changed.`;
    return [key, { message, tables: packageFiles.filter(({ name }) => name === key).map(({ table }) => table) }];
  }));
}

/** Sheets that hold data perhaps, and are not read: nothing is published that the officer may not know is there, or that has no place. */
function sheetLeftOut({ name, isHidden }: Sheet): HarvestIssue[] {
  if (ownNames.has(keyOf(name))) return [];
  const file = fileOfSheet(name);
  if (file && !isHidden) return [];
  const alike = packageFiles.find((candidate) => keyOf(name).includes(candidate.name))?.name;
  const reason = file ? 'The sheet is hidden. It was left out; show it to have it read.' : `A data package has no sheet of this name. It was left out.${alike ? ` To have it read, call it ${alike}.` : ''}`;
  return [{ severity: 'warning', rule: file ? 'HIDDEN_SHEET' : 'FILE_NOT_READ', file: sheetPlace(name), message: reason }];
}

function fingerprintOf(descriptor: PackageDescriptor, files: readonly (FileTable & SheetTable)[]): string {
  const hash = createHash('sha256').update(descriptor.text);
  for (const { file, table } of files) {
    hash.update(`\0${file.name}\0${JSON.stringify(table.header)}`);
    for (const { line, cells } of table.rows.flat()) hash.update(JSON.stringify([line, cells]));
  }
  return hash.digest('hex');
}

/** An issue with its columns as the sheet shows them, `target_group (H)`, and sheets where a folder has files. */
function asSeen(tables: readonly SheetTable[], issue: HarvestIssue): HarvestIssue {
  if (issue.file === 'datapackage.json') return { ...issue, file: sheetPlace(ownSheets.package) };
  const letters = tables.find(({ path }) => path === issue.file)?.letters;
  if (!letters) return issue;
  const withLetter = (name: string) => (letters.has(name) ? `${name} (${letters.get(name)})` : name);
  const column = issue.column?.split(/(, | or )/).map(withLetter).join('');
  const seen: HarvestIssue = { ...issue, ...(column !== undefined && { column }) };
  if (issue.expected === undefined) return seen;
  return withExpected(seen, asExpectedOfWorkbook(issue.expected));
}

/** What was expected, in the words of a workbook: sheets and rows, where a folder has files and lines. */
function asExpectedOfWorkbook(expected: string): string {
  return expected
    .replace(/\b(\w+)\.csv of this package/, 'sheet $1 of this workbook')
    .replace(/of (\w+)\.csv first/, 'of sheet $1 first')
    .replace(/\b(\w+)\.csv of a source the hub knows/, 'sheet $1 of this workbook, or one that the hub knows from another source')
    .replace(/\bline (\d+) has it already/, 'row $1 has it already');
}
