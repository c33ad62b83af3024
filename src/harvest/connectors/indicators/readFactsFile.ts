import { HubError } from '../../../errors.ts';
import type { PackageRow } from '../../package/packageTable.ts';
import { readRows } from '../../package/readRows.ts';
import { cut } from '../../package/quoteValue.ts';
import type { Facts } from './Facts.ts';
import type { CellOf } from './Form.ts';

/** Facts of each indicator by the columns of a metadata file, whose headings differ between editions: "IndicatorID", "Indicator ID". */
export async function readFactsFile(place: string, path: string, columns: Record<keyof Facts | 'indicator', readonly string[]>): Promise<Map<string, Facts>> {
  const { header, rows } = await readRows(place, path);
  const bare = header.map(bareHeading);
  const positions = Object.fromEntries(Object.entries(columns).map(([name, headings]) => [name, headings.map((heading) => bare.indexOf(bareHeading(heading))).find((index) => index >= 0) ?? -1])) as Record<keyof typeof columns, number>;
  for (const needed of ['indicator', 'title'] as const) {
    if (positions[needed] < 0) throw new HubError('BAD_PACKAGE', `${path}, given as metadata, has no column ${columns[needed].join(' or ')}. Its columns are ${cut(header.join(', '))}. Nothing was changed.`);
  }
  const facts = new Map<string, Facts>();
  for await (const batch of rows) {
    for (const row of batch) {
      const of = (name: keyof typeof columns): string => said(row.cells[positions[name]]);
      if (!facts.has(of('indicator'))) facts.set(of('indicator'), { title: of('title'), valueType: of('valueType'), unit: of('unit'), polarity: of('polarity'), yearType: of('yearType'), frequency: of('frequency'), description: of('description'), body: of('body'), url: of('url') });
    }
  }
  return facts;
}

/** Looks cells up by the heading of their column. */
export function cellsOf(header: readonly string[]): (row: PackageRow) => CellOf {
  const positions = new Map(header.map((name, index) => [name, index]));
  return ({ cells }) => (column) => {
    const cell = cells[positions.get(column) ?? -1];
    return typeof cell === 'string' ? cell.trim() : '';
  };
}

/** Dictionaries write "-" and "NA" where they say nothing. */
function said(cell: unknown): string {
  const text = typeof cell === 'string' ? cell.replaceAll(/\s+/g, ' ').trim() : '';
  return text === '-' || text === 'NA' ? '' : text;
}

function bareHeading(heading: string): string {
  return heading.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
