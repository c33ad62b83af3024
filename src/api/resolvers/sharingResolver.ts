import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';
import { ServiceType } from '../../catalogue/service.ts';
import type { RequestContext } from '../context.ts';
import { costOfShortList, costOfWorkedOut } from '../cost.ts';
import { readSharing } from '../read/provision/readSharing.ts';
import { findAllOf } from '../read/related.ts';
import { ProvisionFilter } from '../types/provisionFilter.ts';
import { JointCover, SharingPicture, SharingPossibility } from '../types/sharing.ts';

@Resolver(() => SharingPicture)
export class SharingResolver {
  @Query(() => SharingPicture, { description: 'Where sharing could help: authorities with capacity beside authorities with need within reach, ranked and explained, with what they already have together. Never more than a suggestion: resources stay where they are unless a proposal says otherwise.', complexity: costOfWorkedOut })
  sharingPossibilities(@Ctx() context: RequestContext, @Arg('filter', () => ProvisionFilter, { description: 'Which authorities, and of what: pairs in which at least one is told of.' }) filter: ProvisionFilter): Promise<SharingPicture> {
    return readSharing(context, filter);
  }
}

@Resolver(() => SharingPossibility)
export class SharingPossibilityResolver {
  @FieldResolver(() => [ServiceType], { description: 'The first 25 services of the first that say they are open to residents of the other, by id.', complexity: costOfShortList(3) })
  openServices(@Root() { openServiceIds }: SharingPossibility, @Ctx() context: RequestContext): Promise<ServiceType[]> {
    return findAllOf(context, 'service', openServiceIds.slice(0, 25));
  }
}

@Resolver(() => JointCover)
export class JointCoverResolver {
  @FieldResolver(() => [AuthorityType], { description: 'Those of the authorities compared that have it together, by code.', complexity: costOfShortList(5) })
  authorities(@Root() { authorityCodes }: JointCover, @Ctx() context: RequestContext): Promise<AuthorityType[]> {
    return findAllOf(context, 'authority', authorityCodes);
  }
}
