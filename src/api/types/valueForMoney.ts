import { ArgsType, Field, Float, ID, ObjectType } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';
import { BudgetBasis, BudgetKind, BudgetType } from '../../catalogue/budget.ts';
import { costOfShortList } from '../cost.ts';
import { GraphQLISODate } from '../scalars.ts';
import { AgesInput } from './overlap.ts';

@ObjectType({ simpleResolvers: true, description: 'What was to be saved beside what was saved, of the same authorities, period, themes and service.' })
export class Saving {
  @Field(() => String, { description: 'Period as published, for example FY2011/12.' })
  period!: string;
  @Field(() => Float, { nullable: true, description: 'Pounds to be saved. Empty means not known, or several sums that may overlap.' })
  planned!: number | null;
  @Field(() => Float, { nullable: true, description: 'Pounds saved. Empty means not known, not none, or several sums that may overlap.' })
  achieved!: number | null;
  @Field(() => Float, { nullable: true, description: 'Achieved in per cent of planned. Empty unless both are known.' })
  percentAchieved!: number | null;
  @Field(() => [BudgetType], { description: 'The sums as published, with their authorities and themes.', complexity: costOfShortList(3) })
  sums!: BudgetType[];
  @Field(() => String, { description: 'The same in sentences, with what is not known.' })
  explanation!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Savings planned and achieved.' })
export class Savings {
  @Field(() => [Saving], { description: 'By period.', complexity: costOfShortList(10) })
  savings!: Saving[];
  @Field(() => String, { description: 'How many are known, or that the hub was told of none.' })
  explanation!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Pooled or aligned money of one kind, basis and period.' })
export class SharedFund {
  @Field(() => BudgetKind, { description: 'Pooled or aligned.' })
  kind!: BudgetKind;
  @Field(() => BudgetBasis, { description: 'Whole sums or changes.' })
  basis!: BudgetBasis;
  @Field(() => String, { description: 'Period as published, for example FY2008/09.' })
  period!: string;
  @Field(() => Float, { nullable: true, description: 'The whole sums added up, in pounds of the time, those of several authorities whole. Empty for changes, and where an authority has a part in several sums: one may be part of another, or told twice.' })
  total!: number | null;
  @Field(() => [String], { description: 'Organisations that are said to pay in. None means not stated.' })
  contributors!: string[];
  @Field(() => [BudgetType], { description: 'The sums as published. One of several authorities is of all of them together.', complexity: costOfShortList(5) })
  sums!: BudgetType[];
  @Field(() => String, { description: 'The arithmetic in sentences, with what may overlap.' })
  explanation!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Pooled and aligned money.' })
export class MoneyTogether {
  @Field(() => [SharedFund], { description: 'By period, kind and basis, which are never added.', complexity: costOfShortList(10) })
  funds!: SharedFund[];
  @Field(() => String, { description: 'How much is known, or that the hub was told of none.' })
  explanation!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What the money of some authorities buys, as far as it is published. Missing costs and small numbers are said; nothing is ranked.' })
export class ValueForMoney {
  @Field(() => [AuthorityType], { description: 'The authorities asked about, by name.', complexity: costOfShortList(10) })
  authorities!: AuthorityType[];
  @Field(() => String, { description: 'How prices of different years are treated: by which deflator, or which is needed.' })
  prices!: string;
}

@ArgsType()
export class ValueForMoneyArgs {
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: its authorities.' })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes of authorities; with region, all of them must lie in it. Without either, all authorities.' })
  authorities?: string[];
  @Field(() => [ID], { nullable: true, description: 'Theme codes: only money and services for any of these themes.' })
  themes?: string[];
  @Field(() => String, { nullable: true, description: 'Words of a kind of service, for example "special school": only unit costs of use whose kind holds them. Savings and shared money state no kind, and are not narrowed.' })
  serviceKind?: string;
  @Field(() => GraphQLISODate, { nullable: true, description: 'Periods that end on this day or later.' })
  from?: string;
  @Field(() => GraphQLISODate, { nullable: true, description: 'Periods that end on this day or earlier.' })
  to?: string;
  @Field(() => AgesInput, { nullable: true, description: 'Ages of the children by whose number money is divided. Left out: 0 to 17.' })
  ages?: AgesInput;
  @Field(() => String, { nullable: true, description: 'The year in whose prices costs are compared, with its kind: FY2012/13, AY2012/13 or CY2012.' })
  priceYear?: string;
  @Field(() => ID, { nullable: true, description: 'Code of the indicator whose values for England bring costs to the prices of priceYear. A year for which it has no value is not adjusted.' })
  deflator?: string;
}
