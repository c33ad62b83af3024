import { HubError } from '../../errors.ts';
import { allOf } from './inWords.ts';

export const proposalStates = ['draft', 'in-consultation', 'submitted', 'agreed', 'declined', 'withdrawn', 'in-delivery', 'reviewed'] as const;
export type ProposalState = (typeof proposalStates)[number];

export const proposalActs = ['consult', 'submit', 'reopen', 'agree', 'decline', 'withdraw', 'deliver', 'review', 'resume'] as const;
export type ProposalAct = (typeof proposalActs)[number];

/** What an act asks for: all gates of `readinessOf` answered, `agreementOf` saying that it may be, or words of whoever acts. */
export type Asked = 'readiness' | 'agreement' | 'reason' | 'findings';

export interface Transition {
  act: ProposalAct;
  /** The act in a sentence: "It may be …". */
  inWords: string;
  from: readonly ProposalState[];
  to: ProposalState;
  /** The scope that whoever acts must have … */
  scope: 'propose' | 'approve';
  /** … and of whom: any body that takes part, or the lead. Where no lead is named yet, any body that takes part. */
  whose: 'any-body' | 'lead';
  asks: readonly Asked[];
}

/**
 * The whole life of a proposal. Nothing gates discussion: consulting asks for nothing. What is agreed is not withdrawn, since the lead would
 * undo by itself what others decided. A service is reviewed each year while it goes on, so that delivery may be taken up again after a
 * review; declined and withdrawn are ends.
 */
export const transitions: readonly Transition[] = [
  { act: 'consult', inWords: 'put out for consultation', from: ['draft'], to: 'in-consultation', scope: 'propose', whose: 'any-body', asks: [] },
  { act: 'submit', inWords: 'submitted', from: ['in-consultation'], to: 'submitted', scope: 'propose', whose: 'lead', asks: ['readiness'] },
  { act: 'reopen', inWords: 'reopened for changes', from: ['submitted'], to: 'in-consultation', scope: 'propose', whose: 'lead', asks: ['reason'] },
  { act: 'agree', inWords: 'agreed', from: ['submitted'], to: 'agreed', scope: 'approve', whose: 'lead', asks: ['agreement'] },
  { act: 'decline', inWords: 'declined', from: ['submitted'], to: 'declined', scope: 'approve', whose: 'lead', asks: ['reason'] },
  { act: 'withdraw', inWords: 'withdrawn', from: ['draft', 'in-consultation', 'submitted'], to: 'withdrawn', scope: 'propose', whose: 'lead', asks: ['reason'] },
  { act: 'deliver', inWords: 'taken into delivery', from: ['agreed'], to: 'in-delivery', scope: 'propose', whose: 'lead', asks: [] },
  { act: 'review', inWords: 'reviewed', from: ['in-delivery'], to: 'reviewed', scope: 'propose', whose: 'lead', asks: ['findings'] },
  { act: 'resume', inWords: 'delivered further', from: ['reviewed'], to: 'in-delivery', scope: 'propose', whose: 'lead', asks: [] },
];

/** What may be done from a state. */
export function transitionsFrom(state: ProposalState): Transition[] {
  return transitions.filter(({ from }) => from.includes(state));
}

/** Where an act leads and what it asks for; refuses one that the state does not allow. */
export function checkTransition(state: ProposalState, act: ProposalAct): Transition {
  const allowed = transitionsFrom(state);
  const transition = allowed.find((one) => one.act === act);
  if (transition !== undefined) return transition;
  const { inWords } = transitions.find((one) => one.act === act)!;
  throw new HubError('BAD_ARGUMENT', `The proposal is ${stateInWords(state)}, and cannot be ${inWords} (${act}). ${mayBe(allowed)}`);
}

/** Refuses to change what a proposal says once it is decided or withdrawn. */
export function checkEditable(state: ProposalState): void {
  checkState(state, ['draft', 'in-consultation', 'submitted'], 'what it says can no longer be changed');
}

/** Refuses a position before there is a submitted text to decide on, and after the bodies have decided. What is said in consultation belongs in its section. */
export function checkTakesPositions(state: ProposalState): void {
  checkState(state, ['submitted'], 'a body can take a position on it only while it is submitted');
}

/** Refuses word of work on what was declined or withdrawn: nobody does it. */
export function checkGoesOn(state: ProposalState): void {
  checkState(state, proposalStates.filter((one) => one !== 'declined' && one !== 'withdrawn'), 'no work goes on of which a stage could be told');
}

function checkState(state: ProposalState, allowed: readonly ProposalState[], otherwise: string): void {
  if (!allowed.includes(state)) throw new HubError('BAD_ARGUMENT', `The proposal is ${stateInWords(state)}: ${otherwise}. ${mayBe(transitionsFrom(state))}`);
}

function mayBe(allowed: readonly Transition[]): string {
  return allowed.length === 0 ? 'Nothing more can be done with it: start another.' : `It may be ${allOf(allowed.map(({ inWords, act }) => `${inWords} (${act})`), 'or')}.`;
}

/** "in consultation". */
function stateInWords(state: ProposalState): string {
  return state === 'draft' ? 'a draft' : state.replace('-', ' ');
}
