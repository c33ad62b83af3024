import type { Evidence } from './CodedStatement.ts';
import type { Rules } from './Rules.ts';
import type { Statement } from './Statement.ts';

/** What lying near a theme in meaning says for it: nothing where most lie as near, and never more than a stated bound. */
export function meaningEvidence({ similarThemes }: Statement, labelOf: (themeCode: string) => string, { similarMeaning: { from, each, most } }: Pick<Rules, 'similarMeaning'>): { themeCode: string; evidence: Evidence }[] {
  if (similarThemes === undefined) return [];
  return similarThemes.themes
    .filter(({ deviations }) => deviations > from)
    .map(({ themeCode, deviations }) => ({
      themeCode,
      evidence: {
        kind: 'SIMILAR_MEANING',
        weight: Math.round(Math.min(most, each * (deviations - from)) * 100) / 100,
        explanation: `By the outside model “${similarThemes.model}” it is nearer in meaning to ${labelOf(themeCode)} than to other themes: by ${deviations.toFixed(1)} standard deviations.`,
      },
    }));
}
