import { sql } from 'kysely';
import { readSpans } from '../../search/placeWords.ts';
import { readQuestion, termsOf, type Question, type Term } from '../../search/readQuestion.ts';
import { scoreRecord, type FieldWords } from '../../search/scoreRecord.ts';
import { shortenQuestion, type ShorterQuestion } from '../../search/shortenQuestion.ts';
import { searchKinds, type SearchField, type SearchKind } from '../../search/searchedTexts.ts';
import { shippedSynonyms } from '../../search/Synonyms.ts';
import type { RequestContext } from '../context.ts';
import type { FoundRecord, SearchFilter, SearchKindCount } from '../types/search.ts';
import { checkFilter } from './checkFilter.ts';
import { checkPage, type PageArgs } from './pageArgs.ts';
import { pageOf } from './pageOf.ts';
import type { Page } from './readPage.ts';
import { findOne } from './related.ts';
import { searchCondition } from './searchConditions.ts';

export interface Hit {
  kind: SearchKind;
  id: string;
  score: number;
  record: FoundRecord;
  question: Question;
}

export interface SearchPage extends Page<Hit> {
  question: Question;
  kindCounts: SearchKindCount[];
  /** What fewer of its words find. */
  withFewerWords: () => ShorterQuestion[];
}

export interface SearchRequest extends Pick<PageArgs, 'first' | 'after'> {
  text: string;
  kinds?: SearchKind[] | undefined;
  filter?: SearchFilter | undefined;
}

type Scored = Pick<Hit, 'kind' | 'id' | 'score'>;

/** A record that has any word of a question. */
interface Candidate {
  kind: SearchKind;
  id: string;
  fields: FieldWords[];
}

/** One page of the records that have every word of a question, or others for the same, the closest first. One statement finds and ranks them, one more a kind reads those of the page. */
export async function readSearch(context: RequestContext, { text, kinds, filter, ...page }: SearchRequest): Promise<SearchPage> {
  checkPage(page);
  const question = readQuestion(text, shippedSynonyms());
  const asked = checkFilter({ ...filter, ...(kinds && { kinds }) });
  const candidates = await readCandidates(context, question, asked);
  const scored = candidates.flatMap(({ kind, id, fields }) => {
    const score = scoreRecord(question.clauses, fields);
    return score === null ? [] : [{ kind, id, score }];
  });
  const isWanted = ({ kind }: Pick<Hit, 'kind'>): boolean => !asked.kinds || asked.kinds.includes(kind);
  const wanted = scored.filter(isWanted);
  const { rows, ...rest } = pageOf(wanted, page, `search ${question.text}`, ({ score, kind, id }) => [-score, searchKinds.indexOf(kind), id]);
  const counts = Map.groupBy(scored, ({ kind }) => kind);
  return {
    ...rest,
    rows: await withRecords(context, rows, question),
    question,
    kindCounts: searchKinds.map((kind) => ({ kind, count: counts.get(kind)?.length ?? 0 })),
    withFewerWords: () => shortenQuestion(question, candidates.filter(isWanted).map(({ fields }) => fields)),
  };
}

/** Every record of any kind within the filter that has any word asked for, with those words. */
async function readCandidates(context: RequestContext, question: Question, filter: SearchFilter): Promise<Candidate[]> {
  const fits = await searchCondition(context, filter);
  let query = context.db.selectFrom('search_word').selectAll('search_word').where(isAnyOf(termsOf(question)));
  if (fits) query = query.where(fits);
  const records = Map.groupBy(await query.execute(), ({ kind, recordId }) => `${kind}\n${recordId}`);
  return [...records.values()].map((rows) => ({ kind: rows[0]!.kind as SearchKind, id: rows[0]!.recordId, fields: fieldsOf(rows) }));
}

/**
 * The word has one of the stems, or begins with one of the beginnings. Each stem is a value of its own, and they are few: from a list
 * in one value PostgreSQL would join, and judge every word of the index by the rules of its record before that.
 */
export function isAnyOf(terms: readonly Term[]) {
  const ways = terms.map((term) => ('stem' in term ? sql<boolean>`search_word.stem = ${term.stem}` : beginsWith(term.prefix)));
  return sql<boolean>`(${sql.join(ways, sql` or `)})`;
}

/** Between the letters alone and the letters with the last character there is, which an index can answer. */
export function beginsWith(letters: string) {
  return sql<boolean>`(search_word.word >= ${letters} and search_word.word < ${`${letters}\u{10ffff}`})`;
}

interface WordRow {
  field: string;
  word: string;
  stem: string;
  positions: string;
  fieldLength: number;
}

function fieldsOf(rows: readonly WordRow[]): FieldWords[] {
  return [...Map.groupBy(rows, ({ field }) => field)].map(([field, words]) => ({ field: field as SearchField, length: words[0]!.fieldLength, words: words.map(({ word, stem, positions }) => ({ word, stem, spans: readSpans(positions) })) }));
}

/** The rows of a page, each with its record; without those withdrawn between the two statements. */
async function withRecords(context: RequestContext, rows: readonly Scored[], question: Question): Promise<Hit[]> {
  const records = await Promise.all(rows.map(({ kind, id }) => findOne<object>(context, kind, id)));
  return rows.flatMap((row, index) => (records[index] ? [{ ...row, question, record: { ...records[index], searchKind: row.kind, id: row.id } }] : []));
}
