import type { CodedStatement } from './CodedStatement.ts';
import type { Course } from './fitModel.ts';
import { engineOf } from './loadEngine.ts';
import type { LabelledStatement } from './readLabelledFolder.ts';

/** Codes every statement with a model that has not seen its authority; in the order given. */
export async function crossValidate(statements: readonly LabelledStatement[], course: Course, progress: (line: string) => void = () => {}): Promise<CodedStatement[]> {
  const codedById = new Map<string, CodedStatement>();
  const authorities = [...new Set(statements.map(one => one.authority))];
  let done = 0;
  // All at once, so that no thread of the course has to wait for another.
  const folds = authorities.map(async (authority) => {
    const engine = engineOf(await course.fitWithout(authority), 'cross-validation');
    for (const { statement } of statements.filter(one => one.authority === authority)) codedById.set(statement.id, engine.codeStatement(statement));
    progress(`  Left out ${(done += 1)} of ${authorities.length} authorities, last ${authority}`);
  });
  await Promise.all(folds);
  return statements.flatMap(({ statement }) => codedById.get(statement.id) ?? []);
}
