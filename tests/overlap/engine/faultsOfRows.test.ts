import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { evaluate } from '../../../src/overlap/engine/evaluate.ts';
import { trainingFolder } from '../../../src/overlap/engine/modelFile.ts';
import { readLabelledFolder } from '../../../src/overlap/engine/readLabelledFolder.ts';
import { makeTree } from '../../support/makeTree.ts';

const PRIORITIES = 'row_id,authority,title,outcome\nA1,Aton,Safeguarding children,\nB1,Beeton,Keep children safe from abuse,Stay safe\nC1,Ceeton,Tackle obesity,Be healthy\n';
const GOLD = 'row_id,primary_themes,secondary_themes\nA1,SAFEG,\nB1,SAFEG,SAFETY\nC1,OBESITY,\n';
const THEMES = 'code,label\nSAFEG,Safeguarding\nSAFETY,Safety\nOBESITY,Healthy weight\n';
const SOUND = { 'priorities.csv': PRIORITIES, 'gold_themes.csv': GOLD, 'themes.csv': THEMES };

/** What is said of a folder like the sound one but for these files. */
function faultsWith(files: Partial<typeof SOUND>): readonly string[] {
  return readLabelledFolder(makeTree({ ...SOUND, ...files })).faults;
}

test('sound rows, and those that the hub is trained on, give no complaint', () => {
  expect(faultsWith({})).toEqual([]);
  expect(readLabelledFolder(trainingFolder()).faults).toEqual([]);
});

test('a label that is no theme is named, with the theme that was meant where only its case differs, and is not read as that', () => {
  const folder = makeTree({ ...SOUND, 'gold_themes.csv': 'row_id,primary_themes,secondary_themes\nA1,safeg,\nB1,SAFEG;safeg,XYZ\nC1,OBESITY,\n' });
  const { faults, statements } = readLabelledFolder(folder);
  expect(faults).toEqual(['gold_themes.csv: 2 × labels that are no theme in themes.csv, where a main one counts as missed whatever is read ("safeg" of "A1", 2 times in all: write SAFEG, case counts, "XYZ" of "B1").']);
  expect(statements[0]?.labels?.primary).toEqual(['safeg']);
});

test('of two rows with one row_id the first counts, in statements as in labels, and the other is said to be left out', () => {
  const folder = makeTree({ ...SOUND, 'priorities.csv': `${PRIORITIES}A1,Deeton,Tackle obesity,\n`, 'gold_themes.csv': `${GOLD}B1,OBESITY,\n` });
  const { faults, statements } = readLabelledFolder(folder);
  expect(faults).toEqual(['priorities.csv: 1 × rows whose row_id an earlier row has, which are left out ("A1" in row 5).', 'gold_themes.csv: 1 × rows whose row_id an earlier row has, which are left out ("B1" in row 5).']);
  expect(statements.map(({ authority, labels }) => [authority, labels?.primary])).toEqual([['Aton', ['SAFEG']], ['Beeton', ['SAFEG']], ['Ceeton', ['OBESITY']]]);
});

test('an empty row_id, title or authority is said, with what becomes of the row', () => {
  const faults = faultsWith({ 'priorities.csv': `${PRIORITIES.replace('A1,Aton', 'A1,').replace('Tackle obesity', ' ')},Deeton,No id,\n` });
  expect(faults).toEqual([
    'priorities.csv: 1 × rows without a row_id, which are left out (row 5).',
    'priorities.csv: 1 × statements without a title, of which nothing but the heading is read ("C1").',
    'priorities.csv: 1 × statements without an authority, which count as those of one authority ("A1").',
  ]);
});

test('labels without their statement and statements without their labels are counted, the first three of them named', () => {
  const more = Array.from({ length: 5 }, (_, i) => `N${i},Eeton,Tackle obesity,\n`).join('');
  const faults = faultsWith({ 'priorities.csv': PRIORITIES + more, 'gold_themes.csv': `${GOLD}Z1,SAFEG,\n` });
  expect(faults).toEqual([
    'gold_themes.csv: 1 × labels for statements that priorities.csv does not have, which count for nothing ("Z1").',
    'priorities.csv: 5 × statements without a main theme in gold_themes.csv, which no figure of themes counts ("N0", "N1", "N2" and 2 more).',
  ]);
});

test('a folder that nobody labelled has no fault for that', () => {
  expect(faultsWith({ 'gold_themes.csv': 'row_id,primary_themes,secondary_themes\nA1,,\nB1,,\n' })).toEqual([]);
});

test('bytes that are not UTF-8 are said with their lines, and the other rows are read', () => {
  const folder = makeTree(SOUND);
  writeFileSync(join(folder, 'priorities.csv'), Buffer.from(`${PRIORITIES}D1,Deeton,Children\x92s health,\n`, 'latin1'));
  const { faults, statements } = readLabelledFolder(folder);
  expect(faults[0]).toBe('priorities.csv is not UTF-8 all through: 1 × lines with bytes that are none, the first of them line 5. Words with such a byte are not read as they were meant; save the file as "CSV UTF-8".');
  expect(statements).toHaveLength(4);
});

test('a file in UTF-16 that says so is read, and is no fault', () => {
  const folder = makeTree(SOUND);
  writeFileSync(join(folder, 'priorities.csv'), Buffer.from(`\ufeff${PRIORITIES}`, 'utf16le'));
  const { faults, statements } = readLabelledFolder(folder);
  expect(faults).toEqual([]);
  expect(statements[0]?.statement.title).toBe('Safeguarding children');
});

test('a long cell is named by its beginning, and what a terminal would act on is escaped', () => {
  const [fault] = faultsWith({ 'gold_themes.csv': GOLD.replace('C1,OBESITY', `C1,\u001b[2J${'y'.repeat(500)}`) });
  expect(fault).toContain('"\\u001b[2Jyyy');
  expect(fault!.length).toBeLessThan(250);
});

test('labels that fit nothing are refused, since figures of them would mean nothing', () => {
  expect(() => faultsWith({ 'gold_themes.csv': GOLD.toLowerCase() })).toThrow('No label in gold_themes.csv is a theme in themes.csv, so figures would mean nothing. Found "safeg", "safety", "obesity"; themes.csv has "SAFEG", "SAFETY", "OBESITY".');
  expect(() => faultsWith({ 'gold_themes.csv': 'row_id,primary_themes,secondary_themes\n1,SAFEG,\n2,SAFEG,\n' })).toThrow('No label in gold_themes.csv is of a statement in priorities.csv, so there is nothing to count. Found "1", "2"; priorities.csv has "A1", "B1", "C1".');
});

test('a folder without a statement is refused as that, whatever its labels', () => {
  expect(() => faultsWith({ 'priorities.csv': 'row_id,authority,title,outcome\n,Aton,Safeguarding children,\n' })).toThrow('holds no statements');
});

test('a file in place of the folder is said to be one', () => {
  const file = join(makeTree(SOUND), 'priorities.csv');
  expect(() => readLabelledFolder(file)).toThrow(`"${file}" is a file. Give the folder that holds`);
});

test('evaluate says faults apart from its results, so that --json prints one JSON text and nothing else', async () => {
  const [lines, warnings]: [string[], string[]] = [[], []];
  const folder = makeTree({ ...SOUND, 'gold_themes.csv': GOLD.replace('A1,SAFEG', 'A1,safeg') });
  expect(await evaluate(folder, { json: true, crossValidate: false }, { print: line => lines.push(line), warn: line => warnings.push(line) })).toBe(0);
  expect(warnings).toEqual([expect.stringContaining('"safeg" of "A1": write SAFEG, case counts')]);
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0]!)).toMatchObject({ figures: { themeCoding: { falseNegatives: 1 } } });
});
