import { sql, type RawBuilder } from 'kysely';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { ObservationStatus, ObservationType } from '../../catalogue/observation.ts';
import { PeriodKind } from '../../catalogue/periodKind.ts';
import { connectionOf } from '../connection.ts';
import type { RequestContext } from '../context.ts';
import { allInOrder } from '../read/allInOrder.ts';
import { checkCodes } from '../read/checkCodes.ts';
import { checkThemes } from '../read/checkThemes.ts';
import { isLinkedTo, isOneOf } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List } from '../read/readPage.ts';
import { authoritiesAskedAbout } from '../read/timeScope.ts';
import { GraphQLISODate } from '../scalars.ts';

export const ObservationConnection = connectionOf('Observation', () => ObservationType);
const observationList: List = { table: 'observation', orderBy: ['indicatorCode', 'areaCode', 'periodTo', 'id'], isLong: true };

@InputType({ description: 'Narrows a list of observations. Every condition given must hold.' })
export class ObservationFilter {
  @Field(() => ID, { nullable: true, description: "GSS code of a region: values of its authorities. For the region's own values give its code in areas." })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes: values of any of these authorities as a whole; with region, all of them must lie in it.' })
  authorities?: string[];
  @Field(() => [ID], { nullable: true, description: 'Codes of places of any kind: E92000001 for England, a region, an authority, an area within one.' })
  areas?: string[];
  @Field(() => [ID], { nullable: true, description: 'Indicator codes, written as published ("NI 117").' })
  indicators?: string[];
  @Field(() => [ID], { nullable: true, description: 'Theme codes: values of indicators of any of these themes.' })
  themes?: string[];
  @Field(() => GraphQLISODate, { nullable: true, description: 'Values of periods that end on this day or later.' })
  from?: string;
  @Field(() => GraphQLISODate, { nullable: true, description: 'Values of periods that end on this day or earlier.' })
  to?: string;
  @Field(() => [PeriodKind], { nullable: true, description: 'Values of periods of any of these kinds. Choose one before drawing a line: values of two kinds are never one series.' })
  periodKinds?: PeriodKind[];
  @Field(() => [String], { nullable: true, description: 'Groups of children, worded as published: values of any of these groups.' })
  breakdowns?: string[];
  @Field(() => Boolean, { nullable: true, description: 'True: only values about all children. False: only values about a group of them.' })
  allChildren?: boolean;
  @Field(() => [ObservationStatus], { nullable: true, description: 'Values of any of these statuses.' })
  statuses?: ObservationStatus[];
  @Field(() => Boolean, { nullable: true, description: 'True: only the latest value of each indicator, place, group of children and kind of period, up to the day given in "to" if any. Periods without a value are passed over.' })
  latest?: boolean;
}

@ArgsType()
export class ObservationArgs extends PageArgs {
  @Field(() => ObservationFilter, { nullable: true, description: 'Which observations. Left out, all of them.' })
  filter?: ObservationFilter;
}

export const readObservations = listReader<ObservationFilter>(observationList, async (context, filter) => {
  const [authorities] = await allInOrder([
    authoritiesAskedAbout(context, filter),
    checkCodes(context, 'place', filter.areas),
    checkCodes(context, 'indicator', filter.indicators),
    checkThemes(context, filter.themes),
  ]);
  return [
    authorities && isOneOf('observation.areaCode', authorities),
    filter.areas && isOneOf('observation.areaCode', filter.areas),
    filter.indicators && isOneOf('observation.indicatorCode', filter.indicators),
    filter.themes && isLinkedTo('observation.indicatorCode', 'indicator_theme', filter.themes),
    filter.from && sql<boolean>`observation.period_to >= ${filter.from}`,
    filter.to && sql<boolean>`observation.period_to <= ${filter.to}`,
    filter.periodKinds && isOneOf('observation.periodKind', filter.periodKinds),
    filter.breakdowns && isOneOf('observation.breakdown', filter.breakdowns),
    filter.allChildren !== undefined && (filter.allChildren ? sql<boolean>`observation.breakdown is null` : sql<boolean>`observation.breakdown is not null`),
    filter.statuses && isOneOf('observation.status', filter.statuses),
    filter.latest && isLatest(context, filter.to),
  ];
});

/** It has a value, and no other of its series that has one is later, up to a day. */
function isLatest({ db }: RequestContext, to: string | undefined): RawBuilder<boolean> {
  const later = (isSameGroup: RawBuilder<boolean>) =>
    db
      .selectFrom('observation as later')
      .select('later.id')
      .where(
        sql<boolean>`later.indicator_code = observation.indicator_code and later.area_code = observation.area_code and later.period_kind = observation.period_kind
          and ${isSameGroup} and later.value is not null and later.period_to > observation.period_to and later.period_to <= ${to ?? '9999-12-31'}`,
      );
  // Apart, since no index finds what is equal or empty on both sides.
  return sql<boolean>`observation.value is not null and not exists ${later(sql`later.breakdown = observation.breakdown`)} and not exists ${later(sql`later.breakdown is null and observation.breakdown is null`)}`;
}
