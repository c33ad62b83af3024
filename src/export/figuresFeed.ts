import { FigureFeedDocument, type FigureFeedQuery, type ObservationStatus } from '../api/generated/operations.ts';
import { measuredColumns, periodColumns, sourceColumns } from './commonColumns.ts';
import type { Column } from './Feed.ts';
import { listFeed } from './listFeed.ts';

type Figure = FigureFeedQuery['observations']['nodes'][number];
interface Row {
  figure: Figure;
  dataVersion: number;
}

const columns: readonly Column<Row>[] = [
  { name: 'figure_id', datatype: 'string', description: 'Stable identifier of the figure.', read: ({ figure }) => figure.id },
  ...measuredColumns<Row>(({ figure }) => figure),
  ...periodColumns<Row>(({ figure }) => figure),
  { name: 'value', datatype: 'number', description: 'The value, in the unit of the row: percentages on the scale 0 to 100, money in pounds. Empty is not zero: value_note says why there is none.', read: ({ figure }) => figure.value },
  { name: 'value_note', datatype: 'string', description: 'Why there is no value, in a sentence; or what to know of one. Empty where the value stands for itself.', read: ({ figure }) => noteOf(figure) },
  { name: 'status', datatype: 'string', description: 'FINAL, PROVISIONAL, REVISED, LOW, SUPPRESSED (withheld), MISSING or NOT_APPLICABLE. Empty when the source does not say.', read: ({ figure }) => figure.status },
  { name: 'numerator', datatype: 'number', description: 'Number counted; empty when not published.', read: ({ figure }) => figure.numerator },
  { name: 'denominator', datatype: 'number', description: 'Number it was counted out of; empty when not published.', read: ({ figure }) => figure.denominator },
  { name: 'multiplier', datatype: 'number', description: 'What numerator divided by denominator is multiplied by: 100 for per cent, 10,000 for a rate per 10,000.', read: ({ figure }) => figure.indicator?.multiplier ?? null },
  { name: 'lower', datatype: 'number', description: 'Lower confidence limit as published, in the unit of the row.', read: ({ figure }) => figure.lower },
  { name: 'upper', datatype: 'number', description: 'Upper confidence limit as published, in the unit of the row.', read: ({ figure }) => figure.upper },
  { name: 'interval_method', datatype: 'string', description: 'How the publisher worked out the limits, and at which level, for example 95% Wilson.', read: ({ figure }) => figure.intervalMethod },
  { name: 'frequency', datatype: 'string', description: 'How often the indicator is published.', read: ({ figure }) => figure.indicator?.frequency ?? null },
  ...sourceColumns<Row>(({ figure }) => figure),
];

/** What a status says of a value that is not there. */
const whyEmpty: Partial<Record<ObservationStatus, string>> = {
  SUPPRESSED: 'Withheld, mostly because a small number could identify a child. Not zero.',
  MISSING: 'Not available to its publisher. Not zero.',
  NOT_APPLICABLE: 'The indicator makes no sense for this place or period.',
};

function noteOf({ value, status }: Figure): string | null {
  if (status === 'LOW') return 'Rounds to zero but is not zero.';
  if (value !== null) return null;
  return (status && whyEmpty[status]) ?? 'Not given, and its source does not say why. Not zero.';
}

/** Published values, each with its unit, place, period and source. */
export const figuresFeed = listFeed<Figure, Row>({
  name: 'figures',
  title: 'Published values of indicators',
  description: 'One row for each value of an indicator, for one place, period and group of children, those that are withheld among them. With latest=true only the latest value of each indicator, place, group and kind of period.',
  columns,
  parameters: ['region', 'authorities', 'areas', 'indicators', 'themes', 'from', 'to', 'latest', 'allChildren'],
  readList: async (api, variables) => {
    const { dataVersion, observations: list } = await api.execute(FigureFeedDocument, variables);
    return { dataVersion, list };
  },
  rowsOf: ({ node: figure, dataVersion }) => [{ figure, dataVersion }],
});
