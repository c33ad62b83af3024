import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { ServiceType } from '../../catalogue/service.ts';
import { connectionOf } from '../connection.ts';
import type { RequestContext } from '../context.ts';
import { costOfShortList, costOfWorkedOut, costOfWorkedOutPage } from '../cost.ts';
import { readContracts } from '../read/serviceMap/readContracts.ts';
import { readNear, type NearPage, type NearRow } from '../read/serviceMap/readNear.ts';
import { findOne } from '../read/related.ts';
import { ContractFilter, ContractsOfTheme, NearBasis, NearService, ServicesNearArgs } from '../types/serviceMap.ts';

const NearServiceConnection = connectionOf('NearService', () => NearService);

@Resolver(() => NearServiceConnection)
export class ServicesNearResolver {
  @Query(() => NearServiceConnection, { description: 'Services near a point, the nearest first; with outsideOf the nearest that are not an authority\'s own, and whether they are open to its residents. Services whose status says that they are not there yet, or no longer (proposed, closed and the like), are left out, and directories, systems and networks unless kinds asks for them.', complexity: costOfWorkedOutPage })
  async servicesNear(@Ctx() context: RequestContext, @Args(() => ServicesNearArgs) args: ServicesNearArgs): Promise<NearPage> {
    return readNear(context, args);
  }

  @FieldResolver(() => NearBasis, { description: 'What the list rests on: read this before the services.' })
  basis(@Root() { basis }: NearPage): NearBasis {
    return basis;
  }
}

@Resolver(() => NearService)
export class NearServiceResolver {
  @FieldResolver(() => ServiceType, { description: 'The service.' })
  service(@Root() { id }: NearRow, @Ctx() context: RequestContext): Promise<ServiceType | null> {
    return findOne(context, 'service', id);
  }
}

@Resolver()
export class ContractsResolver {
  @Query(() => [ContractsOfTheme], { description: 'Contracts that end within some days, theme by theme, those first in which most authorities meet: where buying together is possible in time. Empty where the hub knows no contract that ends then, which is not that none does.', complexity: (estimate) => costOfWorkedOut({ ...estimate, childComplexity: costOfShortList(15)(estimate) }) })
  contractsEnding(@Ctx() context: RequestContext, @Arg('filter', () => ContractFilter, { description: 'Of whom, for what, ending when.' }) filter: ContractFilter): Promise<ContractsOfTheme[]> {
    return readContracts(context, filter);
  }
}
