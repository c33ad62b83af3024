import { figure as exactFigure, pounds, rangeInWords } from '../proposals/inWords.ts';
import type { Range } from '../proposals/ProposalContent.ts';

/** As people read a figure: what is worked out may have more places than mean anything, so four after the point, or four that are not 0, are enough. */
function figure(value: number): string {
  return exactFigure(Math.abs(value) < 1 ? Number(value.toPrecision(4)) : Number(value.toFixed(4)));
}

/** A figure with its unit: "£1,200 per place", "53% of leavers", "88 per 10,000", "1,240 children". */
export function figureInWords(value: number, unit: string | null): string {
  const words = (unit ?? '').trim();
  if (/^(£|pounds\b)/i.test(words)) return joined(pounds(value), words.replace(/^(£|pounds)\s*/i, ''));
  if (/^(%|percent\b(?! points))/i.test(words)) return `${figure(value)}%${words.replace(/^(%|percent)/i, '')}`;
  const named = words.replace(/^rate (?=per\b)/i, '');
  return joined(figure(value), /^[A-Z][a-z]/.test(named) ? named.charAt(0).toLowerCase() + named.slice(1) : named);
}

function joined(amount: string, unit: string): string {
  return unit === '' ? amount : `${amount} ${unit}`;
}

export function poundsInWords(amount: number | null): string {
  return amount === null ? notKnown : pounds(amount);
}

export const notKnown = 'Not known';

/** "£1,200 to £1,500"; one figure where both ends are the same. */
export function moneyInWords(range: Range | null): string {
  return toldRange(range, pounds);
}

/** "10% to 15%". */
export function percentInWords(range: Range | null): string {
  return toldRange(range, (value) => `${figure(value)}%`);
}

export function countInWords(range: Range | null): string {
  return toldRange(range, figure);
}

/** "£1,200 less to £300 more" than something else. */
export function differenceInWords(range: Range | null): string {
  return toldRange(range, (amount) => (amount === 0 ? 'the same' : `${pounds(Math.abs(amount))} ${amount < 0 ? 'less' : 'more'}`));
}

function toldRange(range: Range | null, inWords: (value: number) => string): string {
  return range === null ? notKnown : rangeInWords(range, inWords);
}

const yearKinds: Record<string, string> = { AY: 'School year', FY: 'Financial year', CY: 'Calendar year' };

/** A period as the catalogue writes it, for readers who never saw one: "Financial year 2024/25, quarter 3", "31 March 2025". */
export function periodInWords(period: string): string {
  const year = /^(AY|FY|CY)(\d{4}(?:\/\d{2,4})?)(?:-Q([1-4]))?$/.exec(period);
  if (year) return `${year[2]!.length > 7 ? 'Calendar years' : yearKinds[year[1]!]!} ${year[2]!}${year[3] ? `, quarter ${year[3]}` : ''}`;
  return period.split('/').map(dateInWords).join(' to ');
}

/** "20 November 2026", "20 November 2026, 14:03 UTC", "November 2026"; what is no date stays as it is. */
export function dateInWords(text: string): string {
  const [, day, hour] = /^\d{4}-\d{2}(-\d{2})?(T.+)?$/.exec(text) ?? [];
  const date = new Date(text);
  const iso = Number.isNaN(date.getTime()) ? '' : date.toISOString();
  // A day that no calendar has is read as one of the next month.
  if (iso === '' || (hour === undefined && !iso.startsWith(text))) return text;
  const words = date.toLocaleDateString('en-GB', { ...(day !== undefined && { day: 'numeric' }), month: 'long', year: 'numeric', timeZone: 'UTC' });
  return hour === undefined ? words : `${words}, ${iso.slice(11, 16)} UTC`;
}

/** "Derby; Bath and North East Somerset": names have commas and ands of their own. */
export function listed(names: readonly string[]): string {
  return names.join('; ');
}
