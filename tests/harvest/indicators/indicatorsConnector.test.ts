import { expect, test } from 'vitest';
import { indicatorsConnector } from '../../../src/harvest/connectors/indicators/indicatorsConnector.ts';
import { startAuthority } from '../../support/fakeAuthority.ts';
import { csv } from '../../support/harvest.ts';
import { fileOf, indicatorSource } from '../../support/indicators.ts';

const laitFigures = `
  Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region
  InfMort,Infant deaths per 1000 live births,2016,Leicester,5.0999999999999996,856,East Midlands
  InfMort,,2017 (Rev),Leicester,"1,234.5",856.0,East Midlands
  InfMort,,2018 (prov),Leicester,-,856,East Midlands
  InfMort,,2016,Leicester,9,892,East Midlands
  InfMort,,2016,Torbay,3,880,South West
  InfMort,,2016,England,3.9,970,NA
  CPP_rate,Children on a plan,2016,Nottingham,40,892,East Midlands
`;
const laitDictionary = `
  Measure_code,Measure,Measure_short,Polarity,y_axis_name,Description,Data Owner (DO) /Supplier and Contact Details,Hyperlink(s),Year_Type
  4,Infant Mortality,InfMort,Low,Rate per 1000 live births,Deaths under one year.,ONS,https://ons.example/deaths,Calendar Year
  5,Child Protection Plans,CPP_rate,-,"Rate per 10,000",On 31 March.,DfE someone@dfe.example,-,Annual
`;

test('the long form of LAIT becomes indicators and observations that lead back to its lines', async () => {
  const { read, observations, indicators } = await indicatorSource();
  const { report, notes } = await read({ address: fileOf(laitFigures), metadata: fileOf(laitDictionary, 'dictionary.csv') });
  expect(notes).toEqual([expect.stringMatching(/recognised as the long form of the DfE's/)]);
  expect(report).toMatchObject({ status: 'harvested', rowsRefused: 2 });
  expect(await observations()).toMatchObject([
    { indicator_code: 'LAIT InfMort', area_code: 'E06000016', period: 'CY2016', value: 5.1, status: null, breakdown: null, line: 2, file: 'figures.csv', document: 'figures.csv', locator: 'InfMort, 2016' },
    { period: 'CY2017', value: 1234.5, status: 'revised', note: null, line: 3 },
    { period: 'CY2018', value: null, status: 'missing', note: 'the source writes "-" for every kind of missing; said to be provisional', line: 4 },
    { area_code: 'E92000001', value: 3.9, line: 7 },
  ]);
  expect(await indicators()).toMatchObject([
    { code: 'LAIT CPP_rate', polarity: 'neutral', measure: 'rate', multiplier: 10000, source_body: 'DfE', url: null },
    { code: 'LAIT InfMort', title: 'Infant Mortality', measure: 'rate', multiplier: 1000, unit: 'Rate per 1000 live births', polarity: 'low', frequency: 'annual', source_body: 'ONS', url: 'https://ons.example/deaths', document: 'dictionary.csv', locator: 'InfMort', note: 'Deaths under one year.' },
  ]);
  expect(report.issues.map(({ severity, line, column, message }) => ({ severity, line, column, message }))).toEqual(expect.arrayContaining([
    { severity: 'warning', line: 6, column: undefined, message: '1 of 7 rows are of areas that the hub does not know, for example "Torbay, 880" in line 6. They were left out.' },
    { severity: 'error', line: 5, column: 'area_code', message: expect.stringContaining('892 is the number of E06000018, and Leicester is E06000016') },
    { severity: 'error', line: 8, column: 'period', message: expect.stringMatching(/Found "2016".*says only "Annual" of CPP_rate\); set periodKind/) },
  ]));
});

test('settings say the kind of a year, which indicators are read, for which areas, and which code the hub has for them', async () => {
  const { read, observations, indicators } = await indicatorSource();
  const { report } = await read({ address: fileOf(laitFigures), form: 'lait', indicators: ['CPP_rate', 'Nowhere'], codes: { CPP_rate: 'NI 117' }, areas: ['E06000018'], periodKind: { 'CPP_rate': 'day-03-31' } });
  expect(report.issues).toMatchObject([{ rule: 'INDICATOR_NOT_FOUND', found: 'Nowhere' }]);
  expect(await observations()).toMatchObject([{ indicator_code: 'NI 117', area_code: 'E06000018', period: '2016-03-31', value: 40, line: 8 }]);
  expect(await indicators()).toEqual([]);
});

test('a row with too many or too few cells is refused, wherever it seems to be', async () => {
  const { read } = await indicatorSource();
  const { report } = await read({ address: fileOf(`${laitFigures.trimEnd()}\n  InfMort,,2020,Leicester,1,234,856,East Midlands\n`), periodKind: 'calendar', indicators: ['InfMort'] });
  expect(report.issues.filter(({ line, column }) => line === 9 && column === 'value')).toMatchObject([{ message: expect.stringContaining('7 cells, as in the first row, not 8') }]);
});

test('Fingertips gives groups, counts, limits and notes; of a note that tells of suppression the status follows', async () => {
  const { read, observations, indicators } = await indicatorSource();
  const figures = fileOf(`
    Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,Count,Denominator,Value note,Recent Trend,Compared to England value or percentiles,Compared to Regions (statistical) value or percentiles,Time period Sortable,New data,Compared to goal,Time period range
    20601,Reception obesity,E12000004,East Midlands,E06000016,Leicester,UA,Persons,4-5 yrs,,,2019/20,10.5,9.7,11.4,9.2,12,510,4857,,,,,20190000,,,1y
    20601,Reception obesity,E12000004,East Midlands,E06000016,Leicester,UA,Female,4-5 yrs,Deprivation,Most deprived decile,2017/18 - 19/20,,,,,,,,Value suppressed for disclosure control,,,,20170000,,,3y
    20601,Reception obesity,E12000004,East Midlands,E06000099,Elsewhere,UA,Persons,4-5 yrs,,,2019/20,1,,,,,,,,,,,20190000,,,1y
  `);
  const metadata = fileOf('IndicatorID,Polarity,ValueType,IndicatorName,PeriodType,Frequency\n20601,Low is good,Proportion,Obesity in reception,Academic,annually', 'metadata.csv');
  const { report } = await read({ address: figures, metadata, everybody: { '20601': '4-5 yrs' } });
  expect(report.issues).toMatchObject([{ rule: 'AREAS_LEFT_OUT' }]);
  expect(await observations()).toMatchObject([
    { indicator_code: 'FT 20601', period: 'AY2019/20', value: 10.5, numerator: 510, denominator: 4857, lower: 9.7, upper: 11.4, interval_method: '95%', breakdown: null, status: null },
    { period: '2017-09/2020-08', value: null, status: 'suppressed', breakdown: 'female, 4-5 yrs, Deprivation: Most deprived decile', interval_method: null, note: 'Value suppressed for disclosure control' },
  ]);
  expect(await indicators()).toMatchObject([{ code: 'FT 20601', title: 'Obesity in reception', measure: 'proportion', multiplier: 100, unit: '%', polarity: 'low', frequency: 'annual' }]);
});

test('the upload form of Fingertips is about the indicator that the settings name, and dates that are not of the stated kind are refused', async () => {
  const { read, observations } = await indicatorSource();
  const figures = fileOf(`
    area_code,date_from,date_to,period_type,sex,age_from_years_inclusive,age_to_years_inclusive,deprivation_decile,deprivation_category,count,value,denominator,lower_ci_95,upper_ci_95,lower_ci_99_8,upper_ci_99_8
    E06000016,2024-01-01,2024-12-31,calendar_year,male,5,10,1,district_and_unitary,3456,5678,3456.6,5600,5700,,
    E06000016,2024-01-01,2024-12-31,financial_year,persons,,,,,345,5679,4098.3,,,,
    E06000016,2021-04-01,2024-03-31,three_year,persons,,,,,345,5679,4098.3,,,,
  `);
  const { report } = await read({ address: figures, indicator: '41101' });
  expect(report.issues).toMatchObject([{ line: 3, column: 'period', message: expect.stringContaining('dates of a financial_year: 12 months from the first of month 4') }]);
  expect(await observations()).toMatchObject([
    { indicator_code: 'FT 41101', period: 'CY2024', breakdown: 'male, aged 5 to 10, deprivation decile 1 of district and unitary', value: 5678, numerator: 3456, lower: 5600, upper: 5700, line: 2 },
    { period: '2021-04/2024-03', breakdown: null, line: 4 },
  ]);
  await expect(read({ address: figures }).then(({ report: { message } }) => message)).resolves.toMatch(/does not say in line 2 which indicator it is about. Set "indicator"/);
  expect(indicatorsConnector.problems!({ form: 'fingertips-upload' })).toEqual([expect.stringContaining('Set "indicator"')]);
});

test('the tidy CSV of the ONS gives intervals, statuses and, with CSVW, titles', async () => {
  const { read, observations, indicators } = await indicatorSource();
  const figures = fileOf(`
    indicator,areacd,areanm,period,sex,age,value,lci_95,uci_95,status
    school-readiness,E06000016,Leicester,2021-09-01T00:00:00/P1Y,All,All,61.2,60,62.4,
    school-readiness,E06000016,Leicester,2022-09-01T00:00:00/P1Y,Female,,70,,,Provisional
    school-readiness,E06000018,Nottingham,2021-09-01T00:00:00/P1Y,,,,,,c
    school-readiness,E06000018,Nottingham,2022-09-01T00:00:00/P1Y,,,55,,,z
  `);
  const csvw = fileOf(JSON.stringify({ tables: [{ 'url': 'https://ons.example/school-readiness.csv', 'dc:title': 'Good level of development', 'dc:publisher': 'ONS', 'tableSchema': { columns: [{ name: 'value', unit: '%' }] } }] }), 'all.csv-metadata.json');
  const { report } = await read({ address: figures, metadata: csvw });
  expect(report.issues).toMatchObject([{ line: 5, column: 'value', message: expect.stringContaining('no value beside the status "z"') }]);
  expect(await observations()).toMatchObject([
    { indicator_code: 'ONS school-readiness', period: 'AY2021/22', value: 61.2, lower: 60, upper: 62.4, status: null, breakdown: null },
    { period: 'AY2022/23', value: 70, status: 'provisional', breakdown: 'female' },
    { area_code: 'E06000018', value: null, status: 'suppressed' },
  ]);
  expect(await indicators()).toMatchObject([{ title: 'Good level of development', source_body: 'ONS', measure: 'proportion', unit: '%' }]);
});

test('a file in none of the forms is refused with what it has and what each form looks like', async () => {
  const { read } = await indicatorSource();
  await expect(read({ address: fileOf('area,figure\nE06000016,5') })).rejects.toThrow(/figures.csv is in none of the forms.*Its columns are area, figure\. .*lait, .*Short Desc.*fingertips-upload, .*date_from.*ons-tidy, .*areacd/);
  await expect(read({ address: fileOf(laitFigures), form: 'ons-tidy' })).rejects.toThrow(/is not in the form ons-tidy/);
  await expect(read({ address: fileOf(laitFigures), metadata: fileOf('a,b\n1,2', 'wrong.csv') }).then(({ report }) => report.message)).resolves.toMatch(/wrong.csv, given as metadata, has no column Measure_short/);
});

test('Windows-1252 is refused with how to save it, and a byte order mark is none of the first heading', async () => {
  const { read } = await indicatorSource();
  await expect(read({ address: fileOf(Buffer.from(csv(laitFigures).replace('Torbay', 'Ynys Môn'), 'latin1')) })).rejects.toThrow(/not UTF-8 text.*Windows-1252.*CSV UTF-8/);
  const { report } = await read({ address: fileOf(Buffer.from(`\uFEFF${csv(laitFigures)}`)), periodKind: 'calendar' });
  expect(report.status).toBe('harvested');
});

test('a file of other areas alone changes nothing, and says so', async () => {
  const { read } = await indicatorSource();
  const { report } = await read({ address: fileOf('indicator,areacd,areanm,period,sex,age,value,lci_95,uci_95,status\nx,W06000001,Ynys,2021-01-01/P1Y,,,1,,,') });
  expect(report).toMatchObject({ status: 'failed', message: expect.stringMatching(/All 1 of 1 rows are of areas that the hub does not know, for example "W06000001" in line 2/) });
});

test('a server that has nothing newer sends nothing again, and a second run changes nothing', async () => {
  const { read, observations } = await indicatorSource();
  let sent = 0;
  const server = await startAuthority({
    '/lait.csv': (request, response) => {
      if (request.headers['if-none-match'] === '"1"') return void response.writeHead(304).end();
      sent += 1;
      response.writeHead(200, { etag: '"1"' }).end(csv(laitFigures));
    },
  });
  const settings = { address: server.at('/lait.csv'), periodKind: 'calendar' };
  expect((await read(settings)).report).toMatchObject({ status: 'harvested' });
  expect((await read(settings)).report).toMatchObject({ status: 'unchanged' });
  // The mirror of the second run holds the linked file, so a third one still has it.
  expect((await read({ ...settings, periodKind: 'financial' })).report).toMatchObject({ status: 'harvested' });
  expect({ sent, asked: server.asked.length }).toEqual({ sent: 1, asked: 3 });
  expect(await observations('line = 2')).toMatchObject([{ period: 'FY2015/16', document: server.at('/lait.csv'), file: 'lait.csv' }]);
});

test('an area that the hub comes to know is read although the file is the same', async () => {
  const { read, hub, observations } = await indicatorSource();
  const settings = { address: fileOf(laitFigures), periodKind: 'calendar' };
  await read(settings);
  await hub.harvestFiles({ 'authorities.csv': 'gss_code,name,kind\nE06000027,Torbay,unitary' }, { name: 'more', publisher: { kind: 'national', code: 'E92000001', name: 'England' } });
  expect((await read(settings)).report.counts.added).toBe(1);
  expect(await observations('line = 6')).toMatchObject([{ area_code: 'E06000027', value: 3 }]);
});
