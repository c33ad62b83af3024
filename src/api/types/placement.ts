import { ArgsType, Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { PageArgs } from '../read/pageArgs.ts';
import { AddedUse, usedGroupDescription, usedPeriodDescription } from './serviceFlow.ts';

@InputType({ description: 'Narrows placements. Every condition given must hold.' })
export class PlacementFilter {
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: placements by its authorities, wherever they are.' })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes: placements by these authorities; with region, all of them must lie in it.' })
  authorities?: string[];
  @Field(() => [ID], { nullable: true, description: 'Theme codes: in services for any of these themes. Rows that name only a kind of service are left out, since its themes are not known.' })
  themes?: string[];
  @Field(() => String, { nullable: true, description: usedPeriodDescription })
  period?: string;
  @Field(() => String, { nullable: true, description: usedGroupDescription })
  breakdown?: string;
}

@ArgsType()
export class PlacementArgs extends PageArgs {
  @Field(() => PlacementFilter, { nullable: true, description: 'Which placements. Left out: all the hub was told of for everybody in the latest period.' })
  filter?: PlacementFilter;
}

@ObjectType({ simpleResolvers: true, description: 'All placements of some authorities in one period. An empty number means that no row tells, never that there were none.' })
export class PlacementSummary {
  @Field(() => Int, { nullable: true, description: 'Users placed in another authority than their own.' })
  outside!: number | null;
  @Field(() => Int, { nullable: true, description: 'Users placed within their own authority.' })
  within!: number | null;
  @Field(() => Int, { nullable: true, description: 'Users placed of whom it is not known in which authority, or of which: neither outside nor within.' })
  placeNotKnown!: number | null;
  @Field(() => Float, { nullable: true, description: 'Cost in pounds of placements outside, as far as it is stated, in the prices of the time. Empty means that no row states it, not free.' })
  cost!: number | null;
  @Field(() => Int, { description: 'Users of the rows that state a cost.' })
  usersCosted!: number;
  @Field(() => Float, { nullable: true, description: 'Pounds for each user over the whole period, of the rows that state a cost alone. Empty where none does.' })
  costPerUser!: number | null;
  @Field(() => Int, { description: 'How many rows of placements outside state no cost.' })
  rowsWithoutCost!: number;
  @Field(() => String, { description: 'The same in sentences.' })
  explanation!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Placements outside the home authority of one kind, by one provider, paid for by one payer, in one period. Words that differ only in capitals and spaces are one.' })
export class PlacementGroup extends AddedUse {
  @Field(() => ID, { description: 'What it is of: kind or service, provider, payer.' })
  id!: string;
  @Field(() => String, { nullable: true, description: 'Kind of service in words, as published. Empty means not stated: then service names it.' })
  kind!: string | null;
  @Field(() => String, { nullable: true, description: 'Organisation that provides it: as the row states, else as the service does. Empty means not stated.' })
  provider!: string | null;
  @Field(() => String, { nullable: true, description: 'Organisation that pays. Empty means not stated, not the home authority.' })
  paidBy!: string | null;
  @Field(() => Int, { description: 'Number of users placed.' })
  users!: number;
}
