import { sql } from 'kysely';
import type { Timing } from '../../../commissioning/timeOf.ts';
import { sureFrom } from '../../../overlap/isUncertain.ts';
import type { RequestContext } from '../../context.ts';
import { JointCoverKind, type JointCover } from '../../types/sharing.ts';
import { readAgreements } from '../commissioning/readAgreements.ts';
import { inForceDuring, isNoDraft, isOneOf } from '../conditions.ts';
import type { AskedProvision } from './askProvision.ts';
import type { ThemeService } from './readServicesOfTheme.ts';

/** What the authorities already have together about the theme. Three statements; its services were read before. */
export async function readJointCover(context: RequestContext, asked: AskedProvision, services: readonly ThemeService[]): Promise<JointCover[]> {
  const { byTheme } = await readAgreements(context, asked);
  const agreements = [...new Set(asked.themes.flatMap((theme) => byTheme.get(theme) ?? []))].map((one) => ({ ...one, kind: JointCoverKind.AGREEMENT }));
  const joint = services.map((one) => ({ ...one, kind: JointCoverKind.JOINT_SERVICE }));
  const plans = await readJointPlans(context, asked);
  const inRegion = new Set(asked.codes);
  const found = [...agreements, ...joint].map(({ kind, name, year, timing, source, authorities }) => ({ kind, title: name, year, statement: inWords(source, year, timing), authorityCodes: [...authorities].filter((code) => inRegion.has(code)).sort() }));
  return [...found, ...plans].filter(({ authorityCodes }) => authorityCodes.length > 1).sort((a, b) => order(a) - order(b) || (a.title < b.title ? -1 : a.title > b.title ? 1 : 0) || (a.authorityCodes.join() < b.authorityCodes.join() ? -1 : 1));
}

const kinds = Object.values(JointCoverKind);

function order({ kind }: JointCover): number {
  return kinds.indexOf(kind);
}

function inWords(source: string, year: number | null, timing: Timing): string {
  const from = source === '' ? '' : `By ${source}. `;
  if (timing === 'older') return `${from}No source later than ${year} tells of it: it may have ended.`;
  return timing === 'undated' ? `${from}Of what time is not known: it may have ended.` : `${from}Recent enough to take it that it holds.`;
}

async function readJointPlans({ db }: RequestContext, { codes, from, to, themes }: AskedProvision): Promise<JointCover[]> {
  // By the rule of `jointPlansAbout`, from the readings themselves.
  const aboutThem = db.selectFrom('priority').innerJoin('priority_theme', 'priority_theme.ownerId', 'priority.id').select('priority.planId')
    .where(sql<boolean>`priority.adopted`).where(isOneOf('priority_theme.targetId', themes)).where('priority_theme.coreKey', 'is not', null).where('priority_theme.confidence', '>=', sureFrom);
  const rows = await db
    .selectFrom('plan')
    .innerJoin('plan_authority', 'plan_authority.ownerId', 'plan.id')
    .select(['plan.id', 'plan.title', 'plan.inForceTo', 'plan_authority.targetId as authorityCode'])
    .where(inForceDuring('plan', from, to))
    .where(isOneOf('plan_authority.targetId', codes))
    .where(isNoDraft('plan'))
    .where('plan.id', 'in', aboutThem)
    .orderBy('plan.id')
    .orderBy('plan_authority.targetId')
    .execute();
  return [...Map.groupBy(rows, ({ id }) => id).values()].map((own) => ({ kind: JointCoverKind.JOINT_PLAN, title: own[0]!.title, year: Number(own[0]!.inForceTo!.slice(0, 4)), statement: from === to ? `In force on ${from}.` : `In force at some time from ${from} to ${to}.`, authorityCodes: own.map((row) => row.authorityCode) }));
}
