/** A confidence to two places, rounded down, so that a threshold of what is shown lets the reading in. */
export function confidenceShown(confidence: number): string {
  // A little more than nothing, because 0.29 times 100 is a little less than 29.
  return (Math.floor(confidence * 100 + 1e-9) / 100).toFixed(2);
}
