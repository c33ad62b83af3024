import { stringify } from 'csv-stringify/sync';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { exampleRow } from '../../../src/harvest/workbook/examples.ts';
import { parseCell } from '../../../src/harvest/package/parseCell.ts';
import { readKnownCodes } from '../../../src/harvest/workbook/template/knownCodes.ts';
import { packageFiles } from '../../../src/harvest/package/packageFiles.ts';
import { tableSchema } from '../../../src/harvest/package/tableSchema.ts';
import { templateSheets } from '../../../src/harvest/workbook/template/templateSheets.ts';
import { writeWorkbook } from '../../../src/harvest/workbook/template/writeWorkbook.ts';
import { openTestHub, publishers } from '../../support/harvest.ts';
import { answer, fileOf, fillIn } from '../../support/workbook.ts';

async function template(options: { files?: string[] } = {}) {
  const hub = await openTestHub();
  const sheets = templateSheets({ publisher: publishers.leicester, codes: await readKnownCodes(hub.hub.stored), ...options });
  return { hub, sheets, sheet: (name: string) => sheets.find((candidate) => candidate.name === name)!, bytes: writeWorkbook(sheets) };
}

/** The rule of a column of a sheet. */
async function ruleOf(file: string, column: string) {
  const { sheet } = await template();
  const letter = String.fromCharCode(65 + tableSchema(file).fields.findIndex(({ name }) => name === column));
  return sheet(file).validations.find(({ range }) => range === `${letter}3:${letter}5000`);
}

describe('the template', () => {
  test('has a sheet for every file of the package, after Read me and Package and before Lists', async () => {
    const { sheets } = await template();
    const names = sheets.map(({ name }) => name);
    expect(names.slice(0, 4)).toEqual(['Read me', 'Package', 'plans', 'priorities']);
    expect(names.at(-1)).toBe('Lists');
    expect(names.slice(2, -1).toSorted()).toEqual(packageFiles.map(({ name }) => name).toSorted());
    // Spreadsheet programs allow no longer name.
    for (const name of names) expect(name.length).toBeLessThanOrEqual(31);
  });

  test('has each column of a file with a note that describes it, a star where every row needs it', async () => {
    const { sheet } = await template();
    for (const { name } of packageFiles) {
      const { fields } = tableSchema(name);
      expect(sheet(name).rows[0]!.map(({ text }) => text)).toEqual(fields.map((field) => (field.constraints?.required ? `${field.name} *` : field.name)));
      expect(sheet(name).notes.map(({ column }) => column)).toEqual(fields.map((_, index) => index));
    }
    expect(sheet('priorities').notes[6]!.text).toBe('Adopted\nyes when the authority itself set it. Only adopted statements count as shared with others; the rest are context.\nMay be left empty.');
    expect(sheet('plans').notes[6]!.text).toContain('\nOne of: whole, partial, outcomes-only, none-required.\nEvery row needs it.');
    expect(sheet('service_use').notes[0]!.text).toContain('Every row needs it or service_kind.');
  });

  test('offers what a column may hold', async () => {
    expect(await ruleOf('plans', 'coverage')).toMatchObject({ allowed: { kind: 'list', formula: '"whole,partial,outcomes-only,none-required"' }, onOther: 'stop' });
    expect(await ruleOf('priorities', 'adopted')).toMatchObject({ allowed: { kind: 'list', formula: '"yes,no"' } });
    expect(await ruleOf('priorities', 'age_to')).toMatchObject({ allowed: { kind: 'whole', minimum: 0, maximum: 120 } });
    expect(await ruleOf('plans', 'embargo_until')).toMatchObject({ allowed: { kind: 'day' } });
    // Less than a day may be written: it is text, and the prompt says how.
    expect(await ruleOf('plans', 'valid_from')).toMatchObject({ allowed: { kind: 'any' } });
    expect(await ruleOf('priorities', 'title')).toBeUndefined();
  });

  test('takes any number where it need not be whole, and no whole number that the hub could not store', () => {
    const validations = (['whole', 'decimal'] as const).map((kind, column) => ({ range: `${'AB'[column]}3:${'AB'[column]}9`, allowed: { kind }, onOther: 'stop' as const, complaint: 'Write a number.', prompt: { title: 'Number', text: 'A number.' } }));
    const bytes = writeWorkbook([{ name: 'numbers', columns: [], rows: [], notes: [], validations, tabColour: '000000' }]);
    const limits = [...new TextDecoder().decode(unzipSync(bytes)['xl/worksheets/sheet1.xml']).matchAll(/<formula1>(.*?)<\/formula1><formula2>(.*?)<\/formula2>/g)].map(([, least, most]) => [least, most]);
    expect(limits).toEqual([['-2147483647', '2147483647'], ['-1000000000000000', '1000000000000000']]);
  });

  test('offers the codes that the hub knows, and lets several be written', async () => {
    const { sheet } = await template();
    const lists = sheet('Lists').rows.map((row) => row.map(({ text }) => text));
    expect(lists.slice(0, 4).map((row) => row.slice(0, 2))).toEqual([['Authorities', ''], ['Code', 'Name'], ['E06000016', 'Leicester'], ['E06000018', 'Nottingham']]);
    const themes = lists[0]!.indexOf('Themes');
    expect(lists.slice(2, 4).map((row) => row.slice(themes, themes + 2))).toEqual([['LAC', 'Looked-after children'], ['SEND', 'Special educational needs and disabilities']]);
    const letter = String.fromCharCode(65 + themes);
    expect(await ruleOf('priorities', 'theme_codes')).toMatchObject({ allowed: { kind: 'list', formula: `Lists!$${letter}$3:$${letter}$4` }, onOther: 'none' });
    expect(await ruleOf('inspections', 'authority_code')).toMatchObject({ allowed: { kind: 'list', formula: 'Lists!$A$3:$A$5' }, onOther: 'ask' });
  });

  test('offers the references that stand on the workbook’s own sheets, where it has them', async () => {
    expect(await ruleOf('priorities', 'plan_ref')).toMatchObject({ allowed: { kind: 'list', formula: 'OFFSET(plans!$A$3,0,0,MAX(1,COUNTA(plans!$A$3:$A$5000)),1)' }, onOther: 'ask' });
    const { sheet } = await template({ files: ['priorities'] });
    expect(sheet('priorities').validations.map(({ range }) => range[0])).not.toContain('A');
  });

  test('keeps lists within what a spreadsheet program takes', async () => {
    const { sheets } = await template();
    for (const { validations } of sheets) for (const { allowed } of validations) if (allowed.kind === 'list') expect(allowed.formula.length).toBeLessThanOrEqual(255);
  });

  test('keeps cells for codes as text, and days as days', async () => {
    const { bytes } = await template();
    const plans = new TextDecoder().decode(unzipSync(bytes)['xl/worksheets/sheet3.xml']);
    const styles = new TextDecoder().decode(unzipSync(bytes)['xl/styles.xml']);
    const formats = [...styles.split('<cellXfs')[1]!.matchAll(/<xf numFmtId="(\d+)"/g)].map(([, id]) => Number(id));
    const formatOfColumn = [...plans.matchAll(/<col [^>]*style="(\d+)"/g)].map(([, style]) => formats[Number(style)]);
    const named = Object.fromEntries(tableSchema('plans').fields.map(({ name }, index) => [name, formatOfColumn[index]]));
    expect(named).toMatchObject({ plan_ref: 49, valid_from: 49, stated_priorities: 0, embargo_until: 164 });
    expect(styles).toContain('numFmtId="164" formatCode="yyyy\\-mm\\-dd"');
  });

  test('has a sheet for some files alone when asked, and names those it has not', async () => {
    const { sheets } = await template({ files: ['priorities', 'plans'] });
    expect(sheets.map(({ name }) => name)).toEqual(['Read me', 'Package', 'plans', 'priorities', 'Lists']);
    await expect(template({ files: ['plans', 'pupils'] })).rejects.toThrow('--files names "pupils", which is no file of the data package. Allowed: plans, priorities, outcomes,');
  });

  test('is whole XML with nothing in it that XML cannot hold', () => {
    const bytes = writeWorkbook([{ name: 'A & <B>', columns: [{ width: 10, style: 'text' }], rows: [[{ text: 'a\u0000\u000B"<&>\uD800', style: 'text' }]], notes: [{ column: 0, text: '</t>&' }], validations: [], tabColour: '000000' }]);
    const parts = Object.entries(unzipSync(bytes)).map(([, content]) => new TextDecoder().decode(content));
    expect(parts.join('')).toContain('<t xml:space="preserve">a&quot;&lt;&amp;&gt;\uFFFD</t>');
    expect(parts.join('')).toContain('&lt;/t&gt;&amp;');
    expect(parts.join('')).toContain('name="A &amp; &lt;B&gt;"');
  });
});

describe('the template as it comes', () => {
  test('asks for its name and title', async () => {
    const { hub, bytes } = await template();
    expect(await hub.harvest(fileOf(bytes))).toMatchObject({ status: 'failed', message: 'The sheet Package has no name. It is required. The sheet Package has no title. It is required. Nothing was changed.' });
  });

  test('holds no row: its examples are never read', async () => {
    const { hub, bytes } = await template();
    const named = answer(bytes, { B2: 'plans', B3: 'Plans' });
    expect(await hub.harvest(fileOf(named))).toMatchObject({ status: 'failed', message: 'The package holds no rows. Nothing was changed.', issues: [] });
  });

  test('filled in, its rows land', async () => {
    const { hub, bytes } = await template();
    const filled = fillIn(answer(bytes, { B2: 'plans', B3: 'Plans' }), { plans: [{ A: '007', B: 'E06000016', C: 'A plan', D: 'cypp', E: '2007', G: 'whole' }] });
    expect(await hub.harvest(fileOf(filled))).toMatchObject({ status: 'harvested', sourceId: 'E06000016/plans', rowsRead: 1, issues: [] });
    expect(await hub.rows('select ref, valid_from, file, line from plan')).toEqual([{ ref: '007', valid_from: '2007', file: 'sheet plans', line: 3 }]);
  });

  test('gives examples that make one package, which the hub takes whole', async () => {
    const { harvestFiles } = await openTestHub({ reference: false });
    // What the examples name and no sheet of examples has: real codes, as a hub knows them.
    const others = {
      'authorities.csv': 'gss_code,name,kind\nE06000018,Nottingham,unitary\nE08000035,Leeds,metropolitan\nE06000061,North Northamptonshire,unitary\nE06000062,West Northamptonshire,unitary',
      'themes.csv': 'theme_code,label\nNEET,In education or work\nTRANSIT,Into adult life',
      'indicators.csv': 'indicator_code,title,measure,unit,polarity\nLDS-NEET,Not in education or work,proportion,%,low',
    };
    expect((await harvestFiles(others, { publisher: publishers.england, name: 'others' })).issues).toEqual([]);
    const examples = Object.fromEntries(packageFiles.map(({ name }) => {
      const schema = tableSchema(name);
      const [first, ...cells] = exampleRow(schema);
      return [`${name}.csv`, stringify([schema.fields.map((field) => field.name), [first!.replace(/^example: /, ''), ...cells]])];
    }));
    const report = await harvestFiles(examples, { publisher: publishers.england, name: 'examples' });
    // One row of each file stands for the eleven priorities of the plan.
    expect(report.issues.filter(({ rule }) => rule !== 'MISCOUNTED_PRIORITIES')).toEqual([]);
    expect(report).toMatchObject({ rowsRead: packageFiles.length, rowsRefused: 0 });
  });

  test('gives good examples: each says what its column takes', () => {
    const wrong = packageFiles.flatMap(({ name }) => {
      const schema = tableSchema(name);
      return exampleRow(schema).flatMap((example, index) => {
        const text = index === 0 ? example.replace(/^example: /, '') : example;
        const parsed = parseCell(schema.fields[index]!, text);
        return 'expected' in parsed ? [`${name}.${schema.fields[index]!.name}: ${text}, expected ${parsed.expected}`] : [];
      });
    });
    expect(wrong).toEqual([]);
  });
});
