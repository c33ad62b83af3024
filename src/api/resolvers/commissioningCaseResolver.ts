import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { CommissioningCase } from '../../commissioning/weighCase.ts';
import type { RequestContext } from '../context.ts';
import { costOfCase } from '../cost.ts';
import { checkWeights } from '../read/commissioning/checkWeights.ts';
import { caseOf } from '../read/commissioning/readCases.ts';
import type { ScopedOverlap } from '../read/readOverlaps.ts';
import { CommissioningCaseType, CommissioningWeights } from '../types/commissioningCase.ts';
import { OverlapType } from '../types/overlap.ts';

/** Which overlaps deserve attention. */
@Resolver(() => OverlapType)
export class CommissioningCaseResolver {
  @FieldResolver(() => CommissioningCaseType, { description: 'What speaks for commissioning it together, component by component, with what is not known.', complexity: costOfCase })
  commissioningCase(
    @Root() overlap: ScopedOverlap,
    @Ctx() context: RequestContext,
    @Arg('weights', () => CommissioningWeights, { nullable: true, description: 'How much each component counts; without them, as in the list it stands in, else by the hub.' }) weights?: CommissioningWeights,
  ): Promise<CommissioningCase> {
    return caseOf(context, overlap, weights && checkWeights(weights));
  }
}
