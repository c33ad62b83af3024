import { expect, test } from 'vitest';
import type { FitSetting } from '../../../src/overlap/engine/featureSpace.ts';
import { fitModel, openCourse, readExamples } from '../../../src/overlap/engine/fitModel.ts';
import { settingOf } from '../../../src/overlap/engine/fitSetting.ts';
import { learnHere, type Learner, type LearningKit } from '../../../src/overlap/engine/learnWeights.ts';
import { learnInThreads } from '../../../src/overlap/engine/learnInThreads.ts';
import { engineOf } from '../../../src/overlap/engine/loadEngine.ts';
import { readModelText, trainingFolder } from '../../../src/overlap/engine/modelFile.ts';
import { readLabelledFolder, readWrittenExamples, type LabelledStatement } from '../../../src/overlap/engine/readLabelledFolder.ts';
import { loadRules } from '../../../src/overlap/engine/Rules.ts';
import { dataVersionNow } from '../../../src/overlap/engine/train.ts';
import { splitWords } from '../../../src/overlap/engine/splitWords.ts';
import { toModelText, type ThemeModel } from '../../../src/overlap/engine/ThemeModel.ts';
import { loadVocabulary } from '../../../src/overlap/engine/Vocabulary.ts';

const vocabulary = loadVocabulary();

test('the committed model is what training writes from the committed data, so nobody edits one without the other', async () => {
  const { statements, themeCodes } = readLabelledFolder(trainingFolder());
  const setting = settingOf(themeCodes, dataVersionNow());
  expect(toModelText(await fitModel(readExamples(statements, vocabulary), setting)) === readModelText('themes.json'), 'Run `npm run train` and commit src/overlap/model.').toBe(true);
});

test('the figures beside the model are of the same data and vocabulary', () => {
  const model = JSON.parse(readModelText('themes.json')) as ThemeModel;
  expect(JSON.parse(readModelText('figures.json'))).toMatchObject({ dataVersion: model.dataVersion, vocabularyVersion: vocabulary.version });
});

test('the cross-validated figures beside the model do not fall below theme F1 0.90 and pair F1 0.85, nor rise above a calibration error of 0.05', () => {
  const { crossValidated } = JSON.parse(readModelText('figures.json')) as { crossValidated: { theme: { f1: number }; pair: { f1: number }; calibrationError: number } };
  expect(crossValidated.theme.f1).toBeGreaterThanOrEqual(0.9);
  expect(crossValidated.pair.f1).toBeGreaterThanOrEqual(0.85);
  expect(crossValidated.calibrationError).toBeLessThanOrEqual(0.05);
});

test('the terms that make log-odds into confidences keep three places, the first of a list like the last', () => {
  const model = JSON.parse(readModelText('themes.json')) as ThemeModel;
  for (const terms of [model.decision.coefficients, model.primaryCoefficients]) {
    for (const term of terms) expect(term).toBe(Number(term.toFixed(3)));
    // Each was a whole number when it was rounded by its place in the list.
    expect(Number.isInteger(terms[0]!)).toBe(false);
  }
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

test('no written example repeats a gathered statement, which would flatter the cross-validated figures, or another example', () => {
  const wordsOf = (title: string): Set<string> => new Set(splitWords(title).map(word => word.surface));
  const gathered = readLabelledFolder(trainingFolder()).statements.map(one => wordsOf(one.statement.title));
  const inCommon = (one: Set<string>, other: Set<string>): number => {
    const shared = [...one].filter(word => other.has(word)).length;
    return shared / (one.size + other.size - shared);
  };
  const written = readWrittenExamples(trainingFolder()).map(one => one.statement);
  const repeated = written.filter(({ title }) => {
    const words = wordsOf(title);
    return gathered.some(others => inCommon(words, others) >= 0.8);
  });
  expect(repeated.map(({ title }) => title)).toEqual([]);
  expect(new Set(written.map(({ title }) => title.toLowerCase())).size).toBe(written.length);
  expect(new Set(written.map(({ id }) => id)).size).toBe(written.length);
});

test('the file of a model is read back as the model', () => {
  const model = JSON.parse(readModelText('themes.json')) as ThemeModel;
  expect(toModelText(model)).toBe(readModelText('themes.json'));
});

/** Six authorities that write of two things, and one that may have other labels and words. */
function sixAndOne(label: string, title: string): LabelledStatement[] {
  const example = (i: number, authority: string, text: string, code: string): LabelledStatement => ({ authority, statement: { id: `S${i}`, title: text }, labels: { primary: [code], secondary: [] } });
  const six = Array.from({ length: 36 }, (_, i) => (i % 2 === 0 ? example(i, `A${i % 6}`, `More quidditch number ${i % 5}`, 'YOUTHOFFER') : example(i, `A${i % 6}`, `Fewer horcruxes number ${i % 7}`, 'SAFEG')));
  return [...six, example(36, 'Odd one', title, label), example(37, 'Odd one', `${title} again`, label)];
}

test('a model without an authority is the same whatever that authority wrote, so that cross-validation is honest', async () => {
  const setting: FitSetting = { themeCodes: ['SAFEG', 'YOUTHOFFER'], vocabulary, rules: loadRules(), dataVersion: '', written: [] };
  const fit = async (statements: readonly LabelledStatement[], without: string | null): Promise<string> => toModelText(await openCourse(readExamples(statements, vocabulary), setting).fitWithout(without));
  const [tame, wild] = [sixAndOne('YOUTHOFFER', 'More quidditch'), sixAndOne('SAFEG', 'Quidditch number bludgers')];
  expect(await fit(wild, 'Odd one')).toBe(await fit(tame, 'Odd one'));
  // The control: with the authority in, the models differ.
  expect(await fit(wild, null)).not.toBe(await fit(tame, null));
});

test('a model and one without an authority are the same, to the bit, whether they are learned here, in one thread or in three', async () => {
  const setting: FitSetting = { themeCodes: ['SAFEG', 'YOUTHOFFER'], vocabulary, rules: loadRules(), dataVersion: '', written: [] };
  const examples = readExamples(sixAndOne('SAFEG', 'Bludgers and beaters'), vocabulary);
  const fit = async (openLearner: (kit: LearningKit) => Learner): Promise<string[]> => {
    const course = openCourse(examples, setting, openLearner);
    const models = await Promise.all([null, 'A3', 'Odd one', 'A0'].map(authority => course.fitWithout(authority)));
    await course.close();
    return models.map(toModelText);
  };
  const here = await fit(learnHere);
  expect(new Set(here).size).toBe(4);
  for (const threads of [1, 3]) expect(await fit(kit => learnInThreads(kit, threads))).toEqual(here);
});

test('where an example stands in the file teaches nothing: its place in the shuffle is its own', async () => {
  const setting: FitSetting = { themeCodes: ['SAFEG', 'YOUTHOFFER'], vocabulary, rules: loadRules(), dataVersion: '', written: [] };
  const examples = readExamples(sixAndOne('SAFEG', 'Bludgers and beaters'), vocabulary).filter(({ labelled }, i, all) => all.findIndex(one => one.labelled.statement.title === labelled.statement.title) === i);
  expect((await fitModel(examples.toReversed(), setting)).learned).toEqual((await fitModel(examples, setting)).learned);
});

test('a secondary label teaches neither to find a theme nor to leave it out', async () => {
  const setting: FitSetting = { themeCodes: ['SAFEG', 'YOUTHOFFER'], vocabulary, rules: loadRules(), dataVersion: '', written: [] };
  const fitted = async (secondary: readonly string[]): Promise<ThemeModel> => {
    const examples = sixAndOne('SAFEG', 'Horcruxes').map(one => ({ ...one, labels: { primary: one.labels!.primary, secondary: one.labels!.primary.includes('SAFEG') ? secondary : [] } }));
    return fitModel(readExamples(examples, vocabulary), setting);
  };
  // No word stands for youth work here but those of the other half: without the secondary label "horcruxes" speaks against it.
  expect((await fitted([])).learned['word:horcrux']?.['YOUTHOFFER']).toBeLessThan(0);
  expect((await fitted(['YOUTHOFFER'])).learned['word:horcrux']?.['YOUTHOFFER']).toBeUndefined();
});

test('what is learned of a word is learned for its family', async () => {
  const setting: FitSetting = { themeCodes: ['SAFEG', 'YOUTHOFFER'], vocabulary, rules: loadRules(), dataVersion: '', written: [] };
  const statements = sixAndOne('SAFEG', 'Horcruxes').map(one => ({ ...one, statement: { ...one.statement, title: one.statement.title.replace('quidditch', 'quiddation') } }));
  const engine = engineOf(await fitModel(readExamples(statements, vocabulary), setting), 'test');
  expect(engine.codeStatement({ id: 'N', title: 'Quiddational' }).themes.map(coding => coding.themeCode)).toEqual(['YOUTHOFFER']);
});

test('a word that no vocabulary knows is learned from examples', async () => {
  const example = (i: number, title: string, code: string): LabelledStatement => ({ authority: `A${i % 4}`, statement: { id: `S${i}`, title }, labels: { primary: [code], secondary: [] } });
  const statements = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? example(i, 'More quidditch', 'YOUTHOFFER') : example(i, 'Fewer horcruxes', 'SAFEG')));
  const setting: FitSetting = { themeCodes: ['SAFEG', 'YOUTHOFFER'], vocabulary, rules: loadRules(), dataVersion: '', written: [] };
  const engine = engineOf(await fitModel(readExamples(statements, vocabulary), setting), 'test');
  expect(engine.codeStatement({ id: 'N', title: 'Some quidditch' }).themes.map(coding => coding.themeCode)).toEqual(['YOUTHOFFER']);
});
