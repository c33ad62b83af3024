import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';
import { ServiceType } from '../../catalogue/service.ts';
import { ServiceUseType } from '../../catalogue/serviceUse.ts';
import type { RequestContext } from '../context.ts';
import { costOfPage } from '../cost.ts';
import { readServiceUse, ServiceUseArgs, ServiceUseConnection } from '../lists/serviceUse.ts';
import { findAuthorityAround } from '../read/authorityAround.ts';
import { findPlace } from '../read/places.ts';
import type { Page } from '../read/readPage.ts';
import { findOne } from '../read/related.ts';
import { Place } from '../types/place.ts';

@Resolver(() => ServiceUseType)
export class ServiceUseResolver {
  @Query(() => ServiceUseConnection, { description: 'Who uses services, and where, by home and period: filter by crossBoundary for those who are served in another authority than their own.', complexity: costOfPage })
  serviceUse(@Ctx() context: RequestContext, @Args(() => ServiceUseArgs) args: ServiceUseArgs): Promise<Page> {
    return readServiceUse(context, args);
  }

  @FieldResolver(() => ServiceType, { nullable: true, description: 'The service used. Empty when only its kind is stated.' })
  service(@Root() use: ServiceUseType, @Ctx() context: RequestContext): Promise<ServiceType | null> {
    return findOne(context, 'service', use.serviceId);
  }

  @FieldResolver(() => Place, { nullable: true, description: 'The place the users live in, or whose responsibility they are. Empty only when its publisher withdrew the place.' })
  homeArea(@Root() use: ServiceUseType, @Ctx() context: RequestContext): Promise<object | null> {
    return findPlace(context, use.homeAreaCode);
  }

  @FieldResolver(() => Place, { nullable: true, description: 'The place in which they are served. Empty means not stated.' })
  placeArea(@Root() use: ServiceUseType, @Ctx() context: RequestContext): Promise<object | null> {
    return findPlace(context, use.placeAreaCode);
  }

  @FieldResolver(() => AuthorityType, { nullable: true, description: 'The authority that homeArea is, or lies in. Empty when it is larger than one, or the hub does not know.' })
  homeAuthority(@Root() use: ServiceUseType, @Ctx() context: RequestContext): Promise<object | null> {
    return findAuthorityAround(context, use.homeAreaCode);
  }

  @FieldResolver(() => AuthorityType, { nullable: true, description: 'The authority that placeArea is, or lies in. Empty when it is not stated, larger than one, or the hub does not know.' })
  placeAuthority(@Root() use: ServiceUseType, @Ctx() context: RequestContext): Promise<object | null> {
    return findAuthorityAround(context, use.placeAreaCode);
  }

  @FieldResolver(() => Boolean, { nullable: true, description: "Whether they are served in another authority than their own. Empty when the hub does not know both authorities, which is not the same as at home." })
  async crossBoundary(@Root() use: ServiceUseType, @Ctx() context: RequestContext): Promise<boolean | null> {
    const [home, place] = await Promise.all([findAuthorityAround(context, use.homeAreaCode), findAuthorityAround(context, use.placeAreaCode)]);
    return home && place && home.id !== place.id;
  }
}
