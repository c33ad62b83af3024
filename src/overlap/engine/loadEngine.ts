import type { CodedStatement } from './CodedStatement.ts';
import { codeStatement, type CodingKit } from './codeStatement.ts';
import { readModelText } from './modelFile.ts';
import { loadAims } from './readAim.ts';
import { loadGroups } from './readGroup.ts';
import { loadRules } from './Rules.ts';
import type { Statement } from './Statement.ts';
import { toScoringTable, versionOf, type ThemeModel } from './ThemeModel.ts';
import { loadVocabulary } from './Vocabulary.ts';

export interface Engine {
  /** Changes whenever model, vocabulary or rules do; a coding stored under another version is stale. */
  version: string;
  codeStatement(statement: Statement): CodedStatement;
}

/** Moves by hand when the code itself reads statements differently, for then the files alone would not tell. */
const CODE_VERSION = '3';

const ENGINE_FILES = ['themes.json', 'vocabulary.json', 'groups.json', 'aims.json', 'rules.json', 'theme-labels.json', 'places.json'] as const;

/** Reads the model, vocabulary and rules once; the engine then codes statements one by one, from nothing but their own words. */
export function loadEngine(): Engine {
  const model = JSON.parse(readModelText('themes.json')) as ThemeModel;
  return engineOf(model, versionOf([CODE_VERSION, ...ENGINE_FILES.map(readModelText)]));
}

/** An engine around any model, which is how cross-validation tries one that has not seen an authority. */
export function engineOf(model: ThemeModel, version: string): Engine {
  const kit = kitOf(model);
  return { version, codeStatement: statement => codeStatement(statement, kit) };
}

function kitOf(model: ThemeModel): CodingKit {
  const vocabulary = loadVocabulary();
  const rules = loadRules();
  const labels = JSON.parse(readModelText('theme-labels.json')) as Record<string, string>;
  return {
    model,
    table: toScoringTable(model, vocabulary, rules),
    vocabulary,
    conceptsById: new Map(vocabulary.concepts.map(concept => [concept.id, concept])),
    themeLabels: new Map(Object.entries(labels)),
    groups: loadGroups(),
    aims: loadAims(),
    rules,
  };
}
