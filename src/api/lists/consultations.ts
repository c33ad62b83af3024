import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { ConsultationType } from '../../catalogue/consultation.ts';
import { connectionOf } from '../connection.ts';
import { allInOrder } from '../read/allInOrder.ts';
import { checkCodes } from '../read/checkCodes.ts';
import { anyContains, either, isLinkedTo, isOneOf, mayBeSince, mayBeUntil } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List } from '../read/readPage.ts';
import { authoritiesAskedAbout } from '../read/timeScope.ts';
import { GraphQLISODate } from '../scalars.ts';

export const ConsultationConnection = connectionOf('Consultation', () => ConsultationType);
export const consultationList: List = { table: 'consultation', orderBy: ['planId', 'line', 'id'] };

@InputType({ description: 'Narrows a list of consultations. Every condition given must hold.' })
export class ConsultationFilter {
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: consultations on plans of its authorities.' })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes: consultations on plans of any of these authorities; with region, all of them must lie in it.' })
  authorities?: string[];
  @Field(() => [ID], { nullable: true, description: 'Consultations on any of these plans, by their ids.' })
  plans?: string[];
  @Field(() => GraphQLISODate, { nullable: true, description: 'Consultations of which a stated day is this one or later. A month or year is kept when it may have been; those that state no day are left out.' })
  from?: string;
  @Field(() => GraphQLISODate, { nullable: true, description: 'Consultations of which a stated day is this one or earlier. A month or year is kept when it may have been; those that state no day are left out.' })
  to?: string;
  @Field(() => String, { nullable: true, description: 'Consultations whose title, audience, findings or response hold these words, whatever the case.' })
  text?: string;
}

@ArgsType()
export class ConsultationArgs extends PageArgs {
  @Field(() => ConsultationFilter, { nullable: true, description: 'Which consultations. Left out, all of them.' })
  filter?: ConsultationFilter;
}

export const readConsultations = listReader<ConsultationFilter>(consultationList, async (context, filter) => {
  const [authorities] = await allInOrder([authoritiesAskedAbout(context, filter), checkCodes(context, 'plan', filter.plans)]);
  return [
    authorities && isLinkedTo('consultation.planId', 'plan_authority', authorities),
    filter.plans && isOneOf('consultation.planId', filter.plans),
    filter.from && either(mayBeSince('consultation.to', filter.from), mayBeSince('consultation.from', filter.from)),
    filter.to && either(mayBeUntil('consultation.from', filter.to), mayBeUntil('consultation.to', filter.to)),
    filter.text && anyContains(['consultation.title', 'consultation.audience', 'consultation.findings', 'consultation.response'], filter.text),
  ];
});
