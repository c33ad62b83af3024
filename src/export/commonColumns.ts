import type { FigureFeedQuery } from '../api/generated/operations.ts';
import type { Column, Value } from './Feed.ts';
import type { FeedFilter } from './readFilter.ts';

type Figure = FigureFeedQuery['observations']['nodes'][number];

/** An authority as feeds ask for it. */
export interface FeedAuthority {
  code: string;
  name: string;
  region: { code: string; name: string } | null;
}

/** Those of a record's authorities that were asked about: a joint plan stands under each of them. None stands for a record that names none. */
export function askedAbout(authorities: readonly FeedAuthority[], { region, authorities: codes }: FeedFilter): (FeedAuthority | null)[] {
  const asked = authorities.filter((authority) => (region === undefined || authority.region?.code === region) && (codes === undefined || codes.includes(authority.code)));
  return asked.length === 0 ? [null] : asked;
}

export function authorityColumns<Row>(whose: string, authorityOf: (row: Row) => FeedAuthority | null): Column<Row>[] {
  return [
    { name: 'authority_code', datatype: 'string', description: `GSS code of the authority ${whose}.`, read: (row) => authorityOf(row)?.code ?? null },
    { name: 'authority_name', datatype: 'string', description: 'Name of the authority.', read: (row) => authorityOf(row)?.name ?? null },
    { name: 'region_code', datatype: 'string', description: 'GSS code of the region it lies in; empty when its publisher did not say.', read: (row) => authorityOf(row)?.region?.code ?? null },
    { name: 'region_name', datatype: 'string', description: 'Name of that region.', read: (row) => authorityOf(row)?.region?.name ?? null },
  ];
}

/** What is measured, by which unit, where and of whom: the same of figures and of the targets for them, so that the two can be joined. */
export function measuredColumns<Row>(of: (row: Row) => Pick<Figure, 'indicatorCode' | 'indicator' | 'areaCode' | 'area' | 'authority' | 'breakdown'>): Column<Row>[] {
  const authorityOf = (row: Row): FeedAuthority | null => {
    const { areaCode, authority } = of(row);
    return authority && { code: areaCode, ...authority };
  };
  return [
    { name: 'indicator_code', datatype: 'string', description: 'Code of the indicator, as published.', read: (row) => of(row).indicatorCode },
    { name: 'indicator_title', datatype: 'string', description: 'What it measures.', read: (row) => of(row).indicator?.title ?? null },
    { name: 'unit', datatype: 'string', description: 'Unit of every value of the indicator, for example percent (on the scale 0 to 100), pounds, or rate per 10,000 children.', read: (row) => of(row).indicator?.unit ?? null },
    { name: 'measure', datatype: 'string', description: 'PROPORTION, RATE, COUNT, MEAN, RATIO, MONEY or SCORE. Only counts and money can be added up.', read: (row) => of(row).indicator?.measure ?? null },
    { name: 'polarity', datatype: 'string', description: 'Whether HIGH or LOW is better; NEUTRAL when neither is, or nobody has said.', read: (row) => of(row).indicator?.polarity ?? null },
    { name: 'theme_codes', datatype: 'string', description: 'Codes of the themes of the indicator in the shared taxonomy, separated by semicolons.', read: (row) => joined(of(row).indicator?.themes.map(({ code }) => code)) },
    { name: 'area_code', datatype: 'string', description: 'Code of the place: E92000001 for England, a region, an authority or an area within one.', read: (row) => of(row).areaCode },
    { name: 'area_name', datatype: 'string', description: 'Name of the place.', read: (row) => of(row).area?.name ?? null },
    { name: 'area_kind', datatype: 'string', description: 'COUNTRY, REGION, AUTHORITY, DISTRICT, WARD, LOCALITY, CLUSTER or OTHER. Places of two kinds are never added up: one may lie in the other.', read: (row) => of(row).area?.kind ?? null },
    ...authorityColumns('that the place is; empty for a country, a region or an area within an authority', authorityOf),
    { name: 'breakdown', datatype: 'string', description: 'The group of children it is about, as published; empty for all children. Groups are never added up with all.', read: (row) => of(row).breakdown },
  ];
}

/** When: the period as published, and its days. */
export function periodColumns<Row>(of: (row: Row) => { period: string | null; periodKind: string | null; periodFrom: string | null; periodTo: string | null }): Column<Row>[] {
  return [
    { name: 'period', datatype: 'string', description: 'Period as published, with its kind: CY2008 calendar year, AY2007/08 academic, FY2007/08 financial, CY2008-Q3 quarter, 2008-11 month, 2008-03-31 a day.', read: (row) => of(row).period },
    { name: 'period_kind', datatype: 'string', description: 'CALENDAR_YEAR, ACADEMIC_YEAR, FINANCIAL_YEAR, CALENDAR_QUARTER, FINANCIAL_QUARTER, MONTH, MONTHS, DAY or POOLED_YEARS. Values of two kinds are never one series.', read: (row) => of(row).periodKind },
    { name: 'period_from', datatype: 'date', description: 'First day of the period.', read: (row) => of(row).periodFrom },
    { name: 'period_to', datatype: 'date', description: 'Last day of the period.', read: (row) => of(row).periodTo },
  ];
}

/** Where a row comes from, on which terms, and the version of the data it was made from: the last columns of a feed. */
export function sourceColumns<Row extends { dataVersion: number }>(of: (row: Row) => Pick<Figure, 'note' | 'provenance'>): Column<Row>[] {
  const from = (name: string, description: string, read: (provenance: Figure['provenance']) => Value): Column<Row> => ({ name, datatype: 'string', description, read: (row) => read(of(row).provenance) });
  return [
    { name: 'note', datatype: 'string', description: 'Remark by whoever prepared the data, for example that a date was inferred.', read: (row) => of(row).note },
    from('publisher', 'Who published it.', ({ publisher }) => publisher.name),
    from('source_id', 'Id of the source in the hub. In sources.csv it leads to the words to put beside what is used again.', ({ source }) => source.id),
    from('source_title', 'Title of the source.', ({ source }) => source.title),
    from('source_document', 'The document it stands in, or the address of that.', ({ document }) => document),
    from('source_locator', 'Where in the document: page, section or number. Empty when not stated.', ({ locator }) => locator),
    from('source_url', 'Address of the original; empty where none is on the web.', ({ link }) => link),
    from('licence', 'Terms on which it may be used again, as its publisher states them. Empty when not stated, which is no permission.', ({ licence }) => licence),
    { name: 'data_version', datatype: 'integer', description: 'Version of the data the rows were made from.', read: ({ dataVersion }) => dataVersion },
  ];
}

/** Several codes or words in one cell. */
export function joined(texts: readonly string[] | undefined): string | null {
  return texts?.join(';') || null;
}
