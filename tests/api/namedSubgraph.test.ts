import { composeServices } from '@theguild/federation-composition';
import { isObjectType, parse, type GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildContract, buildHubSchema } from '../../src/api/schema.ts';
import { harvestSeeds } from '../../src/commands/harvestSeeds.ts';
import { refreshOverlaps, type Hub } from '../../src/hub.ts';
import { apiOver, type TestApi } from '../support/api.ts';
import { openPreparedHub } from '../support/database.ts';
import { openTestHub } from '../support/harvest.ts';

let hub: Hub;
let schema: GraphQLSchema;
let api: TestApi;
beforeAll(async () => {
  hub = await openPreparedHub('named_hub', async (empty) => {
    await harvestSeeds(empty, { seeds: ['england', 'derby', 'leicester', 'nottingham'] }, () => {});
    await refreshOverlaps(empty);
  });
  schema = await buildHubSchema('eastMidlands');
  api = await apiOver(hub, { schema });
});
afterAll(() => hub.close());

const entities = (selection: string) => `query ($named: [_Any!]!) { _entities(representations: $named) { ${selection} } }`;

describe('a hub with a name', () => {
  test.each([
    ['a list with a filter', 'priorities(first: 3, filter: { authorities: ["E06000016"], themes: ["SEND"] }) { totalCount nodes { id title kind authorities { name } } pageInfo { endCursor } }'],
    ['an order, which is a value of an enum', 'overlaps(first: 3, orderBy: TITLE) { nodes { id title strength } }'],
    ['a union', 'search(text: "health", first: 3) { nodes { record { ... on PREFIXPriority { title } ... on PREFIXService { name } ... on PREFIXIndicator { code } ... on PREFIXAction { id } ... on PREFIXRecommendation { id } } } }'],
    ['the overlaps of a theme', 'theme(code: "SEND") { label overlaps { id title } }'],
  ])('answers by its name what it answers without: %s', async (_, asked) => {
    const plain = await api.query(`{ ${asked.replaceAll('PREFIX', '')} }`);
    expect(plain.errors).toEqual([]);
    // From the third time on it runs compiled.
    for (let time = 1; time <= 4; time += 1) {
      const named = await api.query(`{ eastMidlands { ${asked.replaceAll('PREFIX', 'EastMidlands_')} } }`);
      expect([named.errors, named.data.eastMidlands]).toEqual([[], plain.data]);
    }
  });

  test('calls its types by its name, except those of codes that mean the same everywhere', async () => {
    const { data } = await api.query('{ eastMidlands { __typename theme(code: "SEND") { __typename everywhere { __typename code eastMidlands { __typename label } } } search(text: "health", kinds: [PRIORITY], first: 1) { nodes { record { __typename } } } } }');
    expect(data.eastMidlands).toMatchObject({
      __typename: 'EastMidlands_Query',
      theme: { __typename: 'EastMidlands_Theme', everywhere: { __typename: 'Theme', code: 'SEND', eastMidlands: { __typename: 'EastMidlands_Theme', label: expect.stringContaining('Special') } } },
      search: { nodes: [{ record: { __typename: 'EastMidlands_Priority' } }] },
    });
  });

  test('has every field of the contract under its name, with its description and its cost', async () => {
    const contract = await buildContract();
    for (const type of Object.values(contract.getTypeMap()).filter((known) => isObjectType(known) && !known.name.startsWith('__') && known.name !== 'Mutation')) {
      const copy = schema.getType(`EastMidlands_${type.name}`);
      if (!isObjectType(type) || !isObjectType(copy)) {
        // What only mutations lead to has no part in a supergraph of several hubs.
        expect(type.name).toMatch(/Payload$|^ProposalConflict$/);
        continue;
      }
      for (const [name, field] of Object.entries(type.getFields())) {
        expect([name, copy.getFields()[name]?.description, copy.getFields()[name]?.extensions]).toEqual([name, field.description, field.extensions]);
      }
    }
  });

  test('pays for each question that is asked by its name, as for any other', async () => {
    const many = (open: string, close: string) => api.query(`{ ${open} ${Array.from({ length: 101 }, (_, index) => `a${index}: dataVersion { number }`).join(' ')} ${close} }`);
    for (const { errors } of [await many('', ''), await many('eastMidlands {', '}')]) expect(errors[0]!.extensions!.code).toBe('QUERY_TOO_COSTLY');
  });

  test('cannot be called what a record has as a field of its own', async () => {
    await expect(buildHubSchema('name')).rejects.toThrow('SUBGRAPH_NAME is "name", which Authority has as a field of its own.');
    await expect(buildHubSchema('overlaps')).rejects.toThrow('SUBGRAPH_NAME is "overlaps"');
  });
});

test('the overlaps of all themes are those over all time, read as often for many themes as for one', async () => {
  const everShared = await api.query('{ overlaps(first: 500, filter: { period: { from: "0001-01-01", to: "9999-12-31" } }) { nodes { id } } }');
  const many = await api.query('{ themes(first: 500) { nodes { code overlaps { id theme { code } } } } }');
  const one = await api.query('{ themes(first: 1) { nodes { code overlaps { id theme { code } } } } }');
  const themes = many.data.themes.nodes as { code: string; overlaps: { id: string; theme: { code: string } }[] }[];
  expect(themes.flatMap(({ overlaps }) => overlaps.map(({ id }) => id)).sort()).toEqual((everShared.data.overlaps.nodes as { id: string }[]).map(({ id }) => id).sort());
  expect(everShared.data.overlaps.nodes.length).toBeGreaterThan(5);
  for (const { code, overlaps } of themes) for (const { theme } of overlaps) expect(theme.code).toBe(code);
  expect(many.statements - one.statements).toBeLessThanOrEqual(1);
});

describe('a record of a named hub that a gateway names', () => {
  test('by a code that means the same everywhere leads to what this hub knows, and is null without an error when it knows nothing', async () => {
    const named = [{ __typename: 'Authority', code: 'E06000016' }, { __typename: 'Authority', code: 'E99999999' }, { __typename: 'Theme', code: 'SEND' }];
    const { data, errors } = await api.query(entities('... on Authority { eastMidlands { name } } ... on Theme { code }'), { named });
    expect([data._entities, errors]).toEqual([[{ eastMidlands: { name: 'Leicester' } }, null, { code: 'SEND' }], []]);
  });

  test.each([['Priority', 'priorities'], ['Overlap', 'overlaps'], ['Service', 'services'], ['Plan', 'plans']])('a %s goes by its id and the name of the hub, and by no other', async (type, list) => {
    const { data } = await api.query(`{ ${list}(first: 1) { nodes { id } } }`);
    const { id } = data[list].nodes[0];
    const own = await api.query(entities(`__typename ... on EastMidlands_${type} { id }`), { named: [{ __typename: `EastMidlands_${type}`, id }] });
    expect([own.data._entities, own.errors]).toEqual([[{ __typename: `EastMidlands_${type}`, id }], []]);
    const other = await api.query(entities('__typename'), { named: [{ __typename: type, id }] });
    expect(other.errors[0]).toMatchObject({ message: expect.stringContaining(`__typename is "${type}". Allowed: Authority, Region, Theme, Indicator, EastMidlands_Service`), extensions: { code: 'BAD_ARGUMENT' } });
  });

  test('summing up its overlaps is paid for each time it is asked', async () => {
    const { errors } = await api.query(`query ($named: [_Any!]!) { ${Array.from({ length: 60 }, (_, index) => `a${index}: _entities(representations: $named) { __typename }`).join(' ')} }`, { named: [{ __typename: 'EastMidlands_Overlap', id: 'SEND' }] });
    expect(errors[0]!.extensions!.code).toBe('QUERY_TOO_COSTLY');
  });

  test('stays hidden until the day of its embargo, whichever way a gateway comes to it', async () => {
    const { hub: small, harvestFiles } = await openTestHub();
    await harvestFiles({
      'plans.csv': `
        plan_ref,authority_codes,title,kind,valid_from,coverage,embargo_until
        secret,E06000016,Not out yet,cypp,2024,whole,2025-07-01
      `,
      'priorities.csv': `
        plan_ref,priority_ref,title,kind,adopted
        secret,p1,Fewer exclusions,priority,yes
      `,
    });
    const named = [{ __typename: 'EastMidlands_Plan', id: 'E06000016/secret' }, { __typename: 'EastMidlands_Priority', id: 'E06000016/p1' }, { __typename: 'Authority', code: 'E06000016' }];
    const asked = entities('... on EastMidlands_Plan { title } ... on EastMidlands_Priority { title } ... on Authority { eastMidlands { priorities { nodes { title } } } }');
    const on = async (today: string) => (await (await apiOver(small, { today, schema })).query(asked, { named })).data._entities;
    expect(await on('2025-06-30')).toEqual([null, null, { eastMidlands: { priorities: { nodes: [] } } }]);
    expect(await on('2025-07-01')).toEqual([{ title: 'Not out yet' }, { title: 'Fewer exclusions' }, { eastMidlands: { priorities: { nodes: [{ title: 'Fewer exclusions' }] } } }]);
  });
});

describe('composing hubs', () => {
  const compose = async (...names: (string | null)[]) => {
    const services = await Promise.all(names.map(async (name, index) => {
      const { data } = await (await apiOver(hub, { schema: await buildHubSchema(name) })).query('{ _service { sdl } }');
      return { name: `hub${index}`, url: `http://hub${index}.example/graphql`, typeDefs: parse(data._service.sdl) };
    }));
    return composeServices(services).errors?.map(({ extensions }) => extensions.code) ?? [];
  };

  test('works for hubs of different names', async () => {
    expect(await compose('eastMidlands', 'northEast', 'london')).toEqual([]);
  });

  test('fails for hubs without a name or with the same, since either could be asked for the other', async () => {
    expect(await compose(null, null)).toContain('INVALID_FIELD_SHARING');
    expect(await compose('london', 'london')).toContain('INVALID_FIELD_SHARING');
  });
});

test('a hub that is told which seeds to read reads those, and says which there are when one is unknown', async () => {
  const { rows } = hub;
  const sources = await rows.selectFrom('source').select('id').execute();
  expect(sources).toHaveLength(4);
  expect(() => harvestSeeds(hub, { seeds: ['england', 'atlantis'] }, () => {})).toThrow('SEEDS names "atlantis", which is no data package under seeds/. There are: barnsley, bath-and-north-east-somerset');
});
