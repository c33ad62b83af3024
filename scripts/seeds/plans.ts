import { type Places } from './places.ts';
import { sourceTitle, webAddress } from './sources.ts';
import { coverageOf, everyChildMattersOutcome, planKinds, readHeading, sharedConcept, statedPriorities, statementKinds } from './statementWords.ts';
import { addRow, groupBy, joinNotes, type Package, type Row, slug } from './tables.ts';

export const regionName = 'East Midlands (regional)';

interface PlanFound {
  title: string;
  /** Who states it, as the data names them, the first-named of its title first. */
  authorities: string[];
  /** Its statements, once; the same statement under another authority's name is in `copies`. */
  statements: Row[];
  copies: Map<string, Row[]>;
}

/** What the data leaves open about single plans, decided by reading their source. */
const decided: Record<string, Partial<Row>> = {
  'Leicester Joint Area Review Action Plan, June 2008': { plan_ref: 'jar-action-plan-2008', published_on: '2008-06' },
  "Children's Trust Arrangements - working smarter, 30 May 2008 (remits assigned to trust groups)": { plan_ref: 'trust-2008', valid_from: '2008-05-30', published_on: '2008-05-30', status: 'proposed' },
  'Regional Action Learning Set proposal, 10 January 2006': { valid_from: '2006-01-10', valid_to: '2006-01-10', status: 'proposed' },
  "Leeds Children and Young People's Plan 2011-15": { stated_priorities: '11' },
  "Children and Young People's Plan 2015-18": { note: 'the page that lists its priorities also gives attainment A*-C in English and maths as 50.5%, year not stated' },
};

// The data lists these under one name although their titles say whose they are.
const sharedByTitle: Record<string, string[]> = {
  'Northamptonshire Youth Justice Plan 2025/26 (shared by North and West Northamptonshire)': ['North Northamptonshire', 'West Northamptonshire'],
  // The note names the authorities represented at the session.
  'Regional Action Learning Set proposal, 10 January 2006': ['Derbyshire', 'Leicester', 'Leicestershire', 'Lincolnshire'],
};

/** The authority under whose package a plan of the data belongs, with the region's note under the region. */
export function planHome(plan: { authorities: string[] }): string {
  return plan.authorities[0]!;
}

export function findPlans(rows: Row[]): PlanFound[] {
  const byTitle = groupBy(rows, (row) => (isListedTwice(row, rows) ? row.plan_title! : `${row.authority}\u0000${row.plan_title}`));
  return [...byTitle.values()].map((statements) => {
    const title = statements[0]!.plan_title!;
    const authorities = [...new Set(statements.map((row) => row.authority!))].toSorted((a, b) => title.indexOf(a) - title.indexOf(b) || (a < b ? -1 : 1));
    const first = statements.filter((row) => row.authority === authorities[0]);
    const others = statements.filter((row) => row.authority !== authorities[0]);
    return { title, authorities, statements: first, copies: groupBy(others, (row) => row.title!) };
  });
}

function isListedTwice(row: Row, rows: Row[]): boolean {
  return rows.some((other) => other.plan_title === row.plan_title && other.authority !== row.authority);
}

/** Adds one publisher's plans with their outcomes and statements. */
export function addPlans(target: Package, plans: PlanFound[], places: Places): void {
  const refs = planRefs(plans);
  const outcomeRefs = outcomeRefsOf(plans, refs);
  for (const plan of plans) {
    const planRef = refs.get(plan)!;
    addRow(target, 'plans', planRow(plan, planRef, places));
    for (const [title, outcomeRef] of outcomeRefs.get(plan)!) addOutcome(target, plan, planRef, title, outcomeRef);
    for (const statement of plan.statements) addRow(target, 'priorities', statementRow(statement, plan, planRef, outcomeRefs.get(plan)!));
  }
}

/** `cypp-2006`; of several plans of one kind and year the later ones by title get `-2`, `-3`. */
function planRefs(plans: PlanFound[]): Map<PlanFound, string> {
  const refs = new Map<PlanFound, string>();
  const taken = new Map<string, number>();
  for (const plan of plans.toSorted((a, b) => (a.title < b.title ? -1 : 1))) {
    const first = plan.statements[0]!;
    const base = decided[plan.title]?.plan_ref ?? `${planKinds[first.doc_type!]}-${first.plan_from === '' ? 'undated' : first.plan_from}`;
    const count = (taken.get(base) ?? 0) + 1;
    taken.set(base, count);
    refs.set(plan, count === 1 ? base : `${base}-${count}`);
  }
  return refs;
}

function planRow(plan: PlanFound, planRef: string, places: Places): Row {
  const first = plan.statements[0]!;
  const sources = [...new Set(plan.statements.map((row) => row.source_url_or_seed_file!))];
  const named = sharedByTitle[plan.title] ?? plan.authorities;
  return {
    plan_ref: planRef,
    authority_codes: named.map((name) => places.codeOf(name, first.plan_from)).toSorted().join(';'),
    title: plan.title,
    kind: planKinds[first.doc_type!]!,
    valid_from: first.plan_from!,
    valid_to: first.plan_to!,
    coverage: first.kind === 'regional_proposal' ? 'partial' : coverageOf(plan.title, plan.statements),
    stated_priorities: statedPriorities(plan.statements),
    status: statusIn(plan.title),
    url: webAddress(sources[0]!),
    source: sourceTitle(sources[0]!),
    ...decided[plan.title],
    note: joinNotes(decided[plan.title]?.note, sources.length > 1 ? `also from ${sources.slice(1).map(sourceTitle).join(', ')}` : ''),
  };
}

function statusIn(title: string): string {
  // The page that shows the draft says that it was approved, under later dates.
  if (/approved as/i.test(title)) return 'approved';
  if (/draft/i.test(title)) return 'draft';
  return /consultation(?! report)/i.test(title) ? 'consultation' : '';
}

/** Outcome headings of each plan with their references; a heading that several of a publisher's plans have carries the plan's reference too. */
function outcomeRefsOf(plans: PlanFound[], refs: Map<PlanFound, string>): Map<PlanFound, Map<string, string>> {
  const titlesOf = new Map(plans.map((plan) => [plan, outcomeTitles(plan)]));
  const uses = new Map<string, number>();
  for (const titles of titlesOf.values()) for (const title of titles) uses.set(slug(title), (uses.get(slug(title)) ?? 0) + 1);
  const refOf = (plan: PlanFound, title: string) => (uses.get(slug(title)) === 1 ? slug(title) : `${slug(title)}-${refs.get(plan)}`);
  return new Map(plans.map((plan) => [plan, new Map(titlesOf.get(plan)!.map((title) => [title, refOf(plan, title)]))]));
}

function outcomeTitles(plan: PlanFound): string[] {
  const headings = plan.statements.flatMap((row) => readHeading(row.outcome!).headings);
  const stated = plan.statements.filter((row) => row.authority === 'Leeds' && row.kind === 'strategic_outcome').map((row) => row.title!);
  return [...new Set([...headings, ...stated])].toSorted();
}

function addOutcome(target: Package, plan: PlanFound, planRef: string, title: string, outcomeRef: string): void {
  const first = plan.statements.find((row) => row.title === title || readHeading(row.outcome!).headings.includes(title))!;
  addRow(target, 'outcomes', {
    plan_ref: planRef,
    outcome_ref: outcomeRef,
    title,
    ecm_outcome: everyChildMattersOutcome(title),
    concept: sharedConcept(first.authority!, title),
    source: sourceTitle(first.source_url_or_seed_file!),
    locator: first.locator!,
  });
}

function statementRow(statement: Row, plan: PlanFound, planRef: string, outcomeRefs: Map<string, string>): Row {
  const { headings, remark } = readHeading(statement.outcome!);
  const { kind, adopted } = statementKinds[statement.kind!]!;
  const copies = (plan.copies.get(statement.title!) ?? []).map((row) => row.row_id!);
  const isRemit = kind === 'remit';
  return {
    plan_ref: planRef,
    priority_ref: statement.row_id!,
    title: statement.title!,
    outcome_ref: outcomeRefs.get(headings.length === 1 ? headings[0]! : statement.title!) ?? '',
    kind: remark.startsWith('cross-cutting') ? 'cross-cutting' : kind,
    adopted,
    lead: isRemit ? statement.outcome! : '',
    source: sourceTitle(statement.source_url_or_seed_file!),
    locator: statement.ref === '' ? statement.locator! : `${statement.locator}; item ${statement.ref}`,
    note: joinNotes(
      isRemit || remark === '' ? '' : `in the source: ${remark}`,
      headings.length > 1 ? `outcomes: ${headings.join(', ')}` : '',
      statement.note,
      copies.length > 0 ? `also listed as ${copies.join(', ')}` : '',
    ),
  };
}
