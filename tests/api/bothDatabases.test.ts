import { sql } from 'kysely';
import { getNamedType, isEnumType, print, separateOperations } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildHubSchema } from '../../src/api/schema.ts';
import { refreshDuplicates, refreshOverlaps, type Hub } from '../../src/hub.ts';
import { apiOver, openSeededHub, type TestApi } from '../support/api.ts';
import { databaseKind } from '../support/database.ts';
import { queryAlong } from '../support/everyField.ts';
import { savedOperations } from '../support/savedOperations.ts';

const schema = await buildHubSchema();
const rowsOfPage = 60;
/** A page of every field a level down is dearer than anybody may ask for. */
const limits = { maxCost: 1e12, maxDepth: 30, maxTokens: 1e6, maxAliases: 10_000 };
/** What lists that need to be told something are asked with. */
const needed: Readonly<Record<string, string>> = { 'search.text': '"children"', 'exceptions.authority': '"E06000016"', 'servicesNear.latitude': '52.6', 'servicesNear.longitude': '-1.1' };

/** Lists that the public is refused, alike on both. */
const forHolders = new Set(['accessKeys', 'auditEntries']);

/** Every list of the root, in each order that it has. */
const rootLists = Object.values(schema.getQueryType()!.getFields()).flatMap(({ name: list, args, type }) => {
  if (!['first', 'after'].every((paging) => args.some(({ name }) => name === paging))) return [];
  const orderBy = args.find(({ name }) => name === 'orderBy')?.type;
  const orders = isEnumType(orderBy) ? orderBy.getValues().map(({ name }) => name) : [undefined];
  return orders.map((order) => ({ list, order, connection: getNamedType(type).name }));
});

/** The first page of a list, with every field of each row and of what hangs on it. */
function firstPage(list: string, order?: string): string {
  return queryAlong(schema, [list], { values: argumentsOf(list, order, null) }, { levels: 2 });
}

/** The page after a cursor, with every field of each row alone. */
function nextPage(list: string, order: string | undefined, after: string): string {
  return queryAlong(schema, [list, 'nodes'], { values: argumentsOf(list, order, after) }, { levels: 1 });
}

function argumentsOf(list: string, order: string | undefined, after: string | null): Record<string, string> {
  return { ...needed, [`${list}.first`]: String(rowsOfPage), [`${list}.after`]: JSON.stringify(after), ...(order !== undefined && { [`${list}.orderBy`]: order }) };
}

/** When a hub read and wrote something is its own. That it did, and how it says so, is not. */
const timesOfWork = /^(\w+_)?(startedAt|finishedAt|lastReadAt|lastSuccessAt|committedAt|firstSeen|lastSeen)$/;
const dayOfWork = /^Read on \d{4}-\d{2}-\d{2}/;
const withoutTimesOfWork = (answer: unknown): unknown => JSON.parse(JSON.stringify(answer), (key, value: unknown) => (typeof value !== 'string' ? value : timesOfWork.test(key) ? value.replaceAll(/\d/g, '0') : value.replace(dayOfWork, 'Read on a day')));

describe.runIf(databaseKind === 'postgres')('SQLite and PostgreSQL, seeded alike, give the same answer to the last value', () => {
  const hubs: Hub[] = [];
  let apis: TestApi[];

  beforeAll(async () => {
    for (const kind of ['sqlite', 'postgres'] as const) {
      const hub = await openSeededHub(kind);
      hubs.push(hub);
      await refreshOverlaps(hub);
      await refreshDuplicates(hub);
    }
    apis = await Promise.all(hubs.map((hub) => apiOver(hub, { today: '2026-01-15', schema, limits })));
  });
  afterAll(async () => {
    for (const hub of hubs) await hub.close();
  });

  async function bothAnswers(query: string, variables: Record<string, unknown> = {}) {
    const [onSqlite, onPostgres] = await Promise.all(apis.map(async (api) => {
      const { data, errors } = await api.query(query, variables);
      return withoutTimesOfWork({ data: data as unknown, errors }) as { data: Record<string, Record<string, Record<string, unknown>>> | null; errors: unknown[] };
    }));
    return { onSqlite: onSqlite!, onPostgres: onPostgres! };
  }

  test.each(savedOperations)('to the saved operation $name', async ({ name, document, otherVariables }) => {
    // One file holds two, of which each is asked for itself.
    const text = print(separateOperations(document)[name]!);
    for (const variables of [{}, otherVariables]) {
      const { onSqlite, onPostgres } = await bothAnswers(text, variables);
      expect(onSqlite.errors).toEqual([]);
      expect(onPostgres).toEqual(onSqlite);
    }
  });

  test.each(rootLists)('to the list $list (order: $order), and to its second page', async ({ list, order, connection }) => {
    const { onSqlite, onPostgres } = await bothAnswers(firstPage(list, order));
    expect(onSqlite.errors.length).toBe(forHolders.has(list) ? 1 : 0);
    expect(onPostgres).toEqual(onSqlite);
    const after = onSqlite.data?.[list]?.[`${connection}_pageInfo`]?.['PageInfo_endCursor'];
    // Of these there are more than one page.
    if (['plans', 'priorities', 'observations'].includes(list)) expect(after).toEqual(expect.any(String));
    if (typeof after !== 'string') return;
    const second = await bothAnswers(nextPage(list, order, after));
    expect(second.onPostgres).toEqual(second.onSqlite);
  });

  test('or it is noticed, were it one word', async () => {
    await sql`update theme set label = 'Looked after children' where code = 'LAC'`.execute(hubs[1]!.stored);
    const { onSqlite, onPostgres } = await bothAnswers(firstPage('themes'));
    expect(onPostgres).not.toEqual(onSqlite);
  });
});
