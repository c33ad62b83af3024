import { confidenceOf, decisionTerms } from './ThemeDecision.ts';
import type { ThemeModel } from './ThemeModel.ts';

/** A theme decided on, before its evidence is gathered. */
export interface DecidedTheme {
  theme: number;
  rank: 'primary' | 'secondary';
  confidence: number;
}

export interface DecidedThemes {
  chosen: DecidedTheme[];
  /** The surest of those left out, at least one, and the confidence from which each would have been coded. */
  runnersUp: { theme: number; confidence: number; threshold: number }[];
}

/** A theme less likely than this was hardly in line, unless it is the very next. */
export const LEAST_LIKELY = 0.05;
export const MOST_RUNNERS_UP = 3;
/** People call six in seven of the themes that they give a main one, so it takes more than even odds to call one secondary. */
const LEAST_MAIN = 0.4;

/**
 * The themes to code, most confident first: all that reach the threshold, or else the best one if it is likely enough, or none,
 * because a guess sends people to a meeting. Where nothing speaks but one word that nobody wrote into the vocabulary, such as "UK",
 * `isOneWord`, even the best must reach the threshold of all: such a word stood in some statements of a theme by chance.
 */
export function decideThemes(logOdds: ArrayLike<number>, model: Pick<ThemeModel, 'decision' | 'primaryCoefficients'>, { isOneWord = false } = {}): DecidedThemes {
  const { coefficients, threshold, ceiling } = model.decision;
  const soleThreshold = isOneWord ? threshold : model.decision.soleThreshold;
  const all = Array.from(logOdds, (_, theme) => {
    const terms = decisionTerms(logOdds, theme);
    return { theme, confidence: ceiling * confidenceOf(terms, coefficients), main: confidenceOf(terms, model.primaryCoefficients) };
  }).sort((a, b) => b.confidence - a.confidence || a.theme - b.theme);
  const reached = all.filter(one => one.confidence >= threshold);
  const chosen = reached.length > 0 ? reached : all.slice(0, 1).filter(one => one.confidence >= soleThreshold);
  return {
    chosen: chosen.map((one, i) => ({ theme: one.theme, confidence: one.confidence, rank: i === 0 || one.main >= LEAST_MAIN ? 'primary' : 'secondary' })),
    runnersUp: all
      .slice(chosen.length, chosen.length + MOST_RUNNERS_UP)
      .filter((one, i) => i === 0 || one.confidence >= LEAST_LIKELY)
      // Where no theme was coded, the best of all would have been coded alone.
      .map((one, i) => ({ theme: one.theme, confidence: one.confidence, threshold: chosen.length + i === 0 ? soleThreshold : threshold })),
  };
}
