import { fourFigures } from '../fourFigures.ts';

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** "Derby, Leicester and Rutland"; of many the first ten, and how many more. */
export function listed(names: readonly string[], most = 10): string {
  return list.format(names.length <= most + 1 ? names : [...names.slice(0, most), `${names.length - most} more`]);
}

/** "1 service", "2 services". */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : several}`;
}

/** "0.71 above the mean", "0.2 below the mean", of standard deviations. */
export function fromMean(distance: number): string {
  return `${fourFigures(Math.abs(Math.round(distance * 100) / 100))} standard deviations ${distance < 0 ? 'below' : 'above'} the mean`;
}
