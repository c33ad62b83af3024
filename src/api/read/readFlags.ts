import DataLoader from 'dataloader';
import { sql } from 'kysely';
import type { AuthorityType } from '../../catalogue/authority.ts';
import { PlanCoverage } from '../../catalogue/plan.ts';
import { isNotYetAdopted } from '../../catalogue/planStatus.ts';
import type { ThemeType } from '../../catalogue/theme.ts';
import { inList } from '../../db/inList.ts';
import type { Basis, Decision } from '../../overlap/decisions/Decision.ts';
import { decisionEvidence } from '../../overlap/decisions/decisionEvidence.ts';
import { flagDecision, type Present } from '../../overlap/decisions/flagDecision.ts';
import { asEverybody, loaderOf, type RequestContext } from '../context.ts';
import { DecisionKind, DecisionState, type DecisionFlag, type DecisionFlagKind, type DecisionType } from '../types/decision.ts';
import { inForceDuring, isOneOf } from './conditions.ts';
import { generalKinds } from './coverage.ts';
import { formerIdsOf, mergeOf, movesBehind, presentId } from './movedOverlaps.ts';
import { titleOf } from './readDecidedPlaces.ts';
import { decisionsInForceOn, linksInForceOf, stateOf } from './readDecisions.ts';
import { laterActsOn, splitsSince, takenFromPartSince } from './readLaterActs.ts';
import { findOverlapFacts } from './readOverlapFacts.ts';
import { coverageHeld } from './planCoverage.ts';
import { findPriorityFacts } from './readPriorityFacts.ts';
import { saidAgainOf } from './readSaidAgain.ts';
import { findOne } from './related.ts';

/**
 * How what this viewer can see now contradicts a decision; nothing of one that does not count. A decision about a whole overlap, which everybody
 * may read, is held against what everybody sees: else a flag would tell who shares it under embargo. A few statements for all asked at once.
 */
export async function flagsOf(context: RequestContext, decision: DecisionType): Promise<DecisionFlag[]> {
  if (decision.kind === DecisionKind.UNDO || (await stateOf(context, decision.id)) !== DecisionState.IN_FORCE) return [];
  const priorityIds = JSON.parse(decision.priorityIds) as string[];
  const coreKeys = JSON.parse(decision.coreKeys) as string[];
  const sight = priorityIds.length === 0 ? asEverybody(context) : context;
  const basis = JSON.parse(decision.basis) as Basis;
  const [theme, priorities, overlaps, present, saidAgain] = await Promise.all([
    decision.themeCode === null ? null : findOne<ThemeType>(context, 'theme', decision.themeCode),
    Promise.all(priorityIds.map((id) => findPriorityFacts(context, id))),
    overlapsOf(sight, decision, basis),
    Promise.all(coreKeys.map(async (key) => ((await hasStatements(sight, key)) ? [[key, { isMoved: await isMoved(sight, key) }] as const] : []))),
    saidAgainOf(context, decision),
  ]);
  const flagged = { kind: decision.kind as Decision['kind'], priorityIds, themeCode: decision.themeCode, coreKeys, basis };
  const flags = flagDecision(flagged, { ...overlaps, isThemeKnown: theme !== null || decision.themeCode === null, priorities, saidAgain, coreKeys: new Map(present.flat()) });
  return flags.map(({ kind, explanation }) => ({ kind: kind as DecisionFlagKind, explanation, decision }));
}

/** The overlaps that a decision names, as they now are, and what became of them since. */
async function overlapsOf(context: RequestContext, decision: DecisionType, { authorities = [], inForce = [] }: Basis): Promise<Omit<Present, 'isThemeKnown' | 'priorities' | 'coreKeys' | 'saidAgain'>> {
  const { kind, overlapId, otherOverlapId, madeAt, themeCode } = decision;
  const priorityIds = JSON.parse(decision.priorityIds) as string[];
  const isMerge = kind === DecisionKind.MERGE_OVERLAPS;
  const places = isMerge ? await Promise.all([overlapId!, otherOverlapId!].map((id) => presentId(context, id))) : [];
  const otherId = isMerge ? places[1]! : otherOverlapId;
  const [overlap, otherOverlap, merge, mergeOfPart, sharersThen] = await Promise.all([
    overlapId === null ? null : findOverlapFacts(context, overlapId),
    otherId === null ? null : findOverlapFacts(context, otherId),
    overlapId === null ? undefined : mergeOf(context, overlapId),
    otherOverlapId === null ? undefined : mergeOf(context, otherOverlapId),
    Promise.all(authorities.map(async (code) => [code, (await findOne<AuthorityType>(context, 'authority', code))?.name ?? code] as const)),
  ]);
  const isSplit = kind === DecisionKind.SPLIT_OVERLAP;
  const lacks = isSplit && mergeOfPart === undefined && (otherOverlap === null || otherOverlap.parties < 2 || priorityIds.some((id) => !otherOverlap.members.has(id)));
  const now = isMerge ? otherOverlap : overlap;
  // Those that share it by plans of before alone.
  const silent = now === null ? [] : inForce.filter((code) => now.authorities.has(code) && !now.stating.has(code));
  const isLost = silent.length > 0 || authorities.some((code) => !now?.authorities.has(code));
  const laterActs = kind === DecisionKind.REJECT_OVERLAP ? await splitsSince(context, overlapId!, madeAt) : isLost ? await laterActsOn(context, isMerge ? otherOverlapId! : overlapId!, madeAt) : [];
  const ofThemselves = silent.filter((code) => !laterActs.some((act) => act.authorities.has(code)));
  const plans = await Promise.all(ofThemselves.map((code) => wholePlanOf(context, code)));
  const droppedBy = ofThemselves.flatMap((code, at) => (plans[at] === null ? [] : [{ name: now!.authorities.get(code)!, planTitle: plans[at]! }]));
  return {
    overlap, otherOverlap,
    sharersThen: new Map(sharersThen),
    laterActs,
    droppedBy,
    wentTitle: isMerge ? await titleOf(context, overlapId!) : null,
    mergedBy: merge === undefined ? null : decisionEvidence('merged', merge).explanation,
    isMerged: places[0] === places[1],
    isMergedOn: isSplit && mergeOfPart !== undefined,
    placesOfSplit: isSplit ? { whole: await presentId(context, overlapId!), part: await presentId(context, otherOverlapId!) } : null,
    takenAway: lacks ? await takenFromPartSince(context, { overlapId: otherOverlapId!, themeCode: themeCode!, priorityIds }, madeAt) : new Map(),
  };
}

/** The title of a general plan of an authority in force today, held whole and adopted: what such a plan does not state the authority does not share. */
function wholePlanOf(context: RequestContext, authorityCode: string): Promise<string | null> {
  return loaderOf(context, 'whole plans in force', () => new DataLoader((codes: readonly string[]) => readWholePlans(context, codes))).load(authorityCode);
}

async function readWholePlans({ db, today }: RequestContext, codes: readonly string[]): Promise<(string | null)[]> {
  const rows = await db
    .selectFrom('plan')
    .innerJoin('plan_authority', 'plan_authority.ownerId', 'plan.id')
    .select(['plan_authority.targetId as code', 'plan.title', 'plan.status'])
    .where(coverageHeld, '=', PlanCoverage.WHOLE)
    .where('plan.kind', 'in', generalKinds)
    .where(inForceDuring('plan', today, today))
    .where(isOneOf('plan_authority.targetId', codes))
    .orderBy('plan.inForceFrom', 'desc')
    .orderBy('plan.id')
    .execute();
  return codes.map((code) => rows.find((row) => row.code === code && !isNotYetAdopted(row.status))?.title ?? null);
}

/** The flags of all decisions in force that name a priority. */
export async function flagsOnPriority(context: RequestContext, id: string): Promise<DecisionFlag[]> {
  return (await Promise.all((await decisionsInForceOn(context, 'priority', id)).map((decision) => flagsOf(context, decision)))).flat();
}

/** The flags of all decisions in force about an overlap, under whatever id it stood, and of the links of statements that it holds. */
export async function flagsOnOverlap(context: RequestContext, id: string): Promise<DecisionFlag[]> {
  // For all overlaps at once, so that those of which nothing more need be read wait for the others.
  const loader = loaderOf(context, 'decisions whose flags stand on overlaps', () => new DataLoader((ids: readonly string[]) => Promise.all(ids.map((each) => findStanding(context, each)))));
  return (await Promise.all((await loader.load(id)).map((decision) => flagsOf(context, decision)))).flat();
}

async function findStanding(context: RequestContext, id: string): Promise<DecisionType[]> {
  const named = (await Promise.all([id, ...(await formerIdsOf(context, id))].map((each) => decisionsInForceOn(context, 'overlap', each)))).flat();
  const once = new Map([...named, ...(await linksInForceOf(context, id))].map((decision) => [decision.id, decision]));
  const standing = await Promise.all([...once.values()].map(async (decision) => (decision.kind !== DecisionKind.LINK_PRIORITIES || (await placesOfLink(context, decision)).includes(id) ? [decision] : [])));
  return standing.flat();
}

/** Where linked statements stand by now; where none of them does, the overlap that the link names. */
async function placesOfLink(context: RequestContext, { priorityIds, themeCode, overlapId }: DecisionType): Promise<string[]> {
  const facts = await Promise.all((JSON.parse(priorityIds) as string[]).map((id) => findPriorityFacts(context, id)));
  const places = facts.flatMap((priority) => priority?.places ?? []).filter((place) => place.themeCode === themeCode).map((place) => place.overlapId);
  return places.length > 0 || overlapId === null ? places : [await presentId(context, overlapId)];
}

/** Whether splits or merges put what has a core group by its own words into another overlap than that of its theme. */
async function isMoved(context: RequestContext, coreKey: string): Promise<boolean> {
  return (await movesBehind(context, { priorityId: '', themeCode: coreKey.split('/')[0]!, coreKey })).length > 0;
}

/** Whether any statement that the viewer may see has a core group by its own words. */
function hasStatements(context: RequestContext, coreKey: string): Promise<boolean> {
  return loaderOf(context, 'core groups', () => new DataLoader((keys: readonly string[]) => readCoreKeys(context, keys))).load(coreKey);
}

async function readCoreKeys({ db }: RequestContext, keys: readonly string[]): Promise<boolean[]> {
  const rows = await db
    .selectFrom('priority_theme')
    .innerJoin('priority', 'priority.id', 'priority_theme.ownerId')
    .select('priority_theme.coreKey')
    .distinct()
    .where(sql<boolean>`priority_theme.core_key in ${inList(keys)}`)
    .execute();
  const present = new Set(rows.map(({ coreKey }) => coreKey));
  return keys.map((key) => present.has(key));
}
