import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crossValidate } from './crossValidate.ts';
import type { Figure } from './figuresOf.ts';
import { openCourse, readExamples, type Course } from './fitModel.ts';
import { settingOf } from './fitSetting.ts';
import { judgeCoded, type Figures } from './judgeCoded.ts';
import { learnInThreads } from './learnInThreads.ts';
import { engineOf } from './loadEngine.ts';
import { modelFile, readModelText, trainingFolder } from './modelFile.ts';
import { readLabelledFolder, type LabelledStatement } from './readLabelledFolder.ts';
import { toModelText, versionOf, type ThemeModel } from './ThemeModel.ts';

const TRAINING_FILES = ['statements.csv', 'themes.csv', 'written.csv'] as const;
/** What people wrote that training reads beside the statements. */
const KNOWLEDGE_FILES = ['vocabulary.json', 'groups.json', 'places.json', 'rules.json', 'theme-labels.json'] as const;

/** Version of all data that model and figures come from: when any of it changes, they have to be made again. */
export function dataVersionNow(): string {
  const folder = trainingFolder();
  return versionOf([...TRAINING_FILES.map(file => readFileSync(join(folder, file), 'utf8')), ...KNOWLEDGE_FILES.map(readModelText)]);
}

/** Rewrites src/overlap/model/themes.json and figures.json from src/overlap/training: the same bytes each time the inputs are the same. */
export async function train(print: (line: string) => void, progress?: (line: string) => void): Promise<number> {
  const { statements, themeCodes, faults } = readLabelledFolder(trainingFolder());
  for (const fault of faults) print(fault);
  const dataVersion = dataVersionNow();
  const setting = settingOf(themeCodes, dataVersion);
  const { vocabulary } = setting;
  const course = openCourse(readExamples(statements, vocabulary), setting, learnInThreads);
  try {
    const model = await course.fitWithout(null);
    writeFileSync(modelFile('themes.json'), toModelText(model));
    print(`Trained on ${statements.length} statements and ${setting.written.length} written examples, data version ${dataVersion}.`);
    const figures = { dataVersion, vocabularyVersion: vocabulary.version, statements: statements.length, ...(await figuresBoth(statements, model, course, progress)) };
    writeFileSync(modelFile('figures.json'), `${JSON.stringify(figures, null, 2)}\n`);
    print(`Training fit:    theme F1 ${figures.trainingFit.theme.f1}, pair F1 ${figures.trainingFit.pair.f1} (flatters the model)`);
    print(`Cross-validated: theme F1 ${figures.crossValidated.theme.f1}, pair F1 ${figures.crossValidated.pair.f1} (each authority left out in turn)`);
    return 0;
  } finally {
    await course.close();
  }
}

async function figuresBoth(statements: readonly LabelledStatement[], model: ThemeModel, course: Course, progress?: (line: string) => void): Promise<{ trainingFit: Summary; crossValidated: Summary }> {
  const engine = engineOf(model, 'training');
  const fit = judgeCoded(statements, statements.map(({ statement }) => engine.codeStatement(statement))).figures;
  const left = judgeCoded(statements, await crossValidate(statements, course, progress)).figures;
  if (fit === null || left === null) throw new Error('The training data carries no labels.');
  return { trainingFit: summaryOf(fit), crossValidated: summaryOf(left) };
}

interface Summary {
  theme: Rates;
  pair: Rates;
  calibrationError: number;
}

interface Rates {
  precision: number;
  recall: number;
  f1: number;
}

function summaryOf(figures: Figures): Summary {
  return { theme: ratesOf(figures.themeCoding), pair: ratesOf(figures.overlapPairs), calibrationError: round(figures.calibration.error) };
}

function ratesOf({ precision, recall, f1 }: Figure): Rates {
  return { precision: round(precision), recall: round(recall), f1: round(f1) };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
