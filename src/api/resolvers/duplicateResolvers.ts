import { randomUUID } from 'node:crypto';
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ServiceType } from '../../catalogue/service.ts';
import { HubError } from '../../errors.ts';
import { checkNote } from '../../overlap/disputes.ts';
import type { RequestContext } from '../context.ts';
import { costOfAct, costOfPage, costOfShortList } from '../cost.ts';
import { DuplicateCandidateArgs, DuplicateCandidateConnection, DuplicateDecisionArgs, DuplicateDecisionConnection, readDuplicateCandidates, readDuplicateDecisions } from '../lists/duplicates.ts';
import { decisionOn, groupOf, undoneBy } from '../read/readDuplicates.ts';
import type { Page } from '../read/readPage.ts';
import { findOne } from '../read/related.ts';
import { DecideDuplicateInput, DuplicateCandidateType, DuplicateDecisionPayload, DuplicateDecisionType, DuplicateReason, UndoDuplicateDecisionInput } from '../types/duplicate.ts';
import { reviewerOf } from './reviewing.ts';

@Resolver(() => DuplicateCandidateType)
export class DuplicateCandidateResolver {
  @Query(() => DuplicateCandidateConnection, { description: 'Services of different sources that may be one and the same, the likeliest first. The hub only points at them: both count until a reviewer decides.', complexity: costOfPage })
  duplicateCandidates(@Ctx() context: RequestContext, @Args(() => DuplicateCandidateArgs) args: DuplicateCandidateArgs): Promise<Page> {
    return readDuplicateCandidates(context, args);
  }

  @FieldResolver(() => [ServiceType], { description: 'The two services.', complexity: costOfShortList(2) })
  services(@Root() { firstId, secondId }: DuplicateCandidateType, @Ctx() context: RequestContext): Promise<ServiceType[]> {
    return findServices(context, [firstId, secondId]);
  }

  @FieldResolver(() => [DuplicateReason], { description: 'What speaks for their being one, the weightiest first.', complexity: costOfShortList(4) })
  reasons(@Root() { reasons }: DuplicateCandidateType): DuplicateReason[] {
    return JSON.parse(reasons) as DuplicateReason[];
  }

  @FieldResolver(() => [DuplicateReason], { description: 'What speaks against it, the weightiest first.', complexity: costOfShortList(2) })
  against(@Root() { against }: DuplicateCandidateType): DuplicateReason[] {
    return JSON.parse(against) as DuplicateReason[];
  }

  @FieldResolver(() => DuplicateDecisionType, { nullable: true, description: 'The decision in force about just these two. Empty where there is none, or where status follows from decisions about others.' })
  decision(@Root() candidate: DuplicateCandidateType, @Ctx() context: RequestContext): Promise<DuplicateDecisionType | null> {
    return decisionOn(context, candidate);
  }
}

@Resolver(() => DuplicateDecisionType)
export class DuplicateDecisionResolver {
  @Query(() => DuplicateDecisionConnection, { description: 'What reviewers decided of services that may be one, the newest first: every act, those since undone and the undoing of them among them.', complexity: costOfPage })
  duplicateDecisions(@Ctx() context: RequestContext, @Args(() => DuplicateDecisionArgs) args: DuplicateDecisionArgs): Promise<Page> {
    return readDuplicateDecisions(context, args);
  }

  @FieldResolver(() => Boolean, { nullable: true, description: 'Whether the two were said to be one. Empty for an undo.' })
  isSame(@Root() { kind }: DuplicateDecisionType): boolean | null {
    return kind === 'undo' ? null : kind === 'same';
  }

  @FieldResolver(() => [ServiceType], { description: 'The two services, those left out that are no longer published.', complexity: costOfShortList(2) })
  services(@Root() { firstId, secondId }: DuplicateDecisionType, @Ctx() context: RequestContext): Promise<ServiceType[]> {
    return findServices(context, [firstId, secondId]);
  }

  @FieldResolver(() => ServiceType, { nullable: true, description: 'The service that the reviewer chose to stand for both. Empty when none was chosen.' })
  keep(@Root() { keepId }: DuplicateDecisionType, @Ctx() context: RequestContext): Promise<ServiceType | null> {
    return findOne(context, 'service', keepId);
  }

  @FieldResolver(() => DuplicateDecisionType, { nullable: true, description: 'Of an undo, the decision that it takes back.' })
  undoes(@Root() { undoesId }: DuplicateDecisionType, @Ctx() context: RequestContext): Promise<DuplicateDecisionType | null> {
    return findOne(context, 'duplicate_decision', undoesId);
  }

  @FieldResolver(() => DuplicateDecisionType, { nullable: true, description: 'The undo that took it back. Empty while it counts.' })
  undoneBy(@Root() { id }: DuplicateDecisionType, @Ctx() context: RequestContext): Promise<DuplicateDecisionType | null> {
    return undoneBy(context, id);
  }
}

@Resolver(() => ServiceType)
export class ServiceDuplicatesResolver {
  @FieldResolver(() => [ServiceType], { description: 'Other records of the same service, as reviewers decided. Each stays as its publisher lists it. None means that nobody said so.', complexity: costOfShortList(1) })
  async sameAs(@Root() service: ServiceType, @Ctx() context: RequestContext): Promise<ServiceType[]> {
    return (await groupOf(context, service)).filter(({ id }) => id !== service.id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether it stands for all records of the same service. True for one that is said to be the same as no other.' })
  async isRepresentative(@Root() service: ServiceType, @Ctx() context: RequestContext): Promise<boolean> {
    return (await groupOf(context, service))[0]!.id === service.id;
  }
}

const otherWay = 'Ask a reviewer of this hub, with the ids of both services.';

@Resolver()
export class DuplicateActsResolver {
  // Empty when refused, so that of several changes in one request each stands alone.
  @Mutation(() => DuplicateDecisionPayload, { nullable: true, description: 'As a reviewer, say that two services are one, or that they are two. Nothing is merged or deleted: both records stay, and supply counts them once. Said twice in the same words, it is decided once. Empty, with an error, when refused.', complexity: costOfAct })
  async decideDuplicate(@Ctx() context: RequestContext, @Arg('input', () => DecideDuplicateInput, { description: 'Which services, what they are, and why.' }) input: DecideDuplicateInput): Promise<DuplicateDecisionPayload> {
    const reviewer = reviewerOf(context, otherWay);
    const services = await twoServices(context, input.services);
    const keepId = input.keep ?? null;
    if (keepId !== null && !input.isSame) throw new HubError('BAD_ARGUMENT', 'keep is given, and isSame is false. Of two services that are not the same each stands for itself: leave keep out.');
    if (keepId !== null && !services.includes(keepId)) throw new HubError('BAD_ARGUMENT', `keep is "${keepId.slice(0, 80)}". Name one of the two: ${services.join(' or ')}.`);
    const decided = { id: randomUUID(), services, isSame: input.isSame, keepId, note: checkNote(input.note, 'why it is decided so'), reviewer, madeAt: context.now().toISOString() };
    return afterAct(context, await context.acts.decideDuplicate(decided));
  }

  @Mutation(() => DuplicateDecisionPayload, { nullable: true, description: 'As a reviewer, take a decision about two services back, be it your own or not. Both stay in the history. Empty, with an error, when refused.', complexity: costOfAct })
  async undoDuplicateDecision(@Ctx() context: RequestContext, @Arg('input', () => UndoDuplicateDecisionInput, { description: 'Which decision, and why.' }) input: UndoDuplicateDecisionInput): Promise<DuplicateDecisionPayload> {
    const reviewer = reviewerOf(context, otherWay);
    const id = randomUUID();
    await context.acts.undoDuplicateDecision({ id, undoesId: input.decision, note: checkNote(input.note, 'why it is taken back'), reviewer, madeAt: context.now().toISOString() });
    return afterAct(context, id);
  }
}

async function twoServices(context: RequestContext, ids: readonly string[]): Promise<[string, string]> {
  const [a, b, ...more] = ids;
  if (a === undefined || b === undefined || more.length > 0 || a === b) throw new HubError('BAD_ARGUMENT', `services names ${new Set(ids).size}. Name two different services by their ids.`);
  for (const id of [a, b]) if (!(await findOne(context, 'service', id))) throw new HubError('UNKNOWN_SERVICE', `No service has the id "${id.slice(0, 80)}". "services" lists the ids.`);
  return [a, b];
}

/** What an act left behind, read anew: what the request had looked up before may no longer be so. */
async function afterAct(context: RequestContext, id: string): Promise<DuplicateDecisionPayload> {
  context.loaders.clear();
  const decision = await findOne<DuplicateDecisionType>(context, 'duplicate_decision', id);
  if (!decision) throw new Error(`The decision ${id} about duplicates was made and cannot be read`);
  return { decision, services: await findServices(context, [decision.firstId, decision.secondId]) };
}

async function findServices(context: RequestContext, ids: readonly string[]): Promise<ServiceType[]> {
  const found = await Promise.all(ids.map((id) => findOne<ServiceType>(context, 'service', id)));
  return found.filter((service) => service !== null);
}
