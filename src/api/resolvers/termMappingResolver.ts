import type { Kysely } from 'kysely';
import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import { HubError } from '../../errors.ts';
import { readMapping } from '../../harvest/terms/termMapping.ts';
import { readUnmapped } from '../../harvest/terms/termsInUse.ts';
import type { RequestContext } from '../context.ts';
import { costOfFirst } from '../cost.ts';
import { largestPage } from '../read/pageArgs.ts';
import { TermMapping, UnmappedTerm } from '../types/termMapping.ts';

const usual = 50;

@Resolver()
export class TermMappingResolver {
  @Query(() => TermMapping, { description: 'What terms of service directories stand for: the mapping in force.' })
  termMapping(@Ctx() { db }: RequestContext): Promise<TermMapping> {
    return readMapping(db as unknown as Kysely<unknown>);
  }

  @Query(() => [UnmappedTerm], { description: 'Terms that services have and that lead to no theme, those of the most services first.', complexity: costOfFirst(largestPage, usual) })
  async unmappedTerms(@Ctx() context: RequestContext, @Arg('first', () => Int, { nullable: true, description: `How many at most; ${usual} unless told, ${largestPage} at most.` }) first: number = usual): Promise<UnmappedTerm[]> {
    if (first < 0) throw new HubError('BAD_ARGUMENT', `first is ${first}. Allowed: 0 to ${largestPage}.`);
    if (first > largestPage) throw new HubError('PAGE_TOO_LARGE', `first is ${first}. Allowed: at most ${largestPage}.`);
    const db = context.db as unknown as Kysely<unknown>;
    return (await readUnmapped(db, await readMapping(db))).slice(0, first);
  }
}
