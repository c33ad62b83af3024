import type { Statement } from '../../src/overlap/engine/Statement.ts';
import { trainingFolder } from '../../src/overlap/engine/modelFile.ts';
import { readLabelledFolder } from '../../src/overlap/engine/readLabelledFolder.ts';

const statementsOfEach = 62.5;

/** A made-up authority's statements: each the beginning of one real statement and the end of another, or one as it stands. */
export interface MadeUpPlan {
  authority: string;
  statements: Statement[];
}

/** So many authorities' plans, recombined from the real statements: the same ones each time, and hardly any two alike. */
export function recombine(authorities: number): MadeUpPlan[] {
  const real = readLabelledFolder(trainingFolder()).statements.map(({ statement }) => statement);
  const random = generator(20_261_127);
  const anyOf = (): Statement => real[Math.floor(random() * real.length)]!;
  return Array.from({ length: authorities }, (_, index) => {
    const [from, to] = [Math.round(index * statementsOfEach), Math.round((index + 1) * statementsOfEach)];
    const authority = `made-up-${String(index + 1).padStart(4, '0')}`;
    return { authority, statements: Array.from({ length: to - from }, (__, row) => ({ id: `${authority}/${row + 1}`, title: spliced(anyOf().title, anyOf().title, random), outcome: anyOf().outcome ?? null })) };
  });
}

/** A third of them as they stand; of the others the first half of one and the second half of another, cut between words. */
function spliced(first: string, second: string, random: () => number): string {
  if (random() < 1 / 3) return first;
  const [head, tail] = [first.split(' '), second.split(' ')];
  return [...head.slice(0, Math.ceil(head.length / 2)), ...tail.slice(Math.floor(tail.length / 2))].join(' ');
}

/** Park and Miller's generator: numbers between 0 and 1, the same everywhere. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
