import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { getStitchedSchemaFromSupergraphSdl } from '@graphql-tools/federation';
import { composeServices } from '@theguild/federation-composition';
import { graphql, parse, type GraphQLSchema } from 'graphql';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from '../../src/api/createApi.ts';
import { createApp } from '../../src/api/createApp.ts';
import { buildHubSchema } from '../../src/api/schema.ts';
import { readConfig } from '../../src/config.ts';
import { rowRules, type Hub } from '../../src/hub.ts';
import { createLog } from '../../src/log.ts';
import { openSeededHub } from '../support/api.ts';

const hubTypes = readFileSync('schema/subgraph.graphql', 'utf8');

/** A second subgraph: what an inspectorate knows of an authority, whom it names by its code and nothing else. */
const inspectorateTypes = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@requires", "@shareable"])

  type Query {
    homes: HomeConnection!
  }
  type HomeConnection {
    nodes: [Home!]!
    pageInfo: PageInfo!
  }
  type PageInfo @shareable {
    hasNextPage: Boolean!
    hasPreviousPage: Boolean!
    startCursor: String
    endCursor: String
  }
  type Home {
    name: String!
    authority: Authority
    theme: Theme
  }
  type Authority @key(fields: "code") {
    code: String!
    name: String! @external
    homes: Int!
    letterTo: String! @requires(fields: "name")
  }
  type Theme @key(fields: "id", resolvable: false) {
    id: ID!
  }
`;

const homes = [
  { name: 'The Elms', authority: { code: 'E06000016' }, theme: { id: 'LAC' } },
  { name: 'Oak House', authority: { code: 'E06000018' }, theme: null },
  { name: 'Over the border', authority: { code: 'E99999999' }, theme: { id: 'NO-SUCH-THEME' } },
  { name: 'The Laurels', authority: { code: 'E06000016' }, theme: { id: 'LAC' } },
];

const inspectorateResolvers = {
  Query: { homes: () => ({ nodes: homes, pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null } }) },
  Authority: {
    __resolveReference: (authority: { code: string; name?: string }) => authority,
    homes: ({ code }: { code: string }) => homes.filter((home) => home.authority.code === code).length,
    letterTo: ({ name }: { name: string }) => `The Director of Children's Services, ${name}`,
  },
};

let hub: Hub;
let app: ReturnType<typeof createApp>;
let inspectorate: ApolloServer;
let supergraph: GraphQLSchema;
/** The bodies of the requests that the gateway sent to the hub since they were last emptied. */
const sentToHub: string[] = [];

beforeAll(async () => {
  hub = await openSeededHub();
  const limits = readConfig({});
  const log = createLog('silent');
  app = createApp({ log, maxBodyBytes: limits.maxBodyBytes });
  await createApi({ schema: await buildHubSchema(), rows: hub.rows, rules: rowRules, dataState: hub.dataState, acts: hub.acts, log, now: () => new Date('2025-06-01T12:00:00Z'), limits }, app).mount(app);
  app.addHook('preHandler', async (request) => void sentToHub.push(JSON.stringify(request.body)));
  const hubAddress = `${await app.listen({ host: '127.0.0.1', port: 0 })}/graphql`;
  inspectorate = new ApolloServer({ schema: buildSubgraphSchema([{ typeDefs: parse(inspectorateTypes), resolvers: inspectorateResolvers }]), plugins: [ApolloServerPluginInlineTraceDisabled()] });
  const { url: inspectorateAddress } = await startStandaloneServer(inspectorate, { listen: { host: '127.0.0.1', port: 0 } });
  const { supergraphSdl, errors } = compose(inspectorateTypes, hubAddress, inspectorateAddress);
  if (!supergraphSdl) throw new Error(`The two subgraphs do not compose: ${errors?.map((error) => error.message).join('\n')}`);
  supergraph = getStitchedSchemaFromSupergraphSdl({ supergraphSdl });
});
afterAll(async () => {
  await inspectorate.stop();
  await app.close();
  await hub.close();
});

function compose(otherTypes: string, hubAddress = 'http://hub.example/graphql', otherAddress = 'http://inspectorate.example/graphql') {
  return composeServices([
    { name: 'common-ground', url: hubAddress, typeDefs: parse(hubTypes) },
    { name: 'inspectorate', url: otherAddress, typeDefs: parse(otherTypes) },
  ]);
}

async function ask(query: string) {
  sentToHub.length = 0;
  const { data, errors } = await graphql({ schema: supergraph, source: query });
  // oxlint-disable-next-line typescript/no-explicit-any -- to be read as the query shapes it
  return { data: JSON.parse(JSON.stringify(data ?? null)) as any, errors };
}

describe('a gateway over the hub and another subgraph', () => {
  const walk = '{ homes { nodes { name authority { name region { name } } theme { label } } } }';

  test('walks from a record of the other to what the hub knows of its authority and theme', async () => {
    const { data } = await ask(walk);
    const leicester = { name: 'Leicester', region: { name: 'East Midlands' } };
    const lookedAfter = { label: 'Looked-after children and care leavers' };
    expect(data.homes.nodes).toMatchObject([
      { name: 'The Elms', authority: leicester, theme: lookedAfter },
      { name: 'Oak House', authority: { name: 'Nottingham' }, theme: null },
      { name: 'Over the border' },
      { name: 'The Laurels', authority: leicester, theme: lookedAfter },
    ]);
  });

  test('has null and an error where the hub does not know what the other names, and everything else', async () => {
    const { data, errors } = await ask(walk);
    expect(data.homes.nodes[2]).toEqual({ name: 'Over the border', authority: null, theme: null });
    expect(errors!.map(({ path }) => path!.slice(0, 4))).toEqual([['homes', 'nodes', 2, 'authority'], ['homes', 'nodes', 2, 'theme']]);
  });

  test('walks from a list of the hub to what the other knows, which needs the name that only the hub has', async () => {
    const { data, errors } = await ask('{ region(code: "E12000004") { authorities(first: 3) { nodes { code letterTo homes } } } }');
    expect(errors).toBeUndefined();
    expect(data.region.authorities.nodes).toContainEqual({ code: 'E06000016', letterTo: "The Director of Children's Services, Leicester", homes: 2 });
  });

  test('asks the hub once for all authorities that a list of the other names', async () => {
    await ask('{ homes { nodes { authority { name } } } }');
    expect(sentToHub).toHaveLength(1);
    expect(sentToHub[0]).toContain('_entities');
  });
});

describe('composition', () => {
  const codesOf = (types: string) => compose(types).errors?.map((error) => error.extensions.code);

  test('fails for a subgraph that gives a field of the hub another type', () => {
    expect(codesOf(inspectorateTypes.replace('code: String!', 'code: Int!'))).toContain('FIELD_TYPE_MISMATCH');
  });

  test('fails for a subgraph that claims a field of the hub for itself', () => {
    expect(codesOf(inspectorateTypes.replace('name: String! @external', 'name: String!').replace(' @requires(fields: "name")', ''))).toContain('INVALID_FIELD_SHARING');
  });
});
