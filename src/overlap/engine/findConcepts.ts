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
 * ("health" in "mental health"), so that the narrower meaning wins.
 */
export function findConcepts(words: readonly Word[], vocabulary: Vocabulary): ConceptMatch[] {
  const found: Found[] = [];
  words.forEach((word, start) => {
    const phrases = [...(vocabulary.phrasesByFirstWord.get(word.stem) ?? []), ...(vocabulary.phrasesByFirstWord.get(`=${word.surface}`) ?? [])];
    for (const phrase of phrases) {
      const positions = matchFrom(words, start, phrase);
      if (positions !== null) found.push({ concept: phrase.concept, positions });
    }
  });
  return onePerConcept(found.filter(match => !found.some(other => isInside(match, other)))).map(match => ({ ...match, words, ...quoteWords(words, match.positions) }));
}

/** The words of several matches of one text, each word once. */
export function quoteAll(matches: readonly ConceptMatch[]): Quotation {
  const positions = new Set(matches.flatMap(match => match.positions));
  return quoteWords(matches[0]?.words ?? [], [...positions].sort((a, b) => a - b));
}

function matchFrom(words: readonly Word[], start: number, phrase: Phrase): number[] | null {
  const positions = [start];
  let next = start + 1;
  for (const step of phrase.steps.slice(1)) {
    const window = words.slice(next, next + step.gap + 1);
    const offset = window.findIndex(word => step.stems.has(word.stem) || step.surfaces.has(word.surface));
    if (offset < 0) return null;
    positions.push(next + offset);
    next += offset + 1;
  }
  if (phrase.wholeText && positions.length !== words.length) return null;
  return positions;
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
