import { sql, type Kysely } from 'kysely';
import { inList } from '../../db/inList.ts';
import type { AnyRows, RequestContext } from '../context.ts';
import { loaderOfTable } from '../heldReadings.ts';
import { readByKeptStatement } from './keptStatement.ts';
import { linkRows } from './linkRows.ts';
import { largestPage } from './pageArgs.ts';
import { readPage, type List, type Parent } from './readPage.ts';
import { mostWithoutPages, tooManyRows } from './shortLists.ts';

const none = Promise.resolve(null);

/** The record with this id, or null when there is none, or none this viewer may see. One statement for all asked at once. */
export function findOne<Row>(context: RequestContext, table: string, id: string | number | null | undefined): Promise<Row | null> {
  if (id === null || id === undefined) return none;
  const loader = loaderOfTable(context, table, `one:${table}`, (reading, ids) => readByIds(reading, table, ids, typeof id === 'number'));
  return loader.load(String(id)) as Promise<Row | null>;
}

/** The records with these ids, in their order, without those that there are none of or that this viewer may not see. */
export async function findAllOf<Row>(context: RequestContext, table: string, ids: readonly string[]): Promise<Row[]> {
  const found = await Promise.all(ids.map((id) => findOne<Row>(context, table, id)));
  return found.filter((row) => row !== null);
}

interface Link {
  table: string;
  through: string;
  from: 'owner' | 'target';
  /** For records with references such as R2 and R10, which do not sort as text. */
  asListed?: true;
}

/** The few records tied to one record through a link table, sorted by id, or as their publisher lists them; refused where there are far too many. For lists that are short by nature: the authorities of a plan, the themes of a service. */
export async function findLinked<Row>(context: RequestContext, link: Link, id: string): Promise<Row[]> {
  const loader = loaderOfTable(context, link.table, `linked:${link.through}:${link.from}:${link.table}`, (reading, ids) => readLinked(reading, link, ids));
  const rows = (await loader.load(id)) as Row[];
  if (rows.length > mostWithoutPages) throw tooManyRows(link.through, id);
  return rows;
}

/** The few records that name one record as their own, in the order of their list; refused where there are far too many. For lists that are short by nature: the outcomes of a plan. */
export async function findChildren<Row>(context: RequestContext, list: List, parent: Parent): Promise<Row[]> {
  const rows = await readChildren<Row>(context, list, parent, mostWithoutPages);
  if (rows.length > mostWithoutPages) throw tooManyRows(list.table, parent.id);
  return rows;
}

/** All the records that hang on one record, however many, in the order of their list: to work something out from, not to be listed. */
export function findAllChildren<Row>(context: RequestContext, list: List, parent: Parent): Promise<Row[]> {
  return readChildren(context, list, parent, Infinity);
}

/** Page by page, until there are no more, or more than the most. */
async function readChildren<Row>(context: RequestContext, list: List, parent: Parent, most: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (let after: string | undefined; ; ) {
    const page = await readPage<Row>(context, { list, parent, page: { first: largestPage, ...(after !== undefined && { after }) } });
    rows.push(...page.rows);
    if (!page.hasNextPage || rows.length > most) return rows;
    after = page.cursorOf(page.rows.at(-1)!);
  }
}

async function readByIds(context: RequestContext, table: string, ids: readonly string[], areNumbers: boolean): Promise<unknown[]> {
  const withIds = (wanted: readonly string[] | readonly number[]) => anyRows(context).selectFrom(table).selectAll().where(sql<boolean>`${sql.ref(`${table}.id`)} in ${inList(wanted)}`);
  const rows = areNumbers ? await withIds(ids.map(Number)).execute() : await readByKeptStatement(context, `one:${table}`, ids, withIds);
  const byId = new Map(rows.map((row) => [String(row.id), row]));
  return ids.map((id) => byId.get(id) ?? null);
}

async function readLinked(context: RequestContext, { table, through, from, asListed }: Link, ids: readonly string[]): Promise<unknown[][]> {
  const [own, other] = from === 'owner' ? ['ownerId', 'targetId'] : ['targetId', 'ownerId'];
  const owner = sql<string>`${sql.ref(`${through}.${own}`)}`;
  const order = sql.join((asListed ? ['sourceId', 'line', 'id'] : ['id']).map((column) => sql.ref(`${table}.${column}`)));
  const tiedTo = (wanted: readonly string[]) =>
    anyRows(context)
      // Built within the statement, not from the door: what comes through the door twice is filtered twice.
      .selectFrom((within) =>
        within
          .selectFrom(linkRows(through, from, sql`in ${inList(wanted)}`))
          .innerJoin(table, `${table}.id`, `${through}.${other}`)
          .selectAll(table)
          .select([owner.as('parentKey'), sql<number>`row_number() over (partition by ${owner} order by ${order})`.as('position')])
          .where(sql<boolean>`${owner} in ${inList(wanted)}`)
          .as('ranked'),
      )
      .selectAll()
      .where('position', '<=', mostWithoutPages + 1)
      .orderBy('parentKey')
      .orderBy('position');
  const rows = await readByKeptStatement(context, `linked:${JSON.stringify([table, through, own, asListed])}`, ids, tiedTo);
  const byParent = Map.groupBy(rows, (row) => row.parentKey as string);
  return ids.map((id) => byParent.get(id) ?? []);
}

function anyRows(context: RequestContext): Kysely<AnyRows> {
  return context.db as unknown as Kysely<AnyRows>;
}
