import { sql } from 'kysely';
import { countOnce } from '../../../performance/flows/countOnce.ts';
import { usersOf } from '../../../performance/flows/use.ts';
import { HubError } from '../../../errors.ts';
import type { RequestContext } from '../../context.ts';
import { codesWithin } from '../authorityAround.ts';
import { allOf, isOneOf } from '../conditions.ts';
import { everybody, readUseWhere, type DatedUse } from '../flows/readUse.ts';
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

const mostRows = 50_000;

/**
 * Users of the services by the authority they live in, those of areas within it among them. Of sources and of records that tell of one service,
 * home and period, one counts: the home's own before others, then the record that stands for the service. Four statements.
 */
export async function readUse(context: RequestContext, { codes, since, until }: AskedProvision, services: readonly ThemeService[]): Promise<UseOfService[]> {
  const records = new Map(services.flatMap(({ serviceId, recordIds }) => recordIds.map((id, place) => [id, { serviceId, place }] as const)));
  if (records.size === 0) return [];
  const authorityOf = await codesWithin(context, codes);
  const dated = sql<boolean>`(service_use.period_to <= ${until} and service_use.period_to >= ${since})`;
  const rows = await readUseWhere(context, allOf([isOneOf('service_use.serviceId', [...records.keys()]), isOneOf('service_use.homeAreaCode', [...authorityOf.keys()]), everybody, dated]), mostRows + 1);
  if (rows.length > mostRows) throw new HubError('BAD_ARGUMENT', `More than ${mostRows.toLocaleString('en-GB')} rows of service use are of these services. Name fewer authorities or themes, or another supplyMeasure.`);
  const telling = rows.map((use) => ({ use, ...records.get(use.serviceId!)!, homeCode: authorityOf.get(use.home.code)! }));
  return [...Map.groupBy(telling, ({ use, serviceId, homeCode }) => JSON.stringify([serviceId, homeCode, use.period])).values()].map((own) => {
    const [first] = own.toSorted((a, b) => farness(a) - farness(b) || a.place - b.place || (a.use.sourceId < b.use.sourceId ? -1 : a.use.sourceId > b.use.sourceId ? 1 : 0));
    const { serviceId, homeCode, use } = first!;
    const { counted } = countOnce(own.flatMap((one) => (one.place === first!.place && one.use.sourceId === use.sourceId ? [one.use] : [])));
    return { serviceId, homeCode, period: use.period, periodTo: use.periodTo, users: usersOf(counted) };
  });
}

function farness({ use, homeCode }: { use: DatedUse; homeCode: string }): number {
  return use.publisherCode === homeCode ? 0 : 1;
}
