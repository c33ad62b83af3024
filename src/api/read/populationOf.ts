import DataLoader from 'dataloader';
import { loaderOf, type RequestContext } from '../context.ts';
import { isOneOf } from './conditions.ts';

/** One band of ages of one place, as one publisher counted it at one time. */
export interface AgeBand {
  sourceId: string;
  period: string;
  periodTo: string;
  ageFrom: number;
  ageTo: number;
  persons: number;
  sex: string | null;
}

export interface PopulationCount {
  persons: number;
  period: string;
  /** Whose count it is. */
  sourceId: string;
}

/** The days asked about, both included: a period, or a day twice. */
export interface Days {
  from: string;
  to: string;
}

/** A count further away from the days asked about than this says too little of the people of those days. */
const yearsNear = 5;
/** More people than live anywhere here: whoever tells of more is mistaken, and sums with it in them could not be told. */
export const mostPersons = 100_000_000;

/**
 * How many people of some ages (both included) lived in a place, by the count nearest to some days, of those equally near the latest; null when
 * no publisher's bands make up just these ages within five years of them. One statement for all places asked at once.
 */
export async function populationOf(context: RequestContext, areaCode: string, ages: { from: number; to: number }, days: Days): Promise<PopulationCount | null> {
  const loader = loaderOf(context, 'age bands', () => new DataLoader<string, AgeBand[]>((codes) => readBands(context, codes)));
  return countPersons(await loader.load(areaCode), ages, days);
}

async function readBands(context: RequestContext, codes: readonly string[]): Promise<AgeBand[][]> {
  const rows = await context.db
    .selectFrom('population')
    .select(['areaCode', 'sourceId', 'period', 'periodTo', 'ageFrom', 'ageTo', 'persons', 'sex'])
    .where(isOneOf('population.areaCode', codes))
    .where('persons', 'is not', null)
    .orderBy('id')
    .$narrowType<{ persons: number }>()
    .execute();
  const byArea = Map.groupBy(rows, (row) => row.areaCode);
  return codes.map((code) => byArea.get(code) ?? []);
}

/** Adds bands up to just the ages asked for: always those of one publisher and period, so that nobody is counted twice. */
export function countPersons(bands: readonly AgeBand[], ages: { from: number; to: number }, days: Days): PopulationCount | null {
  const near = bands.filter((band) => yearsFrom(days, band.periodTo) <= yearsNear);
  const counts = [...Map.groupBy(near, (band) => `${band.sourceId}\n${band.period}`).values()].flatMap((own) => {
    const persons = addUp(ofBothSexes(own), ages.from, ages.to);
    return persons === null || persons > mostPersons ? [] : [{ persons, period: own[0]!.period, periodTo: own[0]!.periodTo, sourceId: own[0]!.sourceId }];
  });
  counts.sort((a, b) => yearsFrom(days, a.periodTo) - yearsFrom(days, b.periodTo) || (a.periodTo === b.periodTo ? 0 : a.periodTo < b.periodTo ? 1 : -1) || (a.sourceId + a.period < b.sourceId + b.period ? -1 : 1));
  const [nearest] = counts;
  return nearest ? { persons: nearest.persons, period: nearest.period, sourceId: nearest.sourceId } : null;
}

/** How far some days are from the last day of a count; 0 where it lies among them. */
function yearsFrom({ from, to }: Days, counted: string): number {
  return Math.max(0, Date.parse(from) - Date.parse(counted), Date.parse(counted) - Date.parse(to)) / (365.25 * 24 * 3_600_000);
}

/** Persons of both sexes by band: as counted together, or else girls and boys added up. */
function ofBothSexes(bands: readonly AgeBand[]): AgeBand[] {
  return [...Map.groupBy(bands, (band) => `${band.ageFrom} ${band.ageTo}`).values()].flatMap((own) => {
    const together = own.find(({ sex }) => sex === null || sex === 'all');
    if (together) return [together];
    const [female, male] = [own.find(({ sex }) => sex === 'female'), own.find(({ sex }) => sex === 'male')];
    return female && male ? [{ ...female, persons: female.persons + male.persons, sex: null }] : [];
  });
}

/** The fewest bands that follow on one another from one age to the other, added up. */
function addUp(bands: readonly AgeBand[], from: number, to: number): number | null {
  const widestFirst = [...bands].filter((band) => band.ageFrom >= from && band.ageTo <= to && band.ageTo >= band.ageFrom).sort((a, b) => b.ageTo - a.ageTo);
  const startingAt = Map.groupBy(widestFirst, (band) => band.ageFrom);
  const rest = new Map<number, number | null>();
  const personsFrom = (age: number): number | null => {
    if (age === to + 1) return 0;
    if (rest.has(age)) return rest.get(age)!;
    let found: number | null = null;
    for (const band of startingAt.get(age) ?? []) {
      const beyond = personsFrom(band.ageTo + 1);
      if (beyond === null) continue;
      found = band.persons + beyond;
      break;
    }
    rest.set(age, found);
    return found;
  };
  return personsFrom(from);
}
