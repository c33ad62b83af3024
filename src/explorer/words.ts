import type { Approach, AttainmentState, CoverageState, DecisionKind, DecisionState, DuplicateStatus, GroupKind, GroupPaperKind, InForceBasis, MatchAspect, MatchVerdict, ObservationStatus, OverlapReviewState, PlanCoverage, PlanKind, PlanReviewState, Polarity, PriorityKind, ProgressState, ProvisionReading, ProvisionStanding, ResponsibilityRole, SearchField, SearchKind, ServiceKind, Verdict } from '../api/generated/operations.ts';

export const planKinds: Record<PlanKind, string> = {
  CYPP: "Children and Young People's Plan",
  LAA: 'Local Area Agreement',
  COMMUNITY: 'Community strategy',
  CORPORATE: 'Corporate plan',
  HEALTH_AND_WELLBEING: 'Health and wellbeing strategy',
  SEND: 'Special educational needs and disabilities plan',
  SAFEGUARDING: 'Safeguarding plan',
  YOUTH_JUSTICE: 'Youth justice plan',
  CORPORATE_PARENTING: 'Corporate parenting strategy',
  EARLY_HELP: 'Early help or early years strategy',
  IMPROVEMENT: 'Improvement plan',
  YOUTH: 'Youth strategy',
  OTHER: 'Other document',
};

export const planCoverages: Record<PlanCoverage, string> = {
  WHOLE: 'Whole',
  PARTIAL: 'In part',
  OUTCOMES_ONLY: 'Outcomes only',
  NO_STATEMENT: 'Title only',
  NONE_REQUIRED: 'None was required',
};

/** What to add to an entry that is not itself a service; nothing where it is. */
export const serviceKinds: Record<ServiceKind, string> = {
  SERVICE: '',
  DIRECTORY: 'a directory of services',
  NETWORK: 'a network',
  SYSTEM: 'a system for professionals',
};

export const polarities: Record<Polarity, string> = {
  HIGH: 'Higher is better',
  LOW: 'Lower is better',
  NEUTRAL: 'Nobody has said which direction is better',
};

/** What to add to a figure, or to say in its place. */
export const statusWords: Record<ObservationStatus, string> = {
  FINAL: '',
  LOW: 'rounds to zero, and is not zero',
  MISSING: 'not available to its publisher',
  NOT_APPLICABLE: 'makes no sense here',
  PROVISIONAL: 'provisional',
  REVISED: 'revised',
  SUPPRESSED: 'withheld, since small numbers could tell of a child; not zero',
};

export const verdictWords: Record<Verdict, string> = {
  BETTER: 'Better',
  WORSE: 'Worse',
  NEITHER: '',
};

export const planReviewStates: Record<PlanReviewState, string> = {
  IN_DATE: 'In date',
  OVERDUE: 'Overdue, as far as is known',
  NOT_KNOWN: 'Not known',
  NOT_IN_FORCE: 'Not in force',
  NOT_ASKED: 'None is asked for',
};

export const coverageStates: Record<CoverageState, string> = {
  WHOLE: 'At least one document held whole',
  PARTIAL: 'Documents held only in part',
  OUTCOMES_ONLY: 'Only outcomes held',
  NO_STATEMENT: 'Only titles held, and no statement',
  NONE_REQUIRED: 'No plan was required',
  NO_DOCUMENT: 'No document held',
  NOT_THEN: 'Did not exist then',
};

/** What to add to a statement that is not a priority proper; nothing where it is. */
export const statementKinds: Record<PriorityKind, string> = {
  PRIORITY: '',
  OUTCOME: 'outcome',
  CROSS_CUTTING: 'cross-cutting',
  PROJECT: 'project',
  REMIT: "a group's remit",
  RECOMMENDATION: 'recommendation',
  PARTNER_OUTCOME: "a partner's outcome",
  YOUNG_PEOPLE: 'said by young people',
  GOVERNMENT: 'asked for by government',
};

export const matchVerdicts: Record<MatchVerdict, string> = {
  SAME_CORE: 'Together, in one meeting',
  RELATED: 'Related, but not one meeting',
  SAME_AUTHORITY: 'Of one authority',
  CONTEXT: 'Beside each other',
  DIFFERENT: 'Apart',
  SAME_STATEMENT: 'One and the same',
};

/** To follow on "sets out to". */
export const approaches: Record<Approach, string> = {
  CLOSE: 'narrow a gap',
  REDUCE: 'reduce',
  TACKLE: 'tackle',
  PREVENT: 'prevent',
  PROTECT: 'protect',
  INVOLVE: 'involve people',
  PREPARE: 'prepare',
  COMMISSION: 'plan and commission',
  PROVIDE: 'provide',
  IMPROVE: 'improve',
};

export const matchAspects: Record<MatchAspect, string> = {
  THEME: 'Theme',
  SUBJECT: 'Subject',
  GROUP: 'Group of children',
  AGES: 'Ages',
  RING: 'Main theme or not',
  DECISION: 'Decided by reviewers',
  AIM: 'Approach',
  INDICATOR: 'Indicators',
  AUTHORITY: 'Authorities',
  PLAN: 'Plans',
  ADOPTION: 'Adopted or not',
  TIME: 'Time in force',
};

export const foundKinds: Record<SearchKind, { one: string; several: string }> = {
  PRIORITY: { one: 'Priority', several: 'Priorities' },
  SERVICE: { one: 'Service', several: 'Services' },
  INDICATOR: { one: 'Indicator', several: 'Indicators' },
  ACTION: { one: 'Action', several: 'Actions' },
  RECOMMENDATION: { one: 'Recommendation', several: 'Recommendations' },
};

export const decisionKinds: Record<DecisionKind, string> = {
  SET_THEME: 'Theme set',
  REFUSE_THEME: 'Theme refused',
  CONFIRM_OVERLAP: 'Overlap confirmed',
  REJECT_OVERLAP: 'Overlap rejected',
  RENAME_OVERLAP: 'Overlap renamed',
  SPLIT_OVERLAP: 'Overlap split',
  MERGE_OVERLAPS: 'Overlap merged into another',
  LINK_PRIORITIES: 'Put into one core group',
  UNLINK_PRIORITIES: 'Kept out of one core group',
  UNDO: 'Undone',
};

export const decisionStates: Record<DecisionState, string> = {
  IN_FORCE: 'In force',
  OVERRULED: 'Overruled since',
  UNDONE: 'Undone since',
};

/** What a reviewer found of an overlap; nothing while nobody looked. */
export const reviewStates: Record<OverlapReviewState, string> = {
  PROPOSED: '',
  CONFIRMED: 'Confirmed',
  REJECTED: 'Rejected',
};

export const duplicateStates: Record<DuplicateStatus, string> = {
  OPEN: 'Not decided',
  SAME: 'One service',
  DIFFERENT: 'Two services',
};

export const attainmentStates: Record<AttainmentState, string> = {
  MET: 'Met',
  EXCEEDED_BY_FAR: 'Exceeded by far',
  MISSED: 'Missed',
  ON_COURSE: 'On course',
  AT_RISK: 'At risk',
  UNLIKELY: 'Unlikely to be met',
  NOT_MEASURABLE: 'Cannot be judged',
};

export const progressStates: Record<ProgressState, string> = {
  DONE: 'Done',
  STOPPED: 'Stopped',
  UNDER_WAY: 'Under way',
  NOT_BEGUN: 'Not begun',
  MISSED: 'Missed',
  OFF_COURSE: 'Off course',
  OVERDUE: 'Overdue: said not to be done',
  NOT_REPORTED: 'Past its day, and nothing reported',
  NOT_DUE: 'Not due yet',
  NO_DATE: 'No date that can be read',
};

export const provisionReadings: Record<ProvisionReading, string> = {
  PROVISION_GAP: 'More need than the others, and less to meet it',
  CONCENTRATION: 'Less need than the others, and more to meet it',
  BALANCED: 'Not out of proportion',
  CANNOT_SAY: 'Cannot be said',
};

export const provisionStandings: Record<ProvisionStanding, string> = {
  ABOVE: 'Clearly above the others',
  BELOW: 'Clearly below the others',
  NEAR: 'Near the others',
  UNSURE: 'Not sure enough to say',
  NOT_KNOWN: 'Not known',
};

export const groupKinds: Record<GroupKind, string> = {
  BOARD: 'Board',
  EXECUTIVE: 'Executive',
  AGE: 'For one age range',
  CROSS_CUTTING: 'For one subject, at all ages',
  LOCALITY: 'For one locality',
  FORUM: 'Forum, which advises',
  PARTNER: 'A partner’s own body',
  TEAM: 'Team of officers',
};

/** To stand before what it is about. */
export const groupRoles: Record<ResponsibilityRole, string> = {
  LEAD: 'Leads on',
  SPONSOR: 'Sponsors',
  SCRUTINY: 'Scrutinises',
  MEMBER: 'Contributes to',
};

export const groupPapers: Record<GroupPaperKind, string> = {
  TERMS_OF_REFERENCE: 'its terms of reference',
  ANNUAL_PLAN: 'its yearly business plan',
};

export const foundFields: Record<SearchField, string> = {
  TITLE: 'Title',
  CODE: 'Code',
  DESCRIPTION: 'Description',
  TARGET_GROUP: 'For',
  PROVIDER: 'Provided by',
  COMMISSIONER: 'Paid for by',
  NUMERATOR: 'Counts',
  DENOMINATOR: 'Out of',
  SUCCESS_CRITERIA: 'Succeeds when',
  LEAD: 'Led by',
  ADDRESSED_TO: 'To',
};

const endBases: Record<InForceBasis, string> = {
  STATED: '',
  SUPERSEDED: ' (then replaced)',
  AUTHORITY_ENDED: ' (when the authority ended)',
  ASSUMED: ' (assumed)',
  UNKNOWN: '',
};

interface DatedPlan {
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly inForceTo?: string | null;
  readonly inForceBasis?: InForceBasis;
}

/** From when to when a document says it holds; where it names no end, the one the hub worked out, with how. */
export function datesOf(plan: DatedPlan): string {
  if (plan.validFrom === null) return 'No start stated';
  const end = plan.validTo ?? (plan.inForceTo ? `${dayOrYear(plan.inForceTo)}${endBases[plan.inForceBasis ?? 'UNKNOWN']}` : 'no end stated');
  return end === plan.validFrom ? end : `${plan.validFrom} to ${end}`;
}

function dayOrYear(day: string): string {
  return day.endsWith('-12-31') ? day.slice(0, 4) : day;
}

/** A strength from 0 to 1 as a word, so that nobody needs to read the number; judged as it is shown, to two places. */
export function strengthInWords(exact: number): string {
  const strength = Number(exact.toFixed(2));
  if (strength >= 0.75) return 'Very strong';
  if (strength >= 0.5) return 'Strong';
  if (strength >= 0.25) return 'Moderate';
  return 'Weak';
}

/** A day or an instant as people write it: 1 June 2008. */
export function dayInWords(isoDate: string): string {
  return new Date(isoDate).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}

/** To follow on "for"; null where a service states none. */
export function agesInWords({ ageFrom, ageTo }: { readonly ageFrom: number | null; readonly ageTo: number | null }): string | null {
  if (ageFrom === null && ageTo === null) return null;
  return ageTo === null ? `ages ${ageFrom} and over` : `ages ${ageFrom ?? 'up'} to ${ageTo}`;
}

/** What the letters before a year stand for. */
export const yearLetters = [
  ['AY', 'AY is a school year, from September to August.'],
  ['FY', 'FY is a financial year, from April to March.'],
  ['CY', 'CY is a calendar year.'],
] as const;
