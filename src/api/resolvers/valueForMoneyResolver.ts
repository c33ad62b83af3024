import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../context.ts';
import { costOfWorkedOut } from '../cost.ts';
import { readMoneyScope, type MoneyScope } from '../read/value/readMoneyScope.ts';
import { readMoneyTogether, readSavings } from '../read/value/readSavings.ts';
import { readSpendBesideOutcome } from '../read/value/readSpendBesideOutcome.ts';
import { readUnitCosts } from '../read/value/readUnitCosts.ts';
import { SpendAgainstOutcome, SpendAgainstOutcomeArgs } from '../types/spendAgainstOutcome.ts';
import { UnitCosts } from '../types/unitCosts.ts';
import { MoneyTogether, Savings, ValueForMoney, ValueForMoneyArgs } from '../types/valueForMoney.ts';

@Resolver(() => ValueForMoney)
export class ValueForMoneyResolver {
  @Query(() => ValueForMoney, { description: 'Value for money of some authorities: unit costs, spend against outcome, savings planned and achieved, pooled and aligned budgets, each with what is not known.' })
  valueForMoney(@Ctx() context: RequestContext, @Args(() => ValueForMoneyArgs) args: ValueForMoneyArgs): Promise<MoneyScope> {
    return readMoneyScope(context, args);
  }

  @FieldResolver(() => UnitCosts, { description: 'What a user, a place and a child cost, by type of service across authorities.', complexity: costOfWorkedOut })
  unitCosts(@Root() scope: MoneyScope, @Ctx() context: RequestContext): Promise<UnitCosts> {
    return readUnitCosts(context, scope);
  }

  @FieldResolver(() => SpendAgainstOutcome, { description: 'Money for each child beside an outcome, by authority: beside it, not the cause of it.', complexity: costOfWorkedOut })
  spendAgainstOutcome(@Root() scope: MoneyScope, @Ctx() context: RequestContext, @Args(() => SpendAgainstOutcomeArgs) args: SpendAgainstOutcomeArgs): Promise<SpendAgainstOutcome> {
    return readSpendBesideOutcome(context, scope, args);
  }

  @FieldResolver(() => Savings, { description: 'What was to be saved, and what was.', complexity: costOfWorkedOut })
  savings(@Root() scope: MoneyScope, @Ctx() context: RequestContext): Promise<Savings> {
    return readSavings(context, scope);
  }

  @FieldResolver(() => MoneyTogether, { description: 'Pooled and aligned budgets: who pays in, how much, for when.', complexity: costOfWorkedOut })
  moneyTogether(@Root() scope: MoneyScope, @Ctx() context: RequestContext): Promise<MoneyTogether> {
    return readMoneyTogether(context, scope);
  }
}
