import { fourFigures } from '../fourFigures.ts';
import { listed as listedUpTo } from '../../words.ts';

/** Names as a sentence lists them; of many the first ten, and how many more. */
export function listed(names: readonly string[], most = 10): string {
  return listedUpTo(names, most);
}

/** "0.71 above the mean", "0.2 below the mean", of standard deviations. */
export function fromMean(distance: number): string {
  return `${fourFigures(Math.abs(Math.round(distance * 100) / 100))} standard deviations ${distance < 0 ? 'below' : 'above'} the mean`;
}
