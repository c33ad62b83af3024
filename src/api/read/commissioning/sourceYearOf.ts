import type { PublishedRecord } from '../../../catalogue/record.ts';
import { latestYearIn } from '../../../commissioning/timeOf.ts';
import type { RequestContext } from '../../context.ts';
import { findOne } from '../related.ts';

/** The latest year that a record's document, the place in it or dates of its own name, else the title of the source it was harvested from. */
export async function sourceYearOf(context: RequestContext, { document, locator, sourceId }: PublishedRecord, ...dates: (string | null)[]): Promise<number | null> {
  const year = latestYearIn(document, locator, ...dates);
  if (year !== null) return year;
  const source = await findOne<{ title: string }>(context, 'source', sourceId);
  return latestYearIn(source?.title ?? null);
}
