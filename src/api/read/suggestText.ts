import { sql } from 'kysely';
import { distance } from 'fastest-levenshtein';
import { termsOf, type Question, type Term } from '../../search/readQuestion.ts';
import { splitText, type TextWord } from '../../search/splitText.ts';
import type { RequestContext } from '../context.ts';
import { beginsWith, isAnyOf } from './readSearch.ts';

/** Shorter words have too many others close by. */
const shortestCorrected = 4;
/** Each takes a look at all words that begin with its letter. */
const mostCorrected = 3;
/** What is near depends on how long a word is: two slips in "dental" make "detail". */
const [shortestWithWrongLetter, shortestWithTwoSlips] = [7, 9];

interface KnownWord {
  word: string;
  uses: number;
}

/** The question with each word that no record has, the first three, put as the closest one that some record has and the viewer may see; null when there is none to offer. */
export async function suggestText(context: RequestContext, question: Question): Promise<string | null> {
  const unknown = await unknownWords(context, question);
  if (unknown.length === 0) return null;
  const candidates = await wordsLike(context, unknown);
  let suggestion = question.text;
  // From the end, so that what is put in place moves nothing that is still to be replaced.
  for (const written of unknown.toReversed()) {
    const closest = closestWord(written.word, candidates);
    if (closest !== null) suggestion = suggestion.slice(0, written.start) + closest + suggestion.slice(written.end);
  }
  return suggestion === question.text ? null : suggestion;
}

/** Words of the question that stand in no record in any form, alone or joined to the next. Those with synonyms are spelt as meant. */
async function unknownWords({ db }: RequestContext, { text, clauses }: Question): Promise<TextWord[]> {
  const asked = clauses.filter(({ meaning }) => meaning === null);
  const terms = termsOf({ clauses: asked }).filter((term) => 'stem' in term);
  if (terms.length === 0) return [];
  const known = new Set((await db.selectFrom('search_word').select('stem').distinct().where(isAnyOf(terms)).execute()).map(({ stem }) => stem));
  const isKnown = (term: Term): boolean => !('stem' in term) || known.has(term.stem);
  const unknown = new Set(asked.filter(({ ways }) => !ways.some((way) => way.every(isKnown))).flatMap(({ ways }) => ways[0]!.flatMap((term) => ('stem' in term && !isKnown(term) ? [term.stem] : []))));
  return splitText(text).filter(({ stem, word }) => unknown.has(stem) && word.length >= shortestCorrected).slice(0, mostCorrected);
}

/** Words that begin with the same letter and are about as long as one of these. */
async function wordsLike({ db }: RequestContext, words: readonly TextWord[]): Promise<KnownWord[]> {
  const similar = words.map(({ word }) => sql<boolean>`(${beginsWith(word[0]!)} and length(search_word.word) between ${word.length - 2} and ${word.length + 2})`);
  const rows = await db.selectFrom('search_word').select('word').select((eb) => eb.fn.countAll().as('uses')).where(sql<boolean>`(${sql.join(similar, sql` or `)})`).groupBy('word').execute();
  return rows.map(({ word, uses }) => ({ word, uses: Number(uses) }));
}

/** Of the words with fewest slips, the one that most records have. */
function closestWord(word: string, candidates: readonly KnownWord[]): string | null {
  const [closest] = candidates
    .map((candidate) => ({ ...candidate, slips: slipsBetween(word, candidate.word) }))
    .filter(({ slips }) => slips <= (word.length < shortestWithTwoSlips ? 1 : 2))
    .sort((a, b) => a.slips - b.slips || b.uses - a.uses || (a.word < b.word ? -1 : 1));
  return closest?.word ?? null;
}

/** Letters left out, put in, exchanged or wrong. In a short word a wrong letter makes another word more often than a slip: "horses" are no houses. */
function slipsBetween(word: string, other: string): number {
  if (isExchanged(word, other)) return 1;
  const isWrongLetter = word.length === other.length && word.length < shortestWithWrongLetter;
  return isWrongLetter ? Infinity : distance(word, other);
}

/** Whether they are the same but for two neighbours that changed places. */
function isExchanged(word: string, other: string): boolean {
  const at = [...word].findIndex((letter, position) => letter !== other[position]);
  return at >= 0 && word.slice(0, at) + (word[at + 1] ?? '') + word[at] + word.slice(at + 2) === other;
}
