import { readFileSync } from 'node:fs';
import { HubError } from '../../../errors.ts';
import { decodeUtf8 } from '../../package/decodeUtf8.ts';
import type { Facts } from './Facts.ts';
import type { Form } from './Form.ts';
import { periodBetween, readInterval } from './readDates.ts';
import type { ReadPeriod } from './readPeriod.ts';

/** The ONS's tidy CSV (Explore Local Statistics), and CSVW as metadata. */
export const onsTidy: Form = {
  name: 'ons-tidy',
  title: 'the tidy CSV of the ONS (Explore Local Statistics)',
  columns: ['areacd', 'period', 'value'],
  read: ['indicator', 'areacd', 'period', 'value', 'lci_95', 'uci_95', 'status'],
  prefix: 'ONS',
  indicatorOf: (cell) => cell('indicator') || null,
  titleOf: () => '',
  placeOf: (cell) => ({ code: cell('areacd') }),
  periodOf: (cell) => readPeriod(cell('period')),
  reportOf: (cell) => ({
    place: onsTidy.placeOf(cell),
    periodLabel: cell('period'),
    value: cell('value'),
    lower: cell('lci_95'),
    upper: cell('uci_95'),
    limits: '95%',
    status: cell('status'),
  }),
  readFacts: async (place, path) => readCsvw(readFileSync(place), path),
};

function readPeriod(text: string): ReadPeriod {
  const interval = readInterval(text);
  const period = interval && periodBetween(interval.from, interval.to);
  return period ? { period, status: null, note: '' } : { expected: 'an interval of a day or of whole months, as 2021-09-01T00:00:00/P1Y' };
}

type Csvw = Record<string, unknown>;

/** Titles, descriptions and publishers by the name of each table's file, which is the indicator's. */
function readCsvw(bytes: Buffer, path: string): Map<string, Facts> {
  const refusal = new HubError('BAD_PACKAGE', `${path}, given as metadata, is not CSVW. Expected a JSON object with url, or with tables that each have one. Nothing was changed.`);
  const document = parseObject(decodeUtf8(bytes, path));
  if (!document || !(Array.isArray(document.tables) || typeof document.url === 'string')) throw refusal;
  try {
    return factsIn(document);
  } catch {
    // JSON of any other shape, however deep.
    throw refusal;
  }
}

function factsIn(document: Csvw): Map<string, Facts> {
  const tables = (Array.isArray(document.tables) ? document.tables : [document]) as Csvw[];
  return new Map(tables.map((table) => [text(table.url).split('?')[0]!.split('/').at(-1)!.replace(/\.csv$/, ''), factsOf(table)]));
}

function factsOf(table: Csvw): Facts {
  const { columns = [] } = (table.tableSchema ?? {}) as { columns?: Csvw[] };
  const value = columns.find(({ name }) => name === 'value') ?? {};
  const url = text(table['dc:source']);
  return { title: text(table['dc:title']) || text(table.titles), valueType: '', unit: text(value.unit) || text(value['dc:unit']), polarity: '', yearType: '', frequency: '', description: text(table['dc:description']), body: text(table['dc:creator']) || text(table['dc:publisher']), url };
}

/** CSVW lets texts be lists or say their language. */
function text(value: unknown): string {
  if (typeof value === 'string') return value.replaceAll(/\s+/g, ' ').trim();
  if (Array.isArray(value)) return text(value[0]);
  if (typeof value === 'object' && value !== null) return text(Object.values(value)[0]);
  return '';
}

function parseObject(json: string): Csvw | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Csvw) : null;
  } catch {
    return null;
  }
}
