/** What one term of a vocabulary stands for. */
export interface MappedTerm {
  /** As `folded` writes it; "*" for any vocabulary. */
  vocabulary: string;
  /** Its code, id or name, as `folded` writes it. */
  term: string;
  label: string;
  /** Null where it is meant to be no theme. */
  themeCode: string | null;
  note: string;
}

export const anyVocabulary = '*';

/** The form in which terms and vocabularies are compared: small letters, single spaces. */
export function folded(text: string): string {
  return text.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
}

export function keyOf(vocabulary: string, term: string): string {
  return JSON.stringify([vocabulary, term]);
}

