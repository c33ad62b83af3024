import type { Evidence } from '../engine/CodedStatement.ts';
import type { Decision } from './Decision.ts';

/** Far beyond what words can weigh together: nobody takes a decision for something that was read. */
const decisionWeight = 100;

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** A decision as a reason that a person can check: what was decided, by whom, when and why. */
export function decisionEvidence(what: string, { id, reviewer, madeAt, note }: Pick<Decision, 'id' | 'reviewer' | 'madeAt' | 'note'>): Evidence {
  return { kind: 'DECISION', weight: decisionWeight, explanation: `${what} by ${reviewer} on ${day.format(new Date(madeAt))}: “${note}”`, decisionId: id };
}
