import type { SelectQueryBuilder } from 'kysely';
import { HubError } from '../../errors.ts';
import type { HubRows } from '../context.ts';
import { isOneOf } from './conditions.ts';

/** More figures than one answer is worked out from. Of all authorities and indicators of a theme for five years there are fewer. */
export const mostFigures = 50_000;

interface About {
  indicators: readonly string[];
  areas: readonly string[];
  /** Whether those of other places, which are set beside them, count as well. */
  withOthers?: true;
}

interface Figure {
  id: string;
  periodFrom: string;
  periodTo: string;
}

interface FiguresQuery<Row> {
  limit: (most: number) => { execute: () => Promise<Row[]> };
}

/**
 * The figures that a statement selects, the earliest first; refused where they are too many. It ends at the bound, and they are sorted here:
 * to sort them, the database would have to read them all.
 */
export async function readFigures<Row extends Figure>(query: FiguresQuery<Row>, about: About, most = mostFigures): Promise<Row[]> {
  const rows = await query.limit(most + 1).execute();
  if (rows.length > most) throw tooManyFigures(about, most);
  return rows.sort((a, b) => compare(a.periodTo, b.periodTo) || compare(a.periodFrom, b.periodFrom) || compare(a.id, b.id));
}

type Observations<Row> = SelectQueryBuilder<HubRows, 'observation', Row>;

/** Only the figures of these groups of children, null being all of them. Either is found by an index, and "or" by none. */
export function ofGroups<Row>(query: Observations<Row>, groups: readonly (string | null)[]): Observations<Row> {
  const named = [...new Set(groups.filter((group) => group !== null))];
  const ofNamed = query.where(isOneOf('observation.breakdown', named));
  if (!groups.includes(null)) return ofNamed;
  const ofAll = query.where('observation.breakdown', 'is', null);
  return named.length === 0 ? ofAll : ofAll.unionAll(ofNamed);
}

/** The refusal of more figures than are given, or worked out from, at once. */
export function tooManyFigures({ indicators, areas, withOthers }: About, most: number): HubError {
  const whose = `${named(indicators, 'indicators')} in ${named(areas, 'places')}${withOthers ? ' and in the places beside it' : ''}`;
  return new HubError('PAGE_TOO_LARGE', `There are more than ${most.toLocaleString('en-GB')} figures of ${whose}, the most that are read at once without pages. Ask about fewer indicators or places, one group of children (breakdown) or a shorter time; or page through "observations" with the filters indicators, areas, breakdowns, from and to.`);
}

function named(codes: readonly string[], noun: string): string {
  const different = [...new Set(codes)];
  return different.length === 1 ? `"${different[0]!.slice(0, 100)}"` : `${different.length.toLocaleString('en-GB')} ${noun}`;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
