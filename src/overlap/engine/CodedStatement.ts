import type { Quotation } from './Quotation.ts';
import type { GroupReading } from './readGroup.ts';
import type { Statement } from './Statement.ts';
import type { Span } from './TracedText.ts';

export type EvidenceKind = 'WORDS' | 'SIMILAR_WORDING' | 'PUBLISHER_CODE' | 'INDICATOR' | 'TARGET_GROUP' | 'AGES' | 'SIMILAR_MEANING' | 'DECISION' | 'PLAN_KIND' | 'ONLY_RELATED';

/** What of a statement a reason rests on: one of its texts, or what its publisher gave beside them. */
export type Place = 'TITLE' | 'HEADING' | 'DESCRIPTION' | 'TARGET_GROUP' | 'AGES' | 'STATED_THEME' | 'INDICATOR' | 'PLAN_KIND';

/** One reason, in a plain sentence that quotes the words that counted. Weight is in log-odds: above 0 speaks for, below 0 against. */
export interface Evidence {
  kind: EvidenceKind;
  weight: number;
  explanation: string;
  /** Left out of a reason that rests on what the statement does not say. */
  place?: Place;
  /** The words as they stand there, and where; left out when they are no words of the statement. */
  quote?: string;
  parts?: readonly Span[];
  /** Code of the indicator, or of the theme that its publisher gave. */
  code?: string;
  /** Of a decision, its id: it may name a priority that not everybody may see. */
  decisionId?: string;
}

/** What a reason says of the words it rests on. */
export function quotedIn(place: Place, { quote, parts }: Quotation): Pick<Evidence, 'place' | 'quote' | 'parts'> {
  return parts.length === 0 ? { place } : { place, quote, parts };
}

/** One theme of a statement. Confidence is the share of such codings that a person agreed with, 0 to 1. */
export interface ThemeCoding {
  themeCode: string;
  rank: 'primary' | 'secondary';
  confidence: number;
  evidence: Evidence[];
}

/** A theme that a statement was nearly read to have. */
export interface RunnerUp {
  themeCode: string;
  confidence: number;
  /** What it would have needed: the hub reads the theme in the statement from this confidence on. */
  threshold: number;
  /** What sets it apart from the theme that was read, in a sentence. */
  separation: string;
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
export interface Subject extends Quotation {
  themeCode: string;
  key: string;
  title: string;
  /** Set where it is a group of children: beside a main theme that is none of these, it only says whom that is for. */
  whom?: readonly string[];
  /** Set where nothing names it but what is done about anything: another main theme says about what. */
  isOnlyDone?: true;
  /** Set where nothing names it but what may be said of any group, such as to reach their potential. */
  isOfAnyGroup?: true;
  /** Set where words only hint at it: a meeting it is for whom the theme is about alone. */
  isOnlyHinted?: true;
}

export const GENERAL = 'general';

/** What the engine read in one statement; depends on that statement, the model and the vocabulary alone. */
export interface CodedStatement {
  statement: Statement;
  themes: ThemeCoding[];
  /** The surest of the themes that were not coded, surest first: of those that are hardly likely none but the very next. */
  runnersUp: RunnerUp[];
  /** Whom it is for, such as looked-after children, and the words that say so; null when it is for children in general. */
  group: GroupReading | null;
  ages: AgeRange | null;
  /** How its title sets out to reach its aim, such as "prevent" (src/overlap/model/approaches.json); null where no words of it say so. */
  approach: string | null;
  /** One for each theme that the title names, whether coded or not; no words of a theme, no subject. */
  subjects: Subject[];
}
