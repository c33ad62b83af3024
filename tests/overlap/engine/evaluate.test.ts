import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { evaluate } from '../../../src/overlap/engine/evaluate.ts';
import { trainingFolder } from '../../../src/overlap/engine/modelFile.ts';
import { readJudgedPairs } from '../../../src/overlap/engine/readJudgedPairs.ts';
import { readLabelledFolder } from '../../../src/overlap/engine/readLabelledFolder.ts';
import { makeTree } from '../../support/makeTree.ts';

const PRIORITIES = 'row_id,authority,title,outcome\nA1,Aton,Safeguarding children,\nB1,Beeton,Keep children safe from abuse,Stay safe\nC1,Ceeton,Tackle obesity,Be healthy\n';
const GOLD = 'row_id,primary_themes,secondary_themes\nA1,SAFEG,\nB1,SAFEG,SAFETY\nC1,OBESITY,\n';
const THEMES = 'code,label\nSAFEG,Safeguarding\nSAFETY,Safety\nOBESITY,Healthy weight\n';

async function run(folder: string, options: { json?: boolean; crossValidate?: boolean } = {}): Promise<{ code: number; lines: string[]; warnings: string[] }> {
  const [lines, warnings]: [string[], string[]] = [[], []];
  const code = await evaluate(folder, { json: options.json === true, crossValidate: options.crossValidate === true }, { print: line => lines.push(line), warn: line => warnings.push(line) });
  return { code, lines, warnings };
}

const LABELLED = { 'priorities.csv': PRIORITIES, 'gold_themes.csv': GOLD, 'themes.csv': THEMES };

test('it says that statements are new to the model when they are', async () => {
  const { code, lines } = await run(makeTree(LABELLED));
  expect(code).toBe(0);
  expect(lines[0]).toContain('none of which the model was trained on');
  expect(lines.join('\n')).toContain('Overlap pairs        1.000    1.000    1.000');
});

test("on the hub's own training folder it says that the figures are a training fit", async () => {
  const { code, lines } = await run('');
  expect(code).toBe(0);
  expect(lines[0]).toContain('TRAINING FIT');
});

test('it prints every error that remains, with what misled the engine, how near it came, and how many pairs each spoils, beside the reliability of its confidences', async () => {
  const gold = GOLD.replace('B1,SAFEG,SAFETY', 'B1,OBESITY,').replace('C1,OBESITY', 'C1,SAFETY');
  const printed = (await run(makeTree({ ...LABELLED, 'gold_themes.csv': gold }))).lines.join('\n');
  expect(printed).toContain('2 statements with an error, those first that spoil most pairs;');
  expect(printed).toMatch(/B1 Beeton: “Keep children safe from abuse” \(Stay safe\)\n {4}overlap pairs: 1 wrong, 0 missed\n {4}missed OBESITY \(less than 0\.05, or three others nearer\): read SAFEG 0\.\d\d for “.+” \+\d+\.\d\n {4}wrong {2}SAFEG \(0\.\d\d\): for “.+” \+\d+\.\d, “.+” \+\d+\.\d\n/);
  expect(printed).toMatch(/C1 Ceeton: .*\n {4}overlap pairs: 0 wrong, 0 missed\n {4}missed SAFETY/);
  expect(printed).toMatch(/Confidence: calibration error 0\.\d{3} \(0 is perfect\)\.\nconfidence {3}codings {3}mean {3}share right\n\d\.\d–\d\.\d +\d/);
});

test('where nobody labelled the folder, it does not call figures kind that it does not give', async () => {
  const { lines } = await run(makeTree({ 'priorities.csv': readFileSync(`${trainingFolder()}/statements.csv`, 'utf8'), 'themes.csv': THEMES }));
  expect(lines.slice(0, 2)).toEqual(['782 statements of 45 authorities. The model was trained on 782 of them.', 'No labels (gold_themes.csv is missing or empty): figures are unknown.']);
});

test('--json prints one JSON text and nothing else', async () => {
  const { lines } = await run(makeTree(LABELLED), { json: true });
  expect(lines).toHaveLength(1);
  const printed = JSON.parse(lines[0] ?? '') as { statements: unknown; overlaps: unknown; figures: unknown };
  expect(printed.statements).toEqual([{ row_id: 'A1', themes: ['SAFEG'] }, { row_id: 'B1', themes: ['SAFEG'] }, { row_id: 'C1', themes: ['OBESITY'] }]);
  expect(printed.overlaps).toEqual([{ members: ['C1'], core: [] }, { members: ['A1', 'B1'], core: [['A1', 'B1']] }]);
  expect(printed.figures).toMatchObject({ statements: 3, overlapPairs: { truePositives: 1 } });
});

const PAIRED = {
  ...LABELLED,
  'priorities.csv': `${PRIORITIES}A2,Aton,Safeguarding children and young people,\nD1,Deeton,Tackle child exploitation,\nE1,Eeton,Reduce childhood obesity,\n`,
  'gold_themes.csv': `${GOLD}A2,SAFEG,\nD1,SAFEG,\nE1,OBESITY,\n`,
};

test('core groups are set against the pairs that people judged, with the themes of engine and person, and by half', async () => {
  const pairs = 'row_a,row_b,judgement,half\nA1,B1,core,tune\nA1,D1,related,tune\nA1,C1,no,hold\nC1,E1,related,hold\nB1,D1,core,hold\n';
  const { lines } = await run(makeTree({ ...PAIRED, 'pairs.csv': pairs }), { json: true });
  const { figures } = JSON.parse(lines[0] ?? '') as { figures: { coreGroups: unknown } };
  const whole = { truePositives: 1, falsePositives: 1, falseNegatives: 1, precision: 0.5, recall: 0.5, f1: 0.5 };
  expect(figures.coreGroups).toMatchObject({ pairs: 5, ownThemes: whole, givenThemes: whole, halves: { tune: { ownThemes: { truePositives: 1, falsePositives: 0, f1: 1 } }, hold: { ownThemes: { truePositives: 0, falsePositives: 1, falseNegatives: 1 } } } });
});

test('pairs are read whatever ends their lines, and whatever space stands around their cells', () => {
  const folder = makeTree({ 'pairs.csv': 'row_a,row_b,judgement\nA1,B1,related\r\n A1 ,D1, core \r\n' });
  expect(readJudgedPairs(folder, new Set(['A1', 'B1', 'D1']))).toEqual([{ a: 'A1', b: 'B1', judgement: 'related', half: '' }, { a: 'A1', b: 'D1', judgement: 'core', half: '' }]);
});

test("a person's themes show which errors are the core rule's own", async () => {
  const gold = PAIRED['gold_themes.csv'].replace('C1,OBESITY,', 'C1,SAFETY,');
  const { lines } = await run(makeTree({ ...PAIRED, 'gold_themes.csv': gold, 'pairs.csv': 'row_a,row_b,judgement\nC1,E1,core\n' }), { json: true });
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ figures: { coreGroups: { ownThemes: { f1: 1 }, givenThemes: { falseNegatives: 1, f1: 0 }, halves: {} } } });
});

test('errors of core groups are shown with the keys that misled, but never those of the half that is kept to score on', async () => {
  const { lines } = await run(makeTree({ ...PAIRED, 'pairs.csv': 'row_a,row_b,judgement,half\nC1,E1,related,tune\nB1,D1,core,hold\n' }));
  const printed = lines.join('\n');
  expect(printed).toContain('Pairs that people judged otherwise: 1, and 1 of the half "hold", which stay unread');
  expect(printed).toContain('in one core group, though people said related\n    C1 Ceeton: “Tackle obesity” → OBESITY/general/all/any\n    E1 Eeton: “Reduce childhood obesity” → OBESITY/general/all/any');
  expect(printed).not.toContain('apart, though');
});

test('pairs are counted where nobody labelled themes, and figures of themes are then left out', async () => {
  const { lines } = await run(makeTree({ 'priorities.csv': PAIRED['priorities.csv'], 'themes.csv': THEMES, 'pairs.csv': 'row_a,row_b,judgement\nA1,B1,core\n' }), { json: true });
  expect((JSON.parse(lines[0] ?? '') as { figures: unknown }).figures).toMatchObject({ coreGroups: { ownThemes: { f1: 1 }, givenThemes: null } });
});

test('without pairs their figure is null; pairs that cannot be read are said so, and the other figures stand', async () => {
  const { lines: none } = await run(makeTree(PAIRED), { json: true });
  expect(JSON.parse(none[0] ?? '')).toMatchObject({ figures: { statements: 6, coreGroups: null } });
  for (const [pairs, refusal] of [
    ['row_a,row_b,judgement\nA1,Z9,core\n', 'judges statement "Z9", which is not among'],
    ['row_a,row_b,judgement\nA1,B1,maybe\n', 'says "maybe" of A1 and B1. Write core, related or no.'],
    ['row_a,row_b\nA1,B1\n', 'lacks the column judgement'],
  ] as const) {
    const folder = makeTree({ ...PAIRED, 'pairs.csv': pairs });
    expect((await run(folder)).lines.join('\n')).toContain(refusal);
    expect(JSON.parse((await run(folder, { json: true })).lines[0] ?? '')).toMatchObject({ figures: { statements: 6, coreGroups: null } });
  }
});

test('a plan and its refresh by one authority do not make a core group, and do not inflate one', async () => {
  const { lines } = await run(makeTree({ 'priorities.csv': 'row_id,authority,title,outcome\nA1,Aton,Tackle obesity,\nA2,Aton,Tackle childhood obesity,\n', 'themes.csv': THEMES }), { json: true });
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ overlaps: [{ members: ['A1', 'A2'], core: [] }] });
});

test("the hub's own judged pairs are of two authorities, none of an authority that stays unread, and the halves share no authority", async () => {
  const UNREAD = ['Bath and North East Somerset', 'Croydon', 'East Sussex', 'Middlesbrough', 'Plymouth', 'Thurrock', 'West Northamptonshire', 'Wirral'];
  const { statements } = readLabelledFolder(trainingFolder());
  const authorityOf = new Map(statements.map(one => [one.statement.id, one.authority]));
  const pairs = readJudgedPairs(trainingFolder(), new Set(authorityOf.keys())) ?? [];
  expect(pairs.length).toBeGreaterThan(700);
  for (const { a, b } of pairs) {
    expect(authorityOf.get(a)).not.toBe(authorityOf.get(b));
    expect(UNREAD).not.toContain(authorityOf.get(a));
    expect(UNREAD).not.toContain(authorityOf.get(b));
  }
  const authoritiesOf = (half: string): Set<string | undefined> => new Set(pairs.filter(pair => pair.half === half).flatMap(({ a, b }) => [authorityOf.get(a), authorityOf.get(b)]));
  const hold = authoritiesOf('hold');
  expect([...authoritiesOf('tune')].filter(authority => hold.has(authority))).toEqual([]);
});

test('without labels, missing or empty, figures are null and the overlaps are still there', async () => {
  const empty = 'row_id,primary_themes,secondary_themes\nA1,,\nB1,,\nC1,,\n';
  for (const files of [{ 'priorities.csv': PRIORITIES, 'themes.csv': THEMES }, { ...LABELLED, 'gold_themes.csv': empty }]) {
    const { code, lines } = await run(makeTree(files), { json: true });
    expect(code).toBe(0);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ figures: null, overlaps: [{}, {}] });
  }
});

test('a folder or file that is not there, or lacks a column, is refused in a sentence', async () => {
  await expect(run('/no/such/folder')).rejects.toThrow('There is no folder "/no/such/folder"');
  await expect(run(makeTree({ 'priorities.csv': PRIORITIES }))).rejects.toThrow('has no themes.csv');
  await expect(run(makeTree({ ...LABELLED, 'priorities.csv': 'row_id,authority\nA1,Aton\n' }))).rejects.toThrow('lacks the column title, outcome');
});

test('cross-validation without labels is refused in words', async () => {
  await expect(run(makeTree({ 'priorities.csv': PRIORITIES, 'themes.csv': THEMES }), { crossValidate: true })).rejects.toThrow('no labels');
});

test('cross-validation says that each authority was left out', async () => {
  const { code, lines } = await run(makeTree(LABELLED), { crossValidate: true });
  expect(code).toBe(0);
  expect(lines[0]).toContain('trained without it');
});
