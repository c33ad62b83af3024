import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { transitions, type ProposalAct } from '../../../commissioning/proposals/life.ts';
import type { RequestContext } from '../../context.ts';
import { costOfAct } from '../../cost.ts';
import { contentInForce, findProposal, namesOf } from '../../read/proposals/readProposal.ts';
import { MoveProposalInput, ProposalPayload } from '../../types/proposals/acts.ts';
import { actingOn, afterAct, noteOf } from './acting.ts';

const input = { description: 'Which proposal, and why.' };
/** What every act of its life has in common. */
const act = (description: string) => ({ nullable: true, description: `${description} Empty, with an error, when refused.`, complexity: costOfAct });

@Resolver()
export class ProposalLifeResolver {
  @Mutation(() => ProposalPayload, act('As one of those who shape a draft, put it out for consultation. Nothing must be answered before that.'))
  consultOnProposal(@Ctx() context: RequestContext, @Arg('input', () => MoveProposalInput, input) asked: MoveProposalInput): Promise<ProposalPayload> {
    return move(context, asked, 'consult');
  }

  @Mutation(() => ProposalPayload, act('As the lead, submit a proposal to the bodies. The four questions must be answered by then (who, how, to what specification, funded how), evidence frozen, two bodies and a lead named, and shares, where there are any, total 100; "readiness" of a proposal says what is missing.'))
  submitProposal(@Ctx() context: RequestContext, @Arg('input', () => MoveProposalInput, input) asked: MoveProposalInput): Promise<ProposalPayload> {
    return move(context, asked, 'submit');
  }

  @Mutation(() => ProposalPayload, act('As the lead, take what was submitted back into consultation, for changes. Say why.'))
  reopenProposal(@Ctx() context: RequestContext, @Arg('input', () => MoveProposalInput, input) asked: MoveProposalInput): Promise<ProposalPayload> {
    return move(context, asked, 'reopen');
  }

  @Mutation(() => ProposalPayload, act('As an approver of the lead, record that the bodies agreed: each has a position on the version in force, none objects, two support it, the lead among them, and no decision can still be called in. From then on everybody may see it.'))
  agreeProposal(@Ctx() context: RequestContext, @Arg('input', () => MoveProposalInput, input) asked: MoveProposalInput): Promise<ProposalPayload> {
    return move(context, asked, 'agree');
  }

  @Mutation(() => ProposalPayload, act('As an approver of the lead, record that the bodies did not agree. Say why.'))
  declineProposal(@Ctx() context: RequestContext, @Arg('input', () => MoveProposalInput, input) asked: MoveProposalInput): Promise<ProposalPayload> {
    return move(context, asked, 'decline');
  }

  @Mutation(() => ProposalPayload, act('As the lead, take a proposal back that is not agreed yet. Say why.'))
  withdrawProposal(@Ctx() context: RequestContext, @Arg('input', () => MoveProposalInput, input) asked: MoveProposalInput): Promise<ProposalPayload> {
    return move(context, asked, 'withdraw');
  }

  @Mutation(() => ProposalPayload, act('As the lead, begin to carry out what was agreed.'))
  deliverProposal(@Ctx() context: RequestContext, @Arg('input', () => MoveProposalInput, input) asked: MoveProposalInput): Promise<ProposalPayload> {
    return move(context, asked, 'deliver');
  }

  @Mutation(() => ProposalPayload, act('As the lead, record what a review found. Say what.'))
  reviewProposal(@Ctx() context: RequestContext, @Arg('input', () => MoveProposalInput, input) asked: MoveProposalInput): Promise<ProposalPayload> {
    return move(context, asked, 'review');
  }

  @Mutation(() => ProposalPayload, act('As the lead, go on after a review.'))
  resumeProposal(@Ctx() context: RequestContext, @Arg('input', () => MoveProposalInput, input) asked: MoveProposalInput): Promise<ProposalPayload> {
    return move(context, asked, 'resume');
  }
}

/** Moves a proposal on; the transaction looks again at who may and at what it asks for. */
async function move(context: RequestContext, { proposal: id, note }: MoveProposalInput, what: ProposalAct): Promise<ProposalPayload> {
  const { scope } = transitions.find((one) => one.act === what)!;
  const acting = actingOn(context, scope);
  const names = await namesOf(context, await contentInForce(context, await findProposal(context, id)));
  await context.acts.moveProposal({ id, act: what, note: noteOf(note, 'why'), today: context.today, names, ...acting });
  return afterAct(context, id);
}
