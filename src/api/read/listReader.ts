import type { RequestContext } from '../context.ts';
import { allOf, isLinkedTo } from './conditions.ts';
import { checkFilter } from './checkFilter.ts';
import type { PageArgs } from './pageArgs.ts';
import { readPage, type List, type Page, type Parent, type Where } from './readPage.ts';

export type Conditions = Parameters<typeof allOf>[0];

/** Several records through one link table on whose target side they stand: what hangs on any of them is one list. */
export interface AnyOf {
  anyOf: readonly string[];
  link: string;
}

interface ListArgs<Filter> extends Pick<PageArgs, 'first' | 'after'> {
  filter?: Filter;
}

/** Reads one noun's list, whole or as it hangs on another record, or on any of several, narrowed by what its filter stands for. */
export function listReader<Filter extends object>(list: List, conditionsOf: (context: RequestContext, filter: Filter, parent?: Parent | AnyOf) => Promise<Conditions> | Conditions) {
  return async (context: RequestContext, args: ListArgs<Filter>, hangingOn?: Parent | AnyOf): Promise<Page> => {
    const filter = checkFilter(args.filter ?? ({} as Filter));
    const several = hangingOn && 'anyOf' in hangingOn ? hangingOn : undefined;
    const parent = hangingOn && 'anyOf' in hangingOn ? undefined : hangingOn;
    const whereOf = async (reading: RequestContext): Promise<Where | undefined> => {
      const conditions = [...(await conditionsOf(reading, filter, hangingOn)), several && isLinkedTo(`${list.table}.id`, several.link, several.anyOf)].filter(Boolean);
      return conditions.length > 0 ? (query) => query.where(allOf(conditions)) : undefined;
    };
    return readPage(context, { list, page: args, filter: several ? { ...filter, several } : filter, whereOf, ...(parent && { parent }) });
  };
}
