import { listed } from '../words.ts';

/** What one component says of an overlap: from 0 to 1, where more speaks for commissioning together. A value of null is not known, which is never 0. */
export interface Judgement {
  value: number | null;
  /** The same in a sentence, with the numbers it rests on. */
  explanation: string;
}

/** An authority as a judgement names it. */
export interface Named {
  code: string;
  name: string;
}

export function known(value: number, explanation: string): Judgement {
  // Four places are more than the figures bear, and free of the noise of binary fractions.
  return { value: Math.round(value * 10_000) / 10_000, explanation };
}

export function notKnown(explanation: string): Judgement {
  return { value: null, explanation };
}

/** Names as a sentence lists them; of many the first three, and how many more. */
export function someOf(names: readonly string[], most = 3): string {
  return listed(names, most);
}
