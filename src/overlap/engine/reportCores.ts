import type { CoreError, CoreFigure, CoreFigures, CoreJudgement } from './judgeCores.ts';
import type { LabelledStatement } from './readLabelledFolder.ts';
import { columns, type Print } from './reportFigures.ts';

const WORST_SHOWN = 25;

/** Pairs that are kept to be scored on: nobody should read them to improve the rule. */
const UNREAD_HALF = 'hold';

/** Core groups against judged pairs: with the engine's own themes, and with a person's, which shows the errors of the core rule alone. */
export function reportCores(figures: CoreFigures, print: Print): void {
  print('');
  print(`Core groups, on ${figures.pairs} judged pairs   precision  recall     F1`);
  reportRows('', figures, print);
  for (const [half, figure] of Object.entries(figures.halves)) reportRows(`${half}: `, figure, print);
}

function reportRows(half: string, { ownThemes, givenThemes }: CoreFigure, print: Print): void {
  print(`${`${half}the engine's themes`.padEnd(35)} ${columns(ownThemes)}`);
  if (givenThemes !== null) print(`${`${half}a person's themes`.padEnd(35)} ${columns(givenThemes)}`);
}

/** The worst errors of core groups, those first that would waste a meeting, with the keys that misled. */
export function reportCoreErrors({ errors }: CoreJudgement, statements: readonly LabelledStatement[], print: Print): void {
  const readable = errors.filter(({ pair }) => pair.half !== UNREAD_HALF);
  const unread = errors.length - readable.length;
  const worst = readable.sort((a, b) => severityOf(a) - severityOf(b)).slice(0, WORST_SHOWN);
  const statementOf = new Map(statements.map(one => [one.statement.id, one]));
  print('');
  print(`Pairs that people judged otherwise: ${readable.length}${unread === 0 ? '' : `, and ${unread} of the half "${UNREAD_HALF}", which stay unread`}; the worst ${worst.length}:`);
  for (const { pair, keysA, keysB } of worst) {
    print(pair.judgement === 'core' ? 'apart, though people would invite both to one meeting' : `in one core group, though people said ${pair.judgement}`);
    print(`    ${pair.a} ${describe(statementOf.get(pair.a), keysA)}`);
    print(`    ${pair.b} ${describe(statementOf.get(pair.b), keysB)}`);
  }
}

/** A meeting of two with nothing in common is worse than one where they would only want to know of each other, and that than none. */
function severityOf({ pair: { judgement } }: CoreError): number {
  return judgement === 'no' ? 0 : judgement === 'related' ? 1 : 2;
}

function describe(labelled: LabelledStatement | undefined, keys: readonly string[]): string {
  return `${labelled?.authority ?? ''}: “${labelled?.statement.title ?? ''}” → ${keys.length === 0 ? 'no core group' : keys.join(', ')}`;
}
