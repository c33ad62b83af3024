import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseCell } from '../../src/harvest/package/parseCell.ts';
import { tableSchema } from '../../src/harvest/package/tableSchema.ts';
import { openTestHub } from '../support/harvest.ts';

const files = readdirSync('schema/package').filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
const columns = files.flatMap((file) => tableSchema(file).fields.filter(({ constraints }) => constraints?.enum).map((field) => ({ file, field, name: `${file}.${field.name}` })));

describe('a value of which a column has a list', () => {
  test('there are columns with such a list, and every one is tested here', () => {
    const written = files.flatMap((file) => readFileSync(`schema/package/${file}.json`, 'utf8').match(/"enum"/g) ?? []);
    expect(columns.length).toBeGreaterThan(20);
    expect(columns).toHaveLength(written.length);
  });

  test.for(columns)('in $name is read in whatever letters, with whatever gaps between words and around them', ({ field }) => {
    for (const value of field.constraints!.enum!) {
      const capital = value.charAt(0).toUpperCase() + value.slice(1);
      for (const written of [value, capital, value.toUpperCase(), ` ${value}\u00a0`, value.replaceAll('-', ' '), capital.replaceAll('-', '_'), value.replaceAll('-', ' \u2013 ')]) expect(parseCell(field, written), written).toEqual({ value });
    }
  });

  test.for(columns)('in $name is not guessed where it is no value of the list; one that is near is named', ({ field }) => {
    for (const value of field.constraints!.enum!) {
      const misspelt = `${value}q`;
      const answer = parseCell(field, misspelt);
      expect(answer, misspelt).toHaveProperty('expected');
      expect(answer, misspelt).not.toHaveProperty('value');
    }
    expect(parseCell(field, 'qqqqqqqqqq')).toEqual({ expected: `one of ${field.constraints!.enum!.join(', ')}` });
  });

  test('lands as the list has it, and a misspelt one is answered with the one that was meant', async () => {
    const hub = await openTestHub();
    const { issues } = await hub.harvestFiles({
      'plans.csv': 'plan_ref,authority_codes,title,kind,coverage\ncypp,E06000016,Plan,CYPP,Whole\nhw,E06000016,Health,Health and wellbeing,outcomes only\nbad,E06000016,Bad,comunity,whole',
      'plan_indicators.csv': 'plan_ref,indicator_code,role\ncypp,NI 117,Obsession',
    });
    expect(issues.map(({ line, expected }) => [line, expected?.slice(expected.indexOf(';'))])).toEqual([[4, '; perhaps community was meant']]);
    expect(await hub.rows('select kind, coverage from plan order by ref')).toEqual([{ kind: 'cypp', coverage: 'whole' }, { kind: 'health-and-wellbeing', coverage: 'outcomes-only' }]);
    expect(await hub.rows('select role from plan_indicator')).toEqual([{ role: 'obsession' }]);
  });

  test('says that a figure is suppressed in whatever letters, so that its number does not land', async () => {
    const hub = await openTestHub();
    const { issues } = await hub.harvestFiles({ 'observations.csv': 'indicator_code,area_code,period,value,status\nNI 117,E06000016,FY2008/09,4,Suppressed' });
    expect(issues).toMatchObject([{ severity: 'warning', rule: 'CONTRADICTION', found: 'a number' }]);
    expect(await hub.rows('select value, status from observation')).toEqual([{ value: null, status: 'suppressed' }]);
  });
});
