import { separateOperations, TypeInfo, visit, visitWithTypeInfo, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';

/** What a mutation does, as the schema names it and whatever its caller does: "makeKey", or several in the order of their names. */
export function actsIn(schema: GraphQLSchema, document: DocumentNode, { name }: OperationDefinitionNode): string {
  const typeInfo = new TypeInfo(schema);
  const acts = new Set<string>();
  const look = (): void => {
    const field = typeInfo.getFieldDef();
    if (field && typeInfo.getParentType() === schema.getMutationType()) acts.add(field.name);
  };
  // By way of fragments as well.
  visit(separateOperations(document)[name?.value ?? '']!, visitWithTypeInfo(typeInfo, { Field: look }));
  return [...acts].sort().join(', ');
}
