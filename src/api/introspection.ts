import { GraphQLError, type ASTVisitor, type ValidationContext } from 'graphql';

const introspectionFields = new Set(['__schema', '__type']);

/**
 * A validation rule that refuses documents which ask for the schema more than `most` times under other names: depth and cost do not count introspection.
 * A fragment counts once, as it is answered once wherever it is spread.
 */
export function introspectionLimit(most: number): (context: ValidationContext) => ASTVisitor {
  return (context) => {
    let asked = 0;
    return {
      Field(field) {
        if (!introspectionFields.has(field.name.value)) return;
        asked += 1;
        if (asked !== most + 1) return;
        context.reportError(
          new GraphQLError(`The document asks for "__schema" or "__type" more than ${most} times. The most is ${most}: ask for the rest in a second query.`, {
            nodes: field,
            // Apollo gives every validation error its own code; formatError puts ours back.
            extensions: { hubCode: 'QUERY_TOO_COSTLY' },
          }),
        );
      },
    };
  };
}
