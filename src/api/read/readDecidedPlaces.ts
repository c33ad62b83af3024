import { linksToAnchor } from '../../overlap/decisions/clusters.ts';
import { themeOfId } from '../../overlap/decisions/Decision.ts';
import { decisionEvidence } from '../../overlap/decisions/decisionEvidence.ts';
import type { Membership, Pairing, ToldMove } from '../../overlap/match/MatchSide.ts';
import type { RequestContext } from '../context.ts';
import { DecisionKind, type DecisionType } from '../types/decision.ts';
import { movesBehind, splitOf, type ToldPlacing } from './movedOverlaps.ts';
import { settledOf } from './readDecisions.ts';
import { findOne } from './related.ts';
import type { StoredEvidence } from './readThemes.ts';

/** Where a member stands, with why. */
export interface StoredPlace {
  priorityId: string;
  themeCode: string;
  coreKey: string | null;
  evidence: readonly StoredEvidence[];
}

/** By which decisions a priority stands where it does: splits and merges, oldest first, and links and unlinks. What the viewer may not see is told without its words. */
export async function decidedPlace(context: RequestContext, { priorityId, themeCode, coreKey, evidence }: StoredPlace): Promise<Pick<Membership, 'moves' | 'pairings'>> {
  const decisionIds = evidence.flatMap(({ decisionId }) => decisionId ?? []);
  const cluster = (await settledOf(context)).clusters.get(themeCode)?.get(priorityId);
  // What is linked goes wherever the last goes to which a chain of links leads, whatever is said of itself; where that has no place, the links do nothing.
  const isLinked = cluster !== undefined && decisionIds.some((id) => id === cluster.others.get(priorityId)?.id);
  const chain = isLinked ? linksToAnchor(cluster, priorityId).map(({ id }) => id) : [];
  const found = await Promise.all([...new Set([...decisionIds, ...chain])].map(async (id) => ({ id, decision: await findOne<DecisionType>(context, 'decision', id) })));
  const pairings = found.flatMap(({ id, decision }) => (decision === null ? [hiddenPairing(id, chain.includes(id))] : isAboutPair(decision) ? [toPairing(decision)] : []));
  return { pairings, moves: await toldMoves(context, { priorityId: isLinked ? cluster.anchor : priorityId, themeCode, coreKey: coreKey?.replace(/\/apart-\d+$/, '') ?? null }) };
}

/** Splits and merges that take along what has a theme and a core group, oldest first. */
export async function toldMoves(context: RequestContext, member: Omit<StoredPlace, 'evidence'>): Promise<ToldMove[]> {
  const moves = await movesBehind(context, member);
  return Promise.all(moves.map((move) => toMove(context, move)));
}

function hiddenPairing(id: string, isLink: boolean): Pairing {
  return { id, isLink, priorityIds: [], told: 'One was put where it stands by a reviewer’s decision about a priority that you may not see.' };
}

function isAboutPair({ kind }: DecisionType): boolean {
  return kind === DecisionKind.LINK_PRIORITIES || kind === DecisionKind.UNLINK_PRIORITIES;
}

function toPairing(decision: DecisionType): Pairing {
  const isLink = decision.kind === DecisionKind.LINK_PRIORITIES;
  const priorityIds = JSON.parse(decision.priorityIds) as string[];
  const { words = {} } = JSON.parse(decision.basis) as { words?: Record<string, { title: string }> };
  const titles = priorityIds.map((id) => `“${words[id]?.title ?? id}”`);
  return { id: decision.id, isLink, priorityIds, told: decisionEvidence(isLink ? `${titles[1]} was put into the core group of ${titles[0]}` : `${titles[1]} was kept out of the core group of ${titles[0]}`, decision).explanation };
}

async function toMove(context: RequestContext, move: ToldPlacing): Promise<ToldMove> {
  const [from, to] = await Promise.all([titleOf(context, move.overlapId!), titleOf(context, move.otherOverlapId!)]);
  const what = move.kind === 'merge-overlaps' ? `${from} was merged into ${to}` : `${to} was taken out of ${from}`;
  return { id: move.id, told: decisionEvidence(what, move).explanation };
}

/** What an overlap is called; where it is no more, as its split or its theme calls it. */
export async function titleOf(context: RequestContext, overlapId: string): Promise<string> {
  const overlap = await findOne<{ title: string | null }>(context, 'overlap', overlapId);
  if (overlap?.title) return overlap.title;
  return (await splitOf(context, overlapId))?.title ?? ((await findOne<{ label: string }>(context, 'theme', themeOfId(overlapId)))?.label ?? overlapId);
}
