import DataLoader from 'dataloader';
import { sql } from 'kysely';
import type { ObservationType } from '../../catalogue/observation.ts';
import type { ServiceType } from '../../catalogue/service.ts';
import { loaderOf, type RequestContext } from '../context.ts';
import { isOneOf } from './conditions.ts';

interface Cell {
  themeCode: string;
  authorityCode: string;
}

/** The newest value of each indicator of a theme for one authority, all children together; kinds of period are kept apart. */
export function latestObservations(context: RequestContext, { until, ...cell }: Cell & { until: string }): Promise<ObservationType[]> {
  return loaderOf(context, `latest observations until ${until}`, () => new DataLoader((keys: readonly string[]) => readLatest(context, until, keys))).load(keyOf(cell));
}

/** Services of a theme in the area of one authority. */
export function servicesOfTheme(context: RequestContext, cell: Cell): Promise<ServiceType[]> {
  return loaderOf(context, 'services of themes', () => new DataLoader((keys: readonly string[]) => readServices(context, keys))).load(keyOf(cell));
}

async function readLatest(context: RequestContext, until: string, keys: readonly string[]): Promise<ObservationType[][]> {
  const cells = keys.map(cellOf);
  const ranked = context.db
    .selectFrom('observation')
    .innerJoin('indicator_theme', 'indicator_theme.ownerId', 'observation.indicatorCode')
    .selectAll('observation')
    .select('indicator_theme.targetId as themeCode')
    .select(
      sql<number>`row_number() over (partition by indicator_theme.target_id, observation.indicator_code, observation.area_code, observation.period_kind order by observation.period_to desc, observation.id)`.as('position'),
    )
    .where(isOneOf('indicator_theme.targetId', [...new Set(cells.map((cell) => cell.themeCode))]))
    .where(isOneOf('observation.areaCode', [...new Set(cells.map((cell) => cell.authorityCode))]))
    .where('observation.value', 'is not', null)
    .where('observation.breakdown', 'is', null)
    .where('observation.periodTo', '<=', until)
    .as('ranked');
  const rows = await context.db.selectFrom(ranked).selectAll().where('position', '=', 1).orderBy('indicatorCode').orderBy('periodKind').execute();
  const byCell = Map.groupBy(rows, (row) => keyOf({ themeCode: row.themeCode, authorityCode: row.areaCode }));
  return keys.map((key) => (byCell.get(key) ?? []) as unknown as ObservationType[]);
}

async function readServices(context: RequestContext, keys: readonly string[]): Promise<ServiceType[][]> {
  const cells = keys.map(cellOf);
  const rows = await context.db
    .selectFrom('service')
    .innerJoin('service_theme', 'service_theme.ownerId', 'service.id')
    .innerJoin('service_authority', 'service_authority.ownerId', 'service.id')
    .selectAll('service')
    .select(['service_theme.targetId as themeCode', 'service_authority.targetId as authorityCode'])
    .where(isOneOf('service_theme.targetId', [...new Set(cells.map((cell) => cell.themeCode))]))
    .where(isOneOf('service_authority.targetId', [...new Set(cells.map((cell) => cell.authorityCode))]))
    .orderBy('service.name')
    .orderBy('service.id')
    .execute();
  const byCell = Map.groupBy(rows, keyOf);
  return keys.map((key) => (byCell.get(key) ?? []) as unknown as ServiceType[]);
}

function keyOf({ themeCode, authorityCode }: Cell): string {
  return `${themeCode}\n${authorityCode}`;
}

function cellOf(key: string): Cell {
  const [themeCode, authorityCode] = key.split('\n') as [string, string];
  return { themeCode, authorityCode };
}
