import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { OutcomeType } from '../../catalogue/outcome.ts';
import { PriorityType } from '../../catalogue/priority.ts';
import { crosswalks } from '../../overlap/crosswalk/crosswalks.ts';
import type { Crosswalk as CrosswalkRow, Mapping, Vocabulary as VocabularyRow } from '../../overlap/crosswalk/Vocabulary.ts';
import type { RequestContext } from '../context.ts';
import { costOfShortList } from '../cost.ts';
import { compareByOutcome, lossOf, type OutcomeComparisonRow, type PlacedRow, type PlanPlacement } from '../read/compareByOutcome.ts';
import { conceptsOf, counterpartsOf, crosswalkBetween, notReached, shown, vocabularyOf, withoutCounterpart, type Counterparts } from '../read/vocabularies.ts';
import { GraphQLISODate } from '../scalars.ts';
import { ComparedOutcome, ConceptMapping, Crosswalk, OutcomeCell, OutcomeComparison, OutcomeCounterparts, PlacedPriority, PlanLoss, UnplacedPriority, Vocabulary, VocabularyConcept, type WithPriority } from '../types/vocabulary.ts';

/** The hub's own themes are the longest vocabulary. */
const costOfConcepts = costOfShortList(34);

@Resolver(() => Vocabulary)
class VocabularyResolver {
  @Query(() => [Vocabulary], { description: 'The vocabularies of outcomes that the hub knows and can lead from one to another.', complexity: costOfShortList(5) })
  vocabularies(): VocabularyRow[] {
    return [...crosswalks().vocabularies.values()];
  }

  @Query(() => [Crosswalk], { description: 'All crosswalks between vocabularies, each version, as they were written.', complexity: costOfShortList(9) })
  crosswalks(): readonly CrosswalkRow[] {
    return crosswalks().all;
  }

  @Query(() => Crosswalk, { nullable: true, description: 'How one vocabulary leads to another on a day; null when no crosswalk between them holds then.' })
  crosswalk(
    @Ctx() context: RequestContext,
    @Arg('from', () => ID, { description: 'Id of the vocabulary to start from, for example ecm.' }) from: string,
    @Arg('to', () => ID, { description: 'Id of the vocabulary to lead to, for example leeds.' }) to: string,
    @Arg('asAt', () => GraphQLISODate, { nullable: true, description: 'The day on which it holds; without it, today.' }) asAt?: string,
  ): CrosswalkRow | null {
    return crosswalkBetween(from, to, asAt ?? context.today);
  }

  @FieldResolver(() => [VocabularyConcept], { description: 'Its outcomes, in its own order.', complexity: costOfConcepts })
  concepts(@Root() { concepts }: VocabularyRow): object[] {
    return concepts.map(shown);
  }
}

@Resolver(() => Crosswalk)
class CrosswalkResolver {
  @FieldResolver(() => [ConceptMapping], { description: 'Which concept leads to which, how they stand to each other, and what is lost.', complexity: costOfShortList(30) })
  mappings(@Root() { mappings }: CrosswalkRow): readonly Mapping[] {
    return mappings;
  }

  @FieldResolver(() => [VocabularyConcept], { description: 'Concepts of the first vocabulary that none of the second may stand for: what is said by them is lost whole. Some may still be related to one.', complexity: costOfConcepts })
  withoutCounterpart(@Root() crosswalk: CrosswalkRow): object[] {
    return withoutCounterpart(crosswalk).map(shown);
  }

  @FieldResolver(() => [VocabularyConcept], { description: 'Concepts of the second vocabulary that no concept of the first leads to: a plan that speaks in the first cannot be seen to say them.', complexity: costOfConcepts })
  notReached(@Root() crosswalk: CrosswalkRow): object[] {
    return notReached(crosswalk).map(shown);
  }
}

@Resolver(() => ConceptMapping)
class ConceptMappingResolver {
  @FieldResolver(() => VocabularyConcept, { description: 'The concept it starts from.' })
  from(@Root() { from }: Mapping): object {
    return shown(from);
  }

  @FieldResolver(() => VocabularyConcept, { description: 'The concept it leads to.' })
  to(@Root() { to }: Mapping): object {
    return shown(to);
  }
}

@Resolver(() => OutcomeType)
class OutcomeCounterpartsResolver {
  @FieldResolver(() => VocabularyConcept, { nullable: true, description: 'The concept of a shared vocabulary that it is, by its publisher. Empty when its publisher says so of none but Every Child Matters, which ecmOutcome tells, or of none at all.' })
  concept(@Root() { concept }: OutcomeType): object | null {
    const [found] = conceptsOf({ concept, ecmOutcome: null });
    return found ? shown(found) : null;
  }

  @FieldResolver(() => OutcomeCounterparts, { description: 'What it is in another vocabulary, with what is lost.' })
  counterparts(
    @Root() outcome: OutcomeType,
    @Ctx() context: RequestContext,
    @Arg('in', () => ID, { description: 'Id of the other vocabulary, for example leeds; "vocabularies" lists them.' }) vocabulary: string,
    @Arg('asAt', () => GraphQLISODate, { nullable: true, description: 'By the crosswalk that holds on this day; without it, today.' }) asAt?: string,
  ): Counterparts {
    return counterpartsOf(conceptsOf(outcome), vocabularyOf(vocabulary), asAt ?? context.today);
  }
}

@Resolver(() => OutcomeCounterparts)
class CounterpartsResolver {
  @FieldResolver(() => VocabularyConcept, { nullable: true, description: 'What the outcome is by its publisher, in the vocabulary it was mapped from. Empty when its publisher says nothing.' })
  concept(@Root() { concept }: Counterparts): object | null {
    return concept && shown(concept);
  }

  @FieldResolver(() => Crosswalk, { nullable: true, description: 'The crosswalk it was mapped by. Empty when none was needed or none holds.' })
  crosswalk(@Root() { crosswalk }: Counterparts): CrosswalkRow | null {
    return crosswalk;
  }

  @FieldResolver(() => [ConceptMapping], { description: 'Its counterparts, and what is only related to it.', complexity: costOfShortList(3) })
  mappings(@Root() { mappings }: Counterparts): Mapping[] {
    return mappings;
  }
}

interface OutcomeRow extends OutcomeComparisonRow {
  to: string;
}

@Resolver(() => OutcomeComparison)
class OutcomeComparisonResolver {
  @Query(() => OutcomeComparison, { description: 'Plans of different times and vocabularies side by side: what each adopted under each outcome of one vocabulary, and what has no place there.', complexity: costOfShortList(2) })
  compareByOutcome(
    @Ctx() context: RequestContext,
    @Arg('plans', () => [ID], { description: 'Ids of the plans, two to five.' }) plans: string[],
    @Arg('in', () => ID, { description: 'Id of the vocabulary in whose outcomes to compare, for example leeds; "vocabularies" lists them.' }) vocabulary: string,
    @Arg('asAt', () => GraphQLISODate, { nullable: true, description: 'By the crosswalks that hold on this day; without it, today.' }) asAt?: string,
  ): Promise<OutcomeComparisonRow> {
    return compareByOutcome(context, { plans, vocabulary, day: asAt ?? context.today });
  }

  @FieldResolver(() => [ComparedOutcome], { description: 'Its outcomes, in its own order, those among them under which no plan has anything.', complexity: costOfConcepts })
  outcomes(@Root() comparison: OutcomeComparisonRow): object[] {
    return comparison.vocabulary.concepts.map((concept) => ({ ...comparison, to: concept.id, concept: shown(concept) }));
  }

  @FieldResolver(() => [PlanLoss], { description: 'What each plan loses: read this before the outcomes.', complexity: costOfShortList(3) })
  losses(@Root() { plans, vocabulary }: OutcomeComparisonRow): object[] {
    return plans.map((placement) => ({ ...placement, statement: lossOf(placement, vocabulary) }));
  }
}

@Resolver(() => ComparedOutcome)
class ComparedOutcomeResolver {
  @FieldResolver(() => [OutcomeCell], { description: 'One cell for each plan, in the order asked.', complexity: costOfShortList(3) })
  cells(@Root() { plans, to }: OutcomeRow): object[] {
    return plans.map(({ plan, placed }) => ({ plan, placed: placed.filter((row) => row.to.id === to) }));
  }
}

@Resolver(() => OutcomeCell)
class OutcomeCellResolver {
  @FieldResolver(() => [PlacedPriority], { description: 'Its adopted priorities there. One that leads to several outcomes stands under each.', complexity: costOfShortList(20) })
  priorities(@Root() { placed }: Pick<PlanPlacement, 'placed'>): PlacedRow[] {
    return placed;
  }
}

@Resolver(() => PlanLoss)
class PlanLossResolver {
  @FieldResolver(() => [UnplacedPriority], { description: 'Its adopted priorities that have no place in the vocabulary.', complexity: costOfShortList(20) })
  unplaced(@Root() { unplaced }: PlanPlacement): object[] {
    return unplaced;
  }
}

@Resolver(() => PlacedPriority)
class PlacedPriorityResolver {
  @FieldResolver(() => PriorityType, { description: 'The priority, in its own words.' })
  priority(@Root() { priority }: WithPriority): PriorityType {
    return priority;
  }

  @FieldResolver(() => VocabularyConcept, { description: 'The concept by which it was placed: of the outcome it stands under, or of its theme.' })
  by(@Root() { by }: PlacedRow): object {
    return shown(by);
  }
}

@Resolver(() => UnplacedPriority)
class UnplacedPriorityResolver {
  @FieldResolver(() => PriorityType, { description: 'The priority, in its own words.' })
  priority(@Root() { priority }: WithPriority): PriorityType {
    return priority;
  }
}

/** Everything about vocabularies of outcomes and how they lead to one another. */
export const vocabularyResolvers = [
  VocabularyResolver,
  CrosswalkResolver,
  ConceptMappingResolver,
  OutcomeCounterpartsResolver,
  CounterpartsResolver,
  OutcomeComparisonResolver,
  ComparedOutcomeResolver,
  OutcomeCellResolver,
  PlanLossResolver,
  PlacedPriorityResolver,
  UnplacedPriorityResolver,
] as const;
