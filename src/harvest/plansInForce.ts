import { sql, type Kysely } from 'kysely';
import { addDays, isDay, parsePartialDate } from '../catalogue/period.ts';
import { inList } from '../db/inList.ts';

interface PlanDates {
  id: string;
  valid_from: string | null;
  valid_to: string | null;
  in_force_from: string | null;
  in_force_to: string | null;
  in_force_basis: string;
  superseded_from: string | null;
  authorities_began: string | null;
  authorities_ended: string | null;
}

export interface InForce {
  from: string | null;
  to: string | null;
  basis: 'stated' | 'superseded' | 'authority-ended' | 'assumed' | 'unknown';
}

/** Most such plans ran for three years; a plan that states no end is taken to (docs/decisions/0003-in-force.md). */
const assumedYears = 3;

/** The days on which a plan was in force, and how its last day is known. */
export function inForce(stated: { validFrom: string | null; validTo: string | null; supersededFrom: string | null; authoritiesBegan: string | null; authoritiesEnded: string | null }): InForce {
  const start = stated.validFrom === null ? null : parsePartialDate(stated.validFrom);
  if (!start) return { from: null, to: null, basis: 'unknown' };
  const { to, basis } = lastDay(start.from, stated);
  const from = stated.authoritiesBegan !== null && stated.authoritiesBegan > start.from ? stated.authoritiesBegan : start.from;
  const last: Pick<InForce, 'basis'> & { to: string } = stated.authoritiesEnded !== null && stated.authoritiesEnded < to ? { to: stated.authoritiesEnded, basis: 'authority-ended' } : { to, basis };
  // A plan that begins when all its authorities are gone, or ends before the first of them began, was in force on no day.
  return last.to < from ? { from: null, to: null, basis: 'unknown' } : { from, ...last };
}

function lastDay(from: string, stated: { validTo: string | null; supersededFrom: string | null }): { to: string; basis: InForce['basis'] } {
  const statedEnd = stated.validTo === null ? null : parsePartialDate(stated.validTo);
  if (statedEnd && statedEnd.to >= from) return { to: statedEnd.to, basis: 'stated' };
  const successor = stated.supersededFrom === null ? null : parsePartialDate(stated.supersededFrom);
  if (successor && successor.from > from) return { to: addDays(successor.from, -1), basis: 'superseded' };
  return { to: yearsLater(from, assumedYears), basis: 'assumed' };
}

/** The last of so many whole years that begin on a day; three years from 29 February 2008 end on 28 February 2011. */
function yearsLater(from: string, years: number): string {
  const year = Number(from.slice(0, 4)) + years;
  if (year > 9999) return '9999-12-31';
  const anniversary = `${year}${from.slice(4)}`;
  return isDay(anniversary) ? addDays(anniversary, -1) : `${year}-02-28`;
}

/** Works out again when each plan was in force, and stores what changed; returns how many did. Few plans, so all of them: one may supersede another source's. */
export async function updatePlansInForce(db: Kysely<unknown>, today: string): Promise<number> {
  const { rows } = await sql<PlanDates>`
    select p.id, p.valid_from, p.valid_to, p.in_force_from, p.in_force_to, p.in_force_basis,
      (select min(n.valid_from) from plan n where n.supersedes_id = p.id and n.withdrawn_on is null
         and (n.embargo_until is null or n.embargo_until <= ${today})) as superseded_from,
      (select case when count(*) = count(a.valid_from) then min(a.valid_from) end
         from plan_authority l join authority a on a.id = l.target_id where l.owner_id = p.id) as authorities_began,
      (select case when count(*) = count(a.valid_to) then max(a.valid_to) end
         from plan_authority l join authority a on a.id = l.target_id where l.owner_id = p.id) as authorities_ended
    from plan p where p.withdrawn_on is null`.execute(db);
  const changed: { id: string; now: InForce }[] = [];
  for (const plan of rows) {
    const began = plan.authorities_began === null ? null : parsePartialDate(plan.authorities_began)?.from ?? null;
    const ended = plan.authorities_ended === null ? null : parsePartialDate(plan.authorities_ended)?.to ?? null;
    const now = inForce({ validFrom: plan.valid_from, validTo: plan.valid_to, supersededFrom: plan.superseded_from, authoritiesBegan: began, authoritiesEnded: ended });
    if (now.from === plan.in_force_from && now.to === plan.in_force_to && now.basis === plan.in_force_basis) continue;
    changed.push({ id: plan.id, now });
  }
  // Plans of one body are mostly in force on the same days.
  for (const same of Map.groupBy(changed, ({ now }) => `${now.from} ${now.to} ${now.basis}`).values()) {
    const { from, to, basis } = same[0]!.now;
    await sql`update plan set in_force_from = ${from}, in_force_to = ${to}, in_force_basis = ${basis} where id in ${inList(same.map(({ id }) => id))}`.execute(db);
  }
  return changed.length;
}
