import { addDays, isDay } from '../../../catalogue/period.ts';

/** The period of the data package from one day to another, or null when it is not of whole months. */
export function periodBetween(from: string, to: string): string | null {
  if (!isDay(from) || !isDay(to) || from > to) return null;
  if (from === to) return from;
  if (!from.endsWith('-01') || !addDays(to, 1).endsWith('-01')) return null;
  const [first, last] = [from.slice(0, 7), to.slice(0, 7)];
  const year = Number(from.slice(0, 4));
  switch (`${monthsBetween(first, last)} from ${from.slice(5, 7)}`) {
    case '12 from 01':
      return `CY${year}`;
    case '12 from 04':
      return `FY${year}/${String(year + 1).slice(2)}`;
    case '12 from 09':
      return `AY${year}/${String(year + 1).slice(2)}`;
    case '3 from 01':
    case '3 from 04':
    case '3 from 07':
    case '3 from 10':
      return `CY${year}-Q${Math.ceil(Number(from.slice(5, 7)) / 3)}`;
    default:
      if (from.endsWith('-01-01') && to.endsWith('-12-31')) return `CY${year}/${to.slice(0, 4)}`;
      return first === last ? first : `${first}/${last}`;
  }
}

/** How many months there are from one to another (2016-04, 2017-03), both counted. */
export function monthsBetween(first: string, last: string): number {
  return (Number(last.slice(0, 4)) - Number(first.slice(0, 4))) * 12 + Number(last.slice(5, 7)) - Number(first.slice(5, 7)) + 1;
}

/** First and last day of an ISO interval as 2021-09-01T00:00:00/P1Y or 2021-09-01/2022-08-31; null when it is none. */
export function readInterval(text: string): { from: string; to: string } | null {
  const [, from, end] = /^(\d{4}-\d{2}-\d{2})(?:T00:00:00(?:Z|\.0+Z?)?)?\/(.+)$/.exec(text.trim()) ?? [];
  if (!from || !isDay(from)) return null;
  const [, to] = /^(\d{4}-\d{2}-\d{2})(?:T00:00:00Z?)?$/.exec(end!) ?? [];
  if (to) return { from, to };
  const [, count, unit] = /^P(\d{1,2})([YMD])$/.exec(end!) ?? [];
  if (!count || Number(count) === 0) return null;
  return { from, to: unit === 'D' ? addDays(from, Number(count) - 1) : addDays(monthsAfter(from, Number(count) * (unit === 'Y' ? 12 : 1)), -1) };
}

function monthsAfter(day: string, months: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 10);
}
