import { altLabelsOf, relatedThemesOf } from '../../overlap/engine/describeConcept.ts';
import { loadVocabulary, type Concept, type Strength, type Vocabulary } from '../../overlap/engine/Vocabulary.ts';
import { findConcept, shown, vocabularyOf } from './vocabularies.ts';

let shipped: Vocabulary | undefined;

/** The vocabulary of plans by which the hub reads priorities. Its file is read with the first question about it. */
export function planVocabulary(): Vocabulary {
  return (shipped ??= loadVocabulary());
}

/** Concepts whose own theme this is, in the order of the vocabulary. */
export function conceptsUnder(themeCode: string): readonly Concept[] {
  return planVocabulary().concepts.filter(({ broader }) => broader === themeCode);
}

/** Concepts of other themes, or of none, that speak for this one as well. */
export function conceptsBeside(themeCode: string): readonly Concept[] {
  return planVocabulary().concepts.filter((concept) => relatedThemesOf(concept).includes(themeCode));
}

export interface ConceptRow extends Pick<Concept, 'id' | 'label' | 'broader' | 'says'> {
  altLabels: readonly string[];
  isSubject: boolean;
}

/** A concept as the API shows it. */
export function shownConcept(concept: Concept): ConceptRow {
  const { id, label, broader, says } = concept;
  return { id, label, broader, says, altLabels: altLabelsOf(concept), isSubject: concept.topic !== undefined };
}

/** A theme as a concept of the hub's own vocabulary of themes, which is there whatever has been imported; null for a code it has not. */
export function shownTheme(code: string | null): object | null {
  const theme = code === null ? null : findConcept(`themes:${code}`);
  return theme && shown(theme);
}

export function shownThemes(): object[] {
  return vocabularyOf('themes').concepts.map(shown);
}

export interface ConceptSaying {
  themeCode: string;
  strength: Strength;
  weight: number;
}

/** What a concept says about themes, the strongest first. */
export function sayingsOf({ says }: Pick<Concept, 'says'>): ConceptSaying[] {
  const { strengths } = planVocabulary();
  return Object.entries(says)
    .map(([themeCode, strength]) => ({ themeCode, strength, weight: strengths[strength] }))
    .toSorted((one, other) => other.weight - one.weight);
}
