import type { RequestContext } from '../../context.ts';
import { isOneOf } from '../conditions.ts';
import type { AskedProvision } from './askProvision.ts';
import type { ThemeService } from './readServicesOfTheme.ts';

/** How many people of one authority used one service in one period. */
export interface UseOfService {
  serviceId: string;
  homeCode: string;
  period: string;
  periodTo: string;
  users: number;
}

/** Users of the services by the authority they live in. Of records that are one service, only the first that tells of a home and period counts. One statement. */
export async function readUse({ db }: RequestContext, { codes, since, until }: AskedProvision, services: readonly ThemeService[]): Promise<UseOfService[]> {
  const places = new Map(services.flatMap(({ serviceId, recordIds }) => recordIds.map((id, place) => [id, { serviceId, place }] as const)));
  const rows = await db
    .selectFrom('service_use as use')
    .select(['use.serviceId', 'use.homeAreaCode', 'use.period', 'use.periodTo', 'use.users'])
    .where(isOneOf('use.serviceId', [...places.keys()]))
    .where(isOneOf('use.homeAreaCode', codes))
    .where('use.breakdown', 'is', null)
    .where('use.periodTo', '<=', until)
    .where('use.periodTo', '>=', since)
    .orderBy('use.id')
    .execute();
  const telling = rows.map(({ serviceId, ...row }) => ({ ...row, ...places.get(serviceId!)! }));
  return [...Map.groupBy(telling, (row) => `${row.serviceId}\n${row.homeAreaCode}\n${row.period}`).values()].map((own) => {
    const first = Math.min(...own.map(({ place }) => place));
    const { serviceId, homeAreaCode, period, periodTo } = own[0]!;
    return { serviceId, homeCode: homeAreaCode, period, periodTo, users: own.filter(({ place }) => place === first).reduce((sum, { users }) => sum + Number(users), 0) };
  });
}
