import DataLoader from 'dataloader';
import type { TargetType } from '../../catalogue/target.ts';
import { attainmentOf } from '../../performance/attainment.ts';
import type { Known } from '../../performance/projection.ts';
import { loaderOf, type RequestContext } from '../context.ts';
import type { Attainment } from '../types/attainment.ts';
import { isOneOf } from './conditions.ts';

interface KnownValue extends Known {
  indicatorCode: string;
  areaCode: string;
  breakdown: string | null;
}

/** Whether a target was met, or will be. Two statements for all asked at once. */
export function findAttainment(context: RequestContext, target: TargetType): Promise<Attainment> {
  return loaderOf(context, 'attainment of targets', () => new DataLoader((targets: readonly TargetType[]) => readAttainments(context, targets))).load(target);
}

async function readAttainments({ db }: RequestContext, targets: readonly TargetType[]): Promise<Attainment[]> {
  const codes = [...new Set(targets.map(({ indicatorCode }) => indicatorCode))];
  const indicators = await db.selectFrom('indicator').select(['id', 'polarity']).where(isOneOf('indicator.id', codes)).execute();
  const polarities = new Map(indicators.map(({ id, polarity }) => [id, polarity]));
  const rows = await db
    .selectFrom('observation')
    .select(['indicatorCode', 'areaCode', 'breakdown', 'period', 'periodKind', 'periodFrom', 'periodTo', 'value'])
    .where(isOneOf('observation.indicatorCode', codes))
    .where(isOneOf('observation.areaCode', [...new Set(targets.map(({ areaCode }) => areaCode))]))
    .where('value', 'is not', null)
    .orderBy('periodTo')
    .orderBy('periodFrom')
    .orderBy((eb) => eb.case().when('status', 'in', ['final', 'revised']).then(0).when('status', '=', 'provisional').then(2).else(1).end())
    .orderBy('harvestId', 'desc')
    .orderBy('id')
    .execute();
  const bySubject = Map.groupBy(rows as unknown as KnownValue[], subjectOf);
  return targets.map((target) => {
    // Of several values for one period the firmest counts: the first in this order.
    const known = [...new Map((bySubject.get(subjectOf(target)) ?? []).toReversed().map((row) => [row.period, row])).values()].toSorted((a, b) => (a.periodTo < b.periodTo ? -1 : a.periodTo > b.periodTo ? 1 : 0));
    return attainmentOf({ ...target, polarity: polarities.get(target.indicatorCode) ?? 'neutral' }, known) as Attainment;
  });
}

function subjectOf({ indicatorCode, areaCode, breakdown }: Pick<KnownValue, 'indicatorCode' | 'areaCode' | 'breakdown'>): string {
  return JSON.stringify([indicatorCode, areaCode, breakdown ?? '']);
}
