import type { IndicatorType } from '../../../catalogue/indicator.ts';
import type { ObservationType } from '../../../catalogue/observation.ts';
import { intervalOf } from '../../../performance/intervalOf.ts';
import { setBeside } from '../../../performance/value/spendBesideOutcome.ts';
import { unitCostsOf } from '../../../performance/value/unitCosts.ts';
import type { RequestContext } from '../../context.ts';
import type { SpendAgainstOutcome, SpendAgainstOutcomeArgs } from '../../types/spendAgainstOutcome.ts';
import { allInOrder } from '../allInOrder.ts';
import { checkCodes } from '../checkCodes.ts';
import { checkThemes } from '../checkThemes.ts';
import { isOneOf } from '../conditions.ts';
import { readFigures } from '../readFigures.ts';
import { readPolarities } from '../readPolarities.ts';
import { findOne } from '../related.ts';
import { readChildCosts } from './readChildCosts.ts';
import type { MoneyScope } from './readMoneyScope.ts';

/** What was spent for each child on a theme beside an outcome, by authority. Eight statements, whatever the number of authorities. */
export async function readSpendBesideOutcome(context: RequestContext, scope: MoneyScope, { theme, indicator: code }: SpendAgainstOutcomeArgs): Promise<SpendAgainstOutcome> {
  await allInOrder([checkCodes(context, 'indicator', [code]), checkThemes(context, theme === undefined ? undefined : [theme])]);
  const indicator = (await findOne<IndicatorType>(context, 'indicator', code))!;
  const { records } = await readChildCosts(context, { ...scope, serviceKind: undefined, themes: theme === undefined ? undefined : [theme] });
  const costs = unitCostsOf(records.filter(({ themeCode }) => themeCode === (theme ?? null)), scope.priceYear, scope.index);
  const outcomes = await readOutcomes(context, code, scope);
  const polarityOf = await readPolarities(context, [code], scope.codes);
  const byCode = new Map(scope.authorities.map((authority) => [authority.id, authority]));
  const { points, ...beside } = setBeside(scope.codes, costs, outcomes, indicator.measure);
  return {
    indicator,
    ...beside,
    points: points.map((point) => ({
      ...point,
      authority: byCode.get(point.authorityCode)!,
      spend: point.spend && { ...point.spend, authority: byCode.get(point.authorityCode)! },
      interval: point.outcome && intervalOf({ ...indicator, ...point.outcome }),
      polarity: point.outcome ? polarityOf(indicator, point.authorityCode, point.outcome.periodFrom, point.outcome.periodTo).polarity : indicator.polarity,
    })),
  } as unknown as SpendAgainstOutcome;
}

async function readOutcomes({ db }: RequestContext, indicatorCode: string, { codes, from, to }: MoneyScope): Promise<ObservationType[]> {
  const query = db
    .selectFrom('observation')
    .selectAll()
    .where('indicatorCode', '=', indicatorCode)
    .where(isOneOf('observation.areaCode', codes))
    .where('breakdown', 'is', null)
    .where('value', 'is not', null)
    .where('periodTo', '>=', from)
    .where('periodTo', '<=', to);
  return (await readFigures(query, { indicators: [indicatorCode], areas: codes })) as unknown as ObservationType[];
}
