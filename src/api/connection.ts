import { Field, Int, ObjectType, Root, type ClassType } from 'type-graphql';
import type { Page } from './read/readPage.ts';

@ObjectType({ simpleResolvers: true, description: 'Where a page of a list begins and ends.' })
class PageInfo {
  @Field(() => Boolean, { description: 'Whether more rows follow this page.' })
  hasNextPage!: boolean;
  @Field(() => Boolean, { description: 'Always false: lists are paged forward only.' })
  hasPreviousPage!: boolean;
  @Field(() => String, { nullable: true, description: 'Cursor of the first row of the page; empty when the page has no rows.' })
  startCursor!: string | null;
  @Field(() => String, { nullable: true, description: 'Cursor of the last row: pass it as "after" to get the next page.' })
  endCursor!: string | null;
}

/** The Relay connection type of a noun: `nodes` for people, `edges` for clients that follow the Relay convention. */
export function connectionOf(name: string, node: () => ClassType, noun = name): ClassType<Page> {
  @ObjectType(`${name}Edge`, { simpleResolvers: true, description: `One ${noun} in a list, with its cursor.` })
  class Edge {
    @Field(node, { description: `The ${noun}.` })
    node!: object;
    @Field(() => String, { description: 'Its place in the list.' })
    cursor!: string;
  }

  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: `One page of a list of ${noun === name ? `${name} records` : `${noun}s`}.` })
  class Connection {
    @Field(() => [node()], { description: 'The rows of this page.' })
    nodes(@Root() page: Page<object>): object[] {
      return page.rows;
    }

    @Field(() => [Edge], { description: 'The rows of this page, each with its cursor.' })
    edges(@Root() page: Page<object>): Edge[] {
      return page.rows.map((row) => ({ node: row, cursor: page.cursorOf(row) }));
    }

    @Field(() => PageInfo, { description: 'Whether there is more, and where to go on.' })
    pageInfo(@Root() page: Page<object>): PageInfo {
      const [first, last] = [page.rows[0], page.rows.at(-1)];
      return {
        hasNextPage: page.hasNextPage,
        hasPreviousPage: false,
        startCursor: first ? page.cursorOf(first) : null,
        endCursor: last ? page.cursorOf(last) : null,
      };
    }

    @Field(() => Int, { description: 'How many rows the whole list has under the same filter.' })
    totalCount(@Root() page: Page<object>): Promise<number> {
      return page.count();
    }
  }
  return Connection as unknown as ClassType<Page>;
}
