import type { Cell } from '../../package/packageTable.ts';
import { breakdownOf } from './breakdown.ts';
import type { Facts } from './Facts.ts';
import type { CellOf } from './Form.ts';
import { groupsIn } from './furtherColumns.ts';
import { codeOf } from './indicatorCells.ts';
import type { FoundPlace } from './places.ts';
import { isAbsence, joinNotes, readFigure, readStatus, type Status } from './readFigure.ts';
import type { KindOfYear, ReadPeriod } from './readPeriod.ts';
import type { Reading } from './Reading.ts';
import { statedYearKind } from './yearKind.ts';

export type ObservationColumn = 'indicator_code' | 'area_code' | 'period' | 'value' | 'numerator' | 'denominator' | 'lower' | 'upper' | 'interval_method' | 'status' | 'breakdown' | 'source' | 'locator' | 'note';

interface SourceRow {
  /** Of the indicator. */
  name: string;
  cell: CellOf;
  place: FoundPlace;
  facts: Facts | null;
}

/** A row of observations.csv. What cannot be read is a cell that says what was found and expected, so that the row is refused with it. */
export function observationCells(reading: Reading, { name, cell, place, facts }: SourceRow): Record<ObservationColumn, Cell> {
  const { form, data, settings } = reading;
  const reported = form.reportOf(cell);
  const period = form.periodOf(cell, kindOfYear(reading, name, facts));
  const value = valueOf(reported, period);
  const beside = { numerator: besideValue(reported.numerator), denominator: besideValue(reported.denominator), lower: besideValue(reported.lower), upper: besideValue(reported.upper) };
  const breakdown = breakdownOf(reported.breakdown ?? '', ...groupsIn(reading.further, cell));
  return {
    indicator_code: codeOf(reading, name),
    area_code: 'code' in place ? place.code : { found: [reported.place.name, reported.place.number].filter(Boolean).join(', '), expected: 'expected' in place ? place.expected : 'a place' },
    period: 'period' in period ? period.period : { found: reported.periodLabel, expected: period.expected },
    value: value.cell,
    ...beside,
    interval_method: reported.limits !== undefined && (beside.lower !== '' || beside.upper !== '') ? reported.limits : '',
    status: value.status ?? '',
    breakdown: settings.everybody.get(name) === breakdown ? '' : breakdown,
    source: data.document,
    locator: joinLocator(name, reported.periodLabel),
    note: joinNotes('note' in period ? period.note : '', value.note, reported.remark ?? ''),
  };
}

function joinLocator(name: string, periodLabel: string): string {
  return [name, periodLabel].filter(Boolean).join(', ');
}

/** The settings say it, or else the source's metadata. */
function kindOfYear({ settings, metadata }: Reading, name: string, facts: Facts | null): KindOfYear {
  const kind = settings.periodKindOf(name) ?? statedYearKind(facts?.yearType ?? '');
  if (kind !== null) return { kind };
  if (metadata === null) return { leftOpen: ' (no "metadata" is set: the data dictionary or metadata file may say it)' };
  return { leftOpen: facts?.yearType ? ` (${metadata.name} says only "${facts.yearType}" of ${name})` : ` (${metadata.name} does not say it of ${name})` };
}

/** The value with the one status that counts: why there is none, before how firm it is; what else is said goes into the note. */
function valueOf({ value, status = '', remark = '' }: { value: string; status?: string; remark?: string }, period: ReadPeriod): { cell: Cell; status: Status | null; note: string } {
  const figure = readFigure(value);
  if (!('value' in figure)) return { cell: { found: value, expected: figure.expected }, status: null, note: '' };
  const beside = readStatus(status);
  const ofPeriod = 'period' in period ? period.status : null;
  if (figure.value === '') {
    const why = isAbsence(beside.status) ? beside.status : value === '' && /suppress/i.test(remark) ? 'suppressed' : figure.status;
    const firm = [beside.status, ofPeriod].find((candidate) => candidate !== null && !isAbsence(candidate));
    return { cell: '', status: why, note: joinNotes(figure.note, beside.note, firm ? `said to be ${firm}` : '') };
  }
  if (isAbsence(beside.status) && beside.status !== 'low') return { cell: { found: value, expected: `no value beside the status "${status}", which says that there is none` }, status: null, note: '' };
  return { cell: figure.value, status: figure.status ?? beside.status ?? ofPeriod, note: joinNotes(figure.note, beside.note) };
}

/** A count or limit; empty where there is none, for only the value has a status. */
function besideValue(text = ''): Cell {
  const figure = readFigure(text);
  return 'value' in figure ? figure.value : { found: text, expected: figure.expected };
}
