import DataLoader from 'dataloader';
import { sql, type Selectable } from 'kysely';
import { countsChildren } from '../../overlap/countsChildren.ts';
import { tellsOf } from '../../overlap/groupThemes.ts';
import { loaderOf, type HubRows, type RequestContext } from '../context.ts';
import { TiedBy } from '../types/children.ts';
import { isOneOf } from './conditions.ts';
import { mostPersons } from './populationOf.ts';
import { countedElsewhere, firstDayNear, lastDayOf } from './readChildren.ts';
import { readMeasures } from './readMeasures.ts';
import { statementsOf, type ScopedOverlap } from './readOverlaps.ts';

type IndicatorRow = Pick<Selectable<HubRows['indicator']>, 'id' | 'title' | 'measure' | 'unit' | 'numerator'>;
type ObservationRow = Selectable<HubRows['observation']>;

/** What one indicator counts in the authorities that share an overlap. */
export interface IndicatorCount {
  indicator: IndicatorRow;
  tiedBy: TiedBy;
  /** For each authority that has one, the value and how many children it is. */
  counts: { observation: ObservationRow; children: number }[];
  /** The authorities that share it and whose children are counted as their own. */
  counting: ReadonlySet<string>;
}

/** Indicators tied to an overlap that count children, those first that a statement names. Asked of many overlaps, they are read once. */
export function indicatorCountsOf(context: RequestContext, overlap: ScopedOverlap): Promise<IndicatorCount[]> {
  return loaderOf(context, 'children by indicator', () => new DataLoader((overlaps: readonly ScopedOverlap[]) => readForOverlaps(context, overlaps))).load(overlap);
}

interface Tied {
  overlap: ScopedOverlap;
  indicator: IndicatorRow;
  tiedBy: TiedBy;
}

async function readForOverlaps(context: RequestContext, overlaps: readonly ScopedOverlap[]): Promise<IndicatorCount[][]> {
  const tied = (await readTied(context, overlaps)).filter(({ indicator }) => countsChildren(indicator));
  const found = new Map<ScopedOverlap, IndicatorCount[]>(overlaps.map((overlap) => [overlap, []]));
  // Overlaps of one answer are about the same days.
  for (const [day, ofOneDay] of Map.groupBy(tied, ({ overlap }) => lastDayOf(context, overlap))) {
    const observations = await readLatest(context, ofOneDay, day);
    for (const { overlap, indicator, tiedBy } of ofOneDay) {
      const counting = countingIn(overlap, day);
      const counts = (observations.get(indicator.id) ?? [])
        .filter(({ areaCode }) => counting.has(areaCode))
        .flatMap((observation) => childrenIn(indicator, observation));
      if (counts.length > 0) found.get(overlap)!.push({ indicator, tiedBy, counts, counting });
    }
  }
  return overlaps.map((overlap) => found.get(overlap)!);
}

/** As where their people are counted: what a county and its successors count are the same children. */
function countingIn({ scope, sharing }: ScopedOverlap, day: string): Set<string> {
  return new Set(scope.authorities.filter((authority) => sharing.includes(authority.id) && countedElsewhere(authority, day) === null).map(({ id }) => id));
}

/** Indicators that statements of the overlaps name, and those of their themes that no statement names and that tell of the overlap. */
async function readTied(context: RequestContext, overlaps: readonly ScopedOverlap[]): Promise<Tied[]> {
  const columns = ['indicator.id', 'indicator.title', 'indicator.measure', 'indicator.unit', 'indicator.numerator'] as const;
  const byStatement = await readMeasures(context, statementsOf(overlaps));
  const byThemes = await context.db
    .selectFrom('indicator_theme')
    .innerJoin('indicator', 'indicator.id', 'indicator_theme.ownerId')
    .innerJoin('indicator_theme as each', 'each.ownerId', 'indicator.id')
    .select(['indicator_theme.targetId as themeCode', 'each.targetId as eachTheme', ...columns])
    .where(isOneOf('indicator_theme.targetId', [...new Set(overlaps.flatMap(({ themeCodes }) => themeCodes))]))
    .orderBy('indicator.id')
    .execute();
  const themesOf = new Map([...Map.groupBy(byThemes, ({ id }) => id)].map(([id, rows]) => [id, rows.map(({ eachTheme }) => eachTheme)]));
  return overlaps.flatMap((overlap) => {
    const named = overlap.adopted.flatMap(({ priorityId }) => byStatement.get(priorityId) ?? []).sort((a, b) => (a.id < b.id ? -1 : 1));
    const isToldBy = tellsOf(overlap);
    const ofTheme = byThemes.filter(({ themeCode, id }) => overlap.themeCodes.includes(themeCode) && isToldBy(themesOf.get(id)!));
    const tied = new Map<string, Tied>();
    for (const indicator of named) tied.set(indicator.id, { overlap, indicator, tiedBy: TiedBy.STATEMENT });
    for (const indicator of ofTheme) if (!tied.has(indicator.id)) tied.set(indicator.id, { overlap, indicator, tiedBy: TiedBy.THEME });
    return [...tied.values()];
  });
}

/** For each indicator and authority the latest value for all children, no older than tells of the day. */
async function readLatest(context: RequestContext, tied: readonly Tied[], day: string): Promise<Map<string, ObservationRow[]>> {
  const ranked = context.db
    .selectFrom('observation')
    .selectAll()
    .select(sql<number>`row_number() over (partition by observation.indicator_code, observation.area_code order by observation.period_to desc, observation.period_from, observation.id)`.as('position'))
    .where(isOneOf('observation.indicatorCode', [...new Set(tied.map(({ indicator }) => indicator.id))]))
    .where(isOneOf('observation.areaCode', [...new Set(tied.flatMap(({ overlap }) => overlap.sharing))]))
    .where(sql<boolean>`coalesce(observation.value, observation.numerator) is not null`)
    .where('observation.breakdown', 'is', null)
    .where('observation.periodTo', '<=', day)
    .where('observation.periodTo', '>=', firstDayNear(day))
    .as('ranked');
  const rows = await context.db.selectFrom(ranked).selectAll().where('position', '=', 1).orderBy('areaCode').execute();
  return Map.groupBy(rows as unknown as ObservationRow[], (row) => row.indicatorCode);
}

/** How many children a value stands for: itself where it is a number of them, else the number counted, where that was published. */
function childrenIn({ measure }: IndicatorRow, observation: ObservationRow): IndicatorCount['counts'] {
  const children = measure === 'count' ? (observation.value ?? observation.numerator) : observation.numerator;
  return children === null || Number(children) > mostPersons ? [] : [{ observation, children: Math.round(Number(children)) }];
}
