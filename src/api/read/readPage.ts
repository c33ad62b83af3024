import { expressionBuilder, sql, type Kysely, type RawBuilder, type SelectQueryBuilder } from 'kysely';
import { hasLateral } from '../../db/hasLateral.ts';
import { inList, textsOf } from '../../db/inList.ts';
import { HubError } from '../../errors.ts';
import type { AnyRows, RequestContext } from '../context.ts';
import { loaderOfTable } from '../heldReadings.ts';
import { decodeCursor, encodeCursor, type Key, type KeyKind } from './cursor.ts';
import { readByKeptStatement } from './keptStatement.ts';
import { linkRows } from './linkRows.ts';
import { checkPage, type PageArgs } from './pageArgs.ts';

/** A table as a list: the columns it is sorted by, none of them ever empty, the last one unique. */
export interface List {
  table: keyof RequestContextTables;
  orderBy: readonly [...string[], 'id'];
  /** Sorted from the largest down, for what is read newest first. */
  descending?: true;
  /** A record may have very many of them, and an index in this order finds those of each. */
  isLong?: true;
}
type RequestContextTables = RequestContext['db'] extends Kysely<infer Rows> ? Rows : never;

/**
 * How a list hangs on the record it is asked of: by a column of its own, or through a link table or what linkRows.ts makes one, on whose
 * `side` the record stands.
 * `on` names the column of the list that the link's other side holds; its id, unless said.
 */
export type Parent = { id: string | number } & ({ column: string } | { link: string; side: 'owner' | 'target'; on?: string });

export type Query = SelectQueryBuilder<AnyRows, string, Record<string, unknown>>;
/** Narrows a list. Tables are named in full (`plan.kind`), since links may be joined. */
export type Where = (query: Query) => Query;

export interface Page<Row = unknown> {
  rows: Row[];
  cursorOf: (row: Row) => string;
  hasNextPage: boolean;
  count: () => Promise<number>;
}

interface Request {
  list: List;
  page: Pick<PageArgs, 'first' | 'after'>;
  /** Everything that `whereOf` depends on: lists asked with the same arguments are read together. */
  filter?: unknown;
  /** Worked out once for all that are read together, however many parents they hang on. */
  whereOf?: (reading: RequestContext) => Promise<Where | undefined>;
  parent?: Parent;
}

/** One page of a list. Asked of many parents at once, all their pages are read by one statement. */
export async function readPage<Row>(context: RequestContext, request: Request): Promise<Page<Row>> {
  const { list, page, parent } = request;
  checkPage(page);
  const name = nameOf(request);
  const rows = (await loaderOfTable(context, list.table, `page:${name}`, (reading, ids) => readPages(reading, request, ids)).load(String(parent?.id ?? ''))) as Row[];
  return {
    rows: rows.slice(0, page.first),
    hasNextPage: rows.length > page.first,
    cursorOf: (row) => encodeCursor(list.table, list.orderBy.map((column) => (row as Record<string, string | number>)[column]!)),
    count: () => loaderOfTable(context, list.table, `count:${name}`, (reading, ids) => countRows(reading, request, ids)).load(String(parent?.id ?? '')),
  };
}

/** Lists asked with the same arguments have the same name, whatever record they hang on. */
function nameOf({ list, page: { first, after }, filter, parent }: Request): string {
  const named = names.get(list) ?? JSON.stringify(list);
  names.set(list, named);
  const hangsOn = !parent ? '' : 'column' in parent ? parent.column : `${parent.link} ${parent.side} ${parent.on ?? 'id'}`;
  const narrowed = after === undefined && isEmpty(filter) ? '' : JSON.stringify([after, filter]);
  return `${named} ${hangsOn} ${first} ${narrowed}`;
}

const names = new WeakMap<List, string>();

function isEmpty(filter: unknown): boolean {
  for (const _ in filter as object | undefined) return false;
  return true;
}

async function readPages(context: RequestContext, request: Request, parentIds: readonly string[]): Promise<Record<string, unknown>[][]> {
  const { list, page, parent } = request;
  const columns = list.orderBy.map((column) => sql.ref(`${list.table}.${column}`));
  const order = orderOf(list, list.table);
  const db = context.db as unknown as Kysely<AnyRows>;
  const where = await request.whereOf?.(context);
  const after = page.after === undefined ? undefined : await placeNow(context, list, decodeCursor(page.after, list.table, list.orderBy.map((column) => kindOf(list, column))));
  const rowsFrom = (source: Source, isParent?: RawBuilder<unknown>): Query => {
    const query = filtered(source, { list, parent, where }, isParent);
    return after ? query.where(sql<boolean>`(${sql.join(columns)}) ${list.descending ? sql`<` : sql`>`} (${sql.join(after)})`) : query;
  };
  if (!parent) {
    const rows = await rowsFrom(db).selectAll(list.table).orderBy(order).limit(page.first + 1).execute();
    return parentIds.map(() => rows);
  }
  const areNumbers = typeof parent.id === 'number';
  const pagesOf = (ids: readonly string[]): Query => {
    if (list.isLong) return pageOfEach(db, list, { ids, areNumbers }, (source, isParent) => rowsFrom(source, isParent).orderBy(order).limit(page.first + 1));
    return numberedPages(db, { parentKey: parentColumn(list, parent), order, most: page.first + 1 }, (source) => rowsFrom(source, sql`in ${inList(areNumbers ? ids.map(Number) : ids)}`).selectAll(list.table));
  };
  const isAlwaysTheSame = !where && !after && typeof parent.id === 'string';
  const rows = isAlwaysTheSame ? await readByKeptStatement(context, `page:${nameOf(request)}`, parentIds, pagesOf) : await pagesOf(parentIds).execute();
  const byParent = Map.groupBy(rows, (row) => String(row.parentKey));
  return parentIds.map((id) => byParent.get(id) ?? []);
}

function orderOf({ orderBy, descending }: List, of: string): RawBuilder<unknown> {
  return sql.join(orderBy.map((column) => (descending ? sql`${sql.ref(`${of}.${column}`)} desc` : sql.ref(`${of}.${column}`))));
}

/** The pages of all parents at once: what a viewer may see is worked out once for all their rows, where a page for each would work it out for each. */
function numberedPages(db: Kysely<AnyRows>, { parentKey, order, most }: { parentKey: RawBuilder<unknown>; order: RawBuilder<unknown>; most: number }, rowsFrom: (source: Source) => Query): Query {
  const position = sql<number>`row_number() over (partition by ${parentKey} order by ${order})`;
  return db
    // Built within the statement, not from the door: what comes through the door twice is filtered twice.
    .selectFrom((within) => rowsFrom(within as unknown as Source).select([parentKey.as('parentKey'), position.as('position')]).as('numbered'))
    .selectAll()
    .where('position', '<=', most)
    .orderBy('parentKey')
    .orderBy('position') as unknown as Query;
}

/**
 * One page of each parent, read by itself: along an index in the order of the list no more rows are read than asked, where to number the
 * rows of all parents would read every one. SQLite has no tables that depend on those before them, so that there the ids are looked up first.
 */
function pageOfEach(db: Kysely<AnyRows>, list: List, { ids, areNumbers }: { ids: readonly string[]; areNumbers: boolean }, rowsFrom: (source: Source, isParent: RawBuilder<unknown>) => Query): Query {
  const isParent = areNumbers ? sql`= cast(parents.value as integer)` : sql`= parents.value`;
  // Built within the statement, not from the door: what comes through the door twice is filtered twice.
  const rowsOfOne = rowsFrom(expressionBuilder<AnyRows, string>() as unknown as Source, isParent);
  const parents = db.selectFrom(sql<{ value: string }>`${textsOf(ids)}`.as<'parents'>(sql`parents`)).select(sql<string>`parents.value`.as('parentKey')) as unknown as Query;
  const joined = (hasLateral(db) ? parents.crossJoinLateral(() => rowsOfOne.selectAll(list.table).as(list.table)) : parents.crossJoin(list.table)) as unknown as Query;
  const asked = hasLateral(db) ? joined : joined.where(sql<boolean>`${sql.ref(`${list.table}.id`)} in ${rowsOfOne.select(`${list.table}.id`)}`);
  return asked.selectAll(list.table).orderBy(sql`parents.value`).orderBy(orderOf(list, list.table));
}

/** Where a page begins. The line of a record is another when its file is read again with rows put in or taken out above it, so a cursor that tells one is only a name of its record. */
async function placeNow(context: RequestContext, { table, orderBy }: List, key: Key): Promise<Key> {
  if (!orderBy.includes('line')) return key;
  const row = await (context.db as unknown as Kysely<AnyRows>).selectFrom(table).select(orderBy.map((column) => `${table}.${column}`)).where(`${table}.id`, '=', key.at(-1)).executeTakeFirst();
  if (!row) throw new HubError('BAD_CURSOR', 'The record that the page before ended with is there for you no more, and those behind it may have moved. Ask for the list again from its beginning, without "after".');
  return orderBy.map((column) => row[column] as string | number);
}

const wholeNumbers: ReadonlySet<string> = new Set(['ageFrom', 'ageTo', 'harvestId', 'line', 'number', 'rank', 'score']);
/** Tables whose records are numbered rather than named. */
const numbered: ReadonlySet<string> = new Set(['harvest', 'issue', 'proposal_event']);

function kindOf({ table }: List, column: string): KeyKind {
  return wholeNumbers.has(column) || (column === 'id' && numbered.has(table)) ? 'integer' : 'string';
}

async function countRows(context: RequestContext, request: Request, parentIds: readonly string[]): Promise<number[]> {
  const where = await request.whereOf?.(context);
  const source = context.db as unknown as Source;
  if (!request.parent) {
    const query = filtered(source, { ...request, where });
    const rows = await query.select(sql<number>`count(*)`.as('n')).execute();
    return parentIds.map(() => Number(rows[0]!.n));
  }
  const ids = inList(typeof request.parent.id === 'number' ? parentIds.map(Number) : parentIds);
  const parentKey = sql<string>`${parentColumn(request.list, request.parent)}`;
  const rows = await filtered(source, { ...request, where }, sql`in ${ids}`).select([parentKey.as('parentKey'), sql<number>`count(*)`.as('n')]).groupBy(parentKey).execute();
  const counts = new Map(rows.map((row) => [String(row.parentKey), Number(row.n)]));
  return parentIds.map((id) => counts.get(id) ?? 0);
}

/** The door itself, or the inside of a statement that goes through it. */
type Source = Pick<Kysely<AnyRows>, 'selectFrom'>;

/** `isParent` is what follows the column that names a parent, and says which are asked of. */
function filtered(source: Source, { list, parent, where }: Pick<Request, 'list' | 'parent'> & { where: Where | undefined }, isParent?: RawBuilder<unknown>): Query {
  let query = source.selectFrom(list.table) as unknown as Query;
  if (parent && isParent && 'link' in parent) {
    const here = parent.side === 'owner' ? 'targetId' : 'ownerId';
    query = query.innerJoin(linkRows(parent.link, parent.side, isParent), `${parent.link}.${here}`, `${list.table}.${parent.on ?? 'id'}`) as unknown as Query;
  }
  if (parent && isParent) query = query.where(sql<boolean>`${parentColumn(list, parent)} ${isParent}`);
  return where ? where(query) : query;
}

function parentColumn(list: List, parent: Parent): RawBuilder<unknown> {
  if ('column' in parent) return sql.ref(`${list.table}.${parent.column}`);
  return sql.ref(`${parent.link}.${parent.side === 'owner' ? 'ownerId' : 'targetId'}`);
}
