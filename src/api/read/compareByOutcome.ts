import { sql, type Selectable } from 'kysely';
import { isCounterpart, type Concept, type Mapping, type Vocabulary } from '../../overlap/crosswalk/Vocabulary.ts';
import { listed } from '../../words.ts';
import { HubError } from '../../errors.ts';
import type { HubRows, RequestContext } from '../context.ts';
import { isOneOf } from './conditions.ts';
import { refusalsOf } from './readDecisions.ts';
import { conceptsOf, counterpartsOf, findConcept, vocabularyOf } from './vocabularies.ts';

type PlanRow = Selectable<HubRows['plan']>;
type PriorityRow = Selectable<HubRows['priority']>;

export interface PlacedRow {
  priority: PriorityRow;
  through: 'outcome' | 'theme';
  by: Concept;
  to: Concept;
  relation: Mapping['relation'];
  lost: string;
}

export interface PlanPlacement {
  plan: PlanRow;
  placed: PlacedRow[];
  unplaced: { priority: PriorityRow; reason: string }[];
}

export interface OutcomeComparisonRow {
  vocabulary: Vocabulary;
  plans: PlanPlacement[];
}

const mostPlans = 5;
const mostPlansInWords = 'five';
const mostPriorities = 500;

/** What authorities adopted in some plans, by the outcomes of one vocabulary. A fixed number of statements, whatever the number of plans. */
export async function compareByOutcome(context: RequestContext, { plans: asked, vocabulary: id, day }: { plans: readonly string[]; vocabulary: string; day: string }): Promise<OutcomeComparisonRow> {
  const vocabulary = vocabularyOf(id);
  const ids = [...new Set(asked)];
  if (ids.length < 2 || ids.length > mostPlans) throw new HubError('BAD_ARGUMENT', `plans names ${ids.length} ${ids.length === 1 ? 'plan' : 'plans'}. Allowed: two to ${mostPlansInWords} different ones.`);
  const plans = await readPlans(context, ids);
  const priorities = await readPriorities(context, ids);
  const outcomes = await readOutcomes(context, ids);
  const themes = await readMainThemes(context, ids);
  const refused = await readRefused(context, priorities.filter(({ id: priorityId }) => !themes.has(priorityId)));
  const placer = { vocabulary, day, outcomes, themes, refused };
  return { vocabulary, plans: plans.map((plan) => place(placer, plan, priorities.filter((priority) => priority.planId === plan.id))) };
}

async function readPlans({ db }: RequestContext, ids: readonly string[]): Promise<PlanRow[]> {
  const rows = (await db.selectFrom('plan').selectAll().where(isOneOf('plan.id', ids)).execute()) as PlanRow[];
  const byId = new Map(rows.map((row) => [row.id, row]));
  const missing = ids.filter((id) => !byId.has(id));
  if (missing.length > 0) throw new HubError('UNKNOWN_RECORD', `No plan has the id ${missing.slice(0, 3).map((id) => `"${id.slice(0, 60)}"`).join(' or ')}, or none that you may see. /feeds/coverage.csv has the ids of those in force in the column plan_id, and "plans" in GraphQL has all.`);
  return ids.map((id) => byId.get(id)!);
}

async function readPriorities({ db }: RequestContext, ids: readonly string[]): Promise<PriorityRow[]> {
  const rows = await db.selectFrom('priority').selectAll().where(isOneOf('priority.planId', ids)).where(sql<boolean>`priority.adopted`).orderBy('planId').orderBy('line').orderBy('id').limit(mostPriorities * mostPlans + 1).execute();
  const [tooLong] = [...Map.groupBy(rows, (row) => row.planId)].filter(([, own]) => own.length > mostPriorities);
  if (tooLong) throw new HubError('BAD_ARGUMENT', `Plan "${tooLong[0]}" has more than ${mostPriorities} adopted priorities, which is too many to compare side by side.`);
  return rows as PriorityRow[];
}

async function readOutcomes({ db }: RequestContext, ids: readonly string[]): Promise<Map<string, Concept[]>> {
  const rows = await db.selectFrom('outcome').select(['id', 'concept', 'ecmOutcome']).where(isOneOf('outcome.planId', ids)).execute();
  return new Map(rows.map((row) => [row.id, conceptsOf(row)]));
}

/** The main themes that the hub reads in the priorities, the surest first, as concepts. */
async function readMainThemes({ db }: RequestContext, ids: readonly string[]): Promise<Map<string, Concept[]>> {
  const rows = await db
    .selectFrom('priority_theme')
    .innerJoin('priority', 'priority.id', 'priority_theme.ownerId')
    .select(['priority_theme.ownerId', 'priority_theme.targetId'])
    .where(sql<boolean>`priority_theme.rank = 'primary'`)
    .where(isOneOf('priority.planId', ids))
    .orderBy('priority_theme.confidence', 'desc')
    .orderBy('priority_theme.targetId')
    .execute();
  return new Map([...Map.groupBy(rows, (row) => row.ownerId)].map(([id, own]) => [id, own.flatMap((row) => findConcept(`themes:${row.targetId}`) ?? [])]));
}

/** By priority, labels of the themes that reviewers refused. */
async function readRefused(context: RequestContext, priorities: readonly PriorityRow[]): Promise<Map<string, string[]>> {
  const refused = await Promise.all(priorities.map(async ({ id }) => [id, (await refusalsOf(context, id)).map(({ themeCode }) => findConcept(`themes:${themeCode!}`)?.label ?? themeCode!)] as const));
  return new Map(refused);
}

interface Placer {
  vocabulary: Vocabulary;
  day: string;
  outcomes: ReadonlyMap<string, readonly Concept[]>;
  themes: ReadonlyMap<string, readonly Concept[]>;
  refused: ReadonlyMap<string, readonly string[]>;
}

function place({ vocabulary, day, outcomes, themes, refused }: Placer, plan: PlanRow, priorities: readonly PriorityRow[]): PlanPlacement {
  const placed: PlacedRow[] = [];
  const unplaced: PlanPlacement['unplaced'] = [];
  for (const priority of priorities) {
    const byOutcome = counterpartsOf(outcomes.get(priority.outcomeId ?? '') ?? [], vocabulary, day);
    const read = themes.get(priority.id) ?? [];
    const found = chosenOf(byOutcome.mappings.filter(isCounterpart).map((mapping) => rowOf(priority, 'outcome', mapping)), placesByTheme(priority, read, vocabulary, day));
    if (found.length > 0) placed.push(...found);
    else unplaced.push({ priority, reason: reasonOf({ byOutcome: byOutcome.concept === null ? null : byOutcome.statement, themes: read, refused: refused.get(priority.id) ?? [], vocabulary, day }) });
  }
  return { plan, placed, unplaced };
}

/**
 * Where the outcome of the plan leads, and else where the themes lead. A narrower outcome is only a part of what the plan's outcome holds, so
 * a priority stands in that part when its themes say so: one about children in care stands not under bullying because both are "stay safe".
 */
function chosenOf(byOutcome: readonly PlacedRow[], byTheme: readonly PlacedRow[]): readonly PlacedRow[] {
  const sure = byOutcome.filter((row) => isWhole(row) || byTheme.some(({ to }) => to.id === row.to.id));
  return sure.length > 0 ? sure : byTheme;
}

/** Where the main themes of a priority lead, but for narrower outcomes, of which nothing would say that it is about them. Several may lead to one outcome: the priority stands there once, by the surest. */
function placesByTheme(priority: PriorityRow, themes: readonly Concept[], vocabulary: Vocabulary, day: string): PlacedRow[] {
  const rows = themes.flatMap((theme) => counterpartsOf([theme], vocabulary, day).mappings.filter(isWhole).map((mapping) => rowOf(priority, 'theme', mapping)));
  return rows.filter((row, index) => rows.findIndex((other) => other.to.id === row.to.id) === index);
}

/** Whether all that is under the first of a mapping stands under the second as well. */
function isWhole({ relation }: Pick<Mapping, 'relation'>): boolean {
  return isCounterpart({ relation }) && relation !== 'narrowMatch';
}

function rowOf(priority: PriorityRow, through: PlacedRow['through'], { from, to, relation, lost }: Mapping): PlacedRow {
  return { priority, through, by: from, to, relation, lost };
}

interface Unplaced {
  byOutcome: string | null;
  themes: readonly Concept[];
  refused: readonly string[];
  vocabulary: Vocabulary;
  day: string;
}

function reasonOf({ byOutcome, ...byTheme }: Unplaced): string {
  return `${byOutcome ?? 'Its plan puts it under no outcome of a shared vocabulary.'} ${reasonByTheme(byTheme)}`;
}

function reasonByTheme({ themes, refused, vocabulary, day }: Omit<Unplaced, 'byOutcome'>): string {
  const [first] = themes;
  if (first === undefined) return refused.length === 0 ? 'The hub reads no theme in it.' : `It has no main theme: a reviewer refused ${listed(refused.map((label) => `“${label}”`))}.`;
  // Without a crosswalk on that day it is not known whether a theme has a counterpart, which is not the same as its having none.
  if (counterpartsOf([first], vocabulary, day).crosswalk === null) return `By its theme it is not known: on ${day} no crosswalk leads from themes to ${vocabulary.title}.`;
  const [its, has, leads] = themes.length === 1 ? ['Its theme', 'has', 'leads'] : ['Its themes', 'have', 'lead'];
  const narrower = new Set(themes.flatMap((theme) => counterpartsOf([theme], vocabulary, day).mappings.filter(isCounterpart).map(({ to }) => `“${to.label}”`)));
  const what = narrower.size === 0 ? `${has} no counterpart in ${vocabulary.title}` : `${leads} there to nothing but the narrower ${listed([...narrower])}, and nothing says that it is about that part`;
  return `${its} ${listed(themes.map(({ label }) => `“${label}”`))} ${what}.`;
}

/** How many of a plan's priorities have an outcome in the vocabulary, by what, and how many have none. */
export function lossOf({ plan, placed, unplaced }: PlanPlacement, vocabulary: Vocabulary): string {
  const counted = (rows: readonly PlacedRow[]): number => new Set(rows.map(({ priority }) => priority.id)).size;
  const [byOutcome, byTheme] = [counted(placed.filter(({ through }) => through === 'outcome')), counted(placed.filter(({ through }) => through === 'theme'))];
  const all = counted(placed) + unplaced.length;
  return `${plan.title}: of ${all} adopted ${all === 1 ? 'priority' : 'priorities'}, ${counted(placed)} stand under an outcome of ${vocabulary.title} (${byOutcome} by an outcome of the plan, ${byTheme} by the theme that the hub reads), and ${unplaced.length} ${unplaced.length === 1 ? 'has' : 'have'} no place there.`;
}
