import type { CodedStatement } from '../../src/overlap/engine/CodedStatement.ts';
import { formOverlaps, type OverlapDraft } from '../../src/overlap/engine/formOverlaps.ts';
import { loadMeetingKit, type MeetingKit } from '../../src/overlap/engine/MeetingKit.ts';
import { meetingOf } from '../../src/overlap/engine/meetingOf.ts';

export interface Pairs {
  related: number;
  core: number;
  /** Sum over pairs of how sure the less sure of the two is, so that strengths can be set side by side. */
  strength: number;
}

/**
 * What every two statements of different authorities are to one another, found by holding each against each as one would who knows
 * the rule and nothing of keys: the measure to beat. Stops after so many pairs, and says how many it came to.
 */
export function compareByRule(coded: readonly CodedStatement[], most = Infinity): { pairs: Pairs; compared: number } {
  const kit = loadMeetingKit();
  const pairs: Pairs = { related: 0, core: 0, strength: 0 };
  let compared = 0;
  for (let i = 0; i < coded.length && compared < most; i += 1) {
    for (let j = i + 1; j < coded.length && compared < most; j += 1) {
      compared += 1;
      if (authorityOf(coded[i]!.statement.id) !== authorityOf(coded[j]!.statement.id)) holdAgainst(coded[i]!, coded[j]!, kit, pairs);
    }
  }
  return { pairs, compared };
}

/** Two statements by the rule: in one core group of a theme when both would make a meeting of it and the meetings are one. */
function holdAgainst(one: CodedStatement, other: CodedStatement, kit: MeetingKit, pairs: Pairs): void {
  for (const mine of one.themes) {
    const theirs = other.themes.find(({ themeCode }) => themeCode === mine.themeCode);
    if (theirs === undefined || kit.rules.core.noMeeting.includes(mine.themeCode)) continue;
    const [first, second] = [meetingOf(one, mine, kit), meetingOf(other, theirs, kit)];
    if ('core' in first && 'core' in second && first.core.key === second.core.key) pairs.core += 1;
    else pairs.related += 1;
    pairs.strength += Math.min(mine.confidence, theirs.confidence);
  }
}

/** The same with everything made ready that keys make ready, and only the comparing left: the strongest rival. */
export function comparePairs(coded: readonly CodedStatement[]): Pairs {
  const memberships = membershipsOf(coded);
  const pairs: Pairs = { related: 0, core: 0, strength: 0 };
  for (let i = 0; i < memberships.length; i += 1) {
    const one = memberships[i]!;
    for (let j = i + 1; j < memberships.length; j += 1) {
      const other = memberships[j]!;
      if (one.authority === other.authority) continue;
      for (const [theme, mine] of one.themes) {
        const theirs = other.themes.get(theme);
        if (theirs === undefined) continue;
        if (mine.coreKey !== null && mine.coreKey === theirs.coreKey) pairs.core += 1;
        else pairs.related += 1;
        pairs.strength += Math.min(mine.confidence, theirs.confidence);
      }
    }
  }
  return pairs;
}

/** The same, from the overlaps as the hub forms them: members in order of confidence tell each how many are surer, and no pair is listed. */
export function pairsOf(overlaps: readonly OverlapDraft[]): Pairs {
  const pairs: Pairs = { related: 0, core: 0, strength: 0 };
  for (const { members } of overlaps) {
    const all = countPairs(members.map(({ statementId, confidence }) => ({ authority: authorityOf(statementId), confidence })));
    const groups = [...Map.groupBy(members.filter(({ coreKey }) => coreKey !== null), ({ coreKey }) => coreKey).values()];
    const core = groups.reduce((sum, group) => sum + countPairs(group.map(({ statementId, confidence }) => ({ authority: authorityOf(statementId), confidence }))).pairs, 0);
    pairs.core += core;
    pairs.related += all.pairs - core;
    pairs.strength += all.strength;
  }
  return pairs;
}

function countPairs(members: readonly { authority: string; confidence: number }[]): { pairs: number; strength: number } {
  const surestFirst = [...members].sort((a, b) => b.confidence - a.confidence);
  const before = new Map<string, number>();
  let [pairs, strength] = [0, 0];
  surestFirst.forEach(({ authority, confidence }, index) => {
    const own = before.get(authority) ?? 0;
    pairs += index - own;
    strength += (index - own) * confidence;
    before.set(authority, own + 1);
  });
  return { pairs, strength };
}

interface Membership {
  authority: string;
  themes: ReadonlyMap<string, { coreKey: string | null; confidence: number }>;
}

/** Each statement's own themes, and within each its core group. */
function membershipsOf(coded: readonly CodedStatement[]): Membership[] {
  const themesOf = new Map(coded.map(({ statement: { id } }) => [id, new Map<string, { coreKey: string | null; confidence: number }>()]));
  for (const { themeCode, members } of formOverlaps(coded)) for (const { statementId, coreKey, confidence } of members) themesOf.get(statementId)!.set(themeCode, { coreKey, confidence });
  return [...themesOf].map(([id, themes]) => ({ authority: authorityOf(id), themes }));
}

function authorityOf(statementId: string): string {
  return statementId.slice(0, statementId.lastIndexOf('/'));
}
