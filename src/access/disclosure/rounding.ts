import { largestHidden, type DisclosurePolicy } from './DisclosurePolicy.ts';

/** How a policy rounds counts: to the nearest multiple, but never to one that would itself be hidden. Zero stays zero. */
export function roundingBy(policy: DisclosurePolicy & { rounding: number }): (count: number) => number {
  const base = policy.rounding;
  const least = (Math.floor(largestHidden(policy) / base) + 1) * base;
  return (count) => (count === 0 ? 0 : Math.sign(count) * Math.max(least, Math.round(Math.abs(count) / base) * base));
}

/** A number with as many decimals as another is written with: a rate from rounded counts is no more precise than the one published. */
export function asPreciseAs(published: number, value: number): number {
  const decimals = /\.(\d+)$/.exec(String(published))?.[1]?.length ?? 0;
  return Number(value.toFixed(Math.min(decimals, 20)));
}
