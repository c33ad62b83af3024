import { targetsOf, type Target } from './columnTargets.ts';
import type { PackageFile } from './packageFiles.ts';

export type StoredValue = string | number | boolean | null;

/** A stored record: its columns as the table calls them, and what its lists of references name, by field. */
export interface StoredRecord {
  columns: Readonly<Record<string, StoredValue>>;
  links: ReadonlyMap<string, readonly string[]>;
}

/**
 * The cells of the data package that say what a stored record says, in the order of its Table Schema: the reverse of `parseRecord`,
 * which makes the same record of them.
 */
export function cellsOf(file: PackageFile, publisherCode: string, record: StoredRecord): string[] {
  return targetsOf(file).map((target) => cellOf(target, `${publisherCode}/`, record));
}

function cellOf({ field, column, linkTable, isList, isOwn }: Target, publisher: string, { columns, links }: StoredRecord): string {
  const asPublished = (reference: string) => (isOwn && reference.startsWith(publisher) ? reference.slice(publisher.length) : reference);
  if (linkTable !== undefined) return (links.get(field.name) ?? []).map(asPublished).toSorted().join(';');
  const value = columns[column] ?? null;
  if (value === null) return '';
  if (isList) return (JSON.parse(String(value)) as string[]).join(';');
  if (field.type === 'boolean') return value === true || value === 1 ? 'yes' : 'no';
  if (field.type === 'number' || field.type === 'integer') return numberInDigits(Number(value));
  return asPublished(String(value));
}

/** A number as a data package takes it: with an exponent of two digits at most, beyond that written out. */
function numberInDigits(value: number): string {
  const [digits, exponent] = String(value).split('e') as [string, string?];
  if (exponent === undefined || Math.abs(Number(exponent)) < 100) return String(value);
  if (Number(exponent) > 0) return String(BigInt(value));
  return `${value < 0 ? '-' : ''}0.${'0'.repeat(-Number(exponent) - 1)}${digits.replace(/[-.]/g, '')}`;
}
