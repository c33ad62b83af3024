import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { EcmOutcome, OutcomeType } from '../../catalogue/outcome.ts';
import { connectionOf } from '../connection.ts';
import { allInOrder } from '../read/allInOrder.ts';
import { checkCodes } from '../read/checkCodes.ts';
import { contains, either, inForceDuring, isAmong, isLinkedTo, isOneOf } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List } from '../read/readPage.ts';
import { authoritiesAskedAbout } from '../read/timeScope.ts';
import { conceptOf } from '../read/vocabularies.ts';
import { GraphQLISODate } from '../scalars.ts';

export const OutcomeConnection = connectionOf('Outcome', () => OutcomeType);
export const outcomeList: List = { table: 'outcome', orderBy: ['planId', 'line', 'id'] };

@InputType({ description: 'Narrows a list of outcomes of plans. Every condition given must hold.' })
export class OutcomeFilter {
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: outcomes of plans of its authorities.' })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes: outcomes of plans of any of these authorities; with region, all of them must lie in it.' })
  authorities?: string[];
  @Field(() => [ID], { nullable: true, description: 'Outcomes of any of these plans, by their ids.' })
  plans?: string[];
  @Field(() => GraphQLISODate, { nullable: true, description: 'Outcomes of plans in force on this day.' })
  asAt?: string;
  @Field(() => [EcmOutcome], { nullable: true, description: 'Outcomes that their publisher maps to any of these of Every Child Matters. Those mapped to none are left out.' })
  ecmOutcomes?: EcmOutcome[];
  @Field(() => [ID], { nullable: true, description: 'Codes of concepts, for example leeds:have-fun or ecm:be-healthy: outcomes that are any of these by their publisher. What only a crosswalk leads to is left out.' })
  concepts?: string[];
  @Field(() => String, { nullable: true, description: 'Outcomes whose wording holds these words, whatever the case.' })
  text?: string;
}

@ArgsType()
export class OutcomeArgs extends PageArgs {
  @Field(() => OutcomeFilter, { nullable: true, description: 'Which outcomes. Left out, all of them.' })
  filter?: OutcomeFilter;
}

export const readOutcomes = listReader<OutcomeFilter>(outcomeList, async (context, filter) => {
  const { asAt } = filter;
  const [authorities] = await allInOrder([authoritiesAskedAbout(context, filter), checkCodes(context, 'plan', filter.plans)]);
  return [
    authorities && isLinkedTo('outcome.planId', 'plan_authority', authorities),
    filter.plans && isOneOf('outcome.planId', filter.plans),
    asAt && isAmong('outcome.planId', context.db.selectFrom('plan').select('plan.id').where(inForceDuring('plan', asAt, asAt))),
    filter.ecmOutcomes && isOneOf('outcome.ecmOutcome', filter.ecmOutcomes),
    filter.concepts && isAnyOf(filter.concepts),
    filter.text && contains('outcome.title', filter.text),
  ];
});

/** Its publisher says that it is one of these concepts. Of Every Child Matters, that stands in a column of its own. */
function isAnyOf(codes: readonly string[]): ReturnType<typeof isOneOf> {
  const concepts = codes.map(conceptOf);
  const ofEcm = concepts.filter(({ vocabularyId }) => vocabularyId === 'ecm').map(({ id }) => id);
  const isNamed = isOneOf('outcome.concept', codes);
  return ofEcm.length === 0 ? isNamed : either(isNamed, isOneOf('outcome.ecmOutcome', ofEcm));
}
