import { largestHidden, type DisclosurePolicy } from './DisclosurePolicy.ts';

/** How a policy rounds counts: to the nearest multiple, but never to one that would itself be hidden. Zero stays zero. */
export function roundingBy(policy: DisclosurePolicy & { rounding: number }): (count: number) => number {
  const base = policy.rounding;
  const least = (Math.floor(largestHidden(policy) / base) + 1) * base;
  return (count) => (count === 0 ? 0 : Math.sign(count) * Math.max(least, Math.round(Math.abs(count) / base) * base));
}

/**
 * A rate worked out from rounded counts, with as many decimals as the published one, but never fewer than one nor than two figures that count:
 * a 3.0 comes as the number 3, and to no decimals 10 of 400 would be 3, too. More give nothing away, since the counts are shown.
 */
export function rateOfRounded(rate: number, published: number): number {
  const ofTwoFigures = rate === 0 ? 0 : 1 - Math.floor(Math.log10(Math.abs(rate)));
  return Number(rate.toFixed(Math.min(Math.max(1, decimalsOf(published), ofTwoFigures), 20)));
}

function decimalsOf(number: number): number {
  return /\.(\d+)$/.exec(String(number))?.[1]?.length ?? 0;
}
