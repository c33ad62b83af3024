import { verdictOf, type Fact } from './Fact.ts';
import { figure } from './inWords.ts';
import { byKey, factInWords, movedFacts, type Moved } from './movedFacts.ts';
import type { ProposalContent, Reliance } from './ProposalContent.ts';

export type ConclusionState = 'holds' | 'in-doubt' | 'no-longer' | 'cannot-say';

/** One thing that the conclusion rests on, as it is now. */
export interface RelianceNow {
  reliance: Reliance;
  state: 'holds' | 'fails' | 'cannot-say';
  explanation: string;
}

/** Whether the conclusion of a proposal still follows from what the hub knows now. */
export interface Conclusion {
  state: ConclusionState;
  reliances: RelianceNow[];
  /** All that moved, whether the conclusion rests on it or not. */
  moved: Moved[];
  explanation: string;
}

/** The facts as they were frozen and as they are now, the conclusion, and what of them it rests on. */
export interface Grounds extends Pick<ProposalContent, 'conclusion' | 'reliesOn'> {
  frozen: readonly Fact[];
  now: readonly Fact[];
}

/**
 * One reliance that fails is enough to fell a conclusion; one of which nothing is known now, to leave it unsaid. A verdict that turned, or a
 * known fact that is no longer known or told, puts it in doubt where no reliance covers it: nobody said that it does not matter. One that nobody
 * has told yet neither holds nor fails.
 */
export function conclusionOf({ frozen, now, conclusion, reliesOn }: Grounds): Conclusion {
  const [was, is] = [byKey(frozen), byKey(now)];
  const reliances = reliesOn.map((reliance) => relianceNow(reliance, was.get(reliance.factKey), is.get(reliance.factKey)));
  const moved = movedFacts(frozen, now);
  const covered = new Set(reliesOn.map(({ factKey }) => factKey));
  const doubts = moved.filter((one) => !covered.has(one.key) && raisesDoubt(one));
  const [failing, unsaid] = [reliances.filter(({ state }) => state === 'fails'), reliances.filter(({ state }) => state === 'cannot-say')];
  const isTold = conclusion.trim() !== '';
  const state: ConclusionState = !isTold ? 'cannot-say' : failing.length > 0 ? 'no-longer' : unsaid.length > 0 ? 'cannot-say' : doubts.length > 0 ? 'in-doubt' : 'holds';
  return { state, reliances, moved, explanation: [isTold ? inOneSentence(state, reliances) : 'No conclusion is told yet, so none can hold or fail.', ...[...failing, ...unsaid].map(({ explanation }) => explanation), ...doubts.map(({ explanation }) => explanation)].join(' ') };
}

function inOneSentence(state: ConclusionState, reliances: readonly RelianceNow[]): string {
  const all = reliances.length;
  const counted = state === 'no-longer' ? 'fails' : 'cannot-say';
  const failing = reliances.filter((one) => one.state === counted).length;
  const [which, isOne] = [all === 1 ? 'the one fact it rests on' : `${failing} of the ${all} facts it rests on`, failing === 1];
  if (state === 'no-longer') return `The conclusion no longer holds: ${which} ${isOne ? 'does' : 'do'} not bear it out.`;
  if (state === 'cannot-say') return `Whether the conclusion holds cannot be said: ${which} ${isOne ? 'is' : 'are'} not known now.`;
  const rests = all === 0 ? 'It names no fact that it rests on.' : all === 1 ? 'The one fact it rests on bears it out.' : `All ${all} facts it rests on bear it out.`;
  return state === 'in-doubt' ? `The conclusion is in doubt. ${rests} But other evidence turned:` : `The conclusion holds. ${rests} Nothing else turned.`;
}

function raisesDoubt({ how, what, before, after }: Moved): boolean {
  if (how === 'gone') return before!.isKnown;
  return how === 'changed' && (what.includes('verdict') || (before!.isKnown && !after!.isKnown));
}

function relianceNow(reliance: Reliance, was: Fact | undefined, is: Fact | undefined): RelianceNow {
  const cannotSay = (explanation: string): RelianceNow => ({ reliance, state: 'cannot-say', explanation });
  if (was === undefined) return cannotSay(`The evidence has no fact “${reliance.factKey}”.`);
  if (is === undefined) return cannotSay(`${was.label}: was ${factInWords(was)}, and the hub no longer tells of it.`);
  if (!is.isKnown) return cannotSay(`${is.label}: was ${factInWords(was)}, is now not known. ${is.text}`.trim());
  if (reliance.holdsWhile === 'same') return staysTheSame(reliance, was, is);
  if (is.value === null || reliance.value === null) return cannotSay(`${is.label} has no figure now to set beside ${reliance.holdsWhile.replace('-', ' ')} ${figure(reliance.value ?? 0)}.`);
  const holds = reliance.holdsWhile === 'at-least' ? is.value >= reliance.value : is.value <= reliance.value;
  return { reliance, state: holds ? 'holds' : 'fails', explanation: `${is.label}: was ${factInWords(was)}, is now ${factInWords(is)}; the conclusion needs ${reliance.holdsWhile.replace('-', ' ')} ${figure(reliance.value)}.` };
}

/** What a fact amounts to counts before its figure: a conclusion that a figure is worse than the region's outlives its second decimal place. */
function staysTheSame(reliance: Reliance, was: Fact, is: Fact): RelianceNow {
  const [before, now] = [verdictOf(was), verdictOf(is)];
  const same = before !== null || now !== null ? before === now : was.isKnown === is.isKnown && was.value === is.value && was.unit === is.unit && was.text === is.text;
  return { reliance, state: same ? 'holds' : 'fails', explanation: `${is.label}: was ${factInWords(was)}, is now ${factInWords(is)}; the conclusion needs it the same.` };
}
