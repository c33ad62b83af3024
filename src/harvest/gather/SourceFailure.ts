/** Why a source could not be read: a word to count by, and whether a later attempt may do better without anybody doing something. */
export type FailureKind = 'unreachable' | 'refused' | 'too-slow' | 'too-large' | 'endless' | 'not-allowed' | 'broken-off' | 'wrong-format' | 'cancelled';

/** A source could not be read to its end. The message is for its operator: what was asked, what came, what was expected, what to do. */
export class SourceFailure extends Error {
  readonly kind: FailureKind;
  /** When the server said that it may be asked again; null when it did not say, or said a time that has been waited for. */
  readonly notBefore: Date | null;

  constructor(kind: FailureKind, message: string, notBefore: Date | null = null) {
    super(message);
    this.name = 'SourceFailure';
    this.kind = kind;
    this.notBefore = notBefore;
  }
}

/** One answer is larger than the server sends, or the hub holds; fewer records on a page may do. */
export class AnswerTooLarge extends SourceFailure {
  constructor(message: string) {
    super('too-large', message);
  }
}
