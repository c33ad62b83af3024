import DataLoader from 'dataloader';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { inList } from '../../db/inList.ts';
import { readSettled, type SettledIds } from '../../overlap/decisions/readDecisions.ts';
import { loaderOf, type RequestContext } from '../context.ts';
import { loaderHeldForAll } from '../heldReadings.ts';
import { DecisionKind, DecisionState, type DecisionType } from '../types/decision.ts';

/** What became of a decision: the ids of the one that undid it, and of the one that counts in its place. */
export interface Fate {
  undoneBy: string | null;
  overruledBy: string | null;
}

/** A row by which a decision is undone. */
const isUndone = (decision: string) => sql`exists (select 1 from decision undo where undo.undoes_id = ${sql.ref(`${decision}.id`)})`;
/** Later ones that say something else about the same thing. They name the same priorities, so whoever sees the one sees the other. */
const laterOnes = sql`decision later where later.subject = decision.subject and (later.made_at, later.id) > (decision.made_at, decision.id) and not ${isUndone('later')}`;

/** That a decision is in a state, as a condition on the table `decision`. */
export async function isInState(context: RequestContext, state: DecisionState): Promise<RawBuilder<boolean>> {
  if (state === DecisionState.UNDONE) return sql<boolean>`${isUndone('decision')}`;
  const isOverruled = sql`(exists (select 1 from ${laterOnes}) or decision.id in ${inList([...(await settledOf(context)).overruled.keys()])})`;
  return sql<boolean>`(not ${isUndone('decision')} and ${state === DecisionState.OVERRULED ? isOverruled : sql`not ${isOverruled}`})`;
}

/** Which decisions overrule which, and what they link. That is the same for everybody; of each no more is told than who asks may see. */
export function settledOf(context: RequestContext): Promise<SettledIds> {
  return loaderHeldForAll(context, 'decisions as settled', async (reading) => [await readSettled(reading.db as Kysely<unknown>)]).load('all');
}

/** What became of a decision. One statement for all asked at once. */
export function fateOf(context: RequestContext, id: string): Promise<Fate> {
  return loaderOf(context, 'fates of decisions', () => new DataLoader((ids: readonly string[]) => readFates(context, ids))).load(id);
}

export async function stateOf(context: RequestContext, id: string): Promise<DecisionState> {
  const { undoneBy, overruledBy } = await fateOf(context, id);
  return undoneBy !== null ? DecisionState.UNDONE : overruledBy !== null ? DecisionState.OVERRULED : DecisionState.IN_FORCE;
}

async function readFates(context: RequestContext, ids: readonly string[]): Promise<Fate[]> {
  const { overruled } = await settledOf(context);
  const rows = await context.db
    .selectFrom('decision')
    .select('decision.id')
    .select(sql<string | null>`(select min(undo.id) from decision undo where undo.undoes_id = decision.id)`.as('undoneBy'))
    .select(sql<string | null>`(select later.id from ${laterOnes} order by later.made_at desc, later.id desc limit 1)`.as('overruledBy'))
    .where(sql<boolean>`decision.id in ${inList(ids)}`)
    .execute();
  const byId = new Map(rows.map(({ id, undoneBy, overruledBy }) => [id, { undoneBy, overruledBy: overruledBy ?? overruled.get(id) ?? null }]));
  return ids.map((id) => byId.get(id) ?? { undoneBy: null, overruledBy: null });
}

/** The decisions in force that name a priority, or an overlap, oldest first. One statement for all asked at once. */
export function decisionsInForceOn(context: RequestContext, kind: 'priority' | 'overlap', id: string): Promise<DecisionType[]> {
  return loaderOf(context, `decisions in force on: ${kind}`, () => new DataLoader((ids: readonly string[]) => readInForceOn(context, kind, ids))).load(id);
}

async function readInForceOn(context: RequestContext, kind: 'priority' | 'overlap', ids: readonly string[]): Promise<DecisionType[][]> {
  const link = kind === 'priority' ? 'decision_priority' : 'decision_overlap';
  const rows = await context.db
    .selectFrom('decision')
    .innerJoin(`${link} as named`, 'named.ownerId', 'decision.id')
    .selectAll('decision')
    .select('named.targetId as parentKey')
    .where(sql<boolean>`named.target_id in ${inList(ids)} and decision.kind <> 'undo'`)
    .where(await isInState(context, DecisionState.IN_FORCE))
    .orderBy('decision.madeAt')
    .orderBy('decision.id')
    .execute();
  const byParent = Map.groupBy(rows as unknown as (DecisionType & { parentKey: string })[], (row) => row.parentKey);
  return ids.map((id) => byParent.get(id) ?? []);
}

/** The links in force that name a priority which is in an overlap, oldest first. One statement for all overlaps asked at once. */
export function linksInForceOf(context: RequestContext, overlapId: string): Promise<DecisionType[]> {
  return loaderOf(context, 'links in force of members', () => new DataLoader((ids: readonly string[]) => readLinks(context, ids))).load(overlapId);
}

async function readLinks(context: RequestContext, overlapIds: readonly string[]): Promise<DecisionType[][]> {
  const rows = await context.db
    .selectFrom('decision')
    .innerJoin('decision_priority as named', 'named.ownerId', 'decision.id')
    .innerJoin('overlap_member as member', 'member.priorityId', 'named.targetId')
    .selectAll('decision')
    .select('member.overlapId as parentKey')
    .where('decision.kind', '=', DecisionKind.LINK_PRIORITIES)
    .where(sql<boolean>`member.overlap_id in ${inList(overlapIds)}`)
    .where(await isInState(context, DecisionState.IN_FORCE))
    .orderBy('decision.madeAt')
    .orderBy('decision.id')
    .execute();
  const byOverlap = Map.groupBy(rows as unknown as (DecisionType & { parentKey: string })[], (row) => row.parentKey);
  return overlapIds.map((id) => byOverlap.get(id) ?? []);
}

/** Whether it sets or refuses a theme of a priority. */
export function isAboutTheme({ kind }: DecisionType): boolean {
  return kind === DecisionKind.SET_THEME || kind === DecisionKind.REFUSE_THEME;
}

/** The decisions in force by which reviewers refused themes of a priority. */
export async function refusalsOf(context: RequestContext, priorityId: string): Promise<DecisionType[]> {
  return (await decisionsInForceOn(context, 'priority', priorityId)).filter(({ kind }) => kind === DecisionKind.REFUSE_THEME);
}
