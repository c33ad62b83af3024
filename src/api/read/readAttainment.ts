import DataLoader from 'dataloader';
import type { TargetType } from '../../catalogue/target.ts';
import { attainmentOf } from '../../performance/attainment.ts';
import { firmestFirst } from '../../performance/firmest.ts';
import type { Known } from '../../performance/projection.ts';
import { loaderOf, type RequestContext } from '../context.ts';
import type { Attainment } from '../types/attainment.ts';
import { isOneOf } from './conditions.ts';
import { ofGroups, readFigures } from './readFigures.ts';
import { readPolarities } from './readPolarities.ts';

interface KnownValue extends Known {
  indicatorCode: string;
  areaCode: string;
  breakdown: string | null;
  status: string | null;
  harvestId: number;
  sourceId: string;
}

/** Whether a target was met, or will be; as at a day by the values of periods that ended on it or before. Three statements for all asked at once. */
export function findAttainment(context: RequestContext, target: TargetType, asAt: string | null = null): Promise<Attainment> {
  return loaderOf(context, `attainment of targets: ${asAt}`, () => new DataLoader((targets: readonly TargetType[]) => readAttainments(context, targets, asAt))).load(target);
}

async function readAttainments(context: RequestContext, targets: readonly TargetType[], asAt: string | null): Promise<Attainment[]> {
  const codes = [...new Set(targets.map(({ indicatorCode }) => indicatorCode))];
  const areas = [...new Set(targets.map(({ areaCode }) => areaCode))];
  const indicators = await context.db.selectFrom('indicator').select(['code', 'polarity']).where(isOneOf('indicator.id', codes)).execute();
  const byCode = new Map(indicators.map((indicator) => [indicator.code, indicator]));
  const polarityOf = await readPolarities(context, codes, areas);
  const observations = context.db
    .selectFrom('observation')
    .select(['id', 'indicatorCode', 'areaCode', 'breakdown', 'period', 'periodKind', 'periodFrom', 'periodTo', 'value', 'status', 'harvestId', 'sourceId'])
    .where(isOneOf('observation.indicatorCode', codes))
    .where(isOneOf('observation.areaCode', areas))
    .where('value', 'is not', null);
  const rows = await readFigures(ofGroups(asAt === null ? observations : observations.where('periodTo', '<=', asAt), targets.map(({ breakdown }) => breakdown)), { indicators: codes, areas });
  const bySubject = Map.groupBy(rows as unknown as KnownValue[], subjectOf);
  return targets.map((target) => {
    const known = [...Map.groupBy(bySubject.get(subjectOf(target)) ?? [], ({ period }) => period).values()].map((same) => firmestFirst(same)[0]!);
    const indicator = byCode.get(target.indicatorCode) ?? { code: target.indicatorCode, polarity: 'neutral' };
    const { polarity } = polarityOf(indicator, target.areaCode, target.periodFrom ?? context.today, target.periodTo ?? context.today);
    return attainmentOf({ ...target, polarity }, known) as Attainment;
  });
}

function subjectOf({ indicatorCode, areaCode, breakdown }: Pick<KnownValue, 'indicatorCode' | 'areaCode' | 'breakdown'>): string {
  return JSON.stringify([indicatorCode, areaCode, breakdown ?? '']);
}
