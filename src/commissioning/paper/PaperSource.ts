import type { Evidence } from '../proposals/Fact.ts';
import type { ProposalContent, Range } from '../proposals/ProposalContent.ts';

/** All that a committee paper is made of. Where something is null or empty, nobody has told it yet, and the paper says so. */
export interface PaperSource {
  proposalId: string;
  /** Number of the version that the paper is of. */
  version: number;
  /** Where the proposal stands, in words: "In consultation". */
  state: string;
  content: ProposalContent;
  evidence: Evidence | null;
  since: Since | null;
  /** What each body would pay, and last all together; null where it is not worked out. */
  money: Money | null;
  positions: readonly Position[];
  /** Names by code. A code without one is shown as it is. */
  names: { bodies: ReadonlyMap<string, string>; themes: ReadonlyMap<string, string>; indicators: ReadonlyMap<string, { title: string; unit: string | null }> };
  reportTo: ReportTo;
  /** The day the paper speaks of, an ISO date. */
  asAt: string;
  /** Whether the exempt text is in this copy. Without it the text is not read at all. */
  includesExempt: boolean;
}

/** For whom the paper is made. */
export interface ReportTo {
  /** The body whose decision is asked for; null for all that take part. */
  bodyCode: string | null;
  /** What decides there: "Cabinet". */
  group: string | null;
  /** When it meets, an ISO date. */
  meetingOn: string | null;
  /** Mailbox of a role. Never a person's. */
  contact: string | null;
}

/** What became of the cited figures after the evidence was frozen. */
export interface Since {
  /** The data they were compared with. */
  dataVersion: number;
  /** How many moved, of which the first may be told alone. */
  movedCount: number;
  /** A sentence for each that is told. */
  moved: readonly string[];
  /** Whether the conclusion still holds, and why, in a sentence or two. */
  conclusion: string;
}

export interface Money {
  lines: readonly MoneyLine[];
  /** What the figures rest on, and what is not known of them. */
  notes: readonly string[];
}

/** Pounds; null is not known, and never none. */
export interface MoneyLine {
  /** Null for all together. */
  bodyCode: string | null;
  perYear: Range | null;
  oneOff: Range | null;
  /** Over all years of the proposal. */
  total: Range | null;
  /** What is spent on the same in a year now. */
  now: number | null;
  /** What a year would cost more (above 0) or less (below) than now. */
  difference: Range | null;
}

/** The position of a body on a version. */
export interface Position {
  bodyCode: string;
  /** In words: "Support, with conditions". */
  stance: string;
  conditions: string | null;
  /** Who took it: "Cabinet". */
  decisionTaker: string | null;
  /** ISO date. */
  decidedOn: string | null;
  /** Null where it is not told. */
  isKeyDecision: boolean | null;
  /** In words: "Called in, and upheld on 3 March 2027". */
  callIn: string | null;
  /** The power relied on. */
  power: string | null;
  /** Number of the version it was taken on. */
  version: number;
  /** Number of the evidence it was taken on. */
  evidence: number;
  /** Whether the evidence has come to say otherwise since. */
  isOnEarlierEvidence: boolean;
}
