import { graphql, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import 'reflect-metadata';
import { Arg, Args, ArgsType, buildSchema, Ctx, Field, FieldResolver, InputType, Int, ObjectType, Query, Resolver, Root, UseMiddleware } from 'type-graphql';
import { describe, expect, it } from 'vitest';
import { callDirectly } from '../../src/api/callDirectly.ts';
import { dropNulls } from '../../src/api/dropNulls.ts';
import { PageArgs } from '../../src/api/read/pageArgs.ts';
import { readNullAsLeftOut } from '../../src/api/readNullAsLeftOut.ts';

@InputType()
class NoteFilter {
  @Field(() => String, { nullable: true })
  text?: string;
}

@ArgsType()
class NoteArgs extends PageArgs {
  @Field(() => NoteFilter, { nullable: true })
  filter?: NoteFilter;
}

@ObjectType({ simpleResolvers: true })
class Note {
  @Field(() => String)
  title!: string;

  @Field(() => String)
  shouted(@Root() note: Note): string {
    return note.title.toUpperCase();
  }
}

@Resolver(() => Note)
class NoteResolver {
  readonly #mark = '!';

  @Query(() => Note)
  note(): Note {
    return { title: 'a note' } as Note;
  }

  @FieldResolver(() => String)
  marked(@Root() note: Note): string {
    return note.title + this.#mark;
  }

  @FieldResolver(() => String)
  asked(@Ctx() context: { by: string }, @Root() note: Note): string {
    return `${note.title} for ${context.by}`;
  }

  @FieldResolver(() => String)
  paged(@Root() note: Note, @Args(() => NoteArgs) args: NoteArgs, @Ctx() context: { by: string }): string {
    return JSON.stringify([note.title, args instanceof NoteArgs, args, args.filter instanceof NoteFilter, context.by]);
  }

  @FieldResolver(() => String)
  added(@Root() note: Note, @Arg('a', () => Int, { defaultValue: 1 }) a: number, @Arg('b', () => Int, { nullable: true }) b: number | null | undefined, @Arg('list', () => [Int], { nullable: true }) list?: number[]): string {
    return JSON.stringify([note.title, a, b === undefined ? 'none' : b, list ?? 'none']);
  }

  @FieldResolver(() => String)
  @UseMiddleware(async (_data, next) => `behind a middleware: ${String(await next())}`)
  watched(@Root() note: Note): string {
    return note.title;
  }
}

const build = async (): Promise<GraphQLSchema> => buildSchema({ resolvers: [NoteResolver], validateFn: dropNulls });

const [byTypeGraphql, directly] = [readNullAsLeftOut(await build()), readNullAsLeftOut(callDirectly(await build()))];

describe('fields that call their methods', () => {
  it.each([
    ['{ note { title shouted marked asked watched } }', {}],
    ['{ note { paged } }', {}],
    ['{ note { paged(first: 3, after: "x") } }', {}],
    ['{ note { paged(first: null, after: null) } }', {}],
    ['query ($first: Int, $filter: NoteFilter) { note { paged(first: $first, filter: $filter) } }', {}],
    ['query ($first: Int, $filter: NoteFilter) { note { paged(first: $first, filter: $filter) } }', { first: null, filter: null }],
    ['{ note { paged(filter: { text: "a word" }) } }', {}],
    ['{ note { added } }', {}],
    ['{ note { added(a: 2, b: null) } }', {}],
    ['{ note { added(b: 3, list: [1, 2]) } }', {}],
  ])('answer as type-graphql does: %s with %j', async (source, variableValues) => {
    const ask = (schema: GraphQLSchema) => graphql({ schema, source, variableValues, contextValue: { by: 'somebody' } });
    const expected = await ask(byTypeGraphql);
    expect(expected.errors).toBeUndefined();
    expect(await ask(directly)).toEqual(expected);
  });

  it('are those with neither a middleware nor arguments that could not be told apart', async () => {
    const resolvesOf = (schema: GraphQLSchema) => Object.entries((schema.getType('Note') as GraphQLObjectType).getFields()).map(([name, { resolve }]) => [name, resolve] as const);
    const schema = await build();
    const before = new Map(resolvesOf(schema));
    const changed = resolvesOf(callDirectly(schema)).filter(([name, resolve]) => resolve !== before.get(name));
    expect(changed.map(([name]) => name).sort()).toEqual(['added', 'asked', 'marked', 'paged', 'shouted']);
  });
});
