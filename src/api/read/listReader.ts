import type { RequestContext } from '../context.ts';
import { allOf } from './conditions.ts';
import { checkFilter } from './checkFilter.ts';
import type { PageArgs } from './pageArgs.ts';
import { readPage, type List, type Page, type Parent } from './readPage.ts';

export type Conditions = Parameters<typeof allOf>[0];

interface ListArgs<Filter> extends Pick<PageArgs, 'first' | 'after'> {
  filter?: Filter;
}

/** Reads one noun's list, whole or as it hangs on another record, narrowed by what its filter stands for. */
export function listReader<Filter extends object>(list: List, conditionsOf: (context: RequestContext, filter: Filter, parent?: Parent) => Promise<Conditions> | Conditions) {
  return async (context: RequestContext, args: ListArgs<Filter>, parent?: Parent): Promise<Page> => {
    const filter = checkFilter(args.filter ?? ({} as Filter));
    const conditions = (await conditionsOf(context, filter, parent)).filter(Boolean);
    return readPage(context, { list, page: args, filter, parent, ...(conditions.length > 0 && { where: (query) => query.where(allOf(conditions)) }) });
  };
}
