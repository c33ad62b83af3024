import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';
import type { Moment } from '../../overlap/historyOf.ts';
import type { RequestContext } from '../context.ts';
import { costOfShortList } from '../cost.ts';
import { historyOfOverlap, type OverlapHistoryRow } from '../read/readHistory.ts';
import type { ScopedOverlap } from '../read/readOverlaps.ts';
import type { AuthorityRow } from '../read/timeScope.ts';
import { OverlapType } from '../types/overlap.ts';
import { OverlapHistory, OverlapMoment } from '../types/overlapHistory.ts';

interface MomentRow extends Moment {
  authorities: OverlapHistoryRow['authorities'];
}

@Resolver(() => OverlapType)
export class OverlapHistoryResolver {
  @FieldResolver(() => OverlapHistory, { description: 'How it grew or faded from plan to plan, whatever days were asked about.' })
  overTime(@Root() overlap: ScopedOverlap, @Ctx() context: RequestContext): Promise<OverlapHistoryRow> {
    return historyOfOverlap(context, overlap);
  }
}

@Resolver(() => OverlapHistory)
export class OverlapMomentsResolver {
  @FieldResolver(() => [OverlapMoment], { description: 'The moments at which something changed, oldest first: the newest fifty.', complexity: costOfShortList(50) })
  moments(@Root() { moments, authorities }: OverlapHistoryRow): MomentRow[] {
    return moments.map((moment) => ({ ...moment, authorities }));
  }

  @FieldResolver(() => Int, { description: 'How many moments before those were left out.' })
  earlierMoments(@Root() { earlier }: OverlapHistoryRow): number {
    return earlier;
  }
}

@Resolver(() => OverlapMoment)
export class OverlapMomentResolver {
  @FieldResolver(() => [AuthorityType], { description: 'Those that shared it, by name.', complexity: costOfShortList(10) })
  sharing(@Root() moment: MomentRow): object[] {
    return named(moment, moment.sharing);
  }

  @FieldResolver(() => [AuthorityType], { description: 'Took it up: their plan before of the same kind, held whole, was without it.', complexity: costOfShortList(2) })
  joined(@Root() moment: MomentRow): object[] {
    return named(moment, moment.joined);
  }

  @FieldResolver(() => [AuthorityType], { description: 'Dropped it: their next plan of the same kind, held whole, is without it.', complexity: costOfShortList(2) })
  left(@Root() moment: MomentRow): object[] {
    return named(moment, moment.left);
  }

  @FieldResolver(() => [AuthorityType], { description: 'Share it for the first time, or again, as far as the hub can see; whether they did before is not known.', complexity: costOfShortList(2) })
  firstSeen(@Root() moment: MomentRow): object[] {
    return named(moment, moment.firstSeen);
  }

  @FieldResolver(() => [AuthorityType], { description: 'Not seen to share it any more, because a document ended and the hub holds no whole later one of its kind that is without it, so that whether they still do is not known; or because the authority is no more, which the explanation says.', complexity: costOfShortList(2) })
  lastSeen(@Root() moment: MomentRow): object[] {
    return named(moment, moment.lastSeen);
  }
}

function named({ authorities }: MomentRow, codes: readonly string[]): AuthorityRow[] {
  return codes.flatMap((code) => authorities.get(code) ?? []).sort((a, b) => (a.name === b.name ? (a.id < b.id ? -1 : 1) : a.name < b.name ? -1 : 1));
}
