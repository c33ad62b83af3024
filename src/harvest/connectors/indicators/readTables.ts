import { HubError } from '../../../errors.ts';
import type { HarvestIssue } from '../../issue.ts';
import { packageFilesIn } from '../../package/packageFiles.ts';
import type { PackageRow } from '../../package/packageTable.ts';
import type { FileTable } from '../../package/readPackageFiles.ts';
import { readRows } from '../../package/readRows.ts';
import type { Facts } from './Facts.ts';
import type { CellOf, Form } from './Form.ts';
import { LeftOutRows, openColumnIn } from './furtherColumns.ts';
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
  return { files, issues: [...leftOut, ...withoutFigures(reading, indicators), ...unknownColumns(reading)] };
}

function toTable(rows: { line: number; cells: Record<string, string> }[]): FileTable['table'] {
  const header = Object.keys(rows[0]!.cells);
  return { header, rows: [rows.map(({ line, cells }) => ({ line, cells: header.map((name) => cells[name]!) }))], issues: [] };
}

interface Survey {
  indicators: Map<string, FoundIndicator>;
  leftOut: HarvestIssue[];
}

/** Which indicators there are, and how many rows are of other areas, or perhaps of groups; BAD_PACKAGE when all are. */
async function survey(reading: Reading): Promise<Survey> {
  const { form, data } = reading;
  const indicators = new Map<string, FoundIndicator>();
  const ofGroups = new Map<string, LeftOutRows>();
  let rows = 0;
  let elsewhere: Elsewhere | null = null;
  for await (const { line, name, cell, place, openColumn } of wantedRows(reading)) {
    rows += 1;
    if (place === 'elsewhere') {
      const { code, name: area = '', number = '' } = form.placeOf(cell);
      elsewhere ??= { line, area: code ?? [area, number].filter(Boolean).join(', '), rows: 0 };
      elsewhere.rows += 1;
      continue;
    }
    if (openColumn !== null) {
      if (!ofGroups.has(openColumn)) ofGroups.set(openColumn, new LeftOutRows(openColumn, line));
      ofGroups.get(openColumn)!.add(cell(openColumn));
      continue;
    }
    const found = indicators.get(name) ?? { name, line, title: '' };
    found.title ||= form.titleOf(cell);
    indicators.set(name, found);
  }
  const leftOut = [...elsewhereIssues(reading, elsewhere, rows), ...[...ofGroups.values()].map((group) => group.issue(data.name, rows))];
  if (rows > 0 && indicators.size === 0) throw new HubError('BAD_PACKAGE', [...leftOut.map(({ message }) => message), 'Nothing was changed.'].join(' '));
  return { indicators, leftOut };
}

interface Elsewhere {
  /** The first. */
  line: number;
  area: string;
  rows: number;
}

function elsewhereIssues({ data, settings }: Reading, elsewhere: Elsewhere | null, rows: number): HarvestIssue[] {
  if (elsewhere === null) return [];
  const counted = `${elsewhere.rows.toLocaleString('en-GB')} of ${rows.toLocaleString('en-GB')} rows are of areas that ${settings.areas === 'known' ? 'the hub does not know' : 'the setting "areas" does not list'}, for example "${elsewhere.area}" in line ${elsewhere.line}`;
  const message = elsewhere.rows === rows ? `All ${counted}. Import the areas first, or set "areas".` : `${counted}. They were left out.`;
  return [{ severity: 'warning', rule: 'AREAS_LEFT_OUT', file: data.name, line: elsewhere.line, message }];
}

function withoutFigures({ data, settings }: Reading, indicators: ReadonlyMap<string, FoundIndicator>): HarvestIssue[] {
  return [...(settings.indicators ?? [])].filter((name) => !indicators.has(name)).map((name) => ({ severity: 'warning', rule: 'INDICATOR_NOT_FOUND', file: data.name, found: name, message: `The setting "indicators" lists "${name}", and ${data.name} has no figures of it for the areas that are read.` }));
}

function unknownColumns({ data, settings: { columns }, further: { header } }: Reading): HarvestIssue[] {
  return [...columns.keys()].filter((name) => !header.includes(name)).map((name) => ({ severity: 'warning', rule: 'COLUMN_NOT_FOUND', file: data.name, found: name, message: `The setting "columns" names "${name}", and ${data.name} has no such column that its form does not read itself.` }));
}

async function* observationRows(reading: Reading, facts: ReadonlyMap<string, Facts>): AsyncGenerator<PackageRow[]> {
  let batch: PackageRow[] = [];
  for await (const { line, name, cell, place, openColumn, malformed } of wantedRows(reading)) {
    if (place === 'elsewhere' || openColumn !== null) continue;
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
  /** In which it says something of which nobody knows whether it is a group. */
  openColumn: string | null;
  malformed: { found: string; expected: string } | null;
}

/** The rows of indicators that are to be read, each with its place. */
async function* wantedRows({ form, data, header, settings, places, further }: Reading): AsyncGenerator<WantedRow> {
  const { rows } = await readRows(data.place, data.name);
  const cells = cellsOf(header);
  for await (const batch of rows) {
    for (const row of batch) {
      const cell = cells(row);
      const name = settings.indicator ?? (form.indicatorOf(cell) || null);
      if (name === null) throw new HubError('BAD_PACKAGE', `${data.name} does not say in line ${row.line} which indicator it is about. Set "indicator", for example "41101". Nothing was changed.`);
      const malformed = wrongWidth(row, header.length);
      if (settings.indicators && !settings.indicators.has(name)) continue;
      yield { line: row.line, name, cell, malformed, openColumn: malformed ? null : openColumnIn(further, cell), place: malformed ? { expected: malformed.expected } : placeOf(form, settings, places, cell) };
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
