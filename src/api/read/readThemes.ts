import DataLoader from 'dataloader';
import { sql } from 'kysely';
import { inList } from '../../db/inList.ts';
import { isUncertain } from '../../overlap/isUncertain.ts';
import { loaderOf, type RequestContext } from '../context.ts';
import type { Evidence, PriorityTheme } from '../types/overlap.ts';

/** A theme as the hub reads it in a priority. */
export type ThemeReading = PriorityTheme & { priorityId: string; themeCode: string };

/** The themes the hub reads in a priority, main ones first. One statement for all priorities asked at once. */
export function themesOfPriority(context: RequestContext, priorityId: string): Promise<ThemeReading[]> {
  return loaderOf(context, 'themes of priorities', () => new DataLoader((ids: readonly string[]) => readThemes(context, ids))).load(priorityId);
}

async function readThemes(context: RequestContext, ids: readonly string[]): Promise<ThemeReading[][]> {
  const rows = await context.db.selectFrom('priority_theme').innerJoin('theme', 'theme.id', 'priority_theme.targetId').selectAll('priority_theme').where(sql<boolean>`priority_theme.owner_id in ${inList(ids)}`).orderBy('confidence', 'desc').orderBy('targetId').execute();
  const readings = rows.map((row) => ({ ...row, priorityId: row.ownerId, themeCode: row.targetId, isMain: row.rank === 'primary', isUncertain: isUncertain(Number(row.confidence)), evidence: evidenceOf(row.evidence) }) as unknown as ThemeReading);
  const byPriority = Map.groupBy(readings, (reading) => reading.priorityId);
  return ids.map((id) => (byPriority.get(id) ?? []).sort((a, b) => Number(b.isMain) - Number(a.isMain)));
}

/** Stored evidence, those reasons first that counted most. */
export function evidenceOf(json: string | undefined): Evidence[] {
  const list = JSON.parse(json ?? '[]') as Evidence[];
  return list.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}
