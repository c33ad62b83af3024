import type { Concept, Phrase, Vocabulary } from './Vocabulary.ts';
import type { Word } from './splitWords.ts';

/** A concept found in a text: at which words, and the words as they stand there. */
export interface ConceptMatch {
  concept: Concept;
  positions: readonly number[];
  quote: string;
}

/**
 * Every concept that the words name, in order of first appearance. A phrase inside a longer one does not count
 * ("health" in "mental health"), so that the narrower meaning wins.
 */
export function findConcepts(words: readonly Word[], vocabulary: Vocabulary): ConceptMatch[] {
  const found: ConceptMatch[] = [];
  words.forEach((word, start) => {
    const phrases = [...(vocabulary.phrasesByFirstWord.get(word.stem) ?? []), ...(vocabulary.phrasesByFirstWord.get(`=${word.surface}`) ?? [])];
    for (const phrase of phrases) {
      const positions = matchFrom(words, start, phrase);
      if (positions !== null) found.push({ concept: phrase.concept, positions, quote: quoteOf(words, positions) });
    }
  });
  return onePerConcept(found.filter(match => !found.some(other => isInside(match, other))));
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

function isInside(match: ConceptMatch, other: ConceptMatch): boolean {
  return other.positions.length > match.positions.length && match.positions.every(position => other.positions.includes(position));
}

function onePerConcept(matches: readonly ConceptMatch[]): ConceptMatch[] {
  const longest = new Map<string, ConceptMatch>();
  for (const match of matches) {
    const known = longest.get(match.concept.id);
    if (known === undefined || match.positions.length > known.positions.length) longest.set(match.concept.id, match);
  }
  return [...longest.values()];
}

function quoteOf(words: readonly Word[], positions: readonly number[]): string {
  let quote = '';
  positions.forEach((position, i) => {
    const before = positions[i - 1];
    const gap = before === undefined ? '' : position === before + 1 ? ' ' : ' … ';
    quote += gap + (words[position]?.surface ?? '');
  });
  return quote;
}
