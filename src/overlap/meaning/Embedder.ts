/** Turns texts into vectors that point the same way when the texts mean something alike. The one thing outside the hub that reading priorities may ask. */
export interface Embedder {
  /** Changes whenever the same text may get another vector. */
  version: string;
  /** Name of its model, as evidence gives it. */
  model: string;
  /** Where it is, in words, for the operator. */
  where: string;
  /** One vector for each text, in their order, all of one length. Gives up with EmbedderFailed, at the latest when time is up. */
  embed(texts: readonly string[], timeIsUp: AbortSignal): Promise<number[][]>;
}

/** Why there are no vectors: what the service did ("answered with status 500"), and what its operator can do ("see to the service"). Never anything it sent. */
export class EmbedderFailed extends Error {
  readonly did: string;
  readonly remedy: string;

  constructor(did: string, remedy: string) {
    super(`The embedding service ${did}: ${remedy}.`);
    this.name = 'EmbedderFailed';
    this.did = did;
    this.remedy = remedy;
  }
}
