/** Whole numbers up to 30 bits are kept without an object of their own. */
const linesPerWord = 30;

/** Lines of files, or of columns of them: a bit each, so that what is refused in a file of a million rows takes no more than it would in one of a thousand. */
export class Places {
  readonly #words = new Map<string, Map<number, number>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(of: string, line: number): void {
    if (this.has(of, line)) return;
    const words = this.#words.get(of) ?? new Map<number, number>();
    const at = Math.floor(line / linesPerWord);
    words.set(at, (words.get(at) ?? 0) | (1 << line % linesPerWord));
    this.#words.set(of, words);
    this.#size += 1;
  }

  has(of: string, line: number): boolean {
    return ((this.#words.get(of)?.get(Math.floor(line / linesPerWord)) ?? 0) & (1 << line % linesPerWord)) !== 0;
  }

  /** Adds all that another has. */
  addAll(others: Places): void {
    for (const [of, words] of others.#words) {
      for (const [at, bits] of words) {
        for (let bit = 0; bit < linesPerWord; bit += 1) if (bits & (1 << bit)) this.add(of, at * linesPerWord + bit);
      }
    }
  }
}
