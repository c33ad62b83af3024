import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fitModel, readExamples, type FitSetting } from '../../../src/overlap/engine/fitModel.ts';
import { settingOf } from '../../../src/overlap/engine/fitSetting.ts';
import { engineOf } from '../../../src/overlap/engine/loadEngine.ts';
import { readModelText, trainingFolder } from '../../../src/overlap/engine/modelFile.ts';
import { readLabelledFolder, readWrittenExamples, type LabelledStatement } from '../../../src/overlap/engine/readLabelledFolder.ts';
import { loadRules } from '../../../src/overlap/engine/Rules.ts';
import { TRAINING_FILES } from '../../../src/overlap/engine/train.ts';
import { versionOf, type ThemeModel } from '../../../src/overlap/engine/ThemeModel.ts';
import { loadVocabulary } from '../../../src/overlap/engine/Vocabulary.ts';

const vocabulary = loadVocabulary();

test('the committed model is what training writes from the committed data, so nobody edits one without the other', () => {
  const folder = trainingFolder();
  const { statements, themeCodes } = readLabelledFolder(folder);
  const dataVersion = versionOf(TRAINING_FILES.map(file => readFileSync(join(folder, file), 'utf8')));
  const setting = settingOf(themeCodes, dataVersion);
  const written = `${JSON.stringify(fitModel(readExamples(statements, vocabulary), setting), null, 1)}\n`;
  expect(written === readModelText('themes.json'), 'Run `npm run train` and commit src/overlap/model.').toBe(true);
});

test('the figures beside the model are of the same data and vocabulary', () => {
  const model = JSON.parse(readModelText('themes.json')) as ThemeModel;
  expect(JSON.parse(readModelText('figures.json'))).toMatchObject({ dataVersion: model.dataVersion, vocabularyVersion: vocabulary.version });
});

test('a written example teaches words, and no figure counts it', () => {
  const { statements, themeCodes } = readLabelledFolder(trainingFolder());
  const written = readWrittenExamples(trainingFolder());
  const gathered = new Set(statements.map(one => one.statement.id));
  const codes = new Set(themeCodes);
  for (const { statement, labels } of written) {
    expect(gathered).not.toContain(statement.id);
    for (const code of [...(labels?.primary ?? []), ...(labels?.secondary ?? [])]) expect(codes, statement.title).toContain(code);
  }
  expect(JSON.parse(readModelText('figures.json'))).toMatchObject({ statements: statements.length });
});

test('a word that no vocabulary knows is learned from examples', () => {
  const example = (i: number, title: string, code: string): LabelledStatement => ({ authority: `A${i % 4}`, statement: { id: `S${i}`, title }, labels: { primary: [code], secondary: [] } });
  const statements = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? example(i, 'More quidditch', 'YOUTHOFFER') : example(i, 'Fewer horcruxes', 'SAFEG')));
  const setting: FitSetting = { themeCodes: ['SAFEG', 'YOUTHOFFER'], vocabulary, rules: loadRules(), dataVersion: '', written: [] };
  const engine = engineOf(fitModel(readExamples(statements, vocabulary), setting), 'test');
  expect(engine.codeStatement({ id: 'N', title: 'Some quidditch' }).themes.map(coding => coding.themeCode)).toEqual(['YOUTHOFFER']);
});
