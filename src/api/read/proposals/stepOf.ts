import { nameIn, type Names } from '../../../commissioning/proposals/inWords.ts';
import type { Asked, Transition } from '../../../commissioning/proposals/life.ts';
import type { ProposalContent } from '../../../commissioning/proposals/ProposalContent.ts';
import type { StepType } from '../../types/proposals/proposal.ts';

const asksFor: Record<Asked, string> = {
  readiness: 'It asks that what gates submission be answered (readiness).',
  agreement: 'It asks that the bodies agree (agreement).',
  reason: 'It asks for a reason.',
  findings: 'It asks for what was found.',
};

/** What may be done next, by whom, and what it asks for. */
export function stepOf({ act, to, inWords, scope, whose, asks }: Transition, { bodies, leadCode }: ProposalContent, names: Names): StepType {
  const isLeads = whose === 'lead' && leadCode !== null;
  const who = isLeads ? nameIn(bodies, names)(leadCode) : 'any body that takes part, or whoever started it';
  const holder = scope === 'approve' ? 'an approver' : 'an officer or approver';
  return { act, to, explanation: [`It may be ${inWords} by ${isLeads ? `${holder} of ${who}` : who}.`, ...asks.map((asked) => asksFor[asked])].join(' ') };
}
