import fc, { type GeneratorValue } from 'fast-check';
import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

export interface WrittenOperation {
  text: string;
  variables: Record<string, unknown>;
}

/** Texts that some argument somewhere takes for a code, an id or a word, beside some that none takes. */
const texts = ['E06000016', 'E06000018', 'E12000004', 'E92000001', 'SEND', 'NEET', 'NI 117', 'overlap-SEND', 'E06000016/jar-2008', 'E08000035/cypp-2011', 'children', 'nothing has this', ''];
const days = ['2008-06-30', '2025-12-31', '1999-01-01', 'yesterday'];
const entityTypes = ['Authority', 'Region', 'Theme', 'Indicator', 'Service', 'Priority', 'Plan', 'Overlap'];

/** Writes a valid operation of a schema at random: fragments, aliases, @skip and @include, repeated fields, and arguments by value and by variable, some of them wrong. */
export function writeOperation(schema: GraphQLSchema, random: GeneratorValue): WrittenOperation {
  return new Writer(schema, random).operation();
}

class Writer {
  readonly #schema: GraphQLSchema;
  readonly #random: GeneratorValue;
  readonly #variables: { declaration: string; value: unknown; isGiven: boolean }[] = [];
  readonly #fragments: string[] = [];
  readonly #hasConditions: boolean;
  #aliases = 0;
  #fields = 0;

  constructor(schema: GraphQLSchema, random: GeneratorValue) {
    this.#schema = schema;
    this.#random = random;
    this.#hasConditions = this.#oneIn(4);
  }

  operation(): WrittenOperation {
    const selections = this.#selections(this.#schema.getQueryType()!, 0);
    const declarations = this.#variables.map(({ declaration }) => declaration).join(', ');
    const given = this.#variables.flatMap(({ value, isGiven }, index) => (isGiven ? [[`v${index}`, value] as const] : []));
    return { text: [`query Written${declarations && `(${declarations})`} ${selections}`, ...this.#fragments].join('\n'), variables: Object.fromEntries(given) };
  }

  #upTo(max: number): number {
    return this.#random(fc.nat, { max });
  }

  /** Chosen by its place: what fast-check holds on to, and prints when a test fails, is a number and not a schema. */
  #oneOf<Value>(values: readonly Value[]): Value {
    return values[this.#upTo(values.length - 1)]!;
  }

  /** True about once in so many times. */
  #oneIn(times: number): boolean {
    return this.#upTo(times - 1) === times - 1;
  }

  #selections(type: GraphQLCompositeType, depth: number): string {
    const fields = 'getFields' in type ? Object.values(type.getFields()).filter((field) => this.#mayAsk(field, depth)) : [];
    const lines = Array.from({ length: 1 + this.#upTo(3) }, () => (fields.length === 0 || this.#oneIn(8) ? this.#typename() : this.#field(this.#oneOf(fields), depth)));
    if (isAbstractType(type)) for (const possible of this.#schema.getPossibleTypes(type)) if (this.#oneIn(3)) lines.push(`... on ${possible.name}${this.#directive()} ${this.#selections(possible, depth + 1)}`);
    const kept = lines.filter((line) => line !== '');
    return this.#asFragments(type, kept.length > 0 ? kept : ['__typename']);
  }

  /** The same selections, some of them within an inline fragment or a named one, which may be spread twice. */
  #asFragments(type: GraphQLCompositeType, lines: string[]): string {
    if (this.#oneIn(4)) return `{ ... on ${type.name}${this.#directive()} { ${lines.join(' ')} } ${lines[0]} }`;
    if (!this.#oneIn(4)) return `{ ${lines.join(' ')} }`;
    const name = `F${this.#fragments.length}`;
    this.#fragments.push(`fragment ${name} on ${type.name} { ${lines.join(' ')} }`);
    return `{ ...${name}${this.#directive()} ${this.#oneIn(2) ? `...${name}${this.#directive()}` : this.#typename()} }`;
  }

  #mayAsk(field: GraphQLField<unknown, unknown>, depth: number): boolean {
    return isLeafType(getNamedType(field.type)) || (depth < 6 && this.#fields < 40);
  }

  #typename(): string {
    return `t${(this.#aliases += 1)}: __typename${this.#directive()}`;
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    this.#fields += 1;
    const named = getNamedType(field.type);
    const args = field.args.flatMap((argument) => this.#argument(field, argument));
    // Only a field without arguments may be asked for twice under one name.
    const alias = field.args.length > 0 || this.#oneIn(4) ? `a${(this.#aliases += 1)}: ` : '';
    const inner = isLeafType(named) ? '' : ` ${this.#selections(named as GraphQLCompositeType, depth + 1)}`;
    const once = `${alias}${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${this.#directive()}`;
    if (inner === '' || alias !== '' || !this.#oneIn(5)) return `${once}${inner}`;
    return `${once}${inner} ${field.name}${this.#directive()} ${this.#selections(named as GraphQLObjectType, depth + 1)}`;
  }

  #directive(): string {
    if (!this.#hasConditions || !this.#oneIn(3)) return '';
    const name = this.#oneOf(['skip', 'include']);
    const value = this.#upTo(1) === 1;
    if (this.#oneIn(2)) return ` @${name}(if: ${value})`;
    const isLeftToDefault = this.#oneIn(3);
    return ` @${name}(if: ${this.#variable(`Boolean!${isLeftToDefault ? ` = ${value}` : ''}`, value, !isLeftToDefault)})`;
  }

  #argument(field: GraphQLField<unknown, unknown>, argument: GraphQLArgument): string[] {
    if (!isNonNullType(argument.type) && !this.#oneIn(argument.name === 'first' ? 1 : 3)) return [];
    if (this.#oneIn(3)) return [`${argument.name}: ${this.#byVariable(argument)}`];
    return [`${argument.name}: ${this.#literal(argument.type, this.#value(argument, field.name))}`];
  }

  #byVariable(place: GraphQLArgument | GraphQLInputField): string {
    const type = String(place.type);
    const isNullable = !isNonNullType(place.type);
    const value = this.#value(place);
    if (isNullable && this.#oneIn(6)) return this.#variable(type, null, true);
    if (isNullable && this.#oneIn(5)) return this.#variable(type, null, false);
    if (this.#oneIn(25)) return this.#variable(type, this.#oneOf<unknown>([12.5, { no: 'field' }, [[true]], 'wrong']), true);
    if (this.#oneIn(5)) return this.#variable(`${type} = ${this.#literal(place.type, value, true)}`, value, this.#oneIn(2));
    return this.#variable(type, value, true);
  }

  #variable(declaration: string, value: unknown, isGiven: boolean): string {
    this.#variables.push({ declaration: `$v${this.#variables.length}: ${declaration}`, value, isGiven });
    return `$v${this.#variables.length - 1}`;
  }

  /** A value as JSON has it; enums stand by their names. */
  #value(place: { name: string; type: GraphQLInputType }, fieldName = ''): unknown {
    const type = getNullableType(place.type);
    if (isListType(type)) {
      if (this.#oneIn(4)) return this.#value({ ...place, type: type.ofType as GraphQLInputType });
      return Array.from({ length: this.#upTo(3) }, () => this.#value({ ...place, type: type.ofType as GraphQLInputType }, fieldName));
    }
    if (isEnumType(type)) return this.#oneOf((type as GraphQLEnumType).getValues().map(({ name }) => name));
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter((field) => isNonNullType(field.type) || this.#oneIn(5));
      return Object.fromEntries(fields.map((field) => [field.name, !isNonNullType(field.type) && this.#oneIn(8) ? null : this.#value(field)]));
    }
    switch (type.name) {
      case 'Int':
        return this.#oneIn(30) ? this.#oneOf([-1, 501]) : this.#upTo(3);
      case 'Float':
        return this.#oneOf([0, 0.5, 1]);
      case 'Boolean':
        return this.#upTo(1) === 1;
      case 'Date':
        return this.#oneIn(12) ? days.at(-1) : this.#oneOf(days.slice(0, -1));
      case '_Any':
        return { __typename: this.#oneIn(10) ? 'School' : this.#oneOf(entityTypes), [this.#oneOf(['code', 'id'])]: this.#oneOf(texts) };
      default:
        return place.name === 'after' ? 'not a cursor' : this.#oneOf(texts);
    }
  }

  #literal(asked: GraphQLInputType, value: unknown, isConstant = false): string {
    const type = getNullableType(asked);
    if (value === null) return 'null';
    if (Array.isArray(value)) return `[${value.map((item) => this.#literal(isListType(type) ? (type.ofType as GraphQLInputType) : type, item, isConstant)).join(', ')}]`;
    const named = getNamedType(type);
    if (isEnumType(named)) return value as string;
    if (typeof value !== 'object') return JSON.stringify(value);
    const typeOf = (name: string): GraphQLInputType => (isInputObjectType(named) ? named.getFields()[name]!.type : named);
    const byVariable = (name: string): string | null => (!isConstant && isInputObjectType(named) && this.#oneIn(6) ? this.#byVariable(named.getFields()[name]!) : null);
    return `{ ${Object.entries(value).map(([name, item]) => `${name}: ${byVariable(name) ?? this.#literal(typeOf(name), item, isConstant)}`).join(', ')} }`;
  }
}
