import { parsePeriod } from '../../../catalogue/period.ts';
import { joinNotes, readStatus, type Status } from './readFigure.ts';
import { monthNumber, type YearKind } from './yearKind.ts';

/** The period of a row in the form of the data package, and what its label says besides; or what was expected instead. */
export type ReadPeriod = { period: string; status: Status | null; note: string } | { expected: string };

/** What is said of the kind of an indicator's years: by the settings or the source's metadata, or, where by neither, in which words it is left open. */
export type KindOfYear = { kind: YearKind } | { leftOpen: string };

/** No label of a period is nearly as long, and the forms below look at longer ones many times over. */
const longestLabel = 200;

/** What the label of a period stands for: `2024 (Rev)`, `2016/17`, `2014-16`, `2013/14-15/16`, `2019/20 Q1`, `Nov 2023`. */
export function readPeriodLabel(label: string, year: KindOfYear): ReadPeriod {
  if (label.length > longestLabel) return { expected: `a period of at most ${longestLabel} characters` };
  const [, core = '', words = ''] = /^(.*?)\s*(?:\(([^()]*)\))?$/.exec(label.trim()) ?? [];
  const read = readCore(core, year);
  if (typeof read !== 'string') return read;
  // A year or day of the right form may still be none that there is: 0216, 31 November.
  if (!parsePeriod(read)) return { expected: /^\d{4}-\d{2}-\d{2}$/.test(read) && read >= '1000' ? 'a day that there is' : 'a year from 1000 on' };
  if (words === '') return { period: read, status: null, note: '' };
  const { status } = readStatus(words);
  return status === 'final' || status === 'provisional' || status === 'revised' ? { period: read, status, note: '' } : { period: read, status: null, note: joinNotes(`its period is labelled "${label.trim()}"`) };
}

function readCore(core: string, year: KindOfYear): string | { expected: string } {
  const dated = readDated(core);
  if (dated !== null) return dated;
  const parts = readParts(core);
  if (!parts) return { expected: 'a period as 2016, 2016/17, 2014-16, 2013/14-15/16, 2019/20 Q1 or Nov 2023' };
  if (!('kind' in year)) return { expected: `a kind of year, which nobody states${year.leftOpen}; set periodKind, for example {"periodKind": "financial"} for all indicators or {"periodKind": {"CPP_rate": "day-03-31"}} for one` };
  return readYears(parts, year.kind) ?? { expected: `a period of the stated kind, ${year.kind}` };
}

/** Months and days, which no kind of year changes. */
function readDated(core: string): string | null {
  if (/^\d{4}-\d{2}-\d{2}$/.test(core)) return core;
  const [from, to, ...more] = core.split(/\s*[-–]\s*/).map(readMonth);
  if (!from || more.length > 0) return null;
  return to === undefined ? from : to === null ? null : `${from}/${to}`;
}

function readMonth(text: string): string | null {
  const [, before, first, second, after] = /^(?:([a-z]+) (\d{4})|(\d{4}) ([a-z]+))$/i.exec(text.trim()) ?? [];
  const month = monthNumber(before ?? after ?? '');
  return month ? `${first ?? second}-${month}` : null;
}

/** A bare year, a year that spans two, several of either, or a quarter. */
type Parts = { first: number; last: number; isSpan: 'none' | 'slash' | 'dash'; pooled: boolean; quarter: string | null };

function readParts(core: string): Parts | null {
  const [, bare] = /^(\d{4})$/.exec(core) ?? [];
  if (bare) return { first: Number(bare), last: Number(bare), isSpan: 'none', pooled: false, quarter: null };
  const [, year, ending, quarter] = /^(\d{4})(?:\/(\d{2}))? ?Q([1-4])$/.exec(core) ?? [];
  if (quarter) return ending && !follows(Number(year), ending) ? null : { first: Number(year), last: Number(year) + (ending ? 1 : 0), isSpan: ending ? 'slash' : 'none', pooled: false, quarter };
  const [, from, to, from2, to2] = /^(\d{4})\/(\d{2})\s*[-–]\s*(\d{2}|\d{4})\/(\d{2})$/.exec(core) ?? [];
  if (from) {
    const start = completed(Number(from), from2!);
    return follows(Number(from), to!) && follows(start, to2!) && start > Number(from) ? { first: Number(from), last: start + 1, isSpan: 'slash', pooled: true, quarter: null } : null;
  }
  const [, start, sign, end] = /^(\d{4})\s*([/–-])\s*(\d{2}|\d{4})$/.exec(core) ?? [];
  if (!start) return null;
  const last = completed(Number(start), end!);
  // 2024-03 is March, or a mistake, but not eighty years.
  if (last <= Number(start) || last > Number(start) + 9 || (sign === '/' && last !== Number(start) + 1)) return null;
  return { first: Number(start), last, isSpan: sign === '/' ? 'slash' : 'dash', pooled: last > Number(start) + 1, quarter: null };
}

/** Null when a label of this form cannot be of this kind: calendar years are not written 2016/17, and 2014-16 leaves open which financial years it pools. */
function readYears({ first, last, isSpan, pooled, quarter }: Parts, kind: YearKind): string | null {
  if (quarter) return kind === 'financial' && isSpan === 'slash' ? `FY${first}-Q${quarter}` : kind === 'calendar' && isSpan === 'none' ? `CY${first}-Q${quarter}` : null;
  if (kind === 'calendar') return isSpan === 'none' ? `CY${first}` : isSpan === 'dash' ? `CY${first}/${last}` : null;
  if (kind === 'financial' || kind === 'academic') return readSplit({ first, last, isSpan, pooled }, kind);
  // A day at a financial year's end may be named by that whole year.
  if (isSpan !== 'none' && !(kind === 'day-03-31' && !pooled)) return null;
  if (kind.startsWith('day-')) return `${last}-${kind.slice('day-'.length)}`;
  const month = kind.slice(-2);
  if (kind.startsWith('month-')) return `${last}-${month}`;
  return month === '12' ? `${last}-01/${last}-12` : `${last - 1}-${String(Number(month) + 1).padStart(2, '0')}/${last}-${month}`;
}

function readSplit({ first, last, isSpan, pooled }: Omit<Parts, 'quarter'>, kind: 'financial' | 'academic'): string | null {
  const letters = kind === 'financial' ? 'FY' : 'AY';
  if (!pooled) return `${letters}${last - 1}/${String(last).slice(2)}`;
  if (isSpan === 'dash') return null;
  return kind === 'financial' ? `${first}-04/${last}-03` : `${first}-09/${last}-08`;
}

/** `2016`, `17` → 2017; `1999`, `00` → 2000. */
function completed(start: number, end: string): number {
  if (end.length === 4) return Number(end);
  const within = Math.floor(start / 100) * 100 + Number(end);
  return within < start ? within + 100 : within;
}

function follows(year: number, ending: string): boolean {
  return completed(year, ending) === year + 1;
}
