import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where a model file lies: in src/ whether the code runs from src/ or, compiled, from dist/, for only .ts files are compiled. */
export function modelFile(name: string): string {
  return fileURLToPath(new URL(`../../../src/overlap/model/${name}`, import.meta.url));
}

/** The folder of the labelled statements that the model is trained on. */
export function trainingFolder(): string {
  return fileURLToPath(new URL('../../../src/overlap/training', import.meta.url));
}

export function readModelText(name: string): string {
  return readFileSync(modelFile(name), 'utf8');
}
