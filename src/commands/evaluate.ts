import { evaluate } from '../overlap/engine/evaluate.ts';
import { train } from '../overlap/engine/train.ts';
import { progressPrinter } from './progress.ts';

/** Without a folder the engine is tried on the labelled statements it was trained on, and the printout says so. */
export function evaluateEngine(folder: string | undefined, options: { crossValidate: boolean; json: boolean }, print: (line: string) => void): Promise<number> {
  return evaluate(folder ?? '', options, { print, warn: line => void process.stderr.write(`${line}\n`), progress: progressPrinter() });
}

export function trainEngine(print: (line: string) => void): Promise<number> {
  return train(print, progressPrinter());
}
