/** A concept of a vocabulary of outcomes. */
export interface Concept {
  id: string;
  /** Id of its vocabulary, joined to its own by ":" where a text names both: leeds:have-fun. */
  vocabularyId: string;
  label: string;
  altLabels: readonly string[];
  definition: string;
}

export interface Vocabulary {
  id: string;
  title: string;
  publisher: string;
  /** A year, a month or a day. */
  validFrom: string;
  validTo: string | null;
  source: string;
  note: string;
  concepts: readonly Concept[];
}

/** SKOS's five: how the second concept stands to the first. `broadMatch` means that the second is the wider one. */
export const relations = ['exactMatch', 'closeMatch', 'broadMatch', 'narrowMatch', 'relatedMatch'] as const;
export type Relation = (typeof relations)[number];

export interface Mapping {
  from: Concept;
  to: Concept;
  relation: Relation;
  /** What is lost by putting the second in the place of the first. */
  lost: string;
}

/** How one vocabulary leads to another, as people read it in one version. */
export interface Crosswalk {
  from: Vocabulary;
  to: Vocabulary;
  version: string;
  validFrom: string;
  validTo: string | null;
  reviewedOn: string;
  note: string;
  /** Whether it was written the other way round. */
  isReversed: boolean;
  mappings: readonly Mapping[];
}

/** Whether one concept may stand in the place of the other, with its loss. What is only related may not. */
export function isCounterpart({ relation }: Pick<Mapping, 'relation'>): boolean {
  return relation !== 'relatedMatch';
}

export function codeOf({ vocabularyId, id }: Pick<Concept, 'vocabularyId' | 'id'>): string {
  return `${vocabularyId}:${id}`;
}
