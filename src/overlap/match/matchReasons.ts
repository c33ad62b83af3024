import { isOwnPart, type CorePartName } from './coreParts.ts';
import type { DecidedTheme, MatchSide, ReadTheme } from './MatchSide.ts';
import { LEAST_LIKELY, MOST_RUNNERS_UP } from '../engine/decideThemes.ts';
import { approachLabels } from '../engine/readApproach.ts';
import { loadRules } from '../engine/Rules.ts';
import { confidenceShown } from '../engine/confidenceShown.ts';
import { areTied, inCommon, partsOf, partWords, relatedOnes, type Shared } from './sharedOverlaps.ts';
import { listed } from '../../words.ts';

export type MatchAspect = 'THEME' | CorePartName | 'RING' | 'AIM' | 'INDICATOR' | 'AUTHORITY' | 'PLAN' | 'ADOPTION' | 'TIME' | 'DECISION';
export type MatchLevel = 'overlap' | 'core' | 'nothing';

/** One reason for or against two priorities being together. */
export interface MatchReason {
  aspect: MatchAspect;
  /** What it decides. */
  decides: MatchLevel;
  /** From -1, which alone keeps them apart, to 1; 0 where it decides nothing. */
  weight: number;
  explanation: string;
}

let noMeeting: readonly string[] | undefined;

/** Whether a theme is too broad to meet about. */
export function makesNoOverlap(code: string): boolean {
  noMeeting ??= loadRules().core.noMeeting;
  return noMeeting.includes(code);
}

/** What speaks for and against two priorities being together: first what decides whether they are in one overlap, then in one core group, the weightiest first; of equal weight, what reviewers decided first. */
export function matchReasons(a: MatchSide, b: MatchSide, shared: readonly Shared[], decided: readonly MatchReason[]): MatchReason[] {
  const reasons = [...decided, ...themeReasons(a, b, shared), ...shared.flatMap(placeReasons), ...partyReasons(a, b, shared), ...besideReasons(a, b)];
  return reasons.sort((one, other) => rank(one) - rank(other));
}

/** What decides whether they are together first, and there what weighs most. */
function rank({ decides, weight }: MatchReason): number {
  return ({ overlap: 0, core: 10, nothing: 20 })[decides] - Math.abs(weight);
}

/** Labels of the themes that both have and that make an overlap. */
export function themesInCommon(a: MatchSide, b: MatchSide): string[] {
  return a.themes.filter(({ code }) => !makesNoOverlap(code) && b.themes.some((theme) => theme.code === code)).map(({ label }) => label);
}

/** Whether two members have all of a core group alike, and are in different ones all the same: only a reviewer puts them so. */
export function areKeptApart({ first, second, isOneCore }: Shared): boolean {
  return !isOneCore && first.isCore && second.isCore && partsOf(first, second).every(({ mine, theirs }) => mine.key === theirs.key);
}

function themeReasons(a: MatchSide, b: MatchSide, shared: readonly Shared[]): MatchReason[] {
  const codes = [...new Set([...a.themes, ...b.themes].map(({ code }) => code))];
  const haveMore = haveSomethingInCommon(a, b, shared);
  const reasons = codes.map((code) => {
    const [first, second] = [a, b].map(({ themes }) => themes.find((theme) => theme.code === code));
    if (first && second) return bothRead(first, second);
    return first ? oneRead({ has: first, which: ['first', 'second'], other: b }, haveMore) : oneRead({ has: second!, which: ['second', 'first'], other: a }, haveMore);
  });
  return codes.every(makesNoOverlap) && shared.length === 0 ? [nothingRead(a, b), ...reasons] : reasons;
}

/** Where neither has a theme beside which the other's could be set, what was refused in one of them is told, too. */
function nothingRead(a: MatchSide, b: MatchSide): MatchReason {
  const sides = [{ side: a, which: 'first' }, { side: b, which: 'second' }];
  const refused = sides.flatMap(({ side, which }) => side.decidedThemes.filter(({ isSet, code }) => !isSet && !makesNoOverlap(code)).map(({ label, told }) => `${label} was ${told.replace(/^refused/, `refused in the ${which}`)}`));
  return { aspect: refused.length > 0 ? 'DECISION' : 'THEME', decides: 'overlap', weight: -1, explanation: ['Neither is read to be about a theme that makes an overlap.', ...refused].join(' ') };
}

function bothRead(first: ReadTheme, second: ReadTheme): MatchReason {
  const said = `Both are about ${first.label}. The hub is ${sureness(first, 'of the first')}, and ${sureness(second, 'of the second')}.`;
  if (makesNoOverlap(first.code)) return { aspect: 'THEME', decides: 'nothing', weight: 0, explanation: `${said} It is too broad to make an overlap.` };
  return { aspect: 'THEME', decides: 'overlap', weight: rounded(Math.min(first.confidence, second.confidence)), explanation: said };
}

/** Whether there is an overlap that both are in, or a theme of both that would make one: then it is not for what they have not in common that they are apart. */
export function haveSomethingInCommon(a: MatchSide, b: MatchSide, shared: readonly Shared[]): boolean {
  return shared.length > 0 || themesInCommon(a, b).length > 0;
}

interface OneSided {
  has: ReadTheme;
  /** Which of the two has it, and which has not. */
  which: readonly [string, string];
  other: MatchSide;
}

/** What one has and the other has not keeps them apart only where they have nothing else in common. */
function oneRead({ has, which, other }: OneSided, haveMore: boolean): MatchReason {
  const isAbout = `The ${which[0]} is about ${has.label}, of which the hub is ${has.confidence.toFixed(2)} sure${has.by === '' ? '' : ` by ${has.by}`}. The ${which[1]} is not: `;
  const decides = makesNoOverlap(has.code) || haveMore ? 'nothing' : 'overlap';
  const refused = refusalOf(other, has.code);
  if (refused) return { aspect: 'DECISION', decides, weight: decides === 'nothing' ? 0 : -1, explanation: `${isAbout}${refused.told}` };
  const missed = other.missed.find((theme) => theme.code === has.code);
  const most = missed?.confidence ?? (other.missed.length < MOST_RUNNERS_UP ? LEAST_LIKELY : Math.min(...other.missed.map(({ confidence }) => confidence)));
  const howSure = missed ? `${confidenceShown(missed.confidence)} sure of it there, below ${missed.threshold.toFixed(2)}` : `at most ${confidenceShown(most)} sure of it there`;
  return { aspect: 'THEME', decides, weight: decides === 'nothing' ? 0 : rounded(most - 1), explanation: `${isAbout}the hub is ${howSure}.` };
}

/** That a reviewer refused a theme in one, if that is so. */
export function refusalOf({ decidedThemes }: MatchSide, code: string): DecidedTheme | undefined {
  return decidedThemes.find((theme) => theme.code === code && !theme.isSet);
}

function sureness({ confidence, isMain, by }: ReadTheme, of: string): string {
  return `${confidence.toFixed(2)} sure ${of}${by === '' ? '' : ` by ${by}`}${isMain ? '' : ', where it is not the main theme'}`;
}

function rounded(weight: number): number {
  return Math.round(weight * 1000) / 1000;
}

/** Within an overlap that both are in: what puts them into one core group or not. */
function placeReasons({ title, first, second }: Shared): MatchReason[] {
  if (!first.isCore || !second.isCore) {
    return [{ aspect: 'RING', decides: 'core', weight: -1, explanation: `Within ${title}, ${relatedOnes(first, second).map(({ which, onlyRelated }) => `${which} is in no core group: ${onlyRelated}`).join('; ')}.` }];
  }
  return partsOf(first, second).map(({ mine, theirs }): MatchReason => {
    const isAlike = mine.key === theirs.key;
    const words = partWords[mine.name];
    const linked = [...(isOwnPart(mine, first.ownCoreKey) ? [] : ['the first']), ...(isOwnPart(theirs, second.ownCoreKey) ? [] : ['the second'])];
    const byLink = linked.length === 0 ? '' : `, which a reviewer’s link gives ${listed(linked)}`;
    const explanation = isAlike ? `Within ${title}, ${words} of both: ${mine.title}${byLink}.` : `Within ${title}, ${words} of the first: ${mine.title}; of the second: ${theirs.title}${byLink}.`;
    // What a link makes alike is no reason beside the link.
    return isAlike && linked.length > 0 ? { aspect: mine.name, decides: 'nothing', weight: 0, explanation } : { aspect: mine.name, decides: 'core', weight: isAlike ? 1 : -1, explanation };
  });
}

/** Whose they are: only statements that different authorities adopted make an overlap. */
export function partyReasons(a: MatchSide, b: MatchSide, shared: readonly Shared[]): MatchReason[] {
  const reasons: MatchReason[] = [];
  if (a.planId === b.planId) reasons.push({ aspect: 'PLAN', decides: 'overlap', weight: -1, explanation: `Both stand in the same plan, “${a.planTitle}”.` });
  else if (a.supersedesId === b.planId || b.supersedesId === a.planId) reasons.push({ aspect: 'PLAN', decides: 'overlap', weight: -1, explanation: `“${a.planTitle}” and “${b.planTitle}” are a plan and the one that replaced it.` });
  const common = inCommon(a, b);
  if (common.length > 0) reasons.push({ aspect: 'AUTHORITY', decides: 'overlap', weight: -1, explanation: `Both are ${listed(common)}${joined(a, b)}: an overlap needs statements of two authorities.` });
  else reasons.push(apartReason(a, b, shared));
  for (const [side, which] of [[a, 'first'], [b, 'second']] as const) {
    if (!side.isAdopted) reasons.push({ aspect: 'ADOPTION', decides: 'overlap', weight: -1, explanation: `The ${which} is not known to be adopted by its authority, so it makes no overlap: it is context.` });
  }
  return reasons;
}

/** Authorities that joint plans tie into one party are no strangers, though no plan be of all of them. */
function apartReason(a: MatchSide, b: MatchSide, shared: readonly Shared[]): MatchReason {
  const said = `They are of different authorities: ${namesOf(a)}, and ${namesOf(b)}.`;
  if (!areTied(a, b, shared)) return { aspect: 'AUTHORITY', decides: 'overlap', weight: 1, explanation: said };
  return { aspect: 'AUTHORITY', decides: 'overlap', weight: -1, explanation: `${said} But joint plans tie together all that share ${listed(shared.map(({ title }) => title))}, which makes them one party: an overlap needs two.` };
}

function joined(a: MatchSide, b: MatchSide): string {
  const joint = [a, b].filter(({ authorities }) => authorities.length > 1).length;
  return ['', ', one of them by a joint plan', ', both by joint plans'][joint]!;
}

let labelsOfApproaches: ReadonlyMap<string, string> | undefined;

function approachOf({ approach }: MatchSide): string | undefined {
  labelsOfApproaches ??= approachLabels();
  return labelsOfApproaches.get(approach ?? '');
}

/** What a person would look at as well, and what decides nothing. */
function besideReasons(a: MatchSide, b: MatchSide): MatchReason[] {
  const reasons: MatchReason[] = [];
  const say = (aspect: MatchAspect, explanation: string): void => void reasons.push({ aspect, decides: 'nothing', weight: 0, explanation });
  const [first, second] = [approachOf(a), approachOf(b)];
  if (first !== undefined && second !== undefined) say('AIM', first === second ? `Both set out to ${first}.` : `The first sets out to ${first}, the second to ${second}: they may approach it differently.`);
  const indicators = a.indicators.filter(({ code }) => b.indicators.some((other) => other.code === code));
  if (indicators.length > 0) say('INDICATOR', `Both are measured by ${listed(indicators.map(({ code, title }) => `${code} (${title})`))}. An indicator counts for its themes in each statement.`);
  else if (a.indicators.length > 0 && b.indicators.length > 0) say('INDICATOR', `Each names indicators, and none that the other does: ${listed(a.indicators.map(({ code }) => code))}; ${listed(b.indicators.map(({ code }) => code))}.`);
  say('TIME', timeInWords(a, b));
  return reasons;
}

function timeInWords(a: MatchSide, b: MatchSide): string {
  const days = daysTogether(a, b);
  if (days === null) return `${a.inForce === null ? 'The plan of the first' : 'The plan of the second'} is in force on no day the hub can name, so it stands in no answer about a day.`;
  if (days.from <= days.to) return `Both plans are in force on the days from ${days.from} to ${days.to}.`;
  return `Their plans were never in force on the same day (${a.inForce!.from} to ${a.inForce!.to}; ${b.inForce!.from} to ${b.inForce!.to}): they are seen together only when a period is asked about.`;
}

/** What must be added where two are said to belong together, though no day is known on which both were in force. */
export function ifEverTogether(a: MatchSide, b: MatchSide): string {
  const days = daysTogether(a, b);
  if (days === null) return ', were their plans known to be in force at the same time';
  return days.from <= days.to ? '' : ', had their plans been in force at the same time';
}

/** From the first to the last day on which both plans are in force, the last before the first where there is none; null where the days of one are not known. */
function daysTogether(a: MatchSide, b: MatchSide): { from: string; to: string } | null {
  if (a.inForce === null || b.inForce === null) return null;
  return { from: a.inForce.from > b.inForce.from ? a.inForce.from : b.inForce.from, to: a.inForce.to < b.inForce.to ? a.inForce.to : b.inForce.to };
}

function namesOf({ authorities }: MatchSide): string {
  return listed(authorities.map(({ name }) => name)) || 'no authority';
}
