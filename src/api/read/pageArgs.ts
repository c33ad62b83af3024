import 'reflect-metadata';
import { ArgsType, Field, Int } from 'type-graphql';
import { HubError } from '../../errors.ts';

export const defaultPageSize = 25;
export const largestPage = 500;

@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, defaultValue: defaultPageSize, description: 'How many rows to return, at most 500.' })
  first!: number;

  @Field(() => String, { nullable: true, description: 'Return the rows after this cursor: the `endCursor` of the page before.' })
  after?: string;
}

/** Refuses a page size the hub does not give, before any data is read. Only what can be paged has a way on after the most. */
export function checkPage(page: Pick<PageArgs, 'first'>, most = largestPage): void {
  const wayOn = most === largestPage ? `ask for ${most} and page on with "after"` : `ask for ${most}`;
  if (page.first > most) throw new HubError('PAGE_TOO_LARGE', `first is ${page.first}. The most is ${most}: ${wayOn}.`);
  if (page.first < 0) throw new HubError('BAD_ARGUMENT', `first is ${page.first}. Allowed: 0 to ${most}.`);
}
