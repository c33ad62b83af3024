import type { OverlapFilter } from '../api/generated/operations.ts';
import { HubError } from '../errors.ts';
import type { Feed, Reading } from './Feed.ts';
import type { FeedFilter } from './readFilter.ts';

type Described<Row> = Omit<Feed<Row>, 'parameters' | 'readPage'>;

/** A feed of overlaps: summed up as a whole for the authorities and days asked about, without any for all that the hub knows, so it is one page. */
export function overlapFeed<Row>({ readRows, ...described }: Described<Row> & { readRows: (api: Reading, filter: OverlapFilter) => Promise<Row[]> }): Feed<Row> {
  return {
    ...described,
    parameters: ['region', 'authorities', 'asAt', 'from', 'to'],
    readPage: async (api, filter) => ({ rows: await readRows(api, overlapFilterOf(filter)), next: null }),
  };
}

function overlapFilterOf({ from, to, ...filter }: FeedFilter): OverlapFilter {
  if ((from === undefined) !== (to === undefined)) throw new HubError('BAD_ARGUMENT', `The address has "${from === undefined ? 'to' : 'from'}" alone. Give both from and to for a period, or asAt for a day.`);
  return { ...filter, ...(from !== undefined && to !== undefined && { period: { from, to } }) };
}
