import DataLoader from 'dataloader';
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { isNotYetAdopted } from '../../catalogue/planStatus.ts';
import { inList } from '../../db/inList.ts';
import { loaderOf, type RequestContext } from '../context.ts';

/** What a decision about a priority may rest on, as it now is. */
export interface PriorityFacts {
  id: string;
  title: string;
  /** Differs when any of its words, its ages or its group does. */
  wordsHash: string;
  /** Whether its authority adopted it, in a plan that is more than a draft: else it makes no overlap. */
  isAdopted: boolean;
  /** Codes of the themes its publisher gave it, sorted. */
  publisherThemes: string[];
  /** Codes of the themes that the engine, left to itself, reads in it. */
  engineThemes: string[];
  /** Whether its themes are other than those, because reviewers decided so. */
  isThemedByHand: boolean;
  /** Each of its themes, with the core group that its own words put it into. */
  themes: { themeCode: string; coreKey: string | null; confidence: number }[];
  /** Its places in overlaps of themes that this hub has read: others are in no list. */
  places: { overlapId: string; themeCode: string; coreKey: string | null; confidence: number }[];
}

/** The facts of a priority, or null when there is none, or none this viewer may see. A few statements for all asked at once. */
export function findPriorityFacts(context: RequestContext, id: string): Promise<PriorityFacts | null> {
  return loaderOf(context, 'facts of priorities', () => new DataLoader((ids: readonly string[]) => readFacts(context, ids))).load(id);
}

async function readFacts({ db }: RequestContext, ids: readonly string[]): Promise<(PriorityFacts | null)[]> {
  const isAsked = (column: string) => sql<boolean>`${sql.ref(column)} in ${inList(ids)}`;
  const priorities = await db
    .selectFrom('priority')
    .leftJoin('outcome', 'outcome.id', 'priority.outcomeId')
    .leftJoin('plan', 'plan.id', 'priority.planId')
    .leftJoin('priority_reading as reading', 'reading.priorityId', 'priority.id')
    .select(['priority.id', 'priority.title', 'priority.description', 'outcome.title as outcome', 'priority.ageFrom', 'priority.ageTo', 'priority.targetGroup', 'priority.adopted', 'plan.status', 'reading.engineThemes'])
    .where(isAsked('priority.id'))
    .execute();
  const stated = Map.groupBy(await db.selectFrom('priority_stated_theme').select(['ownerId', 'targetId']).where(isAsked('owner_id')).orderBy('targetId').execute(), (row) => row.ownerId);
  const themes = Map.groupBy(await db.selectFrom('priority_theme').select(['ownerId', 'targetId as themeCode', 'coreKey', 'confidence']).where(isAsked('owner_id')).orderBy('targetId').execute(), (row) => row.ownerId);
  const places = Map.groupBy(
    await db.selectFrom('overlap_member as member').innerJoin('overlap', 'overlap.id', 'member.overlapId').innerJoin('theme', 'theme.id', 'overlap.themeCode').select(['member.priorityId', 'member.overlapId', 'member.coreKey', 'member.confidence']).select(sql<string>`coalesce(member.theme_code, overlap.theme_code)`.as('themeCode')).where(isAsked('member.priority_id')).orderBy('member.overlapId').execute(),
    (row) => row.priorityId,
  );
  const byId = new Map(priorities.map(({ id, engineThemes: ofEngine, ...words }): [string, PriorityFacts] => {
    const engineThemes = JSON.parse(ofEngine ?? '[]') as string[];
    const own = themes.get(id) ?? [];
    return [id, {
      id,
      title: words.title,
      wordsHash: createHash('sha256').update(JSON.stringify([words.title, words.description, words.outcome, words.ageFrom, words.ageTo, words.targetGroup])).digest('base64url').slice(0, 22),
      isAdopted: Boolean(words.adopted) && !isNotYetAdopted(words.status),
      publisherThemes: (stated.get(id) ?? []).map(({ targetId }) => targetId),
      engineThemes,
      isThemedByHand: new Set([...engineThemes, ...own.map(({ themeCode }) => themeCode)]).size !== engineThemes.length || own.length !== engineThemes.length,
      themes: own.map((row) => ({ ...row, confidence: Number(row.confidence) })),
      places: (places.get(id) ?? []).map((row) => ({ ...row, confidence: Number(row.confidence) })),
    }];
  }));
  return ids.map((id) => byId.get(id) ?? null);
}
