import { HubError } from '../../errors.ts';
import type { CodedStatement } from './CodedStatement.ts';
import { crossValidate } from './crossValidate.ts';
import { openCourse, readExamples } from './fitModel.ts';
import { settingOf } from './fitSetting.ts';
import { judgeCoded, type Judgement } from './judgeCoded.ts';
import { learnInThreads } from './learnInThreads.ts';
import { loadEngine } from './loadEngine.ts';
import { trainingFolder } from './modelFile.ts';
import { readJudgedPairs, type JudgedPair } from './readJudgedPairs.ts';
import { reportCoreErrors, reportCores } from './reportCores.ts';
import { readLabelledFolder, readWrittenExamples, type LabelledFolder } from './readLabelledFolder.ts';
import { reportErrors } from './reportErrors.ts';
import { reportFigures, reportThemes } from './reportFigures.ts';
import { toEvaluationJson } from './toEvaluationJson.ts';

/** Where it speaks: results, what is wrong with the rows it read, and how far it has come. */
export interface Voices {
  print: (line: string) => void;
  warn: (line: string) => void;
  progress?: (line: string) => void;
}

/**
 * Runs the engine on a folder of statements and prints how it did, or refuses a folder it cannot read. With crossValidate
 * each authority is coded by a model that has not seen it.
 */
export async function evaluate(folder: string, options: { json: boolean; crossValidate: boolean }, { print, warn, progress }: Voices): Promise<number> {
  const path = folder === '' ? trainingFolder() : folder;
  const read = readLabelledFolder(path);
  for (const fault of read.faults) warn(fault);
  const isLabelled = read.statements.some(one => one.labels !== null);
  if (options.crossValidate && !isLabelled) {
    throw new HubError('BAD_ARGUMENT', `"${folder}" holds no labels, so there is nothing to train on with an authority left out. Run without --cross-validate.`);
  }
  const coded = await codeAll(read, options.crossValidate, progress);
  const { pairs, refusal } = pairsBeside(path, read);
  const judgement = judgeCoded(read.statements, coded, pairs);
  if (options.json) {
    print(JSON.stringify(toEvaluationJson(judgement, read.statements)));
    return 0;
  }
  print(headline(read, judgement, options.crossValidate));
  reportFigures(judgement, print);
  if (judgement.cores !== null) reportCores(judgement.cores.figures, print);
  if (refusal !== null) print(`Core groups are not counted. ${refusal}`);
  if (judgement.figures !== null) {
    reportThemes(judgement, read.themeCodes, print);
    reportErrors(judgement, coded, print);
  }
  if (judgement.cores !== null) reportCoreErrors(judgement.cores, read.statements, print);
  return 0;
}

/** Judged pairs are an extra: a file of them that cannot be read is said so, and the other figures are still given. */
function pairsBeside(path: string, read: LabelledFolder): { pairs: JudgedPair[] | null; refusal: string | null } {
  try {
    return { pairs: readJudgedPairs(path, new Set(read.statements.map(one => one.statement.id))), refusal: null };
  } catch (error) {
    if (error instanceof HubError) return { pairs: null, refusal: error.message };
    throw error;
  }
}

async function codeAll({ statements, themeCodes }: LabelledFolder, isCrossValidated: boolean, progress?: (line: string) => void): Promise<CodedStatement[]> {
  if (!isCrossValidated) {
    const engine = loadEngine();
    return statements.map(({ statement }) => engine.codeStatement(statement));
  }
  const setting = settingOf(themeCodes, '');
  const course = openCourse(readExamples(statements, setting.vocabulary), setting, learnInThreads);
  try {
    return await crossValidate(statements, course, progress);
  } finally {
    await course.close();
  }
}

/** Short titles are said by many: the figures are a little kinder for those that it learnt from in the very words. */
function sameWords({ statements }: LabelledFolder, own: LabelledFolder): string {
  const learnt = new Set([...own.statements, ...readWrittenExamples(trainingFolder())].map(one => one.statement.title.toLowerCase()));
  const count = statements.filter(one => learnt.has(one.statement.title.toLowerCase())).length;
  return count === 0 ? '' : `, though ${count} ${count === 1 ? 'says' : 'say'} word for word what another does that it learnt from`;
}

function headline(read: LabelledFolder, { figures, cores }: Judgement, isCrossValidated: boolean): string {
  const size = `${read.statements.length} statements of ${new Set(read.statements.map(one => one.authority)).size} authorities`;
  if (isCrossValidated) return `${size}, each authority coded by a model trained without it (cross-validated).`;
  const own = readLabelledFolder(trainingFolder());
  const ownTitles = new Set(own.statements.map(one => `${one.authority}\n${one.statement.title}`));
  const seen = read.statements.filter(one => ownTitles.has(`${one.authority}\n${one.statement.title}`)).length;
  if (seen === 0) return `${size}, none of which the model was trained on${sameWords(read, own)}.`;
  if (figures === null && cores === null) return `${size}. The model was trained on ${seen} of them.`;
  return `${size}. TRAINING FIT: the model was trained on ${seen} of them, so these figures flatter it. Use --cross-validate for ones to go by.`;
}
