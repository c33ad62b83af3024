import type { Fact } from '../../../../commissioning/proposals/Fact.ts';
import { asVerdict, inAll, isCut, known, notKnown, sentences, sourceOf, whereCut, type Answer, type NameOf } from './fact.ts';
import { besideOthers } from './besideOthers.ts';

type Indicator = Answer['indicators']['nodes'][number];
type Withheld = Answer['withheld']['nodes'][number];

/** Each body's latest figures of the themes beside its region, else England; need as a whole; and targets. */
export function factsOfIndicators(answer: Answer, nameOf: NameOf): Fact[] {
  const { indicators, known: figures, withheld, beside, targets, authorities } = answer;
  const told = new Set([...figures.nodes, ...withheld.nodes].map(({ indicatorCode }) => indicatorCode));
  const [some, none] = [indicators.nodes.filter(({ code }) => told.has(code)), indicators.nodes.filter(({ code }) => !told.has(code))];
  return [
    ...some.flatMap((indicator) => authorities.nodes.map((authority) => factOfFigure(answer, indicator, authority))),
    ...some.flatMap((indicator) => factsOfComparators(answer, indicator, nameOf)),
    ...(isCut(figures) ? [] : withoutValues(none)),
    ...answer.provision.authorities.map((place) => factOfNeed(place, nameOf)),
    ...targets.nodes.map((target) => factOfTarget(target, nameOf)),
    inAll({ section: 'indicators', what: 'indicators' }, indicators, 'indicators of these themes'),
    ...whereCut({ section: 'indicators', what: 'figures' }, figures, 'latest figures of these bodies'),
    ...whereCut({ section: 'indicators', what: 'withheld' }, withheld, 'figures of these bodies that were not published'),
    ...whereCut({ section: 'indicators', what: 'beside' }, beside, 'figures of region and England'),
    targetsInAll(answer),
  ];
}

function factOfFigure(answer: Answer, indicator: Indicator, { code, name, region }: Answer['authorities']['nodes'][number]): Fact {
  const isOurs = ({ indicatorCode, areaCode }: { indicatorCode: string; areaCode: string }): boolean => indicatorCode === indicator.code && areaCode === code;
  const about = { section: 'indicators', bodyCode: code, what: indicator.code, label: `${indicator.title}, ${name}` } as const;
  const figure = answer.known.nodes.filter(isOurs).toSorted(latestFirst)[0];
  const missing = answer.withheld.nodes.filter((one) => isOurs(one) && one.value === null).toSorted(latestFirst)[0];
  if (figure === undefined || figure.value === null) return missing === undefined ? notKnown(about, isCut(answer.known) ? 'It is not among the first figures that stand here.' : `The hub has no recent value of it for ${name}.`) : notKnown(about, whyMissing(missing), { period: missing.period, source: sourceOf(missing.provenance) });
  const later = missing !== undefined && missing.periodTo > figure.periodTo && `Later it is ${whyMissing(missing)}`;
  const { verdict, text } = besideOthers({ ...figure, value: figure.value }, indicator, { region, others: answer.beside });
  return known(about, { value: figure.value, unit: indicator.unit, period: figure.period, text: sentences(text, figure.status === 'PROVISIONAL' && 'It is provisional.', later), verdict, source: sourceOf(figure.provenance) });
}

function whyMissing({ period, status }: Withheld): string {
  if (status === 'SUPPRESSED') return `suppressed (${period}): its publisher withholds it, mostly because small numbers could identify a child. It is not zero.`;
  if (status === 'NOT_APPLICABLE') return `not applicable (${period}): the indicator makes no sense here.`;
  if (status === 'LOW') return `low (${period}): it rounds to zero but is not zero.`;
  return `missing (${period}): not available to its publisher. It is not zero.`;
}

/** The latest figure of the region and of England, each as a fact of its own. */
function factsOfComparators({ beside }: Answer, { code, title, unit }: Indicator, nameOf: NameOf): Fact[] {
  const rows = beside.nodes.filter(({ indicatorCode, value }) => indicatorCode === code && value !== null);
  return [...Map.groupBy(rows, ({ areaCode }) => areaCode)].map(([areaCode, figures]) => {
    const { value, period, provenance } = figures.toSorted(latestFirst)[0]!;
    return known({ section: 'indicators', bodyCode: areaCode, what: code, label: `${title}, ${nameOf(areaCode)}` }, { value, unit, period, text: 'To set the figures of the bodies beside.', source: sourceOf(provenance) });
  });
}

function withoutValues(indicators: readonly Indicator[]): Fact[] {
  if (indicators.length === 0) return [];
  const titles = indicators.slice(0, 10).map(({ title }) => `“${title}”`).join(', ');
  const more = indicators.length > 10 ? ` and ${indicators.length - 10} more` : '';
  return [notKnown({ section: 'indicators', what: 'without-values', label: 'Indicators of which no figure is known' }, `The hub has no recent value, for any of these bodies, of ${indicators.length === 1 ? 'one indicator' : `${indicators.length} indicators`}: ${titles}${more}.`)];
}

function factOfNeed({ authorities, need }: Answer['provision']['authorities'][number], nameOf: NameOf): Fact {
  const code = authorities[0]!.code;
  const about = { section: 'indicators', bodyCode: code, what: 'need', label: `Need, over all indicators together, ${nameOf(code)}` } as const;
  if (need.distance === null || need.standing === 'NOT_KNOWN') return notKnown(about, need.explanation);
  return known(about, { value: toTwoPlaces(need.distance), unit: 'standard deviations from the mean; more is more need', text: need.explanation, verdict: asVerdict(need.standing) });
}

/** As its sentence says it: more would look surer than an average over indicators is. */
function toTwoPlaces(value: number): number {
  return Number(value.toFixed(2));
}

const standings = { MET: 'met', EXCEEDED_BY_FAR: 'met', MISSED: 'not-met', ON_COURSE: 'on-course', AT_RISK: 'at-risk', UNLIKELY: 'unlikely', NOT_MEASURABLE: 'not-known' } as const;

function factOfTarget({ id, areaCode, breakdown, period, kind, text, indicator, attainment, provenance }: Answer['targets']['nodes'][number], nameOf: NameOf): Fact {
  const label = `${kind.charAt(0)}${kind.slice(1).toLowerCase()}: ${indicator?.title ?? 'an indicator that was withdrawn'}${breakdown === null ? '' : `, ${breakdown}`}, ${nameOf(areaCode)}`;
  const said = text === null ? null : `“${text}”.`;
  return known({ section: 'indicators', bodyCode: areaCode, what: `target/${id}`, label }, { value: attainment.aim, unit: indicator?.unit ?? null, period, text: sentences(said, attainment.explanation), verdict: standings[attainment.state], source: sourceOf(provenance) });
}

/** Those of long ago, and those that name no period, are only counted. */
function targetsInAll({ targets, allTargets }: Answer): Fact {
  const left = allTargets.totalCount - targets.totalCount;
  const one = inAll({ section: 'indicators', what: 'targets' }, targets, 'targets of recent periods');
  return left === 0 ? one : { ...one, text: sentences(one.text, `Left out: ${left} of earlier periods or of none that is named.`) };
}

/** The latest that ended first; where two ended on one day, by id. */
function latestFirst(a: { periodTo: string; id: string }, b: { periodTo: string; id: string }): number {
  return a.periodTo === b.periodTo ? (a.id < b.id ? -1 : 1) : a.periodTo > b.periodTo ? -1 : 1;
}
