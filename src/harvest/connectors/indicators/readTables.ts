import { HubError } from '../../../errors.ts';
import type { HarvestIssue } from '../../issue.ts';
import { packageFilesIn } from '../../package/packageFiles.ts';
import type { PackageRow } from '../../package/packageTable.ts';
import type { FileTable } from '../../package/readPackageFiles.ts';
import { readRows } from '../../package/readRows.ts';
import type { Facts } from './Facts.ts';
import type { CellOf, Form } from './Form.ts';
import { indicatorCells } from './indicatorCells.ts';
import { observationCells, type ObservationColumn } from './observationCells.ts';
import type { FoundPlace, Places } from './places.ts';
import { cellsOf } from './readFactsFile.ts';
import type { FoundIndicator, Reading } from './Reading.ts';
import type { IndicatorSettings } from './settings.ts';

const observationColumns: readonly ObservationColumn[] = ['indicator_code', 'area_code', 'period', 'value', 'numerator', 'denominator', 'lower', 'upper', 'interval_method', 'status', 'breakdown', 'source', 'locator', 'note'];

/**
 * The indicators and observations of a file of figures. It is passed over twice, however long it is, so that memory stays flat: once to
 * find its indicators and what is left out, and again as its rows are asked for.
 */
export async function readTables(reading: Reading): Promise<{ files: FileTable[]; issues: HarvestIssue[] }> {
  const { form, data, metadata, settings } = reading;
  const facts = metadata ? await form.readFacts(metadata.place, metadata.name) : new Map<string, Facts>();
  const { indicators, leftOut } = await survey(reading);
  const own = [...indicators.values()].filter(({ name }) => !settings.codes.has(name));
  const files: FileTable[] = [{ file: packageFilesIn('observations.csv')[0]!, path: data.name, table: { header: [...observationColumns], rows: observationRows(reading, facts), issues: [] } }];
  if (own.length > 0) files.push({ file: packageFilesIn('indicators.csv')[0]!, path: `${data.name} (indicators)`, table: toTable(own.map((found) => ({ line: found.line, cells: indicatorCells(reading, found, facts.get(found.name) ?? null) }))) });
  return { files, issues: [...leftOut, ...withoutFigures(reading, indicators)] };
}

function toTable(rows: { line: number; cells: Record<string, string> }[]): FileTable['table'] {
  const header = Object.keys(rows[0]!.cells);
  return { header, rows: [rows.map(({ line, cells }) => ({ line, cells: header.map((name) => cells[name]!) }))], issues: [] };
}

interface Survey {
  indicators: Map<string, FoundIndicator>;
  leftOut: HarvestIssue[];
}

/** Which indicators there are, and how many rows are of other areas; BAD_PACKAGE when all are. */
async function survey(reading: Reading): Promise<Survey> {
  const { form, data } = reading;
  const indicators = new Map<string, FoundIndicator>();
  let rows = 0;
  let elsewhere = 0;
  let example: { line: number; area: string } | null = null;
  for await (const { line, name, cell, place } of wantedRows(reading)) {
    rows += 1;
    if (place === 'elsewhere') {
      const { code, name: area = '', number = '' } = form.placeOf(cell);
      example ??= { line, area: code ?? [area, number].filter(Boolean).join(', ') };
      elsewhere += 1;
      continue;
    }
    const found = indicators.get(name) ?? { name, line, title: '' };
    found.title ||= form.titleOf(cell);
    indicators.set(name, found);
  }
  if (example === null) return { indicators, leftOut: [] };
  const counted = `${elsewhere.toLocaleString('en-GB')} of ${rows.toLocaleString('en-GB')} rows are of areas that ${reading.settings.areas === 'known' ? 'the hub does not know' : 'the setting "areas" does not list'}, for example "${example.area}" in line ${example.line}`;
  if (elsewhere === rows) throw new HubError('BAD_PACKAGE', `All ${counted}. Import the areas first, or set "areas". Nothing was changed.`);
  return { indicators, leftOut: [{ severity: 'warning', rule: 'AREAS_LEFT_OUT', file: data.name, line: example.line, message: `${counted}. They were left out.` }] };
}

function withoutFigures({ data, settings }: Reading, indicators: ReadonlyMap<string, FoundIndicator>): HarvestIssue[] {
  return [...(settings.indicators ?? [])].filter((name) => !indicators.has(name)).map((name) => ({ severity: 'warning', rule: 'INDICATOR_NOT_FOUND', file: data.name, found: name, message: `The setting "indicators" lists "${name}", and ${data.name} has no figures of it for the areas that are read.` }));
}

async function* observationRows(reading: Reading, facts: ReadonlyMap<string, Facts>): AsyncGenerator<PackageRow[]> {
  let batch: PackageRow[] = [];
  for await (const { line, name, cell, place, malformed } of wantedRows(reading)) {
    if (place === 'elsewhere') continue;
    const cells = observationCells(reading, { name, cell, place, facts: facts.get(name) ?? null });
    // Nobody can tell which of its cells is which.
    const all = malformed ? { ...cells, value: malformed } : cells;
    batch.push({ line, cells: observationColumns.map((column) => all[column]) });
    if (batch.length < rowsAtOnce) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

const rowsAtOnce = 1_000;

interface WantedRow {
  line: number;
  /** Of the indicator. */
  name: string;
  cell: CellOf;
  place: FoundPlace | 'elsewhere';
  malformed: { found: string; expected: string } | null;
}

/** The rows of indicators that are to be read, each with its place. */
async function* wantedRows({ form, data, settings, places }: Reading): AsyncGenerator<WantedRow> {
  const { header, rows } = await readRows(data.place, data.name);
  const cells = cellsOf(header);
  for await (const batch of rows) {
    for (const row of batch) {
      const cell = cells(row);
      const name = settings.indicator ?? (form.indicatorOf(cell) || null);
      if (name === null) throw new HubError('BAD_PACKAGE', `${data.name} does not say in line ${row.line} which indicator it is about. Set "indicator", for example "41101". Nothing was changed.`);
      const malformed = wrongWidth(row, header.length);
      if (settings.indicators && !settings.indicators.has(name)) continue;
      yield { line: row.line, name, cell, malformed, place: malformed ? { expected: malformed.expected } : placeOf(form, settings, places, cell) };
    }
  }
}

function placeOf(form: Form, { areas }: IndicatorSettings, places: Places, cell: CellOf): FoundPlace | 'elsewhere' {
  const found = places.find(form.placeOf(cell));
  if ('expected' in found) return found;
  if ('unknown' in found) return 'elsewhere';
  return (areas === 'known' ? places.isKnown(found.code) : areas.has(found.code)) ? found : 'elsewhere';
}

/** What is wrong with a row of too few or too many cells; spreadsheets write empty ones beyond the last heading. */
function wrongWidth({ cells }: PackageRow, width: number): WantedRow['malformed'] {
  const texts = cells.map((cell) => (typeof cell === 'string' ? cell : cell.found));
  if (texts.length >= width && texts.slice(width).every((text) => text.trim() === '')) return null;
  return { found: texts.join(','), expected: `${width} cells, as in the first row, not ${texts.length}` };
}
