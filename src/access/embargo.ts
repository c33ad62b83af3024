import { sql, type RawBuilder } from 'kysely';
import { isShared } from './agreements.ts';
import { bodyWhich, type Viewer } from './viewer.ts';

/** Whether a plan with this embargo may be seen by everybody on a day: the day of the embargo is the first. */
export function isPublicOn(today: string, embargoUntil: string | null): boolean {
  return embargoUntil === null || embargoUntil <= today;
}

/** Whether this viewer may not see a plan yet: it is under embargo, and its publisher neither is the viewer's body nor shares it with the viewer. `plan` is what a statement calls the plan. */
export function isHidden(viewer: Viewer, plan = 'hidden'): RawBuilder<boolean> {
  return sql<boolean>`(${sql.ref(`${plan}.embargo_until`)} is not null and ${sql.ref(`${plan}.embargo_until`)} > ${viewer.today} and not ${isOpenTo(viewer, plan)})`;
}

/**
 * Own is what the viewer itself published. That a joint plan or a regional body's package names an authority does not make it the
 * authority's to see: whoever set the embargo is the publisher, and alone may open it to others, by an agreement.
 */
function isOpenTo(viewer: Viewer, plan: string): RawBuilder<unknown> {
  const bodyCode = bodyWhich(viewer, 'read:unpublished');
  const ways = [bodyCode !== null && sql`own.publisher_code = ${bodyCode}`, isShared(viewer, 'own')].filter((way) => way !== false && way !== null);
  // Whoever acts for no body and receives from none, such as the public, sees what everybody sees.
  if (ways.length === 0) return sql`(1 = 0)`;
  return sql`exists (select 1 from source own where own.id = ${sql.ref(`${plan}.source_id`)} and (${sql.join(ways, sql` or `)}))`;
}
