import { randomUUID } from 'node:crypto';
import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { applyChanges } from '../../../commissioning/proposals/changes.ts';
import { emptyContent } from '../../../commissioning/proposals/checkContent.ts';
import { hashOfFacts } from '../../../commissioning/proposals/movedFacts.ts';
import type { StageKey } from '../../../commissioning/proposals/stages.ts';
import { HubError } from '../../../errors.ts';
import { checkNote } from '../../../overlap/disputes.ts';
import type { RequestContext } from '../../context.ts';
import { costOfAct } from '../../cost.ts';
import { checkCodes } from '../../read/checkCodes.ts';
import { askEvidence, variablesOf } from '../../read/proposals/askEvidence.ts';
import { checkNamed } from '../../read/proposals/checkNamed.ts';
import { contentInForce, findProposal, findShaped } from '../../read/proposals/readProposal.ts';
import { startFrom } from '../../read/proposals/startFrom.ts';
import { readDataVersion } from '../../read/readDataVersion.ts';
import { ChangeProposalInput, CommentOnProposalInput, ProposalPayload, RecordStageInput, StartProposalInput, TakePositionInput } from '../../types/proposals/acts.ts';
import { actingOn, afterAct, checkOwnRegion, noteOf } from './acting.ts';
import { contentFrom } from './contentFrom.ts';

// Each is empty when refused, so that of several changes in one request each stands alone.
@Resolver()
export class ProposalActsResolver {
  @Mutation(() => ProposalPayload, { nullable: true, description: 'As an analyst, or an officer or approver of a body, start a proposal, or the study before one: from overlaps, or from nothing. Empty, with an error, when refused.', complexity: costOfAct })
  async startProposal(@Ctx() context: RequestContext, @Arg('input', () => StartProposalInput, { description: 'What it says so far.' }) { content: sent, note }: StartProposalInput): Promise<ProposalPayload> {
    const acting = actingOn(context, 'propose');
    const { title = '', ...rest } = contentFrom(sent);
    checkOwnRegion(context, rest.regionCode ?? undefined);
    const content = await startFrom(context, applyChanges(emptyContent(title), rest));
    await checkNamed(context, content);
    const id = randomUUID();
    await context.acts.startProposal({ id, content, note: noteOf(note, 'why it is started'), viewer: context.viewer, ...acting });
    return afterAct(context, id);
  }

  @Mutation(() => ProposalPayload, { nullable: true, description: 'As one of those who shape a proposal, change sections of it: a new version. Sections that others changed since the version you read are kept; where you both changed one, nothing is changed and "conflicts" holds both. A position taken on an earlier version is asked for again. Empty, with an error, when refused.', complexity: costOfAct })
  async changeProposal(@Ctx() context: RequestContext, @Arg('input', () => ChangeProposalInput, { description: 'Which sections, and what they are to say.' }) { proposal: id, baseVersion, changes: sent, note }: ChangeProposalInput): Promise<ProposalPayload> {
    const acting = actingOn(context, 'propose');
    await findProposal(context, id);
    const changes = contentFrom(sent);
    checkOwnRegion(context, changes.regionCode);
    await checkNamed(context, changes);
    const conflicts = await context.acts.editProposal({ id, baseVersion, changes, note: noteOf(note, 'why it is changed'), viewer: context.viewer, ...acting });
    const json = (value: unknown): string => JSON.stringify(value);
    return { ...(await afterAct(context, id)), conflicts: conflicts.map(({ base, theirs, yours, ...conflict }) => ({ ...conflict, base: json(base), theirs: json(theirs), yours: json(yours) })) };
  }

  @Mutation(() => ProposalPayload, { nullable: true, description: 'As one of those who shape a proposal, have the hub fill its evidence in, and freeze it with its data version and hash. Earlier evidence stays. Empty, with an error, when refused.', complexity: costOfAct })
  async refreshEvidence(@Ctx() context: RequestContext, @Arg('proposal', () => ID, { description: 'Id of the proposal.' }) id: string): Promise<ProposalPayload> {
    const { by, bodyCode, at } = actingOn(context, 'propose');
    const variables = variablesOf(await contentInForce(context, await findProposal(context, id)), context.today);
    const dataVersion = await readDataVersion(context);
    const facts = await askEvidence(context.askAsPublic, variables, context.today);
    if ((await readDataVersion(context)) !== dataVersion) throw new HubError('DATA_CHANGING', 'The data changed while the evidence was filled in. Ask again in a moment.');
    await context.acts.freezeEvidence({ id, operation: 'ProposalEvidence', variables, dataVersion, sha256: hashOfFacts(facts), facts, madeBy: by, madeAt: at, bodyCode });
    return afterAct(context, id);
  }

  @Mutation(() => ProposalPayload, { nullable: true, description: 'As an approver of a body that takes part, record what it decided on the version in force. Recorded again, the latest counts. Empty, with an error, when refused.', complexity: costOfAct })
  async takePosition(@Ctx() context: RequestContext, @Arg('input', () => TakePositionInput, { description: 'What it decided, who decided it, when and by which power.' }) input: TakePositionInput): Promise<ProposalPayload> {
    const { by, bodyCode, at } = actingOn(context, 'approve');
    if (bodyCode === null) throw new HubError('NOT_ALLOWED', 'Only an approver of a body may record what it decided, and your key acts for none.');
    await findProposal(context, input.proposal);
    const { stance, decidedOn, isKeyDecision, power, conditions, reason, decisionTaker, decidingGroup = null, callInEndsOn = null, calledIn, evidence = null } = input;
    await checkCodes(context, 'group', decidingGroup === null ? [] : [decidingGroup]);
    const position = { bodyCode, versionNumber: input.version, evidenceNumber: evidence, stance, conditions: noteOf(conditions, 'on which conditions'), reason: noteOf(reason, 'why'), decisionTaker: decisionTaker?.trim() ?? '', decidingGroupId: decidingGroup, decidedOn, isKeyDecision, callInEndsOn, calledIn: calledIn ?? false, power: checkNote(power, 'which power is relied on'), by, at };
    await context.acts.takePosition({ id: input.proposal, position, today: context.today });
    return afterAct(context, input.proposal);
  }

  @Mutation(() => ProposalPayload, { nullable: true, description: 'As one of those who shape a proposal, tell how far one of the nine stages is. Empty, with an error, when refused.', complexity: costOfAct })
  async recordStage(@Ctx() context: RequestContext, @Arg('input', () => RecordStageInput, { description: 'Which stage, and how far it is.' }) { proposal: id, stage, progress, note }: RecordStageInput): Promise<ProposalPayload> {
    const { by, bodyCode, at } = actingOn(context, 'propose');
    await findShaped(context, id);
    await context.acts.recordStage({ id, bodyCode, event: { stage: stage as StageKey, progress, note: checkNote(note, 'what was done'), by, at } });
    return afterAct(context, id);
  }

  @Mutation(() => ProposalPayload, { nullable: true, description: 'As one of those who shape a proposal, say something about it to the others. It stays in the history. Empty, with an error, when refused.', complexity: costOfAct })
  async commentOnProposal(@Ctx() context: RequestContext, @Arg('input', () => CommentOnProposalInput, { description: 'Which proposal, and what is said.' }) { proposal: id, note }: CommentOnProposalInput): Promise<ProposalPayload> {
    const acting = actingOn(context, 'propose');
    await findShaped(context, id);
    await context.acts.commentOnProposal({ id, note: checkNote(note, 'what you have to say'), ...acting });
    return afterAct(context, id);
  }
}
