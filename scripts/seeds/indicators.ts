import { splitSource, webAddress } from './sources.ts';
import { addRow, joinNotes, type Package, type Row } from './tables.ts';

const polarities: Record<string, string> = { higher_better: 'high', lower_better: 'low', neutral: 'neutral', not_stated: 'neutral' };

// The source gives no unit: what the title says is counted decides, and the note says so.
const measuresByTitle: Record<string, { measure: string; multiplier: string }> = {
  'NI 111': { measure: 'rate', multiplier: '' },
  'NI 19': { measure: 'rate', multiplier: '' },
  'NI 51': { measure: 'score', multiplier: '' },
  'NI 54': { measure: 'score', multiplier: '' },
  'LDS-NEET': { measure: 'count', multiplier: '' },
  'LDS-ATT': { measure: 'proportion', multiplier: '100' },
};

// Our addition: gathered as measures of keeping children out of care alone, they count the children who are in it.
const alsoCountsLookedAfter = new Set(['LAIT:LAC', 'LAIT:LACnum']);

const nationalKinds = new Set(['national_indicator', 'lait']);
// Statistics that several authorities are measured by; one with an authority's prefix is that authority's.
const nationalStatistics = new Set(['U18CONC-N', 'U16CONC', 'NEET-CCIS']);
const ownerPrefixes: Record<string, string> = {
  LEI: 'Leicester', LDS: 'Leeds', HRT: 'Hertfordshire', NTG: 'Nottingham', DBS: 'Derbyshire', NYK: 'North Yorkshire', DER: 'Derby', DAR: 'Darlington',
};

/** Inspection grades are judgements in a package, not an indicator. */
export const inspectionGrades = 'LEI-JARGRADE';

/** The authority whose own indicator it is, as the data names it; null when it is a national one. */
export function indicatorOwner(row: Row): string | null {
  if (nationalKinds.has(row.kind!) || nationalStatistics.has(row.indicator_code!)) return null;
  const owner = ownerPrefixes[row.indicator_code!.split('-')[0]!];
  if (owner === undefined) throw new Error(`Nobody is known to own the indicator ${row.indicator_code}.`);
  return owner;
}

export function addIndicator(target: Package, row: Row): void {
  const isTool = row.kind === 'lait';
  const { measure, multiplier } = measureOf(row);
  const countsLookedAfter = alsoCountsLookedAfter.has(row.indicator_code!);
  addRow(target, 'indicators', {
    indicator_code: row.indicator_code!,
    title: row.name!,
    measure,
    multiplier,
    unit: row.unit!,
    polarity: polarities[row.polarity!]!,
    frequency: isTool ? 'annual' : '',
    source_body: isTool ? /data owner: ([^;]*)$/.exec(oneLine(row.note!))?.[1]?.trim() ?? '' : '',
    theme_codes: countsLookedAfter ? `${row.themes!};LAC` : row.themes!,
    url: webAddress(row.source!),
    ...splitSource(row.source!),
    note: joinNotes(
      oneLine(row.definition!),
      oneLine(row.note!),
      row.indicator_code! in measuresByTitle ? 'kind of measure read from the title' : '',
      countsLookedAfter ? 'theme LAC added by the hub' : '',
      row.polarity === 'not_stated' ? 'which way is better is not stated' : '',
    ),
  });
}

function measureOf(row: Row): { measure: string; multiplier: string } {
  const decided = measuresByTitle[row.indicator_code!];
  if (decided) return decided;
  const unit = row.unit!.toLowerCase();
  const per = /^rate per ([\d,]+)/.exec(unit);
  if (per) return { measure: 'rate', multiplier: per[1]!.replaceAll(',', '') };
  if (unit.startsWith('%') || unit.startsWith('percent') || unit === 'turnover rate') return { measure: 'proportion', multiplier: '100' };
  if (unit === 'count' || unit.startsWith('number of')) return { measure: 'count', multiplier: '' };
  if (unit === 'score per pupil' || unit === 'average score' || unit === 'score') return { measure: 'mean', multiplier: '' };
  throw new Error(`No kind of measure is decided for the unit "${row.unit}" of ${row.indicator_code}.`);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
