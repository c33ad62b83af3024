import type { Feature } from './extractFeatures.ts';
import type { ScoringTable } from './ThemeModel.ts';

/** Log-odds of every theme, in the order of the model's theme codes. */
export function scoreThemes(features: readonly Feature[], table: ScoringTable): Float64Array {
  const logOdds = Float64Array.from(table.bias);
  for (const feature of features) {
    const weights = table.weightsByFeature.get(feature.name);
    if (weights === undefined) continue;
    for (let theme = 0; theme < weights.length; theme++) logOdds[theme]! += weights[theme]!;
  }
  return logOdds;
}
