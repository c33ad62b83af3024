import { addDays } from '../catalogue/period.ts';
import { listed } from '../words.ts';

/** One plan in force between two days, once for each of its authorities. One that states the overlap without being known to have adopted it is no whole one: it is not without it. */
export interface DatedPlan {
  id: string;
  authorityCode: string;
  kind: string;
  coverage: string;
  inForceFrom: string;
  inForceTo: string;
}

/** What changed on a day on which a plan of one of the authorities came into force, or had ended the day before. */
export interface Moment {
  day: string;
  /** How many authorities had a document in force, and the codes of those that shared the overlap. */
  documented: number;
  sharing: string[];
  /** Took it up: their plan of the same kind before, held whole, was without it. */
  joined: string[];
  /** Dropped it: their next plan of the same kind, held whole, is without it. */
  left: string[];
  /** Share it as far as the hub can see for the first time: there is no whole earlier plan of the kind to say that they did not before. */
  firstSeen: string[];
  /** No longer share it as far as the hub can see: the document ended, and no whole later one of its kind says that they do not. */
  lastSeen: string[];
}

/** An authority that is no more, and those that took its place. */
export interface Succession {
  name: string;
  successors: readonly { code: string; name: string }[];
}

export type Trend = 'growing' | 'steady' | 'fading' | 'no-change' | 'too-few';

export interface History {
  trend: Trend;
  explanation: string;
  /** How many authorities could be followed from one plan to the next. */
  followed: number;
  /** Newest last. */
  moments: Moment[];
  /** How many earlier moments were left out. */
  earlier: number;
}

/** With fewer authorities to follow than this, a change says more about one of them than about the whole. */
const fewestToSay = 3;
/** Fewer than two authorities, or than one in five of those followed, are called steady. */
const fewestToCall = 2;
const shareToCall = 0.2;
/** "Other" plans have nothing in common by which one could follow on another. */
const followsNothing = new Set(['other']);

interface KindThen {
  plans: string;
  states: boolean;
  shared: boolean;
  isWhole: boolean;
}

/** How an overlap grew or faded from plan to plan, until a day. `stating` are the plans that state it and were adopted; `succeeded` are the authorities that are no more, by their codes. */
export function historyOf(plans: readonly DatedPlan[], stating: ReadonlySet<string>, today: string, { most = 50, succeeded = new Map() }: { most?: number; succeeded?: ReadonlyMap<string, Succession> } = {}): History {
  const days = [...new Set(plans.flatMap(({ inForceFrom, inForceTo }) => [inForceFrom, ...(inForceTo < '9999-12-31' ? [addDays(inForceTo, 1)] : [])]))].filter((day) => day <= today).sort();
  const byAuthority = [...Map.groupBy(plans, (plan) => plan.authorityCode)].sort(([a], [b]) => (a < b ? -1 : 1));
  const authorities = byAuthority.map(([code, own]) => ({ code, own, before: new Map<string, KindThen>(), follow: { isFollowed: false, changes: 0, change: 0 } }));
  const moments: Moment[] = [];
  for (const day of days) {
    const before = moments.at(-1);
    const now = authorities.map((authority) => ({ code: authority.code, ...changeOf(authority, day, stating) }));
    const sharing = now.filter(({ shares }) => shares).map(({ code }) => code);
    const [joined, left] = [now.filter(({ change }) => change > 0), now.filter(({ change }) => change < 0)].map((changed) => changed.map(({ code }) => code)) as [string[], string[]];
    const moment = {
      day,
      documented: now.filter(({ isDocumented }) => isDocumented).length,
      sharing,
      joined,
      left,
      firstSeen: sharing.filter((code) => !before?.sharing.includes(code) && !joined.includes(code)),
      lastSeen: (before?.sharing ?? []).filter((code) => !sharing.includes(code) && !left.includes(code)),
    };
    if (before === undefined || isChange(before, moment)) moments.push(moment);
  }
  const { explanation, ...trend } = trendOf(authorities.map(({ follow }) => follow));
  return { ...trend, explanation: `${explanation}${unfollowedInWords(moments, succeeded)}`, moments: moments.slice(-most), earlier: Math.max(0, moments.length - most) };
}

function isChange(before: Moment, { documented, joined, left, firstSeen, lastSeen }: Moment): boolean {
  return before.documented !== documented || [joined, left, firstSeen, lastSeen].some((codes) => codes.length > 0);
}

interface Followed {
  isFollowed: boolean;
  /** How often it took the overlap up or dropped it. */
  changes: number;
  /** How often it took the overlap up, less how often it dropped it. */
  change: number;
}

/** Where an authority stands on a day, and whether a plan took up or dropped what the one before of its kind said. Remembers the plans of the day. */
function changeOf({ own, before, follow }: { own: readonly DatedPlan[]; before: Map<string, KindThen>; follow: Followed }, day: string, stating: ReadonlySet<string>): { isDocumented: boolean; shares: boolean; change: number } {
  const inForce = own.filter((plan) => plan.inForceFrom <= day && plan.inForceTo >= day);
  const shares = inForce.some(({ id }) => stating.has(id));
  let change = 0;
  for (const [kind, ofKind] of Map.groupBy(inForce, (plan) => plan.kind)) {
    if (followsNothing.has(kind)) continue;
    const now = { plans: ofKind.map(({ id }) => id).sort().join(' '), states: ofKind.some(({ id }) => stating.has(id)), shared: shares, isWhole: ofKind.every(({ coverage }) => coverage === 'whole') };
    const last = before.get(kind);
    if (last && last.plans !== now.plans) {
      // A plan that states it is evidence however little of it is held; one that does not is evidence only when held whole.
      if ((last.states || last.isWhole) && (now.states || now.isWhole)) follow.isFollowed = true;
      if (now.states && !last.states && last.isWhole && !last.shared) change = 1;
      if (!now.states && last.states && now.isWhole && !shares) change = -1;
    }
    before.set(kind, now);
  }
  follow.change += change;
  follow.changes += Math.abs(change);
  return { isDocumented: inForce.length > 0, shares, change };
}

function trendOf(authorities: readonly Followed[]): Pick<History, 'trend' | 'explanation' | 'followed'> {
  const followed = authorities.filter(({ isFollowed }) => isFollowed);
  const [took, dropped] = [followed.filter(({ change }) => change > 0).length, followed.filter(({ change }) => change < 0).length];
  const inTurn = followed.filter(({ change, changes }) => change === 0 && changes > 0).length;
  if (followed.length < fewestToSay) {
    return { trend: 'too-few', followed: followed.length, explanation: `Too few to say: ${followed.length === 0 ? 'no authority' : `only ${followed.length}`} could be followed from one plan to the next of its kind. A plan the hub does not hold, or holds in part, says nothing of what was dropped.` };
  }
  const net = took - dropped;
  const isClear = Math.abs(net) >= fewestToCall && Math.abs(net) / followed.length >= shareToCall;
  // Without a change nothing was found: to call that steady would say that it was looked at whole.
  if (took + dropped + inTurn === 0) return { trend: 'no-change', followed: followed.length, explanation: `No change seen: of ${followed.length} authorities that could be followed from one plan to the next of its kind, none took it up and none dropped it.` };
  const [trend, word]: [Trend, string] = !isClear ? ['steady', 'Steady'] : net > 0 ? ['growing', 'Growing'] : ['fading', 'Fading'];
  return { trend, followed: followed.length, explanation: `${word}: of ${followed.length} authorities that could be followed from one plan to the next of its kind, ${took} took it up and ${dropped} dropped it${inTurn === 0 ? '' : `, and ${inTurn} did both in turn`}.` };
}

/** How many came or went whom nobody could follow: where the line rises or falls by them, the hub may only hold more plans than before, or fewer. */
function unfollowedInWords(moments: readonly Moment[], succeeded: ReadonlyMap<string, Succession>): string {
  const first = moments.findIndex(({ sharing }) => sharing.length > 0);
  if (first < 0) return '';
  const [begun, later] = [moments[first]!, moments.slice(first + 1)];
  const shared = new Set(moments.flatMap(({ sharing }) => sharing));
  // Who took the place of one that shared it is nobody new, and who is no more has no later plan that the hub could lack.
  const gone = [...succeeded].filter(([code, { successors }]) => shared.has(code) && successors.length > 0).map(([, succession]) => succession);
  const heirs = new Set(gone.flatMap(({ successors }) => successors.map(({ code }) => code)));
  const came = new Set(later.flatMap(({ firstSeen }) => firstSeen).filter((code) => !begun.sharing.includes(code) && !heirs.has(code)));
  // Whoever was not seen for a while and then dropped it is known to have dropped it.
  const isUnseen = new Map(later.flatMap(({ sharing, left, lastSeen }) => [...lastSeen.map((code) => [code, true] as const), ...[...sharing, ...left].map((code) => [code, false] as const)]));
  const ended = new Set([...isUnseen].filter(([code, unseen]) => unseen && !succeeded.has(code)).map(([code]) => code));
  return [
    came.size > 0 && ` ${came.size} more ${came.size === 1 ? 'was' : 'were'} first seen with it after ${begun.day}, which may be because the hub holds no earlier plan of ${came.size === 1 ? 'that one' : 'theirs'}, or only a part of one.`,
    ended.size > 0 && ` ${ended.size} ${ended.size === 1 ? 'is' : 'are'} not seen with it any more, which may be because the hub holds no later plan of ${ended.size === 1 ? 'that one' : 'theirs'}, or only a part of one.`,
    ...gone.map(({ name, successors }) => ` ${name} is no more: ${listed(successors.map((one) => one.name))} took its place, of which ${listed(successors.filter(({ code }) => shared.has(code)).map((one) => one.name)) || 'none'} ${successors.filter(({ code }) => shared.has(code)).length > 1 ? 'were' : 'was'} seen with it.`),
  ].filter(Boolean).join('');
}
