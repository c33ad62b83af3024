import DataLoader from 'dataloader';
import type { MemberRow } from '../../overlap/summariseOverlap.ts';
import { loaderOf, type RequestContext } from '../context.ts';
import type { Evidence } from '../types/overlap.ts';
import { readMeasures, type Measure } from './readMeasures.ts';
import { statementsOf, type ScopedOverlap } from './readOverlaps.ts';
import { toEvidence } from './readThemes.ts';

/** A member as one overlap shows it. */
export type ShownMember = MemberRow & { overlap: ScopedOverlap; sharesCore: boolean };

/** The reasons for a member, with what its indicators have in common with other statements of the overlap. */
export async function withSharedIndicators(context: RequestContext, member: ShownMember, evidence: readonly Evidence[]): Promise<Evidence[]> {
  const byStatement = await loaderOf(context, 'indicators of members', () => new DataLoader((overlaps: readonly ScopedOverlap[]) => measuresIn(context, overlaps))).load(member.overlap);
  const shared = (byStatement.get(member.priorityId) ?? []).flatMap(({ id: code, title }) => {
    const others = othersNaming(code, member, byStatement);
    return others === '' ? [] : [{ code, title, others }];
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

/** For each overlap the indicators that plans name for its statements, by the id of the statement. Of all overlaps they are read once. */
async function measuresIn(context: RequestContext, overlaps: readonly ScopedOverlap[]): Promise<Map<string, Measure[]>[]> {
  const measures = await readMeasures(context, statementsOf(overlaps));
  return overlaps.map(() => measures);
}

/** "are 2 other statements here, of Derby and Leicester", or nothing when it alone names the indicator. */
function othersNaming(code: string, { priorityId, overlap }: ShownMember, byStatement: ReadonlyMap<string, readonly Measure[]>): string {
  const naming = [...overlap.adopted, ...overlap.context].filter((row) => row.priorityId !== priorityId && byStatement.get(row.priorityId)?.some(({ id }) => id === code));
  const count = new Set(naming.map((row) => row.priorityId)).size;
  const names = overlap.scope.authorities.filter(({ id }) => naming.some((row) => row.authorityCode === id)).map(({ name }) => name);
  return count === 0 ? '' : `${count === 1 ? 'is one other statement' : `are ${count} other statements`} here, of ${names.join(' and ')}`;
}
