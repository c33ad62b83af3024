/** Why a source could not be read: a word to count by, and whether a later attempt may do better without anybody doing something. */
export type FailureKind = 'unreachable' | 'refused' | 'too-slow' | 'too-large' | 'endless' | 'not-allowed' | 'broken-off' | 'wrong-format' | 'cancelled';

/** A source could not be read to its end. The message is for its operator: what was asked, what came, what was expected, what to do. */
export class SourceFailure extends Error {
  readonly kind: FailureKind;

  constructor(kind: FailureKind, message: string) {
    super(message);
    this.kind = kind;
  }
}
