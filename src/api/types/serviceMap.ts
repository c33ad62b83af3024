import { ArgsType, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';
import { ServiceType } from '../../catalogue/service.ts';
import { ThemeType } from '../../catalogue/theme.ts';
import { costOfShortList } from '../cost.ts';
import { ServiceFilter } from '../lists/services.ts';
import { PageArgs } from '../read/pageArgs.ts';
import { GraphQLISODate } from '../scalars.ts';
import { PeriodInput } from './overlap.ts';

export enum Openness {
  YES = 'yes',
  NO = 'no',
  NOT_STATED = 'not-stated',
}
registerEnumType(Openness, {
  name: 'Openness',
  description: 'Whether a service is open to the residents of an authority.',
  valuesConfig: {
    YES: { description: 'It says that it is, or that it is open to the whole of its region or of England.' },
    NO: { description: 'It says for whom it is open, and the authority is not among them.' },
    NOT_STATED: { description: 'It does not say for whom it is open. Ask before sending anybody.' },
  },
});

@ObjectType('NearService', { simpleResolvers: true, description: 'A service with how far it is.' })
export class NearService {
  @Field(() => Float, { description: 'Kilometres to the nearest place at which it is given, as the crow flies: roads are longer.' })
  distanceKm!: number;
  @Field(() => Openness, { nullable: true, description: 'Whether it is open to residents of the authority given as outsideOf. Empty where none was given.' })
  isOpen!: Openness | null;
}

@ObjectType({ simpleResolvers: true, description: 'What a list of services near a point rests on: read this before the services.' })
export class NearBasis {
  @Field(() => Float, { description: 'Degrees north of the point from which distances are taken.' })
  latitude!: number;
  @Field(() => Float, { description: 'Degrees east of it; negative is west.' })
  longitude!: number;
  @Field(() => Int, { description: 'Services under the same filter of which no place is known: they may be nearer than any listed.' })
  withoutPlace!: number;
  @Field(() => String, { description: 'Where the point comes from, and what is not known, in sentences.' })
  explanation!: string;
}

@ArgsType()
export class ServicesNearArgs extends PageArgs {
  @Field(() => Float, { nullable: true, description: 'Degrees north (WGS 84) of the point. Left out with longitude, and with outsideOf given: the middle of the places of that authority\'s own services.' })
  latitude?: number;
  @Field(() => Float, { nullable: true, description: 'Degrees east (WGS 84) of the point; negative is west, as most of England is.' })
  longitude?: number;
  @Field(() => Float, { nullable: true, defaultValue: 25, description: 'How far away at most, in kilometres as the crow flies: up to 200.' })
  withinKm!: number;
  @Field(() => ID, { nullable: true, description: 'GSS code of an authority: only services that are not its own, each with whether it is open to its residents.' })
  outsideOf?: string;
  @Field(() => ServiceFilter, { nullable: true, description: 'Which services. Left out, all of them.' })
  filter?: ServiceFilter;
}

@ObjectType({ simpleResolvers: true, description: 'A contract that ends.' })
export class EndingContract {
  @Field(() => ServiceType, { description: 'The service it is for, with provider, commissioner, cost and extension as far as these are stated.' })
  service!: ServiceType;
  @Field(() => [AuthorityType], { description: 'The authorities it is a service of, by code.' })
  authorities!: AuthorityType[];
  @Field(() => String, { description: 'Its last day, as published (ISO 8601: a year, a month or a day).' })
  end!: string;
  @Field(() => String, { nullable: true, description: 'Last day on which notice can be given, as published. Empty means not stated.' })
  noticeBy!: string | null;
  @Field(() => String, { nullable: true, description: 'By how long it may be extended. Empty means not stated, not that it may not.' })
  extension!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'How many services of an authority do not say when their contract ends.' })
export class WithoutEnd {
  @Field(() => AuthorityType, { description: 'The authority.' })
  authority!: AuthorityType;
  @Field(() => Int, { description: 'Its services of the theme that state no end of a contract. They may have none, or have one that the hub was not told of.' })
  services!: number;
}

@ObjectType({ simpleResolvers: true, description: 'Contracts of one theme that end within the days asked about: where buying together is possible in time.' })
export class ContractsOfTheme {
  @Field(() => ThemeType, { description: 'The theme.' })
  theme!: ThemeType;
  @Field(() => [EndingContract], { description: 'The contracts, by their end.', complexity: costOfShortList(10) })
  contracts!: EndingContract[];
  @Field(() => [AuthorityType], { description: 'The authorities whose contracts they are, by code.', complexity: costOfShortList(5) })
  authorities!: AuthorityType[];
  @Field(() => Boolean, { description: 'Whether two contracts or more, of at least two authorities, end on days that are not over, so that these could buy together in time. Whether they buy the same is for people to see.' })
  couldBeJoint!: boolean;
  @Field(() => GraphQLISODate, { nullable: true, description: 'The last day on which notice of every one can surely be given: of a month or year its first day. Empty where one of them does not state it.' })
  noticeBy!: string | null;
  @Field(() => [WithoutEnd], { description: 'Services of the theme of which no end of a contract is stated, by authority.', complexity: costOfShortList(5) })
  withoutEnd!: WithoutEnd[];
  @Field(() => String, { description: 'The same in sentences.' })
  explanation!: string;
}

@InputType({ description: 'Which contracts, of which authorities.' })
export class ContractFilter {
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: contracts of its authorities. Give this or authorities.' })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes: contracts of any of these authorities; with region, all of them must lie in it.' })
  authorities?: string[];
  @Field(() => [ID], { nullable: true, description: 'Theme codes: contracts of services for any of these themes. Left out, every theme.' })
  themes?: string[];
  @Field(() => PeriodInput, { description: 'Contracts that end on one of these days. One that ends in a month or a year of which any day is among them counts.' })
  ends!: PeriodInput;
}
