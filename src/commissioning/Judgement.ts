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

/** "Derby, Leicester and 3 more". One more is named: to count it would take as much room. */
export function someOf(names: readonly string[], most = 3): string {
  if (names.length <= most + 1) return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}

/** "1 authority", "2 authorities". */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : several}`;
}
