import DataLoader from 'dataloader';
import { sql, type Kysely } from 'kysely';
import { HubError } from '../../../errors.ts';
import { cellsOf, type StoredValue } from '../../../harvest/package/cellsOf.ts';
import { targetsOf, type Target } from '../../../harvest/package/columnTargets.ts';
import { packageFiles, tablesReferredTo, type PackageFile } from '../../../harvest/package/packageFiles.ts';
import { inList } from '../../../db/inList.ts';
import { loaderOf, type AnyRows, type RequestContext } from '../../context.ts';
import type { PackageRow, SourceType } from '../../types/source.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { checkNumber } from '../checkFilter.ts';
import { checkPage, type PageArgs } from '../pageArgs.ts';
import type { Page, Query } from '../readPage.ts';
import { identifiedRows, ofSource, seenColumn } from './rowsOfSources.ts';

export interface RowsAsked extends Pick<PageArgs, 'first' | 'after'> {
  noun: string;
  changedAfter?: number;
}

export interface PackageRowPage extends Page<PackageRow> {
  columns: string[];
}

/** One page of a source's records of a noun, as the rows of the data package that say the same. Asked of many sources at once, they are read together. */
export async function readPackageRows(context: RequestContext, source: SourceType, asked: RowsAsked): Promise<PackageRowPage> {
  checkPage(asked);
  checkNumber('changedAfter', asked.changedAfter, { least: 0 });
  const file = fileOf(asked.noun);
  const name = JSON.stringify([asked.noun, asked.changedAfter, asked.first, asked.after]);
  const rows = await loaderOf(context, `package rows:${name}`, () => new DataLoader((sources: readonly SourceType[]) => readRows(context, file, asked, sources))).load(source);
  return {
    columns: targetsOf(file).map(({ field }) => field.name),
    rows: rows.slice(0, asked.first),
    hasNextPage: rows.length > asked.first,
    cursorOf: ({ id }) => encodeCursor(listName(file), [id]),
    count: () => loaderOf(context, `package row count:${name}`, () => new DataLoader((sources: readonly SourceType[]) => countRows(context, file, asked, sources))).load(source),
  };
}

function fileOf(noun: string): PackageFile {
  const file = packageFiles.find(({ name }) => name === noun);
  if (!file) throw new HubError('BAD_ARGUMENT', `noun is "${noun.slice(0, 60)}". Allowed: ${packageFiles.map(({ name }) => name).join(', ')}.`);
  return file;
}

function listName({ name }: PackageFile): string {
  return `rows of ${name}`;
}

async function readRows(context: RequestContext, file: PackageFile, asked: RowsAsked, sources: readonly SourceType[]): Promise<PackageRow[][]> {
  const [after] = asked.after === undefined ? [] : decodeCursor(asked.after, listName(file), ['string']);
  const columns = targetsOf(file).filter(({ linkTable }) => linkTable === undefined);
  const parts = sources.map((source) => {
    const query = changedAfter(file, asked, ofSource(file, source)(identifiedRows(file)))
      .select([sql.ref(`${file.table}.harvest_id`).as('harvest'), ...columns.map((target, index) => seenColumn(file, target).as(`c${index}`))])
      .orderBy(sql`${sql.ref(`${file.table}.id`)}`)
      .limit(asked.first + 1) as unknown as Query;
    return after === undefined ? query : query.where(sql<boolean>`${sql.ref(`${file.table}.id`)} > ${after}`);
  });
  const found = await together(context, parts).orderBy('id').execute();
  const links = await readLinks(context, file, found.map(({ id }) => String(id)));
  const bySource = Map.groupBy(found, ({ sourceId }) => sourceId);
  return sources.map(({ id, publisherCode }) =>
    (bySource.get(id) ?? []).map((row) => {
      const record = { columns: Object.fromEntries(columns.map(({ column }, index) => [column, row[`c${index}`] as StoredValue])), links: links.get(String(row.id)) ?? new Map<string, string[]>() };
      return { id: String(row.id), hash: String(row.hash), harvest: Number(row.harvest), file: String(row.file), line: Number(row.line), cells: cellsOf(file, publisherCode, record) };
    }),
  );
}

function changedAfter({ table }: PackageFile, asked: RowsAsked, query: Query): Query {
  return asked.changedAfter === undefined ? query : query.where(sql<boolean>`${sql.ref(`${table}.harvest_id`)} > ${asked.changedAfter}`);
}

/** Rows of each part, by one statement through the door. */
function together({ db }: RequestContext, parts: readonly Query[]) {
  const anyRows = db as unknown as Kysely<AnyRows>;
  const [first, ...others] = parts.map((part) => anyRows.selectFrom(part.as('part')).selectAll());
  return others.reduce((all, each) => all.unionAll(each), first!);
}

async function countRows(context: RequestContext, file: PackageFile, asked: RowsAsked, sources: readonly SourceType[]): Promise<number[]> {
  const parts = sources.map((source) => changedAfter(file, asked, ofSource(file, source)(identifiedRows(file))));
  const all = (context.db as unknown as Kysely<AnyRows>).selectFrom(together(context, parts).as('part'));
  const counts = await all.select(['sourceId', sql<number>`count(*)`.as('n')]).groupBy('sourceId').execute();
  const bySource = new Map(counts.map((row) => [row.sourceId, Number(row.n)]));
  return sources.map(({ id }) => bySource.get(id) ?? 0);
}

/** What the lists of references of these records name, by record and field: of the publisher's own records only those that the viewer sees. */
async function readLinks(context: RequestContext, file: PackageFile, ids: readonly string[]): Promise<Map<string, Map<string, string[]>>> {
  const found = new Map<string, Map<string, string[]>>();
  for (const target of ids.length === 0 ? [] : targetsOf(file).filter(({ linkTable }) => linkTable !== undefined)) {
    for (const { ownerId, targetId } of await linksOf(context, target, ids)) {
      const fields = found.get(ownerId) ?? new Map<string, string[]>();
      found.set(ownerId, fields.set(target.field.name, [...(fields.get(target.field.name) ?? []), targetId]));
    }
  }
  return found;
}

function linksOf({ db }: RequestContext, { field, linkTable, isOwn }: Target, ids: readonly string[]): Promise<{ ownerId: string; targetId: string }[]> {
  const links = (db as unknown as Kysely<AnyRows>).selectFrom(linkTable!);
  const seen = isOwn ? links.innerJoin(`${tablesReferredTo(field.references!)[0]} as seen`, 'seen.id', `${linkTable}.targetId`) : links;
  return (seen as typeof links)
    .select([sql<string>`${sql.ref(`${linkTable}.ownerId`)}`.as('ownerId'), sql<string>`${sql.ref(`${linkTable}.targetId`)}`.as('targetId')])
    .where(sql<boolean>`${sql.ref(`${linkTable}.ownerId`)} in ${inList(ids)}`)
    .execute();
}
