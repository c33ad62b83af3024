import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { AreaType } from '../../catalogue/area.ts';
import { AuthorityType } from '../../catalogue/authority.ts';
import { RegionType } from '../../catalogue/region.ts';
import type { RequestContext } from '../context.ts';
import { findOne } from '../read/related.ts';
import { Place } from '../types/place.ts';

/** The two kinds of place that are nouns of their own; every other is a kind of area. */
function nounOf({ kind }: Place): string {
  return ['region', 'authority'].includes(kind) ? kind : 'area';
}

@Resolver(() => Place)
export class PlaceResolver {
  @FieldResolver(() => RegionType, { nullable: true, description: 'The region, with all that hangs on it. Empty when the place is of another kind.' })
  region(@Root() place: Place, @Ctx() context: RequestContext): Promise<RegionType | null> {
    return findOne(context, 'region', nounOf(place) === 'region' ? place.code : null);
  }

  @FieldResolver(() => AuthorityType, { nullable: true, description: 'The authority, with all that hangs on it. Empty when the place is of another kind.' })
  authority(@Root() place: Place, @Ctx() context: RequestContext): Promise<AuthorityType | null> {
    return findOne(context, 'authority', nounOf(place) === 'authority' ? place.code : null);
  }

  @FieldResolver(() => AreaType, { nullable: true, description: 'The area, with all that hangs on it: a ward, a locality, a cluster, a district or a country. Empty for a region or an authority.' })
  area(@Root() place: Place, @Ctx() context: RequestContext): Promise<AreaType | null> {
    return findOne(context, 'area', nounOf(place) === 'area' ? place.code : null);
  }
}
