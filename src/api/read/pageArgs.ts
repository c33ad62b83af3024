import 'reflect-metadata';
import { ArgsType, Field, Int } from 'type-graphql';
import { HubError } from '../../errors.ts';

const defaultPageSize = 25;
export const largestPage = 500;

@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: defaultPageSize, description: 'How many rows to return, at most 500.' })
  first!: number;

  @Field(() => String, { nullable: true, description: 'Return the rows after this cursor: the `endCursor` of the page before.' })
  after?: string;
}

/** Refuses a page size the hub does not give, before any data is read. */
export function checkPage(page: Pick<PageArgs, 'first'>): void {
  if (page.first > largestPage) throw new HubError('PAGE_TOO_LARGE', `first is ${page.first}. The most is ${largestPage}: ask for ${largestPage} and page on with "after".`);
  if (page.first < 0) throw new HubError('BAD_ARGUMENT', `first is ${page.first}. Allowed: 0 to ${largestPage}.`);
}
