import { sql, type Kysely } from 'kysely';
import { inList } from '../db/inList.ts';
import type { Statement } from './engine/Statement.ts';
import { statedMeasures } from './statedMeasures.ts';

interface PriorityWords {
  id: string;
  title: string;
  description: string | null;
  outcome: string | null;
  age_from: number | null;
  age_to: number | null;
  target_group: string | null;
  plan_kind: string | null;
}

/** These priorities, in force or not, as the engine reads them, in the order of their ids. */
export async function readStatements(db: Kysely<unknown>, ids: readonly string[]): Promise<Statement[]> {
  const wanted = inList(ids);
  const priorities = await sql<PriorityWords>`
    select p.id, p.title, p.description, o.title as outcome, p.age_from, p.age_to, p.target_group, pl.kind as plan_kind
    from priority p left join plan pl on pl.id = p.plan_id left join outcome o on o.id = p.outcome_id and o.withdrawn_on is null
    where p.id in ${wanted} order by p.id`.execute(db);
  const stated = await sql<{ owner_id: string; target_id: string }>`select owner_id, target_id from priority_stated_theme where owner_id in ${wanted} order by owner_id, target_id`.execute(db);
  const indicators = await sql<{ owner_id: string; code: string; title: string; theme: string | null }>`
    select l.owner_id, i.id as code, i.title, t.target_id as theme
    from ${statedMeasures((priorityId) => sql`${priorityId} in ${wanted}`)} l join indicator i on i.id = l.target_id left join indicator_theme t on t.owner_id = i.id
    order by l.owner_id, i.id, t.target_id`.execute(db);
  const themesByPriority = Map.groupBy(stated.rows, (row) => row.owner_id);
  const indicatorsByPriority = Map.groupBy(indicators.rows, (row) => row.owner_id);
  return priorities.rows.map((row) => ({
    id: row.id,
    title: row.title,
    description: row.description,
    outcome: row.outcome,
    ageFrom: row.age_from,
    ageTo: row.age_to,
    targetGroup: row.target_group,
    planKind: row.plan_kind,
    publisherThemes: (themesByPriority.get(row.id) ?? []).map((theme) => theme.target_id),
    indicatorThemes: [...Map.groupBy(indicatorsByPriority.get(row.id) ?? [], (indicator) => indicator.code)].map(([indicatorCode, rows]) => ({
      indicatorCode,
      indicatorTitle: rows[0]!.title,
      themes: rows.flatMap((indicator) => indicator.theme ?? []),
    })),
  }));
}
