import { fileURLToPath } from 'node:url';
import { evaluate } from '../overlap/engine/evaluate.ts';
import { train } from '../overlap/engine/train.ts';

/** The labelled statements in the project, in the form that `evaluate` reads. Compiled code lies as deep as its source, so one path serves both. */
const trainingFolder = fileURLToPath(new URL('../../src/overlap/training/', import.meta.url));

export function evaluateEngine(folder: string | undefined, options: { crossValidate: boolean; json: boolean }, print: (line: string) => void): Promise<number> {
  return evaluate(folder ?? trainingFolder, options, print);
}

export function trainEngine(print: (line: string) => void): Promise<number> {
  return train(print);
}
