import { TargetFeedDocument, type TargetFeedQuery } from '../api/generated/operations.ts';
import { measuredColumns, periodColumns, sourceColumns } from './commonColumns.ts';
import type { Column } from './Feed.ts';
import { listFeed } from './listFeed.ts';

type Target = TargetFeedQuery['targets']['nodes'][number];
interface Row {
  target: Target;
  dataVersion: number;
}

const columns: readonly Column<Row>[] = [
  { name: 'target_id', datatype: 'string', description: 'Stable identifier of the target.', read: ({ target }) => target.id },
  ...measuredColumns<Row>(({ target }) => target),
  ...periodColumns<Row>(({ target }) => target),
  { name: 'value', datatype: 'number', description: 'The figure: in the unit of the row, or a change as basis says. Empty when the target is only stated in words.', read: ({ target }) => target.value },
  { name: 'basis', datatype: 'string', description: 'ABSOLUTE, a value to reach; CHANGE, in the unit of the row; PERCENT_CHANGE, in per cent of where it stood. Empty means a value to reach.', read: ({ target }) => target.basis },
  { name: 'comparator', datatype: 'string', description: 'What a change is measured against, as the document puts it.', read: ({ target }) => target.comparator },
  { name: 'target_text', datatype: 'string', description: 'The target as the document words it.', read: ({ target }) => target.text },
  { name: 'target_kind', datatype: 'string', description: 'TARGET, STRETCH, MILESTONE, FLOOR, or TRAJECTORY for a point on the way.', read: ({ target }) => target.kind },
  { name: 'status', datatype: 'string', description: 'AGREED, PROVISIONAL, PROPOSED, or SUPERSEDED by a later one. Empty means agreed.', read: ({ target }) => target.status },
  { name: 'framework', datatype: 'string', description: 'The agreement or framework that set it.', read: ({ target }) => target.framework },
  { name: 'agreed_with', datatype: 'string', description: 'With whom it was agreed.', read: ({ target }) => target.agreedWith },
  { name: 'agreed_on', datatype: 'string', description: 'When it was agreed: a year, a month or a day.', read: ({ target }) => target.agreedOn },
  { name: 'supersedes', datatype: 'string', description: 'The earlier target it replaces, as its publisher states it.', read: ({ target }) => target.supersedes },
  { name: 'reason', datatype: 'string', description: 'Why it was set so, or why it changed.', read: ({ target }) => target.reason },
  { name: 'priority_id', datatype: 'string', description: 'Identifier of the priority it serves; empty when the document does not say.', read: ({ target }) => target.priority?.id ?? null },
  { name: 'priority_title', datatype: 'string', description: 'That priority.', read: ({ target }) => target.priority?.title ?? null },
  { name: 'group_id', datatype: 'string', description: 'Identifier of the governance group that leads on it; empty when the document does not say.', read: ({ target }) => target.group?.id ?? null },
  { name: 'group_name', datatype: 'string', description: 'Name of that group.', read: ({ target }) => target.group?.name ?? null },
  ...sourceColumns<Row>(({ target }) => target),
];

/** What indicators are meant to reach. */
export const targetsFeed = listFeed<Target, Row>({
  name: 'targets',
  title: 'Targets on indicators',
  description: 'One row for each target: what an indicator is meant to reach, where, by when and for which group of children. Figures of the same indicator, place, group and kind of period are in figures.csv. With from or to, targets that name no period are left out.',
  columns,
  parameters: ['region', 'authorities', 'areas', 'indicators', 'themes', 'from', 'to'],
  readList: async (api, variables) => {
    const { dataVersion, targets: list } = await api.execute(TargetFeedDocument, variables);
    return { dataVersion, list };
  },
  rowsOf: ({ node: target, dataVersion }) => [{ target, dataVersion }],
});
