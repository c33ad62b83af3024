import { getNamedType, isInputObjectType, isListType, isNonNullType, isObjectType, type GraphQLArgument, type GraphQLSchema } from 'graphql';
import { expect, test } from 'vitest';
import { apiOver, type TestApi } from '../support/api.ts';
import { everyValue } from '../support/embargoed.ts';
import { queriesForTheRest, queryAlong } from '../support/everyField.ts';
import { openHubOfSecrets } from '../support/secrets.ts';
import { asViewer, kinds } from '../support/viewers.ts';

const today = '2025-06-01';
const limits = { maxCost: 1e12, maxDepth: 30, maxTokens: 1e6, maxAliases: 10_000 };
const values: Record<string, string> = { ...everyValue, 'proposal.id': '"dormouse-draft"', 'decision.id': '"raven"', 'Proposal.differences.from': '1', 'Proposal.evidenceDifferences.from': '1', 'Source.rows.noun': '"priorities"', 'Group.agenda.date': '"2025-06-10"', 'Outcome.counterparts.in': '"ecm"', 'ValueForMoney.spendAgainstOutcome.indicator': '"NI 117"' };

/** An argument that may be left out, and a value of it that says nothing: null, or an object of which every part is null. */
interface Empty {
  field: string;
  argument: string;
  leftOut: string | undefined;
  empty: string;
}

function emptiesOf(field: string, { name: argument, type }: GraphQLArgument): Empty[] {
  const named = getNamedType(type);
  const alone: Empty[] = isNonNullType(type) ? [] : [{ field, argument, leftOut: undefined, empty: 'null' }];
  if (!isInputObjectType(named) || isListType(type)) return alone;
  const parts = Object.values(named.getFields());
  if (parts.some((part) => isNonNullType(part.type) && part.defaultValue === undefined)) return alone;
  const nulls = parts.filter((part) => !isNonNullType(part.type)).map((part) => `${part.name}: null`);
  return [...alone, { field, argument, leftOut: '{}', empty: `{ ${nulls.join(', ')} }` }];
}

function everyEmpty(schema: GraphQLSchema): Empty[] {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType).filter(({ name }) => !name.startsWith('__') && name !== 'Mutation');
  return types.flatMap((type) => Object.values(type.getFields()).flatMap((field) => field.args.flatMap((argument) => emptiesOf(`${type.name}.${field.name}`, argument))));
}

/** What asks for a field, and for all that it has itself. */
function queryFor(schema: GraphQLSchema, { field, argument }: Empty, value: string | undefined): string {
  const key = `${field.replace(/^Query\./, '')}.${argument}`;
  const { [key]: _, ...others } = values;
  const asking = { values: value === undefined ? others : { ...others, [key]: value } };
  if (field.startsWith('Query.')) return queryAlong(schema, [field.slice('Query.'.length)], asking, { levels: 1 });
  const all = Object.values(schema.getTypeMap()).filter(isObjectType).flatMap((type) => Object.keys(type.getFields()).map((name) => `${type.name}.${name}`));
  const { queries, cannotBeAsked } = queriesForTheRest(schema, new Set(all.filter((each) => each !== field)), asking);
  expect([...queries, ...cannotBeAsked]).toEqual([expect.any(String)]);
  return queries[0]!;
}

async function answerTo(api: TestApi, query: string): Promise<unknown> {
  const { data, errors } = await api.query(query, {}, asViewer(kinds.find(({ code }) => code === 'adm')!, today));
  return { data, errors: errors.map(({ message, extensions, path }) => ({ message, code: extensions?.['code'], path })) };
}

test('an argument that is null, or has nothing but nulls in it, is answered as one that is left out, in every field of every type', async () => {
  const { hub } = await openHubOfSecrets();
  const api = await apiOver(hub, { holds: true, today, limits });
  const empties = everyEmpty(api.schema);
  const otherwise: unknown[] = [];
  for (const one of empties) {
    const [empty, leftOut] = [await answerTo(api, queryFor(api.schema, one, one.empty)), await answerTo(api, queryFor(api.schema, one, one.leftOut))];
    if (JSON.stringify(empty) !== JSON.stringify(leftOut)) otherwise.push({ ...one, answer: JSON.stringify(empty).slice(0, 300), insteadOf: JSON.stringify(leftOut).slice(0, 300) });
  }
  expect(otherwise).toEqual([]);
  expect(empties.length).toBeGreaterThan(500);
}, 300_000);
