import { randomUUID } from 'node:crypto';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { PriorityType } from '../../catalogue/priority.ts';
import { ThemeType } from '../../catalogue/theme.ts';
import { HubError } from '../../errors.ts';
import { checkNote } from '../../overlap/disputes.ts';
import type { MemberRow } from '../../overlap/summariseOverlap.ts';
import type { RequestContext } from '../context.ts';
import { costOfAct, costOfShortList } from '../cost.ts';
import { checkThemes } from '../read/checkThemes.ts';
import { findBody } from '../read/readBodies.ts';
import { decisionsInForceOn, isAboutTheme } from '../read/readDecisions.ts';
import { disputesOfPriority, isOpen, openDisputesOf } from '../read/readDisputes.ts';
import { findOne } from '../read/related.ts';
import { themesOfPriority, type ThemeReading } from '../read/readThemes.ts';
import { DecisionType } from '../types/decision.ts';
import { DisputeCodingInput, DisputeCodingPayload, DisputeType, WithdrawDisputeInput, WithdrawDisputePayload } from '../types/dispute.ts';
import { OverlapMember, PriorityTheme } from '../types/overlap.ts';
import type { SourceType } from '../types/source.ts';
import { Body } from '../types/viewer.ts';
import { holderWhoMay } from './signedIn.ts';

@Resolver(() => DisputeType)
export class DisputeResolver {
  // Empty when refused, so that of several changes in one request each stands alone.
  @Mutation(() => DisputeCodingPayload, {
    nullable: true,
    description:
      "As the publisher of a priority, dispute how the hub reads it: say which theme is wrong or missing, and why. The dispute, note included, is shown beside the reading to everybody who may see the priority: it is your statement about your own plan. It changes no theme, overlap or strength; a reviewer's decision does. Said twice in the same words, it is made once. Empty, with an error, when refused.",
    complexity: costOfAct,
  })
  async disputeCoding(@Ctx() context: RequestContext, @Arg('input', () => DisputeCodingInput, { description: 'What is disputed, and why.' }) input: DisputeCodingInput): Promise<DisputeCodingPayload> {
    const bodyCode = bodyOf(context);
    const priority = await findOwnPriority(context, input.priority, bodyCode);
    const { theme = null, suggestedTheme = null } = input;
    await checkThemes(context, [theme, suggestedTheme].filter((code) => code !== null));
    const made = { id: randomUUID(), priorityId: priority.id, themeCode: theme, suggestedThemeCode: suggestedTheme, note: checkNote(input.note), bodyCode, madeAt: context.now().toISOString() };
    return afterAct(context, await context.acts.disputeCoding(made));
  }

  @Mutation(() => WithdrawDisputePayload, { nullable: true, description: 'As the body that made a dispute, take it back. It is no longer shown, and kept for you alone. Taken back twice, it stays as it was. Empty, with an error, when refused.', complexity: costOfAct })
  async withdrawDispute(@Ctx() context: RequestContext, @Arg('input', () => WithdrawDisputeInput, { description: 'Which dispute.' }) input: WithdrawDisputeInput): Promise<WithdrawDisputePayload> {
    const bodyCode = bodyOf(context);
    const dispute = await findDispute(context, input.dispute);
    if (dispute.bodyCode !== bodyCode) throw new HubError('NOT_ALLOWED', `Only ${await nameOf(context, dispute.bodyCode)}, which made the dispute, may take it back. Your key is that of ${await nameOf(context, bodyCode)}.`);
    await context.acts.withdrawDispute({ id: dispute.id, withdrawnAt: context.now().toISOString() });
    return afterAct(context, dispute.id);
  }

  @FieldResolver(() => PriorityType, { description: 'The priority whose reading is disputed.' })
  priority(@Root() dispute: DisputeType, @Ctx() context: RequestContext): Promise<PriorityType | null> {
    return findOne(context, 'priority', dispute.priorityId);
  }

  @FieldResolver(() => ThemeType, { nullable: true, description: 'The theme said to be wrong. Empty when one is only said to be missing.' })
  theme(@Root() dispute: DisputeType, @Ctx() context: RequestContext): Promise<ThemeType | null> {
    return findOne(context, 'theme', dispute.themeCode);
  }

  @FieldResolver(() => ThemeType, { nullable: true, description: 'The theme said to be right in its place, or to be missing. Empty when none was suggested.' })
  suggestedTheme(@Root() dispute: DisputeType, @Ctx() context: RequestContext): Promise<ThemeType | null> {
    return findOne(context, 'theme', dispute.suggestedThemeCode);
  }

  @FieldResolver(() => Body, { description: 'The body that says so: the publisher of the priority.' })
  body(@Root() dispute: DisputeType, @Ctx() context: RequestContext): Promise<Body> {
    return findBody(context, dispute.bodyCode);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the hub still reads the priority as the dispute says: the theme said to be wrong is still among its themes, or the one said to be missing still is not. False when a later reading has settled the matter by itself.' })
  async stillApplies(@Root() { priorityId, themeCode, suggestedThemeCode }: DisputeType, @Ctx() context: RequestContext): Promise<boolean> {
    const themes = (await themesOfPriority(context, priorityId)).map((reading) => reading.themeCode);
    return themeCode === null ? !themes.includes(suggestedThemeCode!) : themes.includes(themeCode);
  }

  @FieldResolver(() => [DecisionType], { description: 'What reviewers decided about the theme said to be wrong or missing, oldest first: their answer. Decisions since undone or overruled are left out.', complexity: costOfShortList(1) })
  async answers(@Root() { priorityId, themeCode, suggestedThemeCode }: DisputeType, @Ctx() context: RequestContext): Promise<DecisionType[]> {
    const decisions = await decisionsInForceOn(context, 'priority', priorityId);
    return decisions.filter((decision) => isAboutTheme(decision) && [themeCode, suggestedThemeCode].includes(decision.themeCode));
  }
}

@Resolver(() => PriorityType)
export class PriorityDisputesResolver {
  @FieldResolver(() => [DisputeType], { description: 'What its publisher says against how the hub reads it, oldest first: themes it disputes, some of which the hub may no longer read, and themes it misses.', complexity: costOfShortList(1) })
  async disputes(
    @Root() priority: PriorityType,
    @Ctx() context: RequestContext,
    @Arg('withdrawn', () => Boolean, { nullable: true, defaultValue: false, description: 'True: also those that you yourself took back. Nobody else sees them.' }) withdrawn?: boolean,
  ): Promise<DisputeType[]> {
    const disputes = await disputesOfPriority(context, priority.id);
    return withdrawn ? disputes : disputes.filter(isOpen);
  }
}

@Resolver(() => PriorityTheme)
export class ThemeDisputesResolver {
  @FieldResolver(() => [DisputeType], { description: "What the priority's publisher says against this theme, oldest first. Empty when it does not dispute it.", complexity: costOfShortList(1) })
  disputes(@Root() reading: ThemeReading, @Ctx() context: RequestContext): Promise<DisputeType[]> {
    return openDisputesOf(context, reading);
  }
}

@Resolver(() => OverlapMember)
export class MemberDisputesResolver {
  @FieldResolver(() => Boolean, { description: 'Whether its publisher disputes how it is read: that it has the theme of the overlap, or that another is missing. It stays a member, and counts, until a reviewer decides.' })
  async isDisputed(@Root() member: MemberRow, @Ctx() context: RequestContext): Promise<boolean> {
    return (await openDisputesOf(context, asReading(member), { missingToo: true })).length > 0;
  }

  @FieldResolver(() => [DisputeType], { description: 'What its publisher says against its having the theme of the overlap, or of a theme that is missing, oldest first.', complexity: costOfShortList(1) })
  disputes(@Root() member: MemberRow, @Ctx() context: RequestContext): Promise<DisputeType[]> {
    return openDisputesOf(context, asReading(member), { missingToo: true });
  }
}

/** What is disputed of a member is the theme it came by, whatever overlap it now stands in. */
function asReading({ priorityId, memberTheme }: MemberRow): { priorityId: string; themeCode: string } {
  return { priorityId, themeCode: memberTheme };
}

/** The body that asks, known by its key. */
function bodyOf(context: RequestContext): string {
  const whoMay = 'Only the publisher of a priority may do this';
  const { name, bodyCode } = holderWhoMay(context, 'speak', { whoMay, otherWay: 'As a reviewer, decide on the theme instead (setTheme, refuseTheme).' });
  if (bodyCode !== null) return bodyCode;
  throw new HubError('NOT_ALLOWED', `${whoMay}, and your key is that of ${name}, which acts for no body.`);
}

/** A priority this body publishes. One that it may not see is unknown to it, like any other that is not there. */
async function findOwnPriority(context: RequestContext, id: string, bodyCode: string): Promise<PriorityType> {
  const priority = await findOne<PriorityType>(context, 'priority', id);
  if (!priority) throw new HubError('UNKNOWN_PRIORITY', `No priority has the id "${id.slice(0, 80)}". "priorities" lists the ids.`);
  const source = await findOne<SourceType>(context, 'source', priority.sourceId);
  if (source?.publisherCode === bodyCode) return priority;
  throw new HubError('NOT_ALLOWED', `Only the publisher of a priority, here ${source?.publisherName} (${source?.publisherCode}), may dispute how it is read. Your key is that of ${await nameOf(context, bodyCode)}.`);
}

async function findDispute(context: RequestContext, id: string): Promise<DisputeType> {
  const dispute = await findOne<DisputeType>(context, 'coding_dispute', id);
  if (dispute) return dispute;
  throw new HubError('UNKNOWN_DISPUTE', `No dispute has the id "${id.slice(0, 80)}". "disputes" of a priority lists the ids.`);
}

async function nameOf(context: RequestContext, bodyCode: string): Promise<string> {
  const { name, code } = await findBody(context, bodyCode);
  return name === code ? code : `${name} (${code})`;
}

/** What an act left behind, read anew: what the request had looked up before may no longer be so. */
async function afterAct(context: RequestContext, disputeId: string): Promise<{ dispute: DisputeType; priority: PriorityType }> {
  context.loaders.clear();
  const dispute = await findDispute(context, disputeId);
  const priority = await findOne<PriorityType>(context, 'priority', dispute.priorityId);
  if (!priority) throw new Error(`Dispute ${disputeId} is about the priority ${dispute.priorityId}, which nobody may see`);
  return { dispute, priority };
}
