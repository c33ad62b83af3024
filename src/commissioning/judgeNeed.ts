import { known, notKnown, someOf, type Judgement, type Named } from './Judgement.ts';
import { counted } from '../words.ts';

/** One figure of an authority beside what it should be compared with: its region's, or where there is none the country's, or its own target. */
export interface Comparison {
  indicator: { code: string; title: string };
  authority: Named;
  period: string;
  isWorse: boolean;
  /** Whether it may be so by chance: it is beside other children's figures, and has no confidence limits, neither published nor from counts that give it. */
  mayBeChance: boolean;
  /** What it is beside, as a sentence names it: "the East Midlands", "its target". */
  against: string;
}

/** Where the sharing authorities stand on the indicators of the theme. Each authority counts once, however many indicators it has. */
export function judgeNeed(comparisons: readonly Comparison[], sharing: readonly Named[]): Judgement {
  const codes = new Set(sharing.map(({ code }) => code));
  const own = comparisons.filter(({ authority }) => codes.has(authority.code));
  if (own.length === 0) return notKnown(`No indicator of this theme has a figure of the ${sharing.length} sharing authorities, of the five years before, that can be set beside a region, the country or a target.`);
  const byAuthority = [...Map.groupBy(own, ({ authority }) => authority.code).values()];
  const value = byAuthority.reduce((sum, figures) => sum + shareWorse(figures), 0) / byAuthority.length;
  const worse = own.filter(({ isWorse }) => isWorse).length;
  const indicators = new Set(own.map(({ indicator }) => indicator.code)).size;
  return known(value, `${byAuthority.length} of ${counted(sharing.length, 'sharing authority', 'sharing authorities')} can be compared on ${counted(indicators, 'indicator')}: ${worse} of ${counted(own.length, 'figure')} ${worse === 1 ? 'is' : 'are'} worse than the region, the country or a target.${eachOnce(byAuthority)}${worstOf(own)}${howSure(own)}`);
}

function shareWorse(figures: readonly Comparison[]): number {
  return figures.filter(({ isWorse }) => isWorse).length / figures.length;
}

/** Where authorities have more figures than others, the value is not the share of all figures: each is told, so that a reader gets to the same number. */
function eachOnce(byAuthority: readonly (readonly Comparison[])[]): string {
  if (new Set(byAuthority.map(({ length }) => length)).size === 1) return '';
  const alike = Map.groupBy(byAuthority, (figures) => `${figures.filter(({ isWorse }) => isWorse).length} of ${figures.length}`);
  return ` Each authority counts once, and the value is the mean of their shares: ${[...alike].map(([share, same]) => `${share} (${same.map(([figure]) => figure!.authority.name).join(', ')})`).join(', ')}.`;
}

/** How many of those that are worse may be so by chance. They count all the same, and the reader is told. */
function howSure(comparisons: readonly Comparison[]): string {
  const worse = comparisons.filter(({ isWorse }) => isWorse);
  const unsure = worse.filter(({ mayBeChance }) => mayBeChance).length;
  if (unsure === 0) return '';
  const which = unsure < worse.length ? `${unsure} of the ${worse.length} that are worse` : worse.length === 1 ? 'The one that is worse' : `All ${worse.length} that are worse`;
  return ` ${which} may be so by chance: no confidence limits are known.`;
}

/** The indicator on which most of them are worse, told with how many could be compared. */
function worstOf(comparisons: readonly Comparison[]): string {
  const groups = [...Map.groupBy(comparisons, ({ indicator, against }) => `${indicator.code}\n${against}`)].map(([key, figures]) => ({ key, figures, worse: figures.filter(({ isWorse }) => isWorse) }));
  groups.sort((a, b) => b.worse.length - a.worse.length || a.figures.length - b.figures.length || (a.key < b.key ? -1 : 1));
  const [worst] = groups;
  if (worst === undefined || worst.worse.length === 0) return ' None is worse.';
  const { figures, worse } = worst;
  const periods = [...new Set(figures.map(({ period }) => period))].sort();
  const when = periods.length === 1 ? periods[0] : `${periods[0]} to ${periods.at(-1)}`;
  return ` ${worse.length} of ${figures.length} ${worse.length === 1 ? 'is' : 'are'} worse than ${figures[0]!.against} on “${figures[0]!.indicator.title}” (${when}): ${someOf(worse.map(({ authority }) => authority.name), 4)}.`;
}
