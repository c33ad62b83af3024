import type { PlacedWord, Span } from './placeWords.ts';
import type { Clause, Pattern, Term } from './readQuestion.ts';

/** Where a clause is met. */
export interface Match extends Span {
  /** Met by its meaning, in whatever words. */
  isByMeaning: boolean;
}

/** Every place at which a text meets a clause: in the words written, or in any that mean the same. */
export function findMatches({ written, meaning }: Clause, words: readonly PlacedWord[]): Match[] {
  return [...matchesOf(written, words).map((span) => ({ ...span, isByMeaning: false })), ...(meaning ? spansOf(meaning, words).map((span) => ({ ...span, isByMeaning: true })) : [])];
}

function matchesOf(pattern: Pattern, words: readonly PlacedWord[]): Span[] {
  return pattern.slice(1).reduce(
    (begun, term) => {
      const next = new Set(spansOf(term, words).map(({ from }) => from));
      return begun.filter(({ to }) => next.has(to + 1)).map(({ from, to }) => ({ from, to: to + 1 }));
    },
    spansOf(pattern[0]!, words),
  );
}

function spansOf(term: Term, words: readonly PlacedWord[]): Span[] {
  return words.filter(({ stem, word }) => ('stem' in term ? stem === term.stem : word.startsWith(term.prefix))).flatMap(({ spans }) => spans);
}
