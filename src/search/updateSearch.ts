import { createHash } from 'node:crypto';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Writer } from '../db/Database.ts';
import { inList } from '../db/inList.ts';
import { columnsOf, searchedTexts, searchKinds, type SearchKind } from './searchedTexts.ts';
import { placeWords, writeSpans } from './placeWords.ts';
import { splitText } from './splitText.ts';
import { shippedSynonyms } from './Synonyms.ts';

export interface SearchUpdate {
  /** Records whose words were read, because they or the way words are read changed. */
  read: number;
  forgotten: number;
}

/** Moves by hand when the code splits or stems words differently. */
const splittingVersion = '3';
/** Everything that decides what the index holds of a record: one read under another version is read again. */
const indexVersion = createHash('sha256').update(JSON.stringify([splittingVersion, searchedTexts, shippedSynonyms().version])).digest('base64url').slice(0, 22);

/** Words take many times the room of the record they stand in, so they are never there for all records at once. */
const recordsAtOnce = 500;

/** Within a transaction of its caller's. */
type Writing = Pick<Writer, 'db' | 'load'>;

/**
 * Brings the index to what the records say now, within the caller's transaction: reads again only what changed. Where only one source can
 * have changed it is named, and the records of all others are not looked through.
 */
export async function updateSearch({ db, load }: Writing, sourceId?: string): Promise<SearchUpdate> {
  const update: SearchUpdate = { read: 0, forgotten: 0 };
  for (const kind of searchKinds) {
    const changed = await sql<TextRow>`${changedRecords(kind, columnsOf(kind).map(([, column]) => column), sourceId)} order by t.id`.execute(db);
    const gone = await sql<{ id: string }>`${goneRecords(kind, sourceId)}`.execute(db);
    await forget(db, kind, [...changed.rows, ...gone.rows].map(({ id }) => id));
    for (let start = 0; start < changed.rows.length; start += recordsAtOnce) await store(load, kind, changed.rows.slice(start, start + recordsAtOnce));
    update.read += changed.rows.length;
    update.forgotten += gone.rows.length;
  }
  return update;
}

/** Whether the index differs from what the records say, found without writing. */
export async function isSearchStale(db: Kysely<unknown>): Promise<boolean> {
  for (const kind of searchKinds) {
    const { rows } = await sql`select 1 from (${changedRecords(kind, [])}) changed union all select 1 from (${goneRecords(kind)}) gone limit 1`.execute(db);
    if (rows.length > 0) return true;
  }
  return false;
}

type TextRow = { id: string; content_hash: string } & Record<string, string | null>;

function changedRecords(kind: SearchKind, columns: readonly string[], sourceId?: string): RawBuilder<TextRow> {
  const wanted = ['id', 'content_hash', ...columns].map((column) => sql.ref(`t.${column}`));
  return sql`select ${sql.join(wanted)} from ${sql.table(kind)} t left join search_record s on s.kind = ${kind} and s.record_id = t.id
    where t.withdrawn_on is null and (s.record_id is null or s.content_hash <> t.content_hash or s.index_version <> ${indexVersion})${ofSource(sourceId)}`;
}

/** Records are withdrawn and never removed, so one that is gone is still there to be found. */
function goneRecords(kind: SearchKind, sourceId?: string): RawBuilder<{ id: string }> {
  return sql`select t.id from ${sql.table(kind)} t
    where t.withdrawn_on is not null${ofSource(sourceId)} and exists (select 1 from search_record s where s.kind = ${kind} and s.record_id = t.id)`;
}

function ofSource(sourceId: string | undefined): RawBuilder<unknown> {
  return sourceId === undefined ? sql`` : sql` and t.source_id = ${sourceId}`;
}

async function forget(db: Kysely<unknown>, kind: SearchKind, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  for (const table of ['search_word', 'search_record']) await sql`delete from ${sql.table(table)} where kind = ${kind} and record_id in ${inList(ids)}`.execute(db);
}

async function store(load: Writer['load'], kind: SearchKind, records: readonly TextRow[]): Promise<void> {
  const words = records.flatMap((record) => columnsOf(kind).flatMap(([field, column]) => wordRows([kind, record.id, field], record[column] ?? '')));
  await load('search_word', ['kind', 'record_id', 'field', 'word', 'stem', 'positions', 'field_length'], words);
  await load('search_record', ['kind', 'record_id', 'content_hash', 'index_version'], records.map(({ id, content_hash }) => [kind, id, content_hash, indexVersion]));
}

/** One row for each word of a text and each meaning in it, however often it stands there. */
function wordRows(place: readonly string[], text: string): unknown[][] {
  const words = splitText(text);
  return placeWords(words, shippedSynonyms()).map(({ word, stem, spans }) => [...place, word, stem, writeSpans(spans), words.length]);
}
