import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CsvText, NotCsv } from './CsvText.ts';
import { fileMeantBy, isLeftOutOnPurpose } from './fileMeantBy.ts';
import type { Fault } from './faults.ts';
import { packageFiles, packageFilesIn, type PackageFile } from './packageFiles.ts';
import { piecesOf } from './piecesOf.ts';
import type { ListedFile } from './readResources.ts';

/** What officers save tables as. */
const tableEndings = new Set(['csv', 'tsv', 'tab', 'txt', 'xls', 'xlsx', 'xlsm', 'xlsb', 'ods']);
const bytesOfStart = 64 * 1024;

/** Tables in a package's folder that are not read, for their format or because they lie in a folder below, which is no package itself. Of texts and of folders below only what is called almost like a file of the package: the rest is nobody's business. */
export function tablesAside(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !/^(\.|~\$)/.test(name));
  const here = entries.filter((entry) => entry.isFile() && !/\.csv$/i.test(entry.name)).map(({ name }) => name);
  const below = entries
    .filter((entry) => entry.isDirectory() && !existsSync(join(folder, entry.name, 'datapackage.json')))
    .flatMap(({ name }) => namesIn(join(folder, name)).filter((file) => !/^(\.|~\$)/.test(file)).map((file) => `${name}/${file}`));
  return [
    ...here.filter((path) => tableEndings.has(endingOf(path)) && (endingOf(path) !== 'txt' || isNamedLikeAny(path))),
    ...below.filter((path) => tableEndings.has(endingOf(path)) && isNamedLikeAny(path)),
  ].sort();
}

/** Of a folder that nobody may look into none: it is not the package's. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The files of the package of which none is listed. */
export function filesMissing(listed: readonly ListedFile[]): PackageFile[] {
  const present = new Set(listed.flatMap(({ path }) => packageFilesIn(basename(path))));
  return packageFiles.filter((file) => !present.has(file));
}

/** What is wrong with a file that was probably meant to be another of the package's: left out, all that the hub has of that would be withdrawn. */
export function misspelt({ path, name }: Pick<ListedFile, 'path' | 'name'>, headings: readonly string[], missing: readonly PackageFile[]): Fault | null {
  const [stem, ending] = [stemOf(path), endingOf(path)];
  const isJson = ending === 'json';
  if (isLeftOutOnPurpose(stem) || !(isJson || tableEndings.has(ending))) return null;
  const ofPackage = isJson ? missing.filter((file) => file.name === 'services') : missing;
  const meant = (isJson ? undefined : ofPackage.find((file) => file.name === name)) ?? fileMeantBy({ name: stem, headings }, ofPackage);
  return meant ? { message: whyMisspelt(path, `${meant.name}.${isJson ? 'json' : 'csv'}`), tables: [meant.table] } : null;
}

function whyMisspelt(path: string, meant: string): string {
  const leaveOut = 'to leave it out on purpose, begin its name with an underscore. Nothing was changed.';
  if (basename(path) === meant) return `${path} lies in a folder below datapackage.json, which does not list it. To have it read, move it beside datapackage.json; ${leaveOut}`;
  const saved = endingOf(path) === endingOf(meant) ? 'give it that name' : 'save it as comma-separated CSV under that name';
  return `${path} is no file of a data package. Expected ${meant}, in small letters: ${saved}${path.includes('/') ? ', beside datapackage.json' : ''}; ${leaveOut}`;
}

/** The first row of a file, whatever parts its cells; empty where it is no CSV. */
export async function headingsOf(place: string): Promise<string[]> {
  try {
    for await (const piece of piecesOf(place, bytesOfStart)) return new CsvText().add(new TextDecoder().decode(piece))[0]?.cells.flatMap((cell) => cell.split(/[;\t]/)) ?? [];
  } catch (error) {
    if (!(error instanceof NotCsv)) throw error;
  }
  return [];
}

function isNamedLikeAny(path: string): boolean {
  return fileMeantBy({ name: stemOf(path), headings: [] }, packageFiles) !== undefined;
}

/** Without any ending: where endings do not show, a file becomes priorities.csv.txt. */
function stemOf(path: string): string {
  return basename(path).replace(/\..*$/, '');
}

function endingOf(path: string): string {
  return /\.([^.]+)$/.exec(basename(path))?.[1]?.toLowerCase() ?? '';
}
