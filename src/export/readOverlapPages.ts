import { MoreStatementsDocument, OverlapFeedDocument, type OverlapFeedQuery, type OverlapFilter, type StatementPageFragment } from '../api/generated/operations.ts';
import { HubError } from '../errors.ts';
import type { Reading } from './Feed.ts';

export type FeedPage = OverlapFeedQuery['overlaps'];
export type FeedOverlap = FeedPage['nodes'][number];
export type FeedStatement = StatementPageFragment['nodes'][number];

/** All pages of the overlaps a filter leaves, all from one version of the data. */
export interface WholeAnswer {
  days: FeedPage['days'];
  dataVersion: number;
  coverage: FeedPage['coverage'];
  overlaps: { overlap: FeedOverlap; statements: FeedStatement[] }[];
}

/** How many overlaps a page has, and how many statements of each come with it; the rest is fetched overlap by overlap. */
export interface PageSizes {
  first: number;
  statements: number;
}

const mostAttempts = 5;

/** Reads to the end, and again from the start when the data changed on the way: rows of two versions never stand in one file. */
export async function readOverlapPages(api: Reading, filter: OverlapFilter, sizes: PageSizes = { first: 10, statements: 200 }): Promise<WholeAnswer> {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const answer = await readToTheEnd(api, filter, sizes);
    if (answer) return answer;
  }
  throw new HubError('DATA_CHANGING', `The data changed during each of ${mostAttempts} attempts to read all overlaps. Ask again in a moment.`);
}

async function readToTheEnd(api: Reading, filter: OverlapFilter, sizes: PageSizes): Promise<WholeAnswer | null> {
  const readPage = async (after: string | null): Promise<FeedPage> => (await api.execute(OverlapFeedDocument, { filter, ...sizes, ...(after !== null && { after }) })).overlaps;
  const first = await readPage(null);
  const answer: WholeAnswer = { days: first.days, dataVersion: first.dataVersion, coverage: first.coverage, overlaps: [] };
  for (let page = first; ; page = await readPage(page.pageInfo.endCursor)) {
    if (page.dataVersion !== answer.dataVersion) return null;
    for (const overlap of page.nodes) {
      const statements = await readStatements(api, filter, overlap, answer.dataVersion);
      if (statements === null) return null;
      answer.overlaps.push({ overlap, statements });
    }
    if (!page.pageInfo.hasNextPage) return answer;
  }
}

async function readStatements(api: Reading, filter: OverlapFilter, { id, members }: FeedOverlap, dataVersion: number): Promise<FeedStatement[] | null> {
  const statements = [...members.nodes];
  for (let { pageInfo } = members; pageInfo.hasNextPage && pageInfo.endCursor !== null; ) {
    const more = await api.execute(MoreStatementsDocument, { id, filter, after: pageInfo.endCursor });
    if (more.dataVersion.number !== dataVersion || !more.overlap) return null;
    statements.push(...more.overlap.members.nodes);
    pageInfo = more.overlap.members.pageInfo;
  }
  return statements;
}
