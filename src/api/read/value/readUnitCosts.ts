import type { BudgetKind } from '../../../catalogue/budget.ts';
import { counted } from '../../../words.ts';
import { unitCostsOf } from '../../../performance/value/unitCosts.ts';
import { HubError } from '../../../errors.ts';
import type { RequestContext } from '../../context.ts';
import type { CostPer, UnitCosts, UnitCostType } from '../../types/unitCosts.ts';
import { findOne } from '../related.ts';
import { readChildCosts, type ChildCosts } from './readChildCosts.ts';
import { readCosts, withoutKey, type Costs } from './readCosts.ts';
import type { MoneyScope } from './readMoneyScope.ts';

const mostFigures = 2_000;

/** What a user, a place and a child cost in each authority. Some fifteen statements, whatever the number of authorities and types. */
export async function readUnitCosts(context: RequestContext, scope: MoneyScope): Promise<UnitCosts> {
  const costs = await readCosts(context, scope);
  const childCosts = await readChildCosts(context, scope);
  const found = unitCostsOf([...costs.records, ...childCosts.records], scope.priceYear, scope.index);
  const figures = found.reduce((sum, one) => sum + one.figures.length, 0);
  if (figures > mostFigures) throw new HubError('BAD_ARGUMENT', `${figures} unit costs fit, and one answer holds ${mostFigures}. Narrow by authorities, themes, or from and to.`);
  const byCode = new Map(scope.authorities.map((authority) => [authority.id, authority]));
  const place = new Map(scope.codes.map((code, index) => [code, index]));
  const types = found.map(async (one) => ({
    ...one,
    theme: await findOne(context, 'theme', one.themeCode),
    per: one.per as CostPer,
    money: one.money as BudgetKind | null,
    // By name, as everywhere; each authority's years stay in order.
    figures: one.figures.map((figure) => ({ ...figure, authority: byCode.get(figure.authorityCode)! })).toSorted((a, b) => place.get(a.authorityCode)! - place.get(b.authorityCode)!),
    authoritiesKnown: scope.count(one.figures.filter(({ unitCost }) => unitCost !== null).map(({ authorityCode }) => authorityCode)),
    authoritiesAsked: scope.count(scope.codes),
    rowsWithoutCost: one.per === 'child' ? null : (costs.without.byType.get(withoutKey(one.per, one.themeCode, one.serviceKind)) ?? 0),
  }) as UnitCostType);
  return { types: await Promise.all(types), explanation: explain(scope, costs, childCosts) };
}

function explain({ codes, count, serviceKind }: MoneyScope, { records, shared, without }: Costs, { records: sums, leftOut }: ChildCosts): string {
  const places = countStated(records, 'place');
  const use = countStated(records, 'user');
  const sentences = [
    `Of ${counted(count(codes), 'authority', 'authorities')} the hub holds ${counted(without.services, 'service')} without a yearly cost and ${counted(without.use, 'row')} of use without a cost: not stated is not free.`,
    serviceKind === undefined && (places === 0 ? 'What a place costs is not known of any service.' : `${counted(places, 'service')} ${places === 1 ? 'states' : 'state'} a yearly cost and places.`),
    use === 0 ? 'What a user costs is not known of any service.' : `What users cost is stated for ${counted(use, 'service and period', 'services and periods')}.`,
    shared > 0 && `${counted(shared, 'service')} of several authorities together, whose cost is not divided among them, left out.`,
    sums.length > 0 && `Of ${counted(sums.length, 'sum')} of money of one authority, the number of its children is known for ${sums.filter(({ units }) => units !== null).length || 'none'}.`,
    ...leftOutInWords(leftOut),
  ];
  return sentences.filter(Boolean).join(' ');
}

/** Services that state both a cost and a number to divide it by, with each of their periods where it is of users. Those that reviewers said are one are one. */
function countStated(records: Costs['records'], wanted: 'place' | 'user'): number {
  const stated = records.filter(({ per, units }) => per === wanted && units !== null && units > 0);
  return new Set(stated.map(({ groupId, recordId, period }) => JSON.stringify([groupId ?? recordId, wanted === 'user' ? period : null]))).size;
}

function leftOutInWords({ changes, shared, severalThemes, ofServices }: ChildCosts['leftOut']): (string | false)[] {
  return [
    changes > 0 && `Left out: ${counted(changes, 'sum')} stated as a change, from which the whole is not known.`,
    shared > 0 && `Left out: ${counted(shared, 'sum')} of several authorities together.`,
    severalThemes > 0 && `Left out: ${counted(severalThemes, 'sum')} for several themes together.`,
    ofServices > 0 && `Left out: ${counted(ofServices, 'sum')} for a single service.`,
  ];
}
