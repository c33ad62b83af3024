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

/** The engine as committed, which codes statements one by one, from nothing but their own words. Its model is read with the first statement: mostly there is none to code. */
export function loadEngine(): Engine {
  const version = versionOf([CODE_VERSION, ...ENGINE_FILES.map(readModelText)]);
  let loaded: Engine | undefined;
  return { version, codeStatement: statement => (loaded ??= engineOf(JSON.parse(readModelText('themes.json')) as ThemeModel, version)).codeStatement(statement) };
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
