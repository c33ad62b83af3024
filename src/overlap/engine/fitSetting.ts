import type { FitSetting } from './featureSpace.ts';
import { readExamples } from './fitModel.ts';
import { trainingFolder } from './modelFile.ts';
import { readWrittenExamples } from './readLabelledFolder.ts';
import { loadRules } from './Rules.ts';
import { loadVocabulary } from './Vocabulary.ts';

/** What every fit needs beside the gathered statements: vocabulary, rules and the written examples, as the hub holds them. */
export function settingOf(themeCodes: readonly string[], dataVersion: string): FitSetting {
  const vocabulary = loadVocabulary();
  return { themeCodes, vocabulary, rules: loadRules(), dataVersion, written: readExamples(readWrittenExamples(trainingFolder()), vocabulary) };
}
