import { p } from '@mikro-orm/core';

/** A period as published, and its kind, first and last day, worked out by the harvest. */
export const periodColumns = {
  period: p.string(),
  periodKind: p.string(),
  periodFrom: p.string(),
  periodTo: p.string(),
};

/** What the API says of these columns, wherever they stand. */
export const periodDescriptions = {
  period:
    'Period as published, with its kind: CY2008 calendar year, AY2007/08 academic, FY2007/08 financial, CY2008-Q3 quarter, 2008-11 month, 2008-11/2009-01 months, 2008-03-31 a snapshot on that day, CY2013/2015 several years pooled.',
  kind: 'CALENDAR_YEAR, ACADEMIC_YEAR, FINANCIAL_YEAR, CALENDAR_QUARTER, FINANCIAL_QUARTER, MONTH, MONTHS, DAY or POOLED_YEARS. Values of two period kinds are never one series: filter on one before drawing a line.',
  from: 'First day of the period (ISO date).',
  to: 'Last day of the period (ISO date). Values of two period kinds are never one series, even where they end on the same day.',
};
