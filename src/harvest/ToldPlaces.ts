import type { HarvestIssue } from './issue.ts';
import { Places } from './Places.ts';

/** The cells of which something was told, and those of which more than that they name a refused row. */
export class ToldPlaces {
  readonly #all = new Places();
  readonly #ofOwn = new Places();

  add(issues: readonly HarvestIssue[]): void {
    for (const { file, line = 0, column, follows } of issues) {
      this.#all.add(`${file}:${column}`, line);
      if (!follows) this.#ofOwn.add(`${file}:${column}`, line);
    }
  }

  has(file: string, line: number, column?: string): boolean {
    return this.#all.has(`${file}:${column}`, line);
  }

  /** Whether anything is wrong there itself. */
  hasOwn(file: string, line: number, column?: string): boolean {
    return this.#ofOwn.has(`${file}:${column}`, line);
  }
}
