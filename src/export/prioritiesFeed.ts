import { PriorityFeedDocument, type PriorityFeedQuery } from '../api/generated/operations.ts';
import { askedAbout, authorityColumns, joined, sourceColumns, type FeedAuthority } from './commonColumns.ts';
import type { Column } from './Feed.ts';
import { listFeed } from './listFeed.ts';

type Priority = PriorityFeedQuery['priorities']['nodes'][number];
interface Row {
  priority: Priority;
  authority: FeedAuthority | null;
  theme: Priority['themes'][number] | null;
  dataVersion: number;
}

const columns: readonly Column<Row>[] = [
  { name: 'priority_id', datatype: 'string', description: 'Stable identifier of the priority. It stands in several rows: count it once.', read: ({ priority }) => priority.id },
  ...authorityColumns<Row>('whose plan states it', ({ authority }) => authority),
  { name: 'priority_ref', datatype: 'string', description: "Its publisher's own reference or number.", read: ({ priority }) => priority.ref },
  { name: 'priority_title', datatype: 'string', description: 'The priority as the plan words it, or a short form of a longer statement.', read: ({ priority }) => priority.title },
  { name: 'priority_description', datatype: 'string', description: 'What the plan says beneath the title.', read: ({ priority }) => priority.description },
  { name: 'priority_kind', datatype: 'string', description: 'PRIORITY, OUTCOME, CROSS_CUTTING, PROJECT …', read: ({ priority }) => priority.kind },
  { name: 'adopted', datatype: 'boolean', description: 'Whether the authority itself set it; empty when not stated. Only what is adopted makes an overlap.', read: ({ priority }) => priority.adopted },
  { name: 'rank', datatype: 'integer', description: 'Its place where the plan puts its priorities in order; 1 is the first.', read: ({ priority }) => priority.rank },
  { name: 'outcome', datatype: 'string', description: 'The outcome of the plan under which it stands.', read: ({ priority }) => priority.outcome?.title ?? null },
  { name: 'age_from', datatype: 'integer', description: 'Youngest age it is about, in completed years; empty when the plan does not say.', read: ({ priority }) => priority.ageFrom },
  { name: 'age_to', datatype: 'integer', description: 'Oldest age it is about, in completed years, that year included; empty when the plan does not say.', read: ({ priority }) => priority.ageTo },
  { name: 'target_group', datatype: 'string', description: 'The children it is about where not all, for example care leavers.', read: ({ priority }) => priority.targetGroup },
  { name: 'lead', datatype: 'string', description: 'Post or organisation that leads on it.', read: ({ priority }) => priority.lead },
  { name: 'sponsor', datatype: 'string', description: 'Post or organisation that champions it at board level.', read: ({ priority }) => priority.sponsor },
  { name: 'theme_code', datatype: 'string', description: 'Code of a theme read in it; empty when the hub reads none. Unknown is not none.', read: ({ theme }) => theme?.theme.code ?? null },
  { name: 'theme_label', datatype: 'string', description: 'Name of the theme.', read: ({ theme }) => theme?.theme.label ?? null },
  { name: 'theme_is_main', datatype: 'boolean', description: 'Whether the theme is its main aim; otherwise it touches it.', read: ({ theme }) => theme?.isMain ?? null },
  { name: 'theme_confidence', datatype: 'number', description: 'How sure the hub is of the theme, from 0 to 1.', read: ({ theme }) => theme?.confidence ?? null },
  { name: 'theme_uncertain', datatype: 'boolean', description: 'Whether a person should look first: confidence is below 0.6, and more than one such reading in three was found wrong.', read: ({ theme }) => theme?.isUncertain ?? null },
  { name: 'theme_assigned_by', datatype: 'string', description: 'Who assigned the theme: HUB, REVIEWER or PUBLISHER.', read: ({ theme }) => theme?.assignedBy ?? null },
  { name: 'stated_theme_codes', datatype: 'string', description: 'Codes of the themes that its own publisher gave it, separated by semicolons. Mostly empty.', read: ({ priority }) => joined(priority.statedThemes.map(({ code }) => code)) },
  { name: 'plan_id', datatype: 'string', description: 'Stable identifier of the plan that states it.', read: ({ priority }) => priority.plan?.id ?? null },
  { name: 'plan_title', datatype: 'string', description: 'Title of the plan.', read: ({ priority }) => priority.plan?.title ?? null },
  { name: 'plan_kind', datatype: 'string', description: 'What sort of document it is.', read: ({ priority }) => priority.plan?.kind ?? null },
  { name: 'plan_status', datatype: 'string', description: 'Draft, consultation, proposed, approved … as its publisher put it.', read: ({ priority }) => priority.plan?.status ?? null },
  { name: 'plan_is_joint', datatype: 'boolean', description: 'Whether it is one plan of several authorities: its priorities then stand once for each.', read: ({ priority }) => priority.authorities.length > 1 },
  { name: 'plan_coverage', datatype: 'string', description: 'How much of it the hub holds: WHOLE, PARTIAL, OUTCOMES_ONLY. Only of a whole plan does a missing priority mean that it has none.', read: ({ priority }) => priority.plan?.coverage ?? null },
  { name: 'plan_valid_from', datatype: 'string', description: 'Start as the document states it: a year, a month or a day.', read: ({ priority }) => priority.plan?.validFrom ?? null },
  { name: 'plan_valid_to', datatype: 'string', description: 'End as the document states it; empty when it states none.', read: ({ priority }) => priority.plan?.validTo ?? null },
  { name: 'plan_in_force_from', datatype: 'date', description: 'First day in force.', read: ({ priority }) => priority.plan?.inForceFrom ?? null },
  { name: 'plan_in_force_to', datatype: 'date', description: 'Last day in force.', read: ({ priority }) => priority.plan?.inForceTo ?? null },
  { name: 'plan_in_force_basis', datatype: 'string', description: 'How the last day is known: STATED, SUPERSEDED, AUTHORITY_ENDED, ASSUMED or UNKNOWN.', read: ({ priority }) => priority.plan?.inForceBasis ?? null },
  ...sourceColumns<Row>(({ priority }) => priority),
];

/** What plans state, with the themes that are read in it. */
export const prioritiesFeed = listFeed<Priority, Row>({
  name: 'priorities',
  title: 'Priorities of plans, with the themes read in them',
  description: 'One row for each priority, authority of its plan that was asked about, and theme read in it; one without a theme has one row for each authority, with an empty theme_code. Count priority_id once. With asAt only priorities of plans in force on that day.',
  columns,
  parameters: ['region', 'authorities', 'themes', 'plans', 'asAt'],
  readList: async (api, variables) => {
    const { dataVersion, priorities: list } = await api.execute(PriorityFeedDocument, variables);
    return { dataVersion, list };
  },
  rowsOf: ({ node: priority, dataVersion, filter }) => {
    const themes = priority.themes.length === 0 ? [null] : priority.themes;
    return askedAbout(priority.authorities, filter).flatMap((authority) => themes.map((theme) => ({ priority, authority, theme, dataVersion })));
  },
});
