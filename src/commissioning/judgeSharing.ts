import { known, notKnown, someOf, type Judgement, type Named } from './Judgement.ts';
import { counted, listed } from '../words.ts';

/** How many of the authorities that have a document share it. More is a stronger case. Those that share it by uncertain readings alone, `unsure`, count, and are told: who reads the number should know on what it stands. So are those of whom one took the place of another, `succession`, with how many of them count. */
export function judgeCoverage({ sharing, unsure, documented, without, asked, succession }: { sharing: number; unsure: number; documented: number; without: number; asked: number; succession: { names: readonly string[]; counted: number } }): Judgement {
  if (documented === 0) return notKnown('The hub holds no document of any of these authorities.');
  const others = documented - sharing;
  const unknown = others - without;
  const rest = [...(without > 0 ? [` ${counted(without, 'other')} ${without === 1 ? 'has' : 'have'} a whole general plan without it.`] : []), ...(unknown > 0 ? [` Of ${counted(unknown, 'other')} the hub cannot tell.`] : [])].join('');
  const missing = asked > documented ? ` Of ${asked - documented} more it holds no document.` : '';
  const moved = succession.names.length > 0 ? ` ${listed(succession.names)} count as ${succession.counted}: some of them took the place of others.` : '';
  return known(Math.min(sharing, documented) / documented, `${sharing} of the ${counted(documented, 'authority', 'authorities')} with a document share it${unsure > 0 ? `, ${unsure === sharing ? 'all' : unsure} of them only by statements that the hub is unsure of` : ''}.${rest}${missing}${moved}`);
}

/** How many of those that share it can be reached from one another through neighbours among them. 0 when none borders on another, 1 when all hang together. */
export function judgeContiguity(sharing: readonly Named[], neighbours: ReadonlyMap<string, readonly string[]>): Judgement {
  const placed = sharing.filter(({ code }) => neighbours.has(code));
  const unplaced = sharing.length - placed.length;
  if (placed.length < 2) return notKnown(`The hub knows the neighbours of ${placed.length} of the ${sharing.length} sharing authorities: too few to say whether they border on one another.`);
  const largest = largestGroup(placed.map(({ code }) => code), neighbours);
  const apart = placed.filter(({ code }) => !largest.has(code)).map(({ name }) => name);
  const note = unplaced > 0 ? ` The neighbours of ${counted(unplaced, 'other')} are not known.` : '';
  const words = apart.length === 0 ? `${placed.length === 2 ? 'Both' : `All ${placed.length}`} border on one another without a gap.` : largest.size === 1 ? placed.length === 2 ? 'The two do not border on each other.' : `None of the ${placed.length} borders on another.` : `${largest.size} of ${placed.length} border on one another without a gap, so that each of them reaches ${largest.size - 1} of ${placed.length - 1} others; apart from them: ${someOf(apart)}.`;
  return known((largest.size - 1) / (placed.length - 1), words + note);
}

function largestGroup(codes: readonly string[], neighbours: ReadonlyMap<string, readonly string[]>): Set<string> {
  const left = new Set(codes);
  let largest = new Set<string>();
  while (left.size > 0) {
    const group = new Set([...left].slice(0, 1));
    for (const code of group) {
      left.delete(code);
      for (const neighbour of neighbours.get(code) ?? []) if (left.has(neighbour)) group.add(neighbour);
    }
    if (group.size > largest.size) largest = group;
  }
  return largest;
}

export interface SharingRow {
  authorityCode: string;
  coreKey: string | null;
  coreTitle: string | null;
  confidence: number;
}

/** How sure the hub is of its readings, and how many of the authorities would sit in one meeting: those count whole, the others half. `sharedKeys` are the core groups that at least two parties share: authorities that have one joint plan meet already. */
export function judgeMatch(rows: readonly SharingRow[], sharedKeys: ReadonlySet<string>): Judgement {
  const byAuthority = Map.groupBy(rows, (row) => row.authorityCode);
  if (byAuthority.size === 0) return notKnown('No authority shares it.');
  const sure = [...byAuthority.values()].map((own) => Math.max(...own.map((row) => row.confidence))).reduce((sum, value) => sum + value, 0) / byAuthority.size;
  const core = mostShared(rows.filter(({ coreKey }) => coreKey !== null && sharedKeys.has(coreKey)));
  const together = core?.authorities.size ?? 0;
  const closeness = (together + (byAuthority.size - together) / 2) / byAuthority.size;
  const words = core === undefined ? 'no two of them state the same core aim, so each counts half' : `${together} of ${byAuthority.size} state the same core aim, “${core.title}”${together === byAuthority.size ? '' : '; the others count half'}`;
  return known(sure * closeness, `The hub is ${sure.toFixed(2)} sure of its readings on average; ${words}.`);
}

/** The core group that most authorities have. */
function mostShared(rows: readonly SharingRow[]): { title: string; authorities: Set<string> } | undefined {
  return [...Map.groupBy(rows, (row) => row.coreKey!)]
    .map(([key, own]) => ({ key, title: own[0]!.coreTitle ?? key, authorities: new Set(own.map((row) => row.authorityCode)) }))
    .sort((a, b) => b.authorities.size - a.authorities.size || (a.key < b.key ? -1 : 1))[0];
}
