import { HubError } from '../../errors.ts';
import type { HarvestIssue } from '../issue.ts';
import { perhapsMeant, plainHeading } from './columnMeant.ts';
import { isNearTo } from './isNearTo.ts';
import type { PackageFile } from './packageFiles.ts';
import { cut, quoteValue } from './quoteValue.ts';
import { tableSchema } from './tableSchema.ts';

export interface Header {
  /** How many cells every row has. */
  width: number;
  /** For each field of the file's Table Schema, in its order, where its cell stands in a row; -1 when the file has no such column. */
  positions: number[];
  /** Columns that were left out. */
  issues: HarvestIssue[];
}

/** Where each column of a file stands, or BAD_PACKAGE when it lacks one that every row needs. */
export function readHeader(file: PackageFile, path: string, written: string[]): Header {
  const { fields } = tableSchema(file.name);
  refuseMissingColumns(file, path, written);
  const header = asNamed(fields.map(({ name }) => name), written);
  refuseMisspeltEmbargo(file, path, header);
  const known = new Set(fields.map((field) => field.name));
  const issues = header.flatMap((name, index) => (known.has(name) ? [] : unknownColumn(file, path, header, { name, number: index + 1 })));
  return { width: header.length, positions: fields.map((field) => header.indexOf(field.name)), issues };
}

/** BAD_PACKAGE with every column there is, as it is written, so that its publisher sees which of them was meant. */
export function refuseMissingColumns({ name: fileName }: PackageFile, path: string, written: readonly string[]): void {
  const { fields } = tableSchema(fileName);
  const header = asNamed(fields.map(({ name }) => name), written);
  const missing = fields.filter((field) => field.constraints?.required && !header.includes(field.name)).map((field) => field.name);
  const [only] = written;
  if (missing.length > 0 && written.length === 1 && /[;\t]/.test(only!)) {
    const separator = only!.includes(';') ? 'semicolons' : 'tabs';
    throw new HubError('BAD_PACKAGE', `${path} is separated by ${separator}, not by commas. Save it as comma-separated CSV (in Excel "CSV UTF-8 (Comma delimited)"). Nothing was changed.`);
  }
  if (missing.length > 0) {
    throw new HubError('BAD_PACKAGE', `${path} has no column ${missing.join(', ')}, which every row needs. Its columns are ${listedColumns(written)}. Nothing was changed.`);
  }
}

/** More than the widest file of the package has; of each name as much as a message can hold. */
const mostNamed = 60;

function listedColumns(header: readonly string[]): string {
  const names = header.filter((name) => name !== '').map((name) => cut(name, 60));
  return names.length > mostNamed ? `${names.slice(0, mostNamed).join(', ')} and ${names.length - mostNamed} more` : names.join(', ');
}

/** Headings in other letters, with other gaps or with signs behind them than their columns have are read as those, where no other heading could be. */
function asNamed(names: readonly string[], header: readonly string[]): string[] {
  const plain = header.map(plainHeading);
  return header.map((heading, index) => (names.includes(plain[index]!) && plain.indexOf(plain[index]!) === plain.lastIndexOf(plain[index]!) ? plain[index]! : heading));
}

/** Every other column may be left out; without this one a plan would be public at once. */
export function refuseMisspeltEmbargo({ name }: PackageFile, path: string, header: readonly string[]): void {
  const known = new Set(tableSchema(name).fields.map((field) => field.name));
  const misspelt = header.find((column) => !known.has(column) && (/embargo/i.test(column) || isNearTo(column, 'embargo_until')));
  if (misspelt !== undefined) throw new HubError('BAD_PACKAGE', `${path} has a column ${quoteValue(misspelt)}, which the hub does not know. An embargo is stated of plans, in a column called embargo_until. Nothing was changed.`);
}

function unknownColumn(file: PackageFile, path: string, header: readonly string[], column: { name: string; number: number }): HarvestIssue {
  const name = cut(column.name.replaceAll('\0', '\uFFFD'));
  const message = name === '' ? `Column ${column.number} has no name. It was left out.` : `The data package has no column "${name}" in ${file.name}.csv. It was left out.${perhapsMeant(tableSchema(file.name), header, name)}`;
  return { severity: 'warning', rule: 'UNKNOWN_COLUMN', file: path, line: 1, column: name, message };
}
