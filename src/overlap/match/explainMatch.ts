import { confidenceShown } from '../engine/confidenceShown.ts';
import { LEAST_LIKELY } from '../engine/decideThemes.ts';
import { decisionReasons } from './decisionReasons.ts';
import { areKeptApart, ifEverTogether, makesNoOverlap, matchReasons, partyReasons, refusalOf, themesInCommon, type MatchReason } from './matchReasons.ts';
import type { DecidedPair, MatchSide, Membership, MissedTheme } from './MatchSide.ts';
import { areTied, inCommon, isStanding, overlapsFirst, partsOf, partWords, relatedOnes, sharedOf, type Shared } from './sharedOverlaps.ts';
import { listed } from '../../words.ts';

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
export function explainMatch(a: MatchSide, b: MatchSide, decided: readonly DecidedPair[] = []): Match {
  if (a.id === b.id) return { verdict: 'same-statement', summary: 'Both are the same statement.', reasons: [], wouldChange: [] };
  const shared = sharedOf(a, b);
  const standing = overlapsFirst(a, b, shared.filter(isStanding));
  const verdict = verdictOf(a, b, standing);
  const reasons = matchReasons(a, b, standing, decisionReasons(a, b, shared, decided));
  // What was rejected is no overlap; where nothing else holds the two together, that is what there is to say.
  if (shared.length > 0 && verdict === 'different') return { verdict, summary: `They are in no overlap together but ${listed(shared.map(({ title }) => title))}, which a reviewer rejected.`, reasons, wouldChange: [...closerWithoutRejection(a, b, shared), ...notByThatAlone(a, b, shared)] };
  return { verdict, summary: summaryOf(verdict, a, b, standing), reasons, wouldChange: wouldChange(verdict, a, b, standing) };
}

function verdictOf(a: MatchSide, b: MatchSide, shared: readonly Shared[]): MatchVerdict {
  if (shared.length === 0) return 'different';
  if (inCommon(a, b).length > 0) return 'same-authority';
  if (!a.isAdopted || !b.isAdopted) return 'context';
  if (areTied(a, b, shared)) return 'same-authority';
  return shared.some(({ isOneCore }) => isOneCore) ? 'same-core' : 'related';
}

function summaryOf(verdict: MatchVerdict, a: MatchSide, b: MatchSide, shared: readonly Shared[]): string {
  const titles = titlesOf(shared);
  switch (verdict) {
    case 'same-statement':
      return 'Both are the same statement.';
    case 'same-core':
      return `They are in one core group of ${listed(shared.filter(({ isOneCore }) => isOneCore).map(({ title }) => title))}: these two would sit in one meeting${ifEverTogether(a, b)}.`;
    case 'related':
      return `Both are in the overlap ${titles}, and in no core group together: each would want to know of the other${ifEverTogether(a, b)}.`;
    case 'same-authority':
      return `Both stand under ${titles}, and ${inCommon(a, b).length > 0 ? `both are ${listed(inCommon(a, b))}` : 'joint plans tie together all that share it'}: they make no overlap with each other.`;
    case 'context':
      return `Both stand under ${titles}, and ${a.isAdopted ? 'the second' : b.isAdopted ? 'the first' : 'neither'} ${a.isAdopted || b.isAdopted ? 'is not adopted, so it stands beside the overlap as context' : 'is adopted, so they stand beside the overlap as context'}.`;
    case 'different':
      return themesInCommon(a, b).length > 0 ? `Both are about ${listed(themesInCommon(a, b))}, and reviewers put them into different overlaps.` : 'They are in no overlap together: the hub reads no theme in both that makes one.';
  }
}

function titlesOf(shared: readonly Shared[]): string {
  return listed(shared.map(({ title }) => title));
}

function wouldChange(verdict: MatchVerdict, a: MatchSide, b: MatchSide, shared: readonly Shared[]): string[] {
  switch (verdict) {
    case 'different':
      if (themesInCommon(a, b).length > 0) return ['They would be in one overlap if the decisions that put them into different ones were undone.'];
      return [...closerByReading(a, b), ...notByThatAlone(a, b)];
    case 'same-authority':
      return [inCommon(a, b).length > 0 ? 'They would make an overlap if one of them were another authority’s.' : `They would make an overlap if an authority that no joint plan ties to theirs shared ${titlesOf(shared)}, or if two of theirs had it in plans of their own.`];
    case 'context':
      return [`They would make an overlap if ${!a.isAdopted && !b.isAdopted ? 'both were' : `the ${a.isAdopted ? 'second' : 'first'} was`} adopted by ${a.isAdopted || b.isAdopted ? 'its' : 'their'} authority.`];
    case 'related':
      return shared.map((both) => `They would be in one core group of ${both.title} if ${areKeptApart(both) ? 'the decisions that keep them apart were undone' : coreConditions(both.first, both.second)}.`);
    case 'same-core':
    case 'same-statement':
      return [];
  }
}

/** What else keeps two apart, whatever they are about. */
function notByThatAlone(a: MatchSide, b: MatchSide, shared: readonly Shared[] = []): string[] {
  return partyReasons(a, b, shared).flatMap(({ weight, explanation }) => (weight < 0 ? [`That alone would not do. ${explanation}`] : []));
}

function closerWithoutRejection(a: MatchSide, b: MatchSide, rejected: readonly Shared[]): string[] {
  return rejected.map((both) => `They would ${verdictOf(a, b, [both]) === 'same-core' ? 'be in one core group of' : 'both be in the overlap'} ${both.title} if the decision that rejected it were undone.`);
}

function coreConditions(first: Membership, second: Membership): string {
  const related = relatedOnes(first, second);
  if (related.length > 0) return listed(related.map(({ which, onlyRelated }) => `${which} were in a core group, which it is not because ${onlyRelated}`));
  return listed(partsOf(first, second).flatMap(({ mine, theirs }) => (mine.key === theirs.key ? [] : [`${partWords[mine.name]} of both were alike (${mine.title}; ${theirs.title})`])));
}

/** How they could come to be read to be about the same: by what was refused, or by a lower threshold; where neither would do, by what would tell. */
function closerByReading(a: MatchSide, b: MatchSide): string[] {
  const known = [...closerWithoutRefusal(a, b), ...closerByThreshold(a, b)];
  return known.length > 0 ? known : closerByWords(a, b);
}

/** Themes that both would have, had a reviewer not refused them in one or in both. */
function closerWithoutRefusal(a: MatchSide, b: MatchSide): string[] {
  const refused = new Map([...a.decidedThemes, ...b.decidedThemes].filter(({ isSet, code }) => !isSet && !makesNoOverlap(code)).map(({ code, label }) => [code, label]));
  return [...refused].flatMap(([code, label]) => {
    const sides = [a, b].map((side) => ({ refusal: refusalOf(side, code), isAbout: side.themes.some((theme) => theme.code === code) }));
    if (sides.some(({ refusal, isAbout }) => refusal === undefined && !isAbout)) return [];
    const refusals = sides.flatMap(({ refusal }) => refusal ?? []);
    const undone = refusals.length === 2 ? 'the decisions that refused it in both were undone' : `the decision that refused it in the ${sides[0]!.refusal ? 'first' : 'second'} were undone`;
    return [`They would be in one overlap on ${label} if ${undone}${refusals.every(({ isRead }) => isRead) ? '' : ' and the hub then read it there'}.`];
  });
}

/** Themes that a lower threshold would read in both; one so low that it would let in anything is none. */
function closerByThreshold(a: MatchSide, b: MatchSide): string[] {
  const codes = [...new Set([...a.themes, ...a.missed].map(({ code }) => code))].filter((code) => !makesNoOverlap(code));
  return codes.flatMap((code) => {
    const missed = [a, b].flatMap((side) => side.missed.filter((theme) => theme.code === code));
    const isRead = [a, b].filter(({ themes }) => themes.some((theme) => theme.code === code)).length;
    const lowest = missed.toSorted((one, other) => one.confidence - other.confidence)[0];
    return lowest === undefined || lowest.confidence < LEAST_LIKELY || isRead + missed.length < 2 ? [] : [thresholdSentence(lowest, missed.length === 2 ? 'both' : a.missed.some((theme) => theme.code === code) ? 'the first' : 'the second')];
  });
}

function closerByWords(a: MatchSide, b: MatchSide): string[] {
  const themes = [...a.themes, ...b.themes].filter(({ code }) => !makesNoOverlap(code));
  if (themes.length === 0) return ['They would be in one overlap if the hub read one theme in both: words that name it, the publisher’s own code or an indicator of the theme would tell.'];
  return [`They would be in one overlap if both were read to be about ${[...new Set(themes.map(({ label }) => label))].join(' or ')}: words that name it, the publisher’s own code or an indicator of the theme would tell.`];
}

function thresholdSentence({ label, confidence, threshold }: MissedTheme, where: string): string {
  return `They would be in one overlap on ${label} with a threshold of ${confidenceShown(confidence)} instead of ${threshold.toFixed(2)}: the hub would then read it in ${where}${where === 'both' ? '' : ' too'}.`;
}
