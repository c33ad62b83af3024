import type { CodedStatement } from './CodedStatement.ts';
import type { FitSetting } from './featureSpace.ts';
import { openCourse, readExamples } from './fitModel.ts';
import { engineOf } from './loadEngine.ts';
import type { LabelledStatement } from './readLabelledFolder.ts';

/** Codes every statement with a model that has not seen its authority; in the order given. */
export function crossValidate(statements: readonly LabelledStatement[], setting: FitSetting, progress: (line: string) => void = () => {}): CodedStatement[] {
  const course = openCourse(readExamples(statements, setting.vocabulary), setting);
  const codedById = new Map<string, CodedStatement>();
  const authorities = [...new Set(statements.map(one => one.authority))];
  for (const [index, authority] of authorities.entries()) {
    progress(`  Authority ${index + 1} of ${authorities.length} left out: ${authority}`);
    const engine = engineOf(course.fitWithout(authority), 'cross-validation');
    for (const { statement } of statements.filter(one => one.authority === authority)) codedById.set(statement.id, engine.codeStatement(statement));
  }
  return statements.flatMap(({ statement }) => codedById.get(statement.id) ?? []);
}
