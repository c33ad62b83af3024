import { confidenceShown } from '../thresholds.ts';
import { areKeptApart, makesNoOverlap, matchReasons, partyReasons, themesInCommon, type MatchReason } from './matchReasons.ts';
import type { MatchSide, Membership, MissedTheme } from './MatchSide.ts';
import { inCommon, listed, partsOf, partWords, relatedOnes, sharedOf, type Shared } from './sharedOverlaps.ts';

/** What two priorities are to each other. */
export type MatchVerdict = 'same-statement' | 'same-core' | 'related' | 'same-authority' | 'context' | 'different';
/** Two priorities held against each other. */
export interface Match {
  verdict: MatchVerdict;
  summary: string;
  reasons: MatchReason[];
  /** What would have to be different for them to be closer, in sentences; none where they could not be. */
  wouldChange: string[];
}

/** Why two priorities are, or are not, in one overlap and one core group: from what was read of each, and what reviewers decided of the two. */
export function explainMatch(a: MatchSide, b: MatchSide, decided: readonly MatchReason[] = []): Match {
  if (a.id === b.id) return { verdict: 'same-statement', summary: 'Both are the same statement.', reasons: [], wouldChange: [] };
  const shared = sharedOf(a, b);
  const verdict = verdictOf(a, b, shared);
  return { verdict, summary: summaryOf(verdict, a, b, shared), reasons: matchReasons(a, b, shared, decided), wouldChange: wouldChange(verdict, a, b, shared) };
}

function verdictOf(a: MatchSide, b: MatchSide, shared: readonly Shared[]): MatchVerdict {
  if (shared.length === 0) return 'different';
  if (inCommon(a, b).length > 0) return 'same-authority';
  if (!a.isAdopted || !b.isAdopted) return 'context';
  return shared.some(({ isOneCore }) => isOneCore) ? 'same-core' : 'related';
}

function summaryOf(verdict: MatchVerdict, a: MatchSide, b: MatchSide, shared: readonly Shared[]): string {
  const titles = listed(shared.map(({ title }) => title));
  switch (verdict) {
    case 'same-statement':
      return 'Both are the same statement.';
    case 'same-core':
      return `They are in one core group of ${listed(shared.filter(({ isOneCore }) => isOneCore).map(({ title }) => title))}: these two would sit in one meeting.`;
    case 'related':
      return `Both are in the overlap ${titles}, and in no core group together: each would want to know of the other.`;
    case 'same-authority':
      return `Both are about ${titles}, and both are ${listed(inCommon(a, b))}’s: they make no overlap with each other.`;
    case 'context':
      return `Both are about ${titles}, and ${a.isAdopted ? 'the second' : b.isAdopted ? 'the first' : 'neither'} ${a.isAdopted || b.isAdopted ? 'is not adopted, so it stands beside the overlap as context' : 'is adopted, so they stand beside the overlap as context'}.`;
    case 'different':
      return themesInCommon(a, b).length > 0 ? `Both are about ${listed(themesInCommon(a, b))}, and reviewers put them into different overlaps.` : 'They are in no overlap together: the hub reads no theme in both that makes one.';
  }
}

function wouldChange(verdict: MatchVerdict, a: MatchSide, b: MatchSide, shared: readonly Shared[]): string[] {
  switch (verdict) {
    case 'different':
      if (themesInCommon(a, b).length > 0) return ['They would be in one overlap if the decisions that put them into different ones were undone.'];
      return [...closerByThreshold(a, b), ...partyReasons(a, b).flatMap(({ weight, explanation }) => (weight < 0 ? [`That alone would not do. ${explanation}`] : []))];
    case 'same-authority':
      return ['They would make an overlap if one of them were another authority’s.'];
    case 'context':
      return [`They would make an overlap if ${!a.isAdopted && !b.isAdopted ? 'both were' : `the ${a.isAdopted ? 'second' : 'first'} was`} adopted by ${a.isAdopted || b.isAdopted ? 'its' : 'their'} authority.`];
    case 'related':
      return shared.map((both) => `They would be in one core group of ${both.title} if ${areKeptApart(both) ? 'the decisions that keep them apart were undone' : coreConditions(both.first, both.second)}.`);
    case 'same-core':
    case 'same-statement':
      return [];
  }
}

function coreConditions(first: Membership, second: Membership): string {
  const related = relatedOnes(first, second);
  if (related.length > 0) return listed(related.map(({ which, onlyRelated }) => `${which} were in a core group, which it is not because ${onlyRelated}`));
  return listed(partsOf(first, second).flatMap(({ mine, theirs }) => (mine.key === theirs.key ? [] : [`${partWords[mine.name]} of both were alike (${mine.title}; ${theirs.title})`])));
}

/** Themes that a lower threshold would read in both; where there is none, what would tell. */
function closerByThreshold(a: MatchSide, b: MatchSide): string[] {
  const codes = [...new Set([...a.themes, ...a.missed].map(({ code }) => code))].filter((code) => !makesNoOverlap(code));
  const sentences = codes.flatMap((code) => {
    const missed = [a, b].flatMap((side) => side.missed.filter((theme) => theme.code === code));
    const isRead = [a, b].filter(({ themes }) => themes.some((theme) => theme.code === code)).length;
    const lowest = missed.toSorted((one, other) => one.confidence - other.confidence)[0];
    return lowest === undefined || isRead + missed.length < 2 ? [] : [thresholdSentence(lowest, missed.length === 2 ? 'both' : a.missed.some((theme) => theme.code === code) ? 'the first' : 'the second')];
  });
  if (sentences.length > 0) return sentences;
  const themes = [...a.themes, ...b.themes].filter(({ code }) => !makesNoOverlap(code));
  if (themes.length === 0) return ['They would be in one overlap if the hub read one theme in both: words that name it, the publisher’s own code or an indicator of the theme would tell.'];
  return [`They would be in one overlap if both were read to be about ${[...new Set(themes.map(({ label }) => label))].join(' or ')}: words that name it, the publisher’s own code or an indicator of the theme would tell.`];
}

function thresholdSentence({ label, confidence, threshold }: MissedTheme, where: string): string {
  return `They would be in one overlap on ${label} with a threshold of ${confidenceShown(confidence)} instead of ${threshold.toFixed(2)}: the hub would then read it in ${where}${where === 'both' ? '' : ' too'}.`;
}
