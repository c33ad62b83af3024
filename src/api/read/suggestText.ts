import { sql } from 'kysely';
import { distance } from 'fastest-levenshtein';
import { termsOf, type Question, type Term } from '../../search/readQuestion.ts';
import { splitText, type TextWord } from '../../search/splitText.ts';
import type { RequestContext } from '../context.ts';
import { beginsWith, isAnyOf } from './readSearch.ts';

/** Shorter words have too many others close by. */
const shortestCorrected = 4;

interface KnownWord {
  word: string;
  uses: number;
}

/** The question with each word that no record has put as the closest one that some record has and the viewer may see; null when there is none to offer. */
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
  return splitText(text).filter(({ stem, word }) => unknown.has(stem) && word.length >= shortestCorrected);
}

/** Words that begin with the same letter and are about as long as one of these. */
async function wordsLike({ db }: RequestContext, words: readonly TextWord[]): Promise<KnownWord[]> {
  const similar = words.map(({ word }) => sql<boolean>`(${beginsWith(word[0]!)} and length(search_word.word) between ${word.length - 2} and ${word.length + 2})`);
  const rows = await db.selectFrom('search_word').select('word').select((eb) => eb.fn.countAll().as('uses')).where(sql<boolean>`(${sql.join(similar, sql` or `)})`).groupBy('word').execute();
  return rows.map(({ word, uses }) => ({ word, uses: Number(uses) }));
}

/** Of the words with fewest letters wrong (two at most, in a word of four letters one), the one that most records have. */
function closestWord(word: string, candidates: readonly KnownWord[]): string | null {
  const most = word.length > 4 ? 2 : 1;
  const [closest] = candidates
    .map((candidate) => ({ ...candidate, wrong: distance(word, candidate.word) }))
    .filter(({ wrong }) => wrong <= most)
    .sort((a, b) => a.wrong - b.wrong || b.uses - a.uses || (a.word < b.word ? -1 : 1));
  return closest?.word ?? null;
}
