import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';
import { BudgetType } from '../../catalogue/budget.ts';
import { ServiceType } from '../../catalogue/service.ts';
import { ThemeType } from '../../catalogue/theme.ts';
import type { RequestContext } from '../context.ts';
import { costOfPage, costOfShortList } from '../cost.ts';
import { BudgetArgs, BudgetConnection, readBudgets } from '../lists/budgets.ts';
import type { Page } from '../read/readPage.ts';
import { findLinked, findOne } from '../read/related.ts';
import { textsOf } from '../read/textsOf.ts';

@Resolver(() => BudgetType)
export class BudgetResolver {
  @Query(() => BudgetConnection, { description: 'Money spent, budgeted, pooled, aligned or to be saved, by period, earliest first. Sums may overlap: read text before adding up.', complexity: costOfPage })
  budgets(@Ctx() context: RequestContext, @Args(() => BudgetArgs) args: BudgetArgs): Promise<Page> {
    return readBudgets(context, args);
  }

  @FieldResolver(() => [AuthorityType], { description: 'The authorities whose money it is, together.', complexity: costOfShortList(2) })
  authorities(@Root() budget: BudgetType, @Ctx() context: RequestContext): Promise<AuthorityType[]> {
    return findLinked(context, { table: 'authority', through: 'budget_authority', from: 'owner' }, budget.id);
  }

  @FieldResolver(() => [ThemeType], { description: 'The themes it is for, together: how it is shared among them is not stated. None means not stated.', complexity: costOfShortList(2) })
  themes(@Root() budget: BudgetType, @Ctx() context: RequestContext): Promise<ThemeType[]> {
    return findLinked(context, { table: 'theme', through: 'budget_theme', from: 'owner' }, budget.id);
  }

  @FieldResolver(() => ServiceType, { nullable: true, description: 'The service it pays for. Empty when it names none.' })
  service(@Root() budget: BudgetType, @Ctx() context: RequestContext): Promise<ServiceType | null> {
    return findOne(context, 'service', budget.serviceId);
  }

  @FieldResolver(() => [String], { description: 'Organisations that pay into it. None means not stated.', complexity: costOfShortList(3) })
  contributors(@Root() budget: BudgetType): string[] {
    return textsOf(budget.contributors);
  }
}
