import DataLoader from 'dataloader';
import type { MemberRow } from '../../overlap/summariseOverlap.ts';
import { loaderOf, type RequestContext } from '../context.ts';
import type { Evidence } from '../types/overlap.ts';
import { isOneOf } from './conditions.ts';
import type { ScopedOverlap } from './readOverlaps.ts';
import { toEvidence } from './readThemes.ts';

/** A member as one overlap shows it. */
export type ShownMember = MemberRow & { overlap: ScopedOverlap };

/** The reasons for a member, with what its indicators have in common with other statements of the overlap. */
export async function withSharedIndicators(context: RequestContext, member: ShownMember, evidence: readonly Evidence[]): Promise<Evidence[]> {
  const byStatement = await loaderOf(context, 'indicators of members', () => new DataLoader((overlaps: readonly ScopedOverlap[]) => readIndicators(context, overlaps))).load(member.overlap);
  const shared = (byStatement.get(member.priorityId) ?? []).flatMap((indicator) => {
    const others = othersNaming(indicator.code, member, byStatement);
    return others === '' ? [] : [{ ...indicator, others }];
  });
  const told = evidence.map((reason) => {
    const also = shared.find(({ code }) => namesIndicator(reason, code));
    return also ? { ...reason, explanation: `${reason.explanation} So ${also.others}.` } : reason;
  });
  const untold = shared.filter(({ code }) => !evidence.some((reason) => namesIndicator(reason, code)));
  return [...told, ...untold.map(({ code, title, others }) => toEvidence({ kind: 'INDICATOR', weight: 0, place: 'INDICATOR', code, explanation: `It is measured by ${code}, “${title}”. So ${others}.` }))];
}

function namesIndicator(reason: Evidence, code: string): boolean {
  return String(reason.kind) === 'INDICATOR' && reason.code === code;
}

interface NamedIndicator {
  code: string;
  title: string;
}

/** For each overlap, the indicators that plans name for its statements, by the id of the statement. */
async function readIndicators(context: RequestContext, overlaps: readonly ScopedOverlap[]): Promise<Map<string, NamedIndicator[]>[]> {
  const rows = await context.db
    .selectFrom('overlap_member as member')
    .innerJoin('priority_indicator', 'priority_indicator.ownerId', 'member.priorityId')
    .innerJoin('indicator', 'indicator.id', 'priority_indicator.targetId')
    .select(['member.overlapId', 'member.priorityId', 'indicator.id as code', 'indicator.title'])
    .where(isOneOf('member.overlapId', [...new Set(overlaps.map(({ id }) => id))]))
    .orderBy('indicator.id')
    .execute();
  const byOverlap = Map.groupBy(rows, (row) => row.overlapId);
  return overlaps.map(({ id }) => Map.groupBy(byOverlap.get(id) ?? [], (row) => row.priorityId));
}

/** "are 2 other statements here, of Derby and Leicester", or nothing when it alone names the indicator. */
function othersNaming(code: string, { priorityId, overlap }: ShownMember, byStatement: ReadonlyMap<string, readonly NamedIndicator[]>): string {
  const naming = [...overlap.adopted, ...overlap.context].filter((row) => row.priorityId !== priorityId && byStatement.get(row.priorityId)?.some((indicator) => indicator.code === code));
  const count = new Set(naming.map((row) => row.priorityId)).size;
  const names = overlap.scope.authorities.filter(({ id }) => naming.some((row) => row.authorityCode === id)).map(({ name }) => name);
  return count === 0 ? '' : `${count === 1 ? 'is one other statement' : `are ${count} other statements`} here, of ${names.join(' and ')}`;
}
