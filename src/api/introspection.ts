import { GraphQLError, type ASTVisitor, type ValidationContext } from 'graphql';
import type { ErrorCode } from '../errors.ts';

const introspectionFields = new Set(['__schema', '__type']);

/**
 * A validation rule that refuses documents which ask for the schema more than `most` times under other names: depth and cost do not count introspection.
 * A fragment counts once, as it is answered once wherever it is spread. With 0, the schema may not be asked for.
 */
export function introspectionLimit(most: number): (context: ValidationContext) => ASTVisitor {
  const [hubCode, message]: [ErrorCode, string] = most === 0
    ? ['INTROSPECTION_OFF', 'This hub does not answer "__schema" and "__type". Its schema can be read at /schema.graphql.']
    : ['QUERY_TOO_COSTLY', `The document asks for "__schema" or "__type" more than ${most} times. The most is ${most}: ask for the rest in a second query.`];
  return (context) => {
    let asked = 0;
    return {
      Field(field) {
        if (!introspectionFields.has(field.name.value)) return;
        asked += 1;
        // Apollo gives every validation error its own code; formatError puts ours back.
        if (asked === most + 1) context.reportError(new GraphQLError(message, { nodes: field, extensions: { hubCode } }));
      },
    };
  };
}
