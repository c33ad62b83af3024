import { ArgsType, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';
import { BudgetKind } from '../../catalogue/budget.ts';
import { IndicatorType, Polarity } from '../../catalogue/indicator.ts';
import { ObservationType } from '../../catalogue/observation.ts';
import { costOfShortList } from '../cost.ts';
import { ConfidenceInterval } from './series.ts';
import { UnitCostFigure } from './unitCosts.ts';

@ObjectType({ simpleResolvers: true, description: 'Money for each child of one authority beside a value of an indicator. Beside it, not the cause of it.' })
export class SpendAndOutcome {
  @Field(() => AuthorityType, { description: 'The authority.' })
  authority!: AuthorityType;
  @Field(() => UnitCostFigure, { nullable: true, description: 'What was spent for each child, else budgeted, in the latest year of which it is known. Empty means not known.' })
  spend!: UnitCostFigure | null;
  @Field(() => BudgetKind, { nullable: true, description: 'Whether it was spent or budgeted.' })
  money!: BudgetKind | null;
  @Field(() => ObservationType, { nullable: true, description: 'The value for all children of the same period; else the latest of a period that ended within it. Without money it is the latest known. Empty means none is known, or it was withheld.' })
  outcome!: ObservationType | null;
  @Field(() => ConfidenceInterval, { nullable: true, description: 'The 95% limits of the value, where they are known.' })
  interval!: ConfidenceInterval | null;
  @Field(() => Polarity, { description: 'Which direction of the indicator is better there, as a plan in force says, else the indicator.' })
  polarity!: Polarity;
}

@ObjectType({ simpleResolvers: true, description: 'Spearman\'s rank correlation. It does not say that one causes the other.' })
export class RankCorrelation {
  @Field(() => Float, { description: 'From -1 to 1.' })
  rho!: number;
  @Field(() => Float, { description: 'Lower 95% limit.' })
  lower!: number;
  @Field(() => Float, { description: 'Upper 95% limit.' })
  upper!: number;
}

@ObjectType({ simpleResolvers: true, description: 'Money beside outcomes, by authority.' })
export class SpendAgainstOutcome {
  @Field(() => IndicatorType, { description: 'The outcome.' })
  indicator!: IndicatorType;
  @Field(() => [SpendAndOutcome], { description: 'By name of the authority: those of which either is known.', complexity: costOfShortList(20) })
  points!: SpendAndOutcome[];
  @Field(() => Int, { description: 'How many authorities have both, of one kind of money and the same two periods: as many as may be set beside one another.' })
  pairs!: number;
  @Field(() => RankCorrelation, { nullable: true, description: 'How far one goes with the other. Empty with fewer than ten pairs, and where the outcome is a count or a sum of money, which grows with the authority: then nobody can say.' })
  correlation!: RankCorrelation | null;
  @Field(() => String, { description: 'How many authorities are known, and what can and cannot be said.' })
  explanation!: string;
}

@ArgsType()
export class SpendAgainstOutcomeArgs {
  @Field(() => ID, { nullable: true, description: 'Code of the theme the money is for. Left out: money that states no theme.' })
  theme?: string;
  @Field(() => ID, { description: 'Code of the indicator, as published ("NI 117").' })
  indicator!: string;
}
