import { getNamedType, isObjectType, visit, parse, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildHubSchema } from '../../src/api/schema.ts';
import type { RequestContext } from '../../src/api/context.ts';
import type { Hub } from '../../src/hub.ts';
import { apiOver, openSeededHub, type TestApi } from '../support/api.ts';

let hub: Hub;
let api: TestApi;
beforeAll(async () => {
  hub = await openSeededHub();
  api = await apiOver(hub);
});
afterAll(() => hub.close());

/** Fields that may read: every one whose type is an object, on the path from the root; a count reads once more. */
function readingPaths(schema: GraphQLSchema, text: string): number {
  let paths = 0;
  const types: (GraphQLObjectType | null)[] = [schema.getQueryType() ?? null];
  visit(parse(text), {
    Field: {
      enter(field) {
        const parent = types.at(-1);
        const definition = parent?.getFields()[field.name.value];
        const type = definition && getNamedType(definition.type);
        types.push(isObjectType(type) ? type : null);
        const isPartOfPage = ['nodes', 'edges', 'node', 'pageInfo'].includes(field.name.value) && /(Connection|Edge)$/.test(parent?.name ?? '');
        if (field.name.value === 'totalCount' || (isObjectType(type) && !isPartOfPage)) paths += 1;
      },
      leave: () => void types.pop(),
    },
  });
  return paths;
}

/** The region in the filter of the walk is looked up once, and then its authorities. */
const codeChecks = 2;

const walk = `query Walk($authorities: Int!, $rows: Int!) {
  region(code: "E12000004") {
    authorities(first: $authorities) {
      totalCount
      nodes {
        name
        region { name }
        neighbours { name }
        plans(first: $rows) {
          totalCount
          nodes {
            title
            authorities { name }
            supersedes { title }
            supersededBy { title }
            outcomes { title priorities(first: 2) { nodes { title } } }
            priorities(first: $rows, filter: { region: "E12000004" }) {
              totalCount
              nodes { title plan { title } outcome { title } authorities { name } statedThemes { code } indicators { code } }
            }
          }
        }
        services(first: $rows) { nodes { name themes { code } areas { name } openToResidentsOf { name } authorities { name } places { name service { name } } costs { amount } terms { label theme { label } } capacities { maximum } } }
        observations(first: $rows, filter: { latest: true }) { nodes { value area { name } authority { name } indicator { title themes { label } } } }
      }
    }
  }
}`;

const walkOfUseAndMoney = `query Walk($authorities: Int!, $rows: Int!) {
  region(code: "E12000004") {
    populations(first: $rows) { nodes { persons } }
    authorities(first: $authorities) {
      nodes {
        plans(first: $rows) { nodes { links(first: $rows) { totalCount nodes { relatedTitle plan { title } related { title } } } linkedFrom(first: $rows) { nodes { relation plan { title } } } } }
        groups(first: $rows) { nodes { meetings(first: $rows) { totalCount nodes { item group { name } } } } }
        services(first: $rows) { nodes { use(first: $rows) { nodes { users } } budgets(first: $rows) { nodes { amount } } } }
        populations(first: $rows, filter: { latest: true }) { nodes { persons area { name } authority { name } } }
        serviceUseAsHome(first: $rows, filter: { crossBoundary: true }) { nodes { users service { name } homeArea { name } placeArea { name } homeAuthority { name } placeAuthority { name } } }
        serviceUseAsPlace(first: $rows) { nodes { users } }
        budgets(first: $rows) { nodes { amount authorities { name } themes { label budgets(first: 2) { nodes { amount } } } service { name } } }
      }
    }
  }
}`;

describe('a query that walks the catalogue', () => {
  test('runs at most one statement per path, and one more per count, however many rows it returns', async () => {
    const few = await api.query(walk, { authorities: 2, rows: 2 });
    const many = await api.query(walk, { authorities: 11, rows: 5 });
    expect([few.errors, many.errors]).toEqual([[], []]);
    expect(many.statements).toBeLessThanOrEqual(readingPaths(api.schema, walk) + codeChecks);
    expect(many.data.region.authorities.nodes.length).toBeGreaterThan(few.data.region.authorities.nodes.length);
    expect(many.statements).toBeLessThanOrEqual(few.statements + 3);
  });

  test('so does one through populations, links, use, money and meetings', async () => {
    const { errors, data, statements } = await api.query(walkOfUseAndMoney, { authorities: 11, rows: 5 });
    expect(errors).toEqual([]);
    expect(data.region.authorities.nodes.flatMap((authority: { budgets: { nodes: object[] } }) => authority.budgets.nodes)).not.toEqual([]);
    expect(statements).toBeLessThanOrEqual(readingPaths(api.schema, walkOfUseAndMoney));
  });

  test('takes two statements for where everything came from, however many records are asked', async () => {
    const answer = await api.query('{ priorities(first: 200) { nodes { provenance { firstSeen lastSeen file line publisher { name } source { title licence } harvest { status } } } } }');
    expect(answer.data.priorities.nodes).toHaveLength(200);
    expect(answer.statements).toBe(3);
  });

  test('is caught when one of its resolvers reads row by row', async () => {
    const schema = await buildHubSchema();
    const priority = schema.getType('Priority') as GraphQLObjectType<{ planId: string }, RequestContext>;
    priority.getFields().plan!.resolve = ({ planId }, _, { db }) => db.selectFrom('plan').selectAll().where('id', '=', planId).executeTakeFirst();
    const naive = await apiOver(hub, { schema });
    const answer = await naive.query(walk, { authorities: 11, rows: 5 });
    expect(answer.errors).toEqual([]);
    expect(answer.statements).toBeGreaterThan(readingPaths(schema, walk) + codeChecks);
  });
});
