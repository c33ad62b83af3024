import { printParseErrorCode, visit, type ParseErrorCode } from 'jsonc-parser';
import { AnswerTooLarge, SourceFailure } from './SourceFailure.ts';

/** Deeper than any format that connectors read; what reads deeper ones by recursion would run out of stack. */
const mostDepth = 100;
/** Each takes memory, however short it is written: so many take some hundred megabytes. */
const mostValues = 2_000_000;
export const mostInWords = { levels: `${mostDepth} levels, one inside the other`, values: `${mostValues} values` };

/** Signs of JSON itself, before and after which a number or a word may stand. */
const between = new Set(Buffer.from('[]{},:" \t\r\n'));

/** The value of a JSON text in UTF-8, with or without byte order mark; otherwise a `SourceFailure` that says where it is wrong. */
export function parseJson(bytes: Buffer, headers: Headers, shown: string): unknown {
  const type = headers.get('content-type') ?? '';
  if (looksLikeWebPage(bytes)) throw webPage(shown, 'JSON');
  const text = decode(bytes, type, shown);
  if (text.trim() === '') throw new SourceFailure('wrong-format', `${shown} answered with an empty body. Expected: JSON. Check the address.`);
  const excess = excessIn(text);
  if (excess === 'levels') throw new SourceFailure('wrong-format', `${shown} answered with JSON of more than ${mostInWords.levels}. Expected: fewer. Check the address, and tell whoever runs the server.`);
  if (excess === 'values') throw new AnswerTooLarge(`${shown} answered with JSON of more than ${mostInWords.values}. Expected: smaller pages. Ask for fewer records on a page, or check the address.`);
  try {
    return JSON.parse(text);
  } catch {
    if (/^text\/html\b/i.test(type)) throw webPage(shown, 'JSON');
    throw new SourceFailure('wrong-format', `${shown} answered with JSON that is wrong in ${firstMistake(text)}. Nothing of it was used. Check the address, and tell whoever runs the server.`);
  }
}

/** Whether a body begins as a web page does, whatever its server calls it. */
export function looksLikeWebPage(start: Buffer): boolean {
  return /^(\u00ef\u00bb\u00bf)?\s*(<!--[^>]*-->\s*)?<(!doctype\s+html|html)\b/i.test(start.toString('latin1', 0, 512));
}

export function webPage(shown: string, expected: string): SourceFailure {
  return new SourceFailure('wrong-format', `${shown} answered with a web page. Expected: ${expected}. Check the address in a browser: it may lead to a page about the data, or ask people to sign in.`);
}

/** What the server says of its charset is only told: JSON is UTF-8 by its standard, and many servers say another one out of habit. */
function decode(bytes: Buffer, type: string, shown: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const charset = /charset\s*=\s*"?([\w.:-]{1,40})/i.exec(type)?.[1];
    const stated = charset && !/^utf-?8$/i.test(charset) ? ` (its server calls it ${charset})` : '';
    throw new SourceFailure('wrong-format', `${shown} answered with JSON that is not in UTF-8${stated}, first in line ${lineOfFirstWrongByte(bytes)}. Nothing of it was used. Ask whoever runs the server to send UTF-8.`);
  }
}

/** Lines are looked at one by one: no byte of a character of several bytes is a line break. */
function lineOfFirstWrongByte(bytes: Buffer): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(0x0a, start);
    const stop = end === -1 ? bytes.length : end + 1;
    try {
      decoder.decode(bytes.subarray(start, stop));
    } catch {
      return line;
    }
    start = stop;
  }
  return line;
}

/** What of a JSON text is more than the hub holds in memory, counted before it is parsed; null where nothing is. Names of members are no values. */
export function excessIn(text: string): 'levels' | 'values' | null {
  let [depth, values, isInString, isInWord] = [0, 0, false, false];
  for (let index = 0; index < text.length; index++) {
    const sign = text.charCodeAt(index);
    if (isInString) {
      if (sign === 0x5c /* backslash */) index++;
      else if (sign === 0x22 /* quote */) isInString = false;
    } else if (!between.has(sign)) {
      // A number, true, false or null.
      if (!isInWord) values++;
      isInWord = true;
    } else {
      isInWord = false;
      isInString = sign === 0x22;
      const opens = sign === 0x5b /* [ */ || sign === 0x7b; /* { */
      if (isInString || opens) values++;
      else if (sign === 0x3a /* colon */) values--;
      if (opens) depth++;
      else if (sign === 0x5d || sign === 0x7d) depth--;
      if (depth > mostDepth) return 'levels';
    }
    if (values > mostValues) return 'values';
  }
  return null;
}

/** Where the text stops being JSON. Nothing of the text itself is told: a server may repeat in it what it was sent. */
function firstMistake(text: string): string {
  const mistakes: { code: ParseErrorCode; offset: number }[] = [];
  visit(text, { onError: (code, offset) => void mistakes.push({ code, offset }) }, { disallowComments: true, allowTrailingComma: false });
  const [first] = mistakes.toSorted((one, other) => one.offset - other.offset);
  if (!first) return 'some place';
  const before = text.slice(0, first.offset).split('\n');
  return `line ${before.length}, column ${before.at(-1)!.length + 1} (${wordsOf(printParseErrorCode(first.code))})`;
}

/** "CommaExpected" as "comma expected". */
function wordsOf(code: string): string {
  return code.replace(/(?<!^)[A-Z]/g, ' $&').toLowerCase();
}
