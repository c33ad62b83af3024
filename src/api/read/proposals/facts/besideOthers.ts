import { isNotYetAdopted } from '../../../../catalogue/planStatus.ts';
import { withoutLimits } from '../../../../commissioning/proposals/Fact.ts';
import { compareWith, judge, standingInWords } from '../../../../performance/compareWith.ts';
import { firmestFirst } from '../../../../performance/firmest.ts';
import { fourFigures } from '../../../../performance/fourFigures.ts';
import { growsWithPlace } from '../../../../performance/growsWithPlace.ts';
import { intervalOf } from '../../../../performance/intervalOf.ts';
import { england, inSentence } from '../../places.ts';
import { isCut, type Answer } from './fact.ts';

type Indicator = Answer['indicators']['nodes'][number];
type Figure = Answer['known']['nodes'][number] & { value: number };
type Row = Answer['beside']['nodes'][number];

interface Beside {
  /** worse, better, about-the-same, neither, higher- or lower-but-may-be-chance, or not-known; null where such a figure is not set beside others at all. */
  verdict: string | null;
  text: string;
}

/**
 * A figure beside that of its region in the same period, else of England: better or worse, as everywhere, only outside its 95% limits. Where it
 * has none the verdict says which is higher, and that this may be chance.
 */
export function besideOthers(figure: Figure, indicator: Indicator, { region, others }: { region: { code: string; name: string } | null; others: Answer['beside'] }): Beside {
  const { value, period } = figure;
  const measure = indicator.measure.toLowerCase();
  if (growsWithPlace(measure)) return { verdict: null, text: `In ${period} it was ${fourFigures(value)}. Such a figure grows with the authority, so it is not set beside its region.` };
  const ofSamePeriod = (areaCode: string | undefined): Row | undefined => firmestOf(others.nodes.filter((row) => row.indicatorCode === indicator.code && row.areaCode === areaCode && row.period === period && row.value !== null));
  const other = ofSamePeriod(region?.code) ?? ofSamePeriod(england);
  if (other === undefined) return { verdict: 'not-known', text: `In ${period} it was ${fourFigures(value)}. Of the same period ${isCut(others) ? 'no value stands here of' : 'the hub has no value of'} ${region === null ? '' : `${inSentence(region.name)} or `}England to set it beside.` };
  const interval = intervalOf({ ...figure, measure, multiplier: indicator.multiplier });
  const standing = compareWith(value, interval, other.value!);
  const polarity = directionOf(figure, indicator);
  const verdict = judge(standing, polarity);
  const against = `that of ${other.areaCode === england ? 'England' : inSentence(region!.name)}`;
  const text = standingInWords({ measure, period, value, interval, other: other.value!, against, standing, verdict });
  const inOneWord = standing === 'similar' ? 'about-the-same' : standing === 'cannot-say' ? withoutLimits(value, other.value!) : verdict;
  return { verdict: inOneWord, text: polarity === 'neutral' && standing !== 'similar' ? `${text} Nobody has said which direction is better.` : text };
}

/** Of several values the one that counts first, as everywhere; of two alike, the first of the list. */
function firmestOf(rows: readonly Row[]): Row | undefined {
  const given = rows.map((row) => ({ row, value: row.value, status: row.status?.toLowerCase() ?? null, harvestId: 0, areaCode: row.areaCode, sourceId: `${row.provenance.publisher.code}/` }));
  return firmestFirst(given)[0]?.row;
}

/** Which direction is better, as the authority's own adopted plan that was in force in the period says, the latest first; else as the indicator does. */
function directionOf({ areaCode, periodFrom, periodTo }: Figure, { polarity, directions }: Indicator): string {
  const own = directions.nodes.filter(({ polarity: stated, plan }) => stated !== null && plan !== null && !isNotYetAdopted(plan.status) && plan.inForceFrom !== null && plan.inForceTo !== null && plan.inForceFrom <= periodTo && plan.inForceTo >= periodFrom && plan.authorities.some(({ code }) => code === areaCode));
  const latest = own.toSorted((a, b) => (a.plan!.inForceFrom! < b.plan!.inForceFrom! ? -1 : a.plan!.inForceFrom! > b.plan!.inForceFrom! ? 1 : 0)).at(-1);
  return (latest?.polarity ?? polarity).toLowerCase();
}
