import { GraphQLError, Kind, type ASTNode, type ASTVisitor, type ValidationContext } from 'graphql';

/** To how many levels the lists and objects of one value may stand within one another. No argument of the contract has a tenth of it; what reads a value may call itself for each level. */
export const mostLevelsOfValue = 50;

/** To how many levels lists and objects stand within one another in a value. Counted level by level: a function that calls itself has only as much room as the caller leaves it. */
export function levelsOf(value: unknown): number {
  let levels = 0;
  for (let level = [value].filter(isNest); level.length > 0; levels += 1) level = level.flatMap((nest) => Object.values(nest).filter(isNest));
  return levels;
}

function isNest(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** A validation rule that refuses values written in the query that nest deeper than one in a variable may. */
export function nestingLimit(context: ValidationContext): ASTVisitor {
  let [levels, deepest] = [0, 0];
  let place: ASTNode | undefined;
  const nest = {
    enter(node: ASTNode) {
      levels += 1;
      if (levels === 1) place ??= node;
      deepest = Math.max(deepest, levels);
    },
    leave() {
      levels -= 1;
      if (levels > 0) return;
      // Apollo gives every validation error its own code; formatError puts ours back.
      if (deepest > mostLevelsOfValue) context.reportError(new GraphQLError(`A value in the query ${sayTooDeep(deepest)}`, { nodes: place, extensions: { hubCode: 'QUERY_TOO_DEEP' } }));
      [deepest, place] = [0, undefined];
    },
  };
  return { [Kind.LIST]: nest, [Kind.OBJECT]: nest };
}

/** What follows the name of a value that nests too deep. */
export function sayTooDeep(levels: number): string {
  return `has lists or objects within one another to ${levels.toLocaleString('en-GB')} levels. The most is ${mostLevelsOfValue}, which is more than any argument takes: send it as its argument asks.`;
}
