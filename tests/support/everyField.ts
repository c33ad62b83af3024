import { getNamedType, isEnumType, isNonNullType, isListType, isObjectType, isScalarType, isUnionType, type GraphQLField, type GraphQLObjectType, type GraphQLSchema, type GraphQLType } from 'graphql';

type Field = GraphQLField<unknown, unknown>;

/** How a schema is asked for everything. */
export interface Asking {
  /** What arguments are asked with: "plan.id" of a field of the root, "Priority.disputes.withdrawn" of one further down, "id" of any other id at the root. */
  values: Readonly<Record<string, string>>;
  /** Fields that are not asked, by their names or as Type.field. */
  without?: ReadonlySet<string>;
  /** Hears of each field that a query asks, as Type.field. */
  onField?: (field: string) => void;
}

/** A query of one field of the root that asks for everything a few levels down. */
export function queryOf(field: Field, asking: Asking): string {
  asking.onField?.(`Query.${field.name}`);
  // Each type of a union is asked with all its fields, and the hub counts the price of 10,000 fields at most.
  const levels = isUnionType(getNamedType(field.type)) ? 2 : 3;
  return `{ ${field.name}${argumentsFor(field, asking, '')}${selectionOf(field.type, levels, asking)} }`;
}

/** A query that goes down a path of fields, from one of the root, and asks there for everything some levels down; or for some fields only. */
export function queryAlong(schema: GraphQLSchema, path: readonly string[], asking: Asking, { levels = 2, only }: { levels?: number; only?: readonly string[] } = {}): string {
  const [root, ...rest] = path;
  const field = schema.getQueryType()!.getFields()[root!]!;
  asking.onField?.(`Query.${field.name}`);
  return `{ ${field.name}${argumentsFor(field, asking, '')}${along(field.type, rest, asking, { levels, only })} }`;
}

function along(type: GraphQLType, path: readonly string[], asking: Asking, last: { levels: number; only: readonly string[] | undefined }): string {
  const [step, ...rest] = path;
  const parts = objectsOf(type).map((each) => {
    if (step === undefined) return `... on ${each.name} { ${last.only ? only(each, last.only, asking) : fieldsOf(each, last.levels, asking)} }`;
    const field = each.getFields()[step];
    return field ? `... on ${each.name} { ${aliased(each, field, asking)}${along(field.type, rest, asking, last)} }` : '';
  });
  if (parts.every((part) => part === '')) throw new Error(`No field ${step} is there`);
  return ` { __typename ${parts.join(' ')} }`;
}

function only(type: GraphQLObjectType, names: readonly string[], asking: Asking): string {
  const fields = names.flatMap((name) => type.getFields()[name] ?? []);
  return fields.map((field) => `${aliased(type, field, asking)}${selectionOf(field.type, 1, asking)}`).join(' ') || '__typename';
}

function argumentsFor(field: Field, { values }: Asking, parent: string): string {
  const given = field.args.flatMap((argument) => {
    const value = values[`${parent}${field.name}.${argument.name}`] ?? (parent === '' && argument.name === 'id' ? values['id'] : undefined);
    if (value === undefined && isNonNullType(argument.type) && argument.defaultValue === undefined) throw new Error(`This test has no value for ${parent}${field.name}(${argument.name}): add one to those it asks with`);
    return value === undefined ? [] : [`${argument.name}: ${value}`];
  });
  return given.length === 0 ? '' : `(${given.join(', ')})`;
}

function selectionOf(type: GraphQLType, levels: number, asking: Asking): string {
  if (isLeaf(type)) return '';
  const parts = objectsOf(type).map((each) => `... on ${each.name} { ${fieldsOf(each, levels, asking)} }`);
  return ` { __typename ${parts.join(' ')} }`;
}

function objectsOf(type: GraphQLType): readonly GraphQLObjectType[] {
  const named = getNamedType(type);
  if (isUnionType(named)) return named.getTypes();
  return isObjectType(named) ? [named] : [];
}

function fieldsOf(type: GraphQLObjectType, levels: number, asking: Asking): string {
  const { without = new Set() } = asking;
  // "edges" hold what "nodes" hold.
  const wanted = Object.values(type.getFields()).filter((field) => canBeAsked(type, field, asking) && field.name !== 'edges' && !without.has(field.name) && !without.has(`${type.name}.${field.name}`) && (levels > 1 || isLeaf(field.type)));
  return wanted.map((field) => `${aliased(type, field, asking)}${selectionOf(field.type, field.name === 'nodes' || isListType(field.type) ? levels : levels - 1, asking)}`).join(' ') || '__typename';
}

/** Whether every argument that a field further down needs has a value. */
function canBeAsked(type: GraphQLObjectType, field: Field, { values }: Asking): boolean {
  return field.args.every((argument) => !isNonNullType(argument.type) || argument.defaultValue !== undefined || values[`${type.name}.${field.name}.${argument.name}`] !== undefined);
}

/** Two types of a union may have a field of one name and different types, which GraphQL lets nobody ask under one name. */
function aliased(type: GraphQLObjectType, field: Field, asking: Asking): string {
  asking.onField?.(`${type.name}.${field.name}`);
  return `${type.name}_${field.name}: ${field.name}${argumentsFor(field, asking, `${type.name}.`)}`;
}

/** Every field that a query can come to, as Type.field, by the name under which an answer has it. */
export function fieldsByAlias(schema: GraphQLSchema): Map<string, string> {
  const found = new Map<string, string>();
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) for (const name of Object.keys(type.getFields())) found.set(`${type.name}_${name}`, `${type.name}.${name}`);
  return found;
}

/** Queries for those fields that were not asked yet, each by the shortest way to its type, and the fields that no query can ask. */
export function queriesForTheRest(schema: GraphQLSchema, asked: ReadonlySet<string>, asking: Asking): { queries: string[]; cannotBeAsked: string[] } {
  const [queries, cannotBeAsked]: [string[], string[]] = [[], []];
  for (const { type, path } of shortestPaths(schema, asking)) {
    if (path.length === 0) continue;
    for (const field of Object.values(type.getFields()).filter(({ name }) => !asked.has(`${type.name}.${name}`))) {
      if (canBeAsked(type, field, asking)) queries.push(queryAlong(schema, path, asking, { only: [field.name] }));
      else cannotBeAsked.push(`${type.name}.${field.name}`);
    }
  }
  return { queries, cannotBeAsked };
}

/** Each type that a query can come to, the nearest first, by fields whose arguments have values. */
function shortestPaths(schema: GraphQLSchema, asking: Asking): { type: GraphQLObjectType; path: string[] }[] {
  const found = [{ type: schema.getQueryType()!, path: [] as string[] }];
  const known = new Set(['Query']);
  for (const { type, path } of found) {
    for (const field of Object.values(type.getFields())) {
      if (path.length > 0 && !canBeAsked(type, field, asking)) continue;
      for (const next of objectsOf(field.type).filter(({ name }) => !known.has(name))) {
        known.add(next.name);
        found.push({ type: next, path: [...path, field.name] });
      }
    }
  }
  return found;
}

function isLeaf(type: GraphQLType): boolean {
  const named = getNamedType(type);
  return isScalarType(named) || isEnumType(named);
}
