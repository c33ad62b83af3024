import { describe, expect, test } from 'vitest';
import { readCsvw } from '../../../src/harvest/connectors/indicators/csvw.ts';
import { fileOf, indicatorSource } from '../../support/indicators.ts';

const figures = 'indicator,areacd,period,value\nhomes,E06000016,2021-01-01/P1Y,61.2';

/** The title, unit and body that land with figures of `homes`, of which CSVW says this. */
async function landedWith(document: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { read, indicators } = await indicatorSource();
  const { report } = await read({ address: fileOf(figures), metadata: fileOf(JSON.stringify(document), 'homes.csv-metadata.json') });
  expect(report.issues).toEqual([]);
  const [{ title, unit, source_body: body }] = (await indicators()) as [Record<string, unknown>];
  return { title, unit, body };
}

const url = 'https://ons.example/homes.csv?version=2';

describe('a title of CSVW is read', () => {
  test.each([
    ['as a text', 'Homes  let'],
    ['as a list', ['Homes let', 'Lettings']],
    ['by language, whichever comes first', { cy: 'Cartrefi', en: 'Homes let' }],
    ['as a list by language', { cy: ['Cartrefi'], 'en-GB': ['Homes let', 'Lettings'] }],
    ['without a language before another than English', { cy: 'Cartrefi', und: 'Homes let' }],
    ['with its language beside it', { '@language': 'en', '@value': 'Homes let' }],
    ['in English of several with their languages', [{ '@language': 'cy', '@value': 'Cartrefi' }, { '@value': 'Homes let', '@language': 'en' }]],
  ])('%s', async (_, title) => {
    expect(await landedWith({ url, 'dc:title': title })).toMatchObject({ title: 'Homes let' });
  });

  test.each(['titles', 'dcterms:title', 'http://purl.org/dc/terms/title', 'schema:name', 'rdfs:label'])('under %s', async (name) => {
    expect(await landedWith({ url, [name]: 'Homes let' })).toMatchObject({ title: 'Homes let' });
  });
});

test.each([
  ['a title as text', { titles: 'value' }],
  ['titles as a list', { titles: ['value', 'Percentage'] }],
  ['titles by language', { titles: { cy: 'gwerth', en: ['value'] } }],
])('the column of values is found by %s where it has no name', async (_, column) => {
  expect(await landedWith({ url, tableSchema: { columns: [{ name: 'areacd' }, { ...column, unit: '%' }] } })).toMatchObject({ unit: '%' });
});

test('what a group of tables says once, of its publisher and its columns, holds for each that does not say it', async () => {
  const group = { 'dc:publisher': { '@id': 'https://www.ons.gov.uk', 'schema:name': { en: 'Office for National Statistics' } }, 'dc:title': 'All tables', 'tableSchema': { columns: [{ name: 'value', unit: '%' }] } };
  expect(await landedWith({ ...group, tables: [{ url, 'dc:title': 'Homes let' }] })).toEqual({ title: 'Homes let', unit: '%', body: 'Office for National Statistics' });
  expect(await landedWith({ ...group, tables: [{ url, 'dc:creator': 'DLUHC', 'tableSchema': { columns: [{ name: 'value', unit: 'homes' }] } }] })).toEqual({ title: 'homes', unit: 'homes', body: 'DLUHC' });
});

test('headings that CSVW gives columns as their titles are read as those columns', async () => {
  const { read, observations } = await indicatorSource();
  const titled = fileOf('Slug,Area  code,Time,Figure,Lower,tenure\nhomes,E06000016,2021-01-01/P1Y,61.2,60,All');
  const columns = [{ name: 'indicator', titles: 'Slug' }, { name: 'areacd', titles: ['AREACD', 'Area code'] }, { name: 'period', titles: { cy: 'Amser', en: 'Time' } }, { name: 'value', titles: { en: ['Value', 'Figure'] } }, { name: 'lci_95', titles: 'Lower' }, { name: 'status', titles: 'tenure' }];
  await expect(read({ address: titled })).rejects.toThrow('figures.csv is in none of the forms');
  const { report } = await read({ address: titled, metadata: fileOf(JSON.stringify({ url, tableSchema: { columns: columns.slice(0, 5) } }), 'homes.json') });
  expect(report).toMatchObject({ status: 'harvested', issues: [] });
  expect(await observations()).toMatchObject([{ indicator_code: 'ONS homes', area_code: 'E06000016', period: 'CY2021', value: 61.2, lower: 60 }]);
});

test.each(['[]', '{"url": 5}', '{"tables": [5, null]}', '{"url": "x.csv", "tableSchema": {"columns": {"a": 1}}}', '{'])('%s is refused as no CSVW', (json) => {
  expect(() => readCsvw(Buffer.from(json), 'wrong.json')).toThrow('wrong.json, given as metadata, is not CSVW.');
});

test('a name within a name is read in no more time than its length takes, however deep', () => {
  const title = (levels: number, inner: unknown) => Array.from({ length: levels }).reduce((name) => ({ 'schema:name': name }), inner);
  const json = JSON.stringify({ tables: [{ url: 'homes.csv', 'dc:title': title(24, 'Homes let'), 'dc:description': title(24, 7) }] });
  const start = performance.now();
  expect(readCsvw(Buffer.from(json), 'homes.json').facts.get('homes')).toMatchObject({ title: 'Homes let', description: '' });
  // Read twice a level, it took seconds.
  expect(performance.now() - start).toBeLessThan(500);
});

test('what a group says is read once, and not again for each of its tables', () => {
  const many = (count: number, item: (index: number) => unknown) => Array.from({ length: count }, (_, index) => item(index));
  const group = { 'dc:creator': many(5_000, (index) => ({ '@language': 'cy', '@value': `${index}` })), tableSchema: { columns: many(5_000, (index) => ({ name: `c${index}`, titles: [`C ${index}`] })) } };
  const start = performance.now();
  const { facts, names } = readCsvw(Buffer.from(JSON.stringify({ ...group, tables: many(5_000, (index) => ({ url: `t${index}.csv` })) })), 'all.json');
  expect([facts.size, names.size, facts.get('t4999')!.body]).toEqual([5_000, 5_000, '0']);
  expect(performance.now() - start).toBeLessThan(2_000);
});

test.each([
  ['33554432 bytes', `{"url": "${'x'.repeat(33_554_432)}"}`],
  ['2000000 values', `{"url": "x.csv", "dc:title": [${'1,'.repeat(2_000_000)}1]}`],
  ['100 levels, one inside the other', `{"url": "x.csv", "dc:title": ${'['.repeat(100)}${']'.repeat(100)}}`],
])('a document of more than %s is refused before it is parsed', (most, json) => {
  expect(() => readCsvw(Buffer.from(json), 'long.json')).toThrow(`long.json, given as metadata, holds more than ${most}, far more than CSVW needs`);
});
