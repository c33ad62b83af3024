import { sql } from 'kysely';
import type { PlanIndicatorType } from '../../../catalogue/planIndicator.ts';
import type { PriorityType } from '../../../catalogue/priority.ts';
import type { ResponsibilityType } from '../../../catalogue/responsibility.ts';
import type { TargetType } from '../../../catalogue/target.ts';
import { HubError } from '../../../errors.ts';
import { inTreeOrder } from '../../../performance/governance/tree.ts';
import { whoLeads } from '../../../performance/governance/whoLeads.ts';
import type { RequestContext } from '../../context.ts';
import type { AnswersFor, Governance } from '../../types/governance.ts';
import { inForceDuring, isLinkedTo } from '../conditions.ts';
import { authoritiesAskedAbout, type AuthorityRow } from '../timeScope.ts';
import { findOne } from '../related.ts';
import type { GoverningGroup } from './governingGroups.ts';
import { readGoverning } from './readExceptions.ts';
import { readStandingTargets } from './standingTargets.ts';

export interface GovernanceRow extends Governance {
  authority: AuthorityRow;
  targetsWithoutLead: TargetType[];
  indicatorsWithoutLead: PlanIndicatorType[];
  prioritiesWithoutLead: PriorityType[];
}

const mostGroups = 500;

/** How an authority is governed on a day. Some ten statements, whatever the number of groups, targets and plans. */
export async function readGovernance(context: RequestContext, code: string, asAt: string): Promise<GovernanceRow> {
  await authoritiesAskedAbout(context, { authorities: [code] });
  const authority = (await findOne<AuthorityRow>(context, 'authority', code))!;
  const { groups: all, responsibilities, notInBeing } = await readGoverning(context, [code], asAt);
  const own = all.filter(({ authorityCodes }) => authorityCodes.includes(code));
  if (own.length > mostGroups) throw new HubError('BAD_ARGUMENT', `${authority.name} has ${own.length} groups on ${asAt}, and governance shows at most ${mostGroups}. Page through groups(filter: { authorities: ["${code}"] }) in its place.`);
  const targets = (await readStandingTargets(context, [code], asAt)).filter(({ standing }) => standing === 'running');
  const leads = targets.map(({ target }) => ({ target, lead: whoLeads(target, code, all, responsibilities) }));
  const hasNoLead = (led: { indicatorCode?: string; priorityId: string | null }): boolean => whoLeads(led, code, all, responsibilities).basis === 'nobody';
  const targetsWithoutLead = leads.filter(({ lead }) => lead.basis === 'nobody').map(({ target }) => target);
  const [uses, priorities] = [await readPlanIndicators(context, code, asAt), await readPriorities(context, code, asAt)];
  const lists = { targetsWithoutLead, indicatorsWithoutLead: uses.filter((use) => use.lead === null && hasNoLead(use)), prioritiesWithoutLead: priorities.filter(({ id, lead }) => lead === null && hasNoLead({ priorityId: id })) };
  const answers = new Map(own.map(({ id }) => [id, { ...countsOf(responsibilities.filter(({ groupId }) => groupId === id)), targetsLed: leads.filter(({ lead }) => lead.groups.some((group) => group.id === id)).length }]));
  const ended = notInBeing.filter(({ authorityCodes }) => authorityCodes.includes(code));
  return {
    authority,
    asAt,
    ...lists,
    groups: inTreeOrder(own).map(({ group, depth }) => ({ group, depth, answersFor: answers.get(group.id)! })),
    explanation: explain(authority, asAt, own, { notInBeing: ended.length, ...lists, of: { targets: targets.length, uses: uses.length, priorities: priorities.length } }),
  };
}

async function readPlanIndicators({ db }: RequestContext, code: string, day: string): Promise<PlanIndicatorType[]> {
  const inForce = db.selectFrom('plan').select('plan.id').where(isLinkedTo('plan.id', 'plan_authority', [code])).where(inForceDuring('plan', day, day));
  const rows = await db.selectFrom('plan_indicator').selectAll().where('plan_indicator.planId', 'in', inForce).orderBy('planId').orderBy('line').orderBy('id').execute();
  return rows as unknown as PlanIndicatorType[];
}

/** What the authority itself adopted, in plans in force. */
async function readPriorities({ db }: RequestContext, code: string, day: string): Promise<PriorityType[]> {
  const inForce = db.selectFrom('plan').select('plan.id').where(isLinkedTo('plan.id', 'plan_authority', [code])).where(inForceDuring('plan', day, day));
  const rows = await db.selectFrom('priority').selectAll().where('priority.planId', 'in', inForce).where(sql<boolean>`priority.adopted`).orderBy('planId').orderBy('line').orderBy('id').execute();
  return rows as unknown as PriorityType[];
}

function countsOf(responsibilities: readonly ResponsibilityType[]): Omit<AnswersFor, 'targetsLed'> {
  const count = (...kinds: string[]): number => new Set(responsibilities.filter(({ subjectKind }) => kinds.includes(subjectKind)).map(({ subjectRef }) => subjectRef)).size;
  return { priorities: count('priority'), indicators: count('indicator', 'target'), themes: count('theme'), strategies: count('strategy'), reports: count('report') };
}

interface Counted extends Pick<GovernanceRow, 'targetsWithoutLead' | 'indicatorsWithoutLead' | 'prioritiesWithoutLead'> {
  notInBeing: number;
  of: { targets: number; uses: number; priorities: number };
}

function explain({ name }: AuthorityRow, day: string, own: readonly GoverningGroup[], { notInBeing, targetsWithoutLead, indicatorsWithoutLead, prioritiesWithoutLead, of }: Counted): string {
  const undated = own.filter(({ validFrom, validTo }) => validFrom === null && validTo === null).length;
  const groups = own.length === 0 ? `The hub knows no group of ${name} in being on ${day}.` : `${own.length} ${own.length === 1 ? 'group' : 'groups'} of ${name} on ${day}, ${undated} without a stated first or last day.`;
  const others = notInBeing === 0 ? '' : ` ${notInBeing} more ${notInBeing === 1 ? 'is' : 'are'} not in being on the day.`;
  const kinds = [
    { all: of.targets, without: targetsWithoutLead.length, one: 'running target', many: 'running targets' },
    { all: of.uses, without: indicatorsWithoutLead.length, one: 'indicator of a plan in force', many: 'indicators of plans in force' },
    { all: of.priorities, without: prioritiesWithoutLead.length, one: 'adopted priority of a plan in force', many: 'adopted priorities of plans in force' },
  ];
  const led = kinds.filter(({ all }) => all > 0).map(({ all, without, one, many }) => `${without} of ${all} ${all === 1 ? one : many}`);
  const unknown = kinds.filter(({ all }) => all === 0).map(({ one }) => `no ${one}`);
  return `${groups}${others}${led.length === 0 ? '' : ` Nobody is known to lead on ${led.join(', on ')}.`}${unknown.length === 0 ? '' : ` The hub knows ${unknown.join(', ')}.`}`;
}
