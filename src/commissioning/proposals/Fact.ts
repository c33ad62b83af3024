/** What part of the evidence a fact belongs to, in the order in which papers have them. */
export const factSections = ['priorities', 'coverage', 'indicators', 'children', 'services', 'contracts', 'use', 'money', 'protocols'] as const;
export type FactSection = (typeof factSections)[number];

/**
 * One thing that the evidence of a proposal says, frozen as the hub said it. Two facts of different days are of the same thing when their
 * keys are alike: a key names what is told of (section, body, indicator …), never what is told.
 */
export interface Fact {
  key: string;
  section: FactSection;
  /** The body it is about, by code; null for all together. */
  bodyCode: string | null;
  /** What it is about, for a reader: "Pupils absent, Derby". */
  label: string;
  /** The figure; null where it is told in words, or not known. */
  value: number | null;
  unit: string | null;
  period: string | null;
  /** What is told in words: a priority as its plan puts it, or why a figure is not known. */
  text: string;
  /** What it amounts to, in one word such as worse, better, shares, not-known; null where it amounts to nothing by itself. A conclusion may turn on it. */
  verdict: string | null;
  isKnown: boolean;
  /** Who published it and in which document, where the hub knows. */
  source: string | null;
}

/** What a figure without confidence limits amounts to beside that of a region or of England: more or less, and that this may be chance. */
export function withoutLimits(value: number, other: number): string {
  return `${value > other ? 'higher' : 'lower'}-but-may-be-chance`;
}

const saysItMayBeChance = /, and that of .+ was (\S+)\. Without confidence limits the difference may be chance\./;

/**
 * What a fact amounts to, as it is read now. Evidence was once frozen with "worse" or "better" beside words that say that the difference may be
 * chance. Its facts stay as they are, for its hash is of them; but no paper repeats that verdict, and its turning into this one moves nothing.
 */
export function verdictOf({ section, value, text, verdict }: Fact): string | null {
  if (section !== 'indicators' || value === null || !['better', 'worse', 'neither'].includes(verdict ?? '')) return verdict;
  const [, other] = saysItMayBeChance.exec(text) ?? [];
  return other === undefined ? verdict : withoutLimits(value, Number(other));
}

/** The evidence of a proposal as it was frozen: a question that the hub answered on one state of its data, and the answer. */
export interface Evidence {
  /** 1 for the first that was filled in. */
  number: number;
  /** The saved operation that asked, and with what. */
  operation: string;
  variables: Readonly<Record<string, unknown>>;
  dataVersion: number;
  /** SHA-256 of the facts, in hexadecimal digits, as `hashOfFacts` makes it. */
  sha256: string;
  facts: readonly Fact[];
  madeBy: string;
  /** When (ISO 8601, UTC). */
  madeAt: string;
}
