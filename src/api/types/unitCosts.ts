import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';
import { BudgetKind } from '../../catalogue/budget.ts';
import { ThemeType } from '../../catalogue/theme.ts';
import { costOfShortList } from '../cost.ts';

export enum CostPer {
  USER = 'user',
  PLACE = 'place',
  CHILD = 'child',
}
registerEnumType(CostPer, {
  name: 'CostPer',
  description: 'By what a cost is divided.',
  valuesConfig: {
    USER: { description: 'By the users it was paid for in the same rows.' },
    PLACE: { description: 'By the places that the service says it has, used or not.' },
    CHILD: { description: 'By the children of the ages asked about who live in the authority, whether they use anything or not.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'What one user, place or child costs in one authority, in one year. Pounds.' })
export class UnitCostFigure {
  authorityCode!: string;
  @Field(() => AuthorityType, { description: 'The authority: whose users they are, wherever they are served; whose service it is; or whose money and children.' })
  authority!: AuthorityType;
  @Field(() => String, { nullable: true, description: 'The period of the cost as published, in whose prices amount and unitCost stand, for example FY2011/12. Empty means not stated.' })
  period!: string | null;
  @Field(() => Int, { description: 'How many records state both the cost and what to divide it by.' })
  records!: number;
  @Field(() => Int, { description: 'How many records of these state one of the two only, or a number of 0. They are left out.' })
  incomplete!: number;
  @Field(() => Float, { nullable: true, description: 'The cost, in pounds of the time. Empty means not known, not free.' })
  amount!: number | null;
  @Field(() => Float, { nullable: true, description: 'The users, places or children it is divided by. Empty means not known, not none.' })
  units!: number | null;
  @Field(() => Float, { nullable: true, description: 'Amount over units, in pounds of the time. Empty when either is not known.' })
  unitCost!: number | null;
  @Field(() => Float, { nullable: true, description: 'The same in pounds of priceYear. Empty when none was asked for, or the deflator has no value for either year: explanation says which.' })
  adjusted!: number | null;
  @Field(() => Boolean, { description: 'Whether it rests on fewer than ten users, places or children: one more or fewer would change it much.' })
  isSmall!: boolean;
  @Field(() => String, { description: 'The arithmetic in a sentence, or why it is not known.' })
  explanation!: string;
}

@ObjectType({ simpleResolvers: true, description: 'How far apart authorities lie, in pounds of one year. No order by cost: dear may be good, and cheap may be thin.' })
export class UnitCostSpread {
  @Field(() => Int, { description: 'How many authorities have a figure that can be set beside the others.' })
  authorities!: number;
  @Field(() => String, { nullable: true, description: 'The year whose prices are compared: priceYear, else the year of which most authorities have a figure. Empty when there is none.' })
  priceYear!: string | null;
  @Field(() => Float, { nullable: true, description: 'The middle of the authorities. Empty below five.' })
  median!: number | null;
  @Field(() => Float, { nullable: true, description: 'The lowest. Empty below five authorities.' })
  lowest!: number | null;
  @Field(() => Float, { nullable: true, description: 'The highest. Empty below five authorities.' })
  highest!: number | null;
  @Field(() => String, { description: 'What is compared, how many figures rest on small numbers, and what could not be compared.' })
  explanation!: string;
}

@ObjectType('UnitCost', { simpleResolvers: true, description: 'What one type of service costs for each user, place or child, across authorities. One cost may stand under several types: they are never added.' })
export class UnitCostType {
  @Field(() => ThemeType, { nullable: true, description: 'The theme of the service or of the money. Empty where it has none, and for a kind of service in words.' })
  theme!: ThemeType | null;
  @Field(() => String, { nullable: true, description: 'The kind of service in the words of its publisher, capitals and spaces aside, for example "residential special school".' })
  serviceKind!: string | null;
  @Field(() => CostPer, { description: 'By what the cost is divided.' })
  per!: CostPer;
  @Field(() => String, { nullable: true, description: 'What is counted: the unit of the capacity, such as beds, or the ages of the children. Places of two units are never one figure. Empty for users, and where the service names no unit.' })
  unit!: string | null;
  @Field(() => BudgetKind, { nullable: true, description: 'For a cost by child: whether it was spent or budgeted.' })
  money!: BudgetKind | null;
  @Field(() => [UnitCostFigure], { description: 'By name of the authority, then by year: never by cost.', complexity: costOfShortList(20) })
  figures!: UnitCostFigure[];
  @Field(() => UnitCostSpread, { description: 'How far the authorities lie apart.' })
  spread!: UnitCostSpread;
  @Field(() => Int, { description: 'How many of the authorities have a unit cost of this type, of any year.' })
  authoritiesKnown!: number;
  @Field(() => Int, { description: 'How many authorities were asked about, one that is no more and those that took its place counted once, as in `authoritiesKnown`.' })
  authoritiesAsked!: number;
  @Field(() => Int, { nullable: true, description: 'How many services, whatever their unit, or rows of use, of this type state no cost. Records that reviewers said are one service are one, which states a cost where any of them does. That is not free. Empty for a cost by child.' })
  rowsWithoutCost!: number | null;
}

@ObjectType({ simpleResolvers: true, description: 'What services cost for each user, place and child.' })
export class UnitCosts {
  @Field(() => [UnitCostType], { description: 'By type of service, those of which at least one cost is stated: at most 2,000 figures.', complexity: costOfShortList(10) })
  types!: UnitCostType[];
  @Field(() => String, { description: 'How much is stated, how much is missing, and what was left out and why.' })
  explanation!: string;
}
