import type { PlacedWord, Span } from './placeWords.ts';
import type { Clause, Pattern, Term } from './readQuestion.ts';

/** Where a clause is met. */
export interface Match extends Span {
  /** Met by its meaning, in whatever words. */
  isByMeaning: boolean;
}

/** Every place at which a text meets a clause, each once: in the words written, however they are joined, or in any that mean the same. */
export function findMatches({ ways, meaning }: Clause, words: readonly PlacedWord[]): Match[] {
  const written = ways.flatMap((way) => matchesOf(way, words));
  const once = ways.length === 1 ? written : [...new Map(written.map((span) => [`${span.from}-${span.to}`, span])).values()];
  return [...once.map((span) => ({ ...span, isByMeaning: false })), ...(meaning ? spansOf(meaning, words).map((span) => ({ ...span, isByMeaning: true })) : [])];
}

function matchesOf(pattern: Pattern, words: readonly PlacedWord[]): Span[] {
  return pattern.slice(1).reduce(
    (begun, term) => {
      const next = Map.groupBy(spansOf(term, words), ({ from }) => from);
      return begun.flatMap(({ from, to }) => (next.get(to + 1) ?? []).map((span) => ({ from, to: span.to })));
    },
    spansOf(pattern[0]!, words),
  );
}

function spansOf(term: Term, words: readonly PlacedWord[]): Span[] {
  return words.filter(({ stem, word }) => ('stem' in term ? stem === term.stem : word.startsWith(term.prefix))).flatMap(({ spans }) => spans);
}
