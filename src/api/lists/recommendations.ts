import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { RecommendationType } from '../../catalogue/recommendation.ts';
import { connectionOf } from '../connection.ts';
import { allInOrder } from '../read/allInOrder.ts';
import { checkCodes } from '../read/checkCodes.ts';
import { checkThemes } from '../read/checkThemes.ts';
import { anyContains, isLinkedTo, isOneOf } from '../read/conditions.ts';
import { isInDocumentOf } from '../read/isInDocumentOf.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List } from '../read/readPage.ts';
import { authoritiesAskedAbout } from '../read/timeScope.ts';

export const RecommendationConnection = connectionOf('Recommendation', () => RecommendationType);
export const recommendationList: List = { table: 'recommendation', orderBy: ['sourceId', 'line', 'id'] };

@InputType({ description: 'Narrows a list of recommendations. Every condition given must hold.' })
export class RecommendationFilter {
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: recommendations of inspections and plans of its authorities.' })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes: recommendations of inspections and plans of any of these authorities; with region, all of them must lie in it.' })
  authorities?: string[];
  @Field(() => [ID], { nullable: true, description: 'Recommendations that any of these plans or papers make, by their ids.' })
  plans?: string[];
  @Field(() => [ID], { nullable: true, description: 'Recommendations of any of these inspections, by their ids.' })
  inspections?: string[];
  @Field(() => [ID], { nullable: true, description: 'Theme codes: recommendations that their publisher coded with any of these themes. The others are left out, whatever they are about.' })
  themes?: string[];
  @Field(() => String, { nullable: true, description: 'Recommendations whose wording or time horizon holds these words, whatever the case.' })
  text?: string;
}

@ArgsType()
export class RecommendationArgs extends PageArgs {
  @Field(() => RecommendationFilter, { nullable: true, description: 'Which recommendations. Left out, all of them.' })
  filter?: RecommendationFilter;
}

export const readRecommendations = listReader<RecommendationFilter>(recommendationList, async (context, filter) => {
  const [authorities] = await allInOrder([authoritiesAskedAbout(context, filter), checkThemes(context, filter.themes), checkCodes(context, 'plan', filter.plans), checkCodes(context, 'inspection', filter.inspections)]);
  return [
    authorities && isInDocumentOf(context, 'recommendation', authorities),
    filter.plans && isOneOf('recommendation.planId', filter.plans),
    filter.inspections && isOneOf('recommendation.inspectionId', filter.inspections),
    filter.themes && isLinkedTo('recommendation.id', 'recommendation_theme', filter.themes),
    filter.text && anyContains(['recommendation.title', 'recommendation.horizon'], filter.text),
  ];
});
