import { ActionFeedDocument, type ActionFeedQuery } from '../api/generated/operations.ts';
import { askedAbout, authorityColumns, sourceColumns, type FeedAuthority } from './commonColumns.ts';
import type { Column } from './Feed.ts';
import { listFeed } from './listFeed.ts';

type Action = ActionFeedQuery['actions']['nodes'][number];
interface Row {
  action: Action;
  authority: FeedAuthority | null;
  dataVersion: number;
}

const columns: readonly Column<Row>[] = [
  { name: 'action_id', datatype: 'string', description: 'Stable identifier of the action. One under a joint plan stands in a row for each of its authorities: count it once.', read: ({ action }) => action.id },
  ...authorityColumns<Row>('whose plan it stands in, or whose inspection it replies to', ({ authority }) => authority),
  { name: 'action_ref', datatype: 'string', description: "Its publisher's own reference, for example 9.3.", read: ({ action }) => action.ref },
  { name: 'action_title', datatype: 'string', description: 'What is to be done.', read: ({ action }) => action.title },
  { name: 'due_from', datatype: 'string', description: 'Start of the time in which it is due, as published: a year, a month or a day.', read: ({ action }) => action.dueFrom },
  { name: 'due_to', datatype: 'string', description: 'When it is due at the latest, as published: a year, a month or a day. Empty when it has no date the hub can read.', read: ({ action }) => action.dueTo },
  { name: 'due_text', datatype: 'string', description: 'The due date as the document words it, for example ongoing.', read: ({ action }) => action.dueText },
  { name: 'due_on', datatype: 'date', description: 'The last day on which it is due: of a month or a year the last of it.', read: ({ action }) => action.progress.dueOn },
  { name: 'lead', datatype: 'string', description: 'Post or organisation that leads.', read: ({ action }) => action.lead },
  { name: 'success_criteria', datatype: 'string', description: 'How one will know that it succeeded, as the document words it.', read: ({ action }) => action.successCriteria },
  { name: 'status', datatype: 'string', description: 'Progress as its publisher put it. Empty means not reported, which is not the same as not begun.', read: ({ action }) => action.status },
  { name: 'progress', datatype: 'string', description: 'How far it is today as far as anybody told: DONE, UNDER_WAY, OFF_COURSE, OVERDUE, MISSED, NOT_BEGUN, NOT_DUE, NOT_REPORTED, NO_DATE or STOPPED.', read: ({ action }) => action.progress.state },
  { name: 'progress_explanation', datatype: 'string', description: 'How that is known, in a sentence.', read: ({ action }) => action.progress.explanation },
  { name: 'parent_action_id', datatype: 'string', description: 'Identifier of the action it is a part of.', read: ({ action }) => action.parent?.id ?? null },
  { name: 'priority_id', datatype: 'string', description: 'Identifier of the priority it serves; empty when the document does not say.', read: ({ action }) => action.priority?.id ?? null },
  { name: 'priority_title', datatype: 'string', description: 'That priority.', read: ({ action }) => action.priority?.title ?? null },
  { name: 'recommendation_id', datatype: 'string', description: 'Identifier of the recommendation it replies to.', read: ({ action }) => action.recommendation?.id ?? null },
  { name: 'recommendation_title', datatype: 'string', description: 'That recommendation.', read: ({ action }) => action.recommendation?.title ?? null },
  { name: 'plan_id', datatype: 'string', description: 'Identifier of the plan it stands in.', read: ({ action }) => action.plan?.id ?? null },
  { name: 'plan_title', datatype: 'string', description: 'Title of the plan.', read: ({ action }) => action.plan?.title ?? null },
  { name: 'plan_kind', datatype: 'string', description: 'What sort of document it is.', read: ({ action }) => action.plan?.kind ?? null },
  { name: 'plan_in_force_from', datatype: 'date', description: 'First day on which the plan is in force.', read: ({ action }) => action.plan?.inForceFrom ?? null },
  { name: 'plan_in_force_to', datatype: 'date', description: 'Last day on which the plan is in force.', read: ({ action }) => action.plan?.inForceTo ?? null },
  { name: 'inspection_id', datatype: 'string', description: 'Identifier of the inspection it replies to.', read: ({ action }) => action.inspection?.id ?? null },
  { name: 'inspection_title', datatype: 'string', description: 'Title of the inspection.', read: ({ action }) => action.inspection?.title ?? null },
  { name: 'inspection_published_on', datatype: 'string', description: 'When its report was published: a year, a month or a day.', read: ({ action }) => action.inspection?.publishedOn ?? null },
  ...sourceColumns<Row>(({ action }) => action),
];

/** What is to be done by a date, and how far it is. */
export const actionsFeed = listFeed<Action, Row>({
  name: 'actions',
  title: 'Actions under plans and in reply to inspections',
  description: 'One row for each action and authority whose it is, of those asked about. With dueBy only actions due on that day or earlier; those without a date that the hub can read are then left out.',
  columns,
  parameters: ['region', 'authorities', 'plans', 'dueBy'],
  readList: async (api, variables) => {
    const { dataVersion, actions: list } = await api.execute(ActionFeedDocument, variables);
    return { dataVersion, list };
  },
  rowsOf: ({ node: action, dataVersion, filter }) => askedAbout(authoritiesOf(action), filter).map((authority) => ({ action, authority, dataVersion })),
});

/** Those of its plan and of the inspection, each once. */
function authoritiesOf({ plan, inspection }: Action): FeedAuthority[] {
  const all = [...(plan?.authorities ?? []), ...(inspection?.authority ? [inspection.authority] : [])];
  return [...new Map(all.map((authority) => [authority.code, authority])).values()];
}
