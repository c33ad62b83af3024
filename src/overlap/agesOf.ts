/** Ages in completed years, both included. */
export interface Ages {
  from: number;
  to: number;
}

/** Oldest ages of a child where a statement names none: under 18 first, under 20 where only that is counted. */
const oldestChildren = [17, 19] as const;

/**
 * The ages that statements are for, as spans that neither overlap nor touch, in the ways they may be counted: one way where all statements
 * name ages, and one for each idea of how old children are where one of them names none.
 */
export function agesOf(statements: readonly { from: number | null; to: number | null }[]): Ages[][] {
  const stated = statements.flatMap(({ from, to }) => (from === null && to === null ? [] : [{ from: from ?? 0, to: Math.max(to ?? oldestChildren[0], from ?? 0) }]));
  if (stated.length === statements.length) return [joined(stated)];
  return oldestChildren.map((oldest) => joined([...stated, { from: 0, to: oldest }]));
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
