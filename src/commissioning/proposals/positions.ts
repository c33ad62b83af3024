import { addDays, isDay } from '../../catalogue/period.ts';
import { checkLine, checkOneOf, checkOptionalLine, checkText, refuse } from './checkValues.ts';
import { allOf } from './inWords.ts';
import type { ProposalContent } from './ProposalContent.ts';

export const stances = ['support', 'support-with-conditions', 'abstain', 'object'] as const;
export type Stance = (typeof stances)[number];

/** What one body decided on one version, through its own decision-taker. */
export interface Position {
  bodyCode: string;
  versionNumber: number;
  /** Number of the evidence that stood behind that version when it decided. */
  evidenceNumber: number;
  stance: Stance;
  /** Told when and only when the stance is support with conditions. */
  conditions: string;
  reason: string;
  /** Who decided, in words that name a post or a committee and never a person; empty where the group says it. */
  decisionTaker: string;
  /** Id of the governance group that decided. */
  decidingGroupId: string | null;
  /** ISO date. */
  decidedOn: string;
  isKeyDecision: boolean;
  /** Last day on which the decision may be called in (ISO date); null where there is no call-in. */
  callInEndsOn: string | null;
  /** Whether it was called in, and so waits for scrutiny. */
  calledIn: boolean;
  /** The power relied on, in words: "Section 75 of the National Health Service Act 2006". */
  power: string;
  /** The post that recorded it, and when (ISO 8601, UTC). */
  by: string;
  at: string;
}

/** What a position is judged by: the version in force, the latest evidence, and the date. */
export interface Now {
  content: ProposalContent;
  versionNumber: number;
  evidenceNumber: number;
  today: string;
}

/** Refuses a position that cannot be one, with what was found and what to send. */
export function checkPosition(position: Position, { content, versionNumber, evidenceNumber, today }: Now): void {
  const { bodyCode, stance, conditions, reason } = position;
  const codes = content.bodies.map(({ code }) => code);
  if (!codes.includes(bodyCode)) refuse('bodyCode', `is "${bodyCode.slice(0, 80)}", which does not take part`, codes.length === 0 ? 'No body takes part yet.' : `Those that do: ${allOf(codes)}.`);
  if (position.versionNumber !== versionNumber) refuse('version', `is ${position.versionNumber}, and version ${versionNumber} is in force`, `Read what changed since, and take the position on version ${versionNumber}.`);
  if (position.evidenceNumber !== evidenceNumber) refuse('evidence', `is ${position.evidenceNumber}, and evidence ${evidenceNumber} is the latest`, `Read what moved since, and take the position on evidence ${evidenceNumber}.`);
  checkOneOf('stance', stance, stances);
  checkText('conditions', conditions);
  checkText('reason', reason);
  const isConditional = stance === 'support-with-conditions';
  if (isConditional && conditions.trim() === '') refuse('conditions', 'is empty, and the stance is support-with-conditions', 'Say on which conditions, or send the stance support.');
  if (!isConditional && conditions !== '') refuse('conditions', `is told, and the stance is ${stance}`, 'Send the stance support-with-conditions, or no conditions.');
  // An objection that gives no reason leaves the others nothing to change.
  if (stance === 'object' && reason.trim() === '') refuse('reason', 'is empty, and the stance is object', 'Say why, so that the others know what would have to change.');
  checkDecision(position, today);
}

/** Who decided, when, by which power, and whether it may be called in. */
function checkDecision({ decisionTaker, decidingGroupId, decidedOn, isKeyDecision, callInEndsOn, calledIn, power }: Position, today: string): void {
  if (decisionTaker !== '') checkLine('decisionTaker', decisionTaker);
  checkOptionalLine('decidingGroup', decidingGroupId);
  if (decisionTaker === '' && decidingGroupId === null) refuse('decisionTaker', 'is empty, and no decidingGroup is sent', 'Say who decided: a committee, a board or a post, never a person’s name.');
  if (power.trim() === '') refuse('power', 'is empty', 'Say which power the decision relies on, for example "Section 10 of the Children Act 2004".');
  checkText('power', power);
  if (!isDay(decidedOn)) refuse('decidedOn', `is "${decidedOn.slice(0, 80)}"`, 'Expected a date such as 2026-11-27.');
  if (decidedOn > today) refuse('decidedOn', `is ${decidedOn}, and today is ${today}`, 'Record the decision once it is taken.');
  if (callInEndsOn !== null && !isDay(callInEndsOn)) refuse('callInEndsOn', `is "${callInEndsOn.slice(0, 80)}"`, 'Expected a date such as 2026-12-04.');
  if (isKeyDecision && callInEndsOn === null) refuse('callInEndsOn', 'is missing, and it is a key decision', 'Send the last day on which the decision may be called in.');
  if (callInEndsOn !== null && callInEndsOn < decidedOn) refuse('callInEndsOn', `is ${callInEndsOn}, before the decision of ${decidedOn}`, 'Send the last day on which the decision may be called in.');
  if (calledIn && callInEndsOn === null) refuse('calledIn', 'is true, and callInEndsOn is missing', 'Send the last day on which the decision could be called in.');
}

/** Whether a decision can no longer be called in, and was not: from the day after the last one. */
export function mayBeActedOn({ callInEndsOn, calledIn }: Position, today: string): boolean {
  return !calledIn && (callInEndsOn === null || today > callInEndsOn);
}

/** Whether its decision may be acted on, in a sentence. */
export function callInInWords(position: Position, today: string): string {
  const { callInEndsOn, calledIn, isKeyDecision } = position;
  if (calledIn) return 'The decision was called in, and waits for scrutiny.';
  if (callInEndsOn === null) return 'No call-in is stated; it is no key decision.';
  const kind = isKeyDecision ? 'The key decision' : 'The decision';
  return mayBeActedOn(position, today) ? `${kind} may be acted on: call-in ended on ${callInEndsOn}.` : `${kind} may be called in until ${callInEndsOn}, and be acted on from ${addDays(callInEndsOn, 1)}.`;
}
