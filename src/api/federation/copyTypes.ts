import {
  GraphQLEnumType, GraphQLInputObjectType, GraphQLInterfaceType, GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLUnionType,
  isEnumType, isInputObjectType, isInterfaceType, isListType, isNonNullType, isObjectType, isUnionType,
  type GraphQLFieldConfigMap, type GraphQLNamedType, type GraphQLType, type GraphQLTypeResolver,
} from 'graphql';
import type { RequestContext } from '../context.ts';

type Fields = GraphQLFieldConfigMap<unknown, RequestContext>;

/** Copies a type, and with it those it leads to: each once. Scalars mean the same in every copy, and stay. */
export type CopyType = <Type extends GraphQLType>(type: Type) => Type;

/**
 * Copies of types with all that they answer, under other names and with further fields. What a type leads to is looked up
 * when a schema is made of it, so two sets of copies may lead to each other.
 */
export function copyTypes(nameOf: (name: string) => string, furtherFieldsOf: (name: string) => Fields): CopyType {
  const copies = new Map<string, GraphQLNamedType>();

  const copy = <Type extends GraphQLType>(type: Type): Type => copyOf(type) as Type;

  function copyOf(type: GraphQLType): GraphQLType {
    if (isNonNullType(type)) return new GraphQLNonNull(copy(type.ofType));
    if (isListType(type)) return new GraphQLList(copy(type.ofType));
    const made = copies.get(type.name) ?? copyNamed(type);
    copies.set(type.name, made);
    return made;
  }

  function copyNamed(type: GraphQLNamedType): GraphQLNamedType {
    const name = nameOf(type.name);
    if (isObjectType(type) || isInterfaceType(type)) {
      const config = type.toConfig();
      const links = { name, interfaces: () => config.interfaces.map(copy), fields: () => ({ ...fieldsOf(config.fields), ...furtherFieldsOf(type.name) }) };
      return isObjectType(type) ? new GraphQLObjectType({ ...type.toConfig(), ...links }) : new GraphQLInterfaceType({ ...type.toConfig(), ...links, resolveType: renamed(type.resolveType) });
    }
    if (isUnionType(type)) return new GraphQLUnionType({ ...type.toConfig(), name, types: () => type.getTypes().map(copy), resolveType: renamed(type.resolveType) });
    if (isEnumType(type)) return new GraphQLEnumType({ ...type.toConfig(), name });
    if (isInputObjectType(type)) {
      const config = type.toConfig();
      return new GraphQLInputObjectType({ ...config, name, fields: () => mapValues(config.fields, (field) => ({ ...field, type: copy(field.type) })) });
    }
    return type;
  }

  function fieldsOf(fields: Fields): Fields {
    return mapValues(fields, (field) => ({ ...field, type: copy(field.type), args: mapValues(field.args ?? {}, (arg) => ({ ...arg, type: copy(arg.type) })) }));
  }

  function renamed(resolveType: GraphQLTypeResolver<unknown, unknown> | null | undefined): GraphQLTypeResolver<unknown, unknown> | undefined {
    if (!resolveType) return undefined;
    return async (...args) => {
      const name = await resolveType(...args);
      return name === undefined ? undefined : nameOf(name);
    };
  }

  return copy;
}

function mapValues<Value, Mapped>(record: Readonly<Record<string, Value>>, map: (value: Value) => Mapped): Record<string, Mapped> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
