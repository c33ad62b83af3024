import type { BudgetType } from '../../../catalogue/budget.ts';
import type { Sum } from '../../../performance/value/savings.ts';
import type { RequestContext } from '../../context.ts';
import { allOf, isLinkedTo, isOneOf } from '../conditions.ts';
import { textsOf } from '../textsOf.ts';
import { refuseTooMany, mostRows } from './refuseTooMany.ts';
import type { MoneyScope } from './readMoneyScope.ts';

/** A record of money, with the authorities and themes it names. */
export type SumRow = BudgetType & Sum;

/** Sums of some kinds that any of the authorities asked about has a part in, each once. Three statements. */
export async function readSums(context: RequestContext, { codes, themes, from, to }: MoneyScope, kinds: readonly string[]): Promise<SumRow[]> {
  const { db } = context;
  const rows = await db
    .selectFrom('budget')
    .selectAll()
    .where(isOneOf('budget.kind', kinds))
    .where('periodTo', '>=', from)
    .where('periodTo', '<=', to)
    .where(allOf([isLinkedTo('budget.id', 'budget_authority', codes), themes && isLinkedTo('budget.id', 'budget_theme', themes)]))
    .orderBy('periodTo')
    .orderBy('id')
    .limit(mostRows + 1)
    .execute();
  refuseTooMany(rows.length, 'sums of money');
  const ids = rows.map(({ id }) => id);
  const authorities = await db.selectFrom('budget_authority').select(['ownerId', 'targetId']).where(isOneOf('budget_authority.ownerId', ids)).orderBy('targetId').execute();
  const themed = await db.selectFrom('budget_theme').select(['ownerId', 'targetId']).where(isOneOf('budget_theme.ownerId', ids)).orderBy('targetId').execute();
  const [authoritiesOf, themesOf] = [authorities, themed].map((links) => Map.groupBy(links, ({ ownerId }) => ownerId)) as [Map<string, typeof authorities>, Map<string, typeof themed>];
  return rows.map((row) => ({
    ...row,
    amount: Number(row.amount),
    paidInBy: textsOf(row.contributors),
    authorityCodes: (authoritiesOf.get(row.id) ?? []).map(({ targetId }) => targetId),
    themeCodes: (themesOf.get(row.id) ?? []).map(({ targetId }) => targetId),
  })) as unknown as SumRow[];
}
