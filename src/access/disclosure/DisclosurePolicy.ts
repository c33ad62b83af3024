/** How small numbers of one source are protected before anything of it is stored. */
export interface DisclosurePolicy {
  /** Counts of people from 1 up to this are hidden; 0 hides none. */
  threshold: number;
  /** Whether more is hidden where a hidden count could be worked out from a total. */
  secondary: boolean;
  /** Counts are rounded to the nearest multiple of this; null leaves them. */
  rounding: number | null;
}

/** Hides and rounds nothing: what a source without a policy has. */
export const noProtection: DisclosurePolicy = { threshold: 0, secondary: false, rounding: null };

/** Far beyond any rule in use (NHS 7, ONS 10), and small enough that a slip of the finger does not empty a source. */
const [largestThreshold, largestRounding] = [100, 1_000];

/** The largest count that is hidden. With rounding also what would round to zero: nothing that is not zero may be shown as zero. */
export function largestHidden({ threshold, rounding }: DisclosurePolicy): number {
  return Math.max(threshold, rounding === null ? 0 : Math.ceil(rounding / 2) - 1);
}

export function protectsNothing({ threshold, rounding }: DisclosurePolicy): boolean {
  return threshold === 0 && rounding === null;
}

/** What both ask for, of each part the stricter. */
export function stricterOf(one: DisclosurePolicy, other: DisclosurePolicy): DisclosurePolicy {
  const roundings = [one.rounding, other.rounding].filter((rounding) => rounding !== null);
  return { threshold: Math.max(one.threshold, other.threshold), secondary: one.secondary || other.secondary, rounding: roundings.length === 0 ? null : Math.max(...roundings) };
}

/** The policy in a sentence, for whoever reads the figures. */
export function describePolicy(policy: DisclosurePolicy): string {
  if (protectsNothing(policy)) return 'No counts are hidden or rounded by the hub.';
  const most = largestHidden(policy);
  const hidden = most === 0 ? [] : [`Counts of people from 1 to ${most}, and rates that rest on them, are hidden${policy.secondary ? '; so is what would let them be worked out from a total' : ''}.`];
  const rounded = policy.rounding === null ? [] : [`Other counts are rounded to multiples of ${policy.rounding}, and rates worked out from the rounded counts.`];
  return [...hidden, ...rounded, 'Zero is shown as zero.'].join(' ');
}

/** A policy as somebody states it, or what is wrong with it. */
export function readPolicy(stated: Record<string, unknown>): DisclosurePolicy | { problem: string } {
  const { threshold = 0, secondary = false, rounding = null, ...others } = stated;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) return { problem: `it has "${unknown.slice(0, 40)}". Allowed: threshold, secondary, rounding` };
  if (!isWhole(threshold, 0, largestThreshold)) return { problem: `its threshold is ${shown(threshold)}. Expected a whole number from 0 to ${largestThreshold}, for example 5 to hide counts from 1 to 5` };
  if (typeof secondary !== 'boolean') return { problem: `its secondary is ${shown(secondary)}. Expected true or false` };
  if (rounding !== null && !isWhole(rounding, 2, largestRounding)) return { problem: `its rounding is ${shown(rounding)}. Expected a whole number from 2 to ${largestRounding}, for example 5, or none` };
  const policy = { threshold, secondary, rounding };
  if (secondary && largestHidden(policy) === 0) return { problem: 'secondary is set and nothing is hidden. Expected a threshold of at least 1 with it' };
  return policy;
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}

function shown(value: unknown): string {
  return `"${(JSON.stringify(value) ?? 'nothing').replaceAll('"', '').slice(0, 40)}"`;
}
