import { Args, ArgsType, Ctx, Field, FieldResolver, Int, Resolver, Root, type Complexity } from 'type-graphql';
import { PriorityType } from '../../catalogue/priority.ts';
import type { RequestContext } from '../context.ts';
import { costOfShortList } from '../cost.ts';
import { checkPage } from '../read/pageArgs.ts';
import { nearestMissesOf, type NearestMissRow } from '../read/readNearestMisses.ts';
import type { ScopedOverlap } from '../read/readOverlaps.ts';
import { whyNearlyRead } from '../read/readRunnersUp.ts';
import { findOne } from '../read/related.ts';
import { Evidence, OverlapType } from '../types/overlap.ts';
import { NearestMiss } from '../types/reading.ts';

const mostMisses = 50;
const defaultMisses = 3;

@ArgsType()
class NearestMissArgs {
  @Field(() => Int, { nullable: true, defaultValue: defaultMisses, description: 'How many to give, at most 50.' })
  first?: number;
}

const costOfMisses: Complexity = ({ args, childComplexity }) => 1 + Math.min(Math.max(Number(args.first ?? defaultMisses), 0), mostMisses) * Math.max(1, childComplexity);

@Resolver(() => OverlapType)
export class OverlapMissesResolver {
  @FieldResolver(() => [NearestMiss], {
    description: 'Adopted statements of the authorities asked about that just failed to be in it, and what threshold would let each in: first those that would bring in an authority that does not share it, then the nearest. None less likely than 0.05.',
    complexity: costOfMisses,
  })
  async nearestMisses(@Root() overlap: ScopedOverlap, @Ctx() context: RequestContext, @Args(() => NearestMissArgs) { first = defaultMisses }: NearestMissArgs): Promise<NearestMissRow[]> {
    checkPage({ first }, mostMisses);
    return (await nearestMissesOf(context, overlap)).slice(0, first);
  }
}

@Resolver(() => NearestMiss)
export class NearestMissResolver {
  @FieldResolver(() => PriorityType, { description: 'The statement, in its own words.' })
  priority(@Root() miss: NearestMissRow, @Ctx() context: RequestContext): Promise<PriorityType | null> {
    return findOne(context, 'priority', miss.priorityId);
  }

  @FieldResolver(() => [Evidence], { description: 'What speaks for it and against it, those reasons first that counted most.', complexity: costOfShortList(3) })
  async evidence(@Root() miss: NearestMissRow, @Ctx() context: RequestContext): Promise<Evidence[]> {
    return (await whyNearlyRead(context, miss)).evidence;
  }

  @FieldResolver(() => String, { description: 'What sets the theme apart from the one that the hub read in it, in a sentence with the weights (in log-odds) of the words that make most of the difference.' })
  async separation(@Root() miss: NearestMissRow, @Ctx() context: RequestContext): Promise<string> {
    return (await whyNearlyRead(context, miss)).separation;
  }
}
