import { randomUUID } from 'node:crypto';
import type { PriorityType } from '../../catalogue/priority.ts';
import { HubError } from '../../errors.ts';
import type { Decided, NewDecision } from '../../overlap/decisions/decide.ts';
import { checkNote } from '../../overlap/disputes.ts';
import { asEverybody, type RequestContext } from '../context.ts';
import { findOverlapEver } from '../read/listOverlaps.ts';
import { findPriorityFacts, type PriorityFacts } from '../read/readPriorityFacts.ts';
import { findOne } from '../read/related.ts';
import type { DecisionPayload, DecisionType } from '../types/decision.ts';
import { holderWhoMay } from './signedIn.ts';

/** What a decision says beyond its kind, who, when and why. */
type Said = Pick<NewDecision, 'kind'> & Partial<NewDecision>;

/** The reviewer that asks, known by its key. */
export function reviewerOf(context: RequestContext, otherWay = 'Dispute a reading of your own priorities with disputeCoding: a reviewer then decides.'): string {
  return holderWhoMay(context, 'review', { whoMay: 'Only a reviewer may decide', otherWay }).name;
}

/** Makes a decision, and says what came of it. */
export async function decide(context: RequestContext, reviewer: string, { note, overrule = false }: { note: string; overrule?: boolean }, said: Said): Promise<DecisionPayload> {
  const nothing = { priorityIds: [], themeCode: null, rank: null, overlapId: null, otherOverlapId: null, coreKeys: [], title: null, basis: {} };
  const made = await context.acts.decide({ id: randomUUID(), ...nothing, ...said, note: checkNote(note, 'why it is decided so'), reviewer, madeAt: context.now().toISOString(), overrule });
  return afterAct(context, made);
}

/** A priority that the reviewer may see: one that is under embargo is unknown, like any other that is not there, unless it is shared with the reviewer's region. */
export async function findPriority(context: RequestContext, argument: string, id: string): Promise<PriorityFacts> {
  const facts = await findPriorityFacts(context, id);
  if (facts) return facts;
  throw new HubError('UNKNOWN_PRIORITY', `${argument} is "${id.slice(0, 80)}", which no priority has as its id. "priorities" lists the ids.`);
}

/** The words of priorities as they are decided on, and whether they are adopted. */
export function wordsOf(...priorities: PriorityFacts[]): NonNullable<NewDecision['basis']['words']> {
  return Object.fromEntries(priorities.map(({ id, title, wordsHash, isAdopted }) => [id, { title, hash: wordsHash, isAdopted }]));
}

/** A decision that the viewer may see. */
export async function findDecision(context: RequestContext, id: string): Promise<DecisionType> {
  const decision = await findOne<DecisionType>(context, 'decision', id);
  if (decision) return decision;
  throw new HubError('UNKNOWN_DECISION', `No decision has the id "${id.slice(0, 80)}". "decisions" lists the ids.`);
}

/** More would make one act an answer as long as a list without pages. */
const mostFollowers = 200;

/** What an act left behind, read anew: what the request had looked up before may no longer be so. */
export async function afterAct(context: RequestContext, { id, overruled = [], followers = [] }: Partial<Decided> & Pick<Decided, 'id'>): Promise<DecisionPayload> {
  context.loaders.clear();
  asEverybody(context).loaders.clear();
  const decision = await findDecision(context, id);
  const priorities = await Promise.all([...(JSON.parse(decision.priorityIds) as string[]), ...followers.slice(0, mostFollowers)].map((each) => findOne<PriorityType>(context, 'priority', each)));
  const overlapIds = [decision.overlapId, decision.otherOverlapId].filter((each) => each !== null);
  const overlaps = await Promise.all(overlapIds.map((each) => findOverlapEver(context, each)));
  return {
    decision,
    overruled: await Promise.all(overruled.map((each) => findDecision(context, each))),
    priorities: priorities.filter((priority) => priority !== null),
    overlaps: [...new Map(overlaps.filter((overlap) => overlap !== null).map((overlap) => [overlap.id, overlap])).values()],
  };
}
