import { quoteWords, type Quotation } from './Quotation.ts';
import type { Concept, Phrase, Vocabulary } from './Vocabulary.ts';
import type { Word } from './splitWords.ts';

/** A concept found in a text: at which words, and the words as they stand there. */
export interface ConceptMatch extends Quotation {
  concept: Concept;
  /** All words of the text. */
  words: readonly Word[];
  positions: readonly number[];
}

type Found = Pick<ConceptMatch, 'concept' | 'positions'>;

/**
 * Every concept that the words name, in order of first appearance. A phrase inside a longer one does not count
 * ("health" in "mental health"), so that the narrower meaning wins; where the longer one belongs to no theme, it takes from those it speaks
 * of alone: "prevent obesity" is no early help, and still names obesity.
 */
export function findConcepts(words: readonly Word[], vocabulary: Vocabulary): ConceptMatch[] {
  const found: Found[] = [];
  words.forEach((word, start) => {
    for (const phrase of phrasesFrom(word, vocabulary)) {
      const positions = matchFrom(words, start, phrase);
      if (positions !== null) found.push({ concept: phrase.concept, positions });
    }
  });
  const longAt = longMatchesAt(found);
  return onePerConcept(found.filter(match => !longAt(match.positions[0]!).some(other => takesFrom(other, match) && isInside(match, other)))).map(match => ({ ...match, words, ...quoteWords(words, match.positions) }));
}

/** The words of several matches of one text, each word once. */
export function quoteAll(matches: readonly ConceptMatch[]): Quotation {
  const positions = new Set(matches.flatMap(match => match.positions));
  return quoteWords(matches[0]?.words ?? [], [...positions].sort((a, b) => a - b));
}

const none: readonly Phrase[] = [];

/** "Improve attainment, including for children in care" does not say "attainment of children in care": no phrase reaches over to an example. */
const BEGIN_EXAMPLES: ReadonlySet<string> = new Set(['including', 'especially', 'particularly']);

function phrasesFrom({ stem, surface }: Word, { phrasesByStem, phrasesBySurface }: Vocabulary): readonly Phrase[] {
  const [byStem, bySurface] = [phrasesByStem.get(stem), phrasesBySurface.get(surface)];
  if (bySurface === undefined) return byStem ?? none;
  return byStem === undefined ? bySurface : [...byStem, ...bySurface];
}

/** Asked of every word and every phrase that begins with it, nearly always in vain: nothing is made until a second word fits. */
function matchFrom(words: readonly Word[], start: number, phrase: Phrase): number[] | null {
  let positions: number[] | undefined;
  let next = start + 1;
  for (const step of phrase.rest) {
    const end = Math.min(words.length, next + step.gap + 1);
    while (next < end && !step.stems.has(words[next]!.stem) && !step.surfaces.has(words[next]!.surface)) {
      if (BEGIN_EXAMPLES.has(words[next]!.surface)) return null;
      next++;
    }
    if (next === end) return null;
    (positions ??= [start]).push(next++);
  }
  positions ??= [start];
  if (phrase.wholeText && positions.length !== words.length) return null;
  return positions;
}

/** Matches of several words by each word that they have: whatever is inside another shares its first word with it, and a text that says one thing ten thousand times has as many matches. */
function longMatchesAt(found: readonly Found[]): (position: number) => readonly Found[] {
  const at = new Map<number, Found[]>();
  for (const match of found) {
    if (match.positions.length === 1) continue;
    for (const position of match.positions) at.set(position, [...(at.get(position) ?? []), match]);
  }
  return position => at.get(position) ?? [];
}

function takesFrom({ concept }: Found, { concept: { broader } }: Found): boolean {
  return concept.broader !== null || broader === null || broader in concept.says;
}

function isInside(match: Found, other: Found): boolean {
  return other.positions.length > match.positions.length && match.positions.every(position => other.positions.includes(position));
}

function onePerConcept(matches: readonly Found[]): Found[] {
  const longest = new Map<string, Found>();
  for (const match of matches) {
    const known = longest.get(match.concept.id);
    if (known === undefined || match.positions.length > known.positions.length) longest.set(match.concept.id, match);
  }
  return [...longest.values()];
}
