import { registerEnumType } from 'type-graphql';

export enum PeriodKind {
  CALENDAR_YEAR = 'CALENDAR_YEAR',
  ACADEMIC_YEAR = 'ACADEMIC_YEAR',
  FINANCIAL_YEAR = 'FINANCIAL_YEAR',
  CALENDAR_QUARTER = 'CALENDAR_QUARTER',
  FINANCIAL_QUARTER = 'FINANCIAL_QUARTER',
  MONTH = 'MONTH',
  MONTHS = 'MONTHS',
  DAY = 'DAY',
  POOLED_YEARS = 'POOLED_YEARS',
}
registerEnumType(PeriodKind, {
  name: 'PeriodKind',
  description: 'What sort of period something is about. Values of two kinds are never one series.',
  valuesConfig: {
    CALENDAR_YEAR: { description: 'January to December, for example CY2008.' },
    ACADEMIC_YEAR: { description: 'September to August, for example AY2007/08.' },
    FINANCIAL_YEAR: { description: 'April to March, for example FY2007/08.' },
    CALENDAR_QUARTER: { description: 'Three months of a calendar year, for example CY2008-Q3: July to September.' },
    FINANCIAL_QUARTER: { description: 'Three months of a financial year, for example FY2008-Q3: October to December.' },
    MONTH: { description: 'One month, for example 2008-11.' },
    MONTHS: { description: 'Several months, for example 2008-11/2009-01.' },
    DAY: { description: 'A snapshot on one day, for example 2008-03-31.' },
    POOLED_YEARS: { description: 'Several calendar years taken together, for example CY2013/2015.' },
  },
});
