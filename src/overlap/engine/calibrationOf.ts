/** One band of confidence: how sure the engine was on average, and how often it was right. */
export interface ReliabilityBand {
  from: number;
  to: number;
  codings: number;
  meanConfidence: number;
  shareRight: number;
}

export interface Calibration {
  /** Mean distance between confidence and share right, weighted by the number of codings: 0 is perfect. */
  error: number;
  bands: ReliabilityBand[];
}

const BANDS = 10;

/** How far confidences can be taken at their word. */
export function calibrationOf(codings: readonly { confidence: number; isRight: boolean }[]): Calibration {
  const bands: ReliabilityBand[] = [];
  let distance = 0;
  for (let band = 0; band < BANDS; band++) {
    const inBand = codings.filter(({ confidence }) => Math.min(BANDS - 1, Math.floor(confidence * BANDS)) === band);
    if (inBand.length === 0) continue;
    const meanConfidence = inBand.reduce((sum, one) => sum + one.confidence, 0) / inBand.length;
    const shareRight = inBand.filter(one => one.isRight).length / inBand.length;
    distance += Math.abs(meanConfidence - shareRight) * inBand.length;
    bands.push({ from: band / BANDS, to: (band + 1) / BANDS, codings: inBand.length, meanConfidence, shareRight });
  }
  return { error: codings.length === 0 ? 0 : distance / codings.length, bands };
}
