import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { PlanLinkType } from '../../catalogue/planLink.ts';
import { connectionOf } from '../connection.ts';
import { allInOrder } from '../read/allInOrder.ts';
import { checkCodes } from '../read/checkCodes.ts';
import { anyContains, isLinkedTo, isOneOf } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List } from '../read/readPage.ts';
import { authoritiesAskedAbout } from '../read/timeScope.ts';

export const PlanLinkConnection = connectionOf('PlanLink', () => PlanLinkType);
const planLinkList: List = { table: 'plan_link', orderBy: ['planId', 'line', 'id'] };

@InputType({ description: 'Narrows a list of links between plans. Every condition given must hold.' })
export class PlanLinkFilter {
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: links that plans of its authorities state.' })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes: links that plans of any of these authorities state; with region, all of them must lie in it.' })
  authorities?: string[];
  @Field(() => [ID], { nullable: true, description: 'Links that any of these plans state, by their ids.' })
  plans?: string[];
  @Field(() => [ID], { nullable: true, description: 'Links that lead to any of these plans, by their ids.' })
  related?: string[];
  @Field(() => String, { nullable: true, description: 'Links whose other title or relation holds these words, whatever the case: for example "Local Area Agreement".' })
  text?: string;
}

@ArgsType()
export class PlanLinkArgs extends PageArgs {
  @Field(() => PlanLinkFilter, { nullable: true, description: 'Which links. Left out, all of them.' })
  filter?: PlanLinkFilter;
}

export const readPlanLinks = listReader<PlanLinkFilter>(planLinkList, async (context, filter) => {
  const [authorities] = await allInOrder([authoritiesAskedAbout(context, filter), checkCodes(context, 'plan', filter.plans), checkCodes(context, 'plan', filter.related)]);
  return [
    authorities && isLinkedTo('plan_link.planId', 'plan_authority', authorities),
    filter.plans && isOneOf('plan_link.planId', filter.plans),
    filter.related && isOneOf('plan_link.relatedId', filter.related),
    filter.text && anyContains(['plan_link.relatedTitle', 'plan_link.relation'], filter.text),
  ];
});
