import fc, { type GeneratorValue } from 'fast-check';
import { getNamedType, isEnumType, isInputObjectType, isInterfaceType, isLeafType, isListType, isNonNullType, isObjectType, isUnionType, type GraphQLArgument, type GraphQLField, type GraphQLInputType, type GraphQLNamedType, type GraphQLSchema } from 'graphql';

/** Texts that have broken somebody's server: codes that exist, what SQL and LIKE read, ends of ranges, what is not text at all. */
const texts = ['', 'E12000004', 'E06000016', 'E06000018', 'SEND', 'NI 117', 'overlap-SEND', 'children', "'; drop table plan; --", '%_%', '\\', '"', '\u0000', '👩‍👧', 'ß', '2008-06-30', '2008-02-31', '0000-00-00', '9999-12-31', '1e400', '__proto__', 'constructor', '[]', 'eyJ9', 'x'.repeat(2_000)];
/** Cursors that somebody made up: right in shape, with what no row has in it. */
const forgedCursors = [['plan', 'x', 'y'], ['harvest', 'x'], ['harvest', 1e300], ['harvest', 3.5], ['issue', 1, '1'], ['target', 'p', 'one', 'id'], ['target', 'p', 99_999_999_999, 'id'], ['plan', '\u0000', 'y'], ['theme', 1, 2], ['source', 'a', 'b']];
texts.push(...forgedCursors.map((cursor) => Buffer.from(JSON.stringify(cursor)).toString('base64url')));
const numbers = ['0', '1', '5', '25', '500', '2147483647', '-1', '501', '2147483648', '-0', '1.5', '1e309', '99999999999999999999'];

/** Lists and objects within one another, to as many levels as an argument might have and to more than a call for each would have room for. */
export const nests: readonly unknown[] = [3, 40, 4_000].flatMap((levels) => [nested(levels, (inner) => [inner]), nested(levels, (inner) => ({ a: inner }))]);

function nested(levels: number, around: (inner: unknown) => unknown): unknown {
  let value: unknown = 'E06000016';
  for (let level = 0; level < levels; level += 1) value = around(value);
  return value;
}

/** A whole number from 0 to the most, each as likely: fast-check itself leans to the small ones. */
export const upTo = (most: number): fc.Arbitrary<number> => fc.noBias(fc.nat({ max: most }));

interface Writer {
  schema: GraphQLSchema;
  pick: <Value>(values: readonly Value[]) => Value;
  /** True about once in so many times. */
  onceIn: (times: number) => boolean;
  /** The same for what the schema does not allow; a careful document has none of it, so that it runs. */
  wronglyOnceIn: (times: number) => boolean;
  /** How many more fields may be written. */
  left: number;
  variables: Map<string, GraphQLInputType>;
  fragments: string[];
}

export interface WrittenDocument {
  query: string;
  variables: Record<string, unknown>;
  /** Whether it asks for acts. */
  isMutation: boolean;
}

/** Writes one document that a schema mostly allows: nested, aliased, with fragments, directives, variables and arguments, some of them wrong. */
export function writeDocument(gen: GeneratorValue, schema: GraphQLSchema): WrittenDocument {
  const onceIn = (times: number): boolean => gen(upTo, times - 1) === 0;
  const isCareful = !onceIn(4);
  const isMutation = onceIn(12);
  const writer: Writer = {
    schema,
    pick: (values) => values[gen(upTo, values.length - 1)]!,
    onceIn,
    wronglyOnceIn: (times) => !isCareful && onceIn(times),
    // What an act gives back is read as any answer is, so that a little of it is enough.
    left: 5 + gen(upTo, isMutation ? 10 : 40),
    variables: new Map(),
    fragments: [],
  };
  const selections = writeSelections(writer, isMutation ? schema.getMutationType()! : schema.getQueryType()!, 0);
  const declared = [...writer.variables].map(([name, type]) => `$${name}: ${String(type)}`).join(', ');
  const name = writer.onceIn(2) ? ` ${writer.pick(['A', 'RegionOverlaps', '_'])}` : '';
  const operation = writer.wronglyOnceIn(10) ? writer.pick(['query', 'mutation', 'subscription']) : isMutation ? 'mutation' : 'query';
  return {
    isMutation,
    query: `${operation}${name}${declared && `(${declared})`} ${selections} ${writer.fragments.join(' ')}`,
    variables: Object.fromEntries([...writer.variables.keys()].map((key) => [key, writer.pick<unknown>([...texts, '\ud800', ...numbers.map(Number), null, true, [], {}, ['E06000016'], { region: 'E12000004' }, ...nests])])),
  };
}

function writeSelections(writer: Writer, type: GraphQLNamedType, depth: number): string {
  const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
  const written: string[] = [];
  const wanted = 1 + writer.pick([0, 1, 1, 2, 3]);
  while (written.length < wanted && fields.length > 0) written.push(writeField(writer, writer.pick(fields), depth));
  if (written.length === 0 || writer.onceIn(10)) written.push('__typename');
  if (type === writer.schema.getQueryType() && writer.onceIn(40)) written.push(writer.pick(['__schema { types { name } }', '__type(name: "Plan") { fields { name } }', '_service { sdl }']));
  if (writer.wronglyOnceIn(20)) written.push(writer.pick(['nothing', '... on Nothing { a }', '...Missing', 'a: __typename a: id']));
  if (isUnionType(type) || isInterfaceType(type)) {
    const possible = writer.pick(writer.schema.getPossibleTypes(type));
    if (writer.left > 0) written.push(`... on ${possible.name} ${writeSelections(writer, possible, depth)}`);
  }
  if (writer.onceIn(15)) {
    const name = `F${writer.fragments.length}`;
    writer.fragments.push(`fragment ${name} on ${type.name} { ${written.join(' ')}${writer.wronglyOnceIn(4) ? ` ...${name}` : ''} }`);
    return `{ ...${name} }`;
  }
  const selections = `{ ${written.join(' ')} }`;
  return writer.onceIn(200) ? within(selections, writer.pick([1, 5, 50, 150, 1_600])) : selections;
}

/** Selections in fragments within fragments, which ask for nothing more. */
function within(selections: string, levels: number): string {
  return '{ ... '.repeat(levels) + selections + ' }'.repeat(levels);
}

function writeField(writer: Writer, field: GraphQLField<unknown, unknown>, depth: number): string {
  writer.left -= 1;
  const type = getNamedType(field.type);
  if (!isLeafType(type) && (writer.left <= 0 || depth > 18) && !writer.wronglyOnceIn(30)) return '__typename';
  // Under a name of its own, since a field may be asked for again with other arguments.
  const alias = writer.onceIn(300) ? `${'a'.repeat(writer.pick([150, 150, 100_000]))}${writer.left}: ` : writer.wronglyOnceIn(8) ? `${writer.pick(['a', '__x', 'id'])}: ` : `a${-writer.left + 100}: `;
  const args = field.args.filter((argument) => isNonNullType(argument.type) || writer.onceIn(4)).map((argument) => `${argument.name}: ${writeArgument(writer, argument)}`);
  const directive = writer.onceIn(25) ? writer.pick([' @include(if: true)', ' @skip(if: false)', ' @skip(if: true)']) : writer.wronglyOnceIn(25) ? writer.pick([' @skip(if: null)', ' @unknown', ' @include(if: $missing)']) : '';
  return `${alias}${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${directive}${isLeafType(type) ? '' : ` ${writeSelections(writer, type, depth + 1)}`}`;
}

function writeArgument(writer: Writer, { name, type }: GraphQLArgument): string {
  if (!writer.onceIn(12)) return writeValue(writer, type, 0);
  const variable = `${name}${writer.variables.size}`;
  writer.variables.set(variable, type);
  return `$${variable}`;
}

function writeValue(writer: Writer, type: GraphQLInputType, depth: number): string {
  if (writer.wronglyOnceIn(25)) return writer.pick(['null', '"text"', '1', '[]', '{}', 'true', 'ENUM', '$missing', '[[["deep"]]]']);
  if (isNonNullType(type)) return writeValue(writer, type.ofType, depth);
  if (isListType(type)) return `[${Array.from({ length: writer.pick([0, 1, 1, 2, 5]) }, () => writeValue(writer, type.ofType, depth + 1)).join(', ')}]`;
  if (isEnumType(type)) return writer.pick(type.getValues()).name;
  if (isInputObjectType(type)) {
    if (depth > 4) return '{}';
    const fields = Object.values(type.getFields()).filter((field) => isNonNullType(field.type) || writer.onceIn(4));
    return `{ ${fields.map((field) => `${field.name}: ${writeValue(writer, field.type, depth + 1)}`).join(', ')} }`;
  }
  if (type.name === 'Boolean') return writer.pick(['true', 'false']);
  if (type.name === 'Int' || type.name === 'Float') return writer.pick(writer.wronglyOnceIn(3) ? numbers : numbers.slice(0, 5));
  if (type.name === 'Date' && !writer.wronglyOnceIn(3)) return JSON.stringify(writer.pick(['2008-06-30', '2025-12-31', '0001-01-01', '9999-12-31']));
  if (type.name === '_Any') return `{ __typename: "${writer.pick(['Authority', 'Plan', 'Overlap', 'Theme', 'Nothing'])}", ${writer.pick(['id', 'code'])}: ${JSON.stringify(writer.pick(texts))} }`;
  return JSON.stringify(writer.pick(texts));
}

/** Cuts, doubles, moves or spoils a piece of a text. */
export function spoil(gen: GeneratorValue, text: string): string {
  const from = gen(upTo, text.length);
  const to = Math.min(text.length, from + gen(upTo, 30));
  const piece = text.slice(from, to);
  switch (gen(upTo, 4)) {
    case 0:
      return text.slice(0, from) + text.slice(to);
    case 1:
      return text.slice(0, to) + piece.repeat(1 + gen(upTo, 50)) + text.slice(to);
    case 2:
      return text.slice(to) + piece + text.slice(0, from);
    case 3:
      return text.slice(0, from) + gen(fc.string, { unit: 'binary', maxLength: 20 }) + text.slice(to);
    default:
      return text.replaceAll(piece || '{', '{ ');
  }
}
