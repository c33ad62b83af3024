import type { Word } from './splitWords.ts';
import type { Span } from './TracedText.ts';

/** Words exactly as they stand in a text, with " … " between parts that others stand between, and where each part stands. */
export interface Quotation {
  quote: string;
  parts: readonly Span[];
}

/** Words of one text, in order; those that follow each other are one part, with whatever stands between them. */
export function quoteWords(words: readonly Word[], positions: readonly number[]): Quotation {
  const parts: Span[] = [];
  positions.forEach((position, i) => {
    const word = words[position];
    if (word === undefined) return;
    const last = parts.at(-1);
    if (last !== undefined && positions[i - 1] === position - 1) last.to = Math.max(last.to, word.to);
    else parts.push({ from: word.from, to: word.to });
  });
  return quoteSpans(words[0]?.written ?? '', parts);
}

export function quoteSpans(text: string, parts: readonly Span[]): Quotation {
  return { quote: parts.map(({ from, to }) => text.slice(from, to)).join(' … '), parts };
}
