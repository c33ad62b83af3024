import { sql } from 'kysely';
import { ofItsKind } from '../../search/policy.ts';
import { SearchKind } from '../../search/searchedTexts.ts';
import type { RequestContext } from '../context.ts';
import type { SearchFilter } from '../types/search.ts';
import { allInOrder } from './allInOrder.ts';
import { checkThemes } from './checkThemes.ts';
import { allOf, either, inForceDuring, isAmong, isLinkedTo, isOneOf } from './conditions.ts';
import { isInDocumentOf } from './isInDocumentOf.ts';
import { authoritiesAskedAbout } from './timeScope.ts';

type Conditions = Parameters<typeof allOf>[0];
type Condition = ReturnType<typeof allOf>;

interface Narrowing {
  authorities: string[] | undefined;
  asAt: string | undefined;
  themes: string[] | undefined;
}

/** What a filter of a search asks of the words of the index: that each is of a record which fits it. Undefined when it asks nothing. */
export async function searchCondition(context: RequestContext, filter: SearchFilter): Promise<Condition | undefined> {
  const [authorities] = await allInOrder([authoritiesAskedAbout(context, filter), checkThemes(context, filter.themes)]);
  const narrowing: Narrowing = { authorities, asAt: filter.asAt, themes: filter.themes };
  if (Object.values(narrowing).every((value) => value === undefined)) return undefined;
  return ofItsKind(sql.ref('search_word.kind'), (kind) => isAmong('search_word.recordId', context.db.selectFrom(kind).select(`${kind}.id`).where(allOf(conditionsOf[kind](context, narrowing)))));
}

const conditionsOf: Readonly<Record<SearchKind, (context: RequestContext, narrowing: Narrowing) => Conditions>> = {
  [SearchKind.PRIORITY]: (context, { authorities, asAt, themes }) => [
    authorities && isLinkedTo('priority.planId', 'plan_authority', authorities),
    asAt && isAmong('priority.planId', plansInForce(context, asAt)),
    themes && isLinkedTo('priority.id', 'priority_theme', themes),
  ],
  [SearchKind.SERVICE]: (_, { authorities, themes }) => [authorities && isLinkedTo('service.id', 'service_authority', authorities), themes && isLinkedTo('service.id', 'service_theme', themes)],
  [SearchKind.INDICATOR]: ({ db }, { authorities, themes }) => [
    authorities && isAmong('indicator.id', indicatorsOf(db, authorities)),
    themes && isLinkedTo('indicator.id', 'indicator_theme', themes),
  ],
  [SearchKind.ACTION]: (context, { authorities, asAt, themes }) => [
    authorities && isInDocumentOf(context, 'action', authorities),
    asAt && either(sql<boolean>`action.plan_id is null`, isAmong('action.planId', plansInForce(context, asAt))),
    themes && either(isLinkedTo('action.priorityId', 'priority_theme', themes), isLinkedTo('action.recommendationId', 'recommendation_theme', themes)),
  ],
  [SearchKind.RECOMMENDATION]: (context, { authorities, asAt, themes }) => [
    authorities && isInDocumentOf(context, 'recommendation', authorities),
    asAt && either(sql<boolean>`recommendation.plan_id is null`, isAmong('recommendation.planId', plansInForce(context, asAt))),
    themes && isLinkedTo('recommendation.id', 'recommendation_theme', themes),
  ],
};

/** Indicators of which there is a figure or a target for one of these, or which a plan of theirs follows. */
function indicatorsOf(db: RequestContext['db'], authorities: readonly string[]) {
  const ofPlace = (table: 'observation' | 'target') => db.selectFrom(table).select(`${table}.indicatorCode as id`).where(isOneOf(`${table}.areaCode`, authorities));
  return ofPlace('observation')
    .union(ofPlace('target'))
    .union(db.selectFrom('plan_indicator').select('plan_indicator.indicatorCode as id').where(isLinkedTo('plan_indicator.planId', 'plan_authority', authorities)));
}

function plansInForce({ db }: RequestContext, day: string) {
  return db.selectFrom('plan').select('plan.id').where(inForceDuring('plan', day, day));
}
