import { randomUUID } from 'node:crypto';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { HubError } from '../../errors.ts';
import { partIdOf } from '../../overlap/decisions/Decision.ts';
import { wordsAgree } from '../../overlap/decisions/flagDecision.ts';
import { wentInto } from '../../overlap/decisions/refuseEmptied.ts';
import { hasUnseen } from '../../catalogue/hasUnseen.ts';
import { asEverybody, type RequestContext } from '../context.ts';
import { costOfAct } from '../cost.ts';
import { presentId } from '../read/movedOverlaps.ts';
import { readMemberships } from '../read/readMatch.ts';
import { findOverlapFacts, type OverlapFacts } from '../read/readOverlapFacts.ts';
import { findPriorityFacts, type PriorityFacts } from '../read/readPriorityFacts.ts';
import { DecisionPayload, LinkPrioritiesInput, MergeOverlapsInput, OverlapVerdict, RenameOverlapInput, ReviewOverlapInput, SplitOverlapInput, UnlinkPrioritiesInput } from '../types/decision.ts';
import { decide, findPriority, reviewerOf, wordsOf } from './reviewing.ts';

const longestTitle = 200;
/** More than a person would name one by one. */
const mostNamed = 200;

const kindOf = { [OverlapVerdict.CONFIRMED]: 'confirm-overlap', [OverlapVerdict.REJECTED]: 'reject-overlap' } as const;

@Resolver()
export class OverlapActsResolver {
  @Mutation(() => DecisionPayload, { nullable: true, description: 'As a reviewer, confirm or reject an overlap. A rejected one leaves the lists, and says so where it is asked for. Empty, with an error, when refused.', complexity: costOfAct })
  async reviewOverlap(@Ctx() context: RequestContext, @Arg('input', () => ReviewOverlapInput, { description: 'Which overlap, what is found of it, and why.' }) input: ReviewOverlapInput): Promise<DecisionPayload> {
    const reviewer = reviewerOf(context);
    const overlap = await findForEverybody(context, 'overlap', input.overlap);
    return decide(context, reviewer, input, { kind: kindOf[input.verdict], overlapId: overlap.id, basis: { authorities: [...overlap.authorities.keys()], inForce: [...overlap.inForce] } });
  }

  @Mutation(() => DecisionPayload, { nullable: true, description: 'As a reviewer, give an overlap a title of its own. Empty, with an error, when refused.', complexity: costOfAct })
  async renameOverlap(@Ctx() context: RequestContext, @Arg('input', () => RenameOverlapInput, { description: 'Which overlap, its title, and why.' }) input: RenameOverlapInput): Promise<DecisionPayload> {
    const reviewer = reviewerOf(context);
    const overlap = await findForEverybody(context, 'overlap', input.overlap);
    return decide(context, reviewer, input, { kind: 'rename-overlap', overlapId: overlap.id, title: checkTitle(input.title) });
  }

  @Mutation(() => DecisionPayload, { nullable: true, description: 'As a reviewer, make core groups or statements of an overlap an overlap of their own, which has an id of its own; the overlap left keeps its id. A rejected overlap is split only with overrule: the part is then proposed, and what is left stays rejected. Empty, with an error, when refused.', complexity: costOfAct })
  async splitOverlap(@Ctx() context: RequestContext, @Arg('input', () => SplitOverlapInput, { description: 'Which overlap, what is to be taken out of it, and why.' }) input: SplitOverlapInput): Promise<DecisionPayload> {
    const reviewer = reviewerOf(context);
    const overlap = await findOverlap(context, 'overlap', input.overlap);
    const coreKeys = [...new Set(input.coreKeys ?? [])];
    const priorityIds = [...new Set(input.priorities ?? [])];
    checkParts(overlap, coreKeys, priorityIds);
    const priorities = await Promise.all(priorityIds.map((id) => findPriority(context, 'priorities', id)));
    await checkSeen(context, overlap, coreKeys, priorityIds);
    const id = randomUUID();
    return decide(context, reviewer, input, { kind: 'split-overlap', id, overlapId: overlap.id, otherOverlapId: partIdOf(overlap.themeCode, id), themeCode: overlap.themeCode, coreKeys, priorityIds, title: checkTitle(input.title), basis: { words: wordsOf(...priorities) } });
  }

  @Mutation(() => DecisionPayload, { nullable: true, description: 'As a reviewer, make an overlap part of another, which keeps its id. The id of the one that goes still answers, by the other. Two that sat in one core group of the one that goes may then sit in two, since a statement that was in both overlaps keeps the core group that it had in the one that stays. Empty, with an error, when refused.', complexity: costOfAct })
  async mergeOverlaps(@Ctx() context: RequestContext, @Arg('input', () => MergeOverlapsInput, { description: 'Which overlap goes into which, and why.' }) input: MergeOverlapsInput): Promise<DecisionPayload> {
    const reviewer = reviewerOf(context);
    const overlap = await findForEverybody(context, 'overlap', input.overlap);
    const into = await findForEverybody(context, 'into', input.into);
    if (overlap.id === into.id) throw new HubError('BAD_ARGUMENT', `overlap and into are both "${overlap.id}". Name two.`);
    return decide(context, reviewer, input, { kind: 'merge-overlaps', overlapId: overlap.id, otherOverlapId: into.id, basis: { authorities: [...overlap.authorities.keys()], inForce: [...overlap.inForce] } });
  }

  @Mutation(() => DecisionPayload, { nullable: true, description: 'As a reviewer, put a priority into the core group of another, in the overlap of that one, whatever the hub reads in it. It follows that one from then on, and what earlier links tie to it comes along. Empty, with an error, when refused.', complexity: costOfAct })
  async linkPriorities(@Ctx() context: RequestContext, @Arg('input', () => LinkPrioritiesInput, { description: 'Which two, and why.' }) input: LinkPrioritiesInput): Promise<DecisionPayload> {
    const reviewer = reviewerOf(context);
    const [first, second] = await findPair(context, input);
    const place = await corePlace(context, first, second, input.overlap);
    return decide(context, reviewer, input, { kind: 'link-priorities', priorityIds: [first.id, second.id], themeCode: place.themeCode, overlapId: place.overlapId, basis: { words: wordsOf(first, second), engineAgreed: wordsAgree(first, second) } });
  }

  @Mutation(() => DecisionPayload, { nullable: true, description: 'As a reviewer, keep a priority out of the core group of another, in whatever overlap they meet. Both stay in their overlaps. Where they meet in none, nothing moves now, and they are kept apart once they meet. Empty, with an error, when refused.', complexity: costOfAct })
  async unlinkPriorities(@Ctx() context: RequestContext, @Arg('input', () => UnlinkPrioritiesInput, { description: 'Which two, and why.' }) input: UnlinkPrioritiesInput): Promise<DecisionPayload> {
    const reviewer = reviewerOf(context);
    const [first, second] = await findPair(context, input);
    return decide(context, reviewer, input, { kind: 'unlink-priorities', priorityIds: [first.id, second.id], basis: { words: wordsOf(first, second), engineAgreed: wordsAgree(first, second) } });
  }
}

/** An overlap as everybody sees it: what is decided of it as a whole everybody may read, with who shared it then. */
async function findForEverybody(context: RequestContext, argument: string, id: string): Promise<OverlapFacts> {
  const seen = await findOverlap(context, argument, id);
  const facts = await findOverlapFacts(asEverybody(context), seen.id);
  if (facts !== null && facts.authorities.size > 0) return facts;
  throw new HubError('UNKNOWN_OVERLAP', `${argument} is "${seen.id}", which nobody is publicly known to share yet, and what is decided of an overlap is public. Decide on its priorities, which is hidden with them, or once they are public.`);
}

/** Refuses to name to everybody a core group that only statements under embargo have. A decision that names such a statement is hidden with it. */
async function checkSeen(context: RequestContext, overlap: OverlapFacts, coreKeys: readonly string[], priorityIds: readonly string[]): Promise<void> {
  const everybody = asEverybody(context);
  const named = await Promise.all(priorityIds.map((id) => findPriorityFacts(everybody, id)));
  if (named.includes(null)) return;
  const seen = new Set((await findOverlapFacts(everybody, overlap.id))?.members.values());
  const hidden = coreKeys.filter((key) => !seen.has(key));
  if (hidden.length > 0) throw new HubError('BAD_ARGUMENT', `coreKeys names ${quoted(hidden)}, of which no statement is public yet, and what is decided of core groups is. Name the priorities instead, and the decision is hidden with them.`);
}

/** An overlap that some authority shares, as the reviewer sees it. */
async function findOverlap(context: RequestContext, argument: string, id: string): Promise<OverlapFacts> {
  const facts = await findOverlapFacts(context, id);
  if (facts !== null && facts.authorities.size > 0) return facts;
  const present = await presentId(context, id);
  if (present !== id) throw wentInto(argument, id, present);
  throw new HubError('UNKNOWN_OVERLAP', `${argument} is "${id.slice(0, 80)}", which no overlap has as its id. "overlaps" lists the ids.`);
}

function checkTitle(title: string): string {
  const trimmed = title.replace(/\s+/g, ' ').trim();
  if (trimmed === '') throw new HubError('BAD_ARGUMENT', 'title is empty. Say in a few words what the overlap is about.');
  if (hasUnseen(trimmed)) throw new HubError('BAD_ARGUMENT', 'title has control characters or others that show nothing. Send plain text.');
  if (!/\p{L}/u.test(trimmed)) throw new HubError('BAD_ARGUMENT', `title is "${trimmed.slice(0, 80)}", which has no letter. Everybody sees it: say in a few words what the overlap is about.`);
  if (trimmed.length > longestTitle) throw new HubError('BAD_ARGUMENT', `title has ${trimmed.length.toLocaleString('en-GB')} characters. The most is ${longestTitle}.`);
  return trimmed;
}

/** Refuses to take out what is not in the overlap, nothing, or all of it. */
function checkParts(overlap: OverlapFacts, coreKeys: readonly string[], priorityIds: readonly string[]): void {
  if (coreKeys.length === 0 && priorityIds.length === 0) throw new HubError('BAD_ARGUMENT', 'Neither coreKeys nor priorities names anything. Name the core groups that are an overlap of their own, the priorities, or both.');
  if (coreKeys.length + priorityIds.length > mostNamed) throw new HubError('BAD_ARGUMENT', `coreKeys and priorities name ${coreKeys.length + priorityIds.length}. The most is ${mostNamed}: name core groups rather than each of their priorities.`);
  const known = new Set([...overlap.members.values()].filter((key) => key !== null));
  const strangeKeys = coreKeys.filter((key) => !known.has(key));
  if (strangeKeys.length > 0) throw new HubError('BAD_ARGUMENT', `coreKeys names ${quoted(strangeKeys)}, which no statement of "${overlap.id}" has. Its core groups: ${[...known].sort().join(', ')}.`);
  const madeKeys = coreKeys.filter((key) => /\/apart-\d+$/.test(key));
  if (madeKeys.length > 0) throw new HubError('BAD_ARGUMENT', `coreKeys names ${quoted(madeKeys)}, which a decision to keep two apart made. Name its priorities instead.`);
  const strangers = priorityIds.filter((id) => !overlap.members.has(id));
  if (strangers.length > 0) throw new HubError('BAD_ARGUMENT', `priorities names ${quoted(strangers)}, not a statement of "${overlap.id}". Its members and context list them.`);
  const left = [...overlap.members].filter(([id, key]) => !priorityIds.includes(id) && (key === null || !coreKeys.includes(key)));
  if (left.length === 0) throw new HubError('BAD_ARGUMENT', `coreKeys and priorities name all that is in "${overlap.id}". To call it otherwise, rename it (renameOverlap).`);
}

function quoted(texts: readonly string[]): string {
  return texts.slice(0, 5).map((text) => `"${text.slice(0, 80)}"`).join(', ');
}

async function findPair(context: RequestContext, { first, second }: { first: string; second: string }): Promise<[PriorityFacts, PriorityFacts]> {
  if (first === second) throw new HubError('BAD_ARGUMENT', `first and second are both "${first.slice(0, 80)}". Name two.`);
  return [await findPriority(context, 'first', first), await findPriority(context, 'second', second)];
}

/** The core group to join: that of the first in the overlap named; else in one that both are in, or of which the hub is surest. */
async function corePlace(context: RequestContext, first: PriorityFacts, second: PriorityFacts, named: string | undefined): Promise<PriorityFacts['places'][number]> {
  const overlapId = named === undefined ? undefined : (await findOverlap(context, 'overlap', named)).id;
  const isShared = (place: PriorityFacts['places'][number]): boolean => second.places.some((other) => other.overlapId === place.overlapId);
  const [place] = first.places
    .filter((one) => one.coreKey !== null && (overlapId === undefined || one.overlapId === overlapId))
    .sort((a, b) => Number(isShared(b)) - Number(isShared(a)) || b.confidence - a.confidence || (a.overlapId < b.overlapId ? -1 : 1));
  if (place) return place;
  const where = overlapId === undefined ? 'no core group of any overlap' : `no core group of "${overlapId}"`;
  throw new HubError('BAD_ARGUMENT', `The first, “${first.title}”, is in ${where}: ${await whyInNoCore(context, first.id, overlapId)}. Set its main theme first (setTheme), or name as first the one whose core group it is.`);
}

async function whyInNoCore(context: RequestContext, priorityId: string, overlapId: string | undefined): Promise<string> {
  const places = (await readMemberships(context, [priorityId])).get(priorityId) ?? [];
  const related = places.filter((place) => overlapId === undefined || place.overlapId === overlapId);
  if (related.length === 0) return overlapId === undefined ? 'no theme of it has an overlap' : 'it is not in that overlap';
  return related.map(({ title, onlyRelated }) => `it is only related in “${title}”, because ${onlyRelated ?? 'no reason is recorded'}`).join('; ');
}
