import { inherentAges } from './inherentAges.ts';

/** Ages in completed years, both included. */
export interface Ages {
  from: number;
  to: number;
}

/** What tells whom a statement of a theme is for, by age. */
export interface AgedStatement {
  themeCode: string;
  /** As its publisher gave them. */
  from: number | null;
  to: number | null;
  /** As its words say them, where the publisher gave none. */
  read: Ages | null;
}

/** Ages of children where neither a statement nor its theme names any: under 18 first, under 20 where only that is counted. */
const allChildren = [{ from: 0, to: 17 }, { from: 0, to: 19 }] as const;

/**
 * The ages that statements are for, as spans that neither overlap nor touch, in the ways they may be counted: one way where all statements
 * name ages, and two where one of them leaves it to its theme, or says nothing that tells how old children are.
 */
export function agesOf(statements: readonly AgedStatement[]): Ages[][] {
  const stated = statements.flatMap((statement) => statedBy(statement) ?? []);
  const silent = statements.filter((statement) => statedBy(statement) === null);
  if (silent.length === 0) return [joined(stated)];
  return [0, 1].map((way) => joined([...stated, ...silent.map(({ themeCode }) => waysToCount(themeCode)[way]!)]));
}

/** Whether its ages are those of its theme: it names no others, and its theme is not about children of all ages. */
export function hasAgesOfTheme(statement: AgedStatement): boolean {
  return statedBy(statement) === null && inherentAges(statement.themeCode) !== null;
}

/** Ages that a statement names; null where it names none, or where its words say just what its theme is about anyway. */
function statedBy({ themeCode, from, to, read }: AgedStatement): Ages | null {
  if (from !== null || to !== null) return { from: from ?? 0, to: Math.max(to ?? allChildren[0].to, from ?? 0) };
  const ofTheme = inherentAges(themeCode);
  return read?.from === ofTheme?.from && read?.to === ofTheme?.to ? null : read;
}

/** Early years end with the fifth birthday, so that many counts of them end with the fifth year, aged 4. */
function waysToCount(themeCode: string): readonly Ages[] {
  const ofTheme = inherentAges(themeCode);
  if (ofTheme === null) return allChildren;
  return [ofTheme, ofTheme.from === 0 ? { from: 0, to: ofTheme.to - 1 } : ofTheme];
}

function joined(spans: readonly Ages[]): Ages[] {
  const apart: Ages[] = [];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const last = apart.at(-1);
    if (last !== undefined && from <= last.to + 1) last.to = Math.max(last.to, to);
    else apart.push({ from, to });
  }
  return apart;
}

/** "0 to 17", or "0 to 4 and 16 to 18". */
export function agesInWords(spans: readonly Ages[]): string {
  return spans.map(({ from, to }) => (from === to ? `${from}` : `${from} to ${to}`)).join(' and ');
}
