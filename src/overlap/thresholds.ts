import { loadRules } from './engine/Rules.ts';
import { sureFrom } from './isUncertain.ts';

/** Confidences, from 0 to 1, at which the hub reads statements otherwise. */
export interface Thresholds {
  /** Every theme this likely is read. */
  read: number;
  /** Where no theme is that likely, the likeliest alone is read from here on, and none below. */
  readAlone: number;
  /** Readings below this are called uncertain. */
  sure: number;
  /** No reading is surer. */
  ceiling: number;
}

let known: Thresholds | undefined;

export function readingThresholds(): Thresholds {
  if (known === undefined) {
    const { theme, soleTheme, ceiling } = loadRules().thresholds;
    known = { read: theme, readAlone: soleTheme, sure: sureFrom, ceiling };
  }
  return known;
}
