import { sql } from 'kysely';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { BudgetBasis, BudgetKind, BudgetType } from '../../catalogue/budget.ts';
import { connectionOf } from '../connection.ts';
import { allInOrder } from '../read/allInOrder.ts';
import { checkCodes } from '../read/checkCodes.ts';
import { checkThemes } from '../read/checkThemes.ts';
import { anyItemContains, contains, either, isLinkedTo, isOneOf } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List } from '../read/readPage.ts';
import { authoritiesAskedAbout } from '../read/timeScope.ts';
import { GraphQLISODate } from '../scalars.ts';

export const BudgetConnection = connectionOf('Budget', () => BudgetType);
const budgetList: List = { table: 'budget', orderBy: ['periodTo', 'id'] };

@InputType({ description: 'Narrows a list of sums of money. Every condition given must hold.' })
export class BudgetFilter {
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: sums of its authorities.' })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes: sums of any of these authorities, alone or with others; with region, all of them must lie in it.' })
  authorities?: string[];
  @Field(() => [ID], { nullable: true, description: 'Theme codes: sums for any of these themes. Those that state none are left out.' })
  themes?: string[];
  @Field(() => [ID], { nullable: true, description: 'Sums that pay for any of these services, by their ids.' })
  services?: string[];
  @Field(() => [BudgetKind], { nullable: true, description: 'Sums of any of these kinds. Choose one before adding up.' })
  kinds?: BudgetKind[];
  @Field(() => [BudgetBasis], { nullable: true, description: 'Whole sums, changes, or both. One that states neither counts as a whole sum.' })
  bases?: BudgetBasis[];
  @Field(() => GraphQLISODate, { nullable: true, description: 'Sums for periods that end on this day or later.' })
  from?: string;
  @Field(() => GraphQLISODate, { nullable: true, description: 'Sums for periods that end on this day or earlier.' })
  to?: string;
  @Field(() => String, { nullable: true, description: 'Sums whose text or contributors hold these words, whatever the case.' })
  text?: string;
}

@ArgsType()
export class BudgetArgs extends PageArgs {
  @Field(() => BudgetFilter, { nullable: true, description: 'Which sums. Left out, all of them.' })
  filter?: BudgetFilter;
}

export const readBudgets = listReader<BudgetFilter>(budgetList, async (context, filter) => {
  const [authorities] = await allInOrder([authoritiesAskedAbout(context, filter), checkThemes(context, filter.themes), checkCodes(context, 'service', filter.services)]);
  return [
    authorities && isLinkedTo('budget.id', 'budget_authority', authorities),
    filter.themes && isLinkedTo('budget.id', 'budget_theme', filter.themes),
    filter.services && isOneOf('budget.serviceId', filter.services),
    filter.kinds && isOneOf('budget.kind', filter.kinds),
    filter.bases && sql<boolean>`coalesce(budget.basis, ${BudgetBasis.TOTAL}) in (${sql.join(filter.bases)})`,
    filter.from && sql<boolean>`budget.period_to >= ${filter.from}`,
    filter.to && sql<boolean>`budget.period_to <= ${filter.to}`,
    filter.text && either(contains('budget.text', filter.text), anyItemContains('budget.contributors', filter.text)),
  ];
});
