import { findMatches } from './findMatches.ts';
import { placeWords } from './placeWords.ts';
import { isSmallWord, type Question } from './readQuestion.ts';
import { splitText } from './splitText.ts';
import type { Synonyms } from './Synonyms.ts';

/** Whether a name is what a question asks for and nothing besides: it has all that is asked, and no word that was not, but for small ones. */
export function isNameOf(name: string, { clauses }: Pick<Question, 'clauses'>, synonyms: Synonyms): boolean {
  const words = splitText(name);
  const placed = placeWords(words, synonyms);
  const matches = clauses.map((clause) => findMatches(clause, placed));
  const isAsked = (position: number): boolean => matches.flat().some(({ from, to }) => from <= position && position <= to);
  return matches.every((found) => found.length > 0) && words.every(({ word }, position) => isSmallWord(word) || isAsked(position));
}
