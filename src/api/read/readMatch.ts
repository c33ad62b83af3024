import { sql } from 'kysely';
import { HubError } from '../../errors.ts';
import { onlyRelated } from '../../overlap/engine/meetingOf.ts';
import type { DecidedPair, DecidedTheme, MatchAuthority, MatchSide, Membership, OverlapFinding } from '../../overlap/match/MatchSide.ts';
import { decisionEvidence } from '../../overlap/decisions/decisionEvidence.ts';
import type { RequestContext } from '../context.ts';
import { DecisionKind, type DecisionType } from '../types/decision.ts';
import { EvidenceKind, OverlapReviewState, type Evidence } from '../types/overlap.ts';
import { inList } from '../../db/inList.ts';
import { readMeasures } from './readMeasures.ts';
import { findOverlapFacts } from './readOverlapFacts.ts';
import { isAdopted } from './readOverlaps.ts';
import { decidedPlace, toldMoves } from './readDecidedPlaces.ts';
import { decisionsInForceOn, isAboutTheme } from './readDecisions.ts';
import { runnersUpOf } from './readRunnersUp.ts';
import { readSuccessors } from './readSuccessors.ts';
import { evidenceOfMember, evidenceOfReading, themesOfPriority } from './readThemes.ts';
import { findOne } from './related.ts';

/** Two priorities as they were read and stored, or UNKNOWN_PRIORITY. A fixed number of statements, whatever they are. */
export async function readMatchSides(context: RequestContext, ids: readonly [string, string]): Promise<[MatchSide, MatchSide]> {
  const rows = await readStatements(context, ids);
  const unknown = ids.filter((id) => !rows.has(id));
  if (unknown.length > 0) throw new HubError('UNKNOWN_PRIORITY', `No priority has the id ${[...new Set(unknown)].map((id) => `"${id.slice(0, 80)}"`).join(' or ')}. On the page of an overlap its statements can be chosen; /feeds/overlaps.csv has their ids in the column statement_id, and "priorities" in GraphQL has all.`);
  const [authorities, memberships, indicators] = [await readAuthorities(context, ids), await readMemberships(context, ids), await readMeasures(context, ids)];
  const sideOf = async (id: string): Promise<MatchSide> => {
    const { engineThemes, ...stated } = rows.get(id)!;
    const ofHub = JSON.parse(engineThemes ?? '[]') as string[];
    return { ...stated, authorities: authorities.get(id) ?? [], memberships: memberships.get(id) ?? [], indicators: (indicators.get(id) ?? []).map((measure) => ({ code: measure.id, title: measure.title })), ...(await readThemes(context, id, ofHub)) };
  };
  return Promise.all([sideOf(ids[0]), sideOf(ids[1])]);
}

/** Links and unlinks of the two, as far as the viewer may see them. */
export async function readDecidedPairs(context: RequestContext, [a, b]: readonly [string, string]): Promise<DecidedPair[]> {
  const decisions = (await decisionsInForceOn(context, 'priority', a)).filter(({ priorityIds }) => (JSON.parse(priorityIds) as string[]).includes(b));
  return decisions.flatMap((decision): DecidedPair[] => {
    const isLink = decision.kind === DecisionKind.LINK_PRIORITIES;
    if (a === b || (!isLink && decision.kind !== DecisionKind.UNLINK_PRIORITIES)) return [];
    return [{ isLink, told: decisionEvidence(isLink ? 'Put into one core group' : 'Kept out of one core group', decision).explanation }];
  });
}

type Stored = Omit<MatchSide, 'authorities' | 'memberships' | 'indicators' | 'themes' | 'decidedThemes' | 'missed'> & { engineThemes: string | null };

async function readStatements({ db }: RequestContext, ids: readonly string[]): Promise<Map<string, Stored>> {
  const rows = await db
    .selectFrom('priority')
    .innerJoin('plan', 'plan.id', 'priority.planId')
    .leftJoin('priority_reading as reading', 'reading.priorityId', 'priority.id')
    .select(['priority.id', 'priority.adopted', 'plan.id as planId', 'plan.title as planTitle', 'plan.supersedesId', 'plan.status', 'plan.inForceFrom', 'plan.inForceTo', 'reading.aim as approach', 'reading.engineThemes'])
    .where(sql<boolean>`priority.id in ${inList(ids)}`)
    .execute();
  return new Map(
    rows.map(({ adopted, status, inForceFrom, inForceTo, ...row }) => [
      row.id,
      { ...row, isAdopted: isAdopted({ adopted, status }, {}), inForce: inForceFrom !== null && inForceTo !== null ? { from: inForceFrom, to: inForceTo } : null },
    ]),
  );
}

async function readAuthorities(context: RequestContext, ids: readonly string[]): Promise<Map<string, MatchAuthority[]>> {
  const successors = await readSuccessors(context);
  const rows = await context.db
    .selectFrom('priority')
    .innerJoin('plan_authority', 'plan_authority.ownerId', 'priority.planId')
    .innerJoin('authority', 'authority.id', 'plan_authority.targetId')
    .select(['priority.id as priorityId', 'authority.id', 'authority.name'])
    .where(sql<boolean>`priority.id in ${inList(ids)}`)
    .orderBy('authority.name')
    .orderBy('authority.id')
    .execute();
  return byPriority(rows.map((row) => ({ ...row, successors: [...(successors.get(row.id) ?? [])] })));
}

/** By priority, its places in overlaps, with what put it there. */
export async function readMemberships(context: RequestContext, ids: readonly string[]): Promise<Map<string, Membership[]>> {
  const rows = await context.db
    .selectFrom('overlap_member as member')
    .innerJoin('overlap', 'overlap.id', 'member.overlapId')
    .innerJoin('theme', 'theme.id', 'overlap.themeCode')
    .leftJoin('decision as reviewed', 'reviewed.id', 'overlap.reviewId')
    .leftJoin('priority_theme as reading', (join) => join.onRef('reading.ownerId', '=', 'member.priorityId').onRef('reading.targetId', '=', 'member.themeCode'))
    .select(sql<string>`coalesce(member.theme_code, overlap.theme_code)`.as('themeCode'))
    .select(['overlap.review', 'reviewed.id as reviewId', 'reviewed.reviewer', 'reviewed.madeAt', 'reviewed.note'])
    .select(['member.priorityId', 'member.overlapId', 'theme.label', 'overlap.title as ownTitle', 'member.ring', 'member.coreKey', 'member.coreTitle', 'member.evidence', 'reading.coreKey as ownCoreKey', 'reading.evidence as ofTheme', 'reading.placeEvidence as ofPlace'])
    .where(sql<boolean>`member.priority_id in ${inList(ids)}`)
    .orderBy('member.overlapId')
    .execute();
  return byPriority(await Promise.all(rows.map(async ({ ring, evidence: own, ofTheme, ofPlace, label, ownTitle, review, reviewId, reviewer, madeAt, note, ...row }) => {
    const evidence = evidenceOfMember({ evidence: own, ofTheme, ofPlace });
    const found = { review: findingOf(review, { id: reviewId, reviewer, madeAt, note }), isCore: ring === 'core', onlyRelated: ring === 'core' ? null : onlyRelatedIn(evidence) };
    const [facts, place] = await Promise.all([findOverlapFacts(context, row.overlapId), decidedPlace(context, { ...row, evidence })]);
    return { ...row, ...found, title: ownTitle ?? label, isOverlap: facts?.isOfOneParty === false, ...place };
  })));
}

/** What a reviewer found of an overlap, and by which decision. */
function findingOf(review: string | null, { id, reviewer, madeAt, note }: { [Column in 'id' | 'reviewer' | 'madeAt' | 'note']: string | null }): OverlapFinding | null {
  if (review === null) return null;
  const isTold = id !== null && reviewer !== null && madeAt !== null && note !== null;
  return { isRejected: review === OverlapReviewState.REJECTED, told: isTold ? decisionEvidence(review, { id, reviewer, madeAt, note }).explanation : `${review} by a reviewer.` };
}

/** Why a member is in no core group, from the reason it was stored with. */
function onlyRelatedIn(evidence: readonly Evidence[]): string | null {
  const said = evidence.find(({ kind }) => kind === EvidenceKind.ONLY_RELATED);
  return said?.explanation.slice(onlyRelated.length).replace(/\.$/, '') ?? null;
}

function byPriority<Row extends { priorityId: string }>(rows: readonly Row[]): Map<string, Omit<Row, 'priorityId'>[]> {
  const found = new Map<string, Omit<Row, 'priorityId'>[]>();
  for (const { priorityId, ...row } of rows) found.set(priorityId, [...(found.get(priorityId) ?? []), row]);
  return found;
}

/** What it is about, what was decided of that and what it is nearly about: all are looked up before any label is, so that labels are one statement. */
async function readThemes(context: RequestContext, id: string, engineThemes: readonly string[]): Promise<Pick<MatchSide, 'themes' | 'decidedThemes' | 'missed'>> {
  const [readings, decisions, nearly] = await Promise.all([themesOfPriority(context, id), decisionsInForceOn(context, 'priority', id), runnersUpOf(context, id)]);
  const themes = readings.map(async (reading) => {
    const [label, evidence, moves] = await Promise.all([labelOf(context, reading.themeCode), evidenceOfReading(context, reading), toldMoves(context, reading)]);
    return { code: reading.themeCode, label, moves, isMain: reading.isMain, confidence: Number(reading.confidence), by: strongestReason(evidence) };
  });
  const missed = nearly.map(async ({ themeCode, confidence, threshold }) => ({ code: themeCode, label: await labelOf(context, themeCode), confidence, threshold }));
  const decided = decisions.filter(isAboutTheme).map((decision) => toDecidedTheme(context, decision, engineThemes));
  const [read, decidedThemes, notRead] = await Promise.all([Promise.all(themes), Promise.all(decided), Promise.all(missed)]);
  return { themes: read, decidedThemes, missed: notRead };
}

async function toDecidedTheme(context: RequestContext, decision: DecisionType, engineThemes: readonly string[]): Promise<DecidedTheme> {
  const code = decision.themeCode!;
  const isSet = decision.kind === DecisionKind.SET_THEME;
  return { code, label: await labelOf(context, code), isSet, isRead: engineThemes.includes(code), told: decisionEvidence(isSet ? 'set' : 'refused', decision).explanation };
}

/** What speaks for a theme most, which need not be words of the statement: all of a plan for one group of children is about them. */
function strongestReason(weightiestFirst: readonly Evidence[]): string {
  const strongest = weightiestFirst.find(({ weight }) => weight > 0);
  if (strongest === undefined) return '';
  return strongest.quote === null ? (reasonsBesideWords[strongest.kind] ?? '') : `“${strongest.quote}”`;
}

const reasonsBesideWords: Partial<Record<EvidenceKind, string>> = {
  [EvidenceKind.PLAN_KIND]: 'the kind of its plan',
  [EvidenceKind.PUBLISHER_CODE]: 'its publisher’s own code',
  [EvidenceKind.INDICATOR]: 'an indicator of the theme',
  [EvidenceKind.DECISION]: 'a reviewer’s decision',
  [EvidenceKind.SIMILAR_MEANING]: 'its meaning',
};

async function labelOf(context: RequestContext, themeCode: string): Promise<string> {
  return (await findOne<{ label: string }>(context, 'theme', themeCode))?.label ?? themeCode;
}
