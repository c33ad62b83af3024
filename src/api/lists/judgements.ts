import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { JudgementType } from '../../catalogue/judgement.ts';
import { connectionOf } from '../connection.ts';
import { allInOrder } from '../read/allInOrder.ts';
import { checkCodes } from '../read/checkCodes.ts';
import { allOf, anyContains, isAmong, isOneOf, mayBeSince, mayBeUntil } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List } from '../read/readPage.ts';
import { authoritiesAskedAbout } from '../read/timeScope.ts';
import { GraphQLISODate } from '../scalars.ts';

export const JudgementConnection = connectionOf('Judgement', () => JudgementType);
export const judgementList: List = { table: 'judgement', orderBy: ['inspectionId', 'line', 'id'] };

@InputType({ description: 'Narrows a list of judgements. Every condition given must hold.' })
export class JudgementFilter {
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: judgements of inspections of its authorities.' })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes: judgements of inspections of any of these authorities; with region, all of them must lie in it.' })
  authorities?: string[];
  @Field(() => [ID], { nullable: true, description: 'Judgements of any of these inspections, by their ids.' })
  inspections?: string[];
  @Field(() => [ID], { nullable: true, description: 'Codes: judgements that name any of these places as the one judged. Those on the whole authority name none.' })
  places?: string[];
  @Field(() => GraphQLISODate, { nullable: true, description: 'Judgements of inspections published on this day or later. A month or year is kept when it may have been; those that do not say when are left out.' })
  publishedFrom?: string;
  @Field(() => GraphQLISODate, { nullable: true, description: 'Judgements of inspections published on this day or earlier. A month or year is kept when it may have been; those that do not say when are left out.' })
  publishedTo?: string;
  @Field(() => String, { nullable: true, description: 'Judgements whose area, kind or finding holds these words, whatever the case: for example safeguarding.' })
  text?: string;
}

@ArgsType()
export class JudgementArgs extends PageArgs {
  @Field(() => JudgementFilter, { nullable: true, description: 'Which judgements. Left out, all of them.' })
  filter?: JudgementFilter;
}

export const readJudgements = listReader<JudgementFilter>(judgementList, async (context, filter) => {
  const { publishedFrom, publishedTo } = filter;
  const [authorities] = await allInOrder([authoritiesAskedAbout(context, filter), checkCodes(context, 'inspection', filter.inspections), checkCodes(context, 'place', filter.places)]);
  const ofInspection = [authorities && isOneOf('inspection.authorityCode', authorities), publishedFrom && mayBeSince('inspection.publishedOn', publishedFrom), publishedTo && mayBeUntil('inspection.publishedOn', publishedTo)];
  return [
    ofInspection.some(Boolean) && isAmong('judgement.inspectionId', context.db.selectFrom('inspection').select('inspection.id').where(allOf(ofInspection))),
    filter.inspections && isOneOf('judgement.inspectionId', filter.inspections),
    filter.places && isOneOf('judgement.areaCode', filter.places),
    filter.text && anyContains(['judgement.area', 'judgement.kind', 'judgement.finding'], filter.text),
  ];
});
