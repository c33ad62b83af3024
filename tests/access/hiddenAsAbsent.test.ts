import { getNamedType, getNullableType, isInputObjectType, isListType, isNonNullType, isScalarType, type GraphQLArgument, type GraphQLField, type GraphQLInputField, type GraphQLInputType } from 'graphql';
import { expect, test } from 'vitest';
import { apiOver } from '../support/api.ts';
import { everyValue } from '../support/embargoed.ts';
import { openHubOfSecrets, type Secret } from '../support/secrets.ts';
import { trialsOn } from '../support/trials.ts';
import { asViewer, kinds } from '../support/viewers.ts';
import { acts, nameIn, whoSees } from './policyTable.ts';

const today = '2025-06-01';

/** Ids of what is hidden, by the secret that each is of. */
const hidden: readonly (readonly [Secret, string])[] = [
  ...['E06000016/Zebra', 'E06000016/Zebra-p1', 'E06000016/Zebra-a1', 'Zebra-decision', 'Zebra-dispute', 'Zebra-report', 'Zebra-referral'].map((id) => ['Z', id] as const),
  ['D', 'dormouse-draft'],
  ['D', 'dormouse-signed'],
  ['Y', 'E06000016/Yak-p1'],
  ['S', 'salamander'],
  ['K', 'aaaaaaaaaaaa'],
  ['W', 'weasel'],
  ['R', 'raven'],
  ['G', 'E06000018/gone'],
];
const absent = 'E06000018/never-there';

/** Where an argument takes an id: by itself, or in a field of its object. */
interface Place {
  argument: string;
  /** Empty where the argument is the id itself. */
  field: string;
  isList: boolean;
}

const takesId = (type: GraphQLInputType): boolean => isScalarType(getNamedType(type)) && getNamedType(type).name === 'ID';

function placesOf({ args }: GraphQLField<unknown, unknown>): Place[] {
  const placeOf = (argument: string, field: string, { type }: GraphQLArgument | GraphQLInputField): Place => ({ argument, field, isList: isListType(getNullableType(type)) });
  return args.flatMap((argument) => {
    const named = getNamedType(argument.type);
    if (takesId(argument.type)) return [placeOf(argument.name, '', argument)];
    return isInputObjectType(named) ? Object.values(named.getFields()).filter(({ type }) => takesId(type)).map((field) => placeOf(argument.name, field.name, field)) : [];
  });
}

/** With every other id told apart, so that only whether it is there could make a difference. */
const alike = (answer: unknown, id: string): string => JSON.stringify(answer).replaceAll(JSON.stringify(id).slice(1, -1), 'ID').replaceAll(/"statements":\d+/g, '').replaceAll(/"errorId":"[^"]+"|Quote error \S+/g, '');

test('asked for by its id, what is hidden answers as what is not there does, through every argument that takes an id', async () => {
  const { hub } = await openHubOfSecrets();
  const api = await apiOver(hub, { holds: true, today });
  const asking = kinds.filter(({ code }) => ['pub', 'anW', 'aN', 'pD', 'anE', 'oL'].includes(code));
  const told = new Set<Secret>();
  let tried = 0;
  for (const field of Object.values(api.schema.getQueryType()!.getFields())) {
    for (const { argument, field: inner, isList } of placesOf(field)) {
      const text = queryWith(field, argument, inner, isList);
      for (const kind of asking) {
        const ask = async (id: string): Promise<string> => alike(await api.query(text, { id }, asViewer(kind, today)), id);
        const [forAbsent, ...answers] = await Promise.all([absent, ...hidden.map(([, id]) => id)].map(ask));
        for (const [index, [secret, id]] of hidden.entries()) {
          // What reviewers decided of a priority that was withdrawn waits for its return, and they see that it does.
          const isKnown = secret === 'G' && field.name === 'decisions' && whoSees.R.includes(kind.code);
          if (isKnown) continue;
          const answer = answers[index];
          if (!whoSees[secret].includes(kind.code)) expect(answer, `${field.name}(${argument}${inner && `.${inner}`}: ${id}) as ${kind.meaning}`).toBe(forAbsent);
          else if (answer !== forAbsent) told.add(secret);
          tried += 1;
        }
      }
    }
  }
  // The control: those who may see it are answered otherwise.
  expect([...told].sort()).toEqual(['D', 'R', 'Y', 'Z']);
  expect(tried).toBeGreaterThan(1_000);
}, 300_000);

/** A field of the root with an id as a variable in one place, and the values that others need. */
function queryWith(field: GraphQLField<unknown, unknown>, argument: string, inner: string, isList: boolean): string {
  const value = isList ? '[$id]' : '$id';
  const given = field.args.flatMap((other) => {
    if (other.name === argument) return [`${argument}: ${inner === '' ? value : `{ ${[...neededBeside(field, argument, inner), `${inner}: ${value}`].join(', ')} }`}`];
    return isNonNullType(other.type) && other.defaultValue === undefined ? [`${other.name}: ${everyValue[`${field.name}.${other.name}`]!}`] : [];
  });
  const isConnection = getNamedType(field.type).name.endsWith('Connection');
  return `query($id: ID!) { ${field.name}(${given.join(', ')}) { __typename ${isConnection ? 'totalCount' : ''} } }`;
}

const beside: Readonly<Record<string, string>> = { 'contractsEnding.ends': '{ from: "2020-01-01", to: "2030-01-01" }', 'contractsEnding.authorities': '["E06000016"]', 'provision.region': '"E12000004"', 'provision.themes': '["SEND"]', 'sharingPossibilities.region': '"E12000004"', 'sharingPossibilities.themes': '["SEND"]' };

function neededBeside(field: GraphQLField<unknown, unknown>, argument: string, inner: string): string[] {
  const named = getNamedType(field.args.find(({ name }) => name === argument)!.type);
  if (!isInputObjectType(named)) return [];
  return Object.values(named.getFields()).filter(({ name, type }) => name !== inner && isNonNullType(type)).map(({ name }) => `${name}: ${beside[`${field.name}.${name}`]!}`);
}

test('a mutation that names what is hidden is refused as if it were not there', async () => {
  const { hub } = await openHubOfSecrets();
  const { trial, acts: trials } = trialsOn(hub);
  const api = await apiOver(hub, { holds: true, today, acts: trials });
  const acting = kinds.filter(({ code }) => ['anE', 'anW', 'aN', 'pN', 'aD', 'aL'].includes(code));
  const told = new Set<Secret>();
  let tried = 0;
  for (const field of Object.values(api.schema.getMutationType()!.getFields())) {
    const { input } = Object.entries(acts).find(([line]) => nameIn(line) === field.name)![1];
    const isWhole = field.args[0]!.name === 'input';
    const text = `mutation(${field.args.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(', ')}) { ${field.name}(${field.args.map((argument) => `${argument.name}: $${argument.name}`).join(', ')}) { __typename } }`;
    for (const { argument, field: inner, isList } of placesOf(field)) {
      const place = inner === '' ? argument : inner;
      for (const kind of acting) {
        const ask = async (id: string): Promise<string> => {
          const changed = { ...input, [place]: isList ? [id, ...(input[place] as string[] | undefined ?? []).slice(1)] : id };
          trial.wentThrough = false;
          const { errors } = await api.query(text, isWhole ? { input: changed } : changed, asViewer(kind, today));
          return `${trial.wentThrough ? 'done' : 'refused'} ${trial.wentThrough ? '' : alike(errors.map(({ message, extensions }) => [message, extensions?.code]), id)}`;
        };
        const forAbsent = await ask(absent);
        for (const [secret, id] of hidden) {
          const isNamedBeside = Object.entries(input).some(([name, value]) => name !== place && value === id);
          if (isNamedBeside) continue;
          const answer = await ask(id);
          if (!whoSees[secret].includes(kind.code)) expect(answer, `${field.name}(${place}: ${id}) as ${kind.meaning}`).toBe(forAbsent);
          else if (answer !== forAbsent) told.add(secret);
          tried += 1;
        }
      }
    }
  }
  expect([...told].sort()).toEqual(['D', 'R', 'S', 'W', 'Y', 'Z']);
  expect(tried).toBeGreaterThan(1_000);
}, 300_000);
