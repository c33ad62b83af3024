import { sql, type Kysely } from 'kysely';
import { expect, test } from 'vitest';
import { publicViewer } from '../../../src/access/viewer.ts';
import { contextOf, type AnyRows, type RequestContext } from '../../../src/api/context.ts';
import { linkRows } from '../../../src/api/read/linkRows.ts';
import { readPage, type List, type Parent, type Query } from '../../../src/api/read/readPage.ts';
import { inList } from '../../../src/db/inList.ts';
import { rowRules } from '../../../src/hub.ts';
import { openTestHub, type PackageFiles } from '../../support/harvest.ts';
import { viewerOf } from '../../support/keys.ts';
import { randomFrom } from '../../support/random.ts';

const today = '2025-06-01';
const bodies = ['E06000016', 'E06000018', 'E10000021'];
const areas = [...bodies, ...Array.from({ length: 12 }, (_, n) => `ward-${n}`)];
const indicators = ['NI 117', 'NI 50'];

type Random = ReturnType<typeof randomFrom>;
const below = (random: Random, most: number): number => Math.floor(random() * most);
const oneOf = <One>(random: Random, all: readonly One[]): One => all[below(random, all.length)]!;
const someOf = <One>(random: Random, all: readonly One[]): One[] => all.filter(() => random() < 0.5);

/** Records that hang on others in every way there is; every third plan is its publisher's alone. */
function randomFiles(random: Random): PackageFiles {
  const rows = (header: string, count: number, row: (n: number) => string): string => [header, ...Array.from({ length: count }, (_, n) => n).filter(() => random() < 0.8).map(row)].join('\n');
  const plans = Array.from({ length: 9 }, (_, n) => `p${n}`);
  return {
    'areas.csv': `area_code,name,kind,parent_code\n${areas.filter((code) => code.startsWith('ward')).map((code) => `${code},${code},ward,E06000016`).join('\n')}`,
    'plans.csv': ['plan_ref,authority_codes,title,kind,coverage,embargo_until', ...plans.map((ref, n) => `${ref},${[...new Set(['E06000016', ...someOf(random, bodies)])].join(';')},Plan ${ref},cypp,partial,${n % 3 === 0 ? '2025-12-01' : ''}`)].join('\n'),
    'priorities.csv': ['plan_ref,priority_ref,title,kind,indicator_codes', ...Array.from({ length: 60 }, (_, n) => n).filter(() => random() < 0.8).map((n) => `${oneOf(random, plans)},${n},Priority ${n},priority,${someOf(random, indicators).join(';')}`)].join('\n'),
    'observations.csv': rows('indicator_code,area_code,period,value,breakdown', 300, (n) => `${oneOf(random, indicators)},${oneOf(random, areas)},CY${2000 + below(random, 4)},${n},group ${n}`),
    'inspections.csv': `inspection_ref,authority_code,title\n${bodies.slice(0, 1).map((code) => `i-${code},${code},Inspection`).join('\n')}`,
    'judgements.csv': rows('inspection_ref,area,area_code,grade,best_grade', 40, (n) => `i-E06000016,Area ${n},${oneOf(random, ['', ...areas])},${1 + below(random, 4)},4`),
  };
}

interface Asked {
  list: List;
  parents: readonly Parent[];
  where: string | undefined;
  page: { first: number; after?: string };
}

const orders: readonly { list: List; parentsOf: (random: Random, ids: (table: string) => readonly string[]) => Parent[] }[] = [
  { list: { table: 'observation', orderBy: ['indicatorCode', 'areaCode', 'periodTo', 'id'] }, parentsOf: (random) => (random() < 0.7 ? areas.map((id) => ({ id, column: 'areaCode' })) : [...indicators, 'none'].map((id) => ({ id, column: 'indicatorCode' }))) },
  { list: { table: 'observation', orderBy: ['periodTo', 'id'] }, parentsOf: () => areas.map((id) => ({ id, column: 'areaCode' })) },
  { list: { table: 'observation', orderBy: ['line', 'id'] }, parentsOf: () => [1, 2, 3, 4].map((id) => ({ id, column: 'harvestId' })) },
  { list: { table: 'priority', orderBy: ['line', 'id'] }, parentsOf: (_, ids) => ids('plan').map((id) => ({ id, column: 'planId' })) },
  { list: { table: 'priority', orderBy: ['title', 'id'] }, parentsOf: (random) => (random() < 0.5 ? bodies.map((id) => ({ id, link: 'plan_authority', side: 'target', on: 'planId' })) : indicators.map((id) => ({ id, link: 'priority_measure', side: 'target' }))) },
  { list: { table: 'plan', orderBy: ['title', 'id'] }, parentsOf: () => bodies.map((id) => ({ id, link: 'plan_authority', side: 'target' })) },
  { list: { table: 'indicator', orderBy: ['code', 'id'] }, parentsOf: (_, ids) => ids('priority').map((id) => ({ id, link: 'priority_measure', side: 'owner' })) },
  { list: { table: 'judgement', orderBy: ['area', 'id'] }, parentsOf: () => areas.map((id) => ({ id, link: 'judgement_place', side: 'target' })) },
];

/** The same by numbering all rows of all parents, as these pages were once read. */
async function numbered(context: RequestContext, { list, parents: [parent, ...others], where, page }: Asked): Promise<Map<string, { ids: string[]; count: number }>> {
  const ids = [parent!, ...others].map(({ id }) => id);
  const db = context.db as unknown as Kysely<AnyRows>;
  const isAsked = sql`in ${inList(ids as string[])}`;
  const [own, here] = 'link' in parent! && parent.side === 'owner' ? ['ownerId', 'targetId'] : ['targetId', 'ownerId'];
  const column = 'column' in parent! ? sql.ref(`${list.table}.${parent.column}`) : sql.ref(`${parent!.link}.${own}`);
  const order = sql.join(list.orderBy.map((name) => (list.descending ? sql`${sql.ref(`${list.table}.${name}`)} desc` : sql.ref(`${list.table}.${name}`))));
  let query = db.selectFrom(list.table).select([`${list.table}.id as id`, sql<string>`${column}`.as('parentKey'), sql<number>`row_number() over (partition by ${column} order by ${order})`.as('place')]);
  if ('link' in parent!) query = query.innerJoin(linkRows(parent.link, parent.side, isAsked), `${parent.link}.${here}`, `${list.table}.${parent.on ?? 'id'}`) as never;
  query = query.where(sql<boolean>`${column} ${isAsked}`).orderBy('place');
  if (where !== undefined) query = query.where(sql<boolean>`${sql.raw(where)}`);
  const rows = (await query.execute()) as unknown as { id: string; parentKey: string | number; place: number }[];
  const after = page.after === undefined ? undefined : String(JSON.parse(Buffer.from(page.after, 'base64url').toString()).at(-1));
  const keyed = after === undefined ? null : ((await sql<Record<string, unknown>>`select * from ${sql.table(list.table)} where id = ${after}`.execute(db)).rows[0] as Record<string, unknown>);
  const all = (await sql<Record<string, unknown>>`select * from ${sql.table(list.table)}`.execute(db)).rows;
  const byId = new Map(all.map((row) => [String(row.id), row]));
  const isAfter = (id: string): boolean => {
    if (keyed === null) return true;
    for (const name of list.orderBy) {
      const [one, other] = [byId.get(id)![name], keyed[name]] as [string | number, string | number];
      if (one !== other) return list.descending ? one < other : one > other;
    }
    return false;
  };
  return new Map(ids.map((id) => {
    const own = rows.filter((row) => String(row.parentKey) === String(id)).map((row) => row.id);
    return [String(id), { ids: own.filter(isAfter), count: own.length }];
  }));
}

test('pages of many parents, each read by itself or all numbered, hold what numbering all rows gives, whatever the order, filter, cursor and viewer', async () => {
  const random = randomFrom(41);
  const { hub, harvestFiles, rows } = await openTestHub();
  for (let time = 0; time < 2; time += 1) expect((await harvestFiles(randomFiles(random))).status).toBe('harvested');
  expect(await rows('select 1 from observation where withdrawn_on is not null limit 1')).toHaveLength(1);
  const idsOf = new Map(await Promise.all(['plan', 'priority'].map(async (table) => [table, (await rows<{ id: string }>(`select id from ${table} order by id`)).map(({ id }) => id)] as const)));
  const door = { rows: hub.rows, rules: rowRules, acts: hub.acts, now: hub.harvesting.now };
  const viewers = [publicViewer(today), viewerOf('publisher', { body: 'E06000016', today })];
  let [cursors, pages] = [0, 0];
  const differs = new Set<string>();
  for (let round = 0; round < 240; round += 1) {
    const { list: plain, parentsOf } = orders[round % orders.length]!;
    // Either way of reading must give the same, of whatever list.
    const list: List = { ...plain, ...(random() < 0.3 && { descending: true }), ...(random() < 0.7 && { isLong: true }) };
    const parents = parentsOf(random, (table) => idsOf.get(table)!);
    const where = random() < 0.4 ? `${list.table}.id like '%${below(random, 10)}%'` : undefined;
    const first = 1 + below(random, 6);
    const viewer = oneOf(random, viewers);
    const ask = async (page: Asked['page']): Promise<string | undefined> => {
      const context = contextOf(door, viewer);
      const whereOf = where === undefined ? async () => undefined : async () => (query: Query) => query.where(sql<boolean>`${sql.raw(where)}`);
      const found = await Promise.all(parents.map((parent) => readPage<{ id: string }>(context, { list, page, parent, filter: where, whereOf })));
      const counts = await Promise.all(found.map(({ count }) => count()));
      const expected = await numbered(context, { list, parents, where, page });
      expect(found.map((one, index) => [parents[index]!.id, one.rows.map(({ id }) => id), one.hasNextPage, counts[index]]), JSON.stringify({ list, where, page })).toEqual(parents.map(({ id }) => {
        const { ids, count } = expected.get(String(id))!;
        return [id, ids.slice(0, first), ids.length > first, count];
      }));
      pages += found.filter((one) => one.rows.length > 0).length;
      if (list.table === 'plan' && where === undefined) differs.add(String(counts));
      const going = found.filter(({ hasNextPage }) => hasNextPage);
      const next = going.length > 0 ? oneOf(random, going) : undefined;
      return next?.cursorOf(next.rows.at(-1)!);
    };
    const after = await ask({ first });
    if (after === undefined) continue;
    cursors += 1;
    await ask({ first, after });
  }
  // That it tried what it is about.
  expect([cursors > 100, pages > 1_000, differs.size]).toEqual([true, true, viewers.length]);
});
