import { type Row } from './tables.ts';

/** What the data calls a statement, in the package's words: its kind, and whether the authority itself set it. */
export const statementKinds: Record<string, { kind: string; adopted: 'yes' | 'no' }> = {
  plan_priority: { kind: 'priority', adopted: 'yes' },
  corporate_priority: { kind: 'priority', adopted: 'yes' },
  strategic_outcome: { kind: 'outcome', adopted: 'yes' },
  intended_result: { kind: 'outcome', adopted: 'yes' },
  plan_project: { kind: 'project', adopted: 'yes' },
  group_remit: { kind: 'remit', adopted: 'no' },
  recommendation: { kind: 'recommendation', adopted: 'no' },
  regional_proposal: { kind: 'recommendation', adopted: 'no' },
  laa_proposal: { kind: 'recommendation', adopted: 'no' },
  partner_outcome: { kind: 'partner-outcome', adopted: 'no' },
  young_people_priority: { kind: 'young-people', adopted: 'no' },
  government_support_priority: { kind: 'government', adopted: 'no' },
};

export const planKinds: Record<string, string> = {
  cypp: 'cypp', laa: 'laa', community_strategy: 'community', corporate_plan: 'corporate', council_plan_children_theme: 'corporate',
  hwb_strategy: 'health-and-wellbeing', health_wellbeing_strategy: 'health-and-wellbeing', send_strategy: 'send', safeguarding: 'safeguarding',
  youth_justice: 'youth-justice', youth_justice_plan: 'youth-justice', corporate_parenting: 'corporate-parenting',
  corporate_parenting_strategy: 'corporate-parenting', early_help: 'early-help', improvement_plan: 'improvement', jar_action_plan: 'improvement',
  youth_strategy: 'youth', governance_paper: 'other', jsna: 'other', vcs_network: 'other', regional_note: 'other', other: 'other',
};

/** Headings that stand over a plan's priorities as its outcomes. What else stands in the data's `outcome` column is a remark. */
const outcomeHeadings = new Set([
  'A safe life', 'A happy life', 'A healthy life', 'Achieve in life',
  'Be safe', 'Be healthy', 'Being healthy', 'Stay safe', 'Staying safe', 'Enjoy and achieve', 'Enjoying and achieving',
  'Positive contribution', 'Make a positive contribution', 'Making a positive contribution', 'Achieve economic well-being', 'Achieve economic wellbeing',
  'Maximise their potential', 'Healthy and make positive choices', 'Needs are met', 'Healthy',
  'Better, brighter futures', 'Active, fulfilled lives', 'High aspirations', 'Prevent neglect and minimise its impact',
  'Helping children and young people reach their potential', 'Promoting better health and wellbeing',
  'Healthy Start', 'Healthy Minds', 'Healthy Places',
  'Aim 1: champion an ambitious and inclusive city', 'Aim 2: meet the needs of our children at the right time and place',
  'Aim 3: a strong, collaborative system that helps our children live their best life',
]);

const everyChildMatters: [pattern: RegExp, outcome: string][] = [
  [/^be(ing)? healthy\b/i, 'be-healthy'],
  [/^stay(ing)? safe\b/i, 'stay-safe'],
  [/^enjoy(ing)? and achiev(e|ing)\b/i, 'enjoy-and-achieve'],
  [/^(mak(e|ing) a )?positive contribution\b/i, 'positive-contribution'],
  [/^achiev(e|ing) economic well-?being\b/i, 'economic-well-being'],
];

/** The one of the five national outcomes that a heading names; empty when it names none. */
export function everyChildMattersOutcome(title: string): string {
  return everyChildMatters.find(([pattern]) => pattern.test(title))?.[1] ?? '';
}

/** Leeds's five outcomes, as the sources of the plans of 2015 and of 2023 word them. */
const leedsOutcomes: Record<string, string> = {
  'Children and young people are safe': 'leeds:safe-from-harm',
  'Children are safe from harm': 'leeds:safe-from-harm',
  'Children do well in learning': 'leeds:do-well-in-learning',
  'Children do well at all levels of learning and have skills for life': 'leeds:do-well-in-learning',
  'Children are healthy': 'leeds:healthy-lives',
  'Children enjoy healthy lives': 'leeds:healthy-lives',
  'Children have fun': 'leeds:have-fun',
  'Children have fun growing up': 'leeds:have-fun',
  'Children feel listened to and that what they say matters': 'leeds:voice-and-influence',
  'Children are active citizens who feel they have a voice and influence': 'leeds:voice-and-influence',
};

/** The concept of a shared vocabulary that an authority's own outcome is; only Leeds has one of its own. */
export function sharedConcept(authority: string, title: string): string {
  return authority === 'Leeds' ? (leedsOutcomes[title] ?? '') : '';
}

/** The outcome heading over a statement, and what else the data says in that place. */
export function readHeading(text: string): { headings: string[]; remark: string } {
  const [, title = text, remark = ''] = /^(.*?) \(([^)]*)\)$/.exec(text) ?? [];
  if (outcomeHeadings.has(title)) return { headings: [title], remark };
  const several = text.split('; ');
  if (several.length > 1 && several.every((heading) => outcomeHeadings.has(heading))) return { headings: several, remark: '' };
  return { headings: [], remark: text };
}

// How many priorities a document has, where a row's note says so.
const statedInNotes: [words: RegExp, count: string][] = [
  [/five key priorities as listed/, '5'],
  [/four of five priorities/, '5'],
  [/three of seven business-plan priorities/, '7'],
  [/three of six priority areas/, '6'],
  [/children-relevant priorities of four/, '4'],
  [/all-age; four priorities/, '4'],
  [/strategic priorities after the 2025 review; children-relevant ones of seven/, '7'],
];

export function statedPriorities(statements: Row[]): string {
  return statedInNotes.find(([words]) => statements.some((row) => words.test(row.note!)))?.[1] ?? '';
}

/**
 * How much of a document its statements are. `whole` only when the source itself shows a closed list:
 * priorities numbered 1 to n without a gap, each found as the item of that number in one source, and no note of anything cut, selected or drafted.
 */
export function coverageOf(title: string, statements: Row[]): string {
  if (statements.every((row) => ['strategic_outcome', 'intended_result'].includes(row.kind!))) return 'outcomes-only';
  if (statements.every((row) => row.note!.startsWith('five key priorities as listed'))) return 'whole';
  const isAboutAnotherDocument = /cited|via |as reported|consultation|draft|initial|responds to|needs summary|presented|key tasks|Cabinet recommendations/i.test(title);
  const isOfOneSource = new Set(statements.map((row) => row.source_url_or_seed_file)).size === 1;
  const isClosedList = isOfOneSource && statements.length >= 3 && statements.every((row, index) => (
    row.note === '' && row.outcome === '' && row.ref === String(index + 1) && new RegExp(`\\b${index + 1}$`).test(row.locator!)
  ));
  const isEveryRecommendation = statements.length === 16 && statements.every((row) => row.doc_type === 'jar_action_plan');
  return (isClosedList && !isAboutAnotherDocument) || isEveryRecommendation ? 'whole' : 'partial';
}
