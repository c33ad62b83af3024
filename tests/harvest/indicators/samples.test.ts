import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { indicatorSource } from '../../support/indicators.ts';
import { describeSamples, samples } from '../../support/samples.ts';

const numbers = parse(readFileSync(new URL('../../../src/harvest/connectors/indicators/la-numbers.csv', import.meta.url)), { columns: true }) as Record<string, string>[];
const eastMidlands = { 831: 'E06000015', 856: 'E06000016', 857: 'E06000017', 892: 'E06000018', 830: 'E10000007', 855: 'E10000018', 925: 'E10000019', 891: 'E10000024', 940: 'E06000061', 941: 'E06000062', 983: 'E12000004', 970: 'E92000001' };

test('the DfE\'s numbers of authorities lead to the codes of the seeds\' authorities of the same names, one each', () => {
  const authorities = parse(readFileSync(new URL('../../../seeds/england/authorities.csv', import.meta.url)), { columns: true }) as Record<string, string>[];
  const names = new Map([...authorities.map((row) => [row.gss_code, row.name] as const), ['E92000001', 'England'], ['E12000004', 'East Midlands']]);
  for (const { gss_code: code, name } of numbers) expect(names.get(code!)).toBe(name);
  expect(new Set(numbers.map((row) => row.la_number)).size).toBe(numbers.length);
  expect(Object.fromEntries(numbers.map((row) => [row.la_number, row.gss_code]))).toMatchObject(eastMidlands);
});

describeSamples('the real files', () => {
  const authorities = numbers.filter(({ gss_code: code }) => /^E(06|10)/.test(code!) && Object.values(eastMidlands).includes(code!) && !['E06000016', 'E06000018'].includes(code!));
  const ofRegion = `gss_code,name,kind\n${authorities.map(({ gss_code: code, name }) => `${code},${name},unitary`).join('\n')}`;

  test('LAIT\'s extract of the East Midlands reads whole once the one open kind of year is set', async () => {
    const { read, hub, observations, indicators } = await indicatorSource();
    await hub.harvestFiles({ 'authorities.csv': ofRegion }, { name: 'region', publisher: { kind: 'national', code: 'E92000001', name: 'England' } });
    const settings = { address: `${samples}/lait/bds_long_east_midlands_extract.csv`, metadata: `${samples}/lait/lait_data_dictionary_extract.csv` };
    const open = await read(settings);
    expect({ ...open.report, issues: new Set(open.report.issues.map(({ message }) => message.replace(/Found "\d+"/, 'Found a year'))) }).toMatchObject({ status: 'harvested', rowsRead: 1326 + 11, rowsRefused: 130, issues: { size: 1 } });
    const { report } = await read({ ...settings, periodKind: { CPP_rate: 'day-03-31' } });
    expect(report).toMatchObject({ status: 'harvested', rowsRefused: 0, issues: [] });
    const valueOf = async (code: string, area: string, period: string) => (await observations(`indicator_code = '${code}' and area_code = '${area}' and period = '${period}'`)).map(({ value, status }) => value ?? status);
    expect(await valueOf('LAIT InfMort', 'E06000015', 'CY2016')).toEqual([6]);
    expect(await valueOf('LAIT InfMort', 'E06000016', 'CY2016')).toEqual([5.1]);
    expect(await valueOf('LAIT InfMort', 'E06000061', 'CY2016')).toEqual(['missing']);
    expect(await valueOf('LAIT InfMort', 'E12000004', 'CY2016')).toEqual([4.3]);
    expect(await valueOf('LAIT InfMort', 'E10000021', 'CY2016')).toEqual([4.3]);
    // Written 7.0000000000000007E-2 there.
    expect((await observations('value > 0.069 and value < 0.071')).map(({ value, line }) => `${line}: ${value}`)).toEqual(['1111: 0.07', '1154: 0.07']);
    expect((await indicators("code = 'LAIT 16-17 NEET'"))[0]).toMatchObject({ polarity: 'low', measure: 'proportion', unit: '% of 16 - 17 year olds', source_body: 'DfE' });
  });

  test('Fingertips\' upload reads, less the rows whose limits or dates contradict themselves, with its indicator\'s metadata', async () => {
    const { read, hub, observations, indicators } = await indicatorSource();
    await hub.harvestFiles({ 'areas.csv': 'area_code,name,kind,parent_code\nU25656,A network,other,E06000016\nU25680,Another,other,E06000016' }, { name: 'networks', publisher: { kind: 'national', code: 'E92000001', name: 'England' } });
    const { report } = await read({ address: `${samples}/fingertips/fingertipsnext_indicator_upload_valid.csv`, metadata: `${samples}/fingertips/fingertipsnext_indicators.csv`, indicator: '41101' });
    // The file was made to try a reader out: its limits lie on one side of each other but in line 5, where 5,679 per cent are told of and kept, and its last dates are a calendar year's.
    expect(report.issues.map(({ line, column }) => `${line} ${column}`)).toEqual(['2 upper', '3 upper', '4 upper', '6 upper', '7 upper', '8 period', '9 period', '9 upper', '10 period', '10 upper', '5 value']);
    expect(await observations()).toMatchObject([{ line: 5, area_code: 'U25656', period: 'CY2024', value: 5679, numerator: 3457, denominator: 1459.2, lower: 5679, upper: 8666.5, breakdown: 'aged 65 and over, deprivation decile 1 of counties and unitary authorities apr 2021 geography' }]);
    expect(await indicators()).toMatchObject([{ code: 'FT 41101', title: 'Emergency readmissions within 30 days of discharge from hospital', polarity: 'low', measure: 'proportion' }]);
  });
});
