import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { HubError } from '../../errors.ts';
import { readRows } from './readRows.ts';

/** What people said to "would you invite these two to one working meeting": core is yes, related "each would want to know of the other". */
export type PairJudgement = 'core' | 'related' | 'no';

export interface JudgedPair {
  a: string;
  b: string;
  judgement: PairJudgement;
  /** Rules are tuned on pairs of one half alone; "hold" is read at the end. Empty where the file does not say. */
  half: string;
}

const FILE = 'pairs.csv';
const JUDGEMENTS: ReadonlySet<string> = new Set<PairJudgement>(['core', 'related', 'no']);

/** Pairs of statements that people judged (pairs.csv beside the statements), or null where a folder has none. */
export function readJudgedPairs(folder: string, statementIds: ReadonlySet<string>): JudgedPair[] | null {
  if (!existsSync(join(folder, FILE))) return null;
  return readRows(folder, FILE, ['row_a', 'row_b', 'judgement']).map((row) => {
    // A file whose lines end in two ways leaves a carriage return, which nobody sees, in the last cell.
    const cell = (column: string): string => (row[column] ?? '').trim();
    const pair = { a: cell('row_a'), b: cell('row_b'), judgement: cell('judgement'), half: cell('half') };
    const unknown = [pair.a, pair.b].find(id => !statementIds.has(id));
    if (unknown !== undefined) throw new HubError('BAD_ARGUMENT', `${FILE} of "${folder}" judges statement "${unknown}", which is not among the folder's statements. Correct the row, or take it out.`);
    if (!isJudgement(pair.judgement)) throw new HubError('BAD_ARGUMENT', `${FILE} of "${folder}" says "${pair.judgement}" of ${pair.a} and ${pair.b}. Write core, related or no.`);
    return { ...pair, judgement: pair.judgement };
  });
}

function isJudgement(text: string): text is PairJudgement {
  return JUDGEMENTS.has(text);
}
