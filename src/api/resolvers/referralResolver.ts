import { randomUUID } from 'node:crypto';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { may } from '../../access/viewer.ts';
import { GroupType } from '../../catalogue/group.ts';
import { IndicatorType } from '../../catalogue/indicator.ts';
import { PriorityType } from '../../catalogue/priority.ts';
import { TargetType } from '../../catalogue/target.ts';
import { HubError } from '../../errors.ts';
import { checkNote } from '../../overlap/disputes.ts';
import { hasUnseen } from '../../catalogue/hasUnseen.ts';
import type { Actor } from '../../performance/governance/referrals.ts';
import type { RequestContext } from '../context.ts';
import { costOfAct } from '../cost.ts';
import { checkCodes } from '../read/checkCodes.ts';
import { findBody } from '../read/readBodies.ts';
import { withdrawalOf } from '../read/governance/readReferrals.ts';
import { findLinked, findOne } from '../read/related.ts';
import { holderOf, holderWhoMay } from './signedIn.ts';
import { ReferItemInput, ReferralPayload, ReferralType, WithdrawReferralInput } from '../types/governance.ts';

@Resolver(() => ReferralType)
export class ReferralResolver {
  // Empty when refused, so that of several changes in one request each stands alone.
  @Mutation(() => ReferralPayload, { nullable: true, description: "As a reviewer, or as a body for groups of its own, refer an item to a group: it stands on the group's agenda, with who and when, for everybody to see. Referred twice in the same words, it is referred once. Empty, with an error, when refused.", complexity: costOfAct })
  async referItem(@Ctx() context: RequestContext, @Arg('input', () => ReferItemInput, { description: 'What, to whom, for what, and why.' }) input: ReferItemInput): Promise<ReferralPayload> {
    const actor = await actorOf(context);
    const group = await findGroup(context, input.group);
    await checkOwnGroup(context, group, actor);
    const subject = await checkSubject(context, input);
    const { purpose, meetingDate = null } = input;
    const madeAt = context.now().toISOString();
    if (meetingDate !== null && meetingDate < madeAt.slice(0, 10)) throw new HubError('BAD_ARGUMENT', `meetingDate is ${meetingDate}, which is past. Give the day of a meeting to come, or leave it out for the next one.`);
    const id = await context.acts.refer({ ...actor, ...subject, id: randomUUID(), groupId: group.id, title: checkTitle(input.title), purpose, meetingDate, note: checkNote(input.note, 'why it is referred'), madeAt });
    return afterAct(context, id);
  }

  @Mutation(() => ReferralPayload, { nullable: true, description: 'As a reviewer, or as the body that referred an item, take it back: it leaves the agenda and stays in the history. Taken back twice, it stays as it was. Empty, with an error, when refused.', complexity: costOfAct })
  async withdrawReferral(@Ctx() context: RequestContext, @Arg('input', () => WithdrawReferralInput, { description: 'Which referral, and why.' }) input: WithdrawReferralInput): Promise<ReferralPayload> {
    const actor = await actorOf(context);
    const referral = await findReferral(context, input.referral);
    if (actor.bodyCode !== null && actor.bodyCode !== referral.bodyCode) throw new HubError('NOT_ALLOWED', `${referral.id} was referred by ${referral.by}, and your key is that of ${actor.bodyCode}. Ask whoever referred it, or a reviewer of this hub.`);
    const note = checkNote(input.note, 'why it is taken back');
    await context.acts.withdrawReferral({ ...actor, id: randomUUID(), withdrawsId: referral.id, note, madeAt: context.now().toISOString() });
    return afterAct(context, referral.id);
  }

  @FieldResolver(() => GroupType, { nullable: true, description: 'The group it is referred to.' })
  group(@Root() { groupId }: ReferralType, @Ctx() context: RequestContext): Promise<GroupType | null> {
    return findOne(context, 'governance_group', groupId);
  }

  @FieldResolver(() => TargetType, { nullable: true, description: 'The target it is about. Empty when it names none.' })
  target(@Root() { targetId }: ReferralType, @Ctx() context: RequestContext): Promise<TargetType | null> {
    return findOne(context, 'target', targetId);
  }

  @FieldResolver(() => IndicatorType, { nullable: true, description: 'The indicator it is about. Empty when it names none.' })
  indicator(@Root() { indicatorCode }: ReferralType, @Ctx() context: RequestContext): Promise<IndicatorType | null> {
    return findOne(context, 'indicator', indicatorCode);
  }

  @FieldResolver(() => PriorityType, { nullable: true, description: 'The priority it is about. Empty when it names none.' })
  priority(@Root() { priorityId }: ReferralType, @Ctx() context: RequestContext): Promise<PriorityType | null> {
    return findOne(context, 'priority', priorityId);
  }

  @FieldResolver(() => String, { nullable: true, description: 'When it was taken back (ISO 8601, UTC). Empty while it stands.' })
  async withdrawnAt(@Root() { id }: ReferralType, @Ctx() context: RequestContext): Promise<string | null> {
    return (await withdrawalOf(context, id))?.madeAt ?? null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Who took it back, and why. Empty while it stands.' })
  async withdrawal(@Root() { id }: ReferralType, @Ctx() context: RequestContext): Promise<string | null> {
    const withdrawal = await withdrawalOf(context, id);
    return withdrawal && `${withdrawal.by}: ${withdrawal.note}`;
  }
}

async function findGroup(context: RequestContext, id: string): Promise<GroupType> {
  await checkCodes(context, 'group', [id]);
  return (await findOne<GroupType>(context, 'governance_group', id))!;
}

/** A reviewer refers to any group; a body to one that works for it, or that it publishes. */
async function checkOwnGroup(context: RequestContext, group: GroupType, { bodyCode }: Actor): Promise<void> {
  if (bodyCode === null) return;
  const authorities = await findLinked<{ id: string }>(context, { table: 'authority', through: 'group_authority', from: 'owner' }, group.id);
  const codes = [...authorities.map(({ id }) => id), group.id.slice(0, group.id.indexOf('/'))];
  if (!codes.includes(bodyCode)) throw new HubError('NOT_ALLOWED', `${group.name} is no group of ${bodyCode}, whose key you sent: it works for ${authorities.map(({ id }) => id).join(', ')}. Ask one of these, or a reviewer of this hub.`);
}

async function actorOf(context: RequestContext): Promise<Actor> {
  const whoMay = 'Only a reviewer, or a body for groups of its own, may refer items and take them back';
  const { name } = holderOf(context, whoMay);
  if (may(context.viewer, 'review')) return { bodyCode: null, by: name };
  const { bodyCode } = holderWhoMay(context, 'speak', { whoMay, otherWay: 'Ask one of these.' });
  if (bodyCode === null) throw new HubError('NOT_ALLOWED', `${whoMay}, and your key is that of ${name}, which acts for no body.`);
  return { bodyCode, by: (await findBody(context, bodyCode)).name };
}

async function checkSubject(context: RequestContext, { target = null, indicator = null, priority = null }: ReferItemInput): Promise<{ targetId: string | null; indicatorCode: string | null; priorityId: string | null }> {
  const named = [target, indicator, priority].filter((one) => one !== null);
  if (named.length > 1) throw new HubError('BAD_ARGUMENT', `The item is about ${named.length} things: ${named.map((one) => `"${one.slice(0, 80)}"`).join(', ')}. Name at most one of target, indicator and priority; refer one item for each.`);
  await checkCodes(context, 'indicator', indicator === null ? undefined : [indicator]);
  if (target !== null && !(await findOne(context, 'target', target))) throw new HubError('UNKNOWN_RECORD', `No target has the id "${target.slice(0, 80)}". "targets" lists the ids.`);
  if (priority !== null && !(await findOne(context, 'priority', priority))) throw new HubError('UNKNOWN_PRIORITY', `No priority has the id "${priority.slice(0, 80)}". "priorities" lists the ids.`);
  return { targetId: target, indicatorCode: indicator, priorityId: priority };
}

const longestTitle = 200;

function checkTitle(title: string): string {
  const trimmed = title.trim();
  if (trimmed === '' || trimmed.length > longestTitle || hasUnseen(trimmed) || /[\r\n]/.test(trimmed)) throw new HubError('BAD_ARGUMENT', `title is "${trimmed.slice(0, 80)}", of ${trimmed.length} characters. Expected a line of 1 to ${longestTitle} characters of plain text.`);
  return trimmed;
}

async function findReferral(context: RequestContext, id: string): Promise<ReferralType> {
  const referral = await findOne<ReferralType>(context, 'referral', id);
  if (referral && referral.kind === 'refer') return referral;
  throw new HubError('UNKNOWN_RECORD', `No referral has the id "${id.slice(0, 80)}". "referrals" of a group lists the ids.`);
}

/** What an act left behind, read anew: what the request had looked up before may no longer be so. */
async function afterAct(context: RequestContext, id: string): Promise<ReferralPayload> {
  context.loaders.clear();
  return { referral: await findReferral(context, id) };
}
