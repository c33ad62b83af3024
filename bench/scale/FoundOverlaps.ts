/** An overlap as those who share it see it, however it was found: what no two authorities share is not in it. */
export interface FoundOverlap {
  /** Ids of the statements that share it with one of another authority. */
  members: ReadonlySet<string>;
  /** Each core group of two authorities or more, as its statements' ids in order, joined. */
  cores: ReadonlySet<string>;
  /** `Overlap.strength`: the share of the authorities that have it, times how sure their readings are. */
  strength: number;
}

/** By theme. */
export type FoundOverlaps = ReadonlyMap<string, FoundOverlap>;

/** Strengths are rounded to four places where they are stored. */
const mostApart = 0.000_051;

/** The core group of these statements as one text. */
export function coreOf(statementIds: readonly string[]): string {
  return [...statementIds].sort().join(' ');
}

/** What one way of finding overlaps found otherwise than another, theme by theme, in sentences; none where they agree. */
export function differencesOf(found: FoundOverlaps, rival: FoundOverlaps): string[] {
  return [...new Set([...found.keys(), ...rival.keys()])].sort().flatMap((theme) => {
    const [mine, theirs] = [found.get(theme), rival.get(theme)];
    if (!mine || !theirs) return [`${theme}: an overlap ${mine ? 'to the hub' : 'to its rival'} alone.`];
    const apart = Math.abs(mine.strength - theirs.strength) > mostApart;
    return [...onlyOne('members', theme, mine.members, theirs.members), ...onlyOne('core groups', theme, mine.cores, theirs.cores), ...(apart ? [`${theme}: its strength is ${mine.strength} to the hub and ${theirs.strength} to its rival.`] : [])];
  });
}

/** Ends what would go on measuring overlaps that are not what comparing every pair finds. */
export function refuseDifferences(found: FoundOverlaps, rival: FoundOverlaps, compared: string): void {
  const differences = differencesOf(found, rival);
  if (differences.length > 0) throw new Error(`The overlaps are not what comparing ${compared} finds:\n${differences.join('\n')}`);
}

function onlyOne(what: string, theme: string, mine: ReadonlySet<string>, theirs: ReadonlySet<string>): string[] {
  const [hub, rival] = [[...mine].filter((one) => !theirs.has(one)), [...theirs].filter((one) => !mine.has(one))];
  if (hub.length + rival.length === 0) return [];
  return [`${theme}: ${hub.length} ${what} to the hub alone${exampleOf(hub)}, ${rival.length} to its rival alone${exampleOf(rival)}.`];
}

function exampleOf([first]: readonly string[]): string {
  return first === undefined ? '' : `, such as ${first.slice(0, 200)}`;
}
