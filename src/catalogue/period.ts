import type { PeriodKind as PeriodKinds } from './periodKind.ts';

export type PeriodKind = `${PeriodKinds}`;

export interface Period {
  kind: PeriodKind;
  /** First and last day, ISO dates. */
  from: string;
  to: string;
}

export const periodForms = 'CY2008, AY2007/08, FY2007/08, CY2008-Q3, FY2008-Q3, 2008-11, 2008-11/2009-01, 2008-03-31 or CY2013/2015';

/** `periodForms` as the Table Schemas of `schema/package/` state them. It lets through what only a calendar can refuse: 2008-02-31, AY2007/09. */
export const periodPattern = '^(CY\\d{4}(/\\d{4}|-Q[1-4])?|AY\\d{4}/\\d{2}|FY\\d{4}(/\\d{2}|-Q[1-4])|\\d{4}-(0[1-9]|1[0-2])(/\\d{4}-(0[1-9]|1[0-2])|-(0[1-9]|[12]\\d|3[01]))?)$';

/** How they state days of which only the month or year may be known (`parsePartialDate`). */
export const partialDatePattern = '^\\d{4}(-\\d{2}(-\\d{2})?)?$';

/** No period is longer, and a file has few different ones among its many rows. */
const [longestPeriod, mostRemembered] = [20, 1_000];
const remembered = new Map<string, Period | null>();

/** What a period of a data package stands for, or null when it is none of the package's forms (`periodForms`). */
export function parsePeriod(text: string): Readonly<Period> | null {
  if (text.length > longestPeriod) return null;
  let period = remembered.get(text);
  if (period !== undefined) return period;
  period = readPeriod(text);
  if (remembered.size >= mostRemembered) remembered.clear();
  // Spelt out again, because a text that was cut from another holds on to the whole of it.
  remembered.set([...text].join(''), period);
  return period;
}

function readPeriod(text: string): Period | null {
  const year = /^CY([12]\d{3})$/.exec(text);
  if (year) return { kind: 'CALENDAR_YEAR', from: `${year[1]}-01-01`, to: `${year[1]}-12-31` };
  const split = /^(AY|FY)([12]\d{3})\/(\d{2})$/.exec(text);
  if (split) return splitYear(split[1]!, Number(split[2]), Number(split[3]));
  const quarter = /^(CY|FY)([12]\d{3})-Q([1-4])$/.exec(text);
  if (quarter) return quarterOf(quarter[1]!, Number(quarter[2]), Number(quarter[3]));
  // Pooled academic or financial years are written as months (2013-04/2016-03): FY2013/2015 could mean two years or three.
  const pooled = /^CY([12]\d{3})\/([12]\d{3})$/.exec(text);
  if (pooled && pooled[1]! < pooled[2]!) return { kind: 'POOLED_YEARS', from: `${pooled[1]}-01-01`, to: `${pooled[2]}-12-31` };
  const months = /^([12]\d{3}-\d{2})\/([12]\d{3}-\d{2})$/.exec(text);
  if (months && isMonth(months[1]!) && isMonth(months[2]!) && months[1]! <= months[2]!) {
    return { kind: 'MONTHS', from: `${months[1]}-01`, to: lastDayOfMonth(months[2]!) };
  }
  if (/^[12]\d{3}-\d{2}$/.test(text) && isMonth(text)) return { kind: 'MONTH', from: `${text}-01`, to: lastDayOfMonth(text) };
  if (/^[12]/.test(text) && isDay(text)) return { kind: 'DAY', from: text, to: text };
  return null;
}

/** The first and last day of a date stated as a year, a month or a day; null when it is none of these. */
export function parsePartialDate(text: string): { from: string; to: string } | null {
  if (/^[1-9]\d{3}$/.test(text)) return { from: `${text}-01-01`, to: `${text}-12-31` };
  if (/^[1-9]\d{3}-\d{2}$/.test(text) && isMonth(text)) return { from: `${text}-01`, to: lastDayOfMonth(text) };
  return isDay(text) ? { from: text, to: text } : null;
}

export function isDay(text: string): boolean {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The ISO date that lies `days` after (or, negative, before) another. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

function splitYear(kind: string, first: number, second: number): Period | null {
  if ((first + 1) % 100 !== second) return null;
  // Academic years are taken to run from September to August, financial ones from April to March.
  return kind === 'AY'
    ? { kind: 'ACADEMIC_YEAR', from: `${first}-09-01`, to: `${first + 1}-08-31` }
    : { kind: 'FINANCIAL_YEAR', from: `${first}-04-01`, to: `${first + 1}-03-31` };
}

function quarterOf(kind: string, year: number, quarter: number): Period {
  const monthsSinceJanuary = (quarter - 1) * 3 + (kind === 'FY' ? 3 : 0);
  const month = (offset: number) => new Date(Date.UTC(year, monthsSinceJanuary + offset, 1)).toISOString().slice(0, 7);
  return { kind: kind === 'FY' ? 'FINANCIAL_QUARTER' : 'CALENDAR_QUARTER', from: `${month(0)}-01`, to: lastDayOfMonth(month(2)) };
}

function isMonth(text: string): boolean {
  const month = Number(text.slice(5, 7));
  return month >= 1 && month <= 12;
}

function lastDayOfMonth(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year!, number!, 0)).toISOString().slice(0, 10);
}
