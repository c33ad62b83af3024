import { periodInWords, toolPeriod } from './periods.ts';
import { type Places } from './places.ts';
import { sourceTitle } from './sources.ts';
import { addRow, joinNotes, type Package, type Row } from './tables.ts';

export const toolSource = 'DfE Local Authority Interactive Tool, Crown copyright, OGL v3.0';
const toolPrefix = 'LAIT:';

const targetStatuses: Record<string, string> = { target: '', target_provisional: 'provisional', proposed_target: 'proposed' };

/** A value of the DfE's tool. The data cannot tell a missing value from a suppressed one, and neither does the row. */
export function addToolObservation(national: Package, row: Row, areaCode: string): void {
  const measure = row.indicator_code!.slice(toolPrefix.length);
  const { period, note } = toolPeriod(measure, row.period!);
  const isAutumnOnly = ['TotAbs', 'TotPerAbNew'].includes(measure) && row.period === '2020';
  addRow(national, 'observations', {
    indicator_code: row.indicator_code!,
    area_code: areaCode,
    period,
    value: row.value!,
    status: row.status === 'missing_or_suppressed' ? 'missing' : '',
    source: toolSource,
    locator: `${measure}, ${row.period}`,
    note: joinNotes(
      row.flag,
      row.status === 'missing_or_suppressed' ? 'missing or suppressed: the source marks both alike' : '',
      isAutumnOnly ? 'autumn term 2019 only' : '',
      note,
    ),
  });
}

/**
 * One hand-gathered value: an observation or a target. Values of no stated period are not rows of their own;
 * those that belong beside a target of the same indicator become its comparator or its text (`undated`).
 */
export function addFigure(target: Package, row: Row, undated: Row[], places: Places): void {
  const found = periodInWords(row.indicator_code!, row.period!);
  const areaCode = places.codeOf(row.authority!, /\d{4}/.exec(row.period!)?.[0]);
  const shared = { indicator_code: row.indicator_code!, area_code: areaCode, period: found?.period ?? '', value: row.value!, source: sourceTitle(row.source!), locator: row.locator! };
  if (!(row.value_kind! in targetStatuses)) {
    const before = undated.find((other) => other.period === 'previous period');
    addRow(target, 'observations', {
      ...shared,
      status: row.note === 'provisional' ? 'provisional' : '',
      note: joinNotes(row.value_kind === 'baseline' ? 'baseline' : '', found!.note, plainNote(row), before ? `${before.value} in the period before, which is not dated` : ''),
    });
    return;
  }
  addRow(target, 'targets', {
    ...shared,
    comparator: undated.filter((other) => other.value_kind === 'baseline').map((other) => `baseline of ${other.value}, year not stated`).join('; '),
    text: found === null ? row.period! : undated.filter((other) => other.value_kind === 'forecast').map((other) => `forecast of ${other.value}: ${other.note}`).join('; '),
    kind: 'target',
    status: targetStatuses[row.value_kind!]!,
    action_refs: row.authority === 'Leicester' ? [...row.locator!.matchAll(/\d+\.\d+/g)].map(([ref]) => ref).join(';') : '',
    note: joinNotes(found?.note, plainNote(row)),
  });
}

// The data's notes point at a report that did not come with it.
function plainNote(row: Row): string {
  return row.note!.replace(', see REPORT', '');
}

/** Whether a value can stand as a row: a forecast, a grade or an observation of no stated period cannot. */
export function standsAlone(row: Row): boolean {
  if (['forecast', 'inspection_grade'].includes(row.value_kind!)) return false;
  return row.value_kind! in targetStatuses || periodInWords(row.indicator_code!, row.period!) !== null;
}
