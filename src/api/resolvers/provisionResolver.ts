import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';
import { IndicatorType } from '../../catalogue/indicator.ts';
import { ServiceType } from '../../catalogue/service.ts';
import { ThemeType } from '../../catalogue/theme.ts';
import type { RequestContext } from '../context.ts';
import { costOfShortList, costOfWorkedOut } from '../cost.ts';
import { readProvision } from '../read/provision/readProvision.ts';
import { findAllOf, findOne } from '../read/related.ts';
import { NeedFigure, NeedScale, Provision, ProvisionPicture, ProvisionSupply } from '../types/provision.ts';
import { ProvisionFilter } from '../types/provisionFilter.ts';

@Resolver(() => ProvisionPicture)
export class ProvisionResolver {
  @Query(() => ProvisionPicture, { description: 'Need against supply for a theme: of each authority and of all taken together, whether the two are out of proportion with the others, or why that cannot be said.', complexity: costOfWorkedOut })
  provision(@Ctx() context: RequestContext, @Arg('filter', () => ProvisionFilter, { description: 'Which authorities, and of what.' }) filter: ProvisionFilter): Promise<ProvisionPicture> {
    return readProvision(context, filter);
  }

  @FieldResolver(() => [AuthorityType], { description: 'All that are compared, those told of among them, by name.', complexity: costOfShortList(10) })
  comparedWith(@Root() { peerCodes }: ProvisionPicture, @Ctx() context: RequestContext): Promise<AuthorityType[]> {
    return findAllOf(context, 'authority', peerCodes);
  }

  @FieldResolver(() => [ThemeType], { description: 'The themes asked about and those that are narrower, by code.', complexity: costOfShortList(3) })
  themes(@Root() { themeCodes }: ProvisionPicture, @Ctx() context: RequestContext): Promise<ThemeType[]> {
    return findAllOf(context, 'theme', themeCodes);
  }
}

@Resolver(() => Provision)
export class ProvisionOfPlaceResolver {
  @FieldResolver(() => [AuthorityType], { description: 'The authority, or those taken together.', complexity: costOfShortList(2) })
  authorities(@Root() { authorityCodes }: Provision, @Ctx() context: RequestContext): Promise<AuthorityType[]> {
    return findAllOf(context, 'authority', authorityCodes);
  }
}

@Resolver(() => ProvisionSupply)
export class ProvisionSupplyResolver {
  @FieldResolver(() => [ServiceType], { description: 'The first 25 of its services, by id; of those that are one, the one that stands for the others.', complexity: costOfShortList(5) })
  listed(@Root() { serviceIds }: ProvisionSupply, @Ctx() context: RequestContext): Promise<ServiceType[]> {
    return findAllOf(context, 'service', serviceIds.slice(0, 25));
  }
}

@Resolver(() => NeedScale)
export class NeedScaleResolver {
  @FieldResolver(() => IndicatorType, { description: 'The indicator.' })
  indicator(@Root() { indicatorCode }: NeedScale, @Ctx() context: RequestContext): Promise<IndicatorType | null> {
    return findOne(context, 'indicator', indicatorCode);
  }
}

@Resolver(() => NeedFigure)
export class NeedFigureResolver {
  @FieldResolver(() => IndicatorType, { description: 'The indicator.' })
  indicator(@Root() { indicatorCode }: NeedFigure, @Ctx() context: RequestContext): Promise<IndicatorType | null> {
    return findOne(context, 'indicator', indicatorCode);
  }
}
