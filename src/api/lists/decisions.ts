import { sql } from 'kysely';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { HubError } from '../../errors.ts';
import { connectionOf } from '../connection.ts';
import type { RequestContext } from '../context.ts';
import { allInOrder } from '../read/allInOrder.ts';
import { checkThemes } from '../read/checkThemes.ts';
import { anyContains, isLinkedTo, isOneOf } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { checkPage, largestPage, PageArgs } from '../read/pageArgs.ts';
import { pageOf } from '../read/pageOf.ts';
import { isInState } from '../read/readDecisions.ts';
import { flagsOf } from '../read/readFlags.ts';
import type { List, Page, Parent } from '../read/readPage.ts';
import { GraphQLISODate } from '../scalars.ts';
import { DecisionKind, DecisionState, DecisionType } from '../types/decision.ts';

export const DecisionConnection = connectionOf('Decision', () => DecisionType);
const newestDecisionsFirst: List = { table: 'decision', orderBy: ['madeAt', 'id'], descending: true };

@InputType({ description: 'Narrows a list of decisions. Every condition given must hold.' })
export class DecisionFilter {
  @Field(() => [DecisionKind], { nullable: true, description: 'Decisions of any of these kinds.' })
  kinds?: DecisionKind[];
  @Field(() => [DecisionState], { nullable: true, description: 'Decisions in any of these states.' })
  states?: DecisionState[];
  @Field(() => [ID], { nullable: true, description: 'Decisions that name any of these priorities, by their ids.' })
  priorities?: string[];
  @Field(() => [ID], { nullable: true, description: 'Decisions that name any of these overlaps, by their ids, those that were merged away among them.' })
  overlaps?: string[];
  @Field(() => [ID], { nullable: true, description: 'Theme codes: decisions about any of these themes of priorities, and splits and links of priorities with them.' })
  themes?: string[];
  @Field(() => [String], { nullable: true, description: 'Decisions of any of these reviewers, by their names as decisions give them.' })
  reviewers?: string[];
  @Field(() => GraphQLISODate, { nullable: true, description: 'Decisions made on this day or later (UTC).' })
  from?: string;
  @Field(() => GraphQLISODate, { nullable: true, description: 'Decisions made on this day or earlier (UTC).' })
  to?: string;
  @Field(() => String, { nullable: true, description: 'Decisions whose note or title holds these words, whatever the case.' })
  text?: string;
  @Field(() => Boolean, { nullable: true, description: 'True: only decisions in force that new data contradict. False: only decisions in force that nothing contradicts.' })
  flagged?: boolean;
}

@ArgsType()
export class DecisionArgs extends PageArgs {
  @Field(() => DecisionFilter, { nullable: true, description: 'Which decisions. Left out, all of them, those undone or overruled among them.' })
  filter?: DecisionFilter;
}

const readAsStored = listReader<DecisionFilter>(newestDecisionsFirst, async (context, filter) => {
  await allInOrder([checkThemes(context, filter.themes)]);
  if (filter.from !== undefined && filter.to !== undefined && filter.from > filter.to) throw new HubError('BAD_ARGUMENT', `from (${filter.from}) is after to (${filter.to}).`);
  return [
    filter.kinds && isOneOf('decision.kind', filter.kinds),
    filter.states && sql<boolean>`(${sql.join(await Promise.all(filter.states.map((state) => isInState(context, state))), sql` or `)})`,
    filter.priorities && isLinkedTo('decision.id', 'decision_priority', filter.priorities),
    filter.overlaps && isLinkedTo('decision.id', 'decision_overlap', filter.overlaps),
    filter.themes && isOneOf('decision.themeCode', filter.themes),
    filter.reviewers && isOneOf('decision.reviewer', filter.reviewers),
    filter.from && sql<boolean>`substr(decision.made_at, 1, 10) >= ${filter.from}`,
    filter.to && sql<boolean>`substr(decision.made_at, 1, 10) <= ${filter.to}`,
    filter.text && anyContains(['decision.note', 'decision.title'], filter.text),
  ];
});

/** One page of decisions, the newest first, whole or as they hang on a priority or an overlap. */
export async function readDecisions(context: RequestContext, { filter, ...page }: Pick<DecisionArgs, 'first' | 'after' | 'filter'>, parent?: Parent): Promise<Page> {
  if (filter?.flagged === undefined) return readAsStored(context, { ...page, ...(filter && { filter }) }, parent);
  checkPage(page);
  const { flagged, ...others } = filter;
  // What flags a decision is worked out, not stored: it moves with everything that publishers send.
  const states = (others.states ?? [DecisionState.IN_FORCE]).filter((state) => state === DecisionState.IN_FORCE);
  const counting = states.length === 0 ? [] : await readAll(context, { ...others, states }, parent);
  const flags = await Promise.all(counting.map((decision) => flagsOf(context, decision)));
  const wanted = counting.filter((_, index) => flags[index]!.length > 0 === flagged);
  return pageOf<unknown>(wanted, page as PageArgs, `decisions flagged ${flagged}`, (decision) => [-Date.parse((decision as DecisionType).madeAt), (decision as DecisionType).id]);
}

async function readAll(context: RequestContext, filter: DecisionFilter, parent: Parent | undefined): Promise<DecisionType[]> {
  const rows: DecisionType[] = [];
  for (let after: string | undefined; ; ) {
    const page = (await readAsStored(context, { filter, first: largestPage, ...(after !== undefined && { after }) }, parent)) as Page<DecisionType>;
    rows.push(...page.rows);
    if (!page.hasNextPage) return rows;
    after = page.cursorOf(page.rows.at(-1)!);
  }
}
