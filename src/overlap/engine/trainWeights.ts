/** One training example: which features it has, and for each theme whether it carries it (1), not (0), or may be left out (NaN). */
export interface Example {
  features: readonly { index: number; value: number }[];
  targets: Float64Array;
  /** How much it counts, 1 unless told. */
  weight?: number;
}

export interface TrainSettings {
  rounds: number;
  rate: number;
  /** How strongly a learned weight is held to its prior, by feature. */
  penalty: Float64Array;
  /** How often a concept is hidden from an example, so that plain words learn to stand without it. */
  hiddenShare: number;
  /** Which features may be hidden. */
  mayHide: readonly boolean[];
}

/** Weights by feature and theme, laid out feature by feature; `prior` is what the vocabulary says before any example is seen. */
export interface Weights {
  themeCount: number;
  bias: Float64Array;
  prior: Float64Array;
  learned: Float64Array;
}

export function score(features: readonly { index: number; value: number }[], weights: Weights): Float64Array {
  const { themeCount, bias, prior, learned } = weights;
  const sums = Float64Array.from(bias);
  for (const { index, value } of features) {
    const at = index * themeCount;
    for (let theme = 0; theme < themeCount; theme++) sums[theme] = (sums[theme] ?? 0) + value * ((prior[at + theme] ?? 0) + (learned[at + theme] ?? 0));
  }
  return sums;
}

export function sigmoid(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/**
 * One logistic regression for each theme, all at once, by AdaGrad in a fixed order: the same examples give the same weights, to the
 * last bit. Each weight is pulled to what the vocabulary says, not to zero, so that a word never seen in training keeps its meaning.
 */
export function trainWeights(examples: readonly Example[], start: Weights, settings: TrainSettings): Weights {
  const { themeCount } = start;
  const weights: Weights = { themeCount, prior: start.prior, bias: Float64Array.from(start.bias), learned: new Float64Array(start.prior.length) };
  const gradients = new Float64Array(start.prior.length).fill(1e-3);
  const biasGradients = new Float64Array(themeCount).fill(1e-3);
  const order = shuffledOrder(examples.length);
  const random = generator(99991);
  for (let round = 0; round < settings.rounds; round++) {
    for (const i of order) {
      const example = examples[i];
      if (example === undefined) continue;
      const features = settings.hiddenShare === 0 ? example.features : example.features.filter(({ index }) => settings.mayHide[index] !== true || random() >= settings.hiddenShare);
      learnFrom({ ...example, features }, weights, { gradients, biasGradients }, settings);
    }
  }
  return weights;
}

/** Squared gradients so far, by which AdaGrad shortens its steps. */
interface Progress {
  gradients: Float64Array;
  biasGradients: Float64Array;
}

function learnFrom(example: Example, weights: Weights, { gradients, biasGradients }: Progress, settings: TrainSettings): void {
  const { themeCount, bias, learned } = weights;
  const errors = score(example.features, weights);
  for (let theme = 0; theme < themeCount; theme++) {
    const target = example.targets[theme] ?? 0;
    const error = Number.isNaN(target) ? 0 : (sigmoid(errors[theme] ?? 0) - target) * (example.weight ?? 1);
    errors[theme] = error;
    const total = (biasGradients[theme] ?? 0) + error * error;
    biasGradients[theme] = total;
    bias[theme] = (bias[theme] ?? 0) - (settings.rate * error) / Math.sqrt(total);
  }
  for (const { index, value } of example.features) {
    const penalty = settings.penalty[index] ?? 0;
    const from = index * themeCount;
    for (let theme = 0; theme < themeCount; theme++) {
      const at = from + theme;
      const weight = learned[at] ?? 0;
      const gradient = (errors[theme] ?? 0) * value + penalty * weight;
      const total = (gradients[at] ?? 0) + gradient * gradient;
      gradients[at] = total;
      learned[at] = weight - (settings.rate * gradient) / Math.sqrt(total);
    }
  }
}

/** Park and Miller's generator: numbers between 0 and 1, the same everywhere. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** A fixed shuffle, so that examples of one authority do not follow each other. */
function shuffledOrder(count: number): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  const random = generator(12345);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return order;
}
