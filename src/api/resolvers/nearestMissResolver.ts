import { Args, ArgsType, Ctx, Field, FieldResolver, Float, Int, Resolver, Root } from 'type-graphql';
import { PriorityType } from '../../catalogue/priority.ts';
import { HubError } from '../../errors.ts';
import type { RequestContext } from '../context.ts';
import { costOfFirst } from '../cost.ts';
import { costOfReasons, EvidenceArgs, reasonsAskedFor } from '../read/evidenceArgs.ts';
import { checkPage } from '../read/pageArgs.ts';
import { nearestMissesOf, type NearestMissRow } from '../read/readNearestMisses.ts';
import type { ScopedOverlap } from '../read/readOverlaps.ts';
import { whyNearlyRead } from '../read/readRunnersUp.ts';
import { findOne } from '../read/related.ts';
import { Evidence, OverlapType } from '../types/overlap.ts';
import { NearestMiss } from '../types/reading.ts';

const mostMisses = 50;
const defaultMisses = 3;
/** How sure the hub must be of what it calls nearly in: in the East Midlands of 2025 most of what it is less sure of is far off. */
const nearFrom = 0.2;
/** No theme less likely is kept as nearly read. */
const lowestKept = 0.05;

@ArgsType()
class NearestMissArgs {
  @Field(() => Int, { nullable: true, defaultValue: defaultMisses, description: 'How many to give, at most 50.' })
  first?: number;

  @Field(() => Float, { nullable: true, defaultValue: nearFrom, description: 'Give only those of which the hub is at least this sure, from 0.05 to 1. Below 0.2 much is far off.' })
  minConfidence?: number;
}

@Resolver(() => OverlapType)
export class OverlapMissesResolver {
  @FieldResolver(() => [NearestMiss], {
    description: 'Adopted statements of the authorities asked about that just failed to be in it, and what threshold would let each in: first those that would bring in an authority that does not share it, then the nearest. None of which the hub is less sure than minConfidence. What the minConfidence of a filter of overlaps leaves out is read, and not listed here. Of an overlap that reviewers split by core groups they stand with what is left of it, since none has a core group yet that would take it to a part.',
    complexity: costOfFirst(mostMisses, defaultMisses),
  })
  async nearestMisses(@Root() overlap: ScopedOverlap, @Ctx() context: RequestContext, @Args(() => NearestMissArgs) { first = defaultMisses, minConfidence = nearFrom }: NearestMissArgs): Promise<NearestMissRow[]> {
    checkPage({ first }, mostMisses);
    if (!(minConfidence >= lowestKept && minConfidence <= 1)) throw new HubError('BAD_ARGUMENT', `minConfidence is ${minConfidence}. Allowed: ${lowestKept} to 1. Below ${lowestKept} the hub keeps nothing.`);
    return (await nearestMissesOf(context, overlap)).filter(({ confidence }) => confidence >= minConfidence).slice(0, first);
  }
}

@Resolver(() => NearestMiss)
export class NearestMissResolver {
  @FieldResolver(() => PriorityType, { description: 'The statement, in its own words.' })
  priority(@Root() miss: NearestMissRow, @Ctx() context: RequestContext): Promise<PriorityType | null> {
    return findOne(context, 'priority', miss.priorityId);
  }

  @FieldResolver(() => [Evidence], { description: 'What speaks for it and against it, those reasons first that counted most.', complexity: costOfReasons })
  async evidence(@Root() miss: NearestMissRow, @Ctx() context: RequestContext, @Args(() => EvidenceArgs) args: EvidenceArgs): Promise<Evidence[]> {
    const first = reasonsAskedFor(args);
    return (await whyNearlyRead(context, miss)).evidence.slice(0, first);
  }

  @FieldResolver(() => String, { description: 'What sets the theme apart from the one that the hub read in it, in a sentence with the weights (in log-odds) of the words that make most of the difference.' })
  async separation(@Root() miss: NearestMissRow, @Ctx() context: RequestContext): Promise<string> {
    return (await whyNearlyRead(context, miss)).separation;
  }
}
