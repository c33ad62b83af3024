import { sql } from 'kysely';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { TargetKind, TargetStatus, TargetType } from '../../catalogue/target.ts';
import { connectionOf } from '../connection.ts';
import { allInOrder } from '../read/allInOrder.ts';
import { checkCodes } from '../read/checkCodes.ts';
import { checkThemes } from '../read/checkThemes.ts';
import { anyContains, isLinkedTo, isOneOf } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List } from '../read/readPage.ts';
import { authoritiesAskedAbout } from '../read/timeScope.ts';
import { GraphQLISODate } from '../scalars.ts';

export const TargetConnection = connectionOf('Target', () => TargetType);
const targetList: List = { table: 'target', orderBy: ['indicatorCode', 'areaCode', 'id'] };

@InputType({ description: 'Narrows a list of targets. Every condition given must hold.' })
export class TargetFilter {
  @Field(() => ID, { nullable: true, description: "GSS code of a region: targets of its authorities. For the region's own give its code in areas." })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes: targets of any of these authorities as a whole; with region, all of them must lie in it.' })
  authorities?: string[];
  @Field(() => [ID], { nullable: true, description: 'Codes of places of any kind: England, a region, an authority, an area within one.' })
  areas?: string[];
  @Field(() => [ID], { nullable: true, description: 'Indicator codes, written as published ("NI 117").' })
  indicators?: string[];
  @Field(() => [ID], { nullable: true, description: 'Theme codes: targets on indicators of any of these themes.' })
  themes?: string[];
  @Field(() => [TargetKind], { nullable: true, description: 'Targets of any of these kinds.' })
  kinds?: TargetKind[];
  @Field(() => [TargetStatus], { nullable: true, description: 'Targets of any of these statuses. One that states none counts as agreed.' })
  statuses?: TargetStatus[];
  @Field(() => [String], { nullable: true, description: 'Groups of children, worded as published: targets about any of these groups.' })
  breakdowns?: string[];
  @Field(() => GraphQLISODate, { nullable: true, description: 'Targets for periods that end on this day or later. Those that name no period are left out.' })
  from?: string;
  @Field(() => GraphQLISODate, { nullable: true, description: 'Targets for periods that end on this day or earlier. Those that name no period are left out.' })
  to?: string;
  @Field(() => String, { nullable: true, description: 'Targets whose wording, or reason for being set so, holds these words, whatever the case.' })
  text?: string;
}

@ArgsType()
export class TargetArgs extends PageArgs {
  @Field(() => TargetFilter, { nullable: true, description: 'Which targets. Left out, all of them.' })
  filter?: TargetFilter;
}

export const readTargets = listReader<TargetFilter>(targetList, async (context, filter) => {
  const [authorities] = await allInOrder([
    authoritiesAskedAbout(context, filter),
    checkCodes(context, 'place', filter.areas),
    checkCodes(context, 'indicator', filter.indicators),
    checkThemes(context, filter.themes),
  ]);
  const isAgreed = filter.statuses?.includes(TargetStatus.AGREED);
  return [
    authorities && isOneOf('target.areaCode', authorities),
    filter.areas && isOneOf('target.areaCode', filter.areas),
    filter.indicators && isOneOf('target.indicatorCode', filter.indicators),
    filter.themes && isLinkedTo('target.indicatorCode', 'indicator_theme', filter.themes),
    filter.kinds && isOneOf('target.kind', filter.kinds),
    filter.statuses && sql<boolean>`(${isOneOf('target.status', filter.statuses)}${isAgreed ? sql` or target.status is null` : sql``})`,
    filter.breakdowns && isOneOf('target.breakdown', filter.breakdowns),
    filter.from && sql<boolean>`target.period_to >= ${filter.from}`,
    filter.to && sql<boolean>`target.period_to <= ${filter.to}`,
    filter.text && anyContains(['target.text', 'target.reason'], filter.text),
  ];
});
