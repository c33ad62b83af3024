import { GraphQLError, type ASTVisitor, type FragmentDefinitionNode, type SelectionSetNode, type ValidationContext } from 'graphql';

/**
 * A validation rule that refuses queries nested deeper than `most` levels; introspection is free.
 * Written here because the maintained packages either refuse introspection or throw from within and turn the answer into a 500.
 */
export function depthLimit(most: number): (context: ValidationContext) => ASTVisitor {
  return (context) => {
    const fragmentDepths = new Map<string, number>();
    return {
      OperationDefinition(operation) {
        const depth = depthOf(operation.selectionSet, context, fragmentDepths);
        if (depth <= most) return;
        context.reportError(
          new GraphQLError(`The query nests ${depth === Infinity ? 'without end' : `${depth} levels`}. The most is ${most}: ask for the inner part in a second query.`, {
            nodes: operation,
            // Apollo gives every validation error its own code; formatError puts ours back.
            extensions: { hubCode: 'QUERY_TOO_DEEP' },
          }),
        );
      },
    };
  };
}

function depthOf(selections: SelectionSetNode, context: ValidationContext, fragmentDepths: Map<string, number>): number {
  let deepest = 0;
  for (const selection of selections.selections) {
    if (selection.kind === 'FragmentSpread') {
      const fragment = context.getFragment(selection.name.value);
      if (fragment) deepest = Math.max(deepest, fragmentDepth(fragment, context, fragmentDepths));
    } else if (selection.kind === 'InlineFragment') {
      deepest = Math.max(deepest, depthOf(selection.selectionSet, context, fragmentDepths));
    } else if (!selection.name.value.startsWith('__')) {
      deepest = Math.max(deepest, 1 + (selection.selectionSet ? depthOf(selection.selectionSet, context, fragmentDepths) : 0));
    }
  }
  return deepest;
}

function fragmentDepth(fragment: FragmentDefinitionNode, context: ValidationContext, fragmentDepths: Map<string, number>): number {
  const name = fragment.name.value;
  const known = fragmentDepths.get(name);
  if (known !== undefined) return known;
  // Until it is known, a fragment that spreads itself is endless.
  fragmentDepths.set(name, Infinity);
  const depth = depthOf(fragment.selectionSet, context, fragmentDepths);
  fragmentDepths.set(name, depth);
  return depth;
}
