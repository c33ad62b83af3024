import { getNamedType, isAbstractType, isCompositeType, isObjectType, Kind, type DocumentNode, type FieldNode, type FragmentDefinitionNode, type GraphQLCompositeType, type GraphQLObjectType, type GraphQLSchema, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

interface Fields {
  /** By the name each has in the answer, in the order of the answer. */
  named: Map<string, FieldNode[]>;
  spread: Set<string>;
}

/**
 * The same operation with each field of an object once, in the order of the answer, and no fragment but one for each type that an interface
 * or a union may be; null where that is more than `most` fields. It must be valid and without conditions. For graphql-jit, which puts what
 * stands in fragments last, and takes a time for each field that stands here.
 */
export function withoutFragments(schema: GraphQLSchema, { definitions }: DocumentNode, operation: OperationDefinitionNode, most = Infinity): DocumentNode | null {
  let fieldsLeft = most;
  const fragments: Fragments = new Map(definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION).map((fragment) => [fragment.name.value, fragment]));

  const selectionOf = (sets: readonly SelectionSetNode[], type: GraphQLCompositeType): SelectionSetNode => {
    if (isObjectType(type)) return { kind: Kind.SELECTION_SET, selections: fieldsOf(sets, type) };
    const ofTypes = schema.getPossibleTypes(type).map((possible) => ({ possible, fields: fieldsOf(sets, possible) }));
    return {
      kind: Kind.SELECTION_SET,
      selections: ofTypes
        .filter(({ fields }) => fields.length > 0)
        .map(({ possible, fields }) => ({ kind: Kind.INLINE_FRAGMENT, typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: possible.name } }, selectionSet: { kind: Kind.SELECTION_SET, selections: fields } })),
    };
  };

  const fieldsOf = (sets: readonly SelectionSetNode[], type: GraphQLObjectType): FieldNode[] => {
    if (fieldsLeft < 0) return [];
    const fields: Fields = { named: new Map(), spread: new Set() };
    for (const set of sets) gather(set, type, fields);
    fieldsLeft -= fields.named.size;
    if (fieldsLeft < 0) return [];
    return [...fields.named.values()].map(([first, ...more]) => {
      const inner = getNamedType(type.getFields()[first!.name.value]?.type);
      if (!first!.selectionSet || !isCompositeType(inner)) return first!;
      return { ...first!, selectionSet: selectionOf([first!, ...more].flatMap(({ selectionSet }) => selectionSet ?? []), inner) };
    });
  };

  const gather = ({ selections }: SelectionSetNode, type: GraphQLObjectType, fields: Fields): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        const already = fields.named.get(name);
        if (already) already.push(selection);
        else fields.named.set(name, [selection]);
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        if (fields.spread.has(selection.name.value)) continue;
        fields.spread.add(selection.name.value);
      }
      const { typeCondition, selectionSet } = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value)! : selection;
      if (!typeCondition || isOf(typeCondition.name.value, type)) gather(selectionSet, type, fields);
    }
  };

  const isOf = (name: string, type: GraphQLObjectType): boolean => {
    const condition = schema.getType(name);
    return condition === type || (isAbstractType(condition) && schema.isSubType(condition, type));
  };

  const selectionSet = selectionOf([operation.selectionSet], schema.getRootType(operation.operation)!);
  return fieldsLeft < 0 ? null : { kind: Kind.DOCUMENT, definitions: [{ ...operation, selectionSet }] };
}
