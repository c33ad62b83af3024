import type { AuthorityType } from '../../../catalogue/authority.ts';
import type { PlanIndicatorType } from '../../../catalogue/planIndicator.ts';
import type { PriorityType } from '../../../catalogue/priority.ts';
import { HubError } from '../../../errors.ts';
import type { RequestContext } from '../../context.ts';
import type { ReportCard, ReportCardArgs } from '../../types/reportCard.ts';
import { checkCodes } from '../checkCodes.ts';
import { inForceDuring } from '../conditions.ts';
import { findLinked, findOne } from '../related.ts';
import { authoritiesAskedAbout } from '../timeScope.ts';
import { readCards } from './readCards.ts';
import { subjectOfUses, subjectsOfPriorities, type Subject } from './subjectsOfCards.ts';

/** The report card of an indicator or of a priority, for an authority on a day. */
export async function readReportCard(context: RequestContext, { authority: code, indicator, priority, breakdown, asAt = context.today }: ReportCardArgs): Promise<ReportCard> {
  if ((indicator === undefined) === (priority === undefined)) throw new HubError('BAD_ARGUMENT', `${indicator === undefined ? 'Neither indicator nor priority' : 'Both indicator and priority'} was given. Give one: a card is of an indicator or of a priority.`);
  await authoritiesAskedAbout(context, { authorities: [code] });
  const authority = (await findOne<AuthorityType>(context, 'authority', code))!;
  const subject = indicator === undefined ? await subjectOfPriority(context, await findPriority(context, priority!, authority)) : await subjectOfIndicator(context, indicator, { code, asAt });
  const [card] = await readCards(context, { authority, asAt, breakdown: breakdown ?? null }, [subject]);
  return card!;
}

async function findPriority(context: RequestContext, id: string, authority: AuthorityType): Promise<PriorityType> {
  const priority = await findOne<PriorityType>(context, 'priority', id);
  if (priority === null) throw new HubError('UNKNOWN_PRIORITY', `No priority has the id "${id.slice(0, 80)}". "priorities" lists the ids.`);
  const owners = await findLinked<AuthorityType>(context, { table: 'authority', through: 'plan_authority', from: 'owner' }, priority.planId);
  if (owners.some(({ code }) => code === authority.code)) return priority;
  throw new HubError('BAD_ARGUMENT', `The priority "${id.slice(0, 80)}" is of a plan of ${owners.map(({ code, name }) => `${name} (${code})`).join(', ') || 'nobody'}, not of ${authority.name} (${authority.code}). Ask for the card of its own authority.`);
}

/** The indicator as the latest plan of the authority in force uses it; by itself where none does. */
async function subjectOfIndicator(context: RequestContext, code: string, { code: authorityCode, asAt }: { code: string; asAt: string }): Promise<Subject> {
  await checkCodes(context, 'indicator', [code]);
  const uses = (await context.db
    .selectFrom('plan_indicator')
    .innerJoin('plan', 'plan.id', 'plan_indicator.planId')
    .innerJoin('plan_authority', 'plan_authority.ownerId', 'plan.id')
    .selectAll('plan_indicator')
    .where('plan_indicator.indicatorCode', '=', code)
    .where('plan_authority.targetId', '=', authorityCode)
    .where(inForceDuring('plan', asAt, asAt))
    .orderBy('plan.inForceFrom', 'desc')
    .orderBy('plan.id')
    .orderBy('plan_indicator.line')
    .orderBy('plan_indicator.id')
    .execute()) as unknown as PlanIndicatorType[];
  const [latest, ...others] = uses;
  if (latest) return subjectOfUses(context, [latest, ...others.filter(({ planId }) => planId === latest.planId)]);
  return { priority: null, planId: null, isOfPriority: false, measures: [{ code, planIndicator: null }], reportedOn: [] };
}

async function subjectOfPriority(context: RequestContext, priority: PriorityType): Promise<Subject> {
  const [subject] = await subjectsOfPriorities(context, [priority]);
  return subject!;
}
