/** Where words stand in a text: UTF-16 code units from 0, the end exclusive. */
export interface Span {
  from: number;
  to: number;
}

/** A text changed for reading that knows where each of its characters stood. Positions are counted in UTF-16 code units. */
export interface TracedText {
  text: string;
  /** For each unit of `text`, where what it was made of begins and ends; null while each still stands where it stood. */
  origin: { from: readonly number[]; to: readonly number[] } | null;
}

/** Where in the text as written the units from `start` to `end`, exclusive, stood. */
export function whereWritten({ origin }: TracedText, start: number, end: number): Span {
  return origin === null ? { from: start, to: end } : { from: origin.from[start] ?? 0, to: origin.to[end - 1] ?? 0 };
}

/** The text in lower case and in the plain letters of English, as printed pages and their copies do not always have it: without accents, however they are written, and with ligatures (ﬀ) taken apart. */
export function tracePlainLetters(written: string): TracedText {
  if (!/[^\0-\x7f]/.test(written)) return { text: written.toLowerCase(), origin: null };
  const traced = emptyTrace();
  let at = 0;
  for (const character of written) {
    const place = { from: at, to: at + character.length };
    at = place.to;
    if (/\p{L}/u.test(character)) add(traced, character.normalize('NFKD').toLowerCase().replaceAll(/\p{M}/gu, ''), place);
    // An accent of its own.
    else if (/\p{M}/u.test(character)) reachTo(traced, at);
    else add(traced, character, place);
  }
  return traced;
}

/** The text with every match replaced; what is put in its place stands where the whole match stood. `pattern` must be global. */
export function replaceTraced(source: TracedText, pattern: RegExp, replacement: string): TracedText {
  if (source.text.search(pattern) < 0) return source;
  const traced = emptyTrace();
  let at = 0;
  const keepUntil = (end: number): void => {
    for (; at < end; at++) add(traced, source.text[at] ?? '', whereWritten(source, at, at + 1));
  };
  for (const { index, 0: match } of source.text.matchAll(pattern)) {
    keepUntil(index);
    at = index + match.length;
    add(traced, replacement, whereWritten(source, index, at));
  }
  keepUntil(source.text.length);
  return traced;
}

interface Trace extends TracedText {
  origin: { from: number[]; to: number[] };
}

function emptyTrace(): Trace {
  return { text: '', origin: { from: [], to: [] } };
}

/** Counts what follows a letter as part of it. */
function reachTo({ origin: { to } }: Trace, end: number): void {
  if (to.length > 0) to[to.length - 1] = end;
}

function add(traced: Trace, text: string, { from, to }: Span): void {
  traced.text += text;
  for (let i = 0; i < text.length; i++) {
    traced.origin.from.push(from);
    traced.origin.to.push(to);
  }
}
