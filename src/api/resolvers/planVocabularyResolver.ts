import { FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { ThemeType } from '../../catalogue/theme.ts';
import type { Vocabulary } from '../../overlap/engine/Vocabulary.ts';
import { relatedThemesOf } from '../../overlap/engine/describeConcept.ts';
import { costOfShortList } from '../cost.ts';
import { conceptsBeside, conceptsUnder, planVocabulary, sayingsOf, shownConcept, shownTheme, shownThemes, type ConceptRow, type ConceptSaying as SayingRow } from '../read/planVocabulary.ts';
import { ConceptSaying, PlanConcept, PlanVocabulary } from '../types/planVocabulary.ts';
import { VocabularyConcept } from '../types/vocabulary.ts';

@Resolver(() => PlanVocabulary)
class PlanVocabularyResolver {
  @Query(() => PlanVocabulary, { description: 'The vocabulary of children\'s plans by which the hub reads priorities, as it is now.' })
  planVocabulary(): Vocabulary {
    return planVocabulary();
  }

  @FieldResolver(() => [VocabularyConcept], { description: 'The themes, which stand at its top.', complexity: costOfShortList(34) })
  themes(): object[] {
    return shownThemes();
  }

  @FieldResolver(() => [PlanConcept], { description: 'Everything below the themes, theme by theme as far as its authors kept to that.', complexity: costOfShortList(175) })
  concepts(@Root() { concepts }: Vocabulary): ConceptRow[] {
    return concepts.map(shownConcept);
  }
}

@Resolver(() => PlanConcept)
class PlanConceptResolver {
  @FieldResolver(() => VocabularyConcept, { nullable: true, description: 'The theme it belongs to. Empty when it belongs to none: the words are common, and only tell themes apart.' })
  broader(@Root() { broader }: ConceptRow): object | null {
    return shownTheme(broader);
  }

  @FieldResolver(() => [VocabularyConcept], { description: 'Themes other than its own that it speaks for as well.', complexity: costOfShortList(2) })
  related(@Root() concept: ConceptRow): object[] {
    return relatedThemesOf(concept).flatMap((code) => shownTheme(code) ?? []);
  }

  @FieldResolver(() => [ConceptSaying], { description: 'What it says about themes, for or against, the strongest first.', complexity: costOfShortList(2) })
  says(@Root() concept: ConceptRow): SayingRow[] {
    return sayingsOf(concept);
  }
}

@Resolver(() => ConceptSaying)
class ConceptSayingResolver {
  @FieldResolver(() => VocabularyConcept, { description: 'The theme.' })
  theme(@Root() { themeCode }: SayingRow): object | null {
    return shownTheme(themeCode);
  }
}

@Resolver(() => ThemeType)
class ThemeConceptsResolver {
  @FieldResolver(() => [PlanConcept], { description: 'What plans speak of within it: the words by which the hub reads the theme. Empty for a theme that is not of the hub\'s own taxonomy.', complexity: costOfShortList(8) })
  concepts(@Root() { code }: ThemeType): ConceptRow[] {
    return conceptsUnder(code).map(shownConcept);
  }

  @FieldResolver(() => [PlanConcept], { description: 'What belongs to another theme, or to none, and speaks for this one as well.', complexity: costOfShortList(5) })
  relatedConcepts(@Root() { code }: ThemeType): ConceptRow[] {
    return conceptsBeside(code).map(shownConcept);
  }
}

/** The vocabulary of children's plans, whole and theme by theme. */
export const planVocabularyResolvers = [PlanVocabularyResolver, PlanConceptResolver, ConceptSayingResolver, ThemeConceptsResolver] as const;
