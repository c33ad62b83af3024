import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { writeCsv } from '../../src/export/writeCsv.ts';
import { pagesOfSeeds } from '../explorer/openPages.ts';

type Row = Record<string, string>;

const pages = pagesOfSeeds();

async function rowsOf(path: string): Promise<Row[]> {
  const { status, text } = await pages.get(path);
  expect(status, text.slice(0, 200)).toBe(200);
  return parse<Row>(text, { columns: true, bom: true });
}

describe('overlaps.csv', () => {
  test('holds each overlap, authority and statement that GraphQL answers, and no other', async () => {
    const rows = await rowsOf('/feeds/overlaps.csv?region=E12000004&asAt=2025-12-31');
    const { data } = await pages.query(`{ overlaps(filter: { region: "E12000004", asAt: "2025-12-31" }) { totalCount dataVersion nodes { id strength coverage { sharing { statements authority { code } } } } } }`);
    expect(new Set(rows.map((row) => row.overlap_id)).size).toBe(data.overlaps.totalCount);
    for (const overlap of data.overlaps.nodes) {
      const own = rows.filter((row) => row.overlap_id === overlap.id);
      expect(Number(own[0]!.strength)).toBe(overlap.strength);
      for (const { authority, statements } of overlap.coverage.sharing) expect(own.filter((row) => row.authority_code === authority.code), `${overlap.id} ${authority.code}`).toHaveLength(statements);
    }
    expect(new Set(rows.map((row) => row.data_version))).toEqual(new Set([String(data.overlaps.dataVersion)]));
  });

  test('is complete where there are more overlaps than one page holds', async () => {
    const rows = await rowsOf('/feeds/overlaps.csv?from=2005-01-01&to=2025-12-31');
    const { data } = await pages.query('{ overlaps(filter: { period: { from: "2005-01-01", to: "2025-12-31" } }, first: 0) { totalCount } }');
    expect(data.overlaps.totalCount).toBeGreaterThan(10);
    expect(new Set(rows.map((row) => row.overlap_id)).size).toBe(data.overlaps.totalCount);
  });

  test('gives a statement of a joint plan once for each of its authorities', async () => {
    const rows = await rowsOf('/feeds/overlaps.csv?region=E12000004&asAt=2025-12-31');
    const joint = Map.groupBy(rows.filter((row) => row.plan_is_joint === 'true'), (row) => `${row.overlap_id} ${row.statement_id}`);
    expect(joint.size).toBeGreaterThan(0);
    for (const group of joint.values()) expect(group.map((row) => row.authority_name)).toEqual(['North Northamptonshire', 'West Northamptonshire']);
  });

  test('answers for some authorities, named by their codes', async () => {
    const rows = await rowsOf('/feeds/overlaps.csv?authorities=E06000016,E10000018&asAt=2025-12-31');
    expect(new Set(rows.map((row) => row.authority_name))).toEqual(new Set(['Leicester', 'Leicestershire']));
  });

  test('is a file with a name, in UTF-8 with the mark Excel needs, lines ended as RFC 4180 says', async () => {
    const response = await fetch(`${pages.address}/feeds/overlaps.csv?region=E12000004&asAt=2008-06-01`);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="overlaps-E12000004-2008-06-01.csv"');
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.toString().split('\r\n')[0]).toMatch(/overlap_id,overlap_title,theme_code/);
  });
});

test.each(['\n', '\r', '\r\n'])('a text with a line break (%j) stays one cell, and begins no row and no formula', (lineBreak) => {
  const text = `Plan${lineBreak}=cmd|' /C calc'!A0`;
  const written = writeCsv({ columns: [{ name: 'title', read: (row: string) => row }, { name: 'n', read: () => 1 }] as never }, [text]);
  expect(written).toBe(`\ufefftitle,n\r\n"${text}",1\r\n`);
});

test('rows without the header follow the header as if all had been written at once', () => {
  const feed = { columns: [{ name: 'title', read: (row: string) => row }] } as never;
  expect(writeCsv(feed, []) + writeCsv(feed, ['a'], { hasHeader: false }) + writeCsv(feed, ['b, c'], { hasHeader: false })).toBe(writeCsv(feed, ['a', 'b, c']));
});

test('sharing.csv puts every authority asked about in one of three states, overlap by overlap', async () => {
  const rows = await rowsOf('/feeds/sharing.csv?region=E12000004&asAt=2008-06-01');
  for (const group of Map.groupBy(rows, (row) => row.overlap_id).values()) expect(group).toHaveLength(9);
  expect(new Set(rows.map((row) => row.state))).toEqual(new Set(['SHARING', 'UNKNOWN']));
  for (const row of rows) expect(row.reason === '').toBe(row.state === 'SHARING');
});

test('sharing.csv marks who shares only by statements that the hub is unsure of, and says nothing of it of the others', async () => {
  const rows = (await rowsOf('/feeds/sharing.csv?region=E12000004&asAt=2025-12-31')).filter((row) => row.overlap_id === 'overlap-LAC');
  const by = (uncertain: string) => rows.filter((row) => row.uncertain === uncertain).map((row) => row.authority_name);
  expect(by('true')).toEqual(['North Northamptonshire', 'West Northamptonshire']);
  expect(by('false')).toEqual(rows.filter(({ state, authority_name: name }) => state === 'SHARING' && !by('true').includes(name)).map((row) => row.authority_name));
});

test('coverage.csv has a row a document, and one that says so where none is held', async () => {
  const rows = await rowsOf('/feeds/coverage.csv?region=E12000004&asAt=2008-06-01');
  const rutland = rows.filter((row) => row.authority_name === 'Rutland');
  expect(rutland.map(({ coverage, plan_id: plan }) => ({ coverage, plan }))).toEqual([{ coverage: 'NO_DOCUMENT', plan: '' }]);
  expect(rows.find((row) => row.plan_id === 'E06000015/cypp-2006')).toMatchObject({ authority_name: 'Derby', plan_kind: 'CYPP', plan_in_force_from: '2006-01-01', plan_coverage: 'OUTCOMES_ONLY' });
});

test.each(['overlaps', 'sharing', 'coverage'])('the columns of %s.csv are described for machines, in their order', async (name) => {
  const { text } = await pages.get(`/feeds/${name}.csv?region=E12000004`);
  const description = JSON.parse((await pages.get(`/feeds/${name}.csv-metadata.json`)).text) as { tableSchema: { columns: Record<string, string>[] } };
  const described = description.tableSchema.columns;
  expect(text.split('\r\n')[0]).toBe(described.map((column) => column.name).join(','));
  for (const column of described) expect(column['dc:description'], column.name).toMatch(/\w{3}/);
});

describe('an address a feed cannot use', () => {
  test.each([
    ['/feeds/overlaps.csv?region=E1', 'UNKNOWN_REGION', /No region has the code "E1"/],
    ['/feeds/overlaps.csv?authorities=E1,E2', 'UNKNOWN_AUTHORITY', /"E1", "E2"/],
    ['/feeds/coverage.csv?asAt=June', 'BAD_ARGUMENT', /asAt is "June"/],
    ['/feeds/sharing.csv?from=2008-01-01', 'BAD_ARGUMENT', /has "from" alone/],
    ['/feeds/overlaps.csv?regions=E12000004', 'BAD_ARGUMENT', /a parameter "regions"/],
  ])('%s is refused with %s and a sentence', async (path, code, sentence) => {
    const { status, text } = await pages.get(path);
    const [error] = (JSON.parse(text) as { errors: { message: string; extensions: { code: string } }[] }).errors;
    expect(status).toBe(400);
    expect(error!.extensions.code).toBe(code);
    expect(error!.message).toMatch(sentence);
  });
});
