import { HubError } from '../../errors.ts';
import type { CodedStatement } from './CodedStatement.ts';
import { crossValidate } from './crossValidate.ts';
import { settingOf } from './fitSetting.ts';
import { judgeCoded } from './judgeCoded.ts';
import { loadEngine } from './loadEngine.ts';
import { trainingFolder } from './modelFile.ts';
import { readJudgedPairs, type JudgedPair } from './readJudgedPairs.ts';
import { reportCoreErrors, reportCores } from './reportCores.ts';
import { readLabelledFolder, type LabelledFolder } from './readLabelledFolder.ts';
import { reportErrors, reportFigures, reportThemes } from './reportFigures.ts';
import { toEvaluationJson } from './toEvaluationJson.ts';

/**
 * Runs the engine on a folder of statements and prints how it did, or refuses a folder it cannot read. With crossValidate
 * each authority is coded by a model that has not seen it.
 */
export async function evaluate(folder: string, options: { json: boolean; crossValidate: boolean }, print: (line: string) => void, progress?: (line: string) => void): Promise<number> {
  const path = folder === '' ? trainingFolder() : folder;
  const read = readLabelledFolder(path);
  const isLabelled = read.statements.some(one => one.labels !== null);
  if (options.crossValidate && !isLabelled) {
    throw new HubError('BAD_ARGUMENT', `"${folder}" holds no labels, so there is nothing to train on with an authority left out. Run without --cross-validate.`);
  }
  const coded = codeAll(read, options.crossValidate, progress);
  const { pairs, refusal } = pairsBeside(path, read);
  const judgement = judgeCoded(read.statements, coded, pairs);
  if (options.json) {
    print(JSON.stringify(toEvaluationJson(judgement, read.statements)));
    return 0;
  }
  print(headline(read, options.crossValidate));
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

function codeAll(read: LabelledFolder, isCrossValidated: boolean, progress?: (line: string) => void): CodedStatement[] {
  if (isCrossValidated) return crossValidate(read.statements, settingOf(read.themeCodes, ''), progress);
  const engine = loadEngine();
  return read.statements.map(({ statement }) => engine.codeStatement(statement));
}

function headline(read: LabelledFolder, isCrossValidated: boolean): string {
  const size = `${read.statements.length} statements of ${new Set(read.statements.map(one => one.authority)).size} authorities`;
  if (isCrossValidated) return `${size}, each authority coded by a model trained without it (cross-validated).`;
  const own = readLabelledFolder(trainingFolder());
  const ownTitles = new Set(own.statements.map(one => `${one.authority}\n${one.statement.title}`));
  const seen = read.statements.filter(one => ownTitles.has(`${one.authority}\n${one.statement.title}`)).length;
  if (seen === 0) return `${size}, none of which the model was trained on.`;
  return `${size}. TRAINING FIT: the model was trained on ${seen} of them, so these figures flatter it. Use --cross-validate for ones to go by.`;
}
