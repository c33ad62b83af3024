import DataLoader from 'dataloader';
import { sql } from 'kysely';
import type { PlanCoverage } from '../../catalogue/plan.ts';
import { loaderOf, type RequestContext } from '../context.ts';
import { isOneOf } from './conditions.ts';

/** An issue is about priorities: of their file, or of their sheet, whose name an officer may have written in capitals or with spaces about it. */
const isOfPriorities = sql<boolean>`(refused.file like '%priorities.csv' or (refused.file like 'sheet %' and lower(trim(substr(refused.file, 7))) = 'priorities'))`;

/**
 * How much of a plan the hub holds, which may be less than its publisher says that the package gives. Of one without a single statement it
 * knows the outcomes, or the title alone; a whole one is held in part while there are fewer priorities than it states, or some of its
 * package were refused the last time, since what it leaves out may be what the hub refused.
 */
export const coverageHeld = sql<PlanCoverage>`case
  when plan.coverage in ('whole', 'partial') and not exists (select 1 from priority held where held.plan_id = plan.id and held.withdrawn_on is null)
    then case when exists (select 1 from outcome held where held.plan_id = plan.id and held.withdrawn_on is null) then 'outcomes-only' else 'no-statement' end
  when plan.coverage = 'whole' and (
    (select count(*) from priority held where held.plan_id = plan.id and held.withdrawn_on is null) < coalesce(plan.stated_priorities, 0)
    or exists (select 1 from issue refused join source s on s.last_success_id = refused.harvest_id
      where s.id = plan.source_id and refused.severity = 'error' and ${isOfPriorities}))
    then 'partial'
  else plan.coverage end`;

/** How much of a plan the hub holds. One statement for all asked at once. */
export function coverageOfPlan(context: RequestContext, id: string): Promise<PlanCoverage> {
  return loaderOf(context, 'coverage of plans', () => new DataLoader(async (ids: readonly string[]) => {
    const rows = await context.db.selectFrom('plan').select('plan.id').select(coverageHeld.as('held')).where(isOneOf('plan.id', ids)).execute();
    const held = new Map(rows.map((row) => [row.id, row.held]));
    return ids.map((each) => held.get(each)!);
  })).load(id);
}
