import { addDays, isDay, parsePartialDate, parsePeriod, partialDatePattern, periodForms, periodPattern } from '../../catalogue/period.ts';
import { dayMeant } from './dayMeant.ts';
import { isNearTo } from './isNearTo.ts';
import type { Cell } from './packageTable.ts';
import type { Field } from './tableSchema.ts';

export type CellValue = string | number | string[] | null;

/** Either what a cell means, or what was expected instead, in words. */
export type ParsedCell = { value: CellValue } | { expected: string };

/** The largest whole number that GraphQL, and an integer column of PostgreSQL, can carry. */
export const largestInteger = 2_147_483_647;
/** The most characters of a cell, and of each item of a list: as many as a cell of a spreadsheet holds. Whatever reads texts may take them for no longer. */
const mostCharacters = 32_767;
/** The largest number of any kind, a thousand million million: sums of such stay numbers. */
export const largestNumber = 1e15;
/** The most bytes of a code or reference, and of what tells one row from another: PostgreSQL indexes two of them together, and no more than 2,704. */
export const mostKeyBytes = 1_200;
const booleans = new Map([['yes', 1], ['y', 1], ['true', 1], ['no', 0], ['n', 0], ['false', 0]]);

/** What the patterns of `schema/package/` ask for, in words. */
const patternsInWords = new Map([
  ['^[Hh][Tt][Tt][Pp][Ss]?://[^\\s]+$', 'a web address beginning with http:// or https://'],
  ['^[^\\s;]+$', 'a reference without spaces or semicolons, for example cypp-2006'],
  ['^[^;]+$', 'a code without semicolons, for example NI 117'],
  ['^[A-Za-z0-9][A-Za-z0-9._-]*$', 'the code of an area, without spaces, for example E06000016'],
  ['^[EJKNSW]\\d{8}$', 'a GSS code: a letter and eight digits, for example E06000016'],
  ['^E(06|07|08|09|10)\\d{6}$', 'the GSS code of an English authority, for example E06000016'],
  ['^E12\\d{6}$', 'the GSS code of an English region, for example E12000004'],
  ['^[A-Z][A-Z0-9-]*$', 'a theme code in capital letters, for example LAC'],
]);

/** Those that hold what a publisher calls its own records by, or a code that others use. */
const patternsOfReferences: ReadonlySet<string> = new Set(['^[^\\s;]+$', '^[^;]+$']);
/** Signs that show nothing. With one of them a reference is another to a program, and the same to whoever reads it. */
const unseen = /[\p{Cc}\p{Cf}]/u;

const nothing: ParsedCell = { value: null };

/** What one cell means by its column's Table Schema; booleans become 1 and 0, lists arrays, empty cells null. */
export function parseCell(field: Field, cell: Cell): ParsedCell {
  if (typeof cell !== 'string') return { expected: cell.expected };
  const text = cell.trim();
  if (text === '') return field.constraints?.required ? { expected: 'a value, because the column is required' } : field.type === 'list' ? { value: [] } : nothing;
  if (field.type !== 'list' && text.length > mostCharacters) return tooLong(text);
  if (text.includes('\0')) return { expected: 'text without NUL characters' };
  switch (field.type) {
    case 'number':
    case 'integer':
      return parseNumber(field, text);
    case 'boolean':
      return parseBoolean(text);
    case 'date':
      return isDay(text) ? { value: text } : { expected: `a date as YYYY-MM-DD${noSuchDay(text)}${orDayNumber(text)}${orDayMeant(text, isDay)}` };
    case 'list':
      return parseList(field, text);
    case 'string':
      return parseText(field, text);
  }
}

function tooLong({ length }: string): ParsedCell {
  return { expected: `at most ${mostCharacters.toLocaleString('en-GB')} characters, as many as a cell of a spreadsheet holds, not ${length.toLocaleString('en-GB')}; say the rest in a document and give its address` };
}

function parseNumber(field: Field, text: string): ParsedCell {
  const pattern = field.type === 'integer' ? /^-?\d{1,15}$/ : /^-?\d+(\.\d+)?([eE][+-]?\d{1,4})?$/;
  const kind = field.type === 'integer' ? 'a whole number' : 'a number';
  if (!pattern.test(text)) return { expected: `${kind}, without thousands commas, currency or percent signs` };
  const value = Number(text);
  const { minimum, maximum = field.type === 'integer' ? largestInteger : largestNumber } = field.constraints ?? {};
  if (minimum !== undefined && value < minimum) return { expected: `${kind} of at least ${minimum}` };
  if (value > maximum) return { expected: `${kind} of at most ${maximum.toLocaleString('en-GB')}` };
  if (value < -maximum) return { expected: `${kind} of at least -${maximum.toLocaleString('en-GB')}` };
  return { value };
}

/** By what number a spreadsheet keeps a date that stands in a cell of another format. */
function orDayNumber(text: string): string {
  return /^\d{5}$/.test(text) ? `; ${text} may be how a spreadsheet keeps ${addDays('1899-12-30', Number(text))}, which then needs a cell that shows a date` : '';
}

function orDayMeant(text: string, isMeant: (written: string) => boolean = () => true): string {
  const written = dayMeant(text);
  return written !== null && isMeant(written) ? `; perhaps ${written} was meant` : '';
}

/** Of a text that looks like a day or month, why the calendar does not have it: "a date as YYYY-MM-DD" would be no answer. */
function noSuchDay(text: string): string {
  const [, year, month, day] = /^([1-9]\d{3})-(\d{2})(?:-(\d{2}))?$/.exec(text) ?? [];
  if (year === undefined) return '';
  if (Number(month) < 1 || Number(month) > 12) return `; there is no month ${month}`;
  const monthInWords = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${year}-${month}-01T00:00:00Z`));
  return day === undefined ? '' : `; ${monthInWords} has no day ${Number(day)}`;
}

function parseBoolean(text: string): ParsedCell {
  const value = booleans.get(text.toLowerCase());
  return value === undefined ? { expected: 'yes or no' } : { value };
}

function parseList(field: Field, text: string): ParsedCell {
  const items = [...new Set(text.split(';').map((item) => item.trim()).filter(Boolean))];
  const longItem = items.find((item) => item.length > mostCharacters);
  if (longItem !== undefined) return tooLong(longItem);
  if (field.references && items.some(isTooLongForKey)) return { expected: `codes or references of at most ${mostKeyBytes} bytes each` };
  if (items.length === 0 && field.constraints?.required) return { expected: 'at least one value' };
  return { value: items };
}

function parseText(field: Field, text: string): ParsedCell {
  const { enum: allowed, pattern } = field.constraints ?? {};
  if (allowed && !allowed.includes(text)) return parseChoice(allowed, text);
  if (pattern === periodPattern) return parsePeriod(text) ? { value: text } : parsePeriod(inCapitals(text)) ? { value: inCapitals(text) } : { expected: `a period that says its kind: ${periodForms}${noSuchDay(text)}` };
  if (pattern === partialDatePattern) return parsePartialDate(text) ? { value: text } : { expected: `a year, month or day as 2008, 2008-11 or 2008-11-30${noSuchDay(text)}${orDayNumber(text)}${orDayMeant(text)}` };
  if (field.references && isTooLongForKey(text)) return { expected: `a code or reference of at most ${mostKeyBytes} bytes` };
  if (pattern && patternsOfReferences.has(pattern) && unseen.test(text)) return { expected: 'a reference or code all of whose signs can be seen: delete the cell and type it again, wherever it stands' };
  if (pattern && field.pattern && !field.pattern.test(text)) return { expected: patternsInWords.get(pattern) ?? `a value of the form ${pattern}` };
  return { value: text };
}

/** One of a column's values in other letters or with other gaps, as a spreadsheet or a typist writes it: it can mean no other. A misspelt one is not guessed, but named. */
function parseChoice(allowed: readonly string[], text: string): ParsedCell {
  const meant = allowed.filter((value) => inPlainLetters(value) === inPlainLetters(text));
  if (meant.length === 1) return { value: meant[0]! };
  const near = allowed.filter((value) => isNearTo(text, value, value.length > 6 ? 2 : 1));
  return { expected: `one of ${allowed.join(', ')}${near.length === 1 ? `; perhaps ${near[0]} was meant` : ''}` };
}

/** A period as it would be written but for its letters and gaps: "fy 2011/12" can mean no other. */
function inCapitals(text: string): string {
  return text.toUpperCase().replace(/\s+/g, '');
}

function inPlainLetters(text: string): string {
  return text.toLowerCase().replace(/[\s_\u2010-\u2015\u2212-]+/g, '-');
}

/** Whether a text has more bytes than a key may have. Counted only where it could. */
export function isTooLongForKey(text: string): boolean {
  return text.length * 3 > mostKeyBytes && Buffer.byteLength(text) > mostKeyBytes;
}
