import { ArgsType, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PeriodKind } from '../../catalogue/periodKind.ts';
import { ServiceUseBasis } from '../../catalogue/serviceUse.ts';
import { PageArgs } from '../read/pageArgs.ts';

export const usedPeriodDescription =
  'The period, as published: for example FY2008/09. Left out: the one that ends last; of several that end on one day, the one with most rows. Two periods are never added, not even a quarter and its year.';
export const usedGroupDescription = 'A group of users, as published, for example "looked-after children". Left out: everybody. A group is part of everybody, so the two are never added.';

enum FlowStanding {
  NET_IMPORTER = 'net-importer',
  NET_EXPORTER = 'net-exporter',
  BALANCED = 'balanced',
  CANNOT_SAY = 'cannot-say',
}
registerEnumType(FlowStanding, {
  name: 'FlowStanding',
  description: 'Whether more users come to services in an authority than leave it for services elsewhere.',
  valuesConfig: {
    NET_IMPORTER: { description: 'More come in than go out, by more than a tenth of those who come in.' },
    NET_EXPORTER: { description: 'More go out than come in, by more than a tenth of those who go out.' },
    BALANCED: { description: 'The two differ by a tenth of the greater or less.' },
    CANNOT_SAY: { description: 'Of one of the two nothing is told, both together are fewer than ten users, or users whose home or place is not known are so many that they could change the reading.' },
  },
});

@InputType({ description: 'Narrows flows of users between authorities. Every condition given must hold.' })
export class ServiceFlowFilter {
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: use from or in its authorities.' })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes: use from or in any of these authorities; with region, all of them must lie in it.' })
  authorities?: string[];
  @Field(() => [ID], { nullable: true, description: 'Theme codes: use of services for any of these themes. Rows that name only a kind of service are left out, since its themes are not known.' })
  themes?: string[];
  @Field(() => String, { nullable: true, description: usedPeriodDescription })
  period?: string;
  @Field(() => String, { nullable: true, description: usedGroupDescription })
  breakdown?: string;
  @Field(() => [ServiceUseBasis], { nullable: true, description: 'Use on any of these bases, for example CHOICE. Use that states none is left out then.' })
  bases?: ServiceUseBasis[];
}

@ArgsType()
export class ServiceFlowArgs extends PageArgs {
  @Field(() => ServiceFlowFilter, { nullable: true, description: 'Which use. Left out: all the hub was told of for everybody in the latest period.' })
  filter?: ServiceFlowFilter;
}

@ObjectType({ simpleResolvers: true, description: 'A period of which the hub holds rows that an answer does not tell of.' })
export class PeriodRows {
  @Field(() => String, { description: 'The period, as published.' })
  period!: string;
  @Field(() => PeriodKind, { description: 'What sort of period it is.' })
  periodKind!: string;
  @Field(() => Int, { description: 'How many rows are about it.' })
  rows!: number;
}

@ObjectType({ simpleResolvers: true, description: 'A group of users of whom the hub holds rows that an answer does not tell of.' })
export class GroupRows {
  @Field(() => String, { nullable: true, description: 'The group, as published. Empty means everybody.' })
  breakdown!: string | null;
  @Field(() => Int, { description: 'How many rows are about it, in all periods.' })
  rows!: number;
}

@ObjectType({ simpleResolvers: true, description: 'Of which rows of service use an answer tells, and which it leaves out. Read this first: what nobody told the hub of is missing from it, and is not none.' })
export class CountedUse {
  @Field(() => String, { nullable: true, description: 'The period that the answer is about. Empty when the hub has no row that fits.' })
  period!: string | null;
  @Field(() => PeriodKind, { nullable: true, description: 'What sort of period it is.' })
  periodKind!: string | null;
  @Field(() => Int, { description: 'How many rows count.' })
  rows!: number;
  @Field(() => Int, { description: 'Rows about a part of a place, such as a ward, that are left out because the same source has a row about the whole.' })
  partRows!: number;
  @Field(() => Int, { description: 'Rows left out because another source tells of the same use: the home authority\'s own counts first, then that of the authority that serves.' })
  toldAgainRows!: number;
  @Field(() => Int, { description: 'Where themes are asked for: rows left out, in all periods, because they name only a kind of service, whose themes are not known.' })
  kindOnlyRows!: number;
  @Field(() => Int, { description: 'Rows left out because the number of users is withheld: it is small, or would give away one that is.' })
  withheldRows!: number;
  @Field(() => [PeriodRows], { description: 'Other periods of which there are rows that fit, the latest first, twenty at most: ask for one by period.' })
  otherPeriods!: PeriodRows[];
  @Field(() => [GroupRows], { description: 'Other groups of users of which there are rows, by name, twenty at most: ask for one by breakdown.' })
  otherGroups!: GroupRows[];
  @Field(() => String, { description: 'The same in sentences.' })
  explanation!: string;
}

/** What rows of use that were added up come to, and how far it bears looking at. */
@ObjectType({ simpleResolvers: true })
export abstract class AddedUse {
  @Field(() => Int, { description: 'By how many rows of service use.' })
  rows!: number;
  @Field(() => Float, { nullable: true, description: 'Cost in pounds, as far as it is stated, in the prices of the time. Empty means that no row states it, not free.' })
  cost!: number | null;
  @Field(() => Int, { description: 'Users of the rows that state a cost.' })
  usersCosted!: number;
  @Field(() => Float, { nullable: true, description: 'Pounds for each user over the whole period, of the rows that state a cost alone. Empty where none does.' })
  costPerUser!: number | null;
  @Field(() => Int, { description: 'How many rows state no cost.' })
  rowsWithoutCost!: number;
  @Field(() => Boolean, { description: 'Fewer than ten users: they say little.' })
  isThin!: boolean;
  @Field(() => String, { description: 'The same in sentences.' })
  explanation!: string;
}

@ObjectType({ simpleResolvers: true, description: 'How many people of one authority were served in another, or at home, in one period. Small numbers may have been left out by publishers.' })
export class ServiceFlow extends AddedUse {
  @Field(() => Int, { description: 'Number of users. One who uses two services is counted in each.' })
  users!: number;
  @Field(() => Int, { description: 'How many services these rows name. Rows that name only a kind add none.' })
  services!: number;
}

@ObjectType({ simpleResolvers: true, description: 'How many users come to an authority, leave it and stay, in one period. An empty number means that no row tells, never that there were none.' })
export class AuthorityFlow {
  @Field(() => Int, { nullable: true, description: 'Its residents served within it.' })
  within!: number | null;
  @Field(() => Int, { nullable: true, description: 'Residents of other authorities served in it.' })
  comingIn!: number | null;
  @Field(() => Int, { nullable: true, description: 'Its residents served in other authorities.' })
  goingOut!: number | null;
  @Field(() => Int, { nullable: true, description: 'Its residents of whom it is not stated where they are served, or only that it is somewhere larger than one authority. Neither at home nor away.' })
  placeNotKnown!: number | null;
  @Field(() => Int, { nullable: true, description: 'Users served in it whose home is not known to lie in one authority.' })
  homeNotKnown!: number | null;
  @Field(() => Int, { nullable: true, description: 'Coming in less going out. Empty where one of them is not told.' })
  net!: number | null;
  @Field(() => FlowStanding, { description: 'Whether more come in or go out.' })
  standing!: string;
  @Field(() => String, { description: 'The same in sentences.' })
  explanation!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A service more than half of whose users, of those whose home is known, come from other authorities than the one that it serves them in. At least ten such users.' })
export class OutsideService {
  @Field(() => Int, { description: 'Users whose home authority is known.' })
  users!: number;
  @Field(() => Int, { description: 'Those of them who come from another authority.' })
  outside!: number;
  @Field(() => Int, { description: 'Further users whose home is not known to lie in one authority.' })
  homeNotKnown!: number;
  @Field(() => Float, { description: 'outside in per cent of users.' })
  shareOutside!: number;
  @Field(() => String, { description: 'The same in a sentence.' })
  explanation!: string;
}
