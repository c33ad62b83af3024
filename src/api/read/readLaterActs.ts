import { sql } from 'kysely';
import { inList } from '../../db/inList.ts';
import { lastLinks } from '../../overlap/decisions/clusters.ts';
import { overlapIdOf } from '../../overlap/decisions/Decision.ts';
import { decisionEvidence } from '../../overlap/decisions/decisionEvidence.ts';
import type { LaterAct } from '../../overlap/decisions/flagDecision.ts';
import type { RequestContext } from '../context.ts';
import { heldLoaderOf } from '../heldReadings.ts';
import { DecisionKind, DecisionState } from '../types/decision.ts';
import { movesBehind, movesOnFrom, presentId, themesBehind } from './movedOverlaps.ts';
import { isInState, settledOf } from './readDecisions.ts';
import { findOverlapFacts } from './readOverlapFacts.ts';
import { findPriorityFacts } from './readPriorityFacts.ts';

/** What decisions in force took out of an overlap after a moment, wherever merges had taken it by then: as far as the viewer may see them, those first that tell of single statements. */
export async function laterActsOn(context: RequestContext, overlapId: string, since: string): Promise<LaterAct[]> {
  const [splits, outtakes, endings] = await Promise.all([splitsSince(context, overlapId, since), outtakesSince(context, overlapId, since), endingsSince(context, overlapId, since)]);
  return [...outtakes.map(toLaterAct), ...endings, ...splits];
}

/** By priority, the later decision in force by which it left the part that a split made, in words for a colon before them: a link, or that the theme was refused of what the split names. */
export async function takenFromPartSince(context: RequestContext, { overlapId, themeCode, priorityIds }: { overlapId: string; themeCode: string; priorityIds: readonly string[] }, since: string): Promise<Map<string, string>> {
  const acts = (await outtakesSince(context, overlapId, since)).filter((act) => act.kind === DecisionKind.LINK_PRIORITIES || (act.themeCode === themeCode && priorityIds.includes(act.priorityId)));
  return new Map(acts.map((act) => [act.priorityId, toLaterAct(act).told]));
}

async function outtakesSince(context: RequestContext, overlapId: string, since: string): Promise<Outtake[]> {
  const [present, all] = await Promise.all([presentId(context, overlapId), readOuttakes(context)]);
  // Most of a long history is about other themes, of which none could stand there.
  const themes = new Set(await themesBehind(context, [present]));
  const found = await Promise.all(all.filter(({ madeAt, themeCode }) => madeAt > since && themes.has(themeCode)).map(async (act) => ((await tookOutOf(context, present, act)) ? [act] : [])));
  return found.flat();
}

/** Splits of an overlap after a moment, with whoever shares what they took out where that now stands. */
export async function splitsSince(context: RequestContext, overlapId: string, since: string): Promise<LaterAct[]> {
  const splits = (await movesOnFrom(context, overlapId, since)).filter(({ kind }) => kind === 'split-overlap');
  return Promise.all(splits.map(async (split) => {
    const part = await findOverlapFacts(context, await presentId(context, split.otherOverlapId!));
    return { isSplit: true, told: decisionEvidence(`“${split.title}” was taken out of it`, split).explanation, authorities: new Set(part?.authorities.keys()) };
  }));
}

/** What had brought statements there by a moment and was taken back since, or overruled by keeping two apart, with whoever is there no longer. */
async function endingsSince(context: RequestContext, overlapId: string, since: string): Promise<LaterAct[]> {
  const present = await presentId(context, overlapId);
  const [all, overlap, themes] = await Promise.all([readEndings(context), findOverlapFacts(context, present), themesBehind(context, [present])]);
  const ended = all.filter(({ broughtAt, madeAt }) => broughtAt <= since && madeAt > since);
  const acts = await Promise.all(ended.map(async (ending): Promise<LaterAct[]> => {
    const told = (what: string): string => decisionEvidence(what, ending).explanation;
    if (ending.kind === DecisionKind.MERGE_OVERLAPS) {
      if ((await presentId(context, ending.intoId!)) !== present) return [];
      const went = await findOverlapFacts(context, await presentId(context, ending.wentId!));
      return [{ isSplit: false, told: told('the merge that had brought it there was taken back'), authorities: new Set(went?.authorities.keys()) }];
    }
    const gone = themes.includes(ending.themeCode!) ? ending.statements.filter(({ id }) => !overlap?.members.has(id)) : [];
    return gone.map(({ title, authorities }) => ({ isSplit: false, told: told(howEnded(ending, title)), authorities }));
  }));
  return acts.flat();
}

function howEnded({ kind, label, isApart }: Ending, title: string): string {
  if (kind === DecisionKind.SET_THEME) return `that ${label} is set in “${title}” was taken back`;
  return isApart ? `“${title}” was kept apart from what it was linked to` : `the link that had brought “${title}” there was taken back`;
}

/** A decision that brought statements into an overlap and counts no more, with when it was made, and who ended it, when and why. */
interface Ending {
  id: string;
  kind: string;
  /** Of a link or a set theme: what it may have brought there. */
  statements: (Pick<Outtake, 'title' | 'authorities'> & { id: string })[];
  themeCode: string | null;
  label: string | null;
  /** Of a merge. */
  wentId: string | null;
  intoId: string | null;
  /** Whether keeping two apart overruled it; else it was undone. */
  isApart: boolean;
  broughtAt: string;
  reviewer: string;
  madeAt: string;
  note: string;
}

/** All of them: three statements, asked only where an overlap lost authorities. */
function readEndings(context: RequestContext): Promise<Ending[]> {
  return heldLoaderOf(context, 'decisions that brought statements and count no more', async (reading) => [await readEndingsOf(reading)]).load('all');
}

async function readEndingsOf(context: RequestContext): Promise<Ending[]> {
  const brought = ['decision.kind', 'decision.priorityIds', 'decision.themeCode', 'theme.label', 'decision.overlapId as wentId', 'decision.otherOverlapId as intoId', 'decision.madeAt as broughtAt'] as const;
  const undone = await context.db
    .selectFrom('decision')
    .innerJoin('decision as ending', 'ending.undoesId', 'decision.id')
    .leftJoin('theme', 'theme.id', 'decision.themeCode')
    .select([...brought, 'ending.id', 'ending.reviewer', 'ending.madeAt', 'ending.note'])
    .where('decision.kind', 'in', [DecisionKind.SET_THEME, DecisionKind.LINK_PRIORITIES, DecisionKind.MERGE_OVERLAPS])
    .orderBy('ending.madeAt')
    .execute();
  const apart = await context.db
    .selectFrom('decision')
    .innerJoin('decision as ending', (join) => join.onRef('ending.subject', '=', 'decision.subject').on('ending.kind', '=', DecisionKind.UNLINK_PRIORITIES).onRef('ending.madeAt', '>', 'decision.madeAt'))
    .leftJoin('theme', 'theme.id', 'decision.themeCode')
    .select([...brought, 'ending.id', 'ending.reviewer', 'ending.madeAt', 'ending.note'])
    .where('decision.kind', '=', DecisionKind.LINK_PRIORITIES)
    .where(await isInState(context, DecisionState.OVERRULED))
    .where(sql<boolean>`not exists (select 1 from decision taken where taken.undoes_id = ending.id)`)
    .orderBy('ending.madeAt')
    .execute();
  const all = [...undone.map((row) => ({ ...row, isApart: false })), ...apart.map((row) => ({ ...row, isApart: true }))];
  const idsOf = (row: { priorityIds: string }): string[] => JSON.parse(row.priorityIds) as string[];
  const statements = await readStatements(context, all.flatMap(idsOf));
  return all.map((row) => ({ ...row, statements: idsOf(row).flatMap((id) => (statements.has(id) ? [{ id, ...statements.get(id)! }] : [])) }));
}

/** A statement of which a theme was refused, or that a link took to where the first of it stands. */
interface Outtake {
  id: string;
  kind: string;
  priorityId: string;
  title: string;
  /** Of a link: the title of its second, where that is another statement, to which this one hangs. */
  wentWith: string | null;
  themeCode: string;
  label: string;
  reviewer: string;
  madeAt: string;
  note: string;
  authorities: ReadonlySet<string>;
}

/** Whether a statement that has, or had, a theme by which it may stand in an overlap would stand there, but for what was decided of it. */
async function tookOutOf(context: RequestContext, overlapId: string, { kind, priorityId, themeCode }: Outtake): Promise<boolean> {
  if (kind === DecisionKind.REFUSE_THEME) return true;
  const [facts, overlap] = await Promise.all([findPriorityFacts(context, priorityId), findOverlapFacts(context, overlapId)]);
  const own = facts?.themes.find((theme) => theme.themeCode === themeCode);
  if (own === undefined || overlap?.members.has(priorityId)) return false;
  const last = (await movesBehind(context, { priorityId, ...own })).at(-1);
  return (last?.otherOverlapId ?? overlapIdOf(themeCode)) === overlapId;
}

function toLaterAct(act: Outtake): LaterAct {
  return { isSplit: false, told: decisionEvidence(whatTookOut(act), act).explanation, authorities: act.authorities };
}

function whatTookOut({ kind, title, label, wentWith }: Outtake): string {
  if (kind === DecisionKind.REFUSE_THEME) return `${label} was refused in “${title}”`;
  return wentWith === null ? `“${title}” was linked to another` : `“${title}” went along with “${wentWith}”, which was linked to another`;
}

/** All of them by decisions that are in force: two statements, asked only where an overlap lost authorities or what a split put into it. */
function readOuttakes(context: RequestContext): Promise<Outtake[]> {
  return heldLoaderOf(context, 'decisions that take statements out of overlaps', async (reading) => [await readOuttakesOf(reading)]).load('all');
}

async function readOuttakesOf(context: RequestContext): Promise<Outtake[]> {
  const decisions = await context.db
    .selectFrom('decision')
    .innerJoin('theme', 'theme.id', 'decision.themeCode')
    .select(['decision.id', 'decision.kind', 'decision.priorityIds', 'decision.themeCode', 'decision.reviewer', 'decision.madeAt', 'decision.note', 'theme.label'])
    .where('decision.kind', 'in', [DecisionKind.REFUSE_THEME, DecisionKind.LINK_PRIORITIES])
    .where(await isInState(context, DecisionState.IN_FORCE))
    .orderBy('decision.madeAt')
    .orderBy('decision.id')
    .execute();
  const brought = await broughtByLinks(context);
  const acts = decisions.map((decision) => {
    const named = (JSON.parse(decision.priorityIds) as string[]).at(-1)!;
    return { ...decision, themeCode: decision.themeCode!, named, moved: decision.kind === DecisionKind.REFUSE_THEME ? [named] : (brought.get(decision.id) ?? []) };
  });
  const statements = await readStatements(context, acts.flatMap(({ named, moved }) => [named, ...moved]));
  return acts.flatMap(({ moved, named, ...act }) => moved.flatMap((priorityId) => {
    const statement = statements.get(priorityId);
    return statement ? [{ ...act, ...statement, priorityId, wentWith: priorityId === named ? null : (statements.get(named)?.title ?? named) }] : [];
  }));
}

/** By the id of each link: the priorities that it took to where its first stands, and none took on since. */
async function broughtByLinks(context: RequestContext): Promise<Map<string, string[]>> {
  const brought = new Map<string, string[]>();
  for (const clusters of (await settledOf(context)).clusters.values()) {
    for (const cluster of new Set(clusters.values())) for (const [priorityId, { id }] of lastLinks(cluster)) brought.set(id, [...(brought.get(id) ?? []), priorityId]);
  }
  return brought;
}

/** Titles of priorities, and codes of the authorities whose they are. */
async function readStatements(context: RequestContext, ids: readonly string[]): Promise<Map<string, Pick<Outtake, 'title' | 'authorities'>>> {
  const rows = await context.db
    .selectFrom('priority')
    .innerJoin('plan_authority', 'plan_authority.ownerId', 'priority.planId')
    .select(['priority.id', 'priority.title', 'plan_authority.targetId as authorityCode'])
    .where(sql<boolean>`priority.id in ${inList([...new Set(ids)])}`)
    .execute();
  return new Map([...Map.groupBy(rows, ({ id }) => id)].map(([id, ofOne]) => [id, { title: ofOne[0]!.title, authorities: new Set(ofOne.map(({ authorityCode }) => authorityCode)) }]));
}
