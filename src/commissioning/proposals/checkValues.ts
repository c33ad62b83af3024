import { hasUnseen } from '../../catalogue/hasUnseen.ts';
import { HubError } from '../../errors.ts';
import { counted } from '../../words.ts';
import { figure } from './inWords.ts';
import type { Range } from './ProposalContent.ts';

const [longestText, longestLine, longestList] = [20_000, 200, 100];
/** A million millions: no figure of a proposal is larger, and the sums of such figures are still numbers. */
const largestFigure = 1e12;

/** Refuses what a caller sent: where it stands ("risks, entry 2, mitigation"), what was found there, and what to send instead. */
export function refuse(where: string, found: string, instead: string): never {
  throw new HubError('BAD_ARGUMENT', `${where}${where.includes(',') ? ',' : ''} ${found}. ${instead}`);
}

/** Of several lines, or empty. */
export function checkText(where: string, text: string): void {
  if (text.length > longestText) refuse(where, `has ${figure(text.length)} characters`, `The most is ${figure(longestText)}.`);
  if (hasUnseen(text)) refuse(where, 'has control characters or others that show nothing', 'Send plain text, in lines if need be.');
  // A database would keep half of a pair of UTF-16 as another character.
  if (!text.isWellFormed()) refuse(where, 'has a character that is cut in half', 'Send whole characters of Unicode.');
}

export function checkTold(where: string, text: string): void {
  if (text.trim() === '') refuse(where, 'is empty', 'Say it in words, or leave the whole entry out.');
  checkText(where, text);
}

/** Of one line, which says something: a title, a name, a code. */
export function checkLine(where: string, line: string): void {
  checkText(where, line);
  if (line.trim() === '' || line.length > longestLine || /[\n\r]/.test(line)) refuse(where, `is "${line.slice(0, 80)}", of ${counted(line.length, 'character')}`, `Expected a line of 1 to ${longestLine} characters of plain text.`);
}

/** Null is not told; an empty line would be another way to say so. */
export function checkOptionalLine(where: string, line: string | null): void {
  if (line !== null) checkLine(where, line);
}

export function checkOneOf(where: string, value: string | null, allowed: readonly string[]): void {
  if (value !== null && !allowed.includes(value)) refuse(where, `is "${value.slice(0, 80)}"`, `Expected one of ${allowed.join(', ')}.`);
}

/** A code of the Office for National Statistics, as of areas and of bodies of the health service. */
export function checkCode(where: string, code: string): void {
  if (!/^[A-Z]\d{8}$/.test(code)) refuse(where, `is "${code.slice(0, 80)}"`, 'Expected a code of nine characters, a capital letter and 8 digits, for example E06000016 for Leicester.');
}

/** Checks each entry, naming it by its place from 1. */
export function checkList<Entry>(where: string, entries: readonly Entry[], check: (where: string, entry: Entry) => void): void {
  if (entries.length > longestList) refuse(where, `has ${figure(entries.length)} entries`, `The most is ${longestList}.`);
  entries.forEach((entry, index) => check(`${where}, entry ${index + 1}`, entry));
}

export function checkOnce(where: string, values: readonly string[]): void {
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined) refuse(where, `has "${twice}" more than once`, 'Send it once.');
}

export function checkNumber(where: string, value: number, { least = 0, most = largestFigure } = {}): void {
  if (!Number.isFinite(value) || value < least || value > most) refuse(where, `is ${figure(value)}`, `Expected a number from ${figure(least)} to ${figure(most)}.`);
}

/** A figure of any sign, as an indicator may have. */
export function checkFigure(where: string, value: number): void {
  checkNumber(where, value, { least: -largestFigure });
}

export function checkWhole(where: string, value: number, { least, most }: { least: number; most: number }): void {
  if (!Number.isInteger(value) || value < least || value > most) refuse(where, `is ${figure(value)}`, `Expected a whole number from ${figure(least)} to ${figure(most)}.`);
}

export function checkRange(where: string, range: Range | null, most = largestFigure): void {
  if (range === null) return;
  checkNumber(`${where}, low`, range.low, { most });
  checkNumber(`${where}, high`, range.high, { most });
  if (range.low > range.high) refuse(where, `goes from ${figure(range.low)} down to ${figure(range.high)}`, 'Send the lower as low and the higher as high.');
}
