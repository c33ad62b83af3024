import { isObject } from '../../../isObject.ts';
import type { Cell } from '../packageTable.ts';
import { quoteValue, tooLargeToHold } from '../quoteValue.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** A text or number as a cell of a CSV file would have it, empty when there is none; else what was expected. */
export function textOf(value: unknown): Cell {
  if (value === undefined || value === null) return '';
  // Only in JSON can a text hold half an emoji, which no database stores.
  if (typeof value === 'string') return value.trim().toWellFormed();
  if (typeof value !== 'number') return { found: asFound(value), expected: 'text or a number' };
  if (!Number.isFinite(value)) return { found: tooLargeToHold, expected: 'text or a smaller number' };
  const isExact = !Number.isInteger(value) || Number.isSafeInteger(value);
  return isExact ? String(value) : { found: String(value), expected: 'so long a number in quotation marks, because without them its last digits are lost' };
}

/** The same where anything but text is as good as nothing. */
export function plainText(value: unknown): string {
  const text = textOf(value);
  return typeof text === 'string' ? text : '';
}

/** The last part of the address of a service; null for an id with which it has none, because "." and ".." lead elsewhere however they are written. */
export function pathOfId(id: string): string | null {
  return id === '.' || id === '..' ? null : encodeURIComponent(id);
}

/** The member's object; empty when there is none or it is of another kind. */
export function objectIn(parent: JsonObject, name: string): JsonObject {
  const value = parent[name];
  return isObject(value) ? value : {};
}

/** The objects in the lists of these members, of which a record mostly has one; nothing else that stands there. */
export function objectsIn(parent: JsonObject, ...names: string[]): JsonObject[] {
  return names.flatMap((name) => parent[name] ?? []).filter(isObject);
}

/** A value as an issue shows it: a text as it is, anything built only named. */
export function asFound(value: unknown): string {
  return typeof value === 'string' ? value : quoteValue(value);
}
