import { SourceFeedDocument, type SourceFeedQuery } from '../api/generated/operations.ts';
import type { Column } from './Feed.ts';
import { listFeed } from './listFeed.ts';

interface Row {
  source: SourceFeedQuery['sources']['nodes'][number];
  dataVersion: number;
}

const columns: readonly Column<Row>[] = [
  { name: 'source_id', datatype: 'string', description: 'Id of the source, as the other feeds have it in the column of the same name.', read: ({ source }) => source.id },
  { name: 'source_title', datatype: 'string', description: 'Title of the source.', read: ({ source }) => source.title },
  { name: 'publisher_code', datatype: 'string', description: 'Code of its publisher: a GSS code for an authority.', read: ({ source }) => source.publisher.code },
  { name: 'publisher', datatype: 'string', description: 'Who published it.', read: ({ source }) => source.publisher.name },
  { name: 'publisher_kind', datatype: 'string', description: 'What sort of body that is.', read: ({ source }) => source.publisher.kind },
  { name: 'connector', datatype: 'string', description: 'What reads it: package for a data package, a workbook or a folder; hub for another hub.', read: ({ source }) => source.connector },
  { name: 'licence', datatype: 'string', description: 'Terms on which it may be used again, as its publisher states them. Empty when not stated, which is no permission.', read: ({ source }) => source.licence },
  { name: 'attribution', datatype: 'string', description: 'Words to put beside it when it is used again, where the licence asks for them.', read: ({ source }) => source.attribution },
  { name: 'data_version', datatype: 'integer', description: 'Version of the data the rows were made from.', read: ({ dataVersion }) => dataVersion },
];

/** On which terms each source may be used again: apart from the other feeds, in each row of which its words would be most of the file. */
export const sourcesFeed = listFeed<Row['source'], Row>({
  name: 'sources',
  title: 'Sources and their terms',
  description: 'One row for each source that the hub holds data of.',
  columns,
  parameters: [],
  readList: async (api, { filter: _, ...page }) => {
    const { dataVersion, sources: list } = await api.execute(SourceFeedDocument, page);
    return { dataVersion, list };
  },
  rowsOf: ({ node: source, dataVersion }) => [{ source, dataVersion }],
});
