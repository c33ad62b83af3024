import { HubError } from '../errors.ts';
import type { Feed, Reading } from './Feed.ts';
import type { FeedFilter } from './readFilter.ts';

/** Few enough that nobody waits long while a page is made. Said each time: left to its default, the operation would not be answered by what is compiled. */
const rowsOfPage = 200;

/** One page of a list of the API, and of which version of the data it is. */
interface ListPage<Node> {
  dataVersion: { number: number };
  list: { nodes: readonly Node[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
}

interface Variables {
  filter: FeedFilter;
  first: number;
  after?: string;
}

/** What a row is made from: a record, and what was asked. */
interface Given<Node> {
  node: Node;
  dataVersion: number;
  filter: FeedFilter;
}

type Described<Row> = Omit<Feed<Row>, 'readPage'>;

/**
 * A feed that is a list of the API, page by page, however long. Rows of two versions never stand in one file: where the data change on the
 * way, it ends with DATA_CHANGING. Its operation asks for `source`, so that its pages are not kept: they would push out what others ask for.
 */
export function listFeed<Node, Row>({ readList, rowsOf, ...described }: Described<Row> & { readList: (api: Reading, variables: Variables) => Promise<ListPage<Node>>; rowsOf: (given: Given<Node>) => Row[] }): Feed<Row> {
  return {
    ...described,
    async readPage(api, filter, place) {
      const { dataVersion: { number: dataVersion }, list: { nodes, pageInfo } } = await readList(api, { filter, first: rowsOfPage, ...(place && { after: place.after }) });
      if (place && place.dataVersion !== dataVersion) throw new HubError('DATA_CHANGING', 'The data changed while the feed was read. Ask again in a moment, or for less at once.');
      return {
        rows: nodes.flatMap((node) => rowsOf({ node, dataVersion, filter })),
        next: pageInfo.hasNextPage && pageInfo.endCursor !== null ? { after: pageInfo.endCursor, dataVersion } : null,
      };
    },
  };
}
