import { findMatches, type Match } from './findMatches.ts';
import type { PlacedWord } from './placeWords.ts';
import type { Clause } from './readQuestion.ts';
import { weightOf, type SearchField } from './searchedTexts.ts';

/** What the index holds of one text of a record: the words asked for, and how many words the whole text has. */
export interface FieldWords {
  field: SearchField;
  length: number;
  words: PlacedWord[];
}

/** How soon a word said again adds little, and how far a long text weakens it: the usual constants of BM25, the second milder because titles here differ much in length. */
const [saturation, lengthEffect] = [1.2, 0.5];
/** A text of this many words is neither long nor short: half of the titles of the seeds have eight or fewer. */
const usualLength = 10;
/** Beyond this a text counts as no longer, so that a word in any title outweighs it in any description. */
const mostTimesUsual = 3;
/** What a place counts for that has the meaning (the words as written count for themselves beside it), a further text beside the best, and words that stand together beside words anywhere. */
const [ofMeaning, ofOtherTexts, ofTogether] = [0.8, 0.1, 0.3];

/**
 * How closely a record meets every clause, or null when it misses one. BM25's saturation and length without its rarity of words:
 * a score rests on the record's own words and the question alone, so nothing can be told from it about records the viewer may not see.
 */
export function scoreRecord(clauses: readonly Clause[], fields: readonly FieldWords[]): number | null {
  const matches: { field: FieldWords; found: Match[] }[][] = [];
  for (const clause of clauses) {
    const ofClause = fields.map((field) => ({ field, found: findMatches(clause, field.words) }));
    if (ofClause.every(({ found }) => found.length === 0)) return null;
    matches.push(ofClause);
  }
  const ofWords = average(matches.map((ofClause) => bestFirst(ofClause.map(({ field, found }) => strengthOf(field, found)))));
  const ofPairs = average(matches.slice(1).map((ofClause, index) => Math.max(...ofClause.map(({ field, found }, at) => (standTogether(matches[index]![at]!.found, found) ? ofTogether * weightOf(field.field) : 0)))));
  // Rounded, so that no sum in another order makes another order of the list.
  return Math.round((ofWords + ofPairs) * 1000) / 1000;
}

function strengthOf({ field, length }: FieldWords, found: readonly Match[]): number {
  const byMeaning = found.filter(({ isByMeaning }) => isByMeaning).length;
  const count = found.length - byMeaning + ofMeaning * byMeaning;
  const lengthNorm = 1 - lengthEffect + lengthEffect * Math.min(length / usualLength, mostTimesUsual);
  return (weightOf(field) * count) / (count + saturation * lengthNorm);
}

function bestFirst(strengths: readonly number[]): number {
  const best = Math.max(...strengths);
  return best + ofOtherTexts * (strengths.reduce((sum, each) => sum + each, 0) - best);
}

/** Next to one another, or with one small word between; or both met by the same other words. */
function standTogether(before: readonly Match[], after: readonly Match[]): boolean {
  return before.some((one) => after.some((other) => one.from === other.from || (other.from > one.to && other.from - one.to <= 2)));
}

function average(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}
