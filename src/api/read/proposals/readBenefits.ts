import type { ObservationType } from '../../../catalogue/observation.ts';
import { addDays, parsePeriod } from '../../../catalogue/period.ts';
import { benefitOf } from '../../../commissioning/proposals/benefitOf.ts';
import type { Objective, ProposalContent } from '../../../commissioning/proposals/ProposalContent.ts';
import { firmestFirst } from '../../../performance/firmest.ts';
import type { RequestContext } from '../../context.ts';
import type { BenefitType, ProposalType } from '../../types/proposals/proposal.ts';
import { isOneOf } from '../conditions.ts';
import { findPlace } from '../places.ts';
import { ofGroups, readFigures } from '../readFigures.ts';
import { contentInForce, namesOf } from './readProposal.ts';

/** Each objective with the latest value of its indicator, area by area. Two statements beside those of the proposal. */
export async function readBenefits(context: RequestContext, proposal: ProposalType): Promise<BenefitType[]> {
  const content = await contentInForce(context, proposal);
  const wanted = content.objectives.flatMap((objective) => areasOf(objective, content).map((areaCode) => ({ objective, areaCode })));
  const rows = await readValues(context, wanted);
  const names = await namesOf(context, content);
  return Promise.all(wanted.map(async ({ objective, areaCode }) => {
    const name = areaCode === null ? 'No area' : (names.get(areaCode) ?? (await findPlace(context, areaCode))?.name ?? areaCode);
    const since = objective.baseline && dayAfter(objective.baseline.period);
    const judged = benefitOf({ objective, name, latest: latestOf(rows, objective, areaCode), since });
    return { objective: objective.text, indicatorCode: objective.indicatorCode, areaCode, ...judged };
  }));
}

function areasOf({ areaCode, indicatorCode }: Objective, { bodies }: ProposalContent): (string | null)[] {
  if (indicatorCode === null) return [null];
  if (areaCode !== null) return [areaCode];
  return bodies.length === 0 ? [null] : bodies.map(({ code }) => code);
}

async function readValues({ db }: RequestContext, wanted: readonly { objective: Objective; areaCode: string | null }[]): Promise<ObservationType[]> {
  const indicators = [...new Set(wanted.flatMap(({ objective }) => objective.indicatorCode ?? []))];
  const areas = [...new Set(wanted.flatMap(({ areaCode }) => areaCode ?? []))];
  if (indicators.length === 0 || areas.length === 0) return [];
  const query = db.selectFrom('observation').selectAll().where(isOneOf('observation.indicatorCode', indicators)).where(isOneOf('observation.areaCode', areas)).where('value', 'is not', null);
  const rows = await readFigures(ofGroups(query, wanted.map(({ objective }) => objective.breakdown)), { indicators, areas });
  return rows as unknown as ObservationType[];
}

/** The latest of the kind of period that the target is of: two kinds are never one series. */
function latestOf(rows: readonly ObservationType[], { indicatorCode, breakdown, target }: Objective, areaCode: string | null) {
  const kind = target && parsePeriod(target.period)?.kind;
  const own = rows.filter((row) => row.indicatorCode === indicatorCode && row.areaCode === areaCode && row.breakdown === breakdown && (!kind || row.periodKind === kind));
  const last = own.at(-1);
  if (!last) return null;
  const { value, period, periodFrom, periodTo } = firmestFirst(own.filter((row) => row.period === last.period))[0]!;
  return { value: Number(value), period, from: periodFrom, to: periodTo };
}

function dayAfter(period: string): string | null {
  const parsed = parsePeriod(period);
  return parsed && addDays(parsed.to, 1);
}
