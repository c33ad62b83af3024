import { setImmediate as letOthersWork } from 'node:timers/promises';
import type { CodedStatement } from './CodedStatement.ts';
import { codeStatement, type CodingKit } from './codeStatement.ts';
import type { InPieces } from './inPieces.ts';
import { loadThemeLabels } from './MeetingKit.ts';
import { readModelText } from './modelFile.ts';
import { loadApproaches } from './readApproach.ts';
import { loadGroups } from './readGroup.ts';
import { loadRules, type Rules } from './Rules.ts';
import type { Statement } from './Statement.ts';
import { modelInPieces, scoringTableInPieces, toScoringTable, versionOf, type ScoringTable, type ThemeModel } from './ThemeModel.ts';
import { loadVocabulary, vocabularyInPieces, type Vocabulary } from './Vocabulary.ts';

export interface Engine {
  /** Changes whenever model, vocabulary or rules do; a coding stored under another version is stale. */
  version: string;
  /** Reads the model in pieces, so that a process that also answers is not kept from it for long. Optional: the first statement does it at once. */
  wake(): Promise<void>;
  codeStatement(statement: Statement): CodedStatement;
}

/** Moves by hand when the code itself reads statements differently, for then the files alone would not tell. */
const CODE_VERSION = '21';

const ENGINE_FILES = ['themes.json', 'vocabulary.json', 'groups.json', 'approaches.json', 'rules.json', 'theme-labels.json', 'places.json'] as const;

let shipped: Engine | undefined;

/** The engine as committed, which codes statements one by one, from nothing but their own words. Its files are read once, and its model with the first statement: mostly there is none to code. */
export function loadEngine(): Engine {
  return (shipped ??= readEngine());
}

function readEngine(): Engine {
  const version = versionOf([CODE_VERSION, ...ENGINE_FILES.map(readModelText)]);
  const reading = kitInPieces();
  let kit: CodingKit | undefined;
  function readOn(): void {
    const { done, value } = reading.next();
    if (done && !value) throw new Error('The engine could not be read before.');
    kit = value;
  }
  return {
    version,
    async wake() {
      while (!kit) {
        await letOthersWork();
        if (!kit) readOn();
      }
    },
    codeStatement(statement) {
      while (!kit) readOn();
      return codeStatement(statement, kit);
    },
  };
}

/** An engine around any model, which is how cross-validation tries one that has not seen an authority. */
export function engineOf(model: ThemeModel, version: string): Engine {
  const vocabulary = loadVocabulary();
  const kit = kitOf(model, vocabulary, toScoringTable(model, vocabulary, loadRules()));
  return { version, wake: async () => {}, codeStatement: statement => codeStatement(statement, kit) };
}

function* kitInPieces(): InPieces<CodingKit> {
  const model = yield* modelInPieces(readModelText('themes.json'));
  checkThresholds(model.decision, loadRules().thresholds);
  const vocabulary = yield* vocabularyInPieces();
  return kitOf(model, vocabulary, yield* scoringTableInPieces(model, vocabulary, loadRules()));
}

/** People are told the thresholds of the rules, and the model decides by those that it was trained with. */
function checkThresholds({ threshold, soleThreshold, ceiling }: ThemeModel['decision'], rules: Rules['thresholds']): void {
  if (threshold === rules.theme && soleThreshold === rules.soleTheme && ceiling === rules.ceiling) return;
  throw new Error(`src/overlap/model/rules.json says that themes are read from ${rules.theme} (alone from ${rules.soleTheme}, at most ${rules.ceiling}), and the model in themes.json was trained for ${threshold} (${soleThreshold}, ${ceiling}). Run "npm run train" after changing rules.json.`);
}

function kitOf(model: ThemeModel, vocabulary: Vocabulary, table: ScoringTable): CodingKit {
  return {
    model,
    table,
    vocabulary,
    conceptsById: new Map(vocabulary.concepts.map(concept => [concept.id, concept])),
    themeLabels: loadThemeLabels(),
    groups: loadGroups(),
    approaches: loadApproaches(),
    rules: loadRules(),
  };
}
