import type { Statement } from './Statement.ts';

export type EvidenceKind = 'WORDS' | 'SIMILAR_WORDING' | 'PUBLISHER_CODE' | 'INDICATOR' | 'TARGET_GROUP' | 'AGES' | 'SIMILAR_MEANING';

/** One reason, in a plain sentence that quotes the words that counted. Weight is in log-odds: above 0 speaks for, below 0 against. */
export interface Evidence {
  kind: EvidenceKind;
  weight: number;
  explanation: string;
}

/** One theme of a statement. Confidence is the share of such codings that a person agreed with, 0 to 1. */
export interface ThemeCoding {
  themeCode: string;
  rank: 'primary' | 'secondary';
  confidence: number;
  evidence: Evidence[];
}

export interface AgeRange {
  from: number;
  to: number;
}

/**
 * What a statement's words name within a theme: a subject of its own ("child exploitation" within safeguarding), or the theme in
 * general, with the key GENERAL.
 */
export interface Subject {
  themeCode: string;
  key: string;
  title: string;
  quote: string;
}

export const GENERAL = 'general';

/** What the engine read in one statement; depends on that statement, the model and the vocabulary alone. */
export interface CodedStatement {
  statement: Statement;
  themes: ThemeCoding[];
  /** The surest theme that was not coded, however unlikely; null when the engine knows no other. */
  runnerUp: { themeCode: string; confidence: number } | null;
  /** Whom it is for, e.g. "looked-after children"; null when it is for children in general. */
  group: string | null;
  ages: AgeRange | null;
  /** Direction and object in words, e.g. "reduce teenage conceptions". */
  aim: string;
  /** One for each theme that the title names, whether coded or not; no words of a theme, no subject. */
  subjects: Subject[];
}
