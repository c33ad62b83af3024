import { joinWords, type TextWord } from './splitText.ts';
import { findLabels, type SynonymSet, type Synonyms } from './Synonyms.ts';

/** From which word of a text to which, counted from 0. */
export interface Span {
  from: number;
  to: number;
}

/** A word of one text with every place it has there; or a meaning, which any of several words may stand for. */
export interface PlacedWord {
  word: string;
  stem: string;
  spans: readonly Span[];
}

/** What stands for a set of synonyms among stems. No word begins with "=". */
export function stemOfMeaning({ preferred }: SynonymSet): string {
  return `=${preferred}`;
}

/** Each word of a text once, each that its hyphens join, and each meaning that the list of synonyms knows of, with their places. */
export function placeWords(words: readonly TextWord[], synonyms: Synonyms): PlacedWord[] {
  const places = [
    ...words.map(({ word, stem }, position) => ({ word, stem, from: position, to: position })),
    ...joinHyphened(words),
    ...findLabels(words, synonyms).map(({ label, from, to }) => ({ word: stemOfMeaning(label.set), stem: stemOfMeaning(label.set), from, to })),
  ];
  return [...Map.groupBy(places, ({ word }) => word)].map(([word, same]) => ({ word, stem: same[0]!.stem, spans: same.map(({ from, to }) => ({ from, to })) }));
}

/** As many as a word is made of: "not-for-profit". */
const mostJoined = 3;

function joinHyphened(words: readonly TextWord[]): (Omit<PlacedWord, 'spans'> & Span)[] {
  const joined: (Omit<PlacedWord, 'spans'> & Span)[] = [];
  for (let to = 1; to < words.length; to += 1) {
    for (let from = to; words[from]!.joinedBy === '-' && to - from < mostJoined - 1; from -= 1) {
      const whole = joinWords(words.slice(from - 1, to + 1));
      if (whole) joined.push({ ...whole, from: from - 1, to });
    }
  }
  return joined;
}

/** Places as the index keeps them: "0 4-6". */
export function writeSpans(spans: readonly Span[]): string {
  return spans.map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`)).join(' ');
}

export function readSpans(written: string): Span[] {
  return written.split(' ').map((span) => {
    const [from, to = from] = span.split('-').map(Number) as [number, number?];
    return { from, to };
  });
}

