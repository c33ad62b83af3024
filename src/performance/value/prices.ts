import { parsePeriod } from '../../catalogue/period.ts';

/** Prices of each year beside one another, as an indicator of the hub has them: by period, above 0. */
export interface PriceIndex {
  code: string;
  values: ReadonlyMap<string, number>;
}

/** An amount in the prices of a year, and how it came about; null when it cannot be told. */
export interface Adjusted {
  value: number | null;
  explanation: string;
}

const wholeYears = new Set(['CALENDAR_YEAR', 'ACADEMIC_YEAR', 'FINANCIAL_YEAR']);

/** Whether prices can be those of a period: it is one whole year. */
export function isPriceYear(period: string): boolean {
  return wholeYears.has(parsePeriod(period)?.kind ?? '');
}

/** What an amount of one year would be in the prices of another: times the index of that year, over the index of its own. A year without a value is never guessed. */
export function inPricesOf(to: string, { amount, from }: { amount: number; from: string | null }, index: PriceIndex | null): Adjusted {
  const unknown = (why: string): Adjusted => ({ value: null, explanation: `Not adjusted to ${to}: ${why}.` });
  if (from === null) return unknown('of which year its prices are is not stated');
  if (from === to) return { value: amount, explanation: `In the prices of ${to} as published.` };
  if (!isPriceYear(from)) return unknown(`${from} is not one whole year`);
  if (parsePeriod(from)!.kind !== parsePeriod(to)?.kind) return unknown(`${from} is a year of another kind`);
  if (index === null) return unknown('no deflator was named');
  const [then, now] = [index.values.get(from), index.values.get(to)];
  if (then === undefined || now === undefined) return unknown(`${index.code} has no value for ${[then === undefined && from, now === undefined && to].filter(Boolean).join(' and ')}`);
  return { value: (amount * now) / then, explanation: `In the prices of ${to}: times ${now} over ${then} (${index.code}).` };
}
