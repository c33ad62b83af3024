/** Which authorities took the place of which: by the code of one that is no more all that came after it, those that took their place in turn included. */
export type Successors = ReadonlyMap<string, ReadonlySet<string>>;

/** What is stated of single authorities, `owner` that `target` took its place, led on to the last. Those that are said to have followed one another followed neither. */
export function successorsFrom(links: readonly { ownerId: string; targetId: string }[]): Successors {
  const next = Map.groupBy(links, ({ ownerId }) => ownerId);
  const after = new Map([...next.keys()].map((code) => {
    const found = new Set([code]);
    for (const one of found) for (const { targetId } of next.get(one) ?? []) found.add(targetId);
    return [code, found];
  }));
  return new Map([...after].map(([code, found]) => [code, new Set([...found].filter((one) => !after.get(one)?.has(code)))]));
}

/** Whether one of two authorities took the place of the other. */
export function areOnePlace(one: string, other: string, successors: Successors): boolean {
  return successors.get(one)?.has(other) === true || successors.get(other)?.has(one) === true;
}

/**
 * How many authorities there are, where one and those that took its place are not counted beside one another: as many as can be found of whom
 * none took the place of another. A county and its two successors are two, the county and one of them one, two that were joined and their successor two.
 */
export function countPlaces(codes: Iterable<string>, successors: Successors): number {
  const all = new Set(codes);
  // By Dilworth's theorem these are as many as the fewest lines of succession in which all of them stand: each that is joined to one after it is a line less.
  const joinedTo = new Map<string, string>();
  const isJoined = (code: string, tried: Set<string>): boolean => {
    for (const later of successors.get(code) ?? []) {
      if (!all.has(later) || tried.has(later)) continue;
      tried.add(later);
      const holder = joinedTo.get(later);
      if (holder !== undefined && !isJoined(holder, tried)) continue;
      joinedTo.set(later, code);
      return true;
    }
    return false;
  };
  return all.size - [...all].filter((code) => successors.has(code) && isJoined(code, new Set())).length;
}

/** Those of the authorities whose place none of the others took. */
export function withoutFollowed(codes: readonly string[], successors: Successors): string[] {
  return codes.filter((code) => !codes.some((other) => successors.get(code)?.has(other)));
}
