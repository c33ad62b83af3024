import type { DecidedPair, MatchSide, Membership, ToldMove } from './MatchSide.ts';
import { areKeptApart, haveSomethingInCommon, makesNoOverlap, refusalOf, themesInCommon, type MatchReason } from './matchReasons.ts';
import { isStanding, type Shared } from './sharedOverlaps.ts';
import { listed } from '../../words.ts';

/** What reviewers decided of two priorities, their overlaps and their themes, as reasons for or against their being together. */
export function decisionReasons(a: MatchSide, b: MatchSide, shared: readonly Shared[], decided: readonly DecidedPair[]): MatchReason[] {
  return [...decided.map((pair) => pairReason(pair, shared)), ...shared.flatMap((both) => reviewReasons(both, shared)), ...movedReasons(a, b, shared), ...setReasons(a, b), ...refusedInBoth(a, b, shared)];
}

/** A link does nothing while its first has no core group that the second could join. */
function pairReason({ isLink, told }: DecidedPair, shared: readonly Shared[]): MatchReason {
  if (isLink && !shared.some(({ isOneCore }) => isOneCore)) return { aspect: 'DECISION', decides: 'nothing', weight: 0, explanation: `${told} That does nothing now: the one whose core group it was is in none by that theme.` };
  return { aspect: 'DECISION', decides: 'core', weight: isLink ? 1 : -1, explanation: told };
}

/** A rejection keeps two apart only where no other overlap holds them together. */
function reviewReasons({ title, review }: Shared, shared: readonly Shared[]): MatchReason[] {
  if (review === null) return [];
  const decidesNothing = review.isRejected && shared.some(isStanding);
  return [{ aspect: 'DECISION', decides: decidesNothing ? 'nothing' : 'overlap', weight: decidesNothing ? 0 : review.isRejected ? -1 : 1, explanation: `Both are in ${title}, which was ${review.told}` }];
}

/** What reviewers made of overlaps, where that and not the reading puts two together or keeps them apart. */
function movedReasons(a: MatchSide, b: MatchSide, shared: readonly Shared[]): MatchReason[] {
  const themes = themesInCommon(a, b);
  if (shared.length === 0 && themes.length > 0) return [{ aspect: 'DECISION', decides: 'overlap', weight: -1, explanation: [`Both are about ${listed(themes)}, and reviewers put them into different overlaps.`, ...putApart(a, b)].join(' ') }];
  return [...shared.filter(isStanding).flatMap((both) => [...mergedReasons(both), ...pairedReasons(a, b, both)]), ...keptApartReasons(shared)];
}

/** The splits, merges and links by which two of one theme stand in different overlaps. What keeps two apart within one has no part in it. */
function putApart(a: MatchSide, b: MatchSide): string[] {
  const told = a.themes.flatMap(({ code }) => broughtBy(a, code).flatMap((first) => broughtBy(b, code).flatMap((second) => [...movesOfOne(first, second), ...[...first.pairings, ...second.pairings].filter(({ isLink }) => isLink)].map((decision) => decision.told))));
  return [...new Set(told)];
}

type Brought = Pick<Membership, 'moves' | 'pairings'>;

/** By what it stands where it does by a theme. Where another of its themes brings it closer to the same overlap, no membership is of this one. */
function broughtBy({ memberships, themes }: MatchSide, code: string): Brought[] {
  const byTheme = memberships.filter(({ themeCode }) => themeCode === code);
  return byTheme.length > 0 ? byTheme : themes.filter((theme) => theme.code === code).map(({ moves }) => ({ moves, pairings: [] }));
}

/** Splits and merges that brought one of two members to where it stands, and not the other. */
function movesOfOne(first: Brought, second: Brought): ToldMove[] {
  return [...withoutThoseOf(second.moves, first.moves), ...withoutThoseOf(first.moves, second.moves)];
}

function withoutThoseOf<One extends ToldMove>(others: readonly One[], all: readonly One[]): One[] {
  return all.filter(({ id }) => others.every((other) => other.id !== id));
}

function mergedReasons({ first, second }: Shared): MatchReason[] {
  return movesOfOne(first, second).map(({ told }) => ({ aspect: 'DECISION', decides: 'overlap', weight: 1, explanation: told }));
}

/** Links and unlinks with a third by which one of them stands where it does, and not the other; those of the two are told by themselves. */
function pairedReasons(a: MatchSide, b: MatchSide, { first, second, isOneCore }: Shared): MatchReason[] {
  const sides = [{ side: a, member: first, other: second }, { side: b, member: second, other: first }];
  const reasons = sides.flatMap(({ side, member, other }) => withoutThoseOf(other.pairings, member.pairings).filter(({ priorityIds }) => !(priorityIds.includes(a.id) && priorityIds.includes(b.id))).map(({ isLink, told }): MatchReason => {
    // Without the link it would not be here at all.
    if (isLink && !isOneCore && side.themes.every(({ code }) => code !== member.themeCode)) return { aspect: 'DECISION', decides: 'overlap', weight: 1, explanation: told };
    return { aspect: 'DECISION', decides: 'core', weight: isOneCore ? 1 : -1, explanation: told };
  }));
  return [...new Map(reasons.map((reason) => [reason.explanation, reason])).values()];
}

function keptApartReasons(shared: readonly Shared[]): MatchReason[] {
  return shared.filter((both) => isStanding(both) && areKeptApart(both)).map(({ title }) => ({ aspect: 'DECISION', decides: 'core', weight: -1, explanation: `Within ${title}, decisions of reviewers keep the two in different core groups.` }));
}

/** A theme that was set speaks for their being together only where the other has it, too. */
function setReasons(a: MatchSide, b: MatchSide): MatchReason[] {
  return [{ side: a, other: b, which: 'first' }, { side: b, other: a, which: 'second' }].flatMap(({ side, other, which }) => side.decidedThemes.filter(({ isSet }) => isSet).map(({ code, label, told }): MatchReason => {
    const isDecisive = !makesNoOverlap(code) && other.themes.some((theme) => theme.code === code);
    return { aspect: 'DECISION', decides: isDecisive ? 'overlap' : 'nothing', weight: isDecisive ? 1 : 0, explanation: `The ${which} is about ${label}: ${told}` };
  }));
}

/** What was refused in one of them alone is told beside the theme of the other. */
function refusedInBoth(a: MatchSide, b: MatchSide, shared: readonly Shared[]): MatchReason[] {
  return a.decidedThemes.flatMap(({ code, label, isSet, told }): MatchReason[] => {
    const other = refusalOf(b, code);
    if (isSet || other === undefined) return [];
    const decides = makesNoOverlap(code) || haveSomethingInCommon(a, b, shared) ? 'nothing' : 'overlap';
    return [{ aspect: 'DECISION', decides, weight: decides === 'nothing' ? 0 : -1, explanation: `Neither is about ${label}. In the first: ${told} In the second: ${other.told}` }];
  });
}
