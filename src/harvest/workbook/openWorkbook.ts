import { createHash } from 'node:crypto';
import { basename, dirname, resolve } from 'node:path';
import { withExpected, type HarvestIssue } from '../issue.ts';
import { noting, type Fault } from '../package/faults.ts';
import { fileMeantBy, isLeftOutOnPurpose } from '../package/fileMeantBy.ts';
import { packageFiles, type PackageFile } from '../package/packageFiles.ts';
import type { PackageDescriptor } from '../package/readDescriptor.ts';
import { inReadingOrder, type FileTable, type OpenedPackage, type PackageContents } from '../package/readPackageFiles.ts';
import { exampleMark } from './examples.ts';
import { openZip } from './openZip.ts';
import { refuseOtherFormats, refuseOtherZips } from './otherFormats.ts';
import { noPackageSheet, readPackageFacts } from './packageFacts.ts';
import { readSheets, type Sheet } from './readSheets.ts';
import { fileOfSheet, keyOf, ownSheets, sheetPlace } from './sheetNames.ts';
import { tableOfSheet, type SheetTable } from './tableOfSheet.ts';

const ownNames: ReadonlySet<string> = new Set(Object.values(ownSheets).map(keyOf));

/** A sheet of the template's that holds no rows, or that its officer calls their own. */
function isOwn({ name }: { name: string }): boolean {
  return ownNames.has(keyOf(name)) || isLeftOutOnPurpose(name);
}

/** A data package that came as one workbook: a sheet Package and a sheet for each file. It goes the way of a folder from here on. */
export async function openWorkbook(path: string): Promise<OpenedPackage> {
  const { descriptor, sheets, issues } = await readWorkbook(path, (sheet) => (isPackageSheet(sheet) || fileOfSheet(sheet.name) ? 'whole' : isOwn(sheet) ? 'name' : 'start'));
  return { descriptor, readContents: () => contentsOf(descriptor, sheets, issues) };
}

/** What a workbook says of itself. No other sheet than Package is read. */
export async function describeWorkbook(path: string): Promise<PackageDescriptor> {
  return (await readWorkbook(path, (sheet) => (isPackageSheet(sheet) ? 'whole' : 'name'))).descriptor;
}

async function readWorkbook(path: string, extentOf: Parameters<typeof readSheets>[1]): Promise<{ descriptor: PackageDescriptor; sheets: Sheet[]; issues: HarvestIssue[] }> {
  const address = resolve(path);
  const fileName = basename(path);
  refuseOtherFormats(address, fileName);
  const sheets = await sheetsAt(address, fileName, extentOf);
  const packageSheet = sheets.find(isPackageSheet);
  if (!packageSheet) throw noPackageSheet(fileName, sheets);
  const { descriptor, issues } = readPackageFacts(packageSheet);
  return { descriptor: { ...descriptor, folder: dirname(address), address }, sheets, issues };
}

function isPackageSheet({ name }: { name: string }): boolean {
  return keyOf(name) === keyOf(ownSheets.package);
}

async function sheetsAt(address: string, fileName: string, extentOf: Parameters<typeof readSheets>[1]): Promise<Sheet[]> {
  const parts = await openZip(address, fileName);
  try {
    refuseOtherZips(parts, fileName);
    return await readSheets(parts, extentOf);
  } finally {
    parts.close();
  }
}

async function contentsOf(descriptor: PackageDescriptor, sheets: readonly Sheet[], issuesBefore: readonly HarvestIssue[]): Promise<PackageContents> {
  const twins = twinsAmong(sheets);
  const faults = [...twins.values()];
  const issues = [...issuesBefore];
  const files: (FileTable & SheetTable)[] = [];
  const others: Sheet[] = [];
  for (const sheet of sheets) {
    if (twins.has(keyOf(sheet.name))) continue;
    const file = sheet.isHidden ? undefined : fileOfSheet(sheet.name);
    const read = file && (await noting(faults, [file.table], () => tableOfSheet(file, sheet)));
    if (read) files.push({ file: file!, ...read });
    else if (!file && !ownNames.has(keyOf(sheet.name))) others.push(sheet);
  }
  const unread = new Set(faults.flatMap(({ tables }) => tables));
  const missing = packageFiles.filter((file) => !unread.has(file.table) && !files.some((present) => present.file === file));
  for (const sheet of others) {
    const meant = hasRows(sheet) ? (fileOfSheet(sheet.name) ?? fileMeantBy({ name: sheet.name, headings: sheet.rows[0]!.cells }, missing)) : undefined;
    if (meant) faults.push({ message: whyMeant(sheet, meant), tables: [meant.table] });
    else issues.push(...sheetLeftOut(sheet));
  }
  files.sort(inReadingOrder);
  return { files, issues, faults, fingerprint: fingerprintOf(descriptor, files), asSeen: (issue) => asSeen(files, issue) };
}

/** As an officer leaves one that is not filled in, with its headings and perhaps the template's example, it has nothing to lose. */
function hasRows({ rows: [, ...below] }: Sheet): boolean {
  return below.some(({ cells }) => !cells.find((text) => text.trim() !== '')?.trim().toLowerCase().startsWith(exampleMark));
}

/** Nobody should publish what they cannot see, nor withdraw what they believe to be there. */
function whyMeant({ name, isHidden }: Sheet, { name: meant }: PackageFile): string {
  const found = isHidden ? 'is hidden' : `has a name that the hub does not know, and looks like ${meant}, of which the workbook has no other rows`;
  const toRead = [...(isHidden ? ['show it'] : []), ...(fileOfSheet(name) ? [] : [`call it ${meant}`])].join(' and ');
  return `${sheetPlace(name)} ${found}. To have it read, ${toRead}; to leave it out on purpose, begin its name with an underscore: _${name}. Nothing was changed.`;
}

/** Names that two sheets have: of which of them the rows are, nobody can tell. */
function twinsAmong(sheets: readonly Sheet[]): Map<string, Fault> {
  return new Map([...Map.groupBy(sheets, ({ name }) => keyOf(name))].filter(([, twins]) => twins.length > 1).map(([key, twins]): [string, Fault] => {
    const message = `The workbook has two sheets for ${key}: ${twins.map(({ name }) => `"${name}"`).join(' and ')}. Put their rows on one. Nothing was changed.`;
    return [key, { message, tables: packageFiles.filter(({ name }) => name === key).map(({ table }) => table) }];
  }));
}

/** Told, since it may hold data. One of the package's that is hidden and blank holds none. */
function sheetLeftOut({ name }: Sheet): HarvestIssue[] {
  if (fileOfSheet(name)) return [];
  const alike = isLeftOutOnPurpose(name) ? undefined : packageFiles.find((candidate) => keyOf(name).includes(candidate.name))?.name;
  return [{ severity: 'warning', rule: 'FILE_NOT_READ', file: sheetPlace(name), message: `A data package has no sheet of this name. It was left out.${alike ? ` To have it read, call it ${alike}.` : ''}` }];
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
function asSeen(tables: readonly (FileTable & SheetTable)[], issue: HarvestIssue): HarvestIssue {
  if (issue.file === 'datapackage.json') return { ...issue, file: sheetPlace(ownSheets.package) };
  const letters = tables.find(({ path }) => path === issue.file)?.letters;
  if (!letters) return issue;
  const withLetter = (name: string) => (letters.has(name) ? `${name} (${letters.get(name)})` : name);
  const column = issue.column?.split(/(, | or )/).map(withLetter).join('');
  const seen: HarvestIssue = { ...issue, ...(column !== undefined && { column }) };
  if (issue.expected === undefined) return seen;
  return withExpected(seen, asExpectedOfWorkbook(issue.expected, new Set(tables.map(({ file }) => file.name))));
}

/** What was expected, in the words of a workbook: sheets and rows, where a folder has files and lines. */
function asExpectedOfWorkbook(expected: string, sheets: ReadonlySet<string>): string {
  return expected
    .replace(/\b(\w+)\.csv of this package/, (_, name: string) => `sheet ${name} of this workbook${sheets.has(name) ? '' : ', which has none'}`)
    .replace(/of (\w+)\.csv first/, 'of sheet $1 first')
    .replace(/\bin (\w+)\.csv of a source the hub knows/, (_, name: string) => (sheets.has(name) ? `in sheet ${name} of this workbook, or one that the hub knows from another source` : `that the hub knows, of its ${name}`))
    .replace(/\bline (\d+) has it already/, 'row $1 has it already');
}
