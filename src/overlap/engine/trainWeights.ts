import { chanceOf } from './chance.ts';

/** Examples laid out flat, for speed: the features of row r are those from starts[r] up to starts[r + 1]. */
export interface Lessons {
  starts: Int32Array;
  features: Int32Array;
  /** For each row and theme: whether it carries it (1) or not (0), or that it teaches neither (UNTAUGHT). */
  targets: Float64Array;
  /** How much each row counts. */
  shares: Float64Array;
  /** A number of its own for each row, by which chance treats it. */
  seeds: Float64Array;
}

/** A theme that a person gave as secondary is neither to be found nor to be left out. */
export const UNTAUGHT = -1;

/** What is known of the features before any example is seen. */
export interface FeatureSpace {
  names: readonly string[];
  index: ReadonlyMap<string, number>;
  themeCount: number;
  /** Value of each feature where it stands: the smaller, the more cautiously it is learned. */
  values: Float64Array;
  prior: Prior;
  /** A feature teaches nothing where it stands in fewer rows than this. */
  leastRows: Uint8Array;
  /** 1 for those that may be hidden while training. */
  mayHide: Uint8Array;
  /** A number of its own for each feature, by which chance hides it. */
  seeds: Float64Array;
}

/** Log-odds that the vocabulary gives to themes where a feature stands: for feature f those from starts[f] up to starts[f + 1]. */
export interface Prior {
  starts: Int32Array;
  themes: Int32Array;
  weights: Float64Array;
}

export interface TrainSettings {
  rounds: number;
  rate: number;
  /** How strongly a learned weight is held to zero, which is to what the vocabulary says. */
  penalty: number;
  /** How often a concept is hidden from an example, so that plain words learn to stand without it. */
  hiddenShare: number;
  /** A theme is left alone by an example that it is this nearly right about. */
  leastError: number;
  startingBias: number;
  /** Which of several shuffles: each hides and orders by chances of its own. */
  shuffle: number;
}

/** Learned weights by feature and theme, feature by feature, beyond what the vocabulary says. */
export interface Weights {
  bias: Float64Array;
  learned: Float64Array;
}

/**
 * Logistic regression of each theme on the given rows, by AdaGrad over a fixed shuffle: the same input always gives the same weights.
 * Where a row stands in the shuffle and when a feature is hidden from it hangs on that row and that feature alone, so that one more
 * example or phrase moves what it is about and not everything.
 * Learned weights are pulled to zero and stand beside what the vocabulary says, so that a word never seen keeps its meaning.
 */
export function trainWeights(lessons: Lessons, rows: Int32Array, space: FeatureSpace, settings: TrainSettings): Weights {
  const { themeCount } = space;
  const weights: Weights = { bias: new Float64Array(themeCount).fill(settings.startingBias), learned: new Float64Array(space.names.length * themeCount) };
  const step = learner(lessons, space, weights, settings);
  const teaches = teachingFeatures(lessons, rows, space);
  const shown = new Int32Array(longestRow(lessons));
  const order = shuffled(rows, lessons, settings);
  const isHidden = hiding(lessons, space, settings);
  for (let round = 0; round < settings.rounds; round++) {
    for (const row of order) {
      let count = 0;
      for (let at = lessons.starts[row] ?? 0; at < (lessons.starts[row + 1] ?? 0); at++) {
        const feature = lessons.features[at] ?? 0;
        if (teaches[feature] === 0 || isHidden(feature, row, round)) continue;
        shown[count++] = feature;
      }
      step(row, shown, count);
    }
  }
  return weights;
}

/** Moves the weights by one example at a time, in steps that shorten as AdaGrad says: by the squared gradients so far. */
function learner({ targets, shares }: Lessons, { themeCount, values, prior }: FeatureSpace, { bias, learned }: Weights, { rate, penalty, leastError }: TrainSettings): (row: number, shown: Int32Array, count: number) => void {
  const gradients = new Float64Array(learned.length).fill(1e-3);
  const biasGradients = new Float64Array(themeCount).fill(1e-3);
  const errors = new Float64Array(themeCount);
  const wrong = new Int32Array(themeCount);
  return (row, shown, count) => {
    sumLogOdds(errors, shown, 0, count, { bias, learned }, { themeCount, values, prior });
    let wrongCount = 0;
    const share = shares[row]!;
    // Below it the logistic function is surely less than leastError / share, and need not be worked out: it is less than the exponential.
    const surelyRight = Math.log(leastError / share) - 1e-6;
    for (let theme = 0; theme < themeCount; theme++) {
      const target = targets[row * themeCount + theme]!;
      if (target === UNTAUGHT || (target === 0 && errors[theme]! < surelyRight)) continue;
      const error = (sigmoid(errors[theme]!) - target) * share;
      if (Math.abs(error) < leastError) continue;
      errors[theme] = error;
      wrong[wrongCount++] = theme;
      biasGradients[theme]! += error * error;
      bias[theme]! -= (rate * error) / Math.sqrt(biasGradients[theme]!);
    }
    for (let i = 0; i < count; i++) {
      const from = shown[i]! * themeCount;
      const value = values[shown[i]!]!;
      for (let j = 0; j < wrongCount; j++) {
        const theme = wrong[j]!;
        const at = from + theme;
        const gradient = errors[theme]! * value + penalty * learned[at]!;
        const total = gradients[at]! + gradient * gradient;
        gradients[at] = total;
        learned[at]! -= (rate * gradient) / Math.sqrt(total);
      }
    }
  };
}

/** Log-odds of every theme for one row. */
export function scoreRow(row: number, { starts, features }: Lessons, weights: Weights, space: FeatureSpace): Float64Array {
  const sums = new Float64Array(space.themeCount);
  sumLogOdds(sums, features, starts[row] ?? 0, starts[row + 1] ?? 0, weights, space);
  return sums;
}

/** Two features at a time where it can, which saves going through the sums once and adds the same in the same order. */
function sumLogOdds(sums: Float64Array, features: Int32Array, first: number, end: number, { bias, learned }: Weights, { themeCount, values, prior }: Pick<FeatureSpace, 'themeCount' | 'values' | 'prior'>): void {
  sums.set(bias);
  for (let i = first; i < end; i++) {
    let feature = features[i]!;
    const value = values[feature]!;
    const from = feature * themeCount;
    const hasPrior = prior.starts[feature]! < prior.starts[feature + 1]!;
    if (hasPrior || i + 1 === end) {
      for (let theme = 0; theme < themeCount; theme++) sums[theme]! += value * learned[from + theme]!;
    } else {
      feature = features[++i]!;
      const nextValue = values[feature]!;
      const nextFrom = feature * themeCount;
      for (let theme = 0; theme < themeCount; theme++) sums[theme] = sums[theme]! + value * learned[from + theme]! + nextValue * learned[nextFrom + theme]!;
    }
    for (let at = prior.starts[feature]!; at < prior.starts[feature + 1]!; at++) sums[prior.themes[at]!]! += prior.weights[at]!;
  }
}

export function sigmoid(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

function teachingFeatures({ starts, features }: Lessons, rows: Int32Array, { leastRows }: FeatureSpace): Uint8Array {
  const counts = new Int32Array(leastRows.length);
  for (const row of rows) for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at++) counts[features[at] ?? 0]!++;
  return Uint8Array.from(counts, (count, feature) => (count >= leastRows[feature]! ? 1 : 0));
}

function longestRow({ starts }: Lessons): number {
  return starts.reduce((longest, start, row) => Math.max(longest, start - (starts[row - 1] ?? 0)), 0);
}

/** Whether a feature is hidden from a row in a round. */
function hiding(lessons: Lessons, { mayHide, seeds }: FeatureSpace, { hiddenShare, shuffle, rounds }: TrainSettings): (feature: number, row: number, round: number) => boolean {
  return (feature, row, round) => mayHide[feature] === 1 && chanceOf(seeds[feature]!, lessons.seeds[row]!, shuffle * rounds + round) < hiddenShare;
}

/** A fixed shuffle, so that examples of one authority do not follow each other. */
function shuffled(rows: Int32Array, { seeds }: Lessons, { shuffle }: TrainSettings): Int32Array {
  const places = seeds.map(seed => chanceOf(seed, 0, shuffle));
  return Int32Array.from(rows).sort((a, b) => places[a]! - places[b]! || a - b);
}
