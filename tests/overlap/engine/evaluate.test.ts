import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { evaluate } from '../../../src/overlap/engine/evaluate.ts';

const PRIORITIES = 'row_id,authority,title,outcome\nA1,Aton,Safeguarding children,\nB1,Beeton,Keep children safe from abuse,Stay safe\nC1,Ceeton,Tackle obesity,Be healthy\n';
const GOLD = 'row_id,primary_themes,secondary_themes\nA1,SAFEG,\nB1,SAFEG,SAFETY\nC1,OBESITY,\n';
const THEMES = 'code,label\nSAFEG,Safeguarding\nSAFETY,Safety\nOBESITY,Healthy weight\n';

function folderOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'evaluate-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

async function run(folder: string, options: { json?: boolean; crossValidate?: boolean } = {}): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const code = await evaluate(folder, { json: options.json === true, crossValidate: options.crossValidate === true }, line => lines.push(line));
  return { code, lines };
}

const LABELLED = { 'priorities.csv': PRIORITIES, 'gold_themes.csv': GOLD, 'themes.csv': THEMES };

test('it says that statements are new to the model when they are', async () => {
  const { code, lines } = await run(folderOf(LABELLED));
  expect(code).toBe(0);
  expect(lines[0]).toContain('none of which the model was trained on');
  expect(lines.join('\n')).toContain('Overlap pairs        1.000    1.000    1.000');
});

test("on the hub's own training folder it says that the figures are a training fit", async () => {
  const { code, lines } = await run('');
  expect(code).toBe(0);
  expect(lines[0]).toContain('TRAINING FIT');
});

test('--json prints one JSON text and nothing else', async () => {
  const { lines } = await run(folderOf(LABELLED), { json: true });
  expect(lines).toHaveLength(1);
  const printed = JSON.parse(lines[0] ?? '') as { statements: unknown; overlaps: unknown; figures: unknown };
  expect(printed.statements).toEqual([{ row_id: 'A1', themes: ['SAFEG'] }, { row_id: 'B1', themes: ['SAFEG'] }, { row_id: 'C1', themes: ['OBESITY'] }]);
  expect(printed.overlaps).toEqual([{ members: ['C1'], core: [] }, { members: ['A1', 'B1'], core: [['A1', 'B1']] }]);
  expect(printed.figures).toMatchObject({ statements: 3, overlapPairs: { truePositives: 1 } });
});

test('without labels, missing or empty, figures are null and the overlaps are still there', async () => {
  const empty = 'row_id,primary_themes,secondary_themes\nA1,,\nB1,,\nC1,,\n';
  for (const files of [{ 'priorities.csv': PRIORITIES, 'themes.csv': THEMES }, { ...LABELLED, 'gold_themes.csv': empty }]) {
    const { code, lines } = await run(folderOf(files), { json: true });
    expect(code).toBe(0);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ figures: null, overlaps: [{}, {}] });
  }
});

test('a folder or file that is not there, or lacks a column, is refused in a sentence', async () => {
  await expect(run('/no/such/folder')).rejects.toThrow('There is no folder "/no/such/folder"');
  await expect(run(folderOf({ 'priorities.csv': PRIORITIES }))).rejects.toThrow('has no themes.csv');
  await expect(run(folderOf({ ...LABELLED, 'priorities.csv': 'row_id,authority\nA1,Aton\n' }))).rejects.toThrow('lacks the column title, outcome');
});

test('cross-validation without labels is refused in words', async () => {
  await expect(run(folderOf({ 'priorities.csv': PRIORITIES, 'themes.csv': THEMES }), { crossValidate: true })).rejects.toThrow('no labels');
});

test('cross-validation says that each authority was left out', async () => {
  const { code, lines } = await run(folderOf(LABELLED), { crossValidate: true });
  expect(code).toBe(0);
  expect(lines[0]).toContain('trained without it');
});
