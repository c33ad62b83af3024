import { counted } from '../../../words.ts';
import { moneyTogetherOf } from '../../../performance/value/moneyTogether.ts';
import { savingsOf } from '../../../performance/value/savings.ts';
import type { RequestContext } from '../../context.ts';
import type { MoneyTogether, Savings } from '../../types/valueForMoney.ts';
import { readSums } from './readSums.ts';
import type { MoneyScope } from './readMoneyScope.ts';

/** What was to be saved beside what was. Three statements. */
export async function readSavings(context: RequestContext, scope: MoneyScope): Promise<Savings> {
  const savings = savingsOf(await readSums(context, scope, ['saving']));
  const judged = savings.filter(({ percentAchieved }) => percentAchieved !== null).length;
  const explanation = savings.length === 0
    ? `The hub was told of no saving, planned or achieved, of ${counted(scope.count(scope.codes), 'authority', 'authorities')}. That does not say that none was planned or made.`
    : `${counted(savings.length, 'saving')}: of ${judged} both what was to be saved and what was are known.`;
  return { savings, explanation } as unknown as Savings;
}

/** Pooled and aligned money. Three statements. */
export async function readMoneyTogether(context: RequestContext, scope: MoneyScope): Promise<MoneyTogether> {
  const sums = await readSums(context, scope, ['pooled', 'aligned']);
  const explanation = sums.length === 0
    ? `The hub was told of no pooled or aligned budget of ${counted(scope.count(scope.codes), 'authority', 'authorities')}. That does not say that there is none.`
    : `${counted(sums.length, 'sum')} of pooled or aligned money. Those of two kinds, of two periods, and changes and whole sums, are never added.`;
  return { funds: moneyTogetherOf(sums, new Set(scope.codes)), explanation } as unknown as MoneyTogether;
}
