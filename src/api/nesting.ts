import { Lexer, Source, TokenKind } from 'graphql';

/** To how many levels the lists and objects of a variable may stand within one another. No argument of the contract has a tenth of it; what reads a value may call itself for each level. */
export const mostLevelsOfValue = 50;

/** To how many levels lists and objects stand within one another in a value. Counted level by level: a function that calls itself has only as much room as the caller leaves it. */
export function levelsOf(value: unknown): number {
  let levels = 0;
  for (let level = [value].filter(isNest); level.length > 0; levels += 1) level = level.flatMap((nest) => Object.values(nest).filter(isNest));
  return levels;
}

export function isNest(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** To how many levels brackets may stand within one another in a query. The deepest that MAX_DEPTH can allow has half of it; what reads and checks a query calls itself for each level. */
export const mostLevelsOfBrackets = 200;

/** What of a query stands between one pair of brackets that nothing surrounds: an operation or a fragment. */
interface Part {
  deepest: number;
  /** Fragments that it spreads, with the level at which each stands. */
  spreads: { name: string; level: number }[];
}

/** To how many levels brackets of any sort stand within one another in a query, those of a fragment where it is spread. Few queries have so many at all that they need be told apart. */
export function levelsOfBrackets(query: string): number {
  return openings(query) <= mostLevelsOfBrackets ? 0 : deepestOf(partsOf(query));
}

/** Operations under "", which no fragment is called. What is no word or sign of GraphQL ends reading here as it does there, which says so. */
function partsOf(query: string): Map<string, Part> {
  const parts = new Map<string, Part>();
  const lexer = new Lexer(new Source(query));
  let [name, level] = ['', 0];
  const part = (): Part => parts.get(name) ?? (parts.set(name, { deepest: 0, spreads: [] }), parts.get(name)!);
  try {
    for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
      if (opening.has(token.kind)) part().deepest = Math.max(part().deepest, (level += 1));
      else if (closing.has(token.kind)) level -= 1;
      else if (token.kind === TokenKind.NAME && token.prev?.kind === TokenKind.SPREAD && token.value !== 'on') part().spreads.push({ name: token.value, level });
      else if (level === 0 && token.kind === TokenKind.NAME && token.prev?.kind === TokenKind.NAME && token.prev.value === 'fragment') name = token.value;
      if (level === 0 && token.kind === TokenKind.BRACE_R) name = '';
    }
  } catch {
    return parts;
  }
  return parts;
}

/** The deepest way through parts that spread others. Those that spread themselves, however far round, count one level each: they are refused in words of their own, unless even the way round is too long. */
function deepestOf(parts: ReadonlyMap<string, Part>): number {
  const waitsFor = new Map([...parts.keys()].map((name) => [name, 0]));
  for (const { spreads } of parts.values()) for (const { name } of spreads) if (waitsFor.has(name)) waitsFor.set(name, waitsFor.get(name)! + 1);
  const base = new Map([...parts.keys()].map((name) => [name, 0]));
  const ready = [...waitsFor].filter(([, count]) => count === 0).map(([name]) => name);
  let [deepest, left] = [0, parts.size];
  for (let from = ready.pop(); from !== undefined; from = ready.pop()) {
    const part = parts.get(from)!;
    left -= 1;
    deepest = Math.max(deepest, base.get(from)! + part.deepest);
    for (const { name, level } of part.spreads) {
      const waiting = waitsFor.get(name);
      if (waiting === undefined) continue;
      base.set(name, Math.max(base.get(name)!, base.get(from)! + level));
      waitsFor.set(name, waiting - 1);
      if (waiting === 1) ready.push(name);
    }
  }
  return Math.max(deepest, left);
}

const opening: ReadonlySet<string> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const closing: ReadonlySet<string> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

function openings(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x7b || code === 0x5b || code === 0x28) count += 1;
  }
  return count;
}
