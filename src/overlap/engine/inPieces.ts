/** Work that pauses after each short piece, so that a process that also answers can let others work between: whoever does it says when to go on. */
export type InPieces<Result> = Generator<undefined, Result>;

/** Does all of it without a pause. */
export function atOnce<Result>(work: InPieces<Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
