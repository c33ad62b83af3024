import { Lexer, Source, TokenKind } from 'graphql';

/** To how many levels the lists and objects of a variable may stand within one another. No argument of the contract has a tenth of it; what reads a value may call itself for each level. */
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

/** To how many levels brackets may stand within one another in a query. The deepest that MAX_DEPTH can allow has half of it; what reads and checks a query calls itself for each level. */
export const mostLevelsOfBrackets = 200;

/** To how many levels brackets of any sort stand within one another in the text of a query. Few queries have so many at all that they need be told from those within texts and comments. */
export function levelsOfBrackets(query: string): number {
  if (openings(query) <= mostLevelsOfBrackets) return 0;
  const lexer = new Lexer(new Source(query));
  let [levels, deepest] = [0, 0];
  try {
    for (let { kind } = lexer.advance(); kind !== TokenKind.EOF; { kind } = lexer.advance()) {
      if (kind === TokenKind.BRACE_L || kind === TokenKind.BRACKET_L || kind === TokenKind.PAREN_L) deepest = Math.max(deepest, (levels += 1));
      else if (kind === TokenKind.BRACE_R || kind === TokenKind.BRACKET_R || kind === TokenKind.PAREN_R) levels -= 1;
    }
  } catch {
    // What is no word or sign of GraphQL ends reading here as it does there, which says so.
  }
  return deepest;
}

function openings(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x7b || code === 0x5b || code === 0x28) count += 1;
  }
  return count;
}
