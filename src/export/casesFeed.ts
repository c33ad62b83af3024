import { CaseFeedDocument, type CaseFeedQuery } from '../api/generated/operations.ts';
import { HubError } from '../errors.ts';
import type { Column } from './Feed.ts';
import { overlapFeed } from './overlapFeed.ts';

type Overlaps = CaseFeedQuery['overlaps'];
type Overlap = Overlaps['nodes'][number];
interface Row {
  overlaps: Overlaps;
  place: number;
  overlap: Overlap;
  component: Overlap['commissioningCase']['components'][number];
}

const columns: readonly Column<Row>[] = [
  { name: 'place', datatype: 'integer', description: 'Its place in the order of what speaks for commissioning together; 1 is the first.', read: ({ place }) => place },
  { name: 'overlap_id', datatype: 'string', description: 'Stable identifier of the overlap.', read: ({ overlap }) => overlap.id },
  { name: 'overlap_title', datatype: 'string', description: 'What it is about.', read: ({ overlap }) => overlap.title },
  { name: 'theme_code', datatype: 'string', description: 'Code of its theme in the shared taxonomy.', read: ({ overlap }) => overlap.theme.code },
  { name: 'strength', datatype: 'number', description: 'Strength of the overlap, from 0 to 1.', read: ({ overlap }) => overlap.strength },
  { name: 'authorities', datatype: 'string', description: 'GSS codes of the authorities that share it, separated by semicolons.', read: ({ overlap }) => overlap.authorities.map(({ code }) => code).join(';') },
  { name: 'score', datatype: 'number', description: 'From 0 to 1: the mean by weight of the components that are known. Empty when none is.', read: ({ overlap }) => overlap.commissioningCase.score },
  { name: 'known_weight', datatype: 'number', description: 'From 0 to 1: the share of all weight that the known components carry.', read: ({ overlap }) => overlap.commissioningCase.knownWeight },
  { name: 'comparable', datatype: 'boolean', description: 'Whether at least two thirds of the weight is known. Scores of others do not compare, so they stand last.', read: ({ overlap }) => overlap.commissioningCase.isComparable },
  { name: 'component', datatype: 'string', description: 'NEED, COVERAGE, MATCH, SPECIALISM, CONTIGUITY, FRAGMENTATION or AGREEMENTS.', read: ({ component }) => component.name },
  { name: 'value', datatype: 'number', description: 'From 0 to 1, where more makes a stronger case. Empty when not known, which is not 0.', read: ({ component }) => component.value },
  { name: 'weight', datatype: 'number', description: 'How much it counts.', read: ({ component }) => component.weight },
  { name: 'explanation', datatype: 'string', description: 'What it rests on, or why it is not known.', read: ({ component }) => component.explanation },
  { name: 'trend', datatype: 'string', description: 'GROWING, STEADY, FADING, NO_CHANGE_SEEN or TOO_FEW_TO_SAY, from plan to plan.', read: ({ overlap }) => overlap.overTime.trend },
  { name: 'compared_from', datatype: 'date', description: 'First day compared.', read: ({ overlaps }) => overlaps.days.from },
  { name: 'compared_to', datatype: 'date', description: 'Last day compared.', read: ({ overlaps }) => overlaps.days.to },
  { name: 'data_version', datatype: 'integer', description: 'Version of the data the rows were made from.', read: ({ overlaps }) => overlaps.dataVersion },
];

/** What speaks for commissioning each overlap together: a row a component, those that are not known among them. */
export const casesFeed = overlapFeed<Row>({
  name: 'cases',
  title: 'What speaks for commissioning each overlap together',
  description: 'One row for each overlap and component of its case, by the weights of the hub, in the order of the score.',
  columns,
  readRows: async (api, filter) => {
    const pages: Overlaps[] = [];
    for (let after: string | null = null; ; ) {
      const { overlaps }: CaseFeedQuery = await api.execute(CaseFeedDocument, { filter, ...(after !== null && { after }) });
      // There are no more overlaps than themes, so a second page is rare, and one of another version rarer still.
      if (pages[0] && pages[0].dataVersion !== overlaps.dataVersion) throw new HubError('DATA_CHANGING', 'The data changed while the overlaps were read. Ask again in a moment.');
      pages.push(overlaps);
      if (!overlaps.pageInfo.hasNextPage) break;
      after = overlaps.pageInfo.endCursor;
    }
    const ordered = pages.flatMap((overlaps) => overlaps.nodes.map((overlap) => ({ overlaps, overlap })));
    return ordered.flatMap(({ overlaps, overlap }, index) => overlap.commissioningCase.components.map((component) => ({ overlaps, place: index + 1, overlap, component })));
  },
});
