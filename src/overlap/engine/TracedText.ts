/**
 * A text changed for reading that knows where each of its characters stood. Positions are counted in UTF-16 code units, as JavaScript and
 * the editors of most people count them; `from` and `to` hold, for each unit of `text`, where what it was made of begins and ends.
 */
export interface TracedText {
  text: string;
  from: readonly number[];
  to: readonly number[];
}

/** The text in lower case. Lower case can be longer (İ becomes i with a dot above), so nothing may be read off it without the trace. */
export function traceLowerCase(written: string): TracedText {
  const lower = written.toLowerCase();
  if (lower.length === written.length) return { text: lower, from: Array.from({ length: lower.length }, (_, i) => i), to: Array.from({ length: lower.length }, (_, i) => i + 1) };
  const traced = { text: '', from: [] as number[], to: [] as number[] };
  let at = 0;
  for (const character of written) {
    add(traced, character.toLowerCase(), at, at + character.length);
    at += character.length;
  }
  return traced;
}

/** The text with every match replaced; what is put in its place stands where the whole match stood. `pattern` must be global. */
export function replaceTraced(source: TracedText, pattern: RegExp, replacement: string): TracedText {
  const matches = [...source.text.matchAll(pattern)];
  if (matches.length === 0) return source;
  const traced = { text: '', from: [] as number[], to: [] as number[] };
  let at = 0;
  const keepUntil = (end: number): void => {
    traced.text += source.text.slice(at, end);
    traced.from.push(...source.from.slice(at, end));
    traced.to.push(...source.to.slice(at, end));
  };
  for (const { index, 0: match } of matches) {
    keepUntil(index);
    at = index + match.length;
    add(traced, replacement, source.from[index] ?? 0, source.to[at - 1] ?? 0);
  }
  keepUntil(source.text.length);
  return traced;
}

function add(traced: { text: string; from: number[]; to: number[] }, text: string, from: number, to: number): void {
  traced.text += text;
  for (let i = 0; i < text.length; i++) {
    traced.from.push(from);
    traced.to.push(to);
  }
}
