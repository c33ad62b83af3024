import type { Feature } from './extractFeatures.ts';
import type { ScoringTable } from './ThemeModel.ts';

/** A feature and what it gives to a theme. */
export interface WeighedFeature {
  feature: Feature;
  weightFor: (theme: number) => number;
}

/** Each feature with its weights. A word and its family stand on the same word, so they count as one reason. */
export function weighFeatures(features: readonly Feature[], { weightsByFeature }: ScoringTable): WeighedFeature[] {
  const reasons = new Map<string, { feature: Feature; weights: Float64Array[] }>();
  for (const feature of features) {
    const weights = weightsByFeature.get(feature.name);
    if (weights === undefined) continue;
    const key = feature.name.startsWith('word:') || feature.name.startsWith('family:') ? `word ${feature.positions.join()}` : feature.name;
    const known = reasons.get(key);
    if (known === undefined) reasons.set(key, { feature, weights: [weights] });
    else known.weights.push(weights);
  }
  return [...reasons.values()].map(({ feature, weights }) => ({ feature, weightFor: theme => weights.reduce((sum, one) => sum + (one[theme] ?? 0), 0) }));
}
