import type { CodedStatement } from './CodedStatement.ts';
import { fitModel, readExamples, type FitSetting } from './fitModel.ts';
import { engineOf } from './loadEngine.ts';
import type { LabelledStatement } from './readLabelledFolder.ts';

/** Codes every statement with a model that has not seen its authority; in the order given. */
export function crossValidate(statements: readonly LabelledStatement[], setting: FitSetting, progress: (line: string) => void = () => {}): CodedStatement[] {
  const examples = readExamples(statements, setting.vocabulary);
  const codedById = new Map<string, CodedStatement>();
  const authorities = [...new Set(statements.map(one => one.authority))];
  for (const [index, authority] of authorities.entries()) {
    progress(`  Authority ${index + 1} of ${authorities.length} left out: ${authority}`);
    const model = fitModel(examples.filter(example => example.labelled.authority !== authority), setting);
    const engine = engineOf(model, 'cross-validation');
    for (const { statement } of statements.filter(one => one.authority === authority)) codedById.set(statement.id, engine.codeStatement(statement));
  }
  return statements.flatMap(({ statement }) => codedById.get(statement.id) ?? []);
}
