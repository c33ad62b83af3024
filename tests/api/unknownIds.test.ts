import { getNamedType, getNullableType, isInputObjectType, isListType, isNonNullType, type GraphQLInputType } from 'graphql';
import { expect, test } from 'vitest';
import { acts, nameIn } from '../access/policyTable.ts';
import { apiOver } from '../support/api.ts';
import { openHubOfSecrets } from '../support/secrets.ts';
import { asViewer, kinds } from '../support/viewers.ts';

const today = '2025-06-01';
const unknown = ['nothing-has-this', 'nor-this'];

const isId = (type: GraphQLInputType): boolean => getNamedType(type).name === 'ID';
const unknownFor = (type: GraphQLInputType): unknown => (isListType(getNullableType(type)) ? unknown : unknown[0]);

/** Questions that are refused before their ids are looked up, with what they need beside them. */
const beside: Readonly<Record<string, string>> = { compareByOutcome: 'in: "ecm"', reportCard: 'indicator: "NI 117"', derivedSeries: 'expression: "value(\\"NI 117\\") + 1"' };

test('a question for one record by an id that none has is answered with null, and one that leans on such a record says which kind it looked for', async () => {
  const { hub } = await openHubOfSecrets();
  const api = await apiOver(hub, { today });
  const [nulls, refusals]: [string[], [string, unknown][]] = [[], []];
  for (const field of Object.values(api.schema.getQueryType()!.getFields())) {
    const needed = field.args.filter(({ type }) => isNonNullType(type));
    if (needed.length === 0 || !needed.every(({ type }) => isId(type))) continue;
    const given = [...needed.filter(({ name }) => !beside[field.name]?.startsWith(`${name}:`)).map(({ name, type }) => `${name}: ${JSON.stringify(unknownFor(type))}`), beside[field.name] ?? ''].join(', ');
    const { data, errors } = await api.query(`{ ${field.name}(${given}) { __typename } }`);
    if (errors.length > 0) refusals.push([field.name, errors[0]!.extensions?.code]);
    else if (data[field.name] === null) nulls.push(field.name);
    else refusals.push([field.name, data[field.name]]);
  }
  const isOfOne = (name: string): boolean => api.schema.getQueryType()!.getFields()[name]!.args.some((argument) => ['id', 'code'].includes(argument.name));
  expect(nulls.filter((name) => !isOfOne(name))).toEqual([]);
  expect(nulls.length).toBeGreaterThan(15);
  expect(refusals.length).toBeGreaterThan(6);
  for (const [name, code] of refusals) expect([name, code, isOfOne(name)]).toEqual([name, expect.stringMatching(/^UNKNOWN_/), false]);
});

/** What is an ID and names no record that must be there, or is looked up among those of another that the input names. */
const exceptions: Readonly<Record<string, string>> = {
  'makeKey.body': 'the body of a key may publish nothing yet: its form is checked',
  'makeKey.region': 'so may the region of a key',
  'recordStage.stage': 'one of a list that never changes',
  'decideDuplicate.keep': 'one of the services that are named',
  'splitOverlap.coreKeys': 'one of the overlap that is named',
  'splitOverlap.priorities': 'one of the overlap that is named',
};

/** With what else an input is sent, where its own line names something that rules the id out. */
const instead: Readonly<Record<string, Record<string, unknown>>> = { 'recordAgreement.withRegion': { withBody: null } };

test('each mutation that is sent an id that no record has says which kind of record it looked for, and changes nothing', async () => {
  const { hub } = await openHubOfSecrets();
  const api = await apiOver(hub, { today });
  const mutations = api.schema.getMutationType()!.getFields();
  const tried: string[] = [];
  for (const [line, { input, may }] of Object.entries(acts).filter(([name]) => name === nameIn(name))) {
    const { args } = mutations[line]!;
    const inputType = getNullableType(args[0]!.type);
    const fields = isInputObjectType(inputType) ? Object.values(inputType.getFields()) : args;
    const text = `mutation(${args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ')}) { ${line}(${args.map(({ name }) => `${name}: $${name}`).join(', ')}) { __typename } }`;
    // Who may do it for everybody, since somebody who may not is told no more.
    const as = kinds.find(({ code }) => code === (may.includes('adm') ? 'adm' : may[0]))!;
    for (const { name, type } of fields.filter((field) => isId(field.type))) {
      const what = `${line}.${name}`;
      const sent = { ...input, ...instead[what], [name]: unknownFor(type) };
      const { data, errors } = await api.query(text, isInputObjectType(inputType) ? { input: sent } : sent, asViewer(as, today));
      if (what in exceptions) continue;
      tried.push(what);
      expect([what, data?.[line] ?? null, errors[0]?.extensions?.code]).toEqual([what, null, expect.stringMatching(/^UNKNOWN_/)]);
    }
  }
  expect(tried.length).toBeGreaterThan(45);
});
